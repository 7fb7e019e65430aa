"""Working hours, homes, and the office's rules of planning."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda import rules_time
from liciel_app.agenda.models_time import AgendaSettings, WorkingHours
from liciel_app.agenda.queries import people
from liciel_app.agenda.rules_time import Week
from liciel_app.core.errors import Invalid, NotFound
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Technician

_POLE: Final = 90
_ANTIMERIDIAN: Final = 180
_LIMITS: Final = {
    "notice_hours": (0, 24 * 30),
    "working_days": (1, 60),
    "proposals": (1, 20),
    "leave_home_minute": (0, 24 * 60),
    "buffer_minutes": (0, 120),
    "window_minutes": (0, 240),
    "km_cents": (0, 1000),
    "hour_cents": (0, 100_000),
    "client_moves": (0, 20),
    "client_notice_hours": (0, 24 * 30),
}


@dataclass(frozen=True, slots=True)
class Home:
    """Where a technician starts, and where he ends when it is elsewhere. Degrees; None: not known."""

    city: str = ""
    lat: float | None = None
    lon: float | None = None
    end_city: str = ""
    end_lat: float | None = None
    end_lon: float | None = None


def set_hours(work: Work, account_id: int, week: Week) -> None:
    """The whole week at once. Raises Invalid naming the day (`day-0` is Monday) whose hours overlap or are reversed."""
    rules_time.check_week(week)
    _technician(work, account_id)
    before = people.hours_of(work)[account_id].week
    for row in work.db.exec(select(WorkingHours).where(col(WorkingHours.account_id) == account_id)).all():
        work.db.delete(row)
    work.db.add_all(
        WorkingHours(account_id=account_id, weekday=weekday, starts_minute=starts, ends_minute=ends)
        for weekday, intervals in enumerate(week)
        for starts, ends in intervals
    )
    work.db.flush()
    work.record(
        "technician.hours_set", work.db.get_one(Account, account_id), before={"week": before}, after={"week": week}
    )


def set_home(work: Work, account_id: int, home: Home) -> Technician:
    """Raises Invalid for a point that is not on the earth, or half given."""
    for field, lat, lon in (("home", home.lat, home.lon), ("end", home.end_lat, home.end_lon)):
        if (lat is None) != (lon is None):
            raise Invalid({field: "Indiquez la latitude et la longitude."})
        if lat is not None and lon is not None and not _on_earth(lat, lon):
            raise Invalid({field: "Ce point n’existe pas."})
    technician = _technician(work, account_id)
    before = {"home_city": technician.home_city, "end_city": technician.end_city}
    technician.home_city, technician.home_lat, technician.home_lon = home.city, home.lat, home.lon
    technician.end_city, technician.end_lat, technician.end_lon = home.end_city, home.end_lat, home.end_lon
    work.db.add(technician)
    work.record("technician.home_set", work.db.get_one(Account, account_id), before=before, after=asdict(home))
    return technician


def home_of(work: Work, account_id: int) -> Home:
    """Where he starts and ends now."""
    one = _technician(work, account_id)
    return Home(one.home_city, one.home_lat, one.home_lon, one.end_city, one.end_lat, one.end_lon)


def save_settings(work: Work, values: dict[str, int], holidays_zone: str = "") -> AgendaSettings:
    """Only the rules named are changed. Raises Invalid for an unknown one and for one out of its limits."""
    wrong: dict[str, str] = {}
    for name, value in values.items():
        least, most = _LIMITS.get(name, (1, 0))
        if not least <= value <= most:
            wrong[name] = "Cette valeur ne convient pas."
    if holidays_zone not in {"", rules_time.MAINLAND, *rules_time.ZONES}:
        wrong["holidays_zone"] = "Cette zone n’existe pas."
    if wrong:
        raise Invalid(wrong)
    kept = people.settings_of(work)
    before = {name: getattr(kept, name) for name in values}
    for name, value in values.items():
        setattr(kept, name, value)
    kept.holidays_zone = holidays_zone
    work.db.add(kept)
    work.db.flush()
    work.record("agenda.rules_set", kept, before=before, after=dict(values))
    return kept


def _on_earth(lat: float, lon: float) -> bool:
    return abs(lat) <= _POLE and abs(lon) <= _ANTIMERIDIAN


def _technician(work: Work, account_id: int) -> Technician:
    found = work.db.get(Technician, account_id)
    if found is None:
        raise NotFound("Ce technicien est introuvable.")
    return found
