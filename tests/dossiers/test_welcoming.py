"""A space of his own for whoever orders without one: opened by a mail, to the person that mail reaches."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from sqlmodel import select

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM, Actor, Role
from liciel_app.core.errors import Refused
from liciel_app.core.work import begin
from liciel_app.directory.models import ClientKind
from liciel_app.dossiers import queries, services
from liciel_app.messaging.models import Message
from liciel_app.office import queries as office_queries
from liciel_app.office import services as office
from liciel_app.office.models import Account
from tests.conftest import MONDAY
from tests.dossiers.cases import an_order
from tests.people import Cast, a_client, an_account, cookie_of
from tests.website.conftest import browser, letters, link_in

PAUL, LEA = "p.garrigue@courriel.example", "lea.marchand@chartrons.example"
CLAIRE = "b.dupuy@courriel.example"
NEW = "un tout nouveau mot de passe"
SetClock = Callable[[datetime], None]


def opened(people: Cast, email: str, client_id: int | None = None, name: str = "Paul Garrigue") -> int:
    """A dossier from somebody's order; its client's number."""
    with begin(people.assistant) as work:
        order = an_order(work, client_id)
        order.contact_email, order.contact_name = email, name
        return services.open_from_order(work, order.id or 0).client_id


def account_of(email: str) -> Account | None:
    with begin(SYSTEM, writing=False) as work:
        return office_queries.account_by_email(work, email)


def reader(email: str, password: str) -> Actor:
    token = cookie_of(email, password)
    with begin(SYSTEM, writing=False) as work:
        return office.actor_of(work, token)


async def choose(link: str, password: str = NEW) -> httpx.Response:
    there = urlsplit(link)
    async with browser() as visitor:
        form = {"password": password, "again": password}
        return await visitor.post(f"{there.path}?{there.query}", data=form)


async def test_paul_who_ordered_without_an_account_opens_his_space_with_the_mailed_link(people: Cast) -> None:
    client_id = opened(people, PAUL)
    (letter,) = letters(PAUL)
    assert "/premier-mot-de-passe?jeton=" in link_in(letter)
    with pytest.raises(Refused):
        cookie_of(PAUL, NEW)
    assert (await choose(link_in(letter))).status_code == 303
    paul = reader(PAUL, NEW)
    assert paul.client_ids == {client_id}
    with begin(paul, writing=False) as work:
        assert [one.client_id for one in work.db.scalars(queries.visible_to(paul)).all()] == [client_id]


async def test_his_link_serves_once(people: Cast) -> None:
    opened(people, PAUL)
    link = link_in(letters(PAUL)[0])
    await choose(link)
    assert (await choose(link, "encore un autre mot de passe")).status_code == 404
    assert reader(PAUL, NEW).name == "Paul Garrigue"


async def test_his_link_holds_a_week_and_a_forgotten_password_helps_afterwards(
    people: Cast, set_clock: SetClock
) -> None:
    opened(people, PAUL)
    opened(people, LEA)
    first, late = (link_in(letters(one)[0]) for one in (PAUL, LEA))
    set_clock(MONDAY + timedelta(days=7, seconds=-1))
    assert (await choose(first)).status_code == 303
    set_clock(MONDAY + timedelta(days=7))
    assert (await choose(late)).status_code == 404
    async with browser() as visitor:
        await visitor.post("/mot-de-passe-oublie", data={"email": LEA})
    assert (await choose(link_in(letters(LEA)[-1]))).status_code == 303


def test_who_orders_twice_has_one_account_and_one_mail(people: Cast) -> None:
    assert opened(people, PAUL) == opened(people, PAUL.upper())
    assert len(letters(PAUL)) == 1
    with begin(SYSTEM, writing=False) as work:
        assert len(work.db.exec(select(Account).where(Account.email == PAUL)).all()) == 1


def test_the_link_is_kept_nowhere_once_it_left(people: Cast) -> None:
    opened(people, PAUL)
    worker.keep_all_due()
    (letter,) = letters(PAUL)
    assert (letter.secret, letter.text) == (True, "")


def test_a_known_client_without_an_account_receives_one_of_his_own(people: Cast) -> None:
    with begin(SYSTEM) as work:
        known = a_client(work, "Étude Castagnet", ClientKind.NOTARY, "etude@castagnet.example").id
    assert opened(people, "etude@castagnet.example") == known
    account = account_of("etude@castagnet.example")
    assert account is not None
    assert account.client_id == known


def test_claire_who_has_an_account_is_not_invited_again(people: Cast) -> None:
    assert opened(people, CLAIRE) == people.client_id
    assert letters(CLAIRE) == []


def test_lea_s_order_without_logging_in_goes_to_the_agency_she_speaks_for(people: Cast) -> None:
    with begin(SYSTEM) as work:
        an_account(work, LEA, "Léa Marchand", Role.CLIENT, people.stranger_client_id)
    assert opened(people, LEA, name="Léa Marchand") == people.stranger_client_id
    assert letters(LEA) == []


def test_a_contact_named_by_claire_receives_no_view_on_her_dossiers(people: Cast) -> None:
    assert opened(people, "locataire@courriel.example", people.client_id) == people.client_id
    assert (account_of("locataire@courriel.example"), letters("locataire@courriel.example")) == (None, [])


def test_a_stranger_who_types_claire_s_address_is_shown_nothing_of_hers(people: Cast) -> None:
    opened(people, CLAIRE, name="Un Inconnu")
    with begin(SYSTEM, writing=False) as work:
        told = {message.recipient for message in work.db.exec(select(Message)).all()}
        accounts = {one.email: one.client_id for one in work.db.exec(select(Account)).all() if one.client_id}
    assert told <= {CLAIRE}
    assert accounts == {CLAIRE: people.client_id, "gerance@lespins.example": people.stranger_client_id}


def test_the_address_of_a_closed_account_stays_closed_and_the_dossier_opens(people: Cast) -> None:
    with begin(SYSTEM) as work:
        account = an_account(work, PAUL, "Paul Garrigue", Role.CLIENT, people.client_id)
        account.closed_at = work.now
    assert opened(people, PAUL) != people.client_id
    assert (account_of(PAUL), letters(PAUL)) == (None, [])


@pytest.mark.parametrize("email", ["n.ferrand@atlantique-diag.example", "pas une adresse"])
def test_an_address_of_the_office_or_none_at_all_is_not_invited(people: Cast, email: str) -> None:
    with begin(SYSTEM) as work:
        assert office.invite(work, email=email, name="Nathalie", client_id=people.client_id) is None
