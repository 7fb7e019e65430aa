"""A dossier open on somebody's screen, the office's or the technician's: kept up to date, its files corrected."""

from typing import Any, ClassVar

from liciel_app.core.language import say
from liciel_app.dossiers.services import correcting
from liciel_app.ui import toast
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.record import LiveRecord


class OpenDossier(LiveRecord, State, mixin=True):
    """`READS` and `WRITES` say whose screen it is; the services say what may be done to each file."""

    PARAM: ClassVar[str] = "dossier_id"

    @handler(Own.WRITES)
    async def uploaded(self, ids: list[str]) -> Any:
        await self._show()
        lang = await self._lang()
        if len(ids) == 1:
            return toast.done(say("Fichier reçu.", lang))
        return toast.done(say("{count} fichiers reçus.", lang, count=len(ids)))

    @handler(Own.WRITES)
    async def correct_kind(self, file_id: int, kind: str) -> None:
        await self._gesture(correcting.correct_kind, file_id, kind)

    @handler(Own.WRITES)
    async def take_back(self, file_id: int) -> Any:
        await self._gesture(correcting.take_back, file_id)
        lang, page = await self._lang(), type(self)
        return toast.undoable(say("Fichier retiré.", lang), page.put_back(file_id), word=say("Annuler", lang))

    @handler(Own.WRITES)
    async def put_back(self, file_id: int) -> None:
        await self._gesture(correcting.put_back, file_id)
