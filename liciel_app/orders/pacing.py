"""Slowing down who asks too much of an open door: an address, or a machine's key; people who logged in answer for
themselves."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from liciel_app.core import database
from liciel_app.core.access import Actor
from liciel_app.core.errors import TooMany
from liciel_app.core.work import Work
from liciel_app.orders.models_pace import Pace

_REMEMBERED: Final = timedelta(days=1)
_LONGEST: Final = 64


class TooFast(TooMany):
    """Asked more than its share of the hour."""

    def __init__(self) -> None:
        super().__init__("Trop de demandes depuis cette adresse. Réessayez dans une heure.")


def pass_door(work: Work, door: str, *, times: int, most: int) -> None:
    """Count `times` uses of the door by this visitor or this key; raises TooFast above `most` within the hour."""
    asker = _asker(work.actor)
    if not asker:
        return
    connection = work.db.connection()
    hour = work.now.replace(minute=0, second=0, microsecond=0)
    connection.execute(delete(Pace).where(col(Pace.hour) < hour - _REMEMBERED))
    used = connection.execute(_counting(work, (door, asker), hour, times)).scalar_one()
    if used > most:
        raise TooFast


def _asker(actor: Actor) -> str:
    """Nobody for who logged in."""
    if actor.key_id is not None:
        return f"key {actor.key_id}"
    return actor.origin[:_LONGEST] if actor.kind == "visitor" else ""


def _counting(work: Work, what: tuple[str, str], hour: Any, times: int) -> Any:
    """One statement that counts also when two requests come at once."""
    dialect = sqlite if database.is_sqlite(work.db.connection()) else postgresql
    row = {"door": what[0], "origin": what[1], "hour": hour, "count": times}
    counted = dialect.insert(Pace).values(**row)
    return counted.on_conflict_do_update(
        index_elements=["door", "origin", "hour"], set_={"count": col(Pace.count) + times}
    ).returning(col(Pace.count))
