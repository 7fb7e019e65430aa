"""What is kept, found again and ordered of what somebody writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.language import Language, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.directory import queries as directory
from liciel_app.directory.models import ClientKind
from liciel_app.orders import queries, services, zones
from liciel_app.orders import questionnaire as asking
from liciel_app.orders.obligations import Facts
from liciel_app.orders.queries import drafts as kept_drafts
from liciel_app.orders.queries import requests as request_queries
from liciel_app.orders.queries.drafts import DraftRow
from liciel_app.orders.queries.sheet import weight
from liciel_app.orders.services import drafts, quoting, requests
from liciel_app.website.wizard import filling
from liciel_app.website.wizard.filling import Filled
from liciel_app.website.wizard.keeping import Lot, Writing, opened
from liciel_app.website.wizard.offer import Choice, Offer, current
from liciel_app.website.wizard.places import PlaceRow


@dataclass(frozen=True, slots=True)
class Attached:
    id: int
    name: str
    weight: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What the last page says; `id` is told to the office only. `visit`: the slot that was taken, in words.
    `missing`: what to know before the visit."""

    number: str = ""
    id: int = 0
    email: str = ""
    on_quote: bool = False
    visit: str = ""
    missing: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class LotRow:
    """`total` in the reader's tax; `here`: the one being written."""

    rank: int
    label: str
    total: str
    here: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """All the lots together."""

    lots: list[LotRow] = field(default_factory=list[LotRow])
    total: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """`known` is what the place tells by itself: it stays on the server."""

    offer: Offer
    whole: Whole
    known: Mapping[str, Any]


def look(work: Work, writing: Writing, lang: Language, browser: str = "") -> Shown:
    """Keep what is written and say what it leads to: one gesture at each answer."""
    if writing.worth_keeping:
        contact = writing.typed.get("name", "")
        written = drafts.Written(writing.submit_id, writing.content(), writing.title, contact)
        drafts.keep(work, written, browser)
    filled = filled_of(work, writing, writing.at)
    shown = current(work, filled, choice_of(writing.lot), lang)
    return Shown(shown, _whole(work, writing, shown, lang), filled.known)


def filled_of(work: Work, writing: Writing, rank: int) -> Filled:
    """One lot with what all share, and what is known of its place."""
    lot = writing.lots[rank]
    known = zones.facts_of(work, lot.place.where) if lot.place.city else {}
    return Filled(lot.answers, {**writing.typed, filling.LOT: lot.label}, lot.place, known=known, picked=writing.picked)


def choice_of(lot: Lot) -> Choice:
    return Choice(frozenset(lot.added), frozenset(lot.left_out))


def complete(work: Work, writing: Writing, lang: Language) -> list[Filled]:
    """Every lot, with what is taken and what was asked for each, as the server finds them now."""
    lots = [filled_of(work, writing, rank) for rank in range(len(writing.lots))]
    offers = [current(work, one, choice_of(lot), lang) for one, lot in zip(lots, writing.lots, strict=True)]
    return [
        replace(one, taken=tuple(shown.taken), asked=tuple(shown.asked))
        for one, shown in zip(lots, offers, strict=True)
    ]


def place(work: Work, writing: Writing, lang: Language) -> Placed:
    """Places the order of every lot, or finds those this writing already made."""
    lots = [filling.draft_of(one, writing.submit_id, lang) for one in complete(work, writing, lang)]
    orders = services.place_lots(work, lots)
    first = orders[0]
    asked = writing.typed.get(filling.REQUEST, "")
    if asked and work.actor.is_office:
        requests.become(work, int(asked), first)
    return Placed(
        number=", ".join(order.number for order in orders),
        id=(first.id or 0) if work.actor.is_office else 0,
        email=first.contact_email,
        on_quote=all(order.gross_cents == 0 for order in orders),
        visit=filling.chosen_words(writing.typed.get(filling.SLOT, ""), lang) if first.appointment_id else "",
        missing=services.still_missing(work, first, lang),
    )


def propose(work: Work, writing: Writing, lang: Language) -> int:
    """The quote of the one property being written, for a client who ordered nothing yet; the number of its order."""
    if len(writing.lots) > 1:
        raise Refused("Un devis porte un bien : validez la commande des lots, puis faites leurs devis.")
    (filled,) = complete(work, writing, lang)
    order = services.propose(work, replace(filling.draft_of(filled, writing.submit_id, lang), slot=None))
    quoting.draft_quote(work, order.id or 0)
    return order.id or 0


def known_contact(work: Work) -> Mapping[str, str]:
    """The details of the client behind the account; nothing for a visitor or the office."""
    if work.actor.kind != "client" or not work.actor.client_ids:
        return {}
    client = directory.client_row(work, min(work.actor.client_ids))
    return {"client": client.kind, "name": client.name, "email": client.email, "phone": client.phone}


