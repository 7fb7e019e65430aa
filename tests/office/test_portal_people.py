"""Who of a client validates its orders: said by the office, on the client's page."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from liciel_app.billing.screens.client_page import ClientPage
from liciel_app.core.access import SYSTEM, Permission, Role
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.office import queries, services, services_portal
from liciel_app.office.models import Account
from liciel_app.office.queries_portal import portal_people
from tests.client import Browser
from tests.people import PASSWORD, Cast, an_account, cookie_of

NATHALIE, CLAIRE, LEA = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example", "lea.dupuy@courriel.example"


@pytest.fixture
def lea(people: Cast) -> int:
    with begin(SYSTEM) as work:
        return an_account(work, LEA, "Léa Dupuy", Role.CLIENT, people.client_id).id or 0


def may_validate(account_id: int) -> bool:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Account, account_id).validates_orders


async def test_nathalie_says_that_lea_only_prepares(browser: Browser, people: Cast, lea: int) -> None:
    tab = browser.tab(NATHALIE, client_id=str(people.client_id))
    await tab.send(ClientPage.load)
    shown = [(one.name, one.email, one.validates) for one in (await tab.state(ClientPage)).people]
    assert shown == [("Claire Dupuy", CLAIRE, True), ("Léa Dupuy", LEA, True)]
    await tab.send(ClientPage.let_validate, account_id=lea, ticked=False)
    assert [one.validates for one in (await tab.state(ClientPage)).people] == [True, False]


def test_the_journal_keeps_who_changed_whose_right(people: Cast, lea: int) -> None:
    for _ in range(2):
        with begin(people.assistant) as work:
            services_portal.let_validate(work, people.client_id, lea, allowed=False)
    with begin(SYSTEM, writing=False) as work:
        (told,) = work.db.exec(select(JournalEntry).where(JournalEntry.action == "account.right_changed")).all()
        (row,) = queries.timeline(work, "account", lea)
    assert (told.actor_name, told.subject_id) == ("Nathalie Ferrand", lea)
    assert ("Peut valider une commande", "Oui", "Non") in [
        (change.field, change.before, change.after) for change in row.changes
    ]


def test_an_open_session_loses_the_right_at_its_next_gesture(people: Cast, lea: int) -> None:
    cookie = cookie_of(LEA)
    for allowed in (True, False, True):
        with begin(people.assistant) as work:
            services_portal.let_validate(work, people.client_id, lea, allowed=allowed)
        with begin(SYSTEM, writing=False) as work:
            assert services.actor_of(work, cookie).may(Permission.ORDERS_VALIDATE) is allowed


def test_a_person_is_looked_for_among_those_of_that_client(people: Cast, lea: int) -> None:
    with begin(people.assistant) as work, pytest.raises(NotFound):
        services_portal.let_validate(work, people.stranger_client_id, lea, allowed=False)
    for nobody in (0, people.assistant.account_id or 0):
        with begin(people.assistant) as work, pytest.raises(NotFound):
            services_portal.let_validate(work, people.client_id, nobody, allowed=False)
    assert may_validate(lea)


@pytest.mark.parametrize("who", ["technician", "client", "stranger", "visitor"])
def test_nobody_outside_the_office_says_it_or_reads_it(people: Cast, lea: int, who: str) -> None:
    with begin(getattr(people, who)) as work, pytest.raises(NotAllowed):
        services_portal.let_validate(work, people.client_id, lea, allowed=False)
    with begin(getattr(people, who), writing=False) as work:
        assert portal_people(work, people.client_id) == []


@pytest.mark.parametrize("email", ["", CLAIRE, "gerance@lespins.example", "k.benali@atlantique-diag.example"])
async def test_a_forged_event_changes_nobodys_right(browser: Browser, people: Cast, lea: int, email: str) -> None:
    tab = browser.tab(email, client_id=str(people.client_id))
    await tab.send(ClientPage.load)
    await tab.send(ClientPage.let_validate, account_id=lea, ticked=False)
    assert may_validate(lea)
    assert LEA not in tab.received


def test_who_had_an_account_before_validates_as_before(people: Cast) -> None:
    known = (
        "INSERT INTO account (email, name, role, password_hash, language, phone, created_at) "
        "VALUES ('x@y.example', 'Ancien', 'client', '', 'fr', '', '2026-01-01 00:00:00')"
    )
    with begin(SYSTEM) as work:
        work.db.connection().execute(text(known))
        assert work.db.exec(select(Account).where(Account.email == "x@y.example")).one().validates_orders


async def test_nathalie_closes_the_access_of_lea_who_left_and_opens_it_again(
    browser: Browser, people: Cast, lea: int
) -> None:
    tab = browser.tab(NATHALIE, client_id=str(people.client_id))
    await tab.send(ClientPage.load)
    await tab.send(ClientPage.close_access, account_id=lea)
    assert [one.email for one in (await tab.state(ClientPage)).people] == [CLAIRE]
    await tab.send(ClientPage.open_access_again, account_id=lea)
    assert [one.email for one in (await tab.state(ClientPage)).people] == [CLAIRE, LEA]


def test_who_left_loses_her_open_tab_her_link_and_her_password(people: Cast, lea: int) -> None:
    cookie = cookie_of(LEA)
    with begin(SYSTEM) as work:
        asked = services.ask_reset(work, email=LEA)
    assert asked is not None
    with begin(people.assistant) as work:
        services_portal.close_access(work, people.client_id, lea)
    with begin(SYSTEM, writing=False) as work:
        assert services.actor_of(work, cookie).kind == "visitor"
    with begin(SYSTEM) as work, pytest.raises(NotFound):
        services.reset_password(work, token=asked[1], password="un mot de passe neuf")
    with begin(SYSTEM) as work, pytest.raises(Refused):
        services.log_in(work, email=LEA, password=PASSWORD)


def test_her_address_opens_no_account_again_and_her_old_tab_stays_closed(people: Cast, lea: int) -> None:
    cookie = cookie_of(LEA)
    with begin(people.assistant) as work:
        services_portal.close_access(work, people.client_id, lea)
        assert services.invite(work, email=LEA, name="Léa", client_id=people.stranger_client_id) is None
    with begin(people.assistant) as work:
        services_portal.open_access_again(work, people.client_id, lea)
    with begin(SYSTEM, writing=False) as work:
        assert services.actor_of(work, cookie).kind == "visitor"
    assert cookie_of(LEA)


@pytest.mark.parametrize("who", ["technician", "client", "stranger", "visitor"])
def test_nobody_outside_the_office_closes_or_opens_an_access(people: Cast, lea: int, who: str) -> None:
    for gesture in (services_portal.close_access, services_portal.open_access_again):
        with begin(getattr(people, who)) as work, pytest.raises(NotAllowed):
            gesture(work, people.client_id, lea)
    with begin(people.assistant) as work, pytest.raises(NotFound):
        services_portal.close_access(work, people.stranger_client_id, lea)


@pytest.mark.parametrize("email", ["", CLAIRE, "gerance@lespins.example", "k.benali@atlantique-diag.example"])
async def test_a_forged_event_closes_nobodys_access(browser: Browser, people: Cast, lea: int, email: str) -> None:
    tab = browser.tab(email, client_id=str(people.client_id))
    await tab.send(ClientPage.load)
    await tab.send(ClientPage.close_access, account_id=lea)
    assert cookie_of(LEA)
