"""One function per gesture of a dossier's life, each at its own instant, by the person who does it."""

import hashlib
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from liciel_app.billing import queries as billing_queries
from liciel_app.billing import services as billing
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM, VISITOR, Actor
from liciel_app.core.clock import local
from liciel_app.core.work import Work, begin
from liciel_app.demo.properties import Property
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries as dossier_queries
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.jobs import storage
from liciel_app.dossiers.models import FileRole
from liciel_app.dossiers.pdf import inspection, samples
from liciel_app.office import rules as office_rules
from liciel_app.office.models import Account
from liciel_app.orders import obligations, rules
from liciel_app.orders import services as orders


@dataclass
class Life:
    """One dossier on its way: what it is, who it is for, and what it became."""

    number: int
    client: Client
    place: Property
    technician: Account | None
    visit_at: datetime | None
    minutes: int = 120
    order_id: int = 0
    dossier_id: int = 0
    variants: tuple[str, ...] = field(default_factory=tuple)
    wanted: tuple[str, ...] = ()
    """Ordered missions; none named: what is advised."""


def actor(account: Account) -> Actor:
    return office_rules.actor(
        account_id=account.id or 0,
        name=account.name,
        role=account.role,
        language=account.language,
        client_id=account.client_id,
        session_id=0,
        origin="127.0.0.1",
    )


def act(who: Actor, now: datetime, gesture: Callable[[Work], Any]) -> Any:
    """One gesture then; the worker keeps what it promised a moment later."""
    with begin(who, now=now) as work:
        result = gesture(work)
    worker.keep_all_due(now=now + timedelta(seconds=20))
    return result


def order(life: Life, now: datetime) -> None:
    contact = rules.Contact(
        kind=life.client.kind, name=life.client.name, email=life.client.email, phone=life.client.phone
    )
    on = local(now).date()
    wanted = life.wanted or rules.advised(obligations.assess(life.place.facts, on))
    draft = rules.Draft(
        submit_id=str(uuid.UUID(int=life.number + 1)),
        facts=life.place.facts,
        site=life.place.site,
        contact=contact,
        wanted=tuple(wanted),
        wished_on=on + timedelta(days=4),
    )
    visitor = Actor(kind=VISITOR.kind, name=VISITOR.name, origin=f"192.0.2.{life.number % 250}")
    life.order_id = act(visitor, now, lambda work: orders.place(work, draft)).id


def open_dossier(life: Life, who: Actor, now: datetime) -> None:
    life.dossier_id = act(who, now, lambda work: dossiers.open_from_order(work, life.order_id)).id


def plan(life: Life, who: Actor, now: datetime) -> None:
    technician, visit_at = life.technician, life.visit_at
    if technician is None or visit_at is None:
        return
    number = technician.id or 0
    act(
        who,
        now,
        lambda work: dossiers.assign(
            work, life.dossier_id, technician_id=number, starts_at=visit_at, minutes=life.minutes
        ),
    )


def arrive(life: Life, now: datetime) -> None:
    act(_technician(life), now, lambda work: dossiers.note_progress(work, life.dossier_id, "arrived"))


def hand_over(life: Life, now: datetime, office: str) -> None:
    """The reports go up, each mission gets its conclusion, the dossier goes back to the office."""
    facts = samples.SampleFacts(
        reference=f"D{life.number:03d}",
        office=office,
        property_lines=(life.place.title, life.place.site.street, f"{life.place.site.postcode} {life.place.site.city}"),
        owner=life.client.name,
        operator=_technician(life).name,
        visited_on=local(now).date(),
        seed=life.number,
    )
    with begin(SYSTEM, writing=False, now=now) as work:
        missions = [(row.id, row.code) for row in dossier_queries.dossier_sheet(work, life.dossier_id).missions]
    for position, (mission_id, code) in enumerate(missions):
        _report(life, now, code, facts, life.variants[position] if position < len(life.variants) else "portrait")
        _conclude(life, now, mission_id, code, local(now).date())
    act(_technician(life), now, lambda work: dossiers.hand_over(work, life.dossier_id))


def assemble(life: Life, who: Actor, now: datetime) -> None:
    act(who, now, lambda work: dossiers.request_ddt(work, life.dossier_id))


def invoice(life: Life, who: Actor, now: datetime) -> None:
    act(who, now, lambda work: billing.issue(work, life.dossier_id))


def warn(life: Life, who: Actor, now: datetime) -> None:
    act(who, now, lambda work: dossiers.notify_client(work, life.dossier_id))


def pay(life: Life, who: Actor, now: datetime) -> None:
    def gesture(work: Work) -> None:
        found = billing_queries.of_dossier(work, life.dossier_id)
        if found is not None:
            billing.mark_paid(work, found.id or 0, "transfer", local(now).date())

    act(who, now, gesture)


def download(life: Life, reader: Account, now: datetime, most: int) -> None:
    """The client takes his files, all of them or the first ones."""

    def gesture(work: Work) -> None:
        for file in dossier_queries.files(work, life.dossier_id)[:most]:
            dossiers.record_download(work, file.id, original=True)

    act(actor(reader), now, gesture)


def archive(life: Life, who: Actor, now: datetime) -> None:
    act(who, now, lambda work: dossiers.archive(work, life.dossier_id))


def _technician(life: Life) -> Actor:
    return actor(life.technician) if life.technician else SYSTEM


def _report(life: Life, now: datetime, code: str, facts: samples.SampleFacts, variant: Any) -> None:
    content = samples.sample_report(code, facts, variant)
    sha256 = hashlib.sha256(content).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(content)
        seen = inspection.inspect(path)
        storage().put(path, sha256)
    act(
        _technician(life),
        now,
        lambda work: dossiers.add_file(
            work,
            life.dossier_id,
            sha256=sha256,
            size=len(content),
            name=f"{code.lower()}-{life.number:03d}.pdf",
            media_type="application/pdf",
            inspected=dossiers.Inspected(pages=seen.pages, signed=seen.signed),
            role=FileRole.REPORT,
            kind=code,
        ),
    )


def _conclude(life: Life, now: datetime, mission_id: int, code: str, visited: date) -> None:
    text = samples.sample_conclusion(code, life.number)
    until = obligations.last_day(code, obligations.Report(visited), life.place.facts.transaction)
    act(_technician(life), now, lambda work: dossiers.note_conclusion(work, mission_id, text, until))
