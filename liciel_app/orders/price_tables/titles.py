"""What stands over the columns of a price list, and how a fault is told, in the reader's language."""

from liciel_app.core.language import Language, say
from liciel_app.orders.price_tables import layout
from liciel_app.orders.price_tables.layout import Tables
from liciel_app.orders.pricing import Fault, Sheet


def heads(sheet: Sheet, tables: Tables, lang: Language) -> list[str]:
    """The titles of a sheet; a column of prices says its bands: « ≤ 50 m² », « ≤ 50 m² · T1 »."""
    fixed = [say(title, lang) for title in layout.COLUMNS[sheet]]
    if sheet not in layout.BANDED:
        return fixed
    return fixed + [_band(tables, rank, lang) for rank in range(layout.band_count(tables))]


def told(fault: Fault, tables: Tables, lang: Language) -> str:
    """« Prix, ligne 3, Tranche 2 : … », rows counted from 1."""
    place = layout.where(fault, tables, first_row=1)
    row = say("ligne {row}", lang, row=place["row"]) if place["row"] else ""
    words = [say(place["sheet"], lang), row, say(place["column"], lang) if place["column"] else ""]
    return f"{', '.join(word for word in words if word)} : {say(fault.sentence, lang, **fault.values)}"


def _band(tables: Tables, rank: int, lang: Language) -> str:
    found = []
    for measure, words in ((layout.SURFACE, _surface), (layout.ROOMS, _rooms)):
        bands = [row for row in tables[Sheet.BANDS] if row and row[0] == measure]
        if rank < len(bands):
            found.append(words(bands[rank][1], bands[rank][2], lang))
    return " · ".join(found) or say("Toutes surfaces", lang)


def _surface(low: str, high: str, lang: Language) -> str:
    if not high:
        return say("plus de {low} m²", lang, low=low)
    return f"≤ {high} m²" if low in ("", "0") else f"{low}–{high} m²"


def _rooms(low: str, high: str, lang: Language) -> str:
    if not high:
        return say("plus de {low} p.", lang, low=low)
    return say("jusqu’à {high} p.", lang, high=high)
