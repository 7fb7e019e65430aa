"""The office's rules of planning: notice, horizon, time left free, what the road costs, what clients may move alone."""

from dataclasses import dataclass
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import queries, services
from liciel_app.agenda.rules_hours import clock_text
from liciel_app.agenda.screens import hours_forms
from liciel_app.agenda.screens.hours_tabs import done
from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import bridge
from liciel_app.ui.card import card
from liciel_app.ui.field import error_of, money_field, number_field, select_field, time_field
from liciel_app.ui.form import error_summary, field_grid, field_group, form, form_actions
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t

ZONES: Final = (
    ("", "Celle de l’adresse de l’office"),
    ("FR", "France, onze jours"),
    ("6AE", "Alsace (Vendredi saint, 26 décembre)"),
    ("57", "Moselle (Vendredi saint, 26 décembre)"),
    ("971", "Guadeloupe"),
    ("972", "Martinique"),
    ("973", "Guyane"),
    ("974", "La Réunion"),
    ("976", "Mayotte"),
)


@dataclass(frozen=True, slots=True)
class RulesRow:
    """As the fields of the form hold them. `coming`: the next public holidays, to see that the zone is right."""

    notice_hours: str = ""
    working_days: str = ""
    proposals: str = ""
    buffer_minutes: str = ""
    window_minutes: str = ""
    leave_home: str = ""
    km: str = ""
    hour: str = ""
    client_moves: str = ""
    client_notice_hours: str = ""
    zone: str = ""
    coming: str = ""


class PlanningRules(State):
    rules: rx.Field[RulesRow] = rx.field(default_factory=RulesRow)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self.errors = {}
        self.rules = await bridge.read(self, _rules)

    @handler(Permission.OFFICE_WRITE)
    async def save(self, values: dict[str, str]) -> Any:
        self.errors = {}
        zone = values.get("holidays_zone", "")
        await bridge.do(self, services.save_settings, hours_forms.rules_of(values), holidays_zone=zone)
        self.rules = await bridge.read(self, _rules)
        return await done(self, "Règles de planification enregistrées.")


def rules_card() -> rx.Component:
    """For the manager alone: the others read the effects, not the settings."""
    return rx.cond(
        allowed(Permission.OFFICE_WRITE),
        card(
            t("Règles de planification"),
            form(
                error_summary(PlanningRules.errors),
                _proposals(),
                _clients(),
                _closed(),
                form_actions(t("Enregistrer les règles")),
                on_submit=PlanningRules.save,
            ),
            subtitle=t("Elles valent pour tous : propositions de créneaux, tournées, liens des clients."),
        ),
        rx.fragment(),
    )


def _number(name: str, label: Any, suffix: Any = None) -> rx.Component:
    rules: Any = PlanningRules.rules
    unit = {"suffix": suffix} if suffix is not None else {}
    return number_field(
        name, label, default_value=rules[name].to(str), error=error_of(PlanningRules.errors, name), **unit
    )


def _proposals() -> rx.Component:
    rules: Any = PlanningRules.rules
    errors = PlanningRules.errors
    return field_group(
        t("Créneaux proposés"),
        field_grid(
            _number("notice_hours", t("Délai minimal"), t("h")),
            _number("working_days", t("Horizon"), t("jours ouvrés")),
            _number("proposals", t("Propositions au client")),
            _number("buffer_minutes", t("Battement entre deux visites"), t("min")),
            _number("window_minutes", t("Fenêtre d’arrivée annoncée"), t("min")),
            time_field(
                "leave_home_minute",
                t("Départ du domicile au plus tôt"),
                default_value=rules.leave_home,
                error=error_of(errors, "leave_home_minute"),
            ),
            money_field(
                "km_cents", t("Coût d’un kilomètre"), default_value=rules.km, error=error_of(errors, "km_cents")
            ),
            money_field(
                "hour_cents",
                t("Coût d’une heure de route"),
                default_value=rules.hour,
                error=error_of(errors, "hour_cents"),
            ),
            columns=4,
        ),
    )


def _clients() -> rx.Component:
    return field_group(
        t("Ce que le client change lui-même"),
        field_grid(
            _number("client_moves", t("Déplacements permis par rendez-vous")),
            _number("client_notice_hours", t("Jusqu’à combien d’heures avant"), t("h")),
        ),
    )


def _closed() -> rx.Component:
    rules: Any = PlanningRules.rules
    coming = rx.el.p(t("Prochains jours fériés :"), " ", rules.coming, class_name="lx-hint")
    zone = select_field(
        "holidays_zone",
        t("Jours fériés"),
        [(code, t(words)) for code, words in ZONES],
        default_value=rules.zone,
        error=error_of(PlanningRules.errors, "holidays_zone"),
    )
    return field_group(t("Jours fermés"), field_grid(zone), coming)


def _rules(work: Work) -> RulesRow:
    kept = queries.settings_of(work)
    coming = queries.coming_holidays(work, 3)
    return RulesRow(
        notice_hours=str(kept.notice_hours),
        working_days=str(kept.working_days),
        proposals=str(kept.proposals),
        buffer_minutes=str(kept.buffer_minutes),
        window_minutes=str(kept.window_minutes),
        leave_home=clock_text(kept.leave_home_minute),
        km=_amount(kept.km_cents),
        hour=_amount(kept.hour_cents),
        client_moves=str(kept.client_moves),
        client_notice_hours=str(kept.client_notice_hours),
        zone=kept.holidays_zone,
        coming=", ".join(coming),
    )


def _amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
