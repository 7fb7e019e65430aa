"""« Signature »: who is on site attests the visit, with a finger; the attestation joins the dossier."""

from typing import Any

import reflex as rx

from liciel_app.fieldwork.attested import SENTENCE
from liciel_app.fieldwork.rules import QUALITIES
from liciel_app.mobile.look import LISTED
from liciel_app.mobile.screens.kept_form import kept_form
from liciel_app.ui.card import card, stack
from liciel_app.ui.field import select_field, text_field, textarea_field
from liciel_app.ui.kinds import Flag, Text
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link
from liciel_app.ui.signature import kept_signature


def signature_tab(page: Any, ready: Flag) -> rx.Component:
    """`page`: the state, with `on_site`."""
    signed = page.on_site.signatures
    listed = card(t("Déjà signé"), rx.el.ul(rx.foreach(signed, _signed)), flush=True)
    return stack(_asked(), rx.cond(ready & (signed.length() > 0), listed, rx.fragment()))


def _asked() -> rx.Component:
    qualities: list[tuple[str, Text]] = [(code, t(words)) for code, words in QUALITIES.items()]
    return card(
        t("Attestation de visite"),
        rx.el.p(t(SENTENCE)),
        kept_form(
            "signature",
            t("Attestation de visite"),
            text_field(
                "name",
                t("Nom de la personne qui signe"),
                id="signataire",
                props={"auto_complete": "off", "max_length": 120},
            ),
            select_field("quality", t("En qualité de"), qualities, default_value="client"),
            textarea_field("remarks", t("Remarques"), rows=2, optional=True, props={"max_length": 1000}),
            kept_signature(t("Signature")),
            send=t("Signer l’attestation"),
        ),
    )


def _signed(one: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(one.name, " · ", one.quality, class_name="lx-first"),
        rx.el.span(one.signed, " · ", t("empreinte"), " ", one.seal, class_name="lx-second"),
        class_name="lx-lines",
        style={"flex": "1", "min_width": "0"},
    )
    paper = doc_link(rx.icon("file-down", size=20), href=one.link, aria_label=t("Ouvrir l’attestation"), style=_DOOR)
    waits = rx.el.span(t("PDF en préparation"), class_name="lx-second")
    return rx.el.li(words, rx.cond(one.link != "", paper, waits), key=one.id.to_string(), style=LISTED)


_DOOR = {"display": "grid", "place_items": "center", "min_width": "44px", "min_height": "44px"}
