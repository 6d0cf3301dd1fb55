"""What a draft changes: the sums, everybody's amount, and each group's, beside what the version in force would pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from planner.calculators.scheme_run import NOT_IN_PERIOD
from planner.operations.outcomes import Outcome

GROUP_FACTS = ("level", "department", "contract")  # what people may be grouped by, the first of these they have
_PROFIT = ("net_profit", "profit", "operating_profit")


@dataclass(frozen=True)
class Figures:
    """An outcome in six figures, all but two in its steps; amounts are None where nobody shares."""

    pot: Fraction
    of_profit: Fraction | None  # the pot as a part of the profit; None where there is none, or a loss
    people: int
    median: Fraction | None
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Somebody's amount now and with the draft, in steps; None where they don't share."""

    place: int
    now: int | None
    draft: int | None

    @property
    def difference(self) -> int:
        return (self.draft or 0) - (self.now or 0)


@dataclass(frozen=True)
class Group:
    """People who are alike in a fact, with their amounts from low to high."""

    name: str
    now: Sequence[int]
    draft: Sequence[int]

    @property
    def change(self) -> Fraction | None:
        """How much the median goes up, as a part of what it was; None where there is none to compare with."""
        before, after = median_of(self.now), median_of(self.draft)
        return after / before - 1 if before and after is not None and before > 0 else None


@dataclass(frozen=True, eq=False)
class Comparison:
    """A draft's outcome, and that of the version in force if there is one, over the same people and figures."""

    draft: Outcome
    now: Outcome | None = None

    @cached_property
    def differences(self) -> Sequence[int]:
        """By place, how much more than now; who shares neither before nor after has none."""
        if self.now is None:
            return self.draft.amounts
        return [after - before for after, before in zip(self.draft.amounts, self.now.amounts, strict=True)]

    @cached_property
    def order(self) -> Sequence[int]:
        """The places of who shares before or after: who loses first, if anybody does; else who gains most first."""
        here = sorted(self.draft.sharing | self.now.sharing if self.now else self.draft.sharing)
        return sorted(here, key=self.differences.__getitem__, reverse=not self.losing)

    def effects(self, first: int, last: int) -> Sequence[Effect]:
        """That part of the order, with everybody's amounts."""
        return [Effect(place, _amount(self.now, place), _amount(self.draft, place)) for place in self.order[first:last]]

    @cached_property
    def losing(self) -> int:
        """How many get less than now."""
        return sum(each < 0 for each in self.differences) if self.now else 0

    @cached_property
    def largest_change(self) -> int:
        """The largest difference, up or down, among those who share both now and with the draft."""
        both = self.draft.sharing & self.now.sharing if self.now else frozenset[int]()
        return max((abs(self.differences[place]) for place in both), default=0)

    @property
    def grouped_by(self) -> Sequence[str]:
        """The facts by which these people may be grouped."""
        return [name for name in GROUP_FACTS if name in self.draft.run.people.fact_names]

    def groups(self, fact: str) -> Sequence[Group]:
        """By a fact, from the lowest median to the highest; who hasn't the fact stands under an empty name."""
        names = [text or "" for text in self.draft.run.people.fact(fact).texts.texts]
        now, draft = _by_group(self.now, names), _by_group(self.draft, names)
        found = [Group(name, now.get(name, []), draft.get(name, [])) for name in {**now, **draft}]
        return sorted(found, key=lambda group: (median_of(group.draft or group.now) or 0, group.name))


def figures_of(outcome: Outcome) -> Figures:
    """The pot, the people, and the middle and the ends of what they get."""
    amounts = outcome.in_order
    return Figures(
        outcome.pot,
        _of_profit(outcome),
        len(outcome.sharing),
        median_of(amounts),
        amounts[0] if amounts else None,
        amounts[-1] if amounts else None,
    )


def left_out_of(outcome: Outcome) -> Sequence[tuple[str, Sequence[int]]]:
    """The conditions that people fail, in the order of the rules, with the places of who fails each first."""
    counted = Counter(outcome.run.reasons.values())
    order = [*(each.name for each in outcome.run.scheme.eligible), NOT_IN_PERIOD]
    places = {name: [place for place, reason in outcome.run.reasons.items() if reason == name] for name in counted}
    return [(name, sorted(places[name])) for name in order if name in places]


def profit_of(outcome: Outcome) -> tuple[str, Fraction] | None:
    """The company's profit, by the name that it has; None where it gives none."""
    for name in _PROFIT:
        if name in outcome.run.company_facts:
            return name, outcome.run.company_facts[name].at(0)
    return None


def median_of(amounts: Sequence[int]) -> Fraction | None:
    """The middle one, or halfway the middle two, of amounts from low to high.

    >>> median_of([1, 2, 10]), median_of([1, 2]), median_of([])
    (Fraction(2, 1), Fraction(3, 2), None)
    """
    if not amounts:
        return None
    half = len(amounts) // 2
    return Fraction(amounts[half]) if len(amounts) % 2 else Fraction(amounts[half - 1] + amounts[half], 2)


def quantile_of(amounts: Sequence[int], part: Fraction) -> Fraction:
    """On a straight line between two neighbours, at place (n - 1) × part from 0 ("type 7").

    >>> quantile_of([10, 20, 30, 40], Fraction(1, 4))
    Fraction(35, 2)
    """
    place = (len(amounts) - 1) * part
    below = int(place)
    above = min(below + 1, len(amounts) - 1)
    return amounts[below] + (place - below) * (amounts[above] - amounts[below])


def _of_profit(outcome: Outcome) -> Fraction | None:
    profit = profit_of(outcome)
    if profit is None or profit[1] <= 0 or outcome.unit != outcome.run.scheme.currency:
        return None
    return outcome.pot * outcome.size / profit[1]


def _amount(outcome: Outcome | None, place: int) -> int | None:
    return outcome.amounts[place] if outcome and place in outcome.sharing else None


def _by_group(outcome: Outcome | None, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
    if outcome is None:
        return {}
    found: dict[str, list[int]] = {}
    amounts = outcome.amounts
    for place in outcome.run.eligible:
        found.setdefault(names[place], []).append(amounts[place])
    return {name: sorted(amounts) for name, amounts in found.items()}
