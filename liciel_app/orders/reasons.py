# pyright: strict
"""Why a diagnostic is asked for, in words that stay true when only a year or an age range is known.

The law's sentences name exact dates and ages; a client says « 1972 » or « plus de 15 ans ».
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from liciel_app.orders.obligations import Line, Said

ROUNDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Le permis de construire, du {permit}, n’est pas antérieur au 01/07/1997.": (
            "Le permis de construire n’est pas antérieur au 01/07/1997."
        ),
        "Le permis de construire ({permit}) n’est pas antérieur au 01/01/2013.": (
            "Le permis de construire n’est pas antérieur au 01/01/2013."
        ),
        "La construction, du {built}, n’est pas antérieure au 01/01/1949.": (
            "La construction n’est pas antérieure au 01/01/1949."
        ),
        "L’installation de gaz ({gas} ans) n’a pas plus de 15 ans.": "L’installation de gaz n’a pas plus de 15 ans.",
        "L’installation de gaz ({gas} ans) a plus de 15 ans.": "L’installation de gaz a plus de 15 ans.",
        "L’installation électrique ({electricity} ans) n’a pas plus de 15 ans.": (
            "L’installation électrique n’a pas plus de 15 ans."
        ),
        "L’installation électrique ({electricity} ans) a plus de 15 ans.": (
            "L’installation électrique a plus de 15 ans."
        ),
    }
)


def reason(line: Line) -> Said:
    """The sentence said to the client and kept with the order."""
    rounded = ROUNDED.get(line.why.sentence)
    return line.why if rounded is None else Said(rounded)
