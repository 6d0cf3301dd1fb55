"""Whole rights from exact parts: Open Cap Format's seven allocation types, over the instalments of a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from math import ceil, floor

from planner.calculators.vesting_path import Met
from planner.errors import Fault, Refused
from planner.figures.number import half_up, write_number


@dataclass(frozen=True)
class Tranche:
    """What vests on a day, before the rounding: an exact part of the grant."""

    met: Met
    day: date
    exact: Fraction

    @property
    def is_given(self) -> bool:
        """Not so if the condition gave way to the next before this day."""
        return self.met.ended is None or self.day <= self.met.ended


def tranches(path: Sequence[Met], quantity: Fraction) -> list[Tranche]:
    """The exact part of every instalment on the path. Raises Refused if they are more than the grant."""
    found: list[Tranche] = []
    vested = Fraction(0)
    for met in path:
        unvested = quantity - vested
        for day in met.dates:
            tranche = Tranche(met, day, _exact(met, quantity, unvested))
            found.append(tranche)
            unvested -= tranche.exact
            vested += tranche.exact if tranche.is_given else 0
        if vested > quantity:
            raise Refused([_too_much(met, vested, quantity)])
    return found


def _exact(met: Met, quantity: Fraction, unvested: Fraction) -> Fraction:
    portion = met.condition.portion
    if portion is None:
        return met.condition.quantity or Fraction(0)
    return portion.part * (unvested if portion.remainder else quantity)


def _too_much(met: Met, vested: Fraction, quantity: Fraction) -> Fault:
    values = {"condition": f'"{met.condition.id}"', "vested": write_number(vested), "quantity": write_number(quantity)}
    text = "by {condition} {vested} would have vested, more than the quantity of {quantity}"
    return Fault("terms.vesting_conditions", text, values)


def allocate(exact: Sequence[Tranche], allocation_type: str) -> list[tuple[date, Fraction]]:
    """What vests when, in whole rights (but for FRACTIONAL). 18 rights in 4 instalments of 4.5 each:

    cumulative rounding 5, 4, 5, 4; cumulative round down 4, 5, 4, 5; front loaded 5, 5, 4, 4; back loaded 4, 4, 5, 5;
    front loaded to a single tranche 6, 4, 4, 4; back loaded to a single one 4, 4, 4, 6; fractional 4.5 four times.
    (Source: Open Cap Format 1.2.0, enum AllocationType.)

    What vested by an event never changes by a later one: loading is done within what the calendar alone decides.
    """
    if allocation_type == "FRACTIONAL":
        return [(each.day, each.exact) for each in exact if each.is_given]
    if allocation_type.startswith("CUMULATIVE"):
        down = allocation_type == "CUMULATIVE_ROUND_DOWN"
        return list(_cumulative([each for each in exact if each.is_given], down))
    return list(_loaded(exact, allocation_type.startswith("FRONT"), allocation_type.endswith("SINGLE_TRANCHE")))


def _cumulative(exact: Iterable[Tranche], down: bool) -> Iterator[tuple[date, Fraction]]:
    total, given = Fraction(0), Fraction(0)
    for each in exact:
        total += each.exact
        whole = Fraction(floor(total)) if down else half_up(total, Fraction(1))
        yield each.day, whole - given
        given = whole


def _loaded(exact: Sequence[Tranche], front: bool, single: bool) -> Iterator[tuple[date, Fraction]]:
    total, given = Fraction(0), 0
    for _, members in groupby(exact, key=lambda each: each.met.condition.id if each.met.is_event else ""):
        group = list(members)
        end = total + sum(each.exact for each in group)
        whole = max(0, (ceil(end) if front else floor(end)) - given)
        for each, part in zip(group, _load_group(group, whole, front, single), strict=True):
            if each.is_given:
                yield each.day, Fraction(part)
                total, given = total + each.exact, given + part


def _load_group(group: Sequence[Tranche], whole: int, front: bool, single: bool) -> Iterator[int]:
    """First among the conditions, then among the instalments of each, so that each adds up to its own part."""
    conditions = [list(members) for _, members in groupby(group, key=lambda each: each.met.condition.id)]
    sums = [sum((each.exact for each in members), Fraction(0)) for members in conditions]
    for members, part in zip(conditions, load(sums, whole, front, single), strict=True):
        yield from load([each.exact for each in members], part, front, single)


def load(exact: Sequence[Fraction], whole: int, front: bool, single: bool) -> list[int]:
    """Each part rounded down; what is left goes to the first (or last) that lost something, one each or all to one.

    >>> load([Fraction(9, 2)] * 4, 18, front=True, single=False)
    [5, 5, 4, 4]
    """
    parts = [floor(each) for each in exact]
    places = [place for place, each in enumerate(exact) if each.denominator != 1] or list(range(len(exact)))
    order = places if front else places[::-1]
    left = whole - sum(parts)
    if left < 0:
        return _take(parts, -left)
    for count in range(left):
        parts[order[0 if single else count % len(order)]] += 1
    return parts


def _take(parts: list[int], too_many: int) -> list[int]:
    """The last ones give back what earlier conditions had in advance."""
    for place in reversed(range(len(parts))):
        taken = min(parts[place], too_many)
        parts[place] -= taken
        too_many -= taken
    return parts
