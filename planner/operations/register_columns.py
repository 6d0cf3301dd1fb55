"""The columns of a register: the facts that were used, the steps, and of each award its parts; then the totals.

What a sum is shared out by stands beside its parts, under the award's heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from planner.calculators.scheme_document import say_title
from planner.calculators.scheme_result import CENT, size_of
from planner.calculators.scheme_run import AwardResult, SchemeRun
from planner.figures.facts import Dates, Facts, as_written, read_date
from planner.figures.figure import Figure
from planner.figures.number import decimals_of
from planner.figures.syntax import Name
from planner.figures.unit import ANY, Unit, declared, hinted
from planner.language import number, say, short_date
from planner.statements.vocabulary import title_of, unit_words

Value = Fraction | date | str | None
MOST_DECIMALS = 4
_IN_CURRENCY = {"salary", "monthly_salary", "pay_in_period"}


@dataclass(frozen=True, eq=False)
class Factor:
    """One column: a value for each person who shares, in the order of the run.

    `kind` is fact, step, weight, cap, floor, part, leftover or total.
    """

    kind: str
    name: str
    title: str
    values: Sequence[Value]
    unit: Unit = ANY
    step: Fraction | None = None
    group: str = ""

    @cached_property
    def is_figure(self) -> bool:
        return all(value is None or isinstance(value, Fraction) for value in self.values)

    @cached_property
    def decimals(self) -> int:
        """As many as its values need in full, at least its step's, and two for money; those without end are cut off."""
        money = _is_money(self.unit)
        needed = max((_needed(value, money) for value in set(self.values)), default=0)
        least = decimals_of(self.step) if self.step else 2 if money else 0
        return max(needed, least or 0)

    @property
    def is_same(self) -> bool:
        """Whether all have the same."""
        return len(self.values) > 1 and len(set(self.values)) == 1

    @cached_property
    def adds_up(self) -> bool:
        """Whether a total of it says something and can be written in full."""
        counts = self.kind in ("part", "leftover", "total", "weight")
        scale = 10**self.decimals
        return counts and all(isinstance(value, Fraction) and (value * scale).denominator == 1 for value in self.values)


def _is_money(unit: Unit) -> bool:
    name, power = unit.powers[0] if len(unit.powers) == 1 else ("", 0)
    return power == 1 and len(name) == 3 and name.isupper()


def _needed(value: Value, money: bool) -> int:
    if not isinstance(value, Fraction):
        return 0
    most, decimals = 2 if money else MOST_DECIMALS, decimals_of(value)
    return most if decimals is None or decimals > MOST_DECIMALS else decimals


def cut_off(language: str, value: Fraction, decimals: int) -> str:
    """`0,01870…`: a number cut off, with the sign that more follows; in full where it fits."""
    scaled = value * 10**decimals
    if scaled.denominator == 1:
        return number(language, value, decimals)
    whole = abs(scaled.numerator) // scaled.denominator
    cut = Fraction(whole if value >= 0 else -whole, 10**decimals)
    sign = "−" if value < 0 and not cut else ""
    return f"{sign}{number(language, cut, decimals)}…"


def factor_texts(factor: Factor, language: str) -> list[str]:
    """A column's values as they are printed."""
    decimals = factor.decimals
    known: dict[object, str] = {}
    for value in factor.values:
        if value not in known:
            known[value] = _text(value, factor.kind, decimals, language)
    return [known[value] for value in factor.values]


def _text(value: object, kind: str, decimals: int, language: str) -> str:
    if isinstance(value, Fraction):
        return "" if kind == "leftover" and not value else cut_off(language, value, decimals)
    return short_date(language, value) if isinstance(value, date) else str(value or "")


def columns_of(run: SchemeRun, language: str) -> list[Factor]:
    """All columns after the person's number and name, in the order in which they are read."""
    return _Columns(run, language).all()


def person_names(run: SchemeRun, parts: Sequence[str] = ("company", "person", "award")) -> list[str]:
    """The people's facts that these parts of the rules use, in the order of their first use."""
    rules = run.rules
    own = {*run.given, *run.tables, *run.company_facts, *rules.company, *rules.person}
    formulas = [
        *(rules.eligible.values() if "eligible" in parts else ()),
        *(rules.company.values() if "company" in parts else ()),
        *(rules.person.values() if "person" in parts else ()),
        *(each for award in (rules.award if "award" in parts else ()) for each in award.values()),
    ]
    tables = {node.name for each in formulas for node in each.tree.walk() if isinstance(node, Name)} & set(run.tables)
    found: dict[str, None] = {}
    for formula in formulas:
        wanted = formula.names()
        for node in formula.tree.walk():
            if isinstance(node, Name) and node.name in wanted and node.name not in own and node.name not in tables:
                found.setdefault(node.name)
    return list(found)


def fact_values(facts: Facts) -> list[Value]:
    """A fact of everybody as what it reads as: numbers, dates, or the texts as they were written."""
    numbers = facts.numbers if facts.exact is not None or facts.is_numeric else None
    if numbers is not None:
        return [None if row in numbers.problems else numbers.at(row) for row in range(len(facts))]
    return [_read(value) for value in facts.written]


def _read(value: object) -> Value:
    return read_date(value) or as_written(value)


