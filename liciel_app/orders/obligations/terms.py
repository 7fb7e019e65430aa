# pyright: strict
"""How long reports may be used: dated records, by code and use, no logic."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

_YEAR: Final = 12
Months = int | None  # None: no fixed end


@dataclass(frozen=True, slots=True)
class Term:
    """Months a report lives, by its result."""

    negative: Months = None
    positive: Months = None


@dataclass(frozen=True, slots=True)
class Series:
    """Reports dated before `issued_before` died on `last_day` at the latest."""

    issued_before: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Of the reports made from `since` to `until`, both included."""

    text: str
    sale: Term
    lease: Term
    series: tuple[Series, ...] = ()
    since: date = date.min
    until: date = date.max


def _both(text: str, months: Months = None, series: tuple[Series, ...] = ()) -> Validity:
    return Validity(text=text, sale=Term(months, months), lease=Term(months, months), series=series)


# CCH D126-19: the older methods ended before their ten years.
_OLD_DPE: Final = (
    Series(date(2018, 1, 1), date(2022, 12, 31)),
    Series(date(2021, 7, 1), date(2024, 12, 31)),
)
# Décret 2011-629: reports older than the arrêtés of 12/12/2012 are redone.
_OLD_ASBESTOS: Final = (Series(date(2013, 4, 1), date(2013, 3, 31)),)
_ASBESTOS: Final = Validity(
    text="Sans limite en l’absence d’amiante si le rapport date du 01/04/2013 ou après, 3 ans en cas de présence.",
    sale=Term(None, 3 * _YEAR),
    lease=Term(None, 3 * _YEAR),
    series=_OLD_ASBESTOS,
)
_GAS: Final = Validity(
    text="3 ans pour une vente, 6 ans pour une location, comme l’attestation de conformité qui en tient lieu.",
    sale=Term(3 * _YEAR, 3 * _YEAR),
    lease=Term(6 * _YEAR, 6 * _YEAR),
)
_ELECTRICITY: Final = Validity(
    text="3 ans pour une vente, 6 ans pour une location, comme l’attestation Consuel qui en tient lieu.",
    sale=_GAS.sale,
    lease=_GAS.lease,
)
_LEAD: Final = Validity(
    text="Sans limite en l’absence de plomb, sinon 1 an pour une vente et 6 ans pour une location.",
    sale=Term(None, _YEAR),
    lease=Term(None, 6 * _YEAR),
)
_TERMITES: Final = (
    Validity(text="3 mois.", sale=Term(3, 3), lease=Term(3, 3), until=date(2007, 10, 31)),
    Validity(text="6 mois.", sale=Term(6, 6), lease=Term(6, 6), since=date(2007, 11, 1)),
)
_MEASURED: Final = _both("Sans limite tant qu’aucun travail ne change les surfaces.")

VALIDITY: Final[Mapping[str, tuple[Validity, ...]]] = {
    "DPE": (_both("10 ans ; les DPE d’avant le 01/07/2021 ne valent plus.", 10 * _YEAR, _OLD_DPE),),
    "AUDIT": (_both("5 ans.", 5 * _YEAR),),
    "CREP": (_LEAD,),
    "AMIANTE": (_ASBESTOS,),
    "DAPP": (_ASBESTOS,),
    "DTA": (_both("Permanent, tenu à jour."),),
    "GAZ": (_GAS,),
    "ELEC": (_ELECTRICITY,),
    "TERMITES": _TERMITES,
    "ERP": (_both("6 mois.", 6),),
    "BRUIT": (_both("Tant que le plan d’exposition au bruit ne change pas."),),
    "CARREZ": (_MEASURED,),
    "BOUTIN": (_MEASURED,),
    "RAAT": (_both("Pour les travaux décrits."),),
    "RAAD": (_both("Pour la démolition décrite."),),
    "PEMD": (_both("Pour l’opération décrite."),),
    "DPE_COLL": (
        _both(
            "10 ans, sans renouvellement après un DPE de classe A, B ou C fait depuis le 01/07/2021.",
            10 * _YEAR,
            _OLD_DPE,
        ),
    ),
    "PPPT": (_both("10 ans.", 10 * _YEAR),),
    "DTG": (_both("10 ans.", 10 * _YEAR),),
    "ANC": (_both("3 ans à la signature.", 3 * _YEAR),),
    "ASSCOL": (_both("10 ans.", 10 * _YEAR),),
    "DTA_FICHE": (_both("Tenue à jour avec le DTA."),),
    "CREP_PC": (_LEAD,),
    "MERULE": (_both("Pour la vente en cours."),),
    "GEO": (_both("30 ans si le sol n’a pas été remanié.", 30 * _YEAR),),
    "PISCINE": (_both("Sans limite pour le dispositif décrit."),),
}
