"""From a proof to a statement: the one document that was hashed, said in the reader's words.

The proof is replayed, so that what is explained is what anyone can recompute: there is no second way to an amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from planner.calculators.proof_document import SplitProof
from planner.calculators.replay import Replay, replay
from planner.calculators.scheme_document import Period, Rule, say_title
from planner.figures.facts import read_date
from planner.figures.figure import Figure
from planner.figures.number import read_number
from planner.figures.syntax import Name
from planner.language import long_date, money, number, say, say_count
from planner.statements.amounts import show_amount, show_value
from planner.statements.awards import AwardWords
from planner.statements.derived import Derivations
from planner.statements.filled_in import Writer, in_one_line
from planner.statements.left_out import left_out_section, left_out_sentence
from planner.statements.rules import rules_in_words
from planner.statements.statement import Line, Part, Section, Share, Statement
from planner.statements.vocabulary import lowered, title_of


@dataclass(frozen=True)
class Beside:
    """What stands beside the proof and is not part of its identity: the person's name, and whom to ask."""

    name: str = ""
    contact: tuple[str, ...] = ()


def statement_of(document: object, beside: Beside, language: str, identity: str = "") -> Statement:
    """The statement of a proof (with `issued`: of an issued document). Raises Refused if it isn't a proof."""
    return _Words(replay(document), beside, language).statement(identity)


def period_words(period: Period | None, language: str) -> str:
    """`1 januari 2026 t/m 31 december 2026`; empty without a period."""
    if period is None:
        return ""
    first, last = long_date(language, period.from_), long_date(language, period.to)
    return say(language, "{first} to {last}", first=first, last=last)


def over_period(period: Period | None, language: str) -> str:
    """` over 2026` for a calendar year, ` over 1 juli 2026 t/m …` otherwise; empty without a period."""
    if period is None:
        return ""
    is_year = (period.from_.month, period.from_.day, period.to.month, period.to.day) == (1, 1, 12, 31)
    when = str(period.from_.year) if is_year and period.from_.year == period.to.year else period_words(period, language)
    return say(language, " over {when}", when=when)


