# pyright: strict
"""What the letting calendar and a large commercial lease add: warnings, not diagnostics."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import AllOf, Condition, Is, MoreThan, no, yes
from liciel_app.orders.obligations.law.records import DWELLINGS
from liciel_app.orders.obligations.words import DpeClass, Kind, Transaction, Usage

_DECENCY: Final = "Loi 89-462, art. 6 ; CCH, art. L173-1-1 ; loi 2021-1104"
_TOURISM: Final = "Loi 2024-1039 du 19/11/2024 ; C. tourisme, art. L324-2-2"


@dataclass(frozen=True, slots=True)
class Notice:
    since: date
    until: date | None
    when: Condition
    sentence: str
    source: str
    banned: date | None = None  # the day a coming ban starts

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


_LET: Final = (Is("transaction", Transaction.LEASE), Is("kind", *DWELLINGS))
_HOME: Final = (*_LET, Is("usage", Usage.MAIN_HOME))
_MAINLAND: Final = (*_HOME, no("overseas"))
_OVERSEAS: Final = (*_HOME, yes("overseas"))
_TO_CHANGE: Final = (*_LET, Is("usage", Usage.TOURISM), yes("change_of_use"))
_TOURIST: Final = (*_LET, Is("usage", Usage.TOURISM))
_E, _F, _G = DpeClass.E, DpeClass.F, DpeClass.G

_BANNED: Final = "Location interdite : un logement de classe {dpe_class} n’est plus décent."
_TO_BE_BANNED: Final = "La location d’un logement de classe {dpe_class} sera interdite à partir du {banned}."


def _letting(place: tuple[Condition, ...], grade: DpeClass, announced: date, banned: date) -> tuple[Notice, ...]:
    when = AllOf(*place, Is("dpe_class", grade))
    eve = date.fromordinal(banned.toordinal() - 1)
    return (
        Notice(announced, eve, when, _TO_BE_BANNED, _DECENCY, banned),
        Notice(banned, None, when, _BANNED, _DECENCY),
    )


_LAW: Final = date(2021, 8, 24)  # loi 2021-1104 « climat et résilience »
_BANS: Final = (
    *_letting(_MAINLAND, _G, _LAW, date(2025, 1, 1)),
    *_letting(_MAINLAND, _F, _LAW, date(2028, 1, 1)),
    *_letting(_MAINLAND, _E, _LAW, date(2034, 1, 1)),
    *_letting(_OVERSEAS, _G, _LAW, date(2028, 1, 1)),
    *_letting(_OVERSEAS, _F, _LAW, date(2031, 1, 1)),
    Notice(
        date(2023, 1, 1),
        date(2024, 12, 31),
        AllOf(*_MAINLAND, Is("dpe_class", _G)),
        "Location interdite au-delà de 450 kWh d’énergie finale par m² et par an.",
        _DECENCY,
    ),
)

_RENTS: Final = "Classe {dpe_class} : le loyer ne peut pas être augmenté."
_OTHERS: Final = (
    Notice(
        date(2022, 8, 24), None, AllOf(*_MAINLAND, Is("dpe_class", _F, _G)), _RENTS, "Loi 89-462, art. 17-1 et 17-2"
    ),
    Notice(date(2024, 7, 1), None, AllOf(*_OVERSEAS, Is("dpe_class", _F, _G)), _RENTS, "Loi 89-462, art. 17-1 et 17-2"),
    Notice(
        date(2024, 11, 21),
        date(2033, 12, 31),
        AllOf(*_TO_CHANGE, Is("dpe_class", _F, _G)),
        "Changement d’usage refusé : un meublé de tourisme doit être classé de A à E.",
        _TOURISM,
    ),
    Notice(
        date(2034, 1, 1),
        None,
        AllOf(*_TOURIST, Is("dpe_class", _E, _F, _G)),
        "Un meublé de tourisme doit être classé de A à D.",
        _TOURISM,
    ),
    Notice(
        date(2024, 11, 21),
        None,
        AllOf(*_TOURIST),
        "Le maire peut demander le DPE d’un meublé de tourisme, sous astreinte de 100 € par jour.",
        _TOURISM,
    ),
    Notice(
        date(2004, 1, 1),
        None,
        AllOf(*_TOURIST, yes("pool")),
        "Une piscine enterrée louée à la saison porte l’un des quatre dispositifs de sécurité.",
        "CCH, art. L134-10 et D134-51",
    ),
    Notice(
        date(2013, 7, 14),
        None,
        AllOf(Is("transaction", Transaction.LEASE), Is("kind", Kind.BUSINESS), MoreThan("surface", 2000)),
        "Au-delà de 2 000 m², le bail porte une annexe environnementale.",
        "C. env., art. L125-9",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = _BANS + _OTHERS
