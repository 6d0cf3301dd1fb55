"""Days as whole numbers, 0 for 1 January 1970, so that thousands of dates are counted at once."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]

_EPOCH = date(1970, 1, 1).toordinal()
NEVER = int(np.iinfo(np.int64).max)  # later than any day


def day_number(day: date | None) -> int:
    """A date as a number; no date is `NEVER`.

    >>> day_number(date(1970, 2, 1))
    31
    """
    return NEVER if day is None else day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """The date that a number stands for."""
    return date.fromordinal(int(number) + _EPOCH)


LAST_DAY = day_number(date.max)


def months_of(days: Days) -> Days:
    """The months that days are in, counted from January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_days(months: Days) -> Days:
    """The first days of months."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def days_of_month(days: Days) -> Days:
    """Which day of its month each is, from 1."""
    return days - first_days(months_of(days)) + 1


def months_on(days: Days, months: Days, days_wanted: Days) -> Days:
    """So many months after each day, on the wanted day of that month or its last: a row a day, a column a step.

    From 31 January 2026, 1 and 2 months on, on the 31st: 28 February and 31 March. Raises OverflowError beyond 9999.
    """
    reached = months_of(days)[:, None] + months[None, :]
    low, high = int(reached.min()), int(reached.max())
    if high > int(months_of(np.array([LAST_DAY]))[0]):
        raise OverflowError
    firsts = first_days(np.arange(low, high + 2))  # looked up: many days share few months
    place = reached - low
    lengths = firsts[1:] - firsts[:-1]
    return np.asarray(firsts[place] + np.minimum(days_wanted[:, None], lengths[place]) - 1)
