"""What rules would pay over a year as it is: worked out once for each state of the rules, the figures and the people.

A founder moves a slider and wants to see at once what it does to ten thousand people. Reading those people and their
facts takes most of the time and stays the same, so it is kept in memory, and so are the latest outcomes: *now*, and the
draft before the last change. Nothing kept can be stale: its key holds the year's version and its people's revision.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from threading import Lock
from typing import Any, Generic, TypeVar

from planner.calculators.people_document import read_people
from planner.calculators.reading import read
from planner.calculators.scheme import ReadPeople, run_over
from planner.calculators.scheme_document import Period
from planner.calculators.scheme_result import size_of
from planner.calculators.scheme_run import SchemeRun
from planner.canonical import identity_of
from planner.models import db
from planner.operations.years import YearLine, people_of

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Outcome:
    """What everybody of a year gets, by their place in its list. Amounts are whole steps of `size`: cents, for money.

    Of rights (shares, options, days) beside money only the money counts here; of a scheme that gives but one kind of
    right, that kind.
    """

    run: SchemeRun
    unit: str
    size: Fraction

    @cached_property
    def amounts(self) -> Sequence[int]:
        """Steps by place; 0 for who does not share."""
        found = [0] * len(self.run.people)
        for award in self.run.awards:
            if award.unit != self.unit:
                continue
            scale = award.award.size / self.size
            for row, place in enumerate(self.run.eligible):
                found[place] += int(award.parts[row] * scale) if scale != 1 else award.parts[row]
        return found

    @cached_property
    def sharing(self) -> frozenset[int]:
        """The places of who shares."""
        return frozenset(self.run.eligible)

    @cached_property
    def in_order(self) -> Sequence[int]:
        """The amounts of who shares, from low to high."""
        return sorted(self.amounts[place] for place in self.run.eligible)

    @property
    def total(self) -> int:
        """All that is handed out."""
        return sum(self.amounts)

    @property
    def undistributed(self) -> Fraction:
        """What nobody gets because all are at their cap, in steps."""
        left = sum((each.undistributed for each in self.run.awards if each.unit == self.unit), Fraction(0))
        return left / self.size

    @property
    def pot(self) -> Fraction:
        """What there is to share, in steps: what is handed out, and what nobody gets."""
        return self.total + self.undistributed


@dataclass(frozen=True)
class Worked:
    """Only what a scheme would share in all, in its unit, and among how many."""

    total: Fraction
    unit: str
    people: int


def worked(document: Mapping[str, Any], year: YearLine) -> Worked:
    """What a scheme to start from would pay over a year. Raises Refused with all that is wrong."""
    tried = {**document, "period": year.period}
    return _worked.get(_state(tried, year), lambda: _summed(_carried_out(tried, year)))


def outcome_of(document: Mapping[str, Any], year: YearLine) -> Outcome:
    """The document carried out over a year, in that year's own period. Raises Refused with all that is wrong."""
    tried = {**document, "period": year.period}
    return _outcomes.get(_state(tried, year), lambda: _carried_out(tried, year))


def _state(document: Mapping[str, Any], year: YearLine) -> Hashable:
    return str(db.engine.url), year.id, year.version, year.people_revision, identity_of(document)


def _summed(found: Outcome) -> Worked:
    return Worked(found.total * found.size, found.unit, len(found.sharing))


def _carried_out(document: Mapping[str, Any], year: YearLine) -> Outcome:
    run = run_over(document, year.company.values, _people(year))
    units = list(dict.fromkeys(award.unit for award in run.awards))
    unit = units[0] if len(units) == 1 else run.scheme.currency
    return Outcome(run, unit, size_of(run, unit))


def _people(year: YearLine) -> ReadPeople:
    state = (str(db.engine.url), year.id, year.people_revision, year.first, year.last)
    return _read.get(state, lambda: read_people(list(people_of(year).people), read(Period, year.period)))


class _Latest(Generic[T]):
    """The latest few of something that is costly to make, by what it was made from."""

    def __init__(self, most: int) -> None:
        self.most, self.kept, self.lock = most, OrderedDict[Hashable, T](), Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        found = make()  # outside the lock: two who ask at once both work, and get the same
        with self.lock:
            self.kept[key] = found
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return found


_outcomes = _Latest[Outcome](8)
_read = _Latest[ReadPeople](4)
_worked = _Latest[Worked](200)


def forget() -> None:
    """Empty what is kept in memory; what is asked next is worked out anew."""
    for each in (_outcomes, _read, _worked):
        each.kept.clear()
