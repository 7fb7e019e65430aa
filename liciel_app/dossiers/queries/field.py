"""What a technician's phone shows: his day, and one visit with everything the field needs; no prices."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlmodel import col, select

from liciel_app.agenda import queries as agenda
from liciel_app.agenda import rules as agenda_rules
from liciel_app.agenda.models import Appointment, AppointmentKind
from liciel_app.agenda.queries import VisitRow, sites
from liciel_app.core import clock
from liciel_app.core.access import Role
from liciel_app.core.language import Language, day_words, say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole
from liciel_app.dossiers.pdf.kinds import OTHER, TITLES
from liciel_app.dossiers.queries import crossed, scope
from liciel_app.dossiers.queries.field_rows import DayVisit, FieldDay, FieldFile, FieldMission, FieldSheet
from liciel_app.dossiers.queries.filing import FileRow
from liciel_app.dossiers.queries.listing import missions_of
from liciel_app.dossiers.queries.reaching import Point, reach
from liciel_app.dossiers.queries.rows import DossierSheet, MissionRow, Site
from liciel_app.dossiers.queries.sheet import dossier_sheet
from liciel_app.office.models import Account
from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import Facts
from liciel_app.orders.queries import Answer
from liciel_app.orders.spoken import spoken

_REPORTED_AS: Final = {"RAAD": "RAAT", "DPE_COLL": "DPE"}


def field_day(work: Work, day: date, technician_id: int | None = None) -> FieldDay:
    """The appointments of that day this person sees: a technician his own, the office everybody's or one's."""
    found = agenda.day(work, day, technician_id)
    linked = [row.link_id for row in found if row.link_kind == "dossier"]
    known, missions, ranks = _known(work, linked), missions_of(work, linked), _ranks(found)
    told, leads = sites.warnings_at(work, [row.address for row in found]), _leads(work, found)
    visits = [
        _led(_day_visit(_warned(row, told), ranks.get(row.id, ""), known, missions), leads.get(row.id)) for row in found
    ]
    real = [visit for visit in visits if visit.number]
    left = [visit for visit in real if visit.state != "done"]
    return FieldDay(
        iso=day.isoformat(),
        words=day_words(day, work.language),
        today=day == work.today,
        done=len(real) - len(left),
        total=len(real),
        coming=left[0] if left else DayVisit(),
        visits=visits,
    )


def field_sheet(work: Work, dossier_id: int) -> FieldSheet:
    """Raises NotFound for an absent dossier and for a colleague's."""
    dossier = scope.get(work, dossier_id)
    sheet = dossier_sheet(work, dossier_id)
    reports = _files(work, sheet, FileRole.REPORT)
    photos, sent = _brought(work, sheet)
    along = work.actor.kind == "technician" and dossier.technician_id != work.actor.account_id
    booked = work.db.get(Appointment, dossier.appointment_id) if dossier.appointment_id else None
    known = sites.warnings_at(work, [sheet.site.address]).get(sheet.site.address, "")
    return FieldSheet(
        id=dossier_id,
        reference=sheet.reference,
        title=sheet.title,
        stage=sheet.stage,
        open=dossier.stage in rules.BEFORE_PAPERWORK,
        address=sheet.site.address,
        visit=sheet.visit,
        notes=booked.notes if booked else "",
        warnings=sites.together(booked.warnings if booked else "", known),
        site_warnings=known,
        client=sheet.people.client,
        contact=sheet.people.contact,
        phone=sheet.people.contact_phone,
        reach=reach(sheet.people.contact_phone, sheet.site.address, _point(sheet.site)),
        comment=sheet.order.comment,
        answers=_answers(work, dossier),
        missions=[_mission(work, mission, reports) for mission in sheet.missions],
        reports=reports,
        attachments=sent,
        photos=photos,
        missing=missing(sheet.missions, reports, work.language),
        crossed=crossed.versions(work, dossier_id),
        written=crossed.field_notes(work, dossier_id),
        lead=sheet.visit.technician if along else "",
        lead_call=reach(sheet.visit.phone, "", None).call if along else "",
    )


def missing(missions: Sequence[MissionRow], reports: Sequence[FieldFile], lang: Language) -> list[str]:
    """What the office will ask for, one sentence each."""
    if not reports:
        return [say("Aucun rapport n’est déposé.", lang)]
    silent = [_short(mission) for mission in missions if not _reported(mission.code, reports)]
    unwritten = [_short(mission) for mission in missions if not mission.conclusion]
    found: list[str] = []
    if silent:
        found.append(say("Pas de rapport de ce type : {missions}.", lang, missions=", ".join(silent)))
    if unwritten:
        found.append(say("Conclusion à écrire : {missions}.", lang, missions=", ".join(unwritten)))
    return found


