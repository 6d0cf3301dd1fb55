"""Replaying a proof: every step recomputed from the rules and the figures in it, and the first that differs named.

It shows that the arithmetic holds for this person. Whether the document was issued is another question, which only
who issued it can answer (`planner.operations.verify`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from planner.calculators.corrected import less, nothing, stands
from planner.calculators.known_facts import unit_of
from planner.calculators.people import DERIVED, People
from planner.calculators.people_document import read_people
from planner.calculators.proof_document import AmountProof, Checked, Proof, SplitProof, StepProof
from planner.calculators.reading import read
from planner.calculators.scheme_document import Award, Rule
from planner.calculators.scheme_rules import Formula, Rules, read_rules
from planner.calculators.scheme_run import NOT_IN_PERIOD
from planner.calculators.split_part import Bounds, decision
from planner.errors import Fault, Refused
from planner.figures import column as columns
from planner.figures.column import single
from planner.figures.facts import Facts
from planner.figures.figure import Figure
from planner.figures.formula import FUNCTIONS, FormulaError
from planner.figures.number import read_number, write_number
from planner.figures.reckon import Scope, Table, reckon
from planner.figures.syntax import Call, Node, plain_text
from planner.figures.unit import ANY, Unit, declared


@dataclass(frozen=True)
class Check:
    """One step redone: where it stands, its formula, what is printed and what comes out."""

    place: str
    formula: str
    printed: str
    recomputed: str
    taken: bool = False  # rests on a total that is withheld: its result is taken as given

    @property
    def holds(self) -> bool:
        return self.taken or self.printed == self.recomputed


@dataclass
class Replay:
    """A proof worked out again: the checks in order, and each figure with its making, for one person."""

    proof: Proof
    rules: Rules
    checks: list[Check] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)  # facts, given figures and steps, by name
    conditions: dict[str, Figure] = field(default_factory=dict)
    awards: list[dict[str, Figure]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)

    @property
    def first_that_differs(self) -> Check | None:
        return next((check for check in self.checks if not check.holds), None)


def replay(document: object) -> Replay:
    """Works a proof out again. Raises Refused if it isn't a proof at all; a proof that doesn't hold is a Replay whose
    checks say so."""
    proof = read(Proof, document)
    try:
        rules = read_rules(proof.scheme)
    except Refused as refused:
        raise Refused(fault.within("scheme") for fault in refused.faults) from None
    found = Replay(proof, rules)
    _Replayer(found).replay()
    return found


class _Replayer:
    """Goes through a proof in the order in which it was worked out."""

    def __init__(self, found: Replay) -> None:
        self.found, self.proof, self.rules = found, found.proof, found.rules
        self.tables: dict[str, Table] = {}
        self.totals: dict[str, str | None] = {}

    def replay(self) -> None:
        proof = self.proof
        self._given()
        self._facts()
        self._conditions()
        self._steps("company", proof.scheme.company, self.rules.company, proof.company)
        if proof.reason is None:
            self._steps("steps", proof.scheme.person, self.rules.person, proof.steps)
            self._awards()
        self._amounts()
        self._correction()

    def _check(self, place: str, formula: str, printed: object, recomputed: object, taken: bool = False) -> None:
        self.found.checks.append(Check(place, formula, _said(printed), _said(recomputed), taken))

    # What it starts from

    def _given(self) -> None:
        for name, given in self.proof.scheme.given.items():
            if given.table is not None:
                self.tables[name] = given.table
            else:
                self._know(name, given.value, declared(given.unit) if given.unit else ANY)
        for name, value in self.proof.company_facts.items():
            self._know(name, value, self._unit(name))

    def _unit(self, name: str) -> Unit:
        return unit_of(name, self.proof.scheme.facts.get(name), self.proof.scheme.currency)

    def _know(self, name: str, value: str | None, unit: Unit) -> None:
        self.found.figures[name] = Figure(Facts(name, [value], True), "fact", name=name, unit=unit)

    def _facts(self) -> None:
        """The person's facts; derived ones are derived again from dates, hours and pay."""
        for name, value in self.proof.person.facts.items():
            self._know(name, value, self._unit(name))
        if not self.proof.person.derived:
            return
        people = self._person()
        for place, name in enumerate(self.proof.person.derived):
            if name not in DERIVED or name not in self.proof.person.facts:
                self._check(f"person.derived[{place}]", "", name, None)
                continue
            fact = people.fact(name)
            value = None if fact.written[0] is None else write_number(fact.numbers.at(0))
            self._check(f"person.facts.{name}", "", self.proof.person.facts.get(name), value)

    def _person(self) -> People:
        given = self.proof.person.given.model_dump(exclude_unset=True)
        people, faults = read_people([{"id": self.proof.person.id, **given}], self.proof.scheme.period)
        wrong = [fault for fault in faults if not fault.warning]
        if wrong:
            raise Refused(Fault(fault.place.replace("people[0]", "person.given"), fault.text, fault.values)
                          for fault in wrong)  # fmt: skip
        return people

    # Formulas

    def _reckoned(self, place: str, formula: Formula, checked: Checked) -> Figure | None:
        """The formula's figure for this person; None where a withheld total leaves nothing to compute."""
        self._check(f"{place}.formula", "", checked.formula, formula.text)
        self._operands(place, checked.operands)
        withheld = {name for name, value in checked.operands.items() if value is None}
        totals = {name: self._total(name, value) for name, value in checked.operands.items() if value is not None}
        if any(plain_text(call) in withheld for call in _totals_in(formula.tree)):
            return None
        if any(self._is_withheld(name) for name in formula.names()):
            return None
        try:
            return reckon(formula.tree, Scope(self.found.figures, self.tables, 1, totals))
        except FormulaError as error:
            raise Refused([Fault(place, error.problem.text, error.problem.values)]) from None

    def _is_withheld(self, name: str) -> bool:
        figure = self.found.figures.get(name)
        return figure is not None and figure.op == "withheld"

    def _operands(self, place: str, operands: Mapping[str, str | None]) -> None:
        """What a step names is what was given or came out before; a total is the same wherever it stands."""
        for name, value in operands.items():
            if name in self.found.figures:
                figure = self.found.figures[name]
                self._check(f"{place}.operands.{name}", "", value, _written(figure))
            elif "(" in name:
                self._check(f"{place}.operands.{name}", "", value, self.totals.setdefault(name, value))

    def _total(self, name: str, value: str) -> Figure:
        return Figure(single(read_number(value) or Fraction(0)), "aggregate", text=name, unit=ANY)

    def _conditions(self) -> None:
        proof = self.proof
        names = [each.name for each in proof.scheme.eligible]
        if proof.reason == NOT_IN_PERIOD:
            self._check("reason", "", proof.reason, NOT_IN_PERIOD if 0 in self._person().outside_period else None)
            return
        last = names.index(proof.reason) + 1 if proof.reason in names else len(names)
        self._check("eligible", "", ", ".join(each.name for each in proof.eligible), ", ".join(names[:last]))
        for condition in proof.eligible:
            if condition.name not in self.rules.eligible:
                continue
            place = f"eligible.{condition.name}"
            figure = self._reckoned(place, self.rules.eligible[condition.name], condition)
            if figure is not None:
                self.found.conditions[condition.name] = figure
                holds = _value(figure) not in (None, "0")
                self._check(place, condition.formula, condition.result, "1" if holds else "0")
            wanted = "0" if condition.name == proof.reason else "1"
            self._check(f"{place}.result", "", condition.result, wanted)

    def _steps(self, part: str, steps: Sequence[Rule], formulas: Mapping[str, Formula],
               proofs: Sequence[StepProof]) -> None:  # fmt: skip
        wanted, printed = ", ".join(each.name for each in steps), ", ".join(each.name for each in proofs)
        self._check(part, "", printed, wanted)
        if printed != wanted:
            return
        for step, proof in zip(steps, proofs, strict=True):
            place = f"{part}.{step.name}"
            self._check(f"{place}.step", "", proof.step, write_number(step.step) if step.step else None)
            figure = self._reckoned(place, formulas[step.name], proof)
            if figure is None:
                self._check(place, proof.formula, proof.result, None, taken=True)
                self.found.figures[step.name] = _taken(step, proof.result)
                continue
            named = figure.named(step.name, step.step, step.unit or "")
            self.found.figures[step.name] = named
            self._check(place, proof.formula, proof.result, _written(named))

    # Awards

    def _awards(self) -> None:
        proof = self.proof
        self._check("awards", "", len(proof.awards), len(proof.scheme.award))
        pairs = zip(proof.scheme.award, proof.awards, self.rules.award, strict=False)
        for number, (award, printed, formulas) in enumerate(pairs):
            place = f"awards[{number}]"
            self._check(f"{place}.unit", "", printed.unit, award.unit or proof.scheme.currency)
            self._check(f"{place}.step", "", printed.step, write_number(award.size))
            if isinstance(printed, AmountProof) and award.amount is not None:
                self._amount(place, award, printed, formulas)
            elif isinstance(printed, SplitProof) and award.split is not None:
                self._split(place, award, printed, formulas)
            else:
                self._check(f"{place}.kind", "", printed.kind, "amount" if award.amount is not None else "split")

    def _amount(self, place: str, award: Award, printed: AmountProof, formulas: Mapping[str, Formula]) -> None:
        figure = self._reckoned(f"{place}.amount", formulas["amount"], printed.amount)
        if figure is None:
            self._check(place, printed.amount.formula, printed.part, None, taken=True)
            return
        named = figure.named("amount", award.size, award.unit or self.proof.scheme.currency)
        self.found.awards.append({"amount": named})
        self._check(f"{place}.amount", printed.amount.formula, printed.amount.result, _written(named))
        self._check(f"{place}.part", printed.amount.formula, printed.part, _written(named))

    def _split(self, place: str, award: Award, printed: SplitProof, formulas: Mapping[str, Formula]) -> None:
        figures: dict[str, Figure] = {}
        for part, formula in formulas.items():
            checked: Checked | None = printed.sum if part == "split" else getattr(printed, part)
            if checked is None:
                self._check(f"{place}.{part}", formula.text, None, formula.text)
                continue
            figure = self._reckoned(f"{place}.{part}", formula, checked)
            if figure is not None and part == "split":
                figure = figure.named("sum", award.size, award.unit or self.proof.scheme.currency)
            if figure is None:
                self._check(f"{place}.{part}", formula.text, checked.result, None, taken=True)
                figure = _taken(Rule(name=part, formula="0"), checked.result)
            else:
                self._check(f"{place}.{part}", formula.text, checked.result, _written(figure))
            figures[part] = figure
        self.found.awards.append(figures)
        self._part(place, award, printed, figures)

    def _part(self, place: str, award: Award, printed: SplitProof, figures: Mapping[str, Figure]) -> None:
        """The part from the rate: r × weight, held between the bounds, rounded down, and the step that was left."""
        size, weight = award.size, figures["by"].at(0)
        bounds = Bounds(weight, _bound(figures.get("floor"), size, columns.up),
                        _bound(figures.get("cap"), size, columns.down))  # fmt: skip
        kind, steps, extra = _part(printed, bounds, size)
        leftover = read_number(printed.leftover) if printed.tie and kind == "free" else extra * size
        amount = steps * size + (leftover or 0)
        formula = f"{printed.rate} × {write_number(weight)}" if printed.rate else ""
        decimals = award.size
        if printed.whole is not None:
            self._whole(place, printed, figures, bounds, size)
        self._check(f"{place}.leftover", "", printed.leftover, write_number(leftover or Fraction(0), decimals))
        self._check(f"{place}.capped", "", printed.capped, kind == "cap")
        self._check(f"{place}.floored", "", printed.floored, kind == "floor" and bounds.floor is not None)
        self._check(f"{place}.part", formula, printed.part, write_number(Fraction(amount), decimals))

    def _whole(self, place: str, printed: SplitProof, figures: Mapping[str, Figure], bounds: Bounds,
               size: Fraction) -> None:  # fmt: skip
        """Where the weights of all together are told, sum ÷ whole leads to the same part as the rate."""
        whole, cut = read_number(printed.whole), read_number(printed.cut)
        if not whole or cut is None or figures["split"].op == "withheld":
            return
        total = figures["split"].at(0)
        kind, steps, _ = decision(abs(total / whole), cut, bounds, size, -1 if total < 0 else 1)
        with_rate = _part(printed, bounds, size)
        self._check(f"{place}.whole", "", f"{with_rate[0]} {abs(with_rate[1])}", f"{kind} {steps}")

    def _correction(self) -> None:
        """Of a statement that takes another's place: the difference, and what stands from then on."""
        found = self.proof.issued.correction if self.proof.issued else None
        if found is None:
            return
        for unit, now in self.proof.amounts.items():
            before = found.before.get(unit, nothing(now))
            place = f"issued.correction.{{}}.{unit}"
            self._check(place.format("difference"), f"{now} − {before}", found.difference.get(unit), less(now, before))
            due = stands(now, before, found.downward)
            self._check(place.format("stands"), "", found.stands.get(unit), due)

    def _amounts(self) -> None:
        proof = self.proof
        sums: dict[str, Fraction] = {award.unit or proof.scheme.currency: Fraction(0) for award in proof.scheme.award}
        sizes = {unit: Fraction(1) for unit in sums}
        for award in proof.scheme.award:
            unit = award.unit or proof.scheme.currency
            sizes[unit] = min(sizes[unit], award.size)
        for printed in proof.awards:
            sums[printed.unit] = sums.get(printed.unit, Fraction(0)) + (read_number(printed.part) or 0)
        if proof.scheme.currency in sizes:
            sizes[proof.scheme.currency] = min(sizes[proof.scheme.currency], Fraction(1, 100))
        for unit, amount in sums.items():
            text = " + ".join(printed.part for printed in proof.awards if printed.unit == unit)
            self._check(f"amounts.{unit}", text, proof.amounts.get(unit), write_number(amount, sizes.get(unit)))


