"""Carrying a scheme out: who shares, the company's steps, each person's, the awards, and every fault on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import lcm

from planner.calculators.known_facts import unit_of
from planner.calculators.scheme_document import Award, Rule
from planner.calculators.scheme_rules import Formula
from planner.calculators.scheme_run import NOT_IN_PERIOD, AwardResult, SchemeRun
from planner.errors import Fault, Phrase, Refused
from planner.figures import column as columns
from planner.figures.column import Numbers, Problem, Problems, single
from planner.figures.facts import Facts
from planner.figures.figure import Figure
from planner.figures.formula import FormulaError, pointed
from planner.figures.number import MAX_BITS, write_number
from planner.figures.reckon import Scope, reckon
from planner.figures.split import CannotShare, Shares, natural, share

_TOLD = Problem("follows from a figure that couldn't be worked out")


class Carrier:
    """Carries a run out step by step; a step that fails is told once, and those that follow from it are not."""

    def __init__(self, run: SchemeRun) -> None:
        self.run, self.faults = run, list[Fault]()
        self.rows: list[int] = list(range(len(run.people)))

    def carry_out(self) -> None:
        self._select()
        self._steps(self.run.scheme.company, self.run.rules.company, self.run.company, one_value=True)
        self._steps(self.run.scheme.person, self.run.rules.person, self.run.person, one_value=False)
        for place, award in enumerate(self.run.scheme.award):
            self._award(place, award)
        if self.faults:
            raise Refused(self.faults)

    # Who shares

    def _select(self) -> None:
        run = self.run
        run.reasons = dict.fromkeys(sorted(run.people.outside_period), NOT_IN_PERIOD)
        self.rows = [place for place in range(len(run.people)) if place not in run.reasons]
        for name, formula in run.rules.eligible.items():
            holds = self._reckoned(formula)
            tops = columns.spread(holds.tops, holds.single, len(self.rows))
            problems = columns.carried(holds, count=len(self.rows))
            if all(tops):
                continue
            for row, place in enumerate(self.rows):
                if not tops[row] and row not in problems:
                    run.reasons[place] = name
            self.rows = [place for place in self.rows if place not in run.reasons]
        if self.faults:
            raise Refused(self.faults)
        run.eligible = self.rows

    # Steps

    def _scope(self, formula: Formula) -> Scope:
        run = self.run
        known = {**run.given, **run.company_facts, **run.company, **run.person}
        wanted = {name for name in formula.names() if name not in known}
        facts = {name: self._fact(name) for name in wanted}
        return Scope({**known, **facts}, run.tables, len(self.rows))

    def _fact(self, name: str) -> Figure:
        """A fact of those who are still in; the period's own days are one value unless people bring theirs."""
        run = self.run
        if name in run.facts and len(run.facts[name].value) == len(self.rows):
            return run.facts[name]
        unit = unit_of(name, run.scheme.facts.get(name), run.scheme.currency)
        if name == "days_in_period" and run.scheme.period and name not in run.people.fact_names:
            days = Facts(name, [run.scheme.period.days], True)
            return Figure(days, "fact", name=name, unit=unit)
        figure = Figure(run.people.fact_of(name, self.rows), "fact", name=name, unit=unit)
        run.facts[name] = figure
        return figure

    def _reckoned(self, formula: Formula) -> Numbers:
        figure = self._figure(formula)
        return figure.numbers if figure else single(0)

    def _figure(self, formula: Formula, numeric: bool = True) -> Figure | None:
        """The formula's figure, its problems told; None if it can't be worked out at all."""
        try:
            figure = reckon(formula.tree, self._scope(formula))
        except FormulaError as error:
            fault = pointed(formula.place, formula.text, error.at, error.problem)
            self.faults.append(fault.within("scheme"))
            return None
        problems = figure.numbers.problems if numeric else figure.plain.problems
        self._tell(formula, problems, figure.single)
        return figure

    def _tell(self, formula: Formula, problems: Problems, is_single: bool) -> None:
        """One fault a kind of problem, with the people that have it."""
        kinds: dict[str, tuple[Problem, list[int]]] = {}
        for row, problem in problems.items():
            if problem.text != _TOLD.text:
                key = problem.text.format(**problem.values)
                concerned = problem.rows or (() if is_single else (row,))
                kinds.setdefault(key, (problem, []))[1].extend(concerned)
        for problem, rows in kinds.values():
            values: dict[str, object] = {"formula": formula.text, "problem": Phrase(problem.text, problem.values)}
            fault = Fault(formula.place, '"{formula}" {problem}', values)
            if rows:
                fault = Fault(formula.place, '"{formula}" {problem}, for {who}', {**values, "who": self._who(rows)})
            self.faults.append(fault.within("scheme"))

    def _who(self, rows: Iterable[int]) -> Phrase | str:
        rows = sorted(set(rows))
        named = ", ".join(f"people[{self.rows[row]}] ({self.run.people.ids[self.rows[row]]})" for row in rows[:5])
        return Phrase("{people} and {count} more", {"people": named, "count": len(rows) - 5}) if rows[5:] else named

    def _steps(
        self, steps: list[Rule], formulas: Mapping[str, Formula], into: dict[str, Figure], one_value: bool
    ) -> None:
        for step in steps:
            formula = formulas[step.name]
            figure = self._figure(formula, numeric=step.step is not None)
            if figure is not None and one_value and not figure.single:
                self.faults.append(_not_single(formula))
                figure = None
            into[step.name] = self._closed(step, figure)

    def _closed(self, step: Rule, figure: Figure | None) -> Figure:
        if figure is None:
            return Figure(columns.missing(_TOLD), "named", name=step.name)
        named = figure.named(step.name, step.step, step.unit or "")
        if isinstance(named.value, Facts) or not named.problems:
            return named
        told = replace(named.value, problems=dict.fromkeys(named.problems, _TOLD))
        return replace(named, value=told)

    # Awards

    def _award(self, place: int, award: Award) -> None:
        formulas = self.run.rules.award[place]
        before = len(self.faults)
        figures = {part: self._figure(formula) for part, formula in formulas.items()}
        worked_out = {part: figure for part, figure in figures.items() if figure is not None}
        unit = award.unit or self.run.scheme.currency
        if len(self.faults) > before or any(_is_told(figure) for figure in worked_out.values()):
            return
        if award.amount is not None:
            amounts = worked_out["amount"].named("amount", award.size, unit)
            steps = columns.in_steps(amounts.numbers, award.size, columns.down, len(self.rows))
            result = AwardResult(award, unit, {"amount": amounts}, steps, [0] * len(self.rows))
        else:
            shared = self._shared(formulas, worked_out, award, unit)
            if shared is None:
                return
            result = shared
        self._warn(place, result)
        self.run.awards.append(result)

    def _shared(self, formulas: Mapping[str, Formula], figures: dict[str, Figure], award: Award,
                unit: str) -> AwardResult | None:  # fmt: skip
        pool = figures["split"]
        if not pool.single:
            self.faults.append(_not_single(formulas["split"]))
            return None
        figures["split"] = pool = pool.named("sum", award.size, unit)
        weights = _whole(figures["by"].numbers, len(self.rows))
        if weights is None:
            self._tell(formulas["by"], {0: columns.TOO_LARGE}, True)
            return None
        floors = self._bounds(figures.get("floor"), award, columns.up)
        caps = self._bounds(figures.get("cap"), award, columns.down)
        total = int(pool.at(0) / award.size)
        try:
            shares = share(total, weights[0], floors, caps, lambda row: natural(self.run.people.ids[self.rows[row]]))
        except CannotShare as error:
            self._tell(formulas["by"], {error.row or 0: Problem(error.text)}, error.row is None)
            return None
        shares = _in_weight(shares, weights[1])
        return AwardResult(award, unit, figures, shares.parts, shares.leftover, shares)

    def _bounds(self, figure: Figure | None, award: Award, how: Callable[[int, int], int]) -> list[int] | None:
        if figure is None:
            return None
        return columns.in_steps(figure.numbers, award.size, how, len(self.rows))

    def _warn(self, place: int, result: AwardResult) -> None:
        """What is odd but possible: amounts below zero, and money that nobody gets because all are at their cap."""
        below = [row for row, part in enumerate(result.parts) if part < 0]
        if below:
            self._odd(f"award[{place}]", "is below zero for {who}", who=self._who(below))
        if result.undistributed:
            left = write_number(result.undistributed, result.award.size)
            self._odd(f"award[{place}].cap", "leaves {left} {unit} that nobody gets", left=left, unit=result.unit)

    def _odd(self, place: str, text: str, **values: object) -> None:
        self.run.warnings.append(Fault(f"scheme.{place}", text, values, warning=True))


