"""The embedded table of French communes: found by postal code or by the beginning of words, most populous first."""

import csv
import io
import lzma
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Final, NamedTuple

DATA: Final = Path(__file__).parent / "data" / "communes.csv.xz"

_LIGATURES: Final = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_NOT_WORD: Final = re.compile(r"[^a-z0-9\n]+")
_SAINTS: Final = {"st": "saint", "ste": "sainte"}


class Commune(NamedTuple):
    """One postal code of one commune. `located`: the coordinates are its own, not the centre of its neighbours.

    `city` differs from `name` for the arrondissements of Paris, Lyon and Marseille.
    """

    insee: str
    name: str
    city: str
    postcode: str
    lat: float
    lon: float
    located: bool


def folded(text: str) -> str:
    """Words in lower case without accents, one space between them; lines stay lines.

    >>> folded("Villenave-d’Ornon")
    'villenave d ornon'
    """
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower())
    return _NOT_WORD.sub(" ", bare).strip(" ")


@lru_cache(maxsize=1)
def communes() -> "Communes":
    """The table, read once."""
    text = lzma.decompress(DATA.read_bytes()).decode()
    return Communes(list(islice(csv.reader(io.StringIO(text)), 1, None)))


class Communes:
    """`lines` are those of the file, in the order in which equal answers are shown.

    The whole table is one text with a line per postal code, `  name | 33400`: searching it takes no index to build.
    """

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        names = folded("\n".join(line[1] for line in lines)).split("\n")
        pairs = zip(names, lines, strict=True)
        entries = [(name, code, line) for name, line in pairs for code in line[3].split("|")]
        self._rows = [(line, code) for _name, code, line in entries]
        listed = [f" {name} | {code}\n" for name, code, _line in entries]
        self._text = "\n" + "".join(listed)
        self._starts = list(accumulate((len(entry) for entry in listed), initial=1))

    def search(self, text: str, limit: int = 8) -> list[Commune]:
        """Every word of the text begins a word of the name or its postal code; a name typed in full comes first."""
        words = _words(text)
        name = " ".join(word for word in words if not word.isdigit())
        exact = self._matching(f"\n {name} |", words) if name else ()
        found = dict.fromkeys(islice(exact, limit))
        found |= dict.fromkeys(islice(self._matching("", words), limit))
        return [self._commune(number) for number in islice(found, limit)]

    def named(self, text: str) -> bool:
        """Whether the text is a commune's whole name."""
        return f"\n {' '.join(_words(text))} |" in self._text

    def _matching(self, sought: str, words: Sequence[str]) -> Iterator[int]:
        """Numbers, in order, of the entries holding the sought text (by default the longest word) and every word."""
        starts = [f" {word}" for word in words]
        sought = sought or max(starts, key=len, default="")
        if not sought or not all(start in self._text for start in starts):
            return
        at = self._text.find(sought)
        while at >= 0:
            number = bisect_right(self._starts, at + 1 if sought[0] == "\n" else at) - 1
            entry = self._text[self._starts[number] : self._starts[number + 1]]
            if all(start in entry for start in starts):
                yield number
            at = self._text.find(sought, self._starts[number + 1] - 1)

    def _commune(self, number: int) -> Commune:
        (insee, name, city, _codes, lat, lon, located), postcode = self._rows[number]
        return Commune(insee, name, city or name, postcode, float(lat), float(lon), located == "1")


def _words(text: str) -> list[str]:
    """At most eight; « St » and « Ste » before a name are read in full."""
    words = folded(text.replace("\n", " ")).split()[:8]
    return [*(_SAINTS.get(word, word) for word in words[:-1]), *words[-1:]]
