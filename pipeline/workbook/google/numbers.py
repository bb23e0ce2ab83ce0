"""Numbers: days and moments ⇄ the numbers that spreadsheets keep for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)
DAY_SECONDS = 86_400
DAYS = range(1, 2_958_466)  # up to the end of the year 9999


def number_from(day: date) -> float:
    """A day, or a moment, as a number of days."""
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    since = moment.replace(tzinfo=None) - EPOCH
    return since.days + since.seconds / DAY_SECONDS


def day_from(number: float) -> date | None:
    """The day a number stands for, or the moment where it has hours; None where it stands for none."""
    if int(number) not in DAYS:
        return None
    moment = EPOCH + timedelta(seconds=round(number * DAY_SECONDS))
    return moment.date() if moment.time() == time() else moment
