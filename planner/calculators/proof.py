"""Making a person's proof from a run: their row of every column, the company's single values, and nobody else's.

Which totals over people may stand in it, `planner.calculators.totals` says; what is the company's and follows from a
withheld one is withheld too. Of a split the rate suffices to recompute a part, in as many digits as give this person's
cents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from planner.calculators.people import DERIVED
from planner.calculators.proof_document import FORMAT
from planner.calculators.scheme_result import amount_in, size_of, write_amount, written_column
from planner.calculators.scheme_rules import Formula
from planner.calculators.scheme_run import AwardResult, SchemeRun
from planner.calculators.split_part import Bounds, Decisions
from planner.calculators.totals import Totals
from planner.figures.column import total
from planner.figures.facts import as_written
from planner.figures.figure import Figure
from planner.figures.formula import FUNCTIONS
from planner.figures.number import decimals_of, write_decimal, write_number
from planner.figures.split import Shares
from planner.figures.syntax import Call, Name, Node, plain_text

_DERIVED_FROM = ("start_date", "end_date", "fte", "monthly_salary", "salary", "days_employed", "days_in_period")


class Prover:
    """Makes the proofs of a run; what is the same for all is made once."""

    def __init__(self, run: SchemeRun) -> None:
        self.run = run
        self.scheme = run.scheme.model_dump(mode="json", by_alias=True, exclude_unset=True)
        self.rows = {place: row for row, place in enumerate(run.eligible)}
        self.totals = Totals(run)
        self.wholes = [self._whole(award) for award in run.awards]
        self.rates = [_Roundings(award) for award in run.awards]
        self.spares = [sum(map(abs, award.leftover)) for award in run.awards]
        self.leaves: dict[int, tuple[tuple[str, Name | Call], ...]] = {}
        self.used = {name for formula in run.rules.formulas() for name in formula.names()}
        self.company_facts = {
            name: figure.written(0) for name, figure in run.company_facts.items() if name in self.used
        }
        self.facts = {name: run.people.fact(name) for name in sorted(self._person_names())}
        self.columns = {name: written_column(figure, len(run.eligible)) for name, figure in run.person.items()}
        self.singles = {
            name: None if self.totals.taints(figure) else figure.written(0)
            for figures in (run.company, run.company_facts, run.given)
            for name, figure in figures.items()
        }
        self.company_steps = self._company_steps()
        self.sums = [self._sum(award, number) for number, award in enumerate(run.awards)]

    def _person_names(self) -> set[str]:
        run = self.run
        own = run.given.keys() | run.tables.keys() | run.company_facts.keys() | run.company.keys() | run.person.keys()
        return self.used - own

    def proof(self, place: int) -> dict[str, Any]:
        """The proof of the person at this place of the run, as `proof_document.Proof` describes it."""
        run, row = self.run, self.rows.get(place)
        document: dict[str, Any] = {
            "format": FORMAT,
            "scheme": self.scheme,
            "people": {"all": len(run.people), "eligible": len(run.eligible)},
            "company_facts": self.company_facts,
            "person": self._person(place),
            "eligible": self._conditions(place),
            "company": self.company_steps,
            "steps": [] if row is None else self._person_steps(row),
            "awards": []
            if row is None
            else [self._award(award, number, row) for number, award in enumerate(run.awards)],
            "amounts": self._amounts(row),
        }
        if row is None:
            document["reason"] = run.reasons[place]
        return document

    def _amounts(self, row: int | None) -> dict[str, str]:
        run = self.run
        units = dict.fromkeys(award.unit for award in run.awards)
        zero = Fraction(0)
        return {
            unit: write_amount(zero if row is None else amount_in(run, row, unit), size_of(run, unit)) for unit in units
        }

    # The person

    def _person(self, place: int) -> dict[str, Any]:
        written = {name: self._fact(name, place) for name in self.facts}
        found = self.run.people.documents[place]
        derived = [name for name in written if name in DERIVED and not _is_outright(self.run, name, place)]
        document: dict[str, Any] = {"id": self.run.people.ids[place], "facts": written}
        if derived or self.run.scheme.period:
            document["derived"] = derived
            document["given"] = _derivation(found)
        return document

    def _fact(self, name: str, place: int) -> str | None:
        if name == "days_in_period" and self.run.scheme.period and name not in self.run.people.fact_names:
            return str(self.run.scheme.period.days)
        fact = self.facts[name]
        if fact.written[place] is None or (fact.exact is not None and place in fact.exact.problems):
            return None
        return write_number(fact.exact.at(place)) if fact.exact is not None else as_written(fact.written[place])

    # Conditions and steps

    def _conditions(self, place: int) -> list[dict[str, Any]]:
        """The conditions up to the first that fails."""
        reason = self.run.reasons.get(place)
        found = []
        for name, formula in self.run.rules.eligible.items():
            if reason is not None and reason not in self.run.rules.eligible:
                break
            operands = self._operands(formula.tree, {}, place=place)
            result = "0" if name == reason else "1"
            found.append({"name": name, "formula": formula.text, "operands": operands, "result": result})
            if name == reason:
                break
        return found

    def _company_steps(self) -> list[dict[str, Any]]:
        run = self.run
        return [
            {
                "name": name,
                **self._checked(run.rules.company[name], figure, None),
                **({"step": write_number(figure.step)} if figure.step else {}),
            }
            for name, figure in run.company.items()
        ]

    def _person_steps(self, row: int) -> list[dict[str, Any]]:
        run = self.run
        return [
            {
                "name": name,
                **self._checked(run.rules.person[name], figure, row, self.columns[name][row]),
                **({"step": write_number(figure.step)} if figure.step else {}),
            }
            for name, figure in run.person.items()
        ]

    def _checked(self, formula: Formula, figure: Figure, row: int | None, written: str = "") -> dict[str, Any]:
        operands = self._operands(formula.tree, _over_people(figure), row=row)
        is_withheld = figure.single and self.totals.taints(figure)
        return {
            "formula": formula.text,
            "operands": operands,
            "result": None if is_withheld else written or figure.written(row or 0),
        }

    def _operands(
        self, tree: Node, totals: Mapping[str, Figure], row: int | None = None, place: int | None = None
    ) -> dict[str, str | None]:
        if place is None and row is not None:
            place = self.run.eligible[row]
        found: dict[str, str | None] = {}
        for spelling, node in self._leaves_of(tree):
            if isinstance(node, Call):
                figure = totals.get(spelling)
                found[spelling] = self.totals.written(figure, row) if figure is not None else None
            elif node.name not in self.run.tables:
                found[node.name] = self._named(node.name, row, place)
        return found

    def _leaves_of(self, tree: Node) -> tuple[tuple[str, Name | Call], ...]:
        """The names and totals of a formula, each with its spelling: looked for once, not once a person."""
        if id(tree) not in self.leaves:
            spelled = ((plain_text(node) if isinstance(node, Call) else node.name, node) for node in _leaves(tree))
            self.leaves[id(tree)] = tuple(spelled)
        return self.leaves[id(tree)]

    def _named(self, name: str, row: int | None, place: int | None) -> str | None:
        if name in self.singles:
            return self.singles[name]
        if name in self.columns and row is not None:
            return self.columns[name][row]
        return self._fact(name, place) if place is not None else None

    # Awards

    def _award(self, award: AwardResult, number: int, row: int) -> dict[str, Any]:
        formulas = self.run.rules.award[number]
        step = write_number(award.award.size)
        part = write_amount(award.amount(row), award.award.size)
        if award.shares is None:
            amount = self._checked(formulas["amount"], award.figures["amount"], row)
            return {"kind": "amount", "amount": amount, "step": step, "unit": award.unit, "part": part}
        parts = {
            key: self._checked(formulas[key], figure, row) for key, figure in award.figures.items() if key != "split"
        }
        bounds = Bounds(
            award.figures["by"].at(row),
            _in_steps(award, "floor", row, Fraction.__ceil__),
            _in_steps(award, "cap", row, Fraction.__floor__),
        )
        shares = award.shares
        return {
            "kind": "split",
            "sum": self.sums[number],
            **parts,
            **_rate(shares, bounds, self.rates[number], row),
            **self.wholes[number],
            "spare": self.spares[number],
            "step": step,
            "unit": award.unit,
            "part": part,
            "leftover": write_amount(award.leftover[row] * award.award.size, award.award.size),
            "capped": shares.capped[row],
            "floored": shares.floored[row],
        }

    def _sum(self, award: AwardResult, number: int) -> dict[str, Any]:
        """What is shared out: the same in everybody's proof."""
        if award.shares is None or not self.run.eligible:
            return {}
        return self._checked(self.run.rules.award[number]["split"], award.figures["split"], 0)

    def _whole(self, award: AwardResult) -> dict[str, str]:
        """The weights of all together, if it may be told and nobody is held at a bound."""
        shares = award.shares
        if shares is None or any(shares.capped) or any(shares.floored):
            return {}
        by = award.figures["by"]
        whole = self.totals.written(Figure(total(by.numbers, len(self.run.eligible)), "total", (by,)), None)
        return {"whole": whole} if whole is not None else {}


