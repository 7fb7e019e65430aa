"""Knowing each client once, and showing him to whom he concerns."""

import pytest

from liciel_app.core.errors import Invalid, NotFound
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.directory import queries, services
from liciel_app.directory.models import Client, ClientKind
from tests.conftest import rows
from tests.people import Cast


def laborde(work: Work, **said: object) -> Client:
    told = {"kind": ClientKind.PRIVATE, "name": "Mme Inès Laborde", "email": "ines.laborde@courriel.example"} | said
    return services.client_for(work, **told)  # type: ignore[arg-type]


def test_a_newcomer_is_written_down_once_whatever_the_case_of_her_address(work: Work) -> None:
    first = laborde(work)
    again = laborde(work, email=" Ines.LABORDE@courriel.example", name="Inès")
    assert again.id == first.id
    assert again.name == "Mme Inès Laborde"
    assert first.email == "ines.laborde@courriel.example"


def test_who_has_no_mail_is_known_by_name_and_home(work: Work) -> None:
    home = {"email": "", "street": "3 rue des Ormes", "postcode": "33600", "city": "Pessac"}
    first = laborde(work, **home)
    again = laborde(work, **home | {"name": "mme ines LABORDE", "street": "3 Rue des Ormes"}, phone="0798765432")
    assert (again.id, again.phone, again.email) == (first.id, "07 98 76 54 32", "")
    elsewhere = laborde(work, **home | {"city": "Talence", "postcode": "33400"})
    namesake = laborde(work, **home | {"name": "Mme Inès Laborde-Roy"})
    assert len({first.id, elsewhere.id, namesake.id}) == 3
    for refused in ({"email": ""}, home | {"street": " "}, home | {"name": "42"}, home | {"email": "ines"}):
        with pytest.raises(Invalid):
            laborde(work, **refused)


def test_what_the_office_did_not_know_is_filled_in_and_what_it_knew_stays(work: Work) -> None:
    laborde(work, city="Pessac", postcode="33600")
    known = laborde(work, phone="07.98.76.54.32", city="Bordeaux")
    assert known.phone == "07 98 76 54 32"
    assert known.city == "Pessac"


def test_nathalie_finds_a_client_by_any_piece_of_name_phone_or_town(work: Work) -> None:
    laborde(work, phone="0798765432", city="Talence", postcode="33400")
    for search in ("ines", "LABORDE courriel", "07 98 76", "0798765432", "talence", "33400"):
        found = queries.clients_page(work, Asked(search=search)).rows
        assert [row.name for row in found] == ["Mme Inès Laborde"], search


def test_the_list_sorts_by_name_without_minding_accents(work: Work) -> None:
    for name in ("Zoé Ziegler", "Émile Aubry", "eva Noël"):
        services.client_for(
            work, kind=ClientKind.PRIVATE, name=name, email=f"{name[:2]}@courriel.example".lower().replace("é", "e")
        )
    found = queries.clients_page(work, Asked(search="courriel", sort="name", descending=False)).rows
    assert [row.name for row in found if "Dupuy" not in row.name] == ["Émile Aubry", "eva Noël", "Zoé Ziegler"]


def test_pages_follow_each_other_by_key_and_meet_every_client_once(work: Work) -> None:
    for number in range(23):
        laborde(work, name=f"Client {number:02d}", email=f"c{number}@courriel.example")
    asked = Asked(search="client", sort="name", descending=False, size=10)
    seen: list[str] = []
    page = queries.clients_page(work, asked)
    while page.rows:
        seen += [row.name for row in page.rows]
        if not page.has_next:
            break
        asked = Asked(search="client", sort="name", descending=False, size=10, move="next", end=page.end)
        page = queries.clients_page(work, asked)
    assert seen == [f"Client {number:02d}" for number in range(23)]


def test_a_stranger_does_not_find_the_dupuys(people: Cast) -> None:
    with begin(people.client) as work:
        assert queries.client_row(work, people.client_id).name == "M. et Mme Dupuy"
        assert [row.id for row in queries.clients_page(work, Asked()).rows] == [people.client_id]
    for other in (people.stranger, people.technician, people.visitor):
        with begin(other) as work, pytest.raises(NotFound):
            queries.client_row(work, people.client_id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ines.laborde"),
        ("email", "a b@c.fr"),
        ("email", "@c.fr"),
        ("name", " "),
        ("name", "42"),
        ("phone", "06 12"),
    ],
)
def test_a_client_nobody_could_reach_is_refused_beside_the_field(work: Work, field: str, value: str) -> None:
    before = rows(work, "client")
    with pytest.raises(Invalid) as refusal:
        laborde(work, **{field: value})
    assert list(refusal.value.fields) == [field]
    assert rows(work, "client") == before
