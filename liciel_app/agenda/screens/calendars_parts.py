"""The parts of the page of outside calendars, for the office and for the phone."""

from typing import Any, Final

import reflex as rx

from liciel_app.agenda.screens.calendars_state import Calendars
from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.button import button, doc_button, submit_button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.field import error_of, password_field, select_field, text_field
from liciel_app.ui.form import field_grid, form, form_actions
from liciel_app.ui.language import t
from liciel_app.ui.links import post_form
from liciel_app.ui.theme import asset

STATES: Final = {
    "on": Status("À jour", "green", "circle-check"),
    "paused": Status("En pause après des échecs", "amber", "clock-alert"),
    "refused": Status("À reconnecter", "red", "circle-x"),
    "closing": Status("Déconnexion en cours", "grey", "unplug"),
}
PROVIDERS: Final = {
    "google": Status("Google", "blue", "calendar"),
    "microsoft": Status("Microsoft 365", "blue", "calendar"),
    "caldav": Status("CalDAV", "blue", "calendar"),
}
KINDS: Final = {
    "person": Status("Mon agenda", "blue", "user"),
    "everyone": Status("Tout l’office", "violet", "users"),
    "vehicle": Status("Véhicule", "grey", "car"),
    "instrument": Status("Instrument", "grey", "gauge"),
    "room": Status("Salle", "grey", "door-open"),
}


def look() -> rx.Component:
    return rx.el.link(rel="stylesheet", href=asset("/css/calendars.css"))


def outcome() -> rx.Component:
    """How the journey to Google or Microsoft ended."""
    well = notice(t("L’agenda est connecté : la première synchronisation commence."), tone="green", icon="circle-check")
    badly = notice(t("Vous n’avez pas donné l’autorisation : rien n’est connecté."), tone="amber", icon="info")
    return rx.fragment(rx.match(Calendars.came_back, ("connecte", well), ("refuse", badly), rx.fragment()))


def links_card() -> rx.Component:
    """The person's own calendars, and how to connect another."""
    words = t(
        "Vos rendez-vous s’écrivent dans votre agenda, et vos heures prises y bloquent la planification. "
        "L’office ne lit que les heures, jamais les titres. Un rendez-vous de l’office changé là-bas y est remis."
    )
    return card(
        t("Mes agendas connectés"),
        rx.el.p(words, class_name="lx-second"),
        rx.el.ul(rx.foreach(Calendars.sheet.mine, _link), class_name="lx-calendars"),
        rx.el.div(
            _leave("google", t("Connecter Google Agenda")),
            _leave("microsoft", t("Connecter Microsoft 365")),
            class_name="lx-calendar-ways",
        ),
        _caldav(),
        rx.cond(Calendars.choices.length() > 0, _choices(), rx.fragment()),
    )


def feeds_card(*more: rx.Component) -> rx.Component:
    """Private addresses: made, shown once, revoked."""
    words = t(
        "Une adresse privée à donner à un autre agenda, qui la relit de lui-même, ou à Google Earth. "
        "Qui a l’adresse lit les rendez-vous : ne la partagez pas."
    )
    return card(
        t("Adresses privées"),
        rx.el.p(words, class_name="lx-second"),
        rx.cond(Calendars.made.ical != "", _made(), rx.fragment()),
        rx.el.ul(rx.foreach(Calendars.sheet.feeds, _feed), class_name="lx-calendars"),
        rx.el.div(
            button(t("Créer mon adresse"), Calendars.make_feed(False), kind="solid", icon="link"),
            button(t("Sans détail (« Occupé »)"), Calendars.make_busy_feed, kind="outline", icon="eye-off"),
            *more,
            class_name="lx-calendar-ways",
        ),
    )


def everyone_button() -> rx.Component:
    return button(t("Tout l’agenda de l’office"), Calendars.make_feed(True), kind="outline", icon="users")


def resources_card() -> rx.Component:
    """The shared calendar of a room, a vehicle or an instrument."""
    form_of = form(
        select_field("resource", t("Ressource"), Calendars.sheet.things, error=error_of(Calendars.errors, "resource")),
        form_actions(t("Créer l’adresse de cette ressource")),
        on_submit=Calendars.make_resource_feed,
    )
    none = empty(t("Aucun véhicule, instrument ni salle n’est enregistré."), icon="car")
    return card(
        t("Agendas partagés des ressources"),
        rx.el.p(t("Qui l’a, et quand : sans nom de client ni adresse."), class_name="lx-second"),
        rx.cond(Calendars.sheet.things.length() > 0, form_of, none),
    )


def others_card() -> rx.Component:
    """How every exchange stands: last success, what has not left, retry by hand."""
    return card(
        t("Agendas de l’équipe"),
        rx.cond(
            Calendars.sheet.others.length() > 0,
            rx.el.ul(rx.foreach(Calendars.sheet.others, _link), class_name="lx-calendars"),
            empty(t("Personne d’autre n’a connecté d’agenda."), icon="calendar-x"),
        ),
    )


