"""The connection seen by the person: French sentences in place of Reflex's English toast, banner and error page."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportDict
from reflex_base.vars import VarData
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_hydration_payload_error, has_too_many_connection_errors

from liciel_app.ui.hooks import hook
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.theme import STYLESHEETS, head_components

AppWraps = dict[tuple[int, str], Callable[[bool], rx.Component | None]]

_WATCH_NETWORK = (
    "useEffect(() => {"
    " const look = () => setLxOffline(!navigator.onLine); look();"
    " window.addEventListener('online', look); window.addEventListener('offline', look);"
    " return () => { window.removeEventListener('online', look); window.removeEventListener('offline', look) }"
    " }, [])"
)
offline = rx.Var(
    "lxOffline",
    _var_type=bool,
    _var_data=VarData(
        imports={"react": ["useState", "useEffect"]},
        hooks=dict.fromkeys(["const [lxOffline, setLxOffline] = useState(false)", _WATCH_NETWORK]),
    ),
).to(bool)
"""Known at once when the phone loses the network, before the websocket notices."""

disconnected = offline | has_too_many_connection_errors


def network_state(pending: Text | None = None) -> rx.Component:
    """« En ligne » or « Hors ligne », and what waits to be sent."""
    up = rx.el.span(
        rx.icon("wifi", size=15, aria_hidden="true"),
        rx.el.span(t("En ligne")),
        class_name="lx-badge lx-network",
        custom_attrs={"data-tone": "green"},
    )
    down = rx.el.span(
        rx.icon("wifi-off", size=15, aria_hidden="true"),
        rx.el.span(t("Hors ligne")),
        class_name="lx-badge lx-network",
        custom_attrs={"data-tone": "red"},
    )
    waiting = rx.el.span(pending, class_name="lx-pending") if pending is not None else rx.fragment()
    return rx.el.span(rx.cond(disconnected, down, up), waiting, role="status", class_name="lx-networks")


def connection_notice() -> rx.Component:
    """A bar at the top while the server cannot be reached; it lets every tap through."""
    lost = rx.el.p(
        rx.icon("wifi-off", size=16, aria_hidden="true"),
        rx.el.span(
            rx.cond(
                offline,
                t("Vous êtes hors ligne. Vos saisies sont gardées et partiront au retour du réseau."),
                t("La connexion au serveur est interrompue. Nouvelle tentative en cours…"),
            )
        ),
        class_name="lx-lost",
    )
    too_large = rx.el.p(
        rx.icon("triangle-alert", size=16, aria_hidden="true"),
        rx.el.span(t("Cette page est trop lourde pour être affichée. Rechargez-la ou prévenez le bureau.")),
        class_name="lx-lost",
    )
    shown = rx.cond(has_hydration_payload_error, too_large, rx.cond(disconnected, lost, rx.fragment()))
    return rx.el.div(shown, role="status", class_name="lx-lost-place")


class NewVersion(rx.Fragment):
    """Rewrites the banner that Reflex's script inserts when the server was updated, before it can be read."""

    sentence: rx.Var[str]
    action: rx.Var[str]

    def _exclude_props(self) -> list[str]:
        return ["sentence", "action"]

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[str | rx.Var]:
        return [
            hook(
                "useEffect(() => {"
                " const say = () => {"
                " const banner = document.getElementById('reflex-new-version-banner');"
                " if (!banner || banner.dataset.said) return;"
                " banner.dataset.said = 'yes';"
                f" banner.firstChild.textContent = {self.sentence!s};"
                f" banner.querySelector('button').textContent = {self.action!s} }};"
                " const watch = new MutationObserver(say);"
                " watch.observe(document.body, {childList: true}); say();"
                f" return () => watch.disconnect() }}, [{self.sentence!s}, {self.action!s}])",
                self.sentence,
                self.action,
            )
        ]


class PageLanguage(rx.Fragment):
    """Tells screen readers, hyphenation and the browser's translator which language the page is written in."""

    language: rx.Var[str]

    def _exclude_props(self) -> list[str]:
        return ["language"]

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[str | rx.Var]:
        code = f"useEffect(() => {{ document.documentElement.lang = {self.language!s} || 'fr' }}, [{self.language!s}])"
        return [hook(code, self.language)]


def overlay(language: rx.Var[str]) -> rx.Component:
    """What lies over every page."""
    return rx.fragment(
        connection_notice(),
        PageLanguage.create(language=language),
        NewVersion.create(
            sentence=rx.Var.create(t("Une nouvelle version est disponible.")).to(str),
            action=rx.Var.create(t("Recharger")).to(str),
        ),
    )


def broken_page() -> rx.Component:
    """Shown in place of a page whose script failed; the failure is reported to the server."""
    return rx.el.main(
        rx.el.div(
            rx.el.span(rx.icon("triangle-alert", size=24, aria_hidden="true"), class_name="lx-empty-icon"),
            rx.el.h1(t("Cette page n’a pas pu s’afficher"), class_name="lx-title"),
            rx.el.p(t("Rechargez la page. Si cela continue, prévenez le bureau : l’erreur nous a été transmise.")),
            rx.el.button(
                t("Recharger la page"),
                type="button",
                on_click=rx.call_script("window.location.reload()"),
                class_name="lx-button",
                custom_attrs={"data-kind": "solid"},
            ),
            class_name="lx-empty",
        ),
        class_name="lx-alone",
    )


def app_wraps(language: rx.Var[str]) -> AppWraps:
    """Replaces Reflex's own wraps: error boundary, connection overlay."""
    return {
        (55, "ErrorBoundary"): lambda stateful: _boundary(stateful=stateful),
        (5, "Overlay"): lambda stateful: overlay(language) if stateful else None,
    }


def toaster() -> rx.Component:
    """Messages appear at the top: at the bottom they would cover the technician's thumb zone."""
    return rx.toast.provider(
        position="top-center",
        close_button=True,
        expand=True,
        visible_toasts=4,
        custom_attrs={"containerAriaLabel": "Messages", "toastOptions": {"closeButtonAriaLabel": "Fermer"}},
    )


def app_kwargs(language: rx.Var[str]) -> dict[str, Any]:
    """For `rx.App(**app_kwargs(Session.lang), …)`."""
    return {
        "app_wraps": app_wraps(language),
        "toaster": toaster(),
        "stylesheets": STYLESHEETS,
        "head_components": head_components(),
        "html_lang": "fr",
    }


def _boundary(*, stateful: bool) -> rx.Component:
    quiet: dict[str, Any] = {} if stateful else {"on_error": rx.noop()}
    return ErrorBoundary.create(fallback_render=rx.Var.create(broken_page()), **quiet)
