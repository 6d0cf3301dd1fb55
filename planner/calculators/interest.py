"""Interest on a note, or dividends that a preference gathers: simple or compound, by day count, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pydantic import Field

from planner.calculators.reading import Day, Document, NotNegative
from planner.errors import Fault
from planner.figures.calendar import add_months

MONTHS = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
MOST_YEARS = 100  # enough for any note, and compounded exactly at once
BASIS = {"actual/365": 365, "actual/360": 360, "30/360": 360}


class Interest(Document):
    """A yearly rate from a day on. Compound interest is added at the end of each period, counted from that day."""

    rate: NotNegative
    from_: Day = Field(alias="from")
    to: Day | None = None
    compounding: Literal["simple", "annual", "semiannual", "quarterly", "monthly"] = "simple"
    day_count: Literal["actual/365", "actual/360", "30/360"] = "actual/365"

    def growth(self, until: date) -> Fraction:
        """What one unit has become on that day, or on `to` if that is given.

        >>> loan = Interest.model_validate({"rate": "6%", "from": "2019-06-01"})
        >>> round(float(loan.growth(date(2020, 6, 1)) * 100_000), 2)
        106016.44

        2020 is a leap year: 366 ÷ 365 × 6 %. (Source: Carta, "How do I find the interest payment?")
        """
        grown = Fraction(1)
        for first, last in pairwise(self._ends(self.to or until)):
            grown *= 1 + self.rate * _days(first, last, self.day_count) / BASIS[self.day_count]
        return grown

    def _ends(self, until: date) -> Iterator[date]:
        """The days on which interest is added: each whole period's last, and the last of all."""
        yield self.from_
        if self.compounding != "simple":
            step, periods = MONTHS[self.compounding], 1
            while (end := add_months(self.from_, periods * step)) < until:
                yield end
                periods += 1
        yield until


def interest_faults(place: str, interest: Interest, until: date | None) -> Iterator[Fault]:
    """An end that isn't known, that comes before the start, or lies too far from it."""
    last = interest.to or until
    if last is None:
        yield Fault(f"{place}.to", "is missing; without a date in the document interest has no end")
    elif last < interest.from_:
        values = {"value": last.isoformat(), "start": interest.from_.isoformat()}
        yield Fault(f"{place}.to", "{value} comes before {start}, when interest begins", values)
    elif last.year - interest.from_.year > MOST_YEARS:
        values = {"value": last.isoformat(), "start": interest.from_.isoformat(), "years": str(MOST_YEARS)}
        yield Fault(f"{place}.to", "{value} is more than {years} years after {start}, when interest begins", values)


def _days(first: date, last: date, count: str) -> int:
    """Days from one to the other; under 30/360 every month has thirty."""
    if count != "30/360":
        return (last - first).days
    begin = min(first.day, 30)
    end = 30 if begin == 30 and last.day == 31 else last.day
    return (last.year - first.year) * 360 + (last.month - first.month) * 30 + end - begin
