"""`calc vesting`: when rights become theirs."""

from __future__ import annotations

from typing import Any

from planner.calculators.reading import read
from planner.calculators.vesting_course import course
from planner.calculators.vesting_document import VestingDocument
from planner.figures.day_numbers import date_of, day_number
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
    Given rules on leave, part-time work, exits or leaving, `forfeited` is what part-time work lost by then, and `steps`
    says in words what these did. Source: Open Cap Format 1.2.0, VestingTerms and its explainer; the rules are our own.
    """
    found = read(VestingDocument, document)
    of = course(found)
    by_then = of.timeline.at(day_number(found.until))
    result: dict[str, Any] = {
        "events": [
            [date_of(each.day).isoformat(), write_number(each.vested)] for each in of.timeline.changes if each.vested
        ],
        "vested": write_number(by_then.vested),
        "unvested": write_number(found.quantity - by_then.vested - by_then.forfeited),
    }
    if found.has_rules:
        result |= {"forfeited": write_number(by_then.forfeited), "steps": [step.say("en") for step in of.steps]}
    return result