def _link(row: Any) -> rx.Component:
    late = badge(rx.Var.create(f"{row.unsent} {t('à envoyer')}").to(str), "amber", "send")
    name = rx.el.span(row.name, class_name="lx-first")
    person = rx.cond(row.mine, rx.fragment(), rx.el.span(row.person, class_name="lx-second"))
    success = rx.cond(
        row.success != "",
        rx.fragment(t("Synchronisé le"), " ", row.success),
        t("Pas encore synchronisé"),
    )
    told = rx.el.span(success, " · ", row.busy, " ", t("heures prises lues"), class_name="lx-second")
    marks = rx.el.span(
        status_badge(row.provider, PROVIDERS),
        status_badge(row.state, STATES),
        rx.cond(row.unsent > 0, late, rx.fragment()),
        class_name="lx-calendar-marks",
    )
    error = rx.cond(row.error != "", notice(row.error, tone="amber", icon="triangle-alert"), rx.fragment())
    stays = t(
        "Après la déconnexion, retirez aussi l’autorisation dans votre compte Microsoft : elle ne se retire que là."
    )
    consent = rx.cond(row.provider == "microsoft", rx.el.p(stays, class_name="lx-second"), rx.fragment())
    change = button(t("Changer d’agenda"), Calendars.look_elsewhere(row.id), kind="outline", icon="calendar-cog")
    ways = rx.el.span(
        rx.cond(row.mine, change, rx.fragment()),
        button(t("Synchroniser maintenant"), Calendars.retry(row.id), kind="outline", icon="refresh-cw"),
        button(t("Déconnecter"), Calendars.disconnect(row.id), kind="ghost", icon="unplug"),
        class_name="lx-calendar-ways",
    )
    return rx.el.li(rx.el.div(person, name, marks, told), error, ways, consent, key=row.id.to_string())


def _feed(row: Any) -> rx.Component:
    busy = rx.cond(row.details | (row.kind == "room"), rx.fragment(), badge(t("sans détail"), "grey", "eye-off"))
    read = rx.cond(row.read != "", rx.fragment(t("lue le"), " ", row.read), t("jamais lue"))
    words = rx.el.div(
        rx.el.span(row.about, class_name="lx-first"),
        rx.el.span(status_badge(row.kind, KINDS), busy, class_name="lx-calendar-marks"),
        rx.el.span(t("créée le"), " ", row.made, " · ", read, class_name="lx-second"),
    )
    revoke = button(t("Révoquer"), Calendars.revoke(row.id), kind="ghost", icon="ban")
    return rx.el.li(words, rx.el.span(revoke, class_name="lx-calendar-ways"), key=row.id.to_string())


def _made() -> rx.Component:
    """The one time the address is shown."""
    copied = rx.toast.success(t("Adresse copiée."))
    made = Calendars.made
    return rx.el.div(
        notice(t("Copiez-la maintenant : elle ne sera plus montrée."), tone="amber", icon="key-round"),
        rx.el.label(
            rx.el.span(t("Adresse de l’agenda"), class_name="lx-label"),
            rx.el.input(value=made.ical, read_only=True, class_name="lx-input"),
            class_name="lx-field",
        ),
        rx.el.div(
            button(t("Copier"), [rx.set_clipboard(made.ical), copied], kind="solid", icon="copy"),
            doc_button(t("Google Earth : la journée"), made.day, kind="outline", icon="globe"),
            doc_button(t("Google Earth : la semaine"), made.week, kind="outline", icon="globe"),
            button(t("C’est noté"), Calendars.hide_address, kind="ghost", icon="check"),
            class_name="lx-calendar-ways",
        ),
        class_name="lx-calendar-made",
        role="status",
    )


def _leave(provider: str, label: Any) -> rx.Component:
    """A plain form: the browser leaves for the provider's page."""
    way = submit_button(label, kind="outline", icon="log-in")
    return post_form(way, action=f"/agendas-externes/connecter/{provider}")


def _caldav() -> rx.Component:
    errors = Calendars.errors
    fields = form(
        text_field(
            "address",
            t("Adresse du serveur"),
            hint=t("Nextcloud, iCloud, Zimbra… par exemple https://cloud.exemple.fr/remote.php/dav"),
            error=error_of(errors, "address"),
            props={"input_mode": "url", "auto_complete": "off"},
        ),
        field_grid(
            text_field("user", t("Identifiant"), error=error_of(errors, "user"), props={"auto_complete": "off"}),
            password_field(
                "password",
                t("Mot de passe d’application"),
                error=error_of(errors, "password"),
                props={"auto_complete": "off"},
            ),
        ),
        form_actions(t("Connecter cet agenda")),
        on_submit=Calendars.connect,
    )
    return rx.el.details(rx.el.summary(t("Connecter un autre agenda (CalDAV)")), fields, class_name="lx-more")


def _choices() -> rx.Component:
    def line(choice: Any) -> rx.Component:
        pick = button(choice.name, Calendars.choose(choice.address), kind="outline", icon="calendar")
        return rx.el.li(pick, key=choice.address)

    return stack(
        rx.el.p(t("Ce compte a plusieurs agendas : lequel tenir à jour ?"), class_name="lx-first"),
        rx.el.ul(rx.foreach(Calendars.choices, line), class_name="lx-calendar-choices"),
    )
