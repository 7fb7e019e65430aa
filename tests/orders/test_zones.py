"""Official files of zones: taken in whole or not at all, and never taken for more than they say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.work import Work
from liciel_app.gateways.communes import communes
from liciel_app.orders.models_zones import Extent, ZoneKind
from liciel_app.orders.obligations import Clay, Facts, Kind, Transaction, Verdict, assess
from liciel_app.orders.zones import Where, complete, facts_of, insee_of, rules, services
from liciel_app.orders.zones.reading import Official, official
from liciel_app.orders.zones.rules import Known
from liciel_app.orders.zones.services import Taken

BORDEAUX, TALENCE, PARIS_11 = Where(insee="33063"), Where(insee="33522"), Where(insee="75111")
RADON = (
    "nom_comm;nom_dept;insee_com;classe_potentiel;reg\nBordeaux;Gironde;33063;1;NA\nLimoges;Haute-Vienne;87085;3;NA\n"
)
TERMITES = "insee;date_arrete;etendue\n33063;12/02/2001;totale\n33522;2001-02-12;partielle\n"


def bring(work: Work, text: str, kind: ZoneKind, *, covers: str = "", as_of: date = date(2026, 1, 1)) -> Taken:
    return services.take(work, written(text.encode(), kind, covers=covers, as_of=as_of))


def written(content: bytes, kind: ZoneKind, *, covers: str = "", as_of: date = date(2026, 1, 1)) -> Official:
    return official(content, kind, name=f"{kind}.csv", source="Préfecture", as_of=as_of, covers=covers)


def test_nathalie_imports_radon_and_a_commune_it_does_not_name_stays_unknown(work: Work) -> None:
    assert bring(work, RADON, ZoneKind.RADON) == Taken(named=2, added=2)
    assert facts_of(work, BORDEAUX)["radon_zone"] is False
    assert facts_of(work, Where(insee="87085"))["radon_zone"] is True
    assert "radon_zone" not in facts_of(work, TALENCE)


def test_a_list_says_yes_where_it_is_whole_and_nothing_where_it_is_partial_or_silent(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES)
    assert facts_of(work, BORDEAUX)["termite_zone"] is True
    assert "termite_zone" not in facts_of(work, TALENCE)
    assert "termite_zone" not in facts_of(work, Where(insee="33281"))


def test_only_a_list_declared_complete_leaves_the_others_of_its_department_outside(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES, covers="33")
    assert facts_of(work, Where(insee="33281"))["termite_zone"] is False
    assert "termite_zone" not in facts_of(work, TALENCE)
    assert "termite_zone" not in facts_of(work, Where(insee="40001"))


def test_a_decree_says_nothing_of_a_day_before_it(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES)
    assert "termite_zone" not in facts_of(work, BORDEAUX, date(2001, 2, 11))
    assert facts_of(work, BORDEAUX, date(2001, 2, 12))["termite_zone"] is True


def test_the_same_file_twice_changes_nothing(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES, covers="33")
    again = bring(work, TERMITES, ZoneKind.TERMITES, covers="33")
    assert again == Taken(named=2)
    assert again.nothing_new
    assert len(list(services.queries.imports(work))) == 1


def test_a_newer_file_replaces_and_an_older_one_is_refused(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES, covers="33")
    newer = "insee\n33063\n33281\n"
    told = bring(work, newer, ZoneKind.TERMITES, covers="33", as_of=date(2026, 6, 1))
    assert told == Taken(named=2, added=1, changed=1, removed=1)
    assert facts_of(work, TALENCE)["termite_zone"] is False
    with pytest.raises(Refused, match="plus récent, du 01/06/2026"):
        bring(work, TERMITES, ZoneKind.TERMITES, covers="33")


def test_a_department_s_list_leaves_the_neighbours_alone(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES, covers="33")
    bring(work, "insee\n40001\n", ZoneKind.TERMITES, covers="40", as_of=date(2025, 1, 1))
    assert facts_of(work, BORDEAUX)["termite_zone"] is True
    assert facts_of(work, Where(insee="40001"))["termite_zone"] is True


def test_every_wrong_cell_is_named_and_nothing_is_imported(work: Work) -> None:
    wrong = "insee_com;classe_potentiel\n33063;1\n8708;7\nabc;2\n33063;3\n"
    with pytest.raises(Invalid) as refusal:
        bring(work, wrong, ZoneKind.RADON)
    assert refusal.value.fields == {
        "Ligne 3, colonne « classe_potentiel »": "« 7 » n’est pas un niveau connu (1, 2, 3).",
        "Ligne 4, colonne « insee_com »": "« ABC » n’est pas un code INSEE de commune.",
        "Ligne 5, colonne « niveau »": "La commune 33063 a déjà une autre valeur à la ligne 2.",
    }
    assert facts_of(work, BORDEAUX) == {"overseas": False, "sewer_list": False}


@pytest.mark.parametrize(
    ("text", "kind", "cell"),
    [
        ("nom;classe_potentiel\nBordeaux;1\n", ZoneKind.RADON, "Ligne 1, colonne « code INSEE »"),
        ("insee;nom\n33063;Bordeaux\n", ZoneKind.RADON, "Ligne 1, colonne « niveau »"),
        ("insee;etendue\n33063;presque\n", ZoneKind.TERMITES, "Ligne 2, colonne « etendue »"),
        ("insee;date_arrete\n33063;31/02/2001\n", ZoneKind.TERMITES, "Ligne 2, colonne « date_arrete »"),
        ("insee;zone\n33063;9\n", ZoneKind.SEISMIC, "Ligne 2, colonne « zone »"),
    ],
)
def test_a_file_with_wrong_columns_or_words_names_the_first(work: Work, text: str, kind: ZoneKind, cell: str) -> None:
    with pytest.raises(Invalid) as refusal:
        bring(work, text, kind)
    assert list(refusal.value.fields) == [cell]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04zip", b"insee\n", b"\x00\x01", b'insee\n"33063\n'])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        written(content, ZoneKind.TERMITES)


def test_a_file_of_tomorrow_is_refused(work: Work) -> None:
    with pytest.raises(Refused, match="à venir"):
        bring(work, TERMITES, ZoneKind.TERMITES, as_of=date(2027, 1, 1))


def test_plans_of_both_gaspar_exports_leave_a_commune_in_doubt_and_an_ended_one_outside(work: Work) -> None:
    now = "CODE INSEE COMMUNE;LIBELLE ETAT\n33063;Opposable\n33063;Abrogé\n33522;Abrogé\n33281;Prescrit\n"
    bring(work, now, ZoneKind.NATURAL_PLAN, covers="FR")
    bring(work, "cod_commune;lib_commune\n1001;X\n", ZoneKind.MINING_PLAN, covers="FR")
    told = {code: _extent(work, Where(insee=code), ZoneKind.NATURAL_PLAN) for code in ("33063", "33522", "33281")}
    assert told == {"33063": Extent.PART, "33522": Extent.NONE, "33281": Extent.PART}
    assert _extent(work, Where(insee="01001"), ZoneKind.MINING_PLAN) is Extent.PART


def test_risks_are_a_no_only_when_every_zoning_says_no(work: Work) -> None:
    bring(work, "code_insee,zone_sismicite\n33063,1 - TRES FAIBLE\n33522,2 - FAIBLE\n", ZoneKind.SEISMIC)
    assert facts_of(work, TALENCE)["risk_zone"] is True
    for kind in (ZoneKind.NATURAL_PLAN, ZoneKind.MINING_PLAN, ZoneKind.TECHNOLOGICAL_PLAN):
        bring(work, "insee\n01001\n", kind, covers="FR")
    assert "risk_zone" not in facts_of(work, BORDEAUX)
    bring(work, "insee\n01001\n", ZoneKind.POLLUTED_SOIL, covers="FR")
    assert facts_of(work, BORDEAUX)["risk_zone"] is False


def test_the_coast_decree_counts_while_it_is_active_and_clay_reads_words(work: Work) -> None:
    bring(work, "code_commune,is_currently_active\n33214,True\n33009,False\n", ZoneKind.COAST, covers="FR")
    assert "coast_zone" not in facts_of(work, Where(insee="33214"))
    assert facts_of(work, Where(insee="33009"))["coast_zone"] is False
    bring(work, "insee\tniveau\tetendue\n33063\tMoyenne\ttotale\n33522\t3\tpartielle\n", ZoneKind.CLAY)
    assert facts_of(work, BORDEAUX)["clay"] is Clay.MEDIUM
    assert "clay" not in facts_of(work, TALENCE)


def test_a_district_answers_with_its_city_and_a_file_of_windows_is_read(work: Work) -> None:
    services.take(work, written("insee;source\n75056;Arrêté\n".encode("cp1252"), ZoneKind.TERMITES))
    assert facts_of(work, PARIS_11)["termite_zone"] is True
    assert _statement(work, PARIS_11, ZoneKind.TERMITES).source == "Arrêté"


def test_the_commune_alone_tells_overseas_and_the_list_of_decree_2022_93(work: Work) -> None:
    told = {code: facts_of(work, Where(insee=code)) for code in ("75111", "94081", "92002", "92050", "93048", "97411")}
    assert [facts.get("sewer_list") for facts in told.values()] == [True, True, True, False, True, False]
    assert [facts["overseas"] for facts in told.values()] == [False] * 5 + [True]
    assert "sewer_list" not in facts_of(work, Where(insee="93001"))
    listed = rules._SEWER_LIST
    assert all(any(row[0][0] == code for row in communes()._rows) for code in listed)


def test_a_postcode_and_a_name_find_their_commune_and_doubt_finds_none(work: Work) -> None:
    assert insee_of("33400", "Talence") == "33522"
    assert insee_of("33000", "bordeaux") == "33063"
    assert insee_of("75011", "Paris") == "75111"
    assert insee_of("33400", "") == "33522"
    assert (insee_of("", "Talence"), insee_of("33480", "nulle part")) == ("", "")
    assert facts_of(work, Where()) == {}


def test_a_house_s_own_point_speaks_before_its_commune(work: Work) -> None:
    bring(work, "insee\n33063\n", ZoneKind.NATURAL_PLAN)
    bring(work, "insee;zone\n33063;1\n", ZoneKind.SEISMIC)
    home = Where(insee="33063", lat=44.8378, lon=-0.5792)
    assert _extent(work, home, ZoneKind.NATURAL_PLAN) is Extent.PART
    services.note(work, {home.point: [Known(ZoneKind.NATURAL_PLAN, Extent.WHOLE, as_of=work.today)]})
    assert facts_of(work, home)["risk_zone"] is True
    assert "risk_zone" not in facts_of(work, BORDEAUX)


def test_what_the_seller_answered_is_kept_and_the_rest_is_filled(work: Work) -> None:
    bring(work, TERMITES, ZoneKind.TERMITES)
    sale = Facts(transaction=Transaction.SALE, kind=Kind.HOUSE, noise_zone=False, radon_zone=True)
    filled = complete(work, sale, BORDEAUX)
    assert (filled.termite_zone, filled.noise_zone, filled.radon_zone, filled.overseas) == (True, False, True, False)
    assert assess(sale, work.today).line("TERMITES").verdict is Verdict.UNKNOWN
    assert assess(filled, work.today).line("TERMITES").verdict is Verdict.MANDATORY
    assert complete(work, sale, Where(insee="97411")).overseas is True


@given(st.lists(st.sampled_from([True, False, None])))
def test_many_answers_are_a_no_only_when_none_is_missing(answers: list[bool | None]) -> None:
    told = rules.any_of(answers)
    assert (told is True) == (True in answers)
    assert (told is False) == (set(answers) <= {False})


def _statement(work: Work, where: Where, kind: ZoneKind) -> Known:
    return next(known for known in services.queries.statements(work, where) if known.kind is kind)


def _extent(work: Work, where: Where, kind: ZoneKind) -> Extent:
    return _statement(work, where, kind).extent
