"""Dates as releases tell them: a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from kg.errors import QueryError

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def last_day(day: str) -> str:
    """The last day that a date can mean, for comparison: "2012" gives "2012-12-31".

    >>> last_day("2012"), last_day("2012-06"), last_day("2012-06-04")
    ('2012-12-31', '2012-06-30', '2012-06-04')
    """
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]}"
    return day


def earliest(*days: str) -> str:
    """The date that ends first; empty if all are.

    >>> earliest("2012", "", "2012-06")
    '2012-06'
    """
    return min(filter(None, days), key=last_day, default="")


def until(day: str | None) -> Callable[[str], bool]:
    """Tells of a date whether it counts up to the end of a day, month or year; without one, all do.

    What has no date counts only where all do.

    Raises:
        QueryError: The day is no date.
    """
    if not day:
        return lambda _: True
    try:
        end = date.fromisoformat(last_day(day)).isoformat() if _DATE.fullmatch(day) else ""
    except ValueError:
        end = ""
    if not end:
        raise QueryError(f"{day!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return lambda each: bool(each) and last_day(each) <= end
