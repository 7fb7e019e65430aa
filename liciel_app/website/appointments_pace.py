"""Personal links of appointments that open nothing: counted, so that nobody can try many."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.orders import pacing
from liciel_app.ui.door import Visit

T = TypeVar("T")
GUESSES: Final = 20
"""Wrong links an address may try in an hour."""


async def known(visit: Visit, query: Callable[..., T], token: str, *args: Any) -> T:
    """What the link shows. Raises NotFound for a wrong one, TooFast for who tries too many."""
    try:
        return await visit.read(query, token, *args)
    except NotFound:
        await visit.do(_note_guess)
        raise


def _note_guess(work: Work) -> None:
    pacing.pass_door(work, "rendez-vous", times=1, most=GUESSES)
