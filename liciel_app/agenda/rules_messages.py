"""When a message may leave, what number it may go to, and how an arrival is said: on plain values."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from liciel_app.agenda.models_messages import ReminderKind
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language, hour, say

DAY: Final = 24 * 60
EVENING: Final = 30
"""Minutes before the quiet hours begin at which what falls in them leaves the day before."""
LATEST: Final = timedelta(minutes=15)
"""A reminder later than that before the visit reminds nobody."""
_FAR: Final = 15
"""Days looked at for one that is open."""
SHORTEST: Final = 30
LONGEST: Final = 30 * DAY
MOST_RULES: Final = 12
USUAL: Final[tuple[tuple[ReminderKind, int], ...]] = (
    (ReminderKind.GUEST_MAIL, 2 * DAY),
    (ReminderKind.GUEST_SMS, DAY),
)
"""The reminders of an office that has not chosen its own."""
_ROUND: Final = 5


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing leaves from `from_minute` in the evening to `to_minute` in the morning, nor on a closed day."""

    from_minute: int
    to_minute: int
    zone: ZoneInfo
    closed: frozenset[date] = frozenset()

    def allows(self, instant: datetime) -> bool:
        local = instant.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return local.date() not in self.closed and self.to_minute <= minute < self.from_minute

    def before(self, instant: datetime) -> datetime | None:
        """The last moment a message may leave, that instant included."""
        if self.allows(instant):
            return instant
        day = instant.astimezone(self.zone).date()
        for back in range(_FAR):
            open_day = day - timedelta(days=back)
            if open_day not in self.closed and instant >= self._at(open_day, self.to_minute):
                return min(instant, self._at(open_day, max(self.from_minute - EVENING, self.to_minute)))
        return None

    def after(self, instant: datetime) -> datetime | None:
        """The first moment a message may leave, that instant included."""
        day = instant.astimezone(self.zone).date()
        for ahead in range(_FAR):
            open_day = day + timedelta(days=ahead)
            if open_day not in self.closed and instant < self._at(open_day, self.from_minute):
                return max(instant, self._at(open_day, self.to_minute))
        return None

    def _at(self, day: date, minute: int) -> datetime:
        """That minute on the office's clock; 24:00 is the midnight that ends the day."""
        days, rest = divmod(minute, DAY)
        return datetime.combine(day + timedelta(days=days), time(*divmod(rest, 60)), self.zone).astimezone(UTC)


def nominal(starts_at: datetime, minutes_before: int, zone: ZoneInfo) -> datetime:
    """So many minutes before; whole days keep the hour of the visit, whatever the clocks did in between.

    >>> nominal(datetime(2026, 3, 29, 7, tzinfo=UTC), DAY, ZoneInfo("Europe/Paris")).isoformat()
    '2026-03-28T08:00:00+00:00'
    """
    days, rest = divmod(minutes_before, DAY)
    local = starts_at.astimezone(zone)
    that_day = local.replace(tzinfo=None) - timedelta(days=days)
    same_hour = that_day.replace(tzinfo=zone, fold=local.fold).astimezone(UTC) if days else starts_at.astimezone(UTC)
    return same_hour - timedelta(minutes=rest)


def due(starts_at: datetime, minutes_before: int, quiet: Quiet, now: datetime) -> datetime | None:
    """When that reminder leaves; None when the visit was booked too late for it.

    What falls in the quiet hours leaves before them, or when that is past, after them.
    """
    wanted = nominal(starts_at, minutes_before, quiet.zone)
    if wanted < now:
        return None
    sooner = quiet.before(wanted)
    if sooner is not None and sooner >= now:
        return sooner
    return in_time(quiet.after(max(wanted, now)), starts_at)


def in_time(moment: datetime | None, starts_at: datetime) -> datetime | None:
    return moment if moment is not None and moment <= starts_at - LATEST else None


def mobile(phone: str, region: str = "FR") -> str:
    """The number in E.164 when it can receive an SMS (a mobile, of France or elsewhere); empty for any other.

    >>> mobile("06 12 34 56 78"), mobile("05 56 00 00 10"), mobile("+39 347 1234567"), mobile("0899 12 34 56")
    ('+33612345678', '', '+393471234567', '')
    """
    import phonenumbers
    from phonenumbers import PhoneNumberType

    for country in (region, "GP", "GF", "MQ", "RE", "YT"):  # 06 90… is written the same way overseas
        try:
            number = phonenumbers.parse(phone, country)
        except phonenumbers.NumberParseException:
            return ""
        kind = phonenumbers.number_type(number)
        if kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""


_TO_GSM: Final = str.maketrans(
    {
        "’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
        "œ": "oe", "Œ": "OE",
        "\u00a0": " ", "\u202f": " ", "²": "2", "ç": "c", "ê": "e", "ë": "e", "È": "E", "Ê": "E", "À": "A",
        "â": "a", "î": "i", "ï": "i", "ô": "o", "û": "u", "ú": "u", "í": "i", "ó": "o", "á": "a",
    }
)  # fmt: skip


def for_sms(text: str) -> str:
    """The same words in the letters of an SMS that costs no more than it must (3GPP TS 23.038).

    >>> for_sms("L’hôtel à 9\u00a0h\u00a000 : « déjà »")
    'L\\'hotel à 9 h 00 : "déjà"'
    """
    return " ".join(text.translate(_TO_GSM).split())


def arrival(starts_at: datetime, window_minutes: int, lang: Language) -> str:
    """« à 09 h 00 », « entre 09 h 00 et 11 h 00 »."""
    if not window_minutes:
        return say("à {hour}", lang, hour=hour(starts_at))
    until = starts_at + timedelta(minutes=window_minutes)
    return say("entre {start} et {end}", lang, start=hour(starts_at), end=hour(until))


def expected(now: datetime, minutes_of_road: float, window_minutes: int) -> tuple[datetime, datetime]:
    """Between when and when who sets off now will be there, on round minutes."""
    soonest = now + timedelta(minutes=minutes_of_road)
    begins = soonest - timedelta(
        minutes=soonest.minute % _ROUND, seconds=soonest.second, microseconds=soonest.microsecond
    )
    return begins, begins + timedelta(minutes=window_minutes)


def check_quiet(from_minute: int, to_minute: int) -> None:
    """Raises Invalid unless the silence goes from an evening to a morning."""
    if not 0 <= to_minute < from_minute <= DAY:
        raise Invalid({"quiet": "Le silence va du soir au matin : par exemple de 20:00 à 08:00."})


def check_reminders(wanted: list[tuple[str, int]]) -> list[tuple[ReminderKind, int]]:
    """Each once. Raises Invalid for an unknown way, a delay out of reach, or too many of them."""
    known = {str(kind): kind for kind in ReminderKind}
    if any(kind not in known for kind, _ in wanted):
        raise Invalid({"reminders": "Ce rappel n’existe pas."})
    if any(not SHORTEST <= minutes <= LONGEST for _, minutes in wanted):
        raise Invalid({"reminders": "Un rappel part de 30 minutes à 30 jours avant la visite."})
    if len(wanted) > MOST_RULES:
        raise Invalid({"reminders": "Douze rappels au plus."})
    return sorted({(known[kind], minutes) for kind, minutes in wanted})
