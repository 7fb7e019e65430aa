"""What a page's frame says about its reader and the office."""

from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.work import Work
from liciel_app.office import queries
from liciel_app.office.rules import ROLE_WORDS
from liciel_app.ui.session import Introduction


def introduce(work: Work) -> Introduction:
    office, actor, chosen = queries.office(work), work.actor, settings()
    return Introduction(
        name=actor.name if actor.account_id else "",
        role=ROLE_WORDS[actor.role],
        kind=actor.kind,
        permissions=sorted(actor.permissions),
        office=office.name,
        office_phone=office.phone,
        tiles_url=chosen.tiles_url,
        tiles_attribution=chosen.tiles_attribution,
        drafts=str(actor.account_id or "") if actor.may(Permission.FIELD_WORK) else "",
    )
