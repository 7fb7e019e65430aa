"""« Mes vues »: names for a list's addresses, a person's own or shared with the office."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.office import queries_views, services_views
from liciel_app.ui import bridge, toast
from liciel_app.ui.button import icon_button, submit_button
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.drop import drop
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import Layout, LiveList, install, known
from liciel_app.ui.session import Session


@dataclass(frozen=True, slots=True)
class ViewRow:
    id: int
    name: str
    href: str
    query: str
    shared: bool = False
    mine: bool = True


class SavedViews(State):
    rows: rx.Field[list[ViewRow]] = rx.field(default_factory=list[ViewRow])
    of: rx.Field[str] = rx.field("")
    """The list they belong to."""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])

    @handler(Permission.OFFICE_READ)
    async def read(self, list_name: str) -> None:
        self.of, self.errors = list_name, {}
        self.rows = await bridge.read(self, _rows, list_name)

    @handler(Permission.OFFICE_READ)
    async def keep(self, values: dict[str, str]) -> Any:
        """The address of the page as it is now, under a name."""
        here, name = urlsplit(str(self.router.url)).query, values.get("name", "")
        shared = bool(values.get("shared"))
        await bridge.do(self, services_views.keep_view, self.of, name, here, shared=shared)
        await self.read(self.of)
        return toast.done(say("Vue enregistrée.", language_of((await self.get_state(Session)).lang)))

    @handler(Permission.OFFICE_READ)
    async def forget(self, view_id: int) -> Any:
        gone = await bridge.do(self, services_views.forget_view, view_id)
        await self.read(gone.list_name)
        lang = language_of((await self.get_state(Session)).lang)
        back = SavedViews.put_back(gone.list_name, gone.name, gone.query, gone.shared)
        return toast.undoable(say("Vue supprimée.", lang), back, word=say("Annuler", lang))

    @handler(Permission.OFFICE_READ)
    async def put_back(self, list_name: str, name: str, query: str, shared: bool) -> None:
        await bridge.do(self, services_views.keep_view, list_name, name, query, shared=shared)
        await self.read(list_name)


def saved_views(listing: type[LiveList]) -> rx.Component:
    """The menu of a list's toolbar."""
    nothing = rx.el.p(t("Filtrez la liste, puis donnez un nom à ce que vous voyez."), class_name="lx-second")
    return drop(
        t("Mes vues"),
        rx.cond(SavedViews.rows.length() > 0, rx.el.ul(rx.foreach(SavedViews.rows, _view)), nothing),
        _naming(),
        icon="bookmark",
        on_open=SavedViews.read(listing.NAME),
    )


def _view(view: Any) -> rx.Component:
    gone = icon_button("trash-2", t("Supprimer cette vue"), SavedViews.forget(view.id))
    common = rx.el.span(
        rx.icon("users", size=14, aria_hidden="true"), rx.el.span(t("Partagée"), class_name="lx-second")
    )
    return rx.el.li(
        rx.el.a(view.name, href=view.href, class_name="lx-pull-link"),
        rx.cond(view.shared, common, rx.fragment()),
        rx.cond(view.mine, gone, rx.fragment()),
        class_name="lx-pull-line",
    )


def _naming() -> rx.Component:
    name = rx.el.input(
        name="name",
        max_length=services_views.LONGEST_NAME,
        placeholder=t("Nom de la vue"),
        aria_label=t("Nom de la vue"),
        auto_complete="off",
        class_name="lx-input",
    )
    wrong = rx.el.p(SavedViews.errors["name"], class_name="lx-error", role="alert")
    return rx.el.form(
        name,
        submit_button(t("Enregistrer"), kind="soft"),
        checkbox_field("shared", t("Partager avec le bureau")),
        rx.cond(SavedViews.errors.contains("name"), wrong, rx.fragment()),
        on_submit=SavedViews.keep,
        reset_on_submit=True,
        class_name="lx-pull-form",
    )


def _rows(work: Work, list_name: str) -> list[ViewRow]:
    address = known(list_name).ADDRESS
    return [
        ViewRow(
            view.id or 0,
            view.name,
            f"{address}?{view.query}",
            view.query,
            shared=view.shared,
            mine=view.account_id == work.actor.account_id or work.actor.may(Permission.OFFICE_WRITE),
        )
        for view in queries_views.saved(work, list_name)
    ]


def _layout(work: Work, list_name: str) -> Layout | None:
    kept = queries_views.layout(work, list_name)
    return Layout(*kept) if kept else None


def _keep_layout(work: Work, list_name: str, layout: Layout) -> None:
    services_views.remember_layout(work, list_name, layout.hidden, layout.size)


install(_layout, _keep_layout)