def _is_outright(run: SchemeRun, name: str, place: int) -> bool:
    return run.people.documents[place].get(name) is not None and place not in run.people.spells


def _derivation(document: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: as_written(document[key]) for key in _DERIVED_FROM if document.get(key) is not None}
    for key in ("spells", "absences"):
        if document.get(key):
            found[key] = [{name: as_written(value) for name, value in each.items()} for each in document[key]]
    return found


def _leaves(tree: Node) -> Iterator[Name | Call]:
    """The names and totals that a formula uses; what stands inside a total is not the person's business."""
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call) and FUNCTIONS[node.function].over_people:
            if node.function != "mix":
                yield node
                continue
            for by in node.arguments[1::2]:
                yield Call(by.at, "total", (by,))
        elif isinstance(node, Call) and node.function == "lookup":
            waiting.append(node.arguments[0])
            continue
        elif isinstance(node, Name):
            yield node
        waiting.extend(reversed(node.parts()))


def _over_people(figure: Figure) -> dict[str, Figure]:
    """The totals and their like that a figure was made from directly, by their spelling."""
    found: dict[str, Figure] = {}
    waiting = list(figure.operands) if figure.op == "named" else [figure]
    while waiting:
        each = waiting.pop()
        if each.op in FUNCTIONS and FUNCTIONS[each.op].over_people:
            found[each.text] = each
        elif each.op != "named":
            waiting.extend(each.operands)
    return found


