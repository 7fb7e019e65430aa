"""The visit as the office follows it: what to know of the place, hours, rooms not visited, who signed."""

from typing import Any, ClassVar

import reflex as rx

from liciel_app.agenda.queries import sites
from liciel_app.agenda.services import sites as site_services
from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.fieldwork.queries import OnSite, on_site
from liciel_app.ui import bridge, toast
from liciel_app.ui.badge import badge
from liciel_app.ui.card import card, facts, notice, stack
from liciel_app.ui.field import text_field
from liciel_app.ui.form import form, form_actions
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.record import LiveRecord


class VisitDesk(LiveRecord, State):
    PARAM: ClassVar[str] = "dossier_id"
    KINDS: ClassVar = ("dossier", "appointment", "sitewarning")
    READS: ClassVar = Permission.DOSSIERS_READ

    visit: rx.Field[OnSite] = rx.field(default_factory=OnSite)
    warnings: rx.Field[str] = rx.field("")

    @staticmethod
    def _read(work: Work, number: int) -> tuple[OnSite, str]:
        address = _address(work, number)
        return on_site(work, number), sites.warnings_at(work, [address]).get(address, "")

    def _hold(self, found: Any) -> None:
        self.visit, self.warnings = found or (OnSite(), "")

    @handler(Permission.AGENDA_WRITE)
    async def warn(self, form: dict[str, str]) -> Any:
        """The dog, the code: for whoever goes there next."""
        address = await bridge.read(self, _address, self._number())
        await self._gesture(site_services.warn, address, form.get("warnings", ""))
        return toast.done(say("C’est noté pour toutes les visites de cette adresse.", await self._lang()))


def visit_desk() -> rx.Component:
    return stack(_warnings(), _visit())


def _warnings() -> rx.Component:
    asked = form(
        text_field(
            "warnings",
            t("À savoir sur place"),
            hint=t("Le chien, le code, l’étage. Montré à chaque visite de cette adresse."),
            default_value=VisitDesk.warnings,
            props={"max_length": 500},
        ),
        form_actions(t("Enregistrer")),
        on_submit=VisitDesk.warn,
    )
    return card(t("Alerte du lieu"), asked)


def _visit() -> rx.Component:
    visit: Any = VisitDesk.visit
    hours = visit.hours
    spent = facts(
        (t("Arrivée"), _or_dash(hours.arrived)),
        (t("Fin"), _or_dash(hours.ended)),
        (t("Temps sur place"), _or_dash(hours.spent)),
        (t("Pièces"), visit.rooms.length()),
    )
    return card(
        t("Visite"),
        spent,
        rx.cond(hours.said != "", notice(hours.said, tone="amber", icon="pencil"), rx.fragment()),
        rx.el.ul(rx.foreach(visit.rooms, _unseen), class_name="lx-stack"),
        rx.el.ul(rx.foreach(visit.signatures, _signed), class_name="lx-stack"),
        rx.el.ul(rx.foreach(visit.missing, lambda sentence: rx.el.li("– ", sentence, class_name="lx-second"))),
    )


def _or_dash(words: Any) -> Any:
    return rx.cond(words != "", words, "–")


def _unseen(room: Any) -> rx.Component:
    """Only those that were not visited: the reports must name them."""
    told = rx.el.li(badge(t("Non visitée"), "orange", "eye-off"), " ", room.name, " · ", room.level, " · ", room.why)
    return rx.cond(room.visited, rx.fragment(), told)


def _signed(one: Any) -> rx.Component:
    paper = new_tab_link(t("Attestation de visite"), href=one.link, class_name="lx-link")
    told = rx.el.span(one.name, " · ", one.quality, " · ", one.signed, " ")
    return rx.el.li(told, rx.cond(one.link != "", paper, rx.fragment()), key=one.id.to_string())


def _address(work: Work, number: int) -> str:
    return dossiers.address(dossiers.get(work, number))
