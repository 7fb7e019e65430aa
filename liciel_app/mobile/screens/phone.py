"""What every page of the phone knows: whose drafts these are, and which pages to keep ready without network."""

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.dossiers.queries.field import field_day
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler

ALWAYS = ("/terrain", "/terrain/feuille", "/terrain/ajouter", "/terrain/moi", "/terrain/certificat")


class Phone(State):
    who: rx.Field[str] = rx.field("")
    """The number under which this browser keeps the person's drafts."""
    ahead: rx.Field[list[str]] = rx.field(default_factory=list[str])

    @handler(Permission.FIELD_WORK)
    async def load(self) -> None:
        self.who, self.ahead = await bridge.read(self, _known)


def _known(work: Work) -> tuple[str, list[str]]:
    visits = field_day(work, work.today).visits
    pages = [f"/terrain/visite/{visit.dossier_id}" for visit in visits if visit.dossier_id]
    return str(work.actor.account_id or ""), [*ALWAYS, *pages]
