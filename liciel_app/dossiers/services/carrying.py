"""The people an order named in their roles: who has a mail address receives the documents, all are in a note."""

from typing import Final

from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.models_people import RecipientRole
from liciel_app.dossiers.services.notes import write_note
from liciel_app.dossiers.services.recipients import add_recipient
from liciel_app.orders import queries as orders
from liciel_app.orders.models_drafts import PersonRole
from liciel_app.orders.queries.beside import PersonRow

_ROLES: Final = {
    PersonRole.OWNER: (RecipientRole.OWNER, "Propriétaire"),
    PersonRole.OCCUPANT: (RecipientRole.OCCUPANT, "Occupant"),
    PersonRole.NOTARY: (RecipientRole.NOTARY, "Notaire"),
    PersonRole.REFERRER: (RecipientRole.INTRODUCER, "Apporteur d’affaires"),
}


def carry_people(work: Work, order_id: int, dossier: Dossier) -> None:
    """Nothing is typed twice: the client himself, and an address that is there already, are left out."""
    people = orders.people(work, order_id)
    if not people:
        return
    write_note(work, dossier.id or 0, "\n".join(["Personnes de la commande", *map(_said, people)]))
    for person in people:
        if person.email:
            _add(work, dossier, person)


def _add(work: Work, dossier: Dossier, person: PersonRow) -> None:
    role, _ = _ROLES[PersonRole(person.role)]
    try:
        add_recipient(work, dossier.id or 0, role=role, name=person.name, email=person.email)
    except (Conflict, Invalid):
        return  # he receives them already, or his address cannot be written to: the note has it


def _said(person: PersonRow) -> str:
    """Notaire : Me Castagnet, 05 56 00 00 00, etude@castagnet.example"""
    reach = ", ".join(filter(None, (person.name, person.phone, person.email)))
    return f"{_ROLES[PersonRole(person.role)][1]} : {reach}"
