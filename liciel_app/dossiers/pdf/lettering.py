"""Short texts in the standard Helvetica-Bold of every viewer: its letters, their widths, how they are written."""

import unicodedata

FONT = "Helvetica-Bold"
ENCODING = "cp1252"
_WITHOUT_ACCENT_FORM = str.maketrans("ŁłĐđıŒœ\u2011\u202f\u00a0", "LlDdiŒœ-  ")


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


def width(text: str, size: float = 1.0) -> float:
    """Points the text takes on its line."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text, FONT, size)


def literal(text: str) -> bytes:
    """The text as a PDF string for a WinAnsi font."""
    escaped = text.encode(ENCODING, "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"(" + escaped + b")"


def number(value: float) -> bytes:
    """A PDF number: at most three decimals, never scientific."""
    return b"%d" % value if value == int(value) else (b"%.3f" % value).rstrip(b"0").rstrip(b".")


def numbers(*values: float) -> bytes:
    return b" ".join(map(number, values))
