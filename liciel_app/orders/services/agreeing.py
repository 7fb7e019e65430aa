# pyright: strict
"""What a client agrees to: the papers he was shown, the boxes he ticked, the amounts of what he chose."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid, Refused
from liciel_app.core.language import Language, say
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.directory.rules import email_key
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import evidence, quoted
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance, Withdrawal
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.quotes_open import to_read

_OURS: Final = ("devis", "ordre-de-mission")
LARGEST_SIGNATURE: Final = 300_000  # bytes
# The sentences beside each box: kept as they were read.
AGREED: Final = "J’ai lu le devis et l’ordre de mission, et je les accepte."
READ_PAPER: Final = "J’ai lu et j’accepte : {name}."
ADEME_YES: Final = "J’accepte que mes coordonnées soient transmises à l’ADEME avec le DPE."
ADEME_NO: Final = "Je refuse que mes coordonnées soient transmises à l’ADEME avec le DPE."
WAIVED: Final = (
    "Je demande que la mission commence avant la fin du délai de quatorze jours, et je sais que je perds mon droit de "
    "rétractation une fois la mission pleinement exécutée."
)
KEPT: Final = "Je garde mon délai de rétractation de quatorze jours : la visite aura lieu après."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the client gave. `seen`: the hash of the quote he was shown; `read`: those of the papers he ticked."""

    agreed: bool
    seen: str
    read: tuple[str, ...]
    name: str
    email: str
    place: str
    ademe: bool | None
    withdrawal: str
    options: tuple[int, ...]
    signature_sha256: str
    signature_size: int
    agent: str = ""
    language: Language = "fr"


def documents(work: Work, quote: Quote, paper: quoted.QuotePaper) -> tuple[evidence.Shown, ...]:
    """The papers put before the client now: the quote, its mission orders, then the office's conditions in force."""
    lots = quotes.lots(work, quote.id or 0)
    missions = [(lot.label, lot.mission_sha256) for lot in lots] or [(quote.number, quote.mission_sha256)]
    ours = (
        evidence.Shown("devis", quote.number, quote.pdf_sha256 or "", quote.version),
        *(evidence.Shown("ordre-de-mission", name, sha256 or "", quote.version) for name, sha256 in missions),
    )
    theirs = to_read(work, private=not paper.client.professional)
    return (*ours, *(evidence.Shown(str(one.kind), one.name, one.sha256, one.version) for one in theirs))


def sentences(paper: quoted.QuotePaper, shown: Sequence[evidence.Shown], answer: Answer) -> tuple[str, ...]:
    """Everything that was ticked, word for word."""
    lang = answer.language
    told = [say(AGREED, lang)]
    told += [say(READ_PAPER, lang, name=one.name) for one in _agreed_to(shown)]
    told.append(say(ADEME_YES if answer.ademe else ADEME_NO, lang))
    if not paper.client.professional:
        told.append(say(WAIVED if answer.withdrawal == Withdrawal.WAIVED else KEPT, lang))
    return tuple(told)


def _agreed_to(shown: Sequence[evidence.Shown]) -> list[evidence.Shown]:
    """The office's conditions, each with its own box; the withdrawal form is only handed over."""
    return [one for one in shown if one.role not in _OURS and one.role != PaperKind.WITHDRAWAL]


def check_answer(answer: Answer, quote: Quote, paper: quoted.QuotePaper, shown: Sequence[evidence.Shown]) -> None:
    if answer.seen != quote.data_hash:
        raise Conflict("Ce devis a changé depuis que vous l’avez ouvert : rechargez la page et relisez-le.")
    missing = {one.sha256 for one in _agreed_to(shown)} - set(answer.read)
    private = not paper.client.professional
    checks = {
        "agreed": (answer.agreed, "Cochez que vous acceptez le devis et l’ordre de mission."),
        "read": (not missing, "Lisez et acceptez chacun des documents."),
        "ademe": (answer.ademe is not None, "Répondez par oui ou par non."),
        "withdrawal": (
            not private or answer.withdrawal in (Withdrawal.KEPT, Withdrawal.WAIVED),
            "Choisissez : garder votre délai de rétractation, ou y renoncer.",
        ),
        "name": (len(one_line(answer.name)) > 1, "Indiquez votre nom."),
        "email": (email_key(answer.email) != "", "Indiquez une adresse mail valable."),
        "place": (bool(one_line(answer.place)), "Indiquez le lieu où vous signez."),
        "signature": (0 < answer.signature_size <= LARGEST_SIGNATURE, "Signez dans le cadre."),
    }
    wrong = {field: sentence for field, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)
    if set(answer.options) - {line.position for line in paper.options}:
        raise Refused("Une option choisie ne fait pas partie de ce devis.")


def agreement_of(
    work: Work,
    quote: Quote,
    paper: quoted.QuotePaper,
    answer: Answer,
    shown: tuple[evidence.Shown, ...],
    *,
    signed_on: date | None = None,
) -> evidence.Agreement:
    """The amounts are counted here, from the sealed lines and the options ticked. `signed_on`: the day on a paper."""
    counted = paper.totals(answer.options)
    until = _withdrawal_end(signed_on or clock.today(work.now), paper)
    return evidence.Agreement(
        quote=quote.number,
        version=quote.version,
        data_hash=quote.data_hash,
        paper=quote.paper,
        documents=shown,
        sentences=sentences(paper, shown, answer),
        options=tuple(sorted(set(answer.options))),
        net_cents=counted.net_cents,
        vat_cents=counted.vat_cents,
        gross_cents=counted.gross_cents,
        deposit_cents=paper.deposit_cents(answer.options),
        name=one_line(answer.name),
        email=email_key(answer.email),
        place=one_line(answer.place),
        ademe=bool(answer.ademe),
        withdrawal=str(Withdrawal.NONE) if until is None else answer.withdrawal,
        withdrawal_until=until.isoformat() if until else "",
        accepted_at=work.now,
        origin=work.actor.origin,
        agent=one_line(answer.agent),
        language=answer.language,
        signature=answer.signature_sha256,
    )


def acceptance_row(quote: Quote, agreement: evidence.Agreement) -> QuoteAcceptance:
    text = evidence.manifest(agreement)
    return QuoteAcceptance(
        quote_id=quote.id or 0,
        accepted_at=agreement.accepted_at,
        name=agreement.name,
        email=agreement.email,
        place=agreement.place,
        ademe=agreement.ademe,
        withdrawal=Withdrawal(agreement.withdrawal),
        withdrawal_until=date.fromisoformat(agreement.withdrawal_until) if agreement.withdrawal_until else None,
        options=json.dumps(agreement.options),
        net_cents=agreement.net_cents,
        vat_cents=agreement.vat_cents,
        gross_cents=agreement.gross_cents,
        deposit_cents=agreement.deposit_cents,
        origin=agreement.origin,
        signature_sha256=agreement.signature,
        manifest=text,
        manifest_sha256=quoted.digest(text),
    )


def _withdrawal_end(agreed_on: date, paper: quoted.QuotePaper) -> date | None:
    """Only consumers withdraw (C. consom. L221-18)."""
    if paper.client.professional:
        return None
    import holidays

    years = (agreed_on.year, agreed_on.year + 1)
    closed = frozenset(holidays.country_holidays("FR", years=years))
    return quoted.withdrawal_ends(agreed_on, closed)
