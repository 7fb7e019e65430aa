"""« Contactez-nous pour un devis »: a request in the queue, a prospect in the directory, and its answer by mail."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import col, func, select

from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict, Invalid, NotAllowed
from liciel_app.core.language import Language, language_of
from liciel_app.core.text import normalise, one_line
from liciel_app.core.work import Work
from liciel_app.directory import rules as directory_rules
from liciel_app.directory import services as directory
from liciel_app.directory.models import ClientKind
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office
from liciel_app.orders.models import Order
from liciel_app.orders.models_requests import RequestState, SiteRequest
from liciel_app.orders.queries import requests as queries
from liciel_app.orders.services.floods import HOUR, refuse_flood

PER_HOUR: Final = 5
LONGEST: Final = 4000
_OPEN: Final = frozenset({RequestState.TO_ANSWER, RequestState.TAKEN})
_SAME_DAY: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the form says. `consent` is the sentence agreed to; empty: it was not."""

    submit_id: str
    name: str
    email: str
    phone: str = ""
    town: str = ""
    message: str = ""
    consent: str = ""
    language: Language = "fr"


def ask(work: Work, asked: Ask) -> SiteRequest:
    """The request, its prospect, the acknowledgement and the office's mail. The same form twice is one request.

    Raises Invalid with one sentence per wrong field; Refused beyond five an hour from one origin.
    """
    known = work.db.exec(select(SiteRequest).where(col(SiteRequest.submit_id) == asked.submit_id)).first()
    if known is not None:
        return known
    _check(asked)
    refuse_flood(work, _lately(work), PER_HOUR)
    client = directory.prospect_for(
        work, kind=ClientKind.PRIVATE, name=asked.name, email=asked.email, phone=asked.phone
    )
    request = SiteRequest(
        submit_id=asked.submit_id,
        client_id=client.id,
        name=one_line(asked.name),
        email=directory_rules.email_key(asked.email),
        phone=directory_rules.phone_key(asked.phone),
        town=one_line(asked.town),
        message=asked.message.strip(),
        language=asked.language,
        consent=asked.consent,
        placed_at=work.now,
        origin=work.actor.origin,
        norm=normalise(asked.name, asked.email, asked.phone, asked.town, asked.message[:500]),
    )
    work.db.add(request)
    work.db.flush()
    work.record("request.placed", request, after={"name": request.name, "email": request.email})
    _acknowledge(work, request)
    return request


def take(work: Work, request_id: int) -> SiteRequest:
    """« Je m’en occupe »: the colleagues see who answers. A colleague's may be taken over."""
    request = _open(work, request_id)
    if request.owner_id != work.actor.account_id:
        before = request.owner_id
        request.owner_id, request.state = work.actor.account_id, RequestState.TAKEN
        work.db.add(request)
        work.record("request.taken", request, before={"owner": before}, after={"owner": request.owner_id})
    return request


def answer(work: Work, request_id: int, text: str) -> SiteRequest:
    """The answer leaves by mail, with the request below it."""
    request = _open(work, request_id)
    text = text.strip()
    if not text:
        raise Invalid({"answer": "Le message est vide."})
    if len(text) > LONGEST:
        raise Invalid({"answer": "Ce message est trop long : 4 000 signes au plus."})
    request.state, request.answer = RequestState.ANSWERED, text
    request.answered_at, request.answered_by = work.now, work.actor.name
    request.owner_id = request.owner_id or work.actor.account_id
    work.db.add(request)
    work.record("request.answered", request, after={"answer": text[:200]})
    envelope = Envelope(
        request.email,
        "request.answered",
        f"request.answered:{request.id}",
        about=request,
        language=language_of(request.language),
    )
    write_mail(work, envelope, name=request.name, answer=text, message=request.message)
    return request


def become(work: Work, request_id: int, order: Order) -> None:
    """The request led to that order: it needs no other answer. What is answered or closed only gets the link."""
    if not work.actor.is_office:
        return
    request = queries.locked(work, request_id)
    if request.order_id is not None:
        return
    request.order_id, request.owner_id = order.id, request.owner_id or work.actor.account_id
    if request.state in _OPEN:
        request.state, request.closed_why = RequestState.CLOSED, f"Commande {order.number}"
    work.db.add(request)
    work.record("request.ordered", request, after={"order": order.number})


def close(work: Work, request_id: int, why: str) -> SiteRequest:
    """Nothing to answer: canvassing, a wrong number. The reason stays."""
    request = _open(work, request_id)
    if not one_line(why):
        raise Invalid({"why": "Dites pourquoi."})
    request.state, request.closed_why = RequestState.CLOSED, one_line(why)
    work.db.add(request)
    work.record("request.closed", request, after={"why": request.closed_why})
    return request


def _check(asked: Ask) -> None:
    wrong = directory_rules.contact_faults(name=asked.name, email=asked.email, phone=asked.phone)
    if not asked.message.strip():
        wrong["message"] = "Dites-nous ce dont vous avez besoin."
    if len(asked.message) > LONGEST:
        wrong["message"] = "Ce message est trop long : 4 000 signes au plus."
    if not asked.consent:
        wrong["consent"] = "Cochez cette case pour que nous puissions vous répondre."
    if wrong:
        raise Invalid(wrong)


def _lately(work: Work) -> int:
    since = work.now - HOUR
    counted = select(func.count()).where(
        col(SiteRequest.origin) == work.actor.origin, col(SiteRequest.placed_at) >= since
    )
    return work.db.exec(counted).one()


def _acknowledge(work: Work, request: SiteRequest) -> None:
    told = {"name": request.name, "message": request.message}
    to_person = Envelope(
        request.email,
        "request.received",
        f"request.received:{request.id}",
        about=request,
        language=language_of(request.language),
    )
    write_mail(work, to_person, **told)
    to_office = Envelope(
        office.office(work).email, "request.to_answer", f"request.to_answer:{request.id}", about=request
    )
    link = f"{settings().base_url}/bureau/demandes"
    contact = " · ".join(part for part in (request.email, request.phone, request.town) if part)
    write_mail(work, to_office, contact=contact, link=link, **told)


def _open(work: Work, request_id: int) -> SiteRequest:
    """For a change by the desk. Raises Conflict for one that was answered or closed."""
    if not work.actor.may(Permission.ORDERS_WRITE):
        raise NotAllowed("Vous ne pouvez pas répondre aux demandes.")
    request = queries.locked(work, request_id)
    if request.state not in _OPEN:
        raise Conflict("Cette demande a déjà reçu sa réponse.")
    return request