def _in_steps(award: AwardResult, part: str, row: int, how: Any) -> Fraction | None:
    """A floor or cap in whole steps, as it was used."""
    figure = award.figures.get(part)
    return None if figure is None else Fraction(how(figure.at(row) / award.award.size)) * award.award.size


class _Roundings:
    """The rate and the cut of an award with ever more digits: the same for all, made once."""

    def __init__(self, award: AwardResult) -> None:
        shares, self.size = award.shares, award.award.size
        rate = (shares.rate if shares else None) or Fraction(0)
        self.sign = -1 if rate < 0 else 1
        self.rate = abs(rate) * self.size
        self.cuts = _near(shares.cut, 6) if shares else ()
        self._known: dict[int, tuple[Fraction, Fraction]] = {}

    def near(self, digits: int) -> tuple[Fraction, Fraction]:
        """The rate cut off after so many digits, and a unit more of the last."""
        if digits not in self._known:
            self._known[digits] = _near(self.rate, digits)
        return self._known[digits]


def _rate(shares: Shares, bounds: Bounds, roundings: _Roundings, row: int) -> dict[str, Any]:
    """The rate and the cut with as few digits as lead to this person's part."""
    if shares.rate is None:
        return {"rate": None}
    sign, decisions = roundings.sign, Decisions(bounds, roundings.size, roundings.sign)
    wanted = decisions.at(roundings.rate, shares.cut)
    # a step won from someone with the same remainder, by the order of numbers
    tie = bool(shares.leftover[row]) and not wanted[2]
    seen = 2 if tie else 3
    for digits in range(2, 60):
        for near in roundings.near(digits):
            for cut in roundings.cuts:
                if decisions.at(near, cut)[:seen] == wanted[:seen]:
                    return {"rate": _signed(near, sign), "cut": write_number(cut), **({"tie": True} if tie else {})}
    exact = {"rate": _signed(roundings.rate, sign), "cut": write_number(shares.cut)}
    return {**exact, **({"tie": True} if tie else {})}


def _near(value: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    return _cut_off(value, digits), _cut_off(value, digits) + Fraction(1, 10**digits)


def _cut_off(value: Fraction, digits: int) -> Fraction:
    return Fraction(value.numerator * 10**digits // value.denominator, 10**digits)


def _signed(rate: Fraction, sign: int) -> str:
    decimals = decimals_of(rate)
    return write_number(sign * rate) if decimals is None else write_decimal(sign * rate, max(2, decimals))
