"""What each technician may do and until when: his certificates, and his insurance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from liciel_app.core.errors import Invalid, NotFound
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office.models import Account, Certification, Technician


@dataclass(frozen=True, slots=True)
class Rights:
    """`held`: the domains of `office.certificates` with their last day (None: not known)."""

    held: Mapping[str, date | None]
    insured_until: date | None = None


def certify(work: Work, account_id: int, rights: Rights) -> None:
    """Exactly these from now on; the same again changes nothing. Raises Invalid for a domain that does not exist."""
    technician = work.db.get(Technician, account_id) if work.actor.is_office else None
    if technician is None:
        raise NotFound("Ce technicien est introuvable.")
    if unknown := set(rights.held) - set(certificates.DOMAINS):
        raise Invalid(dict.fromkeys((f"held-{code}" for code in unknown), "Cette certification n’existe pas."))
    before = of_person(work, account_id)
    if before == rights:
        return
    for row in work.db.exec(select(Certification).where(col(Certification.account_id) == account_id)).all():
        work.db.delete(row)
    work.db.add_all(Certification(account_id=account_id, code=code, until=day) for code, day in rights.held.items())
    technician.insured_until = rights.insured_until
    work.db.add(technician)
    work.db.flush()
    account = work.db.get_one(Account, account_id)
    work.record("technician.certified", account, before=_told(before), after=_told(rights))


def of_person(work: Work, account_id: int) -> Rights:
    rows = work.db.exec(
        select(Certification).where(col(Certification.account_id) == account_id).order_by(col(Certification.id))
    ).all()
    technician = work.db.get(Technician, account_id)
    return Rights({row.code: row.until for row in rows}, technician.insured_until if technician else None)


def _told(rights: Rights) -> dict[str, object]:
    held = {code: day.isoformat() if day else "" for code, day in rights.held.items()}
    return {"certificates": held, "insured_until": rights.insured_until.isoformat() if rights.insured_until else ""}
