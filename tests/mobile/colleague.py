"""Sophie, whose visits are not Karim's."""

from liciel_app.core.access import Role
from liciel_app.core.work import Work
from liciel_app.office.models import Certification, Technician
from tests.people import an_account


def a_colleague(work: Work) -> int:
    """Another technician of the office; her account's number."""
    sophie = an_account(work, "s.lacaze@atlantique-diag.example", "Sophie Lacaze", Role.TECHNICIAN)
    work.db.add(Technician(account_id=sophie.id or 0, hue="#c2410c", position=2))
    work.db.add_all(Certification(account_id=sophie.id or 0, code=code) for code in ("DPE", "CREP", "AMIANTE"))
    work.db.flush()
    return sophie.id or 0
