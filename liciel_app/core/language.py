"""One catalogue (gettext) for screens, mails, PDFs and messages. The French sentence is the key."""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from liciel_app.core import clock

Language = Literal["fr", "en", "it"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en", "it")
NAMES: Final[Mapping[Language, str]] = {"fr": "Français", "en": "English", "it": "Italiano"}
CATALOGUE: Final = Path(__file__).parent.parent / "locale"
_FIRST: Final = re.compile(r"(?<!\d)1(?= [^\W\d])")


def language_of(text: str | None) -> Language:
    """The supported language named by a stored or typed value; French otherwise."""
    return "en" if text == "en" else "it" if text == "it" else "fr"


@lru_cache(maxsize=4)
def sentences(lang: Language) -> Mapping[str, str]:
    """French sentence → its translation; empty for French itself."""
    if lang == "fr":
        return {}
    path = CATALOGUE / lang / "LC_MESSAGES" / "liciel.po"
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po

    catalogue = read_po(io.BytesIO(path.read_bytes()), locale=lang)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


def say(sentence: str, lang: Language = "fr", **values: object) -> str:
    """The sentence in the reader's language, its `{names}` filled."""
    text = sentences(lang).get(sentence, sentence)
    return text.format(**values) if values else text


def day_words(day: date, lang: Language = "fr") -> str:
    """lundi 23 novembre 2026"""
    return day_as(day, "full", lang)


def day_as(day: date, pattern: str, lang: Language = "fr") -> str:
    """The day as a CLDR pattern (`EEE d`) or length (`long`) writes it in that language; « 1er décembre » in French."""
    from babel.dates import format_date

    words = str(format_date(day, pattern, locale=lang))
    return _FIRST.sub("1er", words) if lang == "fr" else words


def day_short(day: date | None) -> str:
    """23/11/2026"""
    return day.strftime("%d/%m/%Y") if day else ""


def hour(instant: datetime) -> str:
    """14 h 30, on the office's clock"""
    return clock.local(instant).strftime("%H\u00a0h\u00a0%M")


def moment(instant: datetime | None) -> str:
    """23/11/2026 14 h 30, on the office's clock"""
    if instant is None:
        return ""
    at = clock.local(instant)
    return f"{at.day:02}/{at.month:02}/{at.year:04} {at.hour:02}\u00a0h\u00a0{at.minute:02}"


def month_words(day: date, lang: Language = "fr") -> str:
    from babel.dates import format_datetime

    return str(format_datetime(datetime(day.year, day.month, 1, tzinfo=clock.UTC), "LLLL yyyy", locale=lang))
