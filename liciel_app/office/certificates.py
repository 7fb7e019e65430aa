"""The domains operators are certified in, as `Certification.code` keeps them, and their words.

One certificate per domain, seven years (arrêté du 20/07/2023 for energy, arrêté du 01/07/2024 for the others).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from liciel_app.core.language import Language, say

DOMAINS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "DPE": "DPE",
        "DPE_MENTION": "DPE avec mention",
        "AUDIT": "Audit énergétique",
        "CREP": "Plomb",
        "AMIANTE": "Amiante",
        "AMIANTE_MENTION": "Amiante avec mention",
        "TERMITES": "Termites",
        "GAZ": "Gaz",
        "ELEC": "Électricité",
    }
)


def word(code: str, lang: Language = "fr") -> str:
    """« Plomb » for CREP; a code of nobody's is shown as it is."""
    return say(DOMAINS[code], lang) if code in DOMAINS else code


def words(codes: Iterable[str], lang: Language = "fr") -> dict[str, str]:
    return {code: word(code, lang) for code in codes}
