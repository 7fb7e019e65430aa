"""The quote on the order's page: its lines, its totals, its answer, and the one thing to do next."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.orders.screens.mission_panel import mission_card
from liciel_app.orders.screens.quote_dialogs import dialogs, lot_field
from liciel_app.orders.screens.quote_state import QuotePanel
from liciel_app.orders.screens.quote_words import STATES
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.button import button, icon_button, submit_button
from liciel_app.ui.card import card, notice
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.field import select_field
from liciel_app.ui.form import form
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link, new_tab_link
from liciel_app.ui.ticker import ticker

_QUOTE = QuotePanel.quote
_MAY = allowed(Permission.ORDERS_WRITE)
_DRAFT = _QUOTE.state == "draft"
_SENT = _QUOTE.state == "sent"


def quote_panel() -> rx.Component:
    """For a page that loads `QuotePanel.load`."""
    known = rx.Var.create(_QUOTE.id).to(int) > 0
    cards = rx.el.div(
        rx.cond(known, _quote(), _none()),
        mission_card(),
        class_name="lx-quote-cards",
        custom_attrs={"data-begun": rx.cond(known, "yes", "no")},
    )
    return rx.fragment(ticker(QuotePanel.tick), cards, dialogs())


def _none() -> rx.Component:
    make = button(t("Préparer le devis"), QuotePanel.draft, kind="outline", icon="file-plus")
    words = rx.el.p(t("Pas encore de devis : il reprend le client, le bien et les prix."), class_name="lx-second")
    return card(t("Devis"), rx.el.div(words, rx.cond(_MAY, make, rx.fragment()), class_name="lx-quote-body"))


def _quote() -> rx.Component:
    title = rx.Var.create(f"{t('Devis')} {_QUOTE.title}").to(str)
    return card(
        title,
        rx.el.div(
            rx.el.div(status_badge(_QUOTE.state, STATES), _when(), class_name="lx-order-facts"),
            rx.cond(_QUOTE.answer != "", _answer(), rx.fragment()),
            rx.cond(_DRAFT & (_QUOTE.missing.length() > 0), _missing(), rx.fragment()),
            rx.cond(_QUOTE.called_off.length() > 0, _called_off(), rx.fragment()),
            rx.el.ul(rx.foreach(_QUOTE.lines, _line), class_name="lx-offer"),
            rx.cond(_DRAFT & _MAY, _adding(), rx.fragment()),
            _totals(),
            _files(),
            rx.cond(_MAY, _ways(), rx.fragment()),
            rx.cond(_QUOTE.versions.length() > 0, _versions(), rx.fragment()),
            class_name="lx-quote-body",
        ),
    )


def _when() -> rx.Component:
    """To whom it left, when, by whom, and until when it holds."""
    mailed = rx.fragment(t("envoyé le"), " ", _QUOTE.sent, " ", t("à"), " ", _QUOTE.sent_to)
    by_hand = rx.fragment(t("remis pour signature le"), " ", _QUOTE.sent)
    sent = rx.fragment(rx.cond(_QUOTE.sent_to != "", mailed, by_hand), " · ", _QUOTE.sent_by, " · ")
    reminded = rx.cond(_QUOTE.reminded != "", rx.fragment(" · ", t("relancé le"), " ", _QUOTE.reminded), rx.fragment())
    until = (t("valable jusqu’au"), " ", _QUOTE.until)
    said = rx.fragment(rx.cond(_QUOTE.sent != "", sent, rx.fragment()), *until, reminded)
    return rx.el.span(said, class_name="lx-second")


def _answer() -> rx.Component:
    accepted = _QUOTE.state == "accepted"
    withdrawal = rx.cond(_QUOTE.withdrawal != "", rx.el.p(_QUOTE.withdrawal), rx.fragment())
    ademe = rx.el.p(t("Transmission à l’ADEME acceptée :"), " ", _QUOTE.ademe)
    yes = rx.el.div(rx.el.p(t("Accepté par"), " ", _QUOTE.answer), withdrawal, ademe)
    return rx.cond(
        accepted,
        notice(yes, tone="green", icon="badge-check"),
        notice(rx.fragment(t("Refusé :"), " ", _QUOTE.answer), tone="red", icon="circle-x"),
    )


def _missing() -> rx.Component:
    listed = rx.el.ul(rx.foreach(_QUOTE.missing, rx.el.li))
    words = rx.el.div(t("Ces documents ne sont pas encore déposés, le client ne pourra pas les accepter :"), listed)
    way = doc_link(t("Les déposer"), href="/bureau/reglages/documents", class_name="lx-link")
    return notice(words, tone="amber", icon="file-warning", action=way)


def _called_off() -> rx.Component:
    """A lot cancelled before the sending keeps the quote here until it is written again without it."""
    alone = _QUOTE.called_off.length() == 1
    words = rx.cond(alone, t("Refaire le devis sans ce lot"), t("Refaire le devis sans ces lots")).to(str)
    again = rx.cond(_MAY, button(words, QuotePanel.leave_out, kind="outline", icon="list-x"), rx.fragment())
    said = rx.fragment(t("Lots annulés, le devis ne peut pas partir avec eux :"), " ", _QUOTE.called_off.join(", "))
    return notice(said, tone="amber", icon="circle-x", action=again)


def _line(line: Any) -> rx.Component:
    note = rx.cond(line.note != "", rx.el.span(line.note, class_name="lx-second"), rx.fragment())
    many = rx.cond(
        line.quantity != "1", rx.el.span(line.quantity, " × ", line.unit, class_name="lx-second"), rx.fragment()
    )
    words = rx.el.div(rx.el.span(line.label, class_name="lx-first"), note, many, class_name="lx-offer-words")
    tools = rx.el.span(
        icon_button("pencil", t("Changer la ligne"), QuotePanel.ask("line", line.id)),
        icon_button("trash-2", t("Retirer la ligne"), QuotePanel.drop_line(line.id)),
    )
    side = rx.el.div(
        rx.el.span(
            rx.cond(_DRAFT & _MAY, tools, rx.fragment()),
            rx.el.span(line.price, class_name="lx-figure lx-first"),
            class_name="lx-quote-price",
        ),
        rx.cond(line.unpriced, badge(t("Prix à donner"), "amber", "calculator"), rx.fragment()),
        rx.cond(line.optional, _option(line), rx.fragment()),
        class_name="lx-offer-side",
    )
    return rx.fragment(
        rx.cond(line.heading != "", rx.el.li(line.heading, class_name="lx-quote-lot-name"), rx.fragment()),
        rx.el.li(words, side, class_name="lx-offer-line"),
        rx.cond(line.subtotal != "", _subtotal(line), rx.fragment()),
        key=line.id.to_string(),
    )


def _subtotal(line: Any) -> rx.Component:
    figure = rx.el.span(line.subtotal, class_name="lx-figure")
    less = rx.cond(line.less != "", rx.el.span(" (", line.less, ")", class_name="lx-second"), rx.fragment())
    return rx.el.li(rx.el.span(t("Sous-total du lot"), less), figure, class_name="lx-quote-subtotal")


def _option(line: Any) -> rx.Component:
    taken = badge(t("Option choisie"), "green", "square-check")
    return rx.cond(line.chosen, taken, badge(t("En option"), "violet", "square-plus"))


def _adding() -> rx.Component:
    diagnostic = form(
        rx.el.div(
            select_field("code", t("Ajouter un diagnostic"), _QUOTE.addable, id="devis-code"),
            lot_field("devis-lot"),
            checkbox_field("optional", t("En option")),
            submit_button(t("Ajouter"), kind="outline", icon="plus"),
            class_name="lx-quote-adding",
        ),
        on_submit=QuotePanel.add_diagnostic,
        reset_on_submit=True,
    )
    own = button(t("Ajouter une ligne libre"), QuotePanel.ask("line", 0), kind="ghost", icon="plus")
    terms = button(t("Remise, validité, message"), QuotePanel.ask("terms", 0), kind="ghost", icon="sliders-horizontal")
    again = button(t("Prix de la grille"), QuotePanel.price_again, kind="ghost", icon="calculator")
    return rx.fragment(diagnostic, rx.el.div(own, terms, again, class_name="lx-quote-ways"))


def _totals() -> rx.Component:
    return rx.el.dl(
        rx.cond(_QUOTE.discount != "", _amount(t("Remise HT"), _QUOTE.discount), rx.fragment()),
        _amount(t("Total HT"), _QUOTE.net),
        _amount(t("TVA"), _QUOTE.vat),
        rx.cond(_QUOTE.rounding != "", _amount(t("Arrondi"), _QUOTE.rounding), rx.fragment()),
        _amount(t("Total TTC"), _QUOTE.gross, strong=True),
        rx.cond(_QUOTE.deposit != "", _amount(t("Acompte à l’acceptation"), _QUOTE.deposit), rx.fragment()),
        class_name="lx-totals",
    )


def _files() -> rx.Component:
    return rx.el.div(
        _file(t("Devis (PDF)"), "devis.pdf"),
        rx.foreach(_QUOTE.missions, _mission),
        rx.cond(_QUOTE.proof, _file(t("Preuve de l’accord (ZIP)"), "preuve.zip"), rx.fragment()),
        class_name="lx-quote-files",
    )


def _mission(one: Any) -> rx.Component:
    words = t("Ordre de mission (PDF)")
    named = rx.Var.create(f"{words} – {one[1]}").to(str)
    return _file(rx.cond(one[1] != "", named, words).to(str), one[0])


def _file(words: Text, name: Text) -> rx.Component:
    href = rx.Var.create(f"/bureau/devis/{_QUOTE.id}/{name}").to(str)
    icon = rx.icon("file-text", size=18, aria_hidden="true")
    return new_tab_link(icon, rx.el.span(words, class_name="lx-first"), href=href, class_name="lx-piece")


def _ways() -> rx.Component:
    """What can be done of it, by its state."""
    send = button(t("Envoyer devis et ODM"), QuotePanel.ask("send", 0), kind="outline", icon="send")
    by_hand = button(t("À signer sur papier"), QuotePanel.ask("hand_over", 0), kind="outline", icon="signature")
    drop = button(t("Jeter le brouillon"), QuotePanel.drop, kind="ghost", icon="trash-2")
    newer = button(t("Nouvelle version"), QuotePanel.revise, kind="outline", icon="copy-plus")
    link = button(t("Lien de signature"), QuotePanel.make_link, kind="outline", icon="link")
    revoke = button(t("Révoquer les liens"), QuotePanel.revoke, kind="ghost", icon="link-2-off")
    paper = button(t("Signé sur papier"), QuotePanel.ask("paper", 0), kind="outline", icon="signature")
    signing = rx.cond(_QUOTE.printed, rx.fragment(link, paper, revoke), rx.fragment())
    choices = rx.match(
        _QUOTE.state,
        ("draft", rx.fragment(send, by_hand, drop)),
        ("sent", rx.fragment(signing, newer)),
        ("expired", rx.fragment(rx.cond(_QUOTE.printed, paper, rx.fragment()), newer)),
        ("refused", newer),
        rx.fragment(),
    )
    return rx.el.div(choices, class_name="lx-quote-ways")


def _versions() -> rx.Component:
    def row(version: Any) -> rx.Component:
        href = rx.Var.create(f"/bureau/devis/{version.id}/devis.pdf").to(str)
        name = new_tab_link(version.title, href=href, class_name="lx-link")
        return rx.el.li(
            name,
            status_badge(version.state, STATES),
            rx.el.span(version.when, class_name="lx-second"),
            key=version.id.to_string(),
            class_name="lx-order-facts",
        )

    return rx.el.details(
        rx.el.summary(t("Autres versions")), rx.el.ul(rx.foreach(_QUOTE.versions, row)), class_name="lx-why"
    )


def _amount(label: Text, figure: Node, *, strong: bool = False) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(figure, class_name="lx-figure"),
        custom_attrs={"data-strong": "yes" if strong else "no"},
    )
