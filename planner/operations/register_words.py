"""The words and sums of a register's head: how the pool came about, the checks, who decided, who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from planner.calculators.known_facts import unit_of
from planner.calculators.scheme_document import say_title
from planner.calculators.scheme_result import size_of, write_amount
from planner.calculators.scheme_run import NOT_IN_PERIOD, AwardResult, SchemeRun
from planner.figures.figure import Figure
from planner.figures.syntax import Name
from planner.language import long_date, money, number, say, say_count
from planner.operations.register_columns import (
    Factor,
    award_title,
    capitalised,
    cut_off,
    factor_texts,
    is_in_cents,
    person_names,
)
from planner.statements.amounts import show_amount, show_value
from planner.statements.filled_in import Writer, in_one_line
from planner.statements.header import Header
from planner.statements.register import Check, Fact, LeftOut, Step
from planner.statements.rule_words import in_words
from planner.statements.vocabulary import lowered, title_of


@dataclass
class RegisterWords:
    """The words and sums at the head of a register, in one language."""

    run: SchemeRun
    header: Header
    language: str

    def __post_init__(self) -> None:
        self.writer = Writer(self.run.scheme, self.language)
        self.units = list(dict.fromkeys(award.unit for award in self.run.awards))
        self.facts = {name: self.run.people.fact(name) for name in person_names(self.run, ("eligible",))}

    def _say(self, text: str, **values: object) -> str:
        return say(self.language, text, **values)

    def title(self, name: str) -> str:
        """A figure or fact in words, as a line begins with it."""
        return capitalised(title_of(name, self.run.scheme, self.language))

    def amount(self, value: Fraction, unit: str) -> str:
        """Money, or `120 aandelen`."""
        written = write_amount(value, size_of(self.run, unit))
        return show_amount(written, unit, self.language, self.run.scheme.currency)

    def handed_out(self, unit: str) -> Fraction:
        """All parts of a unit together, leftovers included."""
        return sum((_sum_of(each) for each in self.run.awards if each.unit == unit), Fraction(0))

    def answer(self) -> str:
        """`Winstdeling 2026: € 115.731,30 over 61 mensen`"""
        amounts = f" {self._say('and')} ".join(self.amount(self.handed_out(unit), unit) for unit in self.units)
        one, many = "{scheme}: {amount} for one person", "{scheme}: {amount} for {count} people"
        scheme = self.run.scheme.say_title(self.language)
        said = say_count(self.language, one, many, len(self.run.eligible), scheme=scheme, amount=amounts)
        return f"{self._say('PROPOSAL, not approved')} · {said}" if self.header.is_proposal else said

    # The pool

    def shared(self) -> list[AwardResult]:
        return [each for each in self.run.awards if each.shares is not None]

    def pool(self) -> str | None:
        """The company's step that is shared out as a whole; None if there is none that is."""
        sums = [each.figures["split"].at(0) for each in self.shared()]
        if not sums or len({each.unit for each in self.shared()}) > 1:
            return None
        whole = sum(sums, Fraction(0))
        same = [
            name for name, figure in self.run.company.items() if figure.numbers.at(0) == whole and not figure.problems
        ]
        return same[-1] if same else None

    def pool_title(self) -> str:
        pool = self.pool()
        return self.title(pool) if pool else self._say("The company's figures")

    def used(self) -> list[str]:
        """The company's facts that the rules use, in the order of their use."""
        names: dict[str, None] = {}
        for formula in self.run.rules.formulas():
            for node in formula.tree.walk():
                if isinstance(node, Name) and node.name in self.run.company_facts:
                    names.setdefault(node.name)
        return list(names)

    def steps(self) -> Iterator[Step]:
        """Facts with their source, the company's steps with their figures filled in, then what each award shares."""
        pool = self.pool()
        for name in self.used():
            note = self.run.scheme.facts.get(name)
            source = say_title(note.source, self.language) if note else ""
            yield Step(self.title(name), source, self._value(self.run.company_facts[name]))
        for name, figure in self.run.company.items():
            yield Step(self.title(name), self.filled_in(figure), self._value(figure), strong=name == pool)
        for place, award in enumerate(self.run.awards):
            if award.shares is not None:
                split = award.figures["split"]
                how = "; ".join(text for text in (self._sum_words(split, place), self._rate(award, place)) if text)
                title = award_title(self.run, place, self.language)
                yield Step(title, how, self.amount(split.at(0), award.unit))

    def filled_in(self, figure: Figure) -> str:
        """A step's formula with its figures; names that have a line of their own aren't said again."""
        made = figure.operands[0] if figure.op == "named" and figure.operands else figure
        names = [*self.used(), *self.run.company, *self.run.scheme.given]
        titles = frozenset(lowered(title_of(name, self.run.scheme, self.language)) for name in names)
        return in_one_line(self.writer.tokens(made), titles)

    def _sum_words(self, split: Figure, place: int) -> str:
        tree = self.run.rules.award[place]["split"].tree
        if isinstance(tree, Name) and tree.name in self.run.company:
            return lowered(self.title(tree.name))
        return self.filled_in(split)

    def _rate(self, award: AwardResult, place: int) -> str:
        """`€ 0,01870… voor elke 1 verdiend loon`"""
        tree = self.run.rules.award[place]["by"].tree
        if award.shares is None or not award.shares.rate or not isinstance(tree, Name):
            return ""
        rate, by = award.shares.rate * award.award.size, award.figures["by"]
        decimals = 2 if abs(rate) >= 1 else 5
        text = cut_off(self.language, rate, decimals)
        if award.unit == self.run.scheme.currency:
            shown = money(self.language, Fraction(0), self.run.scheme.currency, decimals)
            text = shown.replace(number(self.language, Fraction(0), decimals), text)
        what = lowered(in_words(tree, self.run.scheme, self.language))
        one = number(self.language, Fraction(1), 0) if by.unit.powers != ((self.run.scheme.currency, 1),) else money(
            self.language, Fraction(1), self.run.scheme.currency, 0)  # fmt: skip
        return self._say("{rate} for each {one} of {by}", rate=text, one=one, by=what)

    def _value(self, figure: Figure) -> str:
        return show_value(figure, self.language, self.run.scheme.currency, with_unit=True)

    # The checks

    def checks(self) -> Iterator[Check]:
        """Each sum made again from what the rows say."""
        for unit in self.units:
            yield self._sum_check(unit)
        for place, award in enumerate(self.run.awards):
            yield from self._award_checks(place, award)
        left = {unit: sum((each.undistributed for each in self.run.awards if each.unit == unit), Fraction(0))
                for unit in {each.unit: None for each in self.shared()}}  # fmt: skip
        for unit, value in left.items():
            yield Check(self._say("Not shared out"), self.amount(value, unit), _what_is_left(self.run, unit) == value)
        if self.header.statements is not None:
            made = self.header.statements
            count = number(self.language, Fraction(made), 0)
            yield Check(self._say("Statements made"), count, made == len(self.run.people))
        wrong = _wrong_numbers(self.run)
        yield Check(self._say("Double or empty numbers"), str(wrong), not wrong)

    def _sum_check(self, unit: str) -> Check:
        total = self.handed_out(unit)
        mine = [each for each in self.run.awards if each.unit == unit]
        if any(each.shares is None for each in mine):
            return Check(self._say("Sum of the parts"), self.amount(total, unit))
        whole = sum((each.figures["split"].at(0) - each.undistributed for each in mine), Fraction(0))
        pool = self.pool()
        is_all = pool is not None and not any(each.undistributed for each in mine)
        named = lowered(self.title(pool)) if pool and is_all else self._say("what was shared out")
        return Check(self._say("Sum of the parts = {pool}", pool=named), self.amount(total, unit), whole == total)

    def _award_checks(self, place: int, award: AwardResult) -> Iterator[Check]:
        if award.shares is None:
            return
        count = sum(map(abs, award.leftover))
        is_right = _sum_of(award) + award.undistributed == award.figures["split"].at(0)
        title = award_title(self.run, place, self.language)
        one, many = "{title}, one leftover", "{title}, {count} leftovers"
        if is_in_cents(self.run, award):
            one, many = "{title}, one leftover cent", "{title}, {count} leftover cents"
        label = say_count(self.language, one, many, count, title=title)
        yield Check(label, self.amount(_sum_of(award), award.unit), is_right)

    # Who decided, and who is left out

    def decided(self) -> Iterator[Fact]:
        """The version of the rules, who decided, the day, and how many do not share, a reason each."""
        version, decided = self.header.version or self.run.scheme.version, self.run.scheme.decided
        if version:
            yield Fact(self._say("Rules"), self._say("version {version}", version=version))
        if decided:
            day = long_date(self.language, decided.on) if decided.on else ""
            by = say_title(decided.by, self.language)
            yield Fact(self._say("Decided"), ", ".join(text for text in (by, day) if text))
        yield from self.header.decided
        issued = self._say("Issued") if self.header.identity else self._say("Date")
        yield Fact(issued, long_date(self.language, self.header.day))
        counts = Counter(self.run.reasons.values())
        for reason in (NOT_IN_PERIOD, *self.run.rules.eligible):
            if counts[reason]:
                label = self._say("Not: {reason}", reason=lowered(self.asks(reason)))
                yield Fact(label, number(self.language, Fraction(counts[reason]), 0))

    def asks(self, reason: str) -> str:
        """What a condition asks, in the scheme's words or else in its formula's."""
        if reason == NOT_IN_PERIOD:
            return self._say("In service in the period")
        condition = next(each for each in self.run.scheme.eligible if each.name == reason)
        return say_title(condition.title, self.language) or in_words(
            self.run.rules.eligible[reason].tree, self.run.scheme, self.language
        )

    def left_out(self) -> Iterator[LeftOut]:
        """Everybody who does not share, and why not."""
        for place in sorted(self.run.reasons):
            number_ = self.run.people.ids[place]
            yield LeftOut(number_, self.header.names.get(number_, ""), self.reason(place))

    def reason(self, place: int) -> str:
        """Why someone does not share: what is asked, and what they have; empty for who does."""
        if place not in self.run.reasons:
            return ""
        reason = self.run.reasons[place]
        found, asks = self._have(place, reason), self.asks(reason)
        return (
            self._say("{asks}: no, has {found}", asks=asks, found=found)
            if found
            else self._say("{asks}: no", asks=asks)
        )

    def _have(self, place: int, reason: str) -> str:
        """`4 maanden in dienst`: the person's facts that the condition looks at."""
        if reason == NOT_IN_PERIOD:
            return ""
        names = sorted(self.run.rules.eligible[reason].names() & self.facts.keys())
        return ", ".join(f"{self._fact_of(name, place)} {lowered(self.title(name))}" for name in names)

    def _fact_of(self, name: str, place: int) -> str:
        fact = self.facts[name].rows([place])
        if fact.written[0] is None:
            return self._say("no")
        unit = unit_of(name, self.run.scheme.facts.get(name), self.run.scheme.currency)
        return show_value(Figure(fact, "fact", name=name, unit=unit), self.language, self.run.scheme.currency)

    def notes(self, dropped: list[Factor]) -> Iterator[str]:
        """Why a protected fact may count, what is the same for all, and what the paper has no room for."""
        for name, why in self.run.scheme.allow.items():
            what = lowered(title_of(name, self.run.scheme, self.language))
            yield self._say("The rules use {fact}, because: {why}", fact=what, why=say_title(why, self.language))
        same = [each for each in dropped if each.is_same]
        if same:
            said = ", ".join(f"{lowered(each.title)} {factor_texts(each, self.language)[0]}" for each in same)
            yield self._say("The same for all: {facts}.", facts=said)
        if len(dropped) > len(same):
            yield self._say("The spreadsheet also has: {columns}.",
                            columns=", ".join(lowered(each.title) for each in dropped if each not in same))  # fmt: skip


def _sum_of(award: AwardResult) -> Fraction:
    return sum(award.parts) * award.award.size


def _what_is_left(run: SchemeRun, unit: str) -> Fraction:
    mine = [each for each in run.awards if each.unit == unit and each.shares is not None]
    return sum((each.figures["split"].at(0) - _sum_of(each) for each in mine), Fraction(0))


def _wrong_numbers(run: SchemeRun) -> int:
    """How many numbers are empty or stand for two people."""
    counts = Counter(each.strip() for each in run.people.ids)
    return sum(count for text, count in counts.items() if count > 1 or not text)
