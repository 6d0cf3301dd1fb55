"""Any grants and any service, for what must hold whatever is put together."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.calculators.vesting_cases import ALLOCATIONS, FOUR_YEARS, START, repeated, terms

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@st.composite
def spans(draw: st.DrawFn, most: int) -> list[tuple[str, str]]:
    """Spans of days that don't overlap, in any order."""
    ends = sorted(draw(st.lists(DAYS, min_size=2 * most, max_size=2 * most, unique=True)))
    found = [(str(ends[place]), str(ends[place + 1])) for place in range(0, 2 * most, 2)]
    return draw(st.permutations(found[: draw(st.integers(0, most))]))


@st.composite
def leaves(draw: st.DrawFn) -> list[dict[str, Any]]:
    kinds = st.sampled_from(["parental", "unpaid", "other"])
    return [{"from": first, "to": last, "kind": draw(kinds)} for first, last in draw(spans(3))]


@st.composite
def hours(draw: st.DrawFn) -> list[dict[str, Any]]:
    parts = st.sampled_from(["0", "0.25", "0.5", "0.8", "2/3", "1", "1.2"])
    return [{"from": first, "to": last, "fte": draw(parts)} for first, last in draw(spans(3))]


@st.composite
def grants(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.sampled_from([FOUR_YEARS, (START, repeated(16, 3, cliff_installment=4)), (START, repeated(48))]))
    allocation = draw(st.sampled_from(ALLOCATIONS))
    return {"quantity": draw(st.integers(0, 2000)), "start": str(draw(st.dates(date(2024, 1, 1), date(2026, 12, 31)))),
            "terms": terms(*chosen, allocation=allocation)}  # fmt: skip
