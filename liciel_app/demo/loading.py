"""Loading the demo office into an empty database."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import select

from liciel_app import rooms
from liciel_app.billing import rules as billing_rules
from liciel_app.billing.models import Series
from liciel_app.core import clock
from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.errors import Refused
from liciel_app.core.work import Work, begin
from liciel_app.demo import driving, gestures, history, papers, people, week
from liciel_app.directory.models import Client
from liciel_app.office.models import Account
from liciel_app.orders import pricing
from liciel_app.orders import services as orders

LAST_INVOICE, LAST_DEPOSIT, LAST_CREDIT = 411, 31, 6
WITHOUT_HISTORY = ("C3", "C7")


def load() -> list[str]:
    """Everything, or nothing when the database already has people; the lines to print."""
    rooms.open_jobs()
    monday = clock.monday_of(clock.today())
    staff, clients = found(monday)
    story(staff, clients, monday).tell()
    return accounts_to_print()


def found(monday: date) -> tuple[dict[str, Account], dict[str, Client]]:
    """The office as it was before its history: its staff by login, its clients by their key."""
    start = clock.at_office(monday - timedelta(days=190), 8)
    with begin(SYSTEM, now=start) as work:
        if work.db.exec(select(Account.id).limit(1)).first() is not None:
            raise Refused("La base contient déjà un office : la démonstration se charge dans une base vide.")
        staff = people.found(work, monday)
        clients = people.clients(work)
        orders.save_grid(work, pricing.DEMO_GRID)
        papers.deposit(work)
        week.days_off(work, staff, monday)
        driving.cars(work, staff, monday)
    return staff, clients


def accounts_to_print() -> list[str]:
    words = {
        Role.MANAGER: "gérant",
        Role.ASSISTANT: "assistante",
        Role.SALES: "commerciale",
        Role.TECHNICIAN: "diagnostiqueur",
    }
    lines = ["", f"Comptes de démonstration (mot de passe : {people.PASSWORD})"]
    lines += [f"  {one.name:<16} {one.login}@{people.DOMAIN:<28} {words[one.role]}" for one in people.STAFF]
    lines.append(f"  {'Bernard Dupuy':<16} {'b.dupuy@courriel.example':<39} client")
    return [*lines, ""]


def story(staff: dict[str, Account], clients: dict[str, Client], monday: date) -> history.Story:
    """Everything that will happen until the clock's instant; nothing has happened yet."""
    with begin(SYSTEM, writing=False) as work:
        readers = {a.client_id: a for a in reversed(work.db.exec(select(Account)).all()) if a.client_id}
    known: list[Any] = [(c, readers[c.id or 0]) for key, c in clients.items() if key not in WITHOUT_HISTORY]
    technicians = [staff[one.login] for one in people.DIAGNOSTICIANS[:2]]
    cast = history.Cast("Atlantique Diagnostics", gestures.actor(staff["n.ferrand"]), technicians, known)
    coming, diary = history.Story(), history.Diary(technicians, monday)
    invoiced = history.finished(coming, cast, diary, history.random_of("finished"))
    with begin(SYSTEM) as work:
        _series(work, invoiced, monday)
    history.handed(coming, cast, diary, history.random_of("handed"))
    history.on_site(coming, cast, diary, history.random_of("on site"))
    history.to_plan(coming, cast, history.random_of("to plan"), monday)
    history.orders(coming, cast, history.random_of("orders"), monday)
    history.planned_visits(coming, cast, history.random_of("week"), week.visits(staff, monday), monday)
    return coming


def _series(work: Work, invoiced: list[datetime], monday: date) -> None:
    """The history's invoices end at the last numbers used in the year of the clock."""
    this_year = billing_rules.series_of(monday)
    mine = sum(billing_rules.series_of(clock.local(when).date()) == this_year for when in invoiced)
    work.db.add(Series(code=this_year, last_number=LAST_INVOICE - mine))
    work.db.add(Series(code=this_year.replace("FA", "AC"), last_number=LAST_DEPOSIT))
    work.db.add(Series(code=this_year.replace("FA", "AV"), last_number=LAST_CREDIT))
