"""Words as people search and read them."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})
_NOT_WORD = re.compile(r"[^a-z0-9@.+/'-]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def normalise(*parts: object) -> str:
    """Lower case, without accents, one space between words: what searches compare.

    >>> normalise("Hélène  Lefèbvre-Œuvrard", None, "33000")
    'helene lefebvre-oeuvrard 33000'
    """
    joined = " ".join(str(part) for part in parts if part not in (None, ""))
    folded = unicodedata.normalize("NFKD", joined.translate(_LIGATURES)).lower()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", bare).split())


def terms(search: str, most: int = 8) -> list[str]:
    """The words of a search, normalised; all must match."""
    return normalise(search).split()[:most]


def one_line(text: str, most: int = 200) -> str:
    """Text typed by a stranger, safe for a header or a file name: no control or direction-changing character."""
    return " ".join(_CONTROLS.sub(" ", text).split())[:most]


def phone_fr(number: str) -> str:
    """06 12 34 56 78 for a French number in any form; other numbers come back as typed."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("33") and len(digits) == len("33612345678"):
        digits = "0" + digits[2:]
    if len(digits) != len("0612345678"):
        return number
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def file_name(text: str, most: int = 120) -> str:
    """A name that every system accepts; the stored file is addressed by its hash, never by this."""
    clean = re.sub(r'[\\/:*?"<>|]+', "-", one_line(text, most)).strip(" .")
    return clean or "document"
