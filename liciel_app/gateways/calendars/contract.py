"""What a calendar elsewhere is to the office. Instants are aware; `mark` is the uid of one of this office's own events.

The mark tells our events from the person's whatever the other side did to them; another office's mark is nobody's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from liciel_app.gateways.errors import GatewayError


@dataclass(frozen=True, slots=True)
class Event:
    """One of ours, to be written there."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an event is over there, and its version."""

    ref: str
    etag: str


@dataclass(frozen=True, slots=True)
class Found:
    """One occurrence seen there. `ref`: the object that holds it; `key` tells the occurrences of a series apart."""

    ref: str
    key: str
    etag: str
    uid: str
    mark: str
    title: str
    starts_at: datetime
    ends_at: datetime
    busy: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """`full`: everything of the time asked is in `found`; else what changed since the token.

    `touched`: every object that changed or went away, those with an occurrence in `found` included.
    """

    found: tuple[Found, ...]
    touched: frozenset[str]
    token: str
    full: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A calendar the person may choose."""

    address: str
    name: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """The other side tells us that something changed, until that moment. `ref`: what it wants besides to stop."""

    id: str
    ref: str
    until: datetime


class OutsideCalendar(Protocol):
    """One calendar of one person. All raise GatewayError."""

    def calendars(self) -> list[Listed]:
        """Those the person may write in, the main one first."""
        ...

    def changes(self, since: datetime, until: datetime, token: str) -> Changes:
        """What changed since the token, or everything without one. Raises TokenLost when it must be read anew."""
        ...

    def write(self, event: Event, known: Stored | None) -> Stored:
        """The event as ours, created or changed; written twice it is still one. The office's version stands."""
        ...

    def remove(self, known: Stored) -> None:
        """What is gone already is gone."""
        ...

    def watch(self, address: str, proof: str, now: datetime) -> Watch | None:
        """Changes are told at that address from now on, with that proof; None where the other side cannot."""
        ...

    def unwatch(self, watch: Watch) -> None:
        """What is no longer told is no longer told."""
        ...


class TokenLost(GatewayError):
    """The other side no longer knows what we had read: everything must be read anew."""

    def __init__(self) -> None:
        super().__init__("L’autre agenda demande une relecture complète.", permanent=False)


class ConsentLost(GatewayError):
    """Password changed, consent withdrawn: only the person can mend it."""

    def __init__(self, message: str = "L’accès à cet agenda a été refusé : reconnectez-le.") -> None:
        super().__init__(message, permanent=True)


class Missing(GatewayError):
    """Not there, or no more."""

    def __init__(self) -> None:
        super().__init__("L’autre agenda ne trouve pas cet événement.", permanent=False)


class Changed(GatewayError):
    """Another version is there than the one we knew (412), or something already stands at that place (409)."""

    def __init__(self) -> None:
        super().__init__("L’événement a changé dans l’autre agenda.", permanent=False)
