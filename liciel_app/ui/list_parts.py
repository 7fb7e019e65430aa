"""What a list is made of, besides its rows: filters, chips, the person's layout, the cells of its workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as of

from liciel_app.core.paging import COUNT_CAP, USUAL

Filters = Mapping[str, str]
"""By the filter's name, the code that is on; empty when it is off."""


@dataclass(frozen=True)
class Filter:
    """A word of the address that narrows a list: `?etat=to_process`. `choices`: its codes, and the French of each."""

    name: str
    label: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Cell:
    """A column of the list's workbook: its French title, the field of the row, the French of the field's codes."""

    title: str
    field: str
    words: Mapping[str, str] = of(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a person likes a list: the columns put away, the lines of a page."""

    hidden: tuple[str, ...] = ()
    size: int = USUAL


def figure(total: int) -> str:
    """The total as people read it; counting stops at a cap, which is said."""
    return f"{total:,}".replace(",", "\u202f") + ("+" if total == COUNT_CAP else "")
