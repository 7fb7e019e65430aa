"""Vehicles, instruments and rooms: their dates of calibration, inspection and insurance."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from liciel_app.agenda.queries import people
from liciel_app.core.errors import Invalid
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office.models import Account, Resource

KINDS: Final = ("vehicle", "instrument", "room")


@dataclass(frozen=True, slots=True)
class Facts:
    """`carried_by`: the account that always has it with them; 0: nobody. `serves`: domains that need it."""

    name: str
    kind: str
    checked_until: date | None = None
    insured_until: date | None = None
    carried_by: int = 0
    notes: str = ""
    serves: tuple[str, ...] = ()


def save_resource(work: Work, facts: Facts, resource_id: int = 0) -> Resource:
    """A new one without a number. Raises Invalid for an empty name, an unknown kind or an unknown person."""
    wrong: dict[str, str] = {}
    if not one_line(facts.name):
        wrong["name"] = "Donnez un nom."
    if facts.kind not in KINDS:
        wrong["kind"] = "Choisissez un véhicule, un instrument ou une salle."
    if facts.carried_by and work.db.get(Account, facts.carried_by) is None:
        wrong["carried_by"] = "Cette personne est introuvable."
    if set(facts.serves) - set(certificates.DOMAINS):
        wrong["serves"] = "Ce domaine n’existe pas."
    if wrong:
        raise Invalid(wrong)
    resource = people.resource(work, resource_id) if resource_id else Resource(name="", kind=facts.kind)
    before = _told(resource) if resource_id else None
    resource.name, resource.kind, resource.notes = one_line(facts.name), facts.kind, facts.notes.strip()
    resource.checked_until, resource.insured_until = facts.checked_until, facts.insured_until
    resource.carried_by, resource.serves = facts.carried_by or None, " ".join(facts.serves)
    work.db.add(resource)
    work.db.flush()
    work.record("resource.changed" if before else "resource.added", resource, before=before, after=_told(resource))
    return resource


def close_resource(work: Work, resource_id: int) -> Resource:
    """Sold or broken: it leaves the lists, and what it was taken for stays known."""
    resource = people.resource(work, resource_id)
    if resource.closed_at is None:
        resource.closed_at = work.now
        work.db.add(resource)
        work.record("resource.closed", resource, before=_told(resource))
    return resource


def _told(resource: Resource) -> dict[str, object]:
    dates = {"checked_until": resource.checked_until, "insured_until": resource.insured_until}
    told = {name: day.isoformat() if day else "" for name, day in dates.items()}
    return {"name": resource.name, "kind": resource.kind, "serves": resource.serves, **told}
