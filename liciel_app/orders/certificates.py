# pyright: strict
"""The certificates a choice of missions asks of the operator, as the office keeps them (`office.certificates`)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from liciel_app.orders import labels
from liciel_app.orders.labels import LABELS, Certification
from liciel_app.orders.obligations import Kind

KEPT_AS: Final[Mapping[Certification, str]] = MappingProxyType(
    {
        Certification.DPE: "DPE",
        Certification.DPE_BUILDING: "DPE_MENTION",
        Certification.AUDIT: "AUDIT",
        Certification.LEAD: "CREP",
        Certification.ASBESTOS: "AMIANTE",
        Certification.ASBESTOS_WORKS: "AMIANTE_MENTION",
        Certification.TERMITES: "TERMITES",
        Certification.GAS: "GAZ",
        Certification.ELECTRICITY: "ELEC",
    }
)
_WITH_MENTION: Final = frozenset({Kind.BUILDING.value, Kind.BUSINESS.value})


def skills_for(codes: Iterable[str], property_kind: str = "") -> tuple[str, ...]:
    """Each certificate once, in the order of the missions; what the law lets anybody do asks for none.

    A whole building and business premises take the energy certificate « avec mention » (CCH L271-6, R271-1; arrêtés du
    20/07/2023 and du 01/07/2024).

    >>> skills_for(["DAPP", "DTA", "CARREZ", "GAZ"]), skills_for(["DPE"], "immeuble")
    (('AMIANTE', 'GAZ'), ('DPE_MENTION',))
    """
    whole = property_kind in _WITH_MENTION
    wanted = (labels.certification(code, whole_building=whole) for code in codes if code in LABELS)
    return tuple(dict.fromkeys(KEPT_AS[one] for one in wanted if one is not None))
