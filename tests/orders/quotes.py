"""Quotes as the desk writes and sends them, and clients who answer them."""

import hashlib
import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from sqlmodel import col, select

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.work import Work, begin
from liciel_app.gateways.stores import office_files
from liciel_app.messaging.models import Message
from liciel_app.office import queries_papers, services_papers
from liciel_app.office.models_templates import LEGAL
from liciel_app.orders import services
from liciel_app.orders.models_quotes import Quote
from liciel_app.orders.services import quoting, quoting_send
from liciel_app.orders.services.agreeing import Answer
from tests.orders.drafts import a_draft, an_order, the_grid
from tests.people import Cast

T = TypeVar("T")
PNG = b"\x89PNG\r\n\x1a\n" + b"a signature" * 20
CLIENT = "p.garrigue@courriel.example"


def by(actor: Actor, gesture: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """One gesture, written."""
    with begin(actor) as work:
        return gesture(work, *args, **kwargs)


def a_draft_quote(people: Cast, **said: Any) -> Quote:
    """Of a flat in Talence sold by Paul Garrigue: DPE, amiante, gaz, électricité, Carrez."""

    def write(work: Work) -> Quote:
        if not rows_of(work, "pricelist"):
            the_grid(work)
        order = an_order(work, **said)
        return quoting.draft_quote(work, order.id or 0)

    return by(people.assistant, write)


def a_draft_of_lots(people: Cast, *lots: tuple[str, ...]) -> Quote:
    """Of as many flats ordered in one gesture, with those diagnostics; two of them unless told otherwise."""
    asked = lots or (("DPE", "AMIANTE"), ("DPE",))

    def write(work: Work) -> Quote:
        if not rows_of(work, "pricelist"):
            the_grid(work)
        gesture = str(uuid.uuid4())
        named = [a_draft(submit_id=gesture, wanted=codes, lot=f"Lot {rank}") for rank, codes in enumerate(asked, 1)]
        return quoting.draft_quote(work, services.place_lots(work, named)[0].id or 0)

    return by(people.assistant, write)


def a_sent_quote_of_lots(people: Cast, *lots: tuple[str, ...]) -> Quote:
    quote = a_draft_of_lots(people, *lots)
    by(people.assistant, quoting_send.send_quote, quote.id or 0)
    worker.keep_all_due()
    return again(quote)


def a_sent_quote(people: Cast, **said: Any) -> Quote:
    """Printed and posted: the mail is written, its link opens the quote."""
    quote = a_draft_quote(people, **said)
    by(people.assistant, quoting_send.send_quote, quote.id or 0)
    worker.keep_all_due()
    return again(quote)


def again(quote: Quote) -> Quote:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Quote, quote.id)


def a_token(quote: Quote) -> str:
    """A fresh link of that quote."""
    return by(SYSTEM, quoting_send.new_link, quote).rpartition("/")[2]


def office_papers(people: Cast) -> None:
    """The manager deposits the four PDFs."""

    def deposit(work: Work) -> None:
        for kind in LEGAL:
            content = f"%PDF-1.4 {kind}".encode()
            sha256 = stored(content)
            name = f"{kind}.pdf"
            services_papers.deposit(
                work, kind, sha256=sha256, size=len(content), name=name, media_type="application/pdf"
            )

    by(people.manager, deposit)


def stored(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    office_files().put(BytesIO(content), sha256)
    return sha256


def an_answer(quote: Quote, **said: Any) -> Answer:
    with begin(SYSTEM, writing=False) as work:
        read = tuple(paper.sha256 for paper in queries_papers.legal(work))
    told: dict[str, Any] = {
        "agreed": True,
        "seen": again(quote).data_hash,
        "read": read,
        "name": "Paul Garrigue",
        "email": CLIENT,
        "place": "Talence",
        "ademe": True,
        "withdrawal": "kept",
        "options": (),
        "signature_sha256": stored(PNG),
        "signature_size": len(PNG),
    }
    return Answer(**told | said)


def mails(template: str) -> list[Message]:
    with begin(SYSTEM, writing=False) as work:
        wanted = select(Message).where(col(Message.template) == template).order_by(col(Message.id))
        return list(work.db.exec(wanted).all())


def rows_of(work: Work, table: str) -> int:
    from tests.conftest import rows

    return rows(work, table)
