"""A conclusion written on site and at the office at once: both texts, side by side, until somebody chooses."""

from typing import Any, ClassVar, Literal

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models_field import Choice
from liciel_app.dossiers.queries.crossed import VersionRow, versions
from liciel_app.dossiers.services import crossing
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.record import LiveRecord


class Versions(LiveRecord, State):
    """The office's side; the technician's is his own visit."""

    PARAM: ClassVar[str] = "dossier_id"
    KINDS: ClassVar = ("dossier",)
    READS: ClassVar = Permission.DOSSIERS_READ
    WRITES: ClassVar = Permission.DOSSIERS_WRITE

    crossed: rx.Field[list[VersionRow]] = rx.field(default_factory=list[VersionRow])

    @staticmethod
    def _read(work: Work, number: int) -> list[VersionRow]:
        queries.get(work, number)
        return versions(work, number)

    def _hold(self, found: Any) -> None:
        self.crossed = found or []

    @handler(Permission.DOSSIERS_WRITE)
    async def choose(self, version_id: int, choice: Literal["field", "office"]) -> None:
        await self._gesture(crossing.choose, version_id, Choice(choice))


def versions_notice() -> rx.Component:
    """Nothing while nobody wrote at the same time."""
    return versions_view(Versions.crossed, Versions.choose)


def versions_view(crossed: Any, choose: Any) -> rx.Component:
    """`choose(version_id, "field" | "office")`."""
    shown = stack(rx.foreach(crossed, lambda both: _both(both, choose)))
    return rx.cond(crossed.length() > 0, shown, rx.fragment())


def _both(both: Any, choose: Any) -> rx.Component:
    def text(title: rx.Component, words: Any, choice: str, action: Text) -> rx.Component:
        shown = rx.cond(words != "", words, t("(vide)"))
        return stack(
            rx.el.div(title, rx.el.p(shown, style={"white_space": "pre-line"})),
            rx.el.div(button(action, choose(both.id, choice))),
        )

    site = rx.el.p(t("Version du terrain"), " · ", both.author, " · ", both.typed, class_name="lx-second")
    desk = rx.el.p(t("Version du bureau"), class_name="lx-second")
    return card(
        t("Deux versions"),
        stack(
            rx.el.p(both.mission, class_name="lx-first"),
            notice(
                t("Ce texte a été changé des deux côtés. Choisissez celui qui vaut."), tone="amber", icon="git-compare"
            ),
            text(site, both.field, "field", t("Garder celle du terrain")),
            text(desk, both.office, "office", t("Garder celle du bureau")),
        ),
        props={"key": both.id.to_string()},
    )
