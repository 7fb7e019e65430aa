"""What a technician carries on his phone to show at the door."""

from liciel_app.agenda.models_phone import PersonalCode
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Technician

LONGEST = 300


def keep_code(work: Work, *, content: str, number: str = "") -> PersonalCode:
    """The content of one's own personal QR code; the same again changes nothing. Only technicians have one."""
    account_id = work.actor.account_id or 0
    if not work.actor.may(Permission.FIELD_WORK) or work.db.get(Technician, account_id) is None:
        raise NotAllowed
    if not content.strip():
        raise Invalid({"content": "Collez le contenu du QR code de votre carte."})
    if len(content.strip()) > LONGEST:
        raise Invalid({"content": "Ce contenu est trop long pour un QR code lisible."})
    told = {"content": one_line(content, LONGEST), "number": one_line(number, 60)}
    code = work.db.get(PersonalCode, account_id)
    if code is not None and (code.content, code.number) == tuple(told.values()):
        return code
    kept = work.db.merge(PersonalCode(account_id=account_id, **told, kept_at=work.now))
    work.db.flush()
    work.record("technician.code_kept", work.db.get_one(Account, account_id), after={"number": kept.number})
    return kept
