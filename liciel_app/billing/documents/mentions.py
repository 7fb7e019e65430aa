"""The sentences the law wants on an invoice, in French whoever reads it.

CGI ann. II art. 242 nonies A (with décret 2022-1299), C. com. L441-9, L441-10, D441-5, C. consom. L612-1 and L616-1,
CGI art. 293 B.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from liciel_app.billing.rules import Bill, Buyer, Seller
from liciel_app.core.language import day_short
from liciel_app.office.parties import grouped, siret

NO_DISCOUNT: Final = "Escompte pour paiement anticipé : néant."
OPERATION: Final = "Prestation de services"
EXEMPT: Final = "TVA non applicable, art. 293 B du CGI."
_LEGAL_RATE: Final = (
    "au taux appliqué par la Banque centrale européenne à son opération de refinancement la plus récente, "
    "majoré de 10 points"
)
_SIREN, _SIRET = 9, 14


def buyer_lines(buyer: Buyer) -> list[str]:
    """Address and numbers of the client; a professional is named by his SIREN."""
    digits = re.sub(r"\D", "", buyer.siret)
    numbers = [f"SIREN {grouped(digits[:_SIREN])}"] if len(digits) >= _SIREN else []
    if len(digits) == _SIRET:
        numbers.append(f"SIRET {siret(digits)}")
    return list(
        filter(
            None,
            (
                buyer.street,
                f"{buyer.postcode} {buyer.city}".strip(),
                " – ".join(numbers),
                f"TVA {buyer.vat_number}" if buyer.vat_number else "",
            ),
        )
    )


def performed(performed_on: date, issued_on: date) -> tuple[str, str]:
    """The label and the day of the service; invoiced before the visit, it is only foreseen."""
    return ("Prestation réalisée le" if performed_on <= issued_on else "Prestation prévue le"), day_short(performed_on)


def conditions(number: str, due: tuple[date, date], seller: Seller, buyer: Buyer, bill: Bill) -> Iterator[str]:
    """Payment terms and what follows from the quality of the client. `due`: day of issue, last day to pay."""
    yield _payment_terms(*due)
    yield _payment_means(number, seller)
    yield NO_DISCOUNT
    if buyer.professional:
        yield (
            f"Retard de paiement : pénalités {_yearly(seller.late_interest)}, exigibles sans rappel, et indemnité "
            "forfaitaire pour frais de recouvrement de 40 € (C. com., art. L441-10 et D441-5)."
        )
    elif seller.mediator:
        yield f"Médiateur de la consommation, à saisir gratuitement en cas de litige : {seller.mediator}."
    if all(line.rate == 0 for line in bill.vat_lines):
        yield EXEMPT
    if seller.insurance:
        yield f"Assurance de responsabilité civile professionnelle : {seller.insurance}."


def _payment_terms(issued_on: date, due_on: date) -> str:
    days = (due_on - issued_on).days
    when = f"à {days} jours, au plus tard le {day_short(due_on)}" if days else f"à réception, le {day_short(due_on)}"
    return f"Règlement {when}."


def _payment_means(number: str, seller: Seller) -> str:
    card = "par carte bancaire depuis votre espace client"
    if not seller.iban:
        return f"Paiement {card}."
    account = grouped(seller.iban.replace(" ", ""), 4)
    return f"Paiement {card}, ou par virement (IBAN {account}) en rappelant le numéro {number}."


def _yearly(rate: str) -> str:
    if not rate:
        return _LEGAL_RATE
    percent = rate if "%" in rate else f"{rate} %"
    return f"au taux de {percent if percent.endswith('an') else f'{percent} par an'}"
