"""Vesting terms that several tests use, written as Open Cap Format has them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from planner.calculators.reading import read
from planner.calculators.vesting_document import START_DAY, VestingTerms

ALLOCATIONS = [
    "CUMULATIVE_ROUNDING", "CUMULATIVE_ROUND_DOWN", "FRONT_LOADED", "BACK_LOADED", "FRONT_LOADED_TO_SINGLE_TRANCHE",
    "BACK_LOADED_TO_SINGLE_TRANCHE", "FRACTIONAL",
]  # fmt: skip
START: dict[str, Any] = {"id": "start", "quantity": "0", "trigger": {"type": "VESTING_START_DATE"}}


def relative(to: str, length: int, occurrences: int = 1, day: str | None = START_DAY, **more: Any) -> dict[str, Any]:
    period = {"type": "MONTHS", "length": length, "occurrences": occurrences, "day_of_month": day, **more}
    return {"type": "VESTING_SCHEDULE_RELATIVE", "period": period, "relative_to_condition_id": to}


def part(top: int, bottom: int, remainder: bool = False) -> dict[str, Any]:
    return {"numerator": str(top), "denominator": str(bottom), "remainder": remainder}


def terms(*conditions: dict[str, Any], allocation: str = "CUMULATIVE_ROUNDING") -> dict[str, Any]:
    """Conditions, each followed by the next unless it says otherwise."""
    linked = deepcopy(list(conditions))
    for place, condition in enumerate(linked):
        after = [linked[place + 1]["id"]] if place + 1 < len(linked) else []
        condition.setdefault("next_condition_ids", after)
    return {"object_type": "VESTING_TERMS", "allocation_type": allocation, "vesting_conditions": linked}


def repeated(count: int, length: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": "monthly", "portion": part(1, count), "trigger": relative("start", length, count, **more)}


FOUR_YEARS: tuple[dict[str, Any], ...] = (
    START,
    {"id": "cliff", "portion": part(12, 48), "trigger": relative("start", 12)},
    {"id": "monthly", "portion": part(1, 48), "trigger": relative("cliff", 1, 36)},
)


def compiled(document: dict[str, Any]) -> VestingTerms:
    """Terms as the calculators hold them."""
    return read(VestingTerms, document)
