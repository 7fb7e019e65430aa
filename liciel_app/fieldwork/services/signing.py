"""Somebody on site signs the attestation of visit: what was attested is sealed, printed, and filed in the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from liciel_app.agenda import rules as agenda_rules
from liciel_app.core import clock, files
from liciel_app.core.errors import Invalid
from liciel_app.core.language import day_short, hour, moment
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.models import Dossier, FileRole
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.filing import add_file
from liciel_app.fieldwork import attested, queries, rules
from liciel_app.fieldwork.models import VisitRoom, VisitSignature
from liciel_app.fieldwork.services.noting import opened
from liciel_app.office import queries as office
from liciel_app.office.models import Account
from liciel_app.office.parties import seller_of
from liciel_app.orders.labels import LABELS

PRINT: Final = "fieldwork.print_attestation"
LARGEST_SIGNATURE: Final = 40_000
"""In bytes: what fits in one sending of a phone."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, and the drawing already in the storage."""

    name: str
    quality: str
    remarks: str
    sha256: str
    size: int
    at: datetime


def sign(work: Work, dossier_id: int, signed: Signed) -> VisitSignature:
    """Seal what is attested as it stands, and promise its paper."""
    dossier = opened(work, dossier_id)
    _check(signed)
    files.keep(work, sha256=signed.sha256, size=signed.size, media_type="image/png")
    manifest = attested.sealed(paper(work, dossier, signed))
    row = VisitSignature(
        dossier_id=dossier_id,
        name=one_line(signed.name, 120),
        quality=signed.quality,
        signature_sha256=signed.sha256,
        signed_at=signed.at,
        by_id=work.actor.account_id,
        by=work.actor.name,
        manifest=manifest,
        manifest_sha256=attested.digest(manifest),
    )
    work.db.add(row)
    work.later(PRINT, row)
    changed(work, dossier, "visit.signed", after={"name": row.name, "sha256": row.manifest_sha256})
    return row


def file_attestation(work: Work, signature_id: int, *, sha256: str, size: int) -> None:
    """The printed attestation joins the dossier's files, where the client reads it too."""
    row = work.db.get_one(VisitSignature, signature_id)
    dossier = dossiers.get(work, row.dossier_id)
    name = f"Attestation de visite {dossier.reference} {row.name}.pdf"
    shared = {"role": FileRole.ATTACHMENT, "shared": True}
    row.file_id = add_file(work, row.dossier_id, sha256=sha256, size=size, name=name, **shared).id
    work.db.add(row)


def paper(work: Work, dossier: Dossier, signed: Signed) -> attested.Attestation:
    """What is attested: the visit as it is known at this moment."""
    hours, rooms = queries.held(work, dossier), queries.rooms(work, dossier.id or 0)
    person = work.db.get(Account, dossier.technician_id) if dossier.technician_id else None
    return attested.Attestation(
        seller=seller_of(office.office(work)),
        reference=dossier.reference,
        title=dossier.title,
        address=dossiers.address(dossier),
        day=day_short(clock.local(hours.arrived_at or signed.at).date()),
        hours=" – ".join(hour(at) if at else "…" for at in (hours.arrived_at, hours.ended_at or signed.at)),
        length="" if hours.minutes is None else agenda_rules.length(hours.minutes),
        technician=person.name if person else work.actor.name,
        missions=tuple(LABELS[code].long for code in queries.mission_codes(work, dossier.id or 0) if code in LABELS),
        seen=tuple(_named(room) for room in rooms if room.visited),
        unseen=_unseen(rooms),
        name=one_line(signed.name, 120),
        quality=rules.QUALITIES[signed.quality],
        remarks=signed.remarks.strip()[:1000],
        sentence=attested.SENTENCE,
        signed=moment(signed.at),
        signature=signed.sha256,
    )


def _check(signed: Signed) -> None:
    wrong: dict[str, str] = {}
    if not one_line(signed.name):
        wrong["name"] = "Indiquez le nom de la personne qui signe."
    if signed.quality not in rules.QUALITIES:
        wrong["quality"] = "Dites en quelle qualité cette personne signe."
    if wrong:
        raise Invalid(wrong)


def _unseen(rooms: Sequence[VisitRoom]) -> tuple[tuple[str, str], ...]:
    return tuple((_named(room), room.why) for room in rooms if not room.visited)


def _named(room: VisitRoom) -> str:
    return f"{room.name} ({room.level})" if room.level else room.name
