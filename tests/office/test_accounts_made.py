"""Accounts the office makes, and what it refuses to make."""

import pytest

from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.errors import Conflict, Invalid, NotAllowed
from liciel_app.core.work import begin
from liciel_app.office import queries, services
from liciel_app.office.services_legal import complete_legal_notice
from tests.people import PASSWORD, Cast

CLAIRE = "b.dupuy@courriel.example"


def test_an_account_is_made_for_an_address_in_any_case(people: Cast) -> None:
    with begin(SYSTEM) as work:
        services.create_account(
            work, email=" Lea@Chartrons.example ", name="Léa", role=Role.CLIENT, password=PASSWORD, client_id=1
        )
        assert queries.address_taken(work, "LEA@chartrons.example")


@pytest.mark.parametrize(
    ("email", "role", "client_id"),
    [("pas une adresse", Role.ASSISTANT, None), ("a@b.example", Role.CLIENT, None), ("a@b.example", Role.SALES, 1)],
)
def test_a_wrong_address_and_a_client_of_nobody_are_refused(
    people: Cast, email: str, role: Role, client_id: int | None
) -> None:
    with pytest.raises(Invalid), begin(SYSTEM) as work:
        services.create_account(work, email=email, name="X", role=role, password=PASSWORD, client_id=client_id)


def test_an_address_has_one_account(people: Cast) -> None:
    with pytest.raises(Conflict), begin(SYSTEM) as work:
        services.create_account(work, email=CLAIRE, name="X", role=Role.SALES, password=PASSWORD)


def test_only_who_runs_the_office_completes_its_legal_notice(people: Cast) -> None:
    for who in (people.assistant, people.technician, people.client, people.visitor):
        with pytest.raises(NotAllowed), begin(who) as work:
            complete_legal_notice(work, publication_director="Moi", host="Moi")
    with begin(people.manager) as work:
        for _ in range(2):
            assert complete_legal_notice(work, publication_director="Marc", host="").publication_director == "Marc"
