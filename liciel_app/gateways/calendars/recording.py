"""A calendar kept in memory, for tests: what was written, and how often."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from liciel_app.gateways.calendars.contract import Changes, Event, Found, Listed, Stored, Watch
from liciel_app.gateways.errors import GatewayError


@dataclass
class RecordingCalendar:
    """`theirs`: what the person has there by ref; `failure`, when set, is what the next calls meet."""

    failure: GatewayError | None = None
    events: dict[str, Event] = field(default_factory=dict[str, Event])
    theirs: dict[str, Found] = field(default_factory=dict[str, Found])
    gestures: list[str] = field(default_factory=list[str])

    def calendars(self) -> list[Listed]:
        self._meet()
        return [Listed("memory", "Mémoire", main=True)]

    def changes(self, since: datetime, until: datetime, token: str) -> Changes:
        self._meet()
        self.gestures.append(f"read {token}".strip())
        ours = (_seen(ref, event) for ref, event in self.events.items())
        found = [one for one in (*ours, *self.theirs.values()) if one.starts_at < until and one.ends_at > since]
        return Changes(tuple(found), frozenset(one.ref for one in found), "", full=True)

    def write(self, event: Event, known: Stored | None) -> Stored:
        self._meet()
        ref = known.ref if known else event.uid
        self.gestures.append(f"write {event.uid}")
        self.events[ref] = event
        return Stored(ref, _version(event))

    def remove(self, known: Stored) -> None:
        self._meet()
        self.gestures.append(f"remove {known.ref}")
        self.events.pop(known.ref, None)

    def watch(self, address: str, proof: str, now: datetime) -> Watch:
        self._meet()
        self.gestures.append(f"watch {address}")
        return Watch(proof, "", now + timedelta(days=7))

    def unwatch(self, watch: Watch) -> None:
        self._meet()
        self.gestures.append(f"unwatch {watch.id}")

    def _meet(self) -> None:
        if self.failure is not None:
            raise self.failure


def _version(event: Event) -> str:
    return f"{event.sequence}:{event.starts_at.isoformat()}"


def _seen(ref: str, event: Event) -> Found:
    return Found(ref, "", _version(event), event.uid, event.uid, event.title, event.starts_at, event.ends_at)