def _not_single(formula: Formula) -> Fault:
    problem = Phrase("is a figure a person, where one value is needed; use total(…) or another over all")
    values = {"formula": formula.text, "problem": problem}
    return Fault(formula.place, '"{formula}" {problem}', values).within("scheme")


def _is_told(figure: Figure) -> bool:
    return any(problem.text == _TOLD.text for problem in figure.problems.values())


def _whole(numbers: Numbers, count: int) -> tuple[list[int], int] | None:
    """The column as whole numbers and what they are to be divided by; None if that grows without measure."""
    tops = columns.spread(numbers.tops, numbers.single, count)
    if isinstance(numbers.bottom, int):
        return tops, numbers.bottom
    bottom = 1
    for each in set(numbers.bottom):
        bottom = lcm(bottom, each)
        if bottom.bit_length() > MAX_BITS:
            return None
    bottoms = numbers.bottoms(count)
    return [top * (bottom // own) for top, own in zip(tops, bottoms, strict=True)], bottom


def _in_weight(shares: Shares, bottom: int) -> Shares:
    """The rate a unit of weight, where the weights were whole numbers over `bottom`."""
    if shares.rate is None or bottom == 1:
        return shares
    return Shares(shares.parts, shares.leftover, shares.rate * bottom, shares.cut, shares.capped, shares.floored,
                  shares.undistributed)  # fmt: skip
