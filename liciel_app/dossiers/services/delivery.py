"""Handing the files to the client: telling him, letting him in, and noting what he took."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from liciel_app.core.config import settings
from liciel_app.core.errors import NotAllowed, Refused
from liciel_app.core.files import StoredFile
from liciel_app.core.language import Language, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries, rules
from liciel_app.dossiers.models import Dossier, DossierFile, Download, Stage
from liciel_app.dossiers.rules import Opening
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.filing import delivered
from liciel_app.dossiers.services.inviting import client_address
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.orders import services as orders


@dataclass(frozen=True, slots=True)
class FileAccess:
    """How this file leaves the office for this reader. `reader` is the name a consultation copy carries."""

    opening: Opening
    file: DossierFile
    media_type: str
    reader: str


def access(work: Work, file_id: int) -> FileAccess:
    """Raises NotFound for an absent file and for somebody else's."""
    file = queries.file(work, file_id)
    gate = queries.Gate.of(work, queries.get(work, file.dossier_id))
    stored = work.db.get_one(StoredFile, file.sha256)
    return FileAccess(gate.opening(file.role), file, stored.media_type, work.actor.name)


def record_download(work: Work, file_id: int, *, original: bool, partial: bool = False) -> Download | None:
    """Note that the file starts to leave, and move the delivery state when a client takes an original.

    `partial`: only a range of it; None when that belongs to a download already noted
    (`rules.counts_as_download`). Raises NotAllowed for an original this reader may not have.
    """
    found = access(work, file_id)
    if found.opening is Opening.BLOCKED or (original and found.opening is not Opening.ORIGINAL):
        raise NotAllowed("Ce document sera libre dès le règlement de la facture.")
    dossier = queries.locked(work, found.file.dossier_id)
    if not rules.counts_as_download(partial=partial, last=_last(work, file_id, original=original), now=work.now):
        return None
    download = Download(
        dossier_id=found.file.dossier_id,
        file_id=file_id,
        account_id=work.actor.account_id,
        reader=work.actor.name,
        by_client=work.actor.kind == "client",
        original=original,
        at=work.now,
        origin=work.actor.origin,
    )
    work.db.add(download)
    work.db.flush()
    work.record("file.downloaded", found.file, after={"original": original, "by_client": download.by_client})
    if download.by_client:
        _note_delivery(work, dossier, found.file)
    return download


def remember_plan(work: Work, file_id: int, mark_plan: str) -> None:
    """Keep a mark plan made again at download: the product's drawing changed since the file came in."""
    file = queries.file(work, file_id)
    file.mark_plan = mark_plan
    work.db.add(file)
    work.record("file.planned", file)


def notify_client(work: Work, dossier_id: int) -> Dossier:
    """« Avertir le client »: his mail, the stage « Terminé », the order processed. Once per state of the files.

    Refuses a dossier without anything to take.
    """
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    ready = queries.current(work, dossier_id, *rules.DELIVERED)
    if not ready:
        raise Refused("Ajoutez au moins un rapport avant d’avertir le client.")
    person, lang = client_address(work, dossier)
    key = f"dossier.available:{dossier_id}:{ready[-1].id}"
    message = write_mail(
        work,
        Envelope(person.email, "dossier.available", key, about=dossier, language=lang),
        name=person.name,
        address=queries.address(dossier),
        reference=dossier.reference,
        link=f"{settings().base_url}/espace/dossier/{dossier_id}",
        payment=_payment_words(work, dossier, lang),
    )
    if message is not None or dossier.notified_at is None:
        _finish(work, dossier)
    return dossier


def _finish(work: Work, dossier: Dossier) -> None:
    before = {"stage": dossier.stage}
    dossier.notified_at = work.now
    if dossier.stage is not Stage.ARCHIVED:
        dossier.stage = Stage.FINISHED
    changed(work, dossier, "dossier.client_told", before=before, after={"stage": dossier.stage})
    if dossier.order_id is not None:
        orders.mark_processed(work, dossier.order_id)


def _note_delivery(work: Work, dossier: Dossier, file: DossierFile) -> None:
    before, dossier.delivery = dossier.delivery, delivered(work, dossier)
    changed(
        work,
        dossier,
        "dossier.downloaded",
        before={"delivery": before},
        after={"delivery": dossier.delivery, "name": file.name},
    )


def _last(work: Work, file_id: int, *, original: bool) -> datetime | None:
    mine = select(Download.at).where(
        col(Download.file_id) == file_id,
        col(Download.account_id) == work.actor.account_id,
        col(Download.original) == original,
    )
    return work.db.exec(mine.order_by(col(Download.at).desc()).limit(1)).first()


def _payment_words(work: Work, dossier: Dossier, lang: Language) -> str:
    due = dossier.invoiced_cents - dossier.paid_cents
    client = work.db.get_one(Client, dossier.client_id)
    if due <= 0 or client.unpaid_exception or not queries.held(work, dossier.id or 0):
        return ""
    return say(
        "Le règlement de {amount}, en ligne depuis votre espace, libère aussitôt les originaux.",
        lang,
        amount=euros(due),
    )
