# pyright: strict
"""The two mails of a new order: to the client, in his language, and to the office."""

from collections.abc import Sequence

from liciel_app.agenda.models import Appointment
from liciel_app.core.clock import local
from liciel_app.core.config import settings
from liciel_app.core.language import Language, day_words, hour, language_of, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import OrderLine
from liciel_app.orders.rules import Placed


def announce(work: Work, placed: Sequence[Placed]) -> None:
    """One letter each for all the orders of a gesture: lots share their contact."""
    order, lines = placed[0].order, [line for one in placed for line in one.lines]
    language = language_of(order.language)
    open_ = all(line.on_quote for line in lines if line.code in LABELS)
    told = {
        "number": ", ".join(one.order.number for one in placed),
        "name": order.contact_name,
        "address": f"{order.street}, {order.postcode} {order.city}".strip(" ,"),
        "amount": euros(sum(one.order.gross_cents for one in placed)),
    }
    received = "order.received_to_quote" if open_ else "order.received"
    to_client = Envelope(order.contact_email, received, f"order.received:{order.id}", about=order, language=language)
    visit = _visit(work, placed, language) or (
        "" if open_ else say("Nous vous proposons un rendez-vous très vite.", language)
    )
    write_mail(work, to_client, missions=_named(lines, language), visit=visit, **told)
    to_do = "order.to_quote" if open_ else "order.to_process"
    to_office = Envelope(office.office(work).email, to_do, f"order.to_process:{order.id}", about=order)
    link = f"{settings().base_url}/bureau/commandes/{order.id}"
    write_mail(work, to_office, missions=_named(lines, "fr"), link=link, **told)


def _visit(work: Work, placed: Sequence[Placed], language: Language) -> str:
    """The slot chosen with the order; empty when none was. Lots are visited one after the other."""
    numbers = [one.order.appointment_id for one in placed if one.order.appointment_id is not None]
    if not numbers:
        return ""
    starts_at = work.db.get_one(Appointment, numbers[0]).starts_at
    day, at = day_words(local(starts_at).date(), language), hour(starts_at)
    return say("Créneau retenu pour la visite : {day} à {hour}. Nous vous le confirmons.", language, day=day, hour=at)


def _named(lines: Sequence[OrderLine], language: Language) -> str:
    """DPE, Plomb, PEMD (sur devis): each once, however many lots ask for it."""
    quoted = say("sur devis", language)
    kinds = {line.code: line for line in lines if line.code in LABELS}.values()
    names = [say(LABELS[line.code].short, language) for line in kinds]
    return ", ".join(f"{name} ({quoted})" if line.on_quote else name for line, name in zip(kinds, names, strict=True))
