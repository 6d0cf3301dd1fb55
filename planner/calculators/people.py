"""People: who they are to a scheme, and the facts that follow from dates, hours and pay.

A fact is given outright or derived. Derived are, for a period:
`days_in_period`, `days_employed` (calendar days in service within it), `tenure_months` (completed months at its end or
at leaving; last days count whole), `salary` (12 × `monthly_salary`), `pay_in_period` (12 × monthly pay × fte × days ÷
days in the period, summed over spells), `fte` and `salary` as averages over the days in service where spells change
them, and `days_absent_KIND`. All exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from planner.calculators.scheme_document import Period
from planner.figures import column as columns
from planner.figures.calendar import months_between
from planner.figures.column import Numbers, Problem, column, single
from planner.figures.facts import Facts, read_date
from planner.figures.number import read_number

ABSENCES = ("parental", "unpaid", "other")
ONE_DAY = timedelta(days=1)
_MOST_SELECTIONS = 8
NOT_FACTS = {"id", "spells", "absences"}
DERIVED = {"days_in_period", "days_employed", "tenure_months", "salary", "pay_in_period", "fte"} | {
    f"days_absent_{kind}" for kind in ABSENCES
}


@dataclass(frozen=True)
class Spell:
    """Days within which hours or pay differ: both ends counted; what isn't said stays as the person's own."""

    first: date
    last: date
    fte: Fraction | None = None
    monthly_salary: Fraction | None = None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Absence:
    """Days away, both ends counted."""

    first: date
    last: date
    kind: str


@dataclass(frozen=True)
class Service:
    """A person's first and last day in service within the period, and their completed months at the last one."""

    first: date
    last: date
    days: int
    tenure: int | None


