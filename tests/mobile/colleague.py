"""Sophie, whose visits are not Karim's, unless she goes along."""

from liciel_app.agenda.models_time import AppointmentPerson
from liciel_app.core.access import Role
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.office.models import Certification, Technician
from tests.people import an_account


def a_colleague(work: Work) -> int:
    """Another technician of the office; her account's number."""
    sophie = an_account(work, "s.lacaze@atlantique-diag.example", "Sophie Lacaze", Role.TECHNICIAN)
    work.db.add(Technician(account_id=sophie.id or 0, hue="#c2410c", position=2))
    work.db.add_all(Certification(account_id=sophie.id or 0, code=code) for code in ("DPE", "CREP", "AMIANTE"))
    work.db.flush()
    return sophie.id or 0


def goes_along(work: Work, dossier_id: int) -> int:
    """Sophie goes along with Karim to that visit; her account's number."""
    sophie, visit = a_colleague(work), queries.get(work, dossier_id).appointment_id or 0
    work.db.add(AppointmentPerson(appointment_id=visit, account_id=sophie))
    work.db.flush()
    return sophie
