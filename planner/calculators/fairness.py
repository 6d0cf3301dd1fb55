"""`calc fairness`: how even is it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from planner.calculators.fairness_document import FairnessDocument, fairness_faults
from planner.calculators.inequality import atkinson, estimate, gini, quantile, theil, theil_between, theil_within
from planner.calculators.reading import read
from planner.errors import Refused
from planner.figures.number import decimals_of, half_up, write_number

FEWEST = 5
AVERSIONS = {"0.5": Fraction(1, 2), "1": Fraction(1), "2": Fraction(2)}
HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
CENT, FINEST = Fraction(1, 100), Fraction(1, 10**10)


def fairness(document: object) -> dict[str, Any]:
    """How even amounts are, and what lies between groups: indices as estimates, amounts as texts. Raises Refused.

    >>> found = fairness({"amounts": [1, 1, 1, 5]})
    >>> found["gini"], found["top_to_bottom"], found["median"]
    (0.375, 3.8, '1.00')

    The ninth decile is 1 + 0.7 × (5 − 1) = 3.8. It can't be compared with a first decile of zero: null.

    Of a group of fewer than five only that it is withheld is said, unless `small_groups`. Where one is withheld so is
    what would give it away: the parts of Theil's index, and the gaps if it is the reference. What the other groups have
    is said all the same: who knows the whole sum and the number of people can subtract them. Show groups beside such
    totals only if those withheld are at least five together.
    """
    found = read(FairnessDocument, document)
    if faults := fairness_faults(found):
        raise Refused(faults)
    unit = lcm(*(amount.denominator for amount in found.amounts))
    amounts = [int(amount * unit) for amount in found.amounts]
    return {
        **_indices(sorted(amounts)),
        "median": _written(quantile(sorted(amounts), HALF) / unit),
        "groups": {name: _grouped(found, name, amounts, unit) for name in found.groups},
    }


def _indices(amounts: Sequence[int]) -> dict[str, Any]:
    bottom = quantile(amounts, TENTH)
    return {
        "gini": estimate(gini(amounts)),
        "theil": estimate(theil(amounts)),
        "atkinson": {name: estimate(atkinson(amounts, aversion)) for name, aversion in AVERSIONS.items()},
        "top_to_bottom": estimate(quantile(amounts, 9 * TENTH) / bottom) if bottom else None,
    }


@dataclass(frozen=True)
class Group:
    """The amounts of some people, ascending, in parts of which `unit` make one."""

    amounts: Sequence[int]
    unit: int

    @property
    def count(self) -> int:
        return len(self.amounts)

    @property
    def mean(self) -> Fraction:
        return Fraction(sum(self.amounts), self.count * self.unit)

    @property
    def median(self) -> Fraction:
        return quantile(self.amounts, HALF) / self.unit


def _grouped(found: FairnessDocument, name: str, amounts: Sequence[int], unit: int) -> dict[str, Any]:
    members: dict[str, list[int]] = defaultdict(list)
    for group, amount in zip(found.groups[name], amounts, strict=True):
        members[group].append(amount)
    groups = {group: Group(sorted(members[group]), unit) for group in sorted(members)}
    shown = {group for group, those in groups.items() if found.small_groups or those.count >= FEWEST}
    reference = found.reference.get(name) or _largest(groups)
    beside = groups[reference] if reference in shown else None
    parts = [those.amounts for those in groups.values()]
    whole = len(shown) == len(groups)
    return {
        "reference": reference,
        "groups": {
            group: _figures(those, beside) if group in shown else {"withheld": True} for group, those in groups.items()
        },
        "theil_between": estimate(theil_between(parts)) if whole else None,
        "theil_within": estimate(theil_within(parts)) if whole else None,
    }


def _largest(groups: Mapping[str, Group]) -> str:
    """The group of most people; of equal ones the first by name."""
    return max(groups, key=lambda group: groups[group].count)


def _figures(group: Group, reference: Group | None) -> dict[str, Any]:
    return {
        "count": group.count,
        "mean": _written(group.mean),
        "median": _written(group.median),
        "mean_gap": reference and _gap(reference.mean, group.mean),
        "median_gap": reference and _gap(reference.median, group.median),
    }


def _gap(reference: Fraction, group: Fraction) -> float | None:
    """What part the group has less than the reference, below zero if it has more; none beside a reference of zero."""
    return estimate((reference - group) / reference) if reference else None


def _written(value: Fraction) -> str:
    """In full with at least two decimals; a mean that never ends, to ten decimals."""
    return write_number(value if decimals_of(value) is not None else half_up(value, FINEST), CENT)
