# pyright: strict
"""Numbers under the lock of their series: a rollback gives one back, dates never go back."""

from sqlalchemy import text
from sqlmodel import col, select

from liciel_app.billing import rules
from liciel_app.billing.models import Series
from liciel_app.core.work import Work


def lock_series(work: Work, code: str) -> Series:
    """The row is the lock: whoever wants the next number waits here until this transaction ends, either way."""
    created = text("INSERT INTO series (code, last_number) VALUES (:code, 0) ON CONFLICT (code) DO NOTHING")
    work.db.connection().execute(created, {"code": code})
    found = select(Series).where(col(Series.code) == code).with_for_update()
    return work.db.exec(found.execution_options(populate_existing=True)).one()


def take_number(work: Work, series: Series) -> str:
    """The next number of a locked series, dated today or as late as the one before it."""
    series.last_issued_on = rules.issue_day(work.today, series.last_issued_on)
    series.last_number += 1
    work.db.add(series)
    return rules.numbered(series.code, series.last_number)