def _warned(row: VisitRow, told: Mapping[str, str]) -> VisitRow:
    """With what is known of the place, whatever appointment brings there."""
    return replace(row, warnings=sites.together(row.warnings, told.get(row.address, "")))


def _known(work: Work, dossier_ids: Sequence[int]) -> dict[int, str]:
    """The references of those dossiers this person sees, by number."""
    columns: tuple[Any, ...] = (col(Dossier.id), col(Dossier.reference))
    wanted: Any = scope.visible_to(work.actor).with_only_columns(*columns).where(col(Dossier.id).in_(dossier_ids))
    return {one.id: one.reference for one in work.db.connection().execute(wanted).all()}


def _leads(work: Work, found: Sequence[VisitRow]) -> dict[int, Account]:
    """Of the visits this technician only goes along to: who is responsible."""
    me = work.actor.account_id
    along = [row for row in found if work.actor.kind == "technician" and row.technician_id != me]
    wanted = select(Account).where(col(Account.id).in_([row.technician_id for row in along]))
    people = {one.id: one for one in work.db.exec(wanted).all()} if along else {}
    return {row.id: people[row.technician_id] for row in along}


def _led(visit: DayVisit, lead: Account | None) -> DayVisit:
    return visit if lead is None else replace(visit, lead=lead.name, lead_call=reach(lead.phone, "", None).call)


def _ranks(found: Sequence[VisitRow]) -> dict[int, str]:
    """Visits are numbered in order of time; meetings, busy hours and days off are not."""
    real = [row.id for row in found if row.kind == AppointmentKind.VISIT and row.state in agenda_rules.PROGRESS]
    return {number: str(rank) for rank, number in enumerate(real, start=1)}


def _day_visit(row: VisitRow, number: str, known: dict[int, str], missions: dict[int, list[str]]) -> DayVisit:
    linked = row.link_id if row.link_kind == "dossier" else 0
    dossier_id = linked if linked in known else 0
    return DayVisit(
        id=row.id,
        dossier_id=dossier_id,
        reference=known.get(dossier_id, ""),
        number=number,
        start=row.start,
        end=row.end,
        title=row.title,
        address=row.address,
        city=row.city,
        located=row.located,
        lat=row.lat,
        lon=row.lon,
        state=row.state,
        contact=row.contact,
        phone=phone_fr(row.phone),
        reach=reach(row.phone, row.address, _point(row)),
        notes=row.notes,
        warnings=row.warnings,
        missions=missions.get(linked, []),
        technician=row.technician,
        hue=row.hue,
    )


def _files(work: Work, sheet: DossierSheet, role: FileRole) -> list[FieldFile]:
    early = sheet.stage in rules.BEFORE_PAPERWORK
    here = [one for one in sheet.files if one.role == role and one.current]
    return [_file(work, one, mine=early and one.own) for one in here]


def _brought(work: Work, sheet: DossierSheet) -> tuple[list[FieldFile], list[FieldFile]]:
    """The attachments that came from the field, or from this person, and those the client and the office sent."""
    wanted = (
        select(DossierFile.id)
        .join(Account, col(Account.id) == col(DossierFile.uploaded_by_id))
        .where(col(DossierFile.dossier_id) == sheet.id, col(Account.role) == Role.TECHNICIAN)
    )
    own = {one.id for one in sheet.files if one.own}
    field, files = own.union(work.db.exec(wanted).all()), _files(work, sheet, FileRole.ATTACHMENT)
    return [one for one in files if one.id in field], [one for one in files if one.id not in field]


def _point(place: VisitRow | Site) -> Point | None:
    return (place.lat, place.lon) if place.located else None


def _file(work: Work, one: FileRow, *, mine: bool) -> FieldFile:
    pages = say("{number} pages", work.language, number=one.pages) if one.pages > 1 else ""
    detail = " · ".join(part for part in (pages, one.size, one.uploaded) if part)
    return FieldFile(one.id, one.name, one.role, one.kind, detail, one.signed, mine, one.link)


def _mission(work: Work, mission: MissionRow, reports: Sequence[FieldFile]) -> FieldMission:
    label, reported = say(mission.label, work.language), _reported(mission.code, reports)
    return FieldMission(mission.id, label, mission.icon, mission.conclusion, reported)


def _reported(code: str, reports: Sequence[FieldFile]) -> bool:
    kind = _REPORTED_AS.get(code, code)
    return any(report.kind == (kind if kind in TITLES else OTHER) for report in reports)


def _short(mission: MissionRow) -> str:
    return LABELS[mission.code].short if mission.code in LABELS else mission.label


def _answers(work: Work, dossier: Dossier) -> list[Answer]:
    facts = Facts.from_answers(json.loads(dossier.facts))
    told = spoken(facts, clock.today(dossier.created_at), work.language)
    return [Answer(question, answer) for question, answer in told]
