"""`calc expense`: what the accounts show of share-based pay (IFRS 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

from planner.calculators.expense_document import (
    CashDocument,
    EquityDocument,
    Tranche,
    at,
    cash_faults,
    equity_faults,
)
from planner.calculators.reading import read, shown
from planner.errors import Refused, refuse
from planner.figures.number import half_up, write_number

ZERO, UNIT = Fraction(0), Fraction(1)
KINDS = "'equity' or 'cash'"


def expense(document: object) -> dict[str, Any]:
    """The expense of each year, the cumulative expense and the liability at its end, in whole units. Raises Refused.

    >>> expense({"settlement": "equity", "fair_value": 15, "units_per_holder": 100, "years": 3,
    ...          "holders_expected": [425, 440, 443]})["expense"]
    ['212500', '227500', '224500']

    425 × 100 × 15 × 1/3 = 212,500 after a year; 440 × 100 × 15 × 2/3 = 440,000 after two, which is 227,500 more.
    (Source: IFRS 2, Implementation Guidance, IG11, Example 1, scenario 2.) What is settled in shares has no liability.
    """
    kind = document.get("settlement", "equity") if isinstance(document, Mapping) else "equity"
    if kind == "cash":
        return _cash(read(CashDocument, document))
    if kind != "equity":
        raise refuse("settlement", "{value} is not accepted; {expected} is", value=shown(kind), expected=KINDS)
    found = read(EquityDocument, document)
    if faults := equity_faults(found):
        raise Refused(faults)
    cumulative = _tranches(found, found.tranches) if found.tranches else _grant(found)
    return _result(cumulative, [ZERO] * len(cumulative))


def _grant(found: EquityDocument) -> list[Fraction]:
    """Holders expected × units × fair value × the part of the period gone; better terms over what is left of it."""
    holders = found.holders_expected or []
    gone = found.period_fraction or [Fraction(end, found.years or 1) for end in range(1, len(holders) + 1)]
    value, units = found.fair_value or ZERO, found.units_per_holder or ZERO
    return [
        count * units * (value * part + _added(found, gone, end))
        for end, (count, part) in enumerate(zip(holders, gone, strict=True), 1)
    ]


def _added(found: EquityDocument, gone: Sequence[Fraction], end: int) -> Fraction:
    """Of the modification, a unit: spread from its year to vesting; at once if all has vested."""
    change = found.modification
    if change is None or end < change.year:
        return ZERO
    before = gone[change.year - 1]
    spread = (gone[end - 1] - before) / (1 - before) if before < 1 else UNIT
    return change.incremental_fair_value * max(spread, ZERO)


def _tranches(found: EquityDocument, tranches: Sequence[Tranche]) -> list[Fraction]:
    """Graded: each tranche over its own years. Straight-line: all over the last one's, never below what has vested."""
    last = max(each.vest_year for each in tranches)
    holders = found.holders_expected or [UNIT] * last

    def worth(tranche: Tranche, end: int) -> Fraction:  # who leaves after vesting keeps what has vested
        return holders[min(end, tranche.vest_year) - 1] * tranche.units * tranche.fair_value

    def graded(end: int) -> Fraction:
        parts = (worth(each, end) * min(UNIT, Fraction(end, each.vest_year)) for each in tranches)
        return sum(parts, ZERO)

    def straight(end: int) -> Fraction:
        vested = sum((worth(each, end) for each in tranches if each.vest_year <= end), ZERO)
        return max(vested, sum((worth(each, end) for each in tranches), ZERO) * end / last)

    return [(graded if found.method == "graded" else straight)(end) for end in range(1, last + 1)]


def _cash(found: CashDocument) -> dict[str, Any]:
    """The liability is measured again each year-end; the expense is its change and what was paid out."""
    if faults := list(cash_faults(found)):
        raise Refused(faults)
    ends, units = range(len(found.holders_outstanding)), found.units_per_holder
    liability = [_held(found, end) * units * (at(found.fair_value, end) or ZERO) for end in ends]
    paid = accumulate(
        (at(found.holders_exercised, end) or ZERO) * units * (at(found.intrinsic, end) or ZERO) for end in ends
    )
    return _result([owed + out for owed, out in zip(liability, paid, strict=True)], liability)


def _held(found: CashDocument, end: int) -> Fraction:
    """Holders of rights at a year-end; before vesting, those expected to vest times the part of the years gone."""
    if end < found.years - 1:
        return found.holders_expected[end] * Fraction(end + 1, found.years)
    return found.holders_outstanding[end] or ZERO


def _result(cumulative: Sequence[Fraction], liability: Sequence[Fraction]) -> dict[str, Any]:
    rounded = [half_up(each, UNIT) for each in cumulative]
    return {
        "expense": [write_number(each - before) for before, each in zip([ZERO, *rounded], rounded, strict=False)],
        "cumulative": [write_number(each) for each in rounded],
        "liability": [write_number(half_up(each, UNIT)) for each in liability],
    }
