"""What is known of places before entering them, whatever appointment brings somebody there."""

from collections.abc import Iterable

from sqlmodel import col, select

from liciel_app.agenda.models_sites import SiteWarning
from liciel_app.core.text import normalise
from liciel_app.core.work import Work


def key(address: str) -> str:
    """The same place however its address is typed; empty without any."""
    return normalise(address)[:300]


def warnings_at(work: Work, addresses: Iterable[str]) -> dict[str, str]:
    """By address, for those something is known of. Who asks has already been shown these addresses."""
    wanted = {address: key(address) for address in addresses if key(address)}
    if not wanted:
        return {}
    asked = select(SiteWarning.place, SiteWarning.text).where(col(SiteWarning.place).in_(set(wanted.values())))
    known = dict(work.db.exec(asked).all())
    return {address: known[place] for address, place in wanted.items() if known.get(place)}


def together(*warnings: str) -> str:
    """What the appointment says and what is known of the place, once each."""
    return " · ".join(dict.fromkeys(one for one in warnings if one))
