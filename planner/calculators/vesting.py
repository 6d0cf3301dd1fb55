"""`calc vesting`: when rights become theirs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.reading import read
from planner.calculators.vesting_document import VestingDocument
from planner.calculators.vesting_graph import grant_faults, terms_faults
from planner.calculators.vesting_schedule import batches
from planner.errors import Refused
from planner.figures.day_numbers import date_of
from planner.figures.number import write_number


def vesting(document: object) -> dict[str, Any]:
    """When how many rights vest under Open Cap Format terms. Raises Refused.

    >>> vesting({"quantity": 18, "start": "2025-01-31", "terms": {
    ...     "allocation_type": "CUMULATIVE_ROUNDING", "vesting_conditions": [
    ...         {"id": "start", "quantity": "0", "trigger": {"type": "VESTING_START_DATE"},
    ...          "next_condition_ids": ["monthly"]},
    ...         {"id": "monthly", "portion": {"numerator": 1, "denominator": 4}, "trigger": {
    ...             "type": "VESTING_SCHEDULE_RELATIVE", "relative_to_condition_id": "start", "period": {
    ...                 "type": "MONTHS", "length": 1, "occurrences": 4,
    ...                 "day_of_month": "VESTING_START_DAY_OR_LAST_DAY_OF_MONTH"}}}]}})["events"]
    [['2025-02-28', '5'], ['2025-03-31', '4'], ['2025-04-30', '5'], ['2025-05-31', '4']]

    `vested` counts the events up to and including `until`, or all of them; `unvested` is the rest of the quantity.
    Source: Open Cap Format 1.2.0, VestingTerms and its explainer.
    """
    found = read(VestingDocument, document)
    events = vesting_events(found)
    vested = sum((amount for day, amount in events if found.until is None or day <= found.until), Fraction(0))
    return {
        "events": [[day.isoformat(), write_number(amount)] for day, amount in events],
        "vested": write_number(vested),
        "unvested": write_number(found.quantity - vested),
    }


def vesting_events(found: VestingDocument) -> list[tuple[date, Fraction]]:
    """The days on which something vests, in order, and how much; nothing vests before the grant. Raises Refused."""
    if faults := [*terms_faults(found.terms), *grant_faults(found.terms, found.grant)]:
        raise Refused(faults)
    by_day: dict[int, int] = defaultdict(int)
    bottom = 1
    for batch in batches(found.terms, [found.grant]):
        bottom = batch.bottom
        for day, amount in zip(batch.days[0].tolist(), batch.amounts[0].tolist(), strict=True):
            by_day[day] += amount
    return [(date_of(day), Fraction(by_day[day], bottom)) for day in sorted(by_day) if by_day[day]]
