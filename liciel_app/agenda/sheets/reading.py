"""Reading a tour sheet and the links that show it, and measuring its road outside the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from sqlalchemy import Select, true
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.agenda import queries, rules
from liciel_app.agenda.driven import drawn, driven
from liciel_app.agenda.mileage.paper import km
from liciel_app.agenda.mileage.rules import tenths_of
from liciel_app.agenda.models import AppointmentState
from liciel_app.agenda.models_mileage import TourLink
from liciel_app.agenda.queries import VisitRow, sites
from liciel_app.agenda.roads import travelling
from liciel_app.agenda.sheets.sheet import LinkRow, StopRow, TourSheet
from liciel_app.agenda.travel import Point
from liciel_app.core.access import Actor, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language, day_words, moment, say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Technician
from liciel_app.office.parties import seller_of

LASTS: Final = timedelta(days=1)
"""A shared page is dead two midnights after its day began: it names clients and their codes."""
DEAD: Final = "Ce lien n’est plus valable : demandez-en un autre à l’office."


@dataclass(frozen=True, slots=True)
class Shared:
    account_id: int
    day: date
    language: Language


def visible_to(actor: Actor) -> Select[Account, Technician]:
    """Who reads the agenda reads everybody's tour; a technician his own; others none."""
    everybody = sa_select(Account, Technician).join(Technician, col(Technician.account_id) == col(Account.id))
    if actor.is_office and actor.may(Permission.AGENDA_READ):
        return everybody.where(true())
    return everybody.where(col(Account.id) == (actor.account_id or 0))


def tour_sheet(work: Work, account_id: int, day: date, *, drafts: bool = True) -> TourSheet:
    """Everything but the road. `drafts`: with the appointments nobody was told yet. Raises NotFound."""
    found = work.db.execute(visible_to(work.actor).where(col(Account.id) == account_id)).one_or_none()
    if found is None:
        raise NotFound("Cette tournée est introuvable.")
    person, technician = found
    home = _point(technician.home_lat, technician.home_lon)
    return TourSheet(
        account_id=account_id,
        person=person.name,
        phone=phone_fr(person.phone),
        hue=technician.hue,
        day=day.isoformat(),
        title=day_words(day, work.language),
        seller=seller_of(office_queries.office(work)),
        home=home,
        home_name=technician.home_city,
        end=_point(technician.end_lat, technician.end_lon) or home,
        stops=_numbered(work, [one for one in queries.day(work, day, account_id) if drafts or not one.provisional]),
    )


def links(work: Work, account_id: int, day: date) -> list[LinkRow]:
    """The addresses that show this tour now."""
    wanted = links_visible_to(work.actor).where(col(TourLink.account_id) == account_id, col(TourLink.day) == day)
    found = work.db.scalars(wanted.where(col(TourLink.revoked_at).is_(None)).order_by(col(TourLink.id))).all()
    return [LinkRow(one.id or 0, moment(one.created_at), one.created_by) for one in found]


def links_visible_to(actor: Actor) -> Select[TourLink]:
    people = visible_to(actor).with_only_columns(col(Account.id))
    return sa_select(TourLink).where(col(TourLink.account_id).in_(people))


def shared(work: Work, token_hash: str) -> Shared:
    """What a link shows, in the office's language. Raises NotFound once it is revoked, or its day is over."""
    found = work.db.scalars(sa_select(TourLink).where(col(TourLink.token_hash) == token_hash)).one_or_none()
    if found is None or found.revoked_at is not None or work.today > found.day + LASTS:
        raise NotFound(DEAD)
    return Shared(found.account_id, found.day, work.language)


def with_roads(sheet: TourSheet, lang: Language = "fr") -> TourSheet:
    """The same sheet with the way to each stop. It may ask the network."""
    roads = travelling()
    pairs = list(pairwise(sheet.places))
    legs, estimated = driven(pairs, roads)
    told = [_road(leg.km, leg.minutes, lang) if leg.reachable else "" for leg in legs]
    located = [stop for stop in sheet.stops if stop.at is not None]
    skipped = 0 if sheet.home else 1
    ways = dict(zip([stop.number for stop in located][skipped:], told, strict=False))
    reached = [leg for leg in legs if leg.reachable]
    return replace(
        sheet,
        stops=[replace(stop, road=ways.get(stop.number, "") if stop.at else "") for stop in sheet.stops],
        total=_road(sum(leg.km for leg in reached), sum(leg.minutes for leg in reached), lang) if pairs else "",
        way_back=told[-1] if told and sheet.end and located else "",
        estimated=estimated and bool(pairs),
        road=drawn([sheet.places], roads)[0] if len(reached) == len(pairs) else [],
    )


def _road(far: float, long: float, lang: Language) -> str:
    return say("{km}, {minutes}", lang, km=km(tenths_of(far)), minutes=rules.length(round(long)))


def _numbered(work: Work, visits: Sequence[VisitRow]) -> list[StopRow]:
    rows: list[StopRow] = []
    known = sites.warnings_at(work, [visit.address for visit in visits])
    for visit in visits:
        if visit.state == AppointmentState.DAY_OFF:
            continue
        rank = 1 + sum(1 for row in rows if row.at is not None)
        rows.append(_stop(work, visit, str(rank) if visit.located else "", known.get(visit.address, "")))
    return rows


def _stop(work: Work, visit: VisitRow, number: str, known: str) -> StopRow:
    """`known`: what is known of the place."""
    return StopRow(
        number=number,
        start=visit.start,
        end=visit.end,
        title=visit.title,
        address=visit.address,
        contact=visit.contact,
        phone=visit.phone,
        warnings=sites.together(visit.warnings, known),
        notes=visit.notes,
        state=say("Provisoire", work.language) if visit.provisional else "",
        at=(visit.lat, visit.lon) if visit.located else None,
    )


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else (lat, lon)
