"""Sixty dossiers over six months, in every state, lived in the order of their instants.

What is finished was visited at a steady pace, so that each month has its invoices; what is under way was ordered over
the last weeks, some of it long before its visit, as owners do who wait for a buyer.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Final

from liciel_app.core import clock
from liciel_app.core.access import Actor
from liciel_app.demo import gestures
from liciel_app.demo.gestures import Life
from liciel_app.demo.means import Appointed, Means
from liciel_app.demo.properties import SEED, Spot, draw
from liciel_app.demo.week import closed_days
from liciel_app.directory.models import Client
from liciel_app.office.models import Account

HOURS: Final = ((8, 30), (10, 30), (14, 0), (16, 0))
FINISHED: Final = 36
HANDED: Final = 4
TO_PLAN: Final = 3
WAITING_ORDERS: Final = 5
FIRST_VISIT, LAST_VISIT = 171, 9
"""Days before the week of the clock, of what is finished."""
RECENT: Final = 14
"""Finished dossiers whose payment may still be awaited."""
OLD_DEBT: Final = 5
ARCHIVED_AFTER: Final = timedelta(days=30)


@dataclass
class Story:
    """The events to come, told in the order of their instants."""

    events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def at(self, when: datetime, gesture: Callable[[], None]) -> None:
        heapq.heappush(self.events, (when, next(self.numbers), gesture))

    def tell(self) -> None:
        while self.events:
            heapq.heappop(self.events)[2]()


@dataclass
class Cast:
    office: str
    assistant: Actor
    technicians: Sequence[Account]
    clients: Sequence[tuple[Client, Account]]
    means: Means = field(default_factory=Means)


class Diary:
    """Who is free when: visits of two hours, on working days before the week of the clock."""

    def __init__(self, technicians: Sequence[Account], monday: date) -> None:
        self._technicians, self._monday, self._taken = technicians, monday, set[tuple[int, date, tuple[int, int]]]()

    def find(self, random: Random, days_ago: int) -> tuple[Account, datetime]:
        for days in range(max(days_ago, 3), 0, -1):
            day = self._monday - timedelta(days=days)
            if day.weekday() > 4 or day in closed_days(day.year):
                continue
            free = [(t, h) for t in self._technicians for h in HOURS if (t.id or 0, day, h) not in self._taken]
            if free:
                technician, hour = random.choice(free)
                self._taken.add((technician.id or 0, day, hour))
                return technician, clock.at_office(day, *hour)
        raise LookupError("no free hour")


def finished(story: Story, cast: Cast, diary: Diary, random: Random) -> list[datetime]:
    """Visited, reported, invoiced, sent; some unpaid, some downloaded in part, most done. When each is invoiced."""
    invoiced: list[datetime] = []
    for number in range(FINISHED):
        life = _visited(story, cast, diary, random, (number, _days_ago(number)))
        if number in (3, 11, 19):
            life.variants = ("signed", "landscape", "form")
        after = _working(life.visit_at, 1, 9)
        for hours, gesture in enumerate((gestures.assemble, gestures.invoice, gestures.warn)):
            when = after + timedelta(hours=hours)
            story.at(when, partial(gesture, life, cast.assistant, when))
        invoiced.append(after + timedelta(hours=1))
        _settled(story, cast, life, number, after)
    return invoiced


def _days_ago(number: int) -> int:
    """The visits of what is finished, at an even pace, the oldest first."""
    return FIRST_VISIT - number * (FIRST_VISIT - LAST_VISIT) // (FINISHED - 1)


def _settled(story: Story, cast: Cast, life: Life, number: int, sent: datetime) -> None:
    """Half of the latest still owe, and one old debt; of the others one in five took nothing yet, one in five a part.

    What was taken in full is archived a month later.
    """
    if _owes(number):
        return
    paid = sent + timedelta(days=1, hours=number % 5)
    story.at(paid, lambda: gestures.pay(life, cast.assistant, paid))
    reader = next(account for client, account in cast.clients if client.id == life.client.id)
    took, archived = paid + timedelta(hours=3), sent + ARCHIVED_AFTER
    if number % 5:
        story.at(took, lambda: gestures.download(life, reader, took, 1 if number % 5 == 2 else 99))
    if number % 5 not in (0, 2) and number < FINISHED - RECENT:
        story.at(archived, lambda: gestures.archive(life, cast.assistant, archived))


def _owes(number: int) -> bool:
    return number == OLD_DEBT or (number >= FINISHED - RECENT and number % 2 == 1)


def handed(story: Story, cast: Cast, diary: Diary, random: Random) -> None:
    for number in range(FINISHED, FINISHED + HANDED):
        _visited(story, cast, diary, random, (number, 4 + number % 4))


def on_site(story: Story, cast: Cast, diary: Diary, random: Random) -> None:
    """Arrived on the last working day, and nothing sent yet."""
    number = FINISHED + HANDED
    life = _planned(story, cast, diary, random, (number, 3))
    if life.visit_at is not None:
        there = life.visit_at + timedelta(minutes=5)
        story.at(there, lambda: gestures.arrive(life, there))


def to_plan(story: Story, cast: Cast, random: Random, start: date) -> None:
    for position in range(TO_PLAN):
        number = FINISHED + HANDED + 1 + position
        _opened(story, cast, random, number, clock.at_office(_open_day(start, 3 + 4 * position), 9 + number % 8))


def orders(story: Story, cast: Cast, random: Random, start: date) -> None:
    """Orders nobody has opened yet."""
    for number in range(900, 900 + WAITING_ORDERS):
        life = Life(number, random.choice(cast.clients)[0], draw(random), None, None)
        placed = clock.at_office(start - timedelta(days=3 + number % 2), 10, number % 50)
        story.at(placed, partial(gestures.order, life, placed))


def planned_visits(
    story: Story, cast: Cast, random: Random, visits: Sequence[tuple[Account, datetime, int, Spot | None]], monday: date
) -> None:
    """Dossiers opened over nine weeks, their visits of this week all booked in the last days of the one before."""
    for position, (technician, starts_at, minutes, spot) in enumerate(visits):
        number = 500 + position
        placed = clock.at_office(_open_day(monday, 6 + 4 * position), 9 + position % 8, position)
        life = _ordered_for(cast, random, number, Appointed(technician, starts_at, minutes, placed), spot)
        _lived(story, cast, life, placed)
        when = clock.at_office(monday - timedelta(days=5 - position % 3), 9 + position // 2, 3 * position)
        story.at(when, partial(gestures.plan, life, cast.assistant, when))


def _visited(story: Story, cast: Cast, diary: Diary, random: Random, drawn: tuple[int, int]) -> Life:
    life = _planned(story, cast, diary, random, drawn)
    if life.visit_at is not None:
        there, done = life.visit_at + timedelta(minutes=5), life.visit_at + timedelta(minutes=110)
        story.at(there, lambda: gestures.arrive(life, there))
        story.at(done, lambda: gestures.hand_over(life, done, cast.office))
    return life


def _planned(story: Story, cast: Cast, diary: Diary, random: Random, drawn: tuple[int, int]) -> Life:
    number, days_ago = drawn
    technician, visit_at = diary.find(random, days_ago)
    placed = _working(visit_at, -6, 8 + number % 9)
    life = _ordered_for(cast, random, number, Appointed(technician, visit_at, 120, placed))
    _lived(story, cast, life, placed)
    when = placed + timedelta(hours=25)
    story.at(when, lambda: gestures.plan(life, cast.assistant, when))
    return life


def _ordered_for(cast: Cast, random: Random, number: int, visit: Appointed, spot: Spot | None = None) -> Life:
    client = random.choice(cast.clients)[0]
    place, wanted = cast.means.property_for(random, visit, spot)
    return Life(number, client, place, visit.technician, visit.starts_at, visit.minutes, wanted=wanted)


def _opened(story: Story, cast: Cast, random: Random, number: int, placed: datetime) -> None:
    _lived(story, cast, Life(number, random.choice(cast.clients)[0], draw(random), None, None), placed)


def _lived(story: Story, cast: Cast, life: Life, placed: datetime) -> None:
    """It is ordered, and opened two hours later."""
    opened = placed + timedelta(hours=2)
    story.at(placed, lambda: gestures.order(life, placed))
    story.at(opened, lambda: gestures.open_dossier(life, cast.assistant, opened))


def _open_day(monday: date, days: int) -> date:
    """So many days before that Monday, or the Friday before when the office was closed."""
    day = monday - timedelta(days=days)
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _working(instant: datetime | None, days: int, hour: int) -> datetime:
    """That hour of the office's clock, some working days before or after."""
    day = clock.local(instant).date() if instant else clock.today()
    step, left = (1 if days > 0 else -1), abs(days)
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return clock.at_office(day, hour)


def random_of(part: str) -> Random:
    return Random(f"{SEED}:{part}")
