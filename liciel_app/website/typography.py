"""Words as French printers set them, and free text of the office as pages use it."""

import re
from typing import Final

from liciel_app.core.language import Language

_UNBROKEN: Final = re.compile(r" (?=[:;?!»€%])|(?<=«) |(?<=\bà) |(?<=\d) (?=[\da-zé])")
_BREAKS: Final = re.compile(r"\s*[\n;]\s*|\s*,\s+")


def typeset(text: str, lang: Language) -> str:
    """Spaces that a line must not break, in French: around marks, after « à », between a figure and its unit.

    >>> typeset("Prêt ?", "fr")
    'Prêt\\xa0?'
    """
    return _UNBROKEN.sub("\u00a0", text) if lang == "fr" else text


def telephone(number: str) -> str:
    """The address of a call: +33556000010 for 05 56 00 00 10; the typed digits when it is no known number."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "FR")
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\d+]", "", number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def several(text: str) -> list[str]:
    """The items of a list typed with commas, semicolons or line breaks."""
    return [item.strip(" .") for item in _BREAKS.split(text.strip()) if item.strip(" .")]
