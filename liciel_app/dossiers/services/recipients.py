"""Who is told, beside the client, that a dossier's documents are ready."""

from sqlmodel import col, select

from liciel_app.core.errors import Conflict, Invalid, NotFound
from liciel_app.core.language import language_of
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.directory.rules import contact_faults, email_key
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.models_people import Recipient, RecipientRole
from liciel_app.dossiers.queries import people
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.messaging.services import Envelope, write_mail

TELL = "dossiers.tell_recipients"


def add_recipient(work: Work, dossier_id: int, *, role: str, name: str, email: str) -> Recipient:
    """Told at once when the client has been told already. `role` is a code of RecipientRole.

    Raises Invalid, beside the fields, and Conflict for an address that receives them already.
    """
    rights.desk(work)
    dossier, name = queries.locked(work, dossier_id), one_line(name)[:120]
    wrong = contact_faults(name=name, email=email, phone="")
    if role not in list(RecipientRole):
        wrong["role"] = "Choisissez à quel titre cette personne reçoit les documents."
    if wrong:
        raise Invalid(wrong)
    address = email_key(email)
    client = work.db.get_one(Client, dossier.client_id)
    if address in {email_key(client.email), *(one.email for one in people.current_recipients(work, dossier_id))}:
        raise Conflict("Cette adresse reçoit déjà les documents.")
    added = Recipient(
        dossier_id=dossier_id,
        role=RecipientRole(role),
        name=name,
        email=address,
        added_by=work.actor.name,
        added_at=work.now,
    )
    work.db.add(added)
    changed(work, dossier, "dossier.recipient_added", after={"name": name, "email": address, "role": role})
    if dossier.notified_at is not None:
        work.later(TELL, dossier)
    return added


def remove_recipient(work: Work, recipient_id: int) -> Recipient:
    """The row stays, with the day they were told."""
    rights.desk(work)
    one, dossier = _locked(work, recipient_id)
    if one.removed_at is None:
        one.removed_at = work.now
        work.db.add(one)
        changed(work, dossier, "dossier.recipient_removed", before={"name": one.name, "email": one.email})
    return one


def put_back_recipient(work: Work, recipient_id: int) -> Recipient:
    """The undo of `remove_recipient`."""
    rights.desk(work)
    one, dossier = _locked(work, recipient_id)
    if one.removed_at is not None:
        one.removed_at = None
        work.db.add(one)
        changed(work, dossier, "dossier.recipient_added", after={"name": one.name, "email": one.email})
    return one


def tell_recipients(work: Work, dossier_id: int) -> None:
    """Once each, after the client: their mail says that the documents are ready and who hands them over."""
    dossier = queries.locked(work, dossier_id)
    if dossier.notified_at is None:
        return
    client = work.db.get_one(Client, dossier.client_id)
    for one in people.current_recipients(work, dossier_id):
        if one.told_at is not None:
            continue
        write_mail(
            work,
            Envelope(
                one.email,
                "dossier.ready_for_recipient",
                f"dossier.ready_for_recipient:{one.id}",
                about=dossier,
                language=language_of("fr"),
            ),
            name=one.name,
            address=queries.address(dossier),
            reference=dossier.reference,
            client=client.name,
        )
        one.told_at = work.now
        work.db.add(one)
        changed(work, dossier, "dossier.recipient_told", after={"name": one.name, "email": one.email})


def _locked(work: Work, recipient_id: int) -> tuple[Recipient, Dossier]:
    mine = queries.visible_to(work.actor).with_only_columns(col(Dossier.id))
    wanted = select(Recipient).where(col(Recipient.id) == recipient_id, col(Recipient.dossier_id).in_(mine))
    one = work.db.exec(wanted).first()
    if one is None:
        raise NotFound("Ce destinataire est introuvable.")
    return one, queries.locked(work, one.dossier_id)