class _Words:
    def __init__(self, found: Replay, beside: Beside, language: str) -> None:
        self.found, self.proof, self.scheme = found, found.proof, found.proof.scheme
        self.beside, self.language = beside, language
        self.writer = Writer(self.scheme, language, Derivations(self.proof).making)
        self.awards = [
            AwardWords(self.scheme, language, self.writer, number, award, figures)
            for number, (award, figures) in enumerate(zip(self.proof.awards, found.awards, strict=False))
        ]

    def _say(self, text: str, **values: object) -> str:
        return say(self.language, text, **values)

    def statement(self, identity: str) -> Statement:
        proof, scheme, issued = self.proof, self.scheme, self.proof.issued
        is_included = proof.reason is None
        day = read_date(issued.date) if issued else None
        return Statement(
            language=self.language,
            company=(issued.company or "") if issued else "",
            place=(issued.place or "") if issued else "",
            person=self.beside.name or proof.person.id,
            person_id=proof.person.id,
            period=period_words(scheme.period, self.language),
            date=long_date(self.language, day) if day else "",
            scheme=scheme.say_title(self.language),
            answer=self._answer() if is_included else self._no_answer(),
            lead=self._lead() if is_included else left_out_sentence(self.found, self.language),
            sections=self._sections() if is_included else (left_out_section(self.found, self.writer, self.language),),
            total_label=self._say("You get, before tax") if self._is_money() else self._say("You get"),
            total_sum=self._total_sum(),
            total=self._total(),
            share=self._share() if is_included else None,
            rules=rules_in_words(scheme, self.language),
            rules_note=self._rules_note(),
            notes=self._notes(),
            contact=self.beside.contact,
            identity=identity,
            is_included=is_included,
        )

    # The answer

    def _is_money(self) -> bool:
        return set(self.proof.amounts) == {self.scheme.currency}

    def _total(self) -> str:
        amounts = [show_amount(text, unit, self.language, self.scheme.currency)
                   for unit, text in self.proof.amounts.items()]  # fmt: skip
        return f" {self._say('and')} ".join(amounts)

    def _answer(self) -> str:
        over = over_period(self.scheme.period, self.language)
        if self._is_money():
            return self._say("You get {amount} before tax{over}.", amount=self._total(), over=over)
        return self._say("You get {amount}{over}.", amount=self._total(), over=over)

    def _no_answer(self) -> str:
        over = over_period(self.scheme.period, self.language)
        title = self.scheme.say_title(self.language)
        year = over.rpartition(" ")[2]
        return self._say("You do not share in {title}{over}.", title=title, over="" if year in title else over)

    def _lead(self) -> str:
        if all(not read_number(text) for text in self.proof.amounts.values()):
            nothing = all(isinstance(each, SplitProof) and not read_number(each.sum.result or "1")
                          for each in self.proof.awards)  # fmt: skip
            return self._say("There is nothing to share." if nothing else "By the rules your part is nothing.")
        if corrected := self._corrected():
            return corrected
        paid = say_title(self.scheme.paid, self.language)
        return paid or (self._say("Wage tax is withheld when it is paid.") if self._is_money() else "")

    def _corrected(self) -> str:
        """Of a correction: what was, what is, what comes of it, and why; empty for any other statement."""
        found = self.proof.issued.correction if self.proof.issued else None
        if found is None:
            return ""
        currency = self.scheme.currency
        before, more, stands = (
            " + ".join(
                show_amount(text.removeprefix("-"), unit, self.language, currency) for unit, text in part.items()
            )
            for part in (found.before, found.difference, found.stands)
        )
        is_less = any(text.startswith("-") for text in found.difference.values())
        if not any(read_number(text) for text in found.difference.values()):
            said = self._say("The amount stays as it was: {before}.", before=before)
        elif not is_less:
            said = self._say("Before it was {before}: {more} more now.", before=before, more=more)
        elif found.downward == "waived":
            said = self._say("Before it was {before}. You keep that: you pay nothing back, and {stands} stands.",
                             before=before, stands=stands)  # fmt: skip
        else:
            said = self._say("Before it was {before}: the {more} that was too much is set off with a later pay.",
                             before=before, more=more)  # fmt: skip
        return " ".join(text for text in (said, found.why.get(self.language, "")) if text)

    def _total_sum(self) -> str:
        """The right-hand column once more: the parts, then the leftover cents."""
        amounts = [award.amount() for award in self.awards] + [line.amount for line in self._leftovers()]
        return " + ".join(amounts) if len(amounts) > 1 else ""

    def _leftovers(self) -> list[Line]:
        return [line for award in self.awards for line in award.leftover_lines(len(self.awards) > 1)]

    # The way to it

    def _sections(self) -> tuple[Section, ...]:
        shown: set[str] = set()
        sections = [self._company_section()] if self.scheme.company else []
        for award in self.awards:
            lines = self._own_steps(award, shown)
            sections.append(award.section(lines))
        leftovers = self._leftovers()
        if leftovers:
            title = self._say("Leftover cent") if len(leftovers) == 1 else self._say("Leftover cents")
            sections.append(Section(title, "", tuple(leftovers), amount=_joined(leftovers)))
        return tuple(sections)

    def _company_section(self) -> Section:
        """What there is to share, titled by the step that is shared, with the whole sum as its result."""
        lines = [self._line(step, f"2.{place}") for place, step in enumerate(self.scheme.company, 1)]
        whole = self._whole()
        for step, line in zip(self.scheme.company, lines, strict=True):
            if whole is not None and line.result == money(self.language, whole, self.scheme.currency):
                told = tuple(replace(each, why="", strong=True) if each is line else each for each in lines)
                return Section(self._title(step.name), line.why, told, line.result)
        return Section(self._say("The company's figures"), "", tuple(lines), lines[-1].result)

    def _whole(self) -> Fraction | None:
        """All that is shared out in money, together; None if a part of it is withheld or nothing is shared out."""
        splits = [each for each in self.proof.awards if isinstance(each, SplitProof)]
        sums = [read_number(each.sum.result or "") for each in splits]
        if not splits or None in sums or len(splits) < len(self.proof.awards) or not self._is_money():
            return None
        return sum((each for each in sums if each), Fraction(0))

    def _own_steps(self, award: AwardWords, shown: set[str]) -> list[Line]:
        """The person's steps that this award rests on, each where it is needed first."""
        needed = self._needed(award.names())
        lines = []
        for place, step in enumerate(self.scheme.person, 1):
            if step.name in needed and step.name not in shown:
                shown.add(step.name)
                lines.append(self._line(step, f"3.{place}"))
        return lines

    def _needed(self, names: set[str]) -> set[str]:
        formulas, needed, waiting = self.found.rules.person, set[str](), list(names)
        while waiting:
            name = waiting.pop()
            if name in formulas and name not in needed:
                needed.add(name)
                waiting += [node.name for node in formulas[name].tree.walk() if isinstance(node, Name)]
        return needed

    def _line(self, step: Rule, rule: str) -> Line:
        figure = self.found.figures[step.name]
        what, why = self._title(step.name), say_title(step.why, self.language)
        if figure.op != "named":
            withheld = self._say("This would tell what fewer than five people have.")
            result = "" if figure.op == "withheld" else self._value(figure)
            return Line(what, withheld, result=result or self._say("not shown"), why=why, rule=rule)
        tokens = tuple(self.writer.tokens(figure.operands[0]))
        return Line(
            what, in_one_line(list(tokens), self._step_titles()), tokens, self._value(figure), why=why, rule=rule
        )

    def _step_titles(self) -> frozenset[str]:
        """What a line need not say again: the names of other lines, and of figures that stand in the rules."""
        names = [*(step.name for step in (*self.scheme.company, *self.scheme.person)), *self.scheme.given]
        return frozenset(lowered(self._title(name)) for name in names)

    def _title(self, name: str) -> str:
        title = title_of(name, self.scheme, self.language)
        return title[:1].upper() + title[1:]

    def _value(self, figure: Figure) -> str:
        return show_value(figure, self.language, self.scheme.currency, with_unit=True)

    # The part of the whole

    def _share(self) -> Share | None:
        """Of each 100 that is shared, how much comes here; drawn only where all is shared out in money."""
        whole = self._whole()
        mine = read_number(self.proof.amounts.get(self.scheme.currency, "0")) or Fraction(0)
        if whole is None or whole <= 0 or mine <= 0:
            return None
        of_hundred, decimals = _of_hundred(mine / whole)
        currency = self.scheme.currency
        return Share(
            title=self._say("Of every {hundred} in the pool, {part} comes to you",
                            hundred=money(self.language, Fraction(100), currency, 0),
                            part=money(self.language, of_hundred, currency, max(2, decimals))),
            label=self._say("Your part: {part}", part=f"{number(self.language, of_hundred, decimals)}%"),
            whole=self._say("The whole pool: {pool}", pool=money(self.language, whole, currency)),
            size=float(mine / whole),
            parts=tuple(self._parts(mine)),
        )  # fmt: skip

    def _parts(self, mine: Fraction) -> list[Part]:
        return [Part(award.short_title, award.shown(), float((read_number(award.printed.part) or 0) / mine))
                for award in self.awards]  # fmt: skip

    # The rules and notes

    def _rules_note(self) -> str:
        sentences = []
        if self.scheme.version:
            sentences.append(self._say("Version {version} of the rules.", version=self.scheme.version))
        decided = self.scheme.decided
        if decided:
            by = say_title(decided.by, self.language)
            when = long_date(self.language, decided.on) if decided.on else ""
            text = self._say("Decided on {when} by {by}." if when else "Decided by {by}.", when=when, by=by)
            sentences.append(text)
            sentences.append(say_title(decided.note, self.language))
        sentences.append(self._who_shares())
        sentences.append(say_count(self.language, "One of {all} people shares.", "{count} of {all} people share.",
                                   self.proof.people.eligible, all=self.proof.people.all))  # fmt: skip
        return " ".join(sentence for sentence in sentences if sentence)

    def _who_shares(self) -> str:
        titles = [say_title(each.title, self.language) for each in self.scheme.eligible]
        listed = f" {self._say('and')} ".join(lowered(title) for title in titles if title)
        return self._say("Who shares: {conditions}.", conditions=listed) if listed else ""

    def _notes(self) -> tuple[str, ...]:
        notes = [
            self._say("The rules use {fact}, because: {why}", fact=lowered(title_of(name, self.scheme, self.language)),
                      why=say_title(why, self.language))
            for name, why in self.scheme.allow.items()
        ]  # fmt: skip
        corrected = "" if self.proof.reason is None else self._corrected()  # who shares reads it at the top
        return (*([corrected] if corrected else ()), *notes)


def _joined(lines: Sequence[Line]) -> str:
    return " + ".join(line.amount for line in lines)


def _of_hundred(part: Fraction) -> tuple[Fraction, int]:
    """A part as so many of a hundred, cut off at enough decimals to show something (for the chart's words only)."""
    for decimals in (2, 4, 6):
        units = part * 100 * 10**decimals
        if units >= 1:
            return Fraction(round(units), 10**decimals), decimals
    return part * 0, 2