def _part(printed: SplitProof, bounds: Bounds, size: Fraction) -> tuple[str, int, int]:
    if printed.rate is None:
        # no rate is high enough: who has any weight is at the cap, the others at their floor
        bound = bounds.cap if bounds.weight else bounds.floor
        return ("cap" if bounds.weight else "floor"), int((bound or 0) / size), 0
    rate = read_number(printed.rate)
    cut = read_number(printed.cut)
    if rate is None or cut is None:
        raise Refused([Fault("awards", "{value} is not a number", {"value": printed.rate})])
    sign = -1 if rate < 0 else 1
    kind, steps, extra = decision(abs(rate), cut, bounds, size, sign)
    if sign < 0:
        kind = {"cap": "floor", "floor": "cap"}.get(kind, kind)
    return kind, sign * steps, sign * int(extra)


def _bound(figure: Figure | None, size: Fraction, how: Callable[[int, int], int]) -> Fraction | None:
    if figure is None:
        return None
    return columns.rounded(figure.numbers, size, how).at(0)


def _taken(step: Rule, result: str | None) -> Figure:
    """A step whose making is withheld: its printed result, or nothing where that is withheld too."""
    if result is None:
        return Figure(Facts(step.name, [None], True), "withheld", name=step.name)
    unit = declared(step.unit) if step.unit else ANY
    return Figure(Facts(step.name, [result], True), "fact", name=step.name, unit=unit, step=step.step)


def _totals_in(tree: Node) -> list[Call]:
    """The totals that a formula needs; those of a mix are the totals of what it shares by."""
    found = []
    for node in tree.walk():
        if isinstance(node, Call) and node.function == "mix":
            found += [Call(by.at, "total", (by,)) for by in node.arguments[1::2]]
        elif isinstance(node, Call) and FUNCTIONS[node.function].over_people:
            found.append(node)
    return found


def _written(figure: Figure) -> str | None:
    """The figure as a proof writes it."""
    if figure.op == "withheld" or (isinstance(figure.value, Facts) and figure.value.written[0] is None):
        return None
    return _value(figure)


def _value(figure: Figure) -> str | None:
    return None if figure.problems else figure.written(0)


def _said(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
