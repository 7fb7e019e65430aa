"""What the attestation and the field sheet of a dossier say, gathered for who sees the dossier."""

import json
from collections.abc import Iterator

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment
from liciel_app.core import clock
from liciel_app.core.errors import NotFound
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.directory.models import Client, ClientKind
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.dossiers.queries import scope
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Certification, Technician
from liciel_app.office.parties import seller_of
from liciel_app.orders import mission_details, quoted
from liciel_app.orders.kinds import PROJECTS, PROPERTIES
from liciel_app.orders.labels import LABELS
from liciel_app.orders.mission_paper import MissionPaper
from liciel_app.orders.models import Order
from liciel_app.orders.obligations import Facts
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.spoken import spoken
from liciel_app.orders.visit_paper import Certificate, Operator, VisitPaper


def visit_paper(work: Work, dossier_id: int) -> VisitPaper:
    """Raises NotFound for an absent dossier and for somebody else's."""
    return paper_of(work, scope.get(work, dossier_id))


def paper_of(work: Work, dossier: Dossier) -> VisitPaper:
    """Of a dossier already shown."""
    booked = work.db.get(Appointment, dossier.appointment_id) if dossier.appointment_id else None
    order = work.db.get(Order, dossier.order_id) if dossier.order_id else None
    return VisitPaper(
        reference=dossier.reference,
        mission=_mission(work, dossier, order),
        property_kind=dossier.property_kind,
        operator=_operator(work, dossier.technician_id),
        starts_at=dossier.visit_at,
        minutes=_minutes(booked),
        contact=tuple(filter(None, (dossier.contact_name, phone_fr(dossier.contact_phone)))),
        access=tuple(_access(booked, order)),
    )


def latest(work: Work) -> VisitPaper:
    """Of the dossier changed last, which a model is tried on. Raises NotFound while there is none."""
    wanted = scope.visible_to(work.actor).order_by(col(Dossier.updated_at).desc(), col(Dossier.id).desc()).limit(1)
    found = work.db.scalar(wanted)
    if found is None:
        raise NotFound("Il faut au moins un dossier pour essayer ce modèle.")
    return visit_paper(work, found.id or 0)


def _mission(work: Work, dossier: Dossier, order: Order | None) -> MissionPaper:
    facts = Facts.from_answers(json.loads(dossier.facts))
    asked = quotes.mission_order(work, order.id or 0) if order else None
    return MissionPaper(
        number=asked.number if asked else "",
        issued_on=work.today,
        order_number=order.number if order else "",
        quote_title="",
        seller=seller_of(office_queries.office(work)),
        client=_client(work, dossier),
        site=_site(dossier),
        missions=tuple(_missions(work, dossier)),
        told=tuple(spoken(facts, clock.today(dossier.created_at), "fr")),
        answers=quotes_paper.answers_of(order, asked) if order else mission_details.from_facts(facts),
        price="",
        wished_on=order.wished_on if order else None,
    )


def _client(work: Work, dossier: Dossier) -> quoted.Client:
    known = work.db.get_one(Client, dossier.client_id)
    return quoted.Client(
        name=known.name,
        email=known.email,
        phone=known.phone,
        street=known.street,
        postcode=known.postcode,
        city=known.city,
        siret=known.siret,
        professional=known.kind is not ClientKind.PRIVATE,
    )


def _site(dossier: Dossier) -> quoted.Site:
    return quoted.Site(
        street=dossier.street,
        town=f"{dossier.postcode} {dossier.city}".strip(),
        kind=PROPERTIES.get(dossier.property_kind, dossier.property_kind),
        project=PROJECTS.get(dossier.transaction, dossier.transaction),
        surface=f"{rules.surface(dossier.surface)} m²",
    )


def _missions(work: Work, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Diagnostics only: travel and supplements are no mission."""
    wanted = select(Mission).where(col(Mission.dossier_id) == dossier.id).order_by(col(Mission.position))
    return ((one.code, one.label) for one in work.db.exec(wanted).all() if one.code in LABELS)


def _operator(work: Work, account_id: int | None) -> Operator | None:
    account = work.db.get(Account, account_id) if account_id else None
    if account is None:
        return None
    technician = work.db.get(Technician, account_id)
    held = select(Certification).where(col(Certification.account_id) == account_id).order_by(col(Certification.id))
    return Operator(
        name=account.name,
        phone=account.phone,
        certificates=tuple(Certificate(one.code, one.until) for one in work.db.exec(held).all()),
        insured_until=technician.insured_until if technician else None,
    )


def _minutes(booked: Appointment | None) -> int:
    return int((booked.ends_at - booked.starts_at).total_seconds()) // 60 if booked else 0


def _access(booked: Appointment | None, order: Order | None) -> Iterator[tuple[str, str]]:
    """What was said to be known before the visit; nothing is invented."""
    said = (
        ("Alerte", booked.warnings if booked else ""),
        ("Consigne", booked.notes if booked else ""),
        ("Message du client", order.comment if order else ""),
    )
    yield from ((label, words) for label, words in said if words.strip())
