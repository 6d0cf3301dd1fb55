"""What `calc expense` takes: a grant, and what is expected of it at each year-end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from planner.calculators.reading import Count, Document, NotNegative, shown
from planner.errors import Fault

Figures = list[NotNegative | None]


class Tranche(Document):
    """A part that vests at the end of `vest_year`; `units` a holder, or of all holders if none are given."""

    units: NotNegative
    fair_value: NotNegative
    vest_year: Annotated[Count, Field(ge=1, le=100)]


class Modification(Document):
    """What better terms add to a unit's fair value, from the end of `year`."""

    year: Annotated[Count, Field(ge=1, le=100)]
    incremental_fair_value: NotNegative


class EquityDocument(Document):
    """Settled in shares: one grant, or tranches."""

    settlement: Literal["equity"]
    fair_value: NotNegative | None = None
    units_per_holder: NotNegative | None = None
    years: Annotated[Count, Field(ge=1, le=100)] | None = None
    holders_expected: list[NotNegative] | None = None
    period_fraction: list[NotNegative] | None = None
    modification: Modification | None = None
    tranches: Annotated[list[Tranche], Field(min_length=1)] | None = None
    method: Literal["graded", "straight-line"] = "graded"


class CashDocument(Document):
    """Settled in cash: the lists have a place a year-end, `null` where there is nothing yet."""

    settlement: Literal["cash"]
    units_per_holder: NotNegative
    years: Annotated[Count, Field(ge=1, le=100)]
    holders_expected: list[NotNegative] = []
    fair_value: Figures
    intrinsic: Figures = []
    holders_outstanding: Annotated[Figures, Field(min_length=1)]
    holders_exercised: Figures = []


def equity_faults(found: EquityDocument) -> list[Fault]:
    """What is missing, or doesn't go together."""
    return list(_tranche_faults(found) if found.tranches else _grant_faults(found))


def _tranche_faults(found: EquityDocument) -> Iterator[Fault]:
    for name in ("fair_value", "units_per_holder", "years", "period_fraction", "modification"):
        if getattr(found, name) is not None:
            yield Fault(name, "is not taken beside tranches; each tranche has its own")
    last = max(each.vest_year for each in found.tranches or ())
    if found.holders_expected is not None and len(found.holders_expected) != last:
        yield _places("holders_expected", found.holders_expected, last)


def _grant_faults(found: EquityDocument) -> Iterator[Fault]:
    needed = ["fair_value", "units_per_holder", "holders_expected", *(["years"] if not found.period_fraction else [])]
    yield from (Fault(name, "is missing") for name in needed if getattr(found, name) is None)
    count = len(found.holders_expected or ())
    if found.period_fraction is None and found.years is not None and count != found.years and found.holders_expected:
        yield _places("holders_expected", found.holders_expected, found.years)
    if found.period_fraction is not None and len(found.period_fraction) != count:
        yield _places("period_fraction", found.period_fraction, count)
    for at, part in enumerate(found.period_fraction or ()):
        if part > 1:
            yield Fault(f"period_fraction[{at}]", "{value} is not from 0 to 1", {"value": shown(part)})
    if found.modification is not None and found.modification.year > count:
        values = {"value": shown(Fraction(found.modification.year)), "count": count}
        yield Fault("modification.year", "{value} is after the last of {count} year-ends", values)


def cash_faults(found: CashDocument) -> Iterator[Fault]:
    """Lists that don't fit the years, and a value that is needed and isn't there."""
    ends = len(found.holders_outstanding)
    if len(found.holders_expected) != min(found.years - 1, ends):
        yield _places("holders_expected", found.holders_expected, min(found.years - 1, ends))
    for name in ("fair_value", "intrinsic", "holders_exercised"):
        if len(getattr(found, name)) > ends:
            yield _places(name, getattr(found, name), ends)
    for end in range(ends):
        before = end < found.years - 1
        held, exercised = at(found.holders_outstanding, end), at(found.holders_exercised, end)
        if not before and held is None:
            yield Fault(f"holders_outstanding[{end}]", "is missing; from vesting on a number is needed, 0 too")
        if (before or held) and at(found.fair_value, end) is None:
            yield Fault(f"fair_value[{end}]", "is missing; it is needed while rights are held")
        if before and exercised:
            yield Fault(f"holders_exercised[{end}]", "{value} is before vesting", {"value": shown(exercised)})
        if exercised and at(found.intrinsic, end) is None:
            yield Fault(f"intrinsic[{end}]", "is missing; it is what those who exercised were paid a unit")


def at(figures: Sequence[Fraction | None], end: int) -> Fraction | None:
    """The figure at a year-end; None past the list's end."""
    return figures[end] if end < len(figures) else None


def _places(name: str, figures: Sequence[object], needed: int) -> Fault:
    return Fault(name, "has {count} year-ends; {needed} are needed", {"count": len(figures), "needed": needed})
