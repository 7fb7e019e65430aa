"""Short texts in the standard Helvetica-Bold of every viewer: its letters, their widths, how they are written."""

from liciel_app.core.lettering import ENCODING, western

__all__ = ["ENCODING", "FONT", "literal", "number", "numbers", "western", "width"]

FONT = "Helvetica-Bold"


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
