"""China's working days (工作日): weekends, public holidays and the days worked in exchange for them."""

from __future__ import annotations

import datetime as dt


def add_working_days(day: dt.date, count: int) -> dt.date | None:
    """The ``count``-th working day after ``day``, which does not count itself.

    ``None`` where it falls outside the years whose holidays are known: the calendar of a year is only announced at the
    end of the year before.
    """
    # Imported here: the tables cost more than a notice without working days should pay.
    from chinese_calendar import is_workday

    try:
        while count > 0:
            day += dt.timedelta(days=1)
            count -= is_workday(day)
    except (NotImplementedError, OverflowError):
        return None
    return day