@dataclass
class People:
    """Everybody in a run, in the order of the document: their numbers, and their facts as written."""

    ids: list[str]
    documents: list[Mapping[str, object]]
    period: Period | None = None
    spells: dict[int, list[Spell]] = field(default_factory=dict)
    absences: dict[int, list[Absence]] = field(default_factory=dict)
    _written: dict[str, list[object]] = field(default_factory=dict)
    _known: dict[str, Facts] = field(default_factory=dict)
    _selected: dict[tuple[int, ...], dict[str, Facts]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def fact_names(self) -> set[str]:
        """All facts that anybody has, outright."""
        names: set[str] = set()
        for each in self.documents:
            names.update(each)
        return names - NOT_FACTS

    def written(self, name: str) -> list[object]:
        """A fact of everybody as the document has it; None where it hasn't."""
        if name not in self._written:
            self._written[name] = [each.get(name) for each in self.documents]
        return self._written[name]

    def fact(self, name: str) -> Facts:
        """A fact of everybody: as given, or derived where it isn't."""
        if name not in self._known:
            self._known[name] = self._fact(name)
        return self._known[name]

    def fact_of(self, name: str, places: Sequence[int]) -> Facts:
        """A fact of these people only; kept for the last few selections, as other rules often select alike."""
        if len(places) == len(self):
            return self.fact(name)
        selection = tuple(places)
        facts = self._selected.get(selection)
        if facts is None:
            if len(self._selected) >= _MOST_SELECTIONS:
                self._selected.clear()
            facts = self._selected.setdefault(selection, {})
        if name not in facts:
            facts[name] = self.fact(name).rows(places)
        return facts[name]

    def _fact(self, name: str) -> Facts:
        written = self.written(name)
        if name not in DERIVED or (None not in written and not (name in ("fte", "salary") and self.spells)):
            return Facts(name, written)
        return self._with_derived(name, written)

    def _with_derived(self, name: str, written: list[object]) -> Facts:
        """Derived for all at once; what is given outright stays."""
        derived = self._derived(name)
        averaged = set(self._served_spells) if name in ("fte", "salary") else set()
        given = [None if row in averaged else value for row, value in enumerate(written)] if averaged else written
        merged = derived
        if any(value is not None for value in given):
            plain = Facts(name, given)
            merged = columns.choose(plain.given, plain.numbers, derived)
        shown_as = [0 if value is None else value for value in given]
        for row in merged.problems:
            shown_as[row] = None
        return Facts(name, shown_as, exact=merged)

    def _derived(self, name: str) -> Numbers:
        if name == "fte":
            return self._fte
        if name == "salary":
            return self._salary
        if self.period is None:
            problem = Problem("{fact} needs the scheme's period", {"fact": name})
            return Numbers([0] * len(self), 1, False, dict.fromkeys(range(len(self)), problem))
        if name == "days_in_period":
            return Numbers([self.period.days] * len(self))
        if name == "pay_in_period":
            return self._pay
        if name.startswith("days_absent_"):
            return Numbers([self._days_absent(row, name[12:]) for row in range(len(self))])
        if name == "days_employed":
            return self._numbers(name, [each.days if each else None for each in self._services])
        return self._numbers(name, [each.tenure if each else None for each in self._services])

    def _numbers(self, name: str, values: Sequence[int | None]) -> Numbers:
        problem = Problem("{fact} isn't given, and start_date, from which it follows, isn't either", {"fact": name})
        problems = {row: problem for row, value in enumerate(values) if value is None}
        return Numbers([value or 0 for value in values], 1, False, problems)

    # In service

    @cached_property
    def _services(self) -> list[Service | None]:
        """Each person's days in the period; None where they aren't known."""
        pairs = list(zip(self.written("start_date"), self.written("end_date"), strict=True))
        known = {pair: self._service(*map(read_date, pair)) for pair in set(pairs)}
        return [known[pair] for pair in pairs]

    def _service(self, start: date | None, end: date | None) -> Service | None:
        if self.period is None:
            return None
        if start is None:
            # who left before it began was not in it, whenever they came
            has_left = end is not None and end < self.period.from_
            return Service(self.period.from_, self.period.from_ - ONE_DAY, 0, None) if has_left else None
        first, last = max(start, self.period.from_), min(end or self.period.to, self.period.to)
        tenure = months_between(start, last + ONE_DAY) if last >= start else 0
        return Service(first, last, max(0, (last - first).days + 1), tenure)

    @cached_property
    def outside_period(self) -> set[int]:
        """Who was in service on no day of the period."""
        given = self.written("days_employed")
        return {
            row for row, service in enumerate(self._services)
            if (service is not None and service.days == 0 if given[row] is None else read_number(given[row]) == 0)
        }  # fmt: skip

    def _days_absent(self, row: int, kind: str) -> int:
        if self.period is None or row not in self.absences:
            return 0
        service = self._services[row] or Service(self.period.from_, self.period.to, self.period.days, None)
        first, last = service.first, service.last
        away = {each for each in self.absences[row] if each.kind == kind}
        return sum(max(0, (min(each.last, last) - max(each.first, first)).days + 1) for each in away)

    # Hours and pay

    @cached_property
    def _own_fte(self) -> Numbers:
        return Facts("fte", [1 if value is None else value for value in self.written("fte")]).numbers

    @cached_property
    def _own_salary(self) -> Numbers:
        """Full-time pay a year, before changes inside the period."""
        monthly = columns.multiply(self._facts("monthly_salary").numbers, single(12))
        if "salary" not in self.fact_names:
            return monthly
        yearly = self._facts("salary")
        return columns.choose(yearly.given, yearly.numbers, monthly)

    def _facts(self, name: str) -> Facts:
        return Facts(name, self.written(name))

    @cached_property
    def _served_spells(self) -> dict[int, list[tuple[int, Fraction, Fraction | None]]]:
        """Of people whose hours or pay changed: days, fte and full-time yearly pay, piece by piece of their service."""
        return {row: pieces for row in self.spells if (pieces := self.pieces(row))}

    def pieces(self, row: int) -> list[tuple[int, Fraction, Fraction | None]]:
        """A person's days in service, piece by piece: days, fte, full-time yearly pay (None where not known)."""
        service = self._services[row]
        if service is None or not service.days:
            return []
        first, last = service.first, service.last
        own_fte = self._own_fte.at(row)
        own_pay = None if row in self._own_salary.problems else self._own_salary.at(row)
        pieces, day = [], first
        for spell in sorted(self.spells.get(row, ()), key=lambda each: each.first):
            start, end = max(spell.first, first), min(spell.last, last)
            if start <= end:
                fte = own_fte if spell.fte is None else spell.fte
                pay = own_pay if spell.monthly_salary is None else 12 * spell.monthly_salary
                pieces += [((start - day).days, own_fte, own_pay), ((end - start).days + 1, fte, pay)]
                day = end + ONE_DAY
        pieces.append(((last - day).days + 1, own_fte, own_pay))
        return [piece for piece in pieces if piece[0] > 0]

    @cached_property
    def _fte(self) -> Numbers:
        averages = {row: _average([(days, fte) for days, fte, _ in pieces])
                    for row, pieces in self._served_spells.items()}  # fmt: skip
        return _replaced(self._own_fte, averages)

    @cached_property
    def _salary(self) -> Numbers:
        averages = {}
        for row, pieces in self._served_spells.items():
            known = [(days, pay) for days, _, pay in pieces if pay is not None]
            averages[row] = _average(known) if len(known) == len(pieces) else None
        return _replaced(self._own_salary, averages)

    @cached_property
    def _pay(self) -> Numbers:
        days = self.fact("days_employed").numbers
        in_period = self.fact("days_in_period").numbers
        full = columns.multiply(columns.multiply(self._own_salary, self._own_fte), columns.divide(days, in_period))
        earned: dict[int, Fraction | None] = {}
        for row, pieces in self._served_spells.items():
            if any(pay is None and fte for _, fte, pay in pieces):
                earned[row] = None
            else:
                amount = sum((pay or 0) * fte * days for days, fte, pay in pieces)
                earned[row] = Fraction(amount) / in_period.at(row)
        return _replaced(full, earned)


def _average(pieces: Sequence[tuple[int, Fraction]]) -> Fraction:
    days = sum(days for days, _ in pieces)
    return sum((days * value for days, value in pieces), Fraction(0)) / days


def _replaced(numbers: Numbers, values: Mapping[int, Fraction | None]) -> Numbers:
    """The column with some rows' values put in place; None stands for a pay that is missing for part of the time."""
    if not values:
        return numbers
    missing = Problem("monthly_salary isn't given for all days in service")
    plain = column([values.get(row) or Fraction(0) for row in range(len(numbers))])
    problems = {row: missing for row, value in values.items() if value is None}
    is_new = Numbers([int(row in values) for row in range(len(numbers))])
    return columns.choose(is_new, Numbers(plain.tops, plain.bottom, False, problems), numbers)
