"""The board without dragging: technician, day, hour and length in a dialog, for a dossier or an appointment."""

from dataclasses import replace
from typing import Any

import reflex as rx

from liciel_app.agenda.queries.board import one_booked
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import planning
from liciel_app.dossiers.queries.planning import LENGTHS, Proposal
from liciel_app.dossiers.screens import board_gestures as gestures
from liciel_app.dossiers.screens.board_gestures import DOSSIER, Spot
from liciel_app.dossiers.screens.board_state import Board
from liciel_app.dossiers.screens.visit_fields import planned, visit_fields
from liciel_app.office import queries as office_queries
from liciel_app.ui import bridge
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.session import Session


class BoardDialog(State):
    shown: rx.Field[bool] = rx.field(default=False)
    proposal: rx.Field[Proposal] = rx.field(default_factory=Proposal)
    refusal: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    _what: str = ""
    _version: int = -1

    @handler(Permission.AGENDA_WRITE)
    async def propose(self, what: str) -> None:
        """`d5` a dossier of the tray, `v12` an appointment of the board."""
        self._what, self.refusal, self.errors = what, "", {}
        self.proposal, self._version = await bridge.read(self, _proposal, what)
        (await self.get_state(Board)).peeking = False
        self.shown = True

    @handler(Permission.AGENDA_WRITE)
    async def show(self, shown: bool) -> None:
        self.shown = shown

    @handler(Permission.AGENDA_WRITE)
    async def ask_technician(self, technician: str) -> None:
        await self._look_at(technician, self.proposal.day)

    @handler(Permission.AGENDA_WRITE)
    async def ask_day(self, day: str) -> None:
        await self._look_at(self.proposal.technician, day)

    @handler(Permission.AGENDA_WRITE)
    async def place(self, values: dict[str, str]) -> None:
        """The same gesture as dragging, with the same card to undo it; a refusal is said in the dialog."""
        self.errors, self.refusal = {}, ""
        lang = language_of((await self.get_state(Session)).lang)
        wanted = planned(values, self.proposal)
        seen = self._version if self._version >= 0 else None
        board = await self.get_state(Board)
        try:
            spot = Spot(wanted.technician_id, wanted.starts_at, wanted.minutes, seen, wanted.resources)
            async for _ in board._place(gestures.held(self._what), spot):  # noqa: SLF001 one gesture, dragged or typed
                pass
        except Invalid:
            raise
        except Refused as refused:
            self.refusal = say(refused.sentence, lang, **refused.values)
            return
        self.shown = False

    async def _look_at(self, technician: str, day: str) -> None:
        taken = await bridge.read(self, planning.taken, technician, day)
        self.proposal = replace(self.proposal, technician=technician, day=day, taken=taken)


def board_dialog() -> rx.Component:
    proposed: Any = BoardDialog.proposal
    told = t("Un rendez-vous provisoire n’est annoncé à personne avant « Publier ».")
    warned = t("Le client et le technicien sont avertis du changement, sauf si le rendez-vous est provisoire.")
    return form_dialog(
        rx.cond(proposed.moving, t("Déplacer le rendez-vous"), t("Planifier la visite")),
        visit_fields(proposed, BoardDialog.errors, BoardDialog.ask_technician, BoardDialog.ask_day),
        open=BoardDialog.shown,
        on_open_change=BoardDialog.show,
        on_submit=BoardDialog.place,
        submit=rx.cond(proposed.moving, t("Déplacer"), t("Planifier")),
        description=rx.cond(proposed.moving, warned, told),
        error=BoardDialog.refusal,
        width="600px",
    )


def _proposal(work: Work, what: str) -> tuple[Proposal, int]:
    """What the fields begin with, and the version of the appointment that moves (-1: none)."""
    held = gestures.held(what)
    if held.kind == DOSSIER:
        return planning.proposal(work, held.number), -1
    one = one_booked(work, held.number)
    technician, day = str(one.taking[0]), one.starts.date().isoformat()
    minutes = min((step for step in LENGTHS if step >= one.minutes), default=LENGTHS[-1])
    taken = [row for row in planning.taken(work, technician, day) if row.id != one.id]
    proposal = Proposal(
        technicians=[(str(person.id), person.name) for person in office_queries.technicians(work)],
        technician=technician,
        day=day,
        start=f"{one.starts:%H:%M}",
        minutes=str(minutes),
        moving=True,
        taken=taken,
        things=planning.things(work, one.id),
        dossier=one.dossier,
    )
    return proposal, one.version