def left_off(work: Work, browser: str) -> Writing | None:
    """What this person, or this browser, was writing."""
    kept = kept_drafts.current_draft(work, browser)
    return None if kept is None else opened(kept.content, kept.submit_id)


def open_draft(work: Work, draft_id: int) -> Writing:
    """A draft that was prepared, or one's own; the office orders it for the client it was prepared for.

    Raises NotFound for any other.
    """
    kept = kept_drafts.draft(work, draft_id)
    writing = opened(kept.content, kept.submit_id)
    theirs = {"": kept.client_id} if work.actor.is_office and kept.client_id is not None else {}
    return replace(writing, picked=theirs | dict(writing.picked))


def only_prepares(work: Work) -> bool:
    """A client's person whose orders somebody else validates."""
    return work.actor.kind == "client" and not work.actor.may(Permission.ORDERS_VALIDATE)


def draft_rows(work: Work) -> list[DraftRow]:
    return kept_drafts.draft_rows(work) if work.actor.account_id is not None else []


def next_flat(work: Work, order_id: int, submit_id: str) -> Writing:
    """The next flat of the building of an order one sees: its place, its project and its people are not typed again."""
    order = queries.get(work, order_id)
    facts = Facts.from_answers(json.loads(order.facts))
    label = f"{order.street}, {order.postcode} {order.city}".strip(" ,")
    place = PlaceRow(label, order.street, order.postcode, order.city, order.lat or 0, order.lon or 0, approximate=True)
    typed = {
        "client": str(order.contact_kind),
        "name": order.contact_name,
        "email": order.contact_email,
        "phone": order.contact_phone,
        **_people(work, order_id),
    }
    lot = Lot(asking.answers_of(facts), place).neighbour
    picked = {"": order.client_id} if order.client_id and work.actor.is_office else {}
    return Writing(submit_id, typed, (lot,), picked=picked)


def from_request(work: Work, request_id: int, submit_id: str) -> Writing:
    """What somebody asked through the site, as an order begins: nothing is typed again. Raises NotFound."""
    asked = request_queries.get(work, request_id)
    typed = {
        "client": ClientKind.PRIVATE,
        "name": asked.name,
        "email": asked.email,
        "phone": asked.phone,
        "address": asked.town,
        "comment": asked.message[: filling.FIELDS["comment"]],
        filling.REQUEST: str(request_id),
    }
    return _for_client(work, Writing(submit_id, typed), asked.client_id)


def for_client(work: Work, client_id: int, submit_id: str) -> Writing:
    """An order for a client the office knows. Raises NotFound."""
    return _for_client(work, Writing(submit_id, {}), client_id)


def _for_client(work: Work, writing: Writing, client_id: int | None) -> Writing:
    if not client_id:
        return writing
    known = directory.client_row(work, client_id)
    typed = {"client": known.kind, "name": known.name, "email": known.email, "phone": known.phone}
    kept = {name: text for name, text in typed.items() if text}
    picked = {"": client_id} if work.actor.is_office else {}
    return replace(writing, typed={**writing.typed, **kept}, picked=picked)


def attached(work: Work, submit_id: str) -> list[Attached]:
    return [Attached(kept.id or 0, kept.name, weight(kept.size)) for kept in queries.waiting_files(work, submit_id)]


def detach(work: Work, submit_id: str, file_id: int) -> list[Attached]:
    services.detach(work, submit_id=submit_id, file_id=file_id)
    return attached(work, submit_id)


def _people(work: Work, order_id: int) -> dict[str, str]:
    """« Une autre personne » in each role the order names."""
    return {
        f"{person.role}_{name}": value
        for person in queries.people(work, order_id)
        for name, value in (("who", "other"), ("name", person.name), ("email", person.email), ("phone", person.phone))
    }


def _whole(work: Work, writing: Writing, shown: Offer, lang: Language) -> Whole:
    if len(writing.lots) == 1:
        return Whole()
    offers = [
        shown if rank == writing.at else current(work, filled_of(work, writing, rank), choice_of(lot), lang)
        for rank, lot in enumerate(writing.lots)
    ]
    rows = [
        LotRow(rank, _lot_label(lot, rank, lang), one.total if one.priced else "–", rank == writing.at)
        for rank, (lot, one) in enumerate(zip(writing.lots, offers, strict=True))
    ]
    cents = sum(one.gross_cents if one.taxed else one.net_cents for one in offers)
    return Whole(rows, euros(cents), len(rows))


def _lot_label(lot: Lot, rank: int, lang: Language) -> str:
    """2e gauche · 45 m²; Lot 2 · 45 m²"""
    name = lot.label or say("Lot {number}", lang, number=rank + 1)
    surface = lot.answers.get("surface", "")
    return f"{name} · {surface} m²" if surface else name
