"""Two calendars kept equal: what to write, what to take away, and what keeps the person busy. Pure.

The office is the truth for its own appointments: one that was changed or removed elsewhere is put back. The other side
is the truth for everything else: it is read and never written. Done twice, the second time does nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from liciel_app.agenda.queries.calendars import Outgoing, Span
from liciel_app.gateways.calendars import Changes, Found, Stored


@dataclass(frozen=True, slots=True)
class Copy:
    """An appointment as it was last written there."""

    uid: str
    ref: str
    etag: str
    digest: str
    starts_at: datetime
    ends_at: datetime

    @property
    def stored(self) -> Stored:
        return Stored(self.ref, self.etag)


@dataclass(frozen=True, slots=True)
class Plan:
    """`kept`: nothing to write, their version noted. `forgotten`: gone there, and no more wanted here.

    `remove`: with the uid whose copy it is; without, a second one that should not be there.
    """

    write: list[tuple[Outgoing, Stored | None]] = field(default_factory=list[tuple[Outgoing, Stored | None]])
    kept: list[Copy] = field(default_factory=list[Copy])
    remove: list[tuple[str, Stored]] = field(default_factory=list[tuple[str, Stored]])
    forgotten: list[str] = field(default_factory=list[str])
    busy: list[Found] = field(default_factory=list[Found])


def plan(wanted: Mapping[str, Outgoing], copies: Mapping[str, Copy], changes: Changes, span: Span) -> Plan:
    ours, made = _ours(wanted, copies, changes.found), Plan()
    for uid, event in wanted.items():
        _settle_wanted(made, event, copies.get(uid), ours.pop(uid, []), changes)
    for uid, copy in copies.items():
        if uid not in wanted and _meets(copy.starts_at, copy.ends_at, span):
            _settle_unwanted(made, copy, ours.pop(uid, []), changes)
    for uid, left in ours.items():
        known = copies[uid].ref if uid in copies else ""
        made.remove.extend(("", place) for place in _places(one for one in left if one.mark) if place.ref != known)
    mine = {id(one) for one in _marked_or_known(wanted, copies, changes.found)}
    made.busy.extend(one for one in changes.found if one.busy and id(one) not in mine)
    return made


def _settle_wanted(made: Plan, event: Outgoing, copy: Copy | None, seen: list[Found], changes: Changes) -> None:
    """`seen`: what stands there under our mark, or under the appointment's own uid (its invitation, accepted there)."""
    here = [one for one in seen if copy is not None and one.ref == copy.ref] or ([] if copy else seen[:1])
    ref = here[0].ref if here else ""
    here = [one for one in seen if one.ref == ref]
    made.remove.extend(("", place) for place in _places(one for one in seen if one.mark and one.ref != ref))
    known = Stored(ref, here[0].etag) if here else copy.stored if copy else None
    if known is None or not _stands(event, copy, here, changes):
        made.write.append((event, known))
    elif copy is None or copy.etag != known.etag:
        made.kept.append(copied(event, known))


def _stands(event: Outgoing, copy: Copy | None, here: list[Found], changes: Changes) -> bool:
    """There, in our version."""
    if copy is not None and copy.digest != event.digest:
        return False
    if here:
        untouched = copy is not None and len(here) == 1 and here[0].etag == copy.etag
        return untouched or (len(here) == 1 and _same(event, here[0]))
    return copy is not None and not changes.full and copy.ref not in changes.touched


def _settle_unwanted(made: Plan, copy: Copy, seen: list[Found], changes: Changes) -> None:
    """Cancelled here, or somebody else's now: taken away there, unless it is gone already."""
    gone = not seen and (changes.full or copy.ref in changes.touched)
    if gone:
        made.forgotten.append(copy.uid)
        return
    made.remove.append((copy.uid, copy.stored))
    made.remove.extend(("", place) for place in _places(one for one in seen if one.mark) if place.ref != copy.ref)


def copied(event: Outgoing, stored: Stored) -> Copy:
    return Copy(event.uid, stored.ref, stored.etag, event.digest, event.starts_at, event.ends_at)


def _ours(wanted: Mapping[str, Outgoing], copies: Mapping[str, Copy], found: Iterable[Found]) -> dict[str, list[Found]]:
    by_uid: dict[str, list[Found]] = {}
    for one in _marked_or_known(wanted, copies, found):
        by_uid.setdefault(one.mark or one.uid, []).append(one)
    return by_uid


def _marked_or_known(
    wanted: Mapping[str, Outgoing], copies: Mapping[str, Copy], found: Iterable[Found]
) -> Iterator[Found]:
    for one in found:
        if one.mark or one.uid in wanted or one.uid in copies:
            yield one


def _places(found: Iterable[Found]) -> list[Stored]:
    """Each object once, however many occurrences it has."""
    return list({one.ref: Stored(one.ref, one.etag) for one in found}.values())


def _same(event: Outgoing, found: Found) -> bool:
    times = (event.starts_at, event.ends_at) == (found.starts_at, found.ends_at)
    return times and found.busy and " ".join(event.title.split()) == " ".join(found.title.split())


def _meets(starts_at: datetime, ends_at: datetime, span: Span) -> bool:
    return starts_at < span[1] and ends_at > span[0]
