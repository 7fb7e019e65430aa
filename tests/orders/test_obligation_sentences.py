"""What is said: reasons, questions left, warnings of the letting calendar."""

from datetime import date
from typing import Any

import pytest

from liciel_app.orders.labels import Certification
from liciel_app.orders.obligations import DpeClass, Kind, Usage, Verdict, sentences
from tests.orders.homes import DUE, FLAT, HOUSE, LET, NO, OPEN, line, seen, verdict


def test_not_knowing_tells_its_consequence_and_asks_the_fact() -> None:
    assessment = seen(HOUSE, gas=None, permit=None, dpe_class=None)
    assert assessment.questions == ("permit", "built", "gas", "dpe_class")
    assert assessment.line("GAZ").why.text == (
        "On ne sait pas s’il y a du gaz : à faire pour une installation de plus de 15 ans."
    )
    assert assessment.line("AUDIT").why.text == "Classe du DPE inconnue : l’audit dépendra du résultat du DPE."


def test_a_location_nobody_looked_up_stays_unknown() -> None:
    zones: dict[str, Any] = {
        "risk_zone": None,
        "radon_zone": None,
        "brush_zone": None,
        "termite_zone": None,
        "noise_zone": None,
    }
    assert [verdict(code, HOUSE, **zones) for code in ("ERP", "TERMITES", "BRUIT")] == [OPEN, OPEN, OPEN]
    assert verdict("ERP", HOUSE, risk_zone=False, radon_zone=None) is OPEN
    assert verdict("ERP", HOUSE, risk_zone=True, radon_zone=None) is DUE


def test_a_refusal_is_told_by_the_rule_that_came_nearest() -> None:
    assert line("DPE", LET, usage=Usage.TOURISM).why.text == "Une location de tourisme n’y est pas soumise."
    assert line("AUDIT", HOUSE).why.text == "La classe D du DPE ne demande pas d’audit à cette date."
    assert line("BOUTIN", HOUSE).why.text == "Une vente ne le demande pas."
    assert line("ASSCOL", HOUSE, date(2020, 1, 1)).why.text == "L’obligation n’est entrée en vigueur que le 01/07/2022."


def test_a_project_nobody_chose_leaves_the_list_open_but_not_what_no_project_asks() -> None:
    assessment = seen(HOUSE, transaction=None)
    assert assessment.missions == ()
    assert assessment.questions[0] == "transaction"
    assert verdict("DPE", HOUSE, transaction=None) is OPEN
    assert verdict("TERMITES", HOUSE, transaction=None, kind=Kind.LAND) is NO


def test_whole_buildings_need_an_operator_with_the_larger_certificate() -> None:
    assert line("DPE", HOUSE).certification is Certification.DPE
    assert line("DPE", HOUSE, kind=Kind.BUILDING).certification is Certification.DPE_BUILDING
    assert line("ERP", HOUSE).certification is None


@pytest.mark.parametrize(
    ("grade", "on", "said"),
    [
        ("G", date(2026, 11, 21), "Location interdite : un logement de classe G n’est plus décent."),
        ("G", date(2024, 12, 31), "Location interdite au-delà de 450 kWh d’énergie finale par m² et par an."),
        ("F", date(2026, 11, 21), "La location d’un logement de classe F sera interdite à partir du 01/01/2028."),
        ("F", date(2028, 1, 1), "Location interdite : un logement de classe F n’est plus décent."),
        ("E", date(2034, 1, 1), "Location interdite : un logement de classe E n’est plus décent."),
        ("F", date(2022, 8, 24), "Classe F : le loyer ne peut pas être augmenté."),
    ],
)
def test_the_landlord_is_warned_of_the_letting_calendar(grade: str, on: date, said: str) -> None:
    assert said in [alert.why.text for alert in seen(LET, on, dpe_class=DpeClass(grade)).alerts]


def test_no_letting_warning_for_a_good_class_a_sale_or_an_unknown_class() -> None:
    assert seen(LET, dpe_class=DpeClass.D).alerts == ()
    assert seen(LET, dpe_class=None).alerts == ()
    assert seen(FLAT, dpe_class=DpeClass.G).alerts == ()


def test_tourist_lets_overseas_homes_and_large_shops_have_their_own_warnings() -> None:
    tourist = seen(LET, usage=Usage.TOURISM, change_of_use=True, dpe_class=DpeClass.G)
    assert [alert.why.text[:24] for alert in tourist.alerts] == ["Changement d’usage refus", "Le maire peut demander l"]
    assert len(seen(LET, usage=Usage.TOURISM, pool=True).alerts) == 2
    overseas = seen(LET, overseas=True, dpe_class=DpeClass.G)
    assert [alert.why.values for alert in overseas.alerts] == [
        {"dpe_class": "G", "banned": "01/01/2028"},
        {"dpe_class": "G"},
    ]
    assert len(seen(LET, kind=Kind.BUSINESS, surface=2001).alerts) == 1


def test_each_verdict_has_its_word() -> None:
    assert [verdict.word for verdict in Verdict] == ["Obligatoire", "Conditionnel", "Non requis", "Inconnu"]


def test_the_catalogue_knows_every_sentence_and_none_keeps_a_straight_apostrophe() -> None:
    assert len(sentences()) > 150
    assert not [sentence for sentence in sentences() if "'" in sentence]