def figure_values(figure: Figure, count: int) -> list[Value]:
    """A step's values, one a person."""
    value = figure.value
    if isinstance(value, Facts):
        found: Sequence[Value] = fact_values(value)
    elif isinstance(value, Dates):
        found = value.days
    else:
        found = value.fractions() if not hasattr(value, "texts") else value.texts
    return list(found) * count if figure.single and count != 1 else list(found)


def award_title(run: SchemeRun, place: int, language: str) -> str:
    """An award's own title, or `Part 2`."""
    own = say_title(run.scheme.award[place].title, language)
    if own:
        return own
    return say(language, "Part") if len(run.awards) == 1 else say(language, "Part {number}", number=place + 1)


def capitalised(title: str) -> str:
    return title[:1].upper() + title[1:]


def total_title(run: SchemeRun, unit: str, language: str) -> str:
    """What the last column of a unit is headed by: the amount, or the unit's own name."""
    return say(language, "Amount") if unit == run.scheme.currency else capitalised(unit_words(unit, False, language))


def is_in_cents(run: SchemeRun, award: AwardResult) -> bool:
    """Whether what rounding leaves of an award is cents."""
    return award.unit == run.scheme.currency and award.award.size == CENT


def leftover_title(run: SchemeRun, award: AwardResult, language: str) -> str:
    """`Leftover cent`, or plainly `Leftover` where an award is in other steps."""
    return say(language, "Leftover cent" if is_in_cents(run, award) else "Leftover")


class _Columns:
    def __init__(self, run: SchemeRun, language: str) -> None:
        self.run, self.language, self.count = run, language, len(run.eligible)
        self.weights = self._weights()

    def all(self) -> list[Factor]:
        facts = [self._fact(name) for name in person_names(self.run)]
        steps = [self._step(name) for name in self.run.person]
        known = {each.name: each for each in (*facts, *steps)}
        plain = [each for each in (*facts, *steps) if each.name not in self.weights]
        ordered = sorted(plain, key=lambda each: (each.kind != "fact", each.kind == "fact" and each.is_figure))
        awards = [each for place in range(len(self.run.awards)) for each in self._award(place, known)]
        return [*ordered, *awards, *self._totals()]

    def _weights(self) -> dict[str, int]:
        """Names by which exactly one award shares out, and which."""
        found: dict[str, list[int]] = {}
        for place, formulas in enumerate(self.run.rules.award):
            tree = formulas["by"].tree if "by" in formulas else None
            if isinstance(tree, Name):
                found.setdefault(tree.name, []).append(place)
        return {name: places[0] for name, places in found.items() if len(places) == 1}

    def _title(self, name: str) -> str:
        return capitalised(title_of(name, self.run.scheme, self.language))

    def _fact(self, name: str) -> Factor:
        facts = self.run.people.fact(name).rows(self.run.eligible)
        note = self.run.scheme.facts.get(name)
        unit = declared(note.unit) if note and note.unit else ANY
        if not unit.powers and name in _IN_CURRENCY:
            unit = hinted(self.run.scheme.currency)
        return Factor("fact", name, self._title(name), fact_values(facts), unit)

    def _step(self, name: str) -> Factor:
        figure = self.run.person[name]
        return Factor("step", name, self._title(name), figure_values(figure, self.count), figure.unit, figure.step)

    def _award(self, place: int, known: Mapping[str, Factor]) -> Iterator[Factor]:
        award, group = self.run.awards[place], award_title(self.run, place, self.language)
        for part, title in (("by", "Weight"), ("cap", "At most"), ("floor", "At least")):
            if part in award.figures:
                column = self._part_of(award, part, say(self.language, title), place, known)
                if column is not None:
                    yield replace(column, group=group)
        if not self._is_all_there_is(award):
            yield self._sums("part", say(self.language, "Part"), award, self._parts(award), group)
        if any(award.leftover):
            left = [each * award.award.size for each in award.leftover]
            yield self._sums("leftover", leftover_title(self.run, award, self.language), award, left, group)

    def _part_of(
        self, award: AwardResult, part: str, title: str, place: int, known: Mapping[str, Factor]
    ) -> Factor | None:
        tree = self.run.rules.award[place][part].tree
        if isinstance(tree, Name):
            if part == "by" and self.weights.get(tree.name) == place and tree.name in known:
                return replace(known[tree.name], kind="weight")
            return None
        figure = award.figures[part]
        kind = "weight" if part == "by" else part
        unit = figure.unit if part == "by" else declared(award.unit)
        return Factor(kind, f"{part}_{place}", title, figure_values(figure, self.count), unit)

    def _parts(self, award: AwardResult) -> list[Fraction]:
        return [(part - left) * award.award.size for part, left in zip(award.parts, award.leftover, strict=True)]

    def _is_all_there_is(self, award: AwardResult) -> bool:
        """One award without leftovers: its part is the total, which stands in the last column."""
        return sum(each.unit == award.unit for each in self.run.awards) == 1 and not any(award.leftover)

    def _sums(self, kind: str, title: str, award: AwardResult, values: Sequence[Fraction], group: str) -> Factor:
        return Factor(kind, kind, title, values, declared(award.unit), size_of(self.run, award.unit), group)

    def _totals(self) -> Iterator[Factor]:
        for unit in dict.fromkeys(award.unit for award in self.run.awards):
            mine = [award for award in self.run.awards if award.unit == unit]
            sums = [sum((award.amount(row) for award in mine), Fraction(0)) for row in range(self.count)]
            title = total_title(self.run, unit, self.language)
            yield Factor("total", unit, title, sums, declared(unit), size_of(self.run, unit))
