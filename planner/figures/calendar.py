"""Months and days between dates, as people count them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day where it has no such day.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, second: date) -> int:
    """Completed months from one day to another; below zero when the second comes first.

    >>> months_between(date(2026, 1, 31), date(2026, 2, 28)), months_between(date(2026, 7, 1), date(2026, 12, 31))
    (1, 5)
    """
    if second < first:
        return -months_between(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    if second.day >= first.day:
        return months
    # the 31st plus a month is the month's last day: 31 January to 28 February is a whole month
    return months if second.day == monthrange(second.year, second.month)[1] else months - 1
