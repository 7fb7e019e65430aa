"""What the wizard shows of the law and of the prices."""

import pytest

from liciel_app.core.work import Work
from liciel_app.orders.pricing import DEMO_GRID
from liciel_app.orders.services import save_grid
from liciel_app.website.wizard.filling import Filled
from liciel_app.website.wizard.offer import Choice, Offer, current
from liciel_app.website.wizard.places import PlaceRow

TALENCE = PlaceRow("17 avenue Roul, 33400 Talence", "17 avenue Roul", "33400", "Talence", 44.802, -0.588)
FLAT = {
    "kind": "appartement",
    "surface": "68",
    "year": "1965",
    "transaction": "vente",
    "coowned": "yes",
    "gas": "none",
    "electricity": "old",
}


def offer(work: Work, choice: Choice | None = None, client: str = "private", **changed: str) -> Offer:
    filled = Filled({**FLAT, **changed}, {"client": client}, TALENCE)
    return current(work, filled, choice or Choice(), "fr")


@pytest.fixture
def priced(work: Work) -> Work:
    save_grid(work, DEMO_GRID)
    return work


def test_each_diagnostic_stands_under_one_duty_with_a_reason_and_a_source(priced: Work) -> None:
    shown = offer(priced)
    lines = [*shown.due, *shown.maybe, *shown.others]
    assert len({line.code for line in lines}) == len(lines)
    assert all(line.why and line.source and line.validity for line in lines)
    assert [line.code for line in shown.due] == ["DPE", "AMIANTE", "ELEC", "CARREZ"]
    assert {"GAZ", "CREP"} <= {line.code for line in shown.others}


def test_the_bill_is_what_is_taken_and_the_total_is_its_price(priced: Work) -> None:
    only = Choice(left_out=frozenset({"TERMITES", "ERP", "BRUIT"}))
    shown = offer(priced, only)
    assert [line.short for line in shown.bill] == ["DPE", "Amiante", "Électricité", "Carrez"]
    # 115 + 80 + 75 + 55 = 325, four: -15 % = 276.25, VAT 55.25.
    assert (shown.total, shown.vat, shown.discount) == ("331,50\u00a0€", "55,25\u00a0€", "-58,50\u00a0€")
    assert offer(priced, only, client="notary").total == "276,25\u00a0€"


def test_a_duty_left_out_stays_in_sight_and_an_extra_can_be_added(priced: Work) -> None:
    shown = offer(priced, Choice(added=frozenset({"CREP"}), left_out=frozenset({"DPE"})))
    assert not next(line for line in shown.due if line.code == "DPE").taken
    assert next(line for line in shown.others if line.code == "CREP").taken
    assert "CREP" in shown.taken


def test_an_office_without_a_grid_still_tells_the_duties(work: Work) -> None:
    shown = offer(work)
    assert (shown.priced, shown.on_quote, shown.others) == (False, True, [])
    assert {line.price for line in shown.due} == {"Sur devis"}


def test_documents_of_others_are_listed_due_ones_first(priced: Work) -> None:
    sure = [row.sure for row in offer(priced).documents]
    assert sure == sorted(sure, reverse=True)
    assert sure[0]


def test_before_the_first_answers_there_is_no_price(priced: Work) -> None:
    shown = current(priced, Filled({}, {}, PlaceRow()), Choice(), "fr")
    assert (shown.known, shown.count, shown.asked) == (False, 0, ["kind", "surface", "year", "transaction"])


def test_a_mission_the_law_does_not_know_cannot_be_added(priced: Work) -> None:
    assert "ANC" not in offer(priced, Choice(added=frozenset({"ANC", "GOLD"}))).taken
