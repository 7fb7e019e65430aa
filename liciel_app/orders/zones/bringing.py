# pyright: strict
"""Bringing zones in by hand: what was typed becomes an official file, what was found becomes sentences."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.work import Work
from liciel_app.orders.models_zones import ZoneKind
from liciel_app.orders.obligations import ASKED
from liciel_app.orders.zones import facts_of, queries, reading
from liciel_app.orders.zones.places import Where
from liciel_app.orders.zones.reading import Official
from liciel_app.orders.zones.services import Taken

_DATED: Final = re.compile(r"(20[0-9]{2})-?([01][0-9])-?([0-3][0-9])")
_DEPARTMENT: Final = re.compile(r"FR|[0-9]{2}|2[AB]|9[78][0-9]")
_PLACE_FACTS: Final = (
    *("risk_zone", "radon_zone", "brush_zone", "coast_zone", "termite_zone", "dry_rot_zone", "noise_zone"),
    *("sewer_list", "clay", "overseas"),
)
_WORDS: Final = {True: "oui", False: "non", None: "inconnu"}


def official(file: Path, kind: str, *, source: str, day: str, covers: str, today: date) -> Official:
    """Raises Refused or Invalid with what is wrong in the command. Without a day, the one in the file's name."""
    if kind not in list(ZoneKind):
        raise Refused("« {kind} » n’est pas un zonage connu : {kinds}.", kind=kind, kinds=", ".join(ZoneKind))
    if not file.is_file():
        raise Refused("Le fichier {file} est introuvable.", file=file)
    territory, as_of = _territory(covers), _day(day, file.name, today)
    found = file.read_bytes()
    return reading.official(
        found, ZoneKind(kind), name=file.name, source=source or file.name, as_of=as_of, covers=territory
    )


def told(taken: Taken) -> str:
    if taken.nothing_new:
        return f"Rien à changer : ce fichier ({_communes(taken.named)}) est déjà connu."
    return (
        f"{_communes(taken.named)} dans ce fichier ; "
        f"ajoutées : {taken.added}, changées : {taken.changed}, retirées : {taken.removed}."
    )


def refusal(refused: Refused) -> Iterator[str]:
    """The sentence, then one line a cell."""
    yield str(refused)
    if isinstance(refused, Invalid):
        for cell, sentence in refused.fields.items():
            yield f"{cell} : {sentence}"


def known(work: Work, where: Where) -> Iterator[str]:
    """What is known of a place, a question a line, then where it was read."""
    facts = facts_of(work, where)
    for name in _PLACE_FACTS:
        yield f"{ASKED[name]} {_said(facts.get(name))}"
    for one in queries.statements(work, where):
        level = f" {one.level}" if one.level else ""
        yield f"  {one.kind}{level}, {one.extent} – {one.source}, {one.as_of:%d/%m/%Y}"


def files(work: Work) -> Iterator[str]:
    for one in queries.imports(work):
        complete = f", complet pour {one.covers}" if one.covers else ""
        yield f"{one.kind} : {one.name} du {one.as_of:%d/%m/%Y}, {_communes(one.rows)}{complete} – {one.source}"


def _communes(count: int) -> str:
    return f"{count} commune{'s' if count > 1 else ''}"


def _said(value: Any) -> str:
    return _WORDS[value] if value is None or isinstance(value, bool) else str(value)


def _day(typed: str, name: str, today: date) -> date:
    found = _DATED.search(typed or name)
    if typed and not found:
        raise Refused("Cette date est impossible : écrivez-la AAAA-MM-JJ.")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else today
    except ValueError as error:
        raise Refused("Cette date est impossible : écrivez-la AAAA-MM-JJ.") from error


def _territory(covers: str) -> str:
    codes = sorted({code.strip().upper() for code in covers.replace(",", " ").split()})
    wrong = [code for code in codes if not _DEPARTMENT.fullmatch(code)]
    if wrong:
        raise Refused("« {code} » n’est pas un département : écrivez 33, 2A, 971 ou FR.", code=wrong[0])
    return " ".join(codes)
