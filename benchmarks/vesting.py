"""What has vested of many grants at a date, beside a plain loop over grants and months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from benchmarks.bench import Measured, in_turn
from planner.calculators.reading import read
from planner.calculators.vesting_document import START_DAY, Grant, VestingTerms
from planner.calculators.vesting_schedule import vested_at

DAY = date(2025, 6, 30)
_MONTHS = {"type": "MONTHS", "length": 1, "day_of_month": START_DAY}


def _after(condition: str, **period: Any) -> dict[str, Any]:
    trigger = {"type": "VESTING_SCHEDULE_RELATIVE", "relative_to_condition_id": condition}
    return {**trigger, "period": {**_MONTHS, **period}}


# A year of cliff, then monthly for three: Open Cap Format's own example
TERMS = read(VestingTerms, {"allocation_type": "CUMULATIVE_ROUNDING", "vesting_conditions": [
    {"id": "start", "quantity": 0, "trigger": {"type": "VESTING_START_DATE"}, "next_condition_ids": ["cliff"]},
    {"id": "cliff", "portion": {"numerator": 12, "denominator": 48}, "next_condition_ids": ["monthly"],
     "trigger": _after("start", length=12, occurrences=1)},
    {"id": "monthly", "portion": {"numerator": 1, "denominator": 48}, "next_condition_ids": [],
     "trigger": _after("cliff", occurrences=36)},
]})  # fmt: skip


def grants(count: int) -> list[Grant]:
    """Invented grants, each with a quantity and a start of its own."""
    return [
        Grant(
            Fraction(1000 + 37 * n), date(2019 + n % 7, 1 + n % 12, 1 + n % 31 if n % 12 in (0, 2, 4) else 1 + n % 28)
        )
        for n in range(count)
    ]


def plain_loop(held: Sequence[Grant], day: date) -> list[Fraction]:
    """A loop over grants and months, as one would write it for these terms: rounded half up as it adds up."""
    found = []
    for grant in held:
        assert grant.start is not None
        months = sum(1 for month in range(12, 49) if _month_on(grant.start, month) <= day)
        served = 0 if not months else months + 11
        exact = grant.quantity * served / 48
        found.append(Fraction((2 * exact.numerator + exact.denominator) // (2 * exact.denominator)))
    return found


def _month_on(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def measured() -> Iterator[Measured]:
    """Ten thousand grants under the same terms."""
    held = grants(10_000)
    ours, theirs = in_turn(lambda: vested_at(TERMS, held, DAY), lambda: plain_loop(held, DAY), 7)
    work = "what has vested of 10,000 grants at a date, in seconds"
    name = "vesting of 10,000 grants beside a loop"
    yield Measured(name, work, "all under one set of terms at once", "a loop for these terms alone", ours, theirs, "s")
