"""Texts in the letters that the standard fonts of every PDF viewer hold (WinAnsi)."""

import unicodedata
from typing import Final

ENCODING: Final = "cp1252"
_WITHOUT_ACCENT_FORM: Final = str.maketrans("ŁłĐđıŒœ\u2011\u202f\u00a0", "LlDdiŒœ-  ")


def western(text: str, longest: int) -> str:
    """The text on one line, in letters the standard fonts hold (« Dvořák » reads « Dvorák »), cut at `longest`."""
    line = unicodedata.normalize("NFC", " ".join(text.translate(_WITHOUT_ACCENT_FORM).split()))
    return (line if _encodes(line) else "".join(map(_drawable, line)))[:longest].rstrip()


def _drawable(letter: str) -> str:
    if _encodes(letter):
        return letter
    bare = unicodedata.normalize("NFKD", letter)[0]
    return bare if _encodes(bare) else "?"


def _encodes(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return text.isprintable()
