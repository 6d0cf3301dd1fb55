"""Vesting in equal months with a cliff, as Open Cap Format terms, and back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from planner.calculators.captable_values import Object

_DAY = "VESTING_START_DAY_OR_LAST_DAY_OF_MONTH"


def monthly_terms(months: int, cliff: int) -> dict[str, Any]:
    """Terms by which a 1/months part vests each month after the start, the first `cliff` of them together."""
    name = f"vesting-{months}-{cliff}"
    start = {"id": f"{name}-start", "quantity": "0", "trigger": {"type": "VESTING_START_DATE"}}
    conditions: list[dict[str, Any]] = [{**start, "next_condition_ids": []}]
    if cliff:
        conditions.append(_relative(f"{name}-cliff", f"{name}-start", (cliff, months), (cliff, 1)))
    if months > cliff:
        previous = conditions[-1]["id"]
        conditions.append(_relative(f"{name}-monthly", previous, (1, months), (1, months - cliff)))
    for before, after in pairwise(conditions):
        before["next_condition_ids"] = [after["id"]]
    return {
        "object_type": "VESTING_TERMS",
        "id": name,
        "name": f"{months} months, cliff {cliff}",
        "description": f"1/{months} a month from the vesting start; the first {cliff} months together.",
        "allocation_type": "CUMULATIVE_ROUND_DOWN",
        "vesting_conditions": conditions,
    }


def _relative(name: str, to: str, portion: tuple[int, int], period: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": name,
        "portion": {"numerator": str(portion[0]), "denominator": str(portion[1])},
        "trigger": {
            "type": "VESTING_SCHEDULE_RELATIVE",
            "relative_to_condition_id": to,
            "period": {"type": "MONTHS", "length": period[0], "occurrences": period[1], "day_of_month": _DAY},
        },
        "next_condition_ids": [],
    }


def months_of(terms: Object | None) -> tuple[int, int] | None:
    """The months and the cliff of terms that `monthly_terms` would write; None of any others.

    >>> months_of(monthly_terms(48, 12)), months_of({"id": "other"})
    ((48, 12), None)
    """
    parts = str(terms.get("id")).split("-") if terms else []
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 5 for part in parts[1:]):
        return None
    months, cliff = int(parts[1]), int(parts[2])
    return (months, cliff) if 0 < months >= cliff and monthly_terms(months, cliff) == terms else None
