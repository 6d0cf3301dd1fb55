"""The whole scheme in words, rule by rule, in the order of its working out; statements refer to the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from planner.calculators.scheme_document import Award, Scheme, say_title
from planner.calculators.scheme_document import Rule as Step
from planner.figures.formula import parse
from planner.figures.number import write_number
from planner.language import say, sentence
from planner.statements.rule_words import in_words, written_number
from planner.statements.statement import Rule
from planner.statements.vocabulary import title_of


def rules_in_words(scheme: Scheme, language: str) -> tuple[Rule, ...]:
    """1 who shares, 2 what there is to share, 3 each person's figures, 4 the amounts, 5 clauses, 6 given figures."""
    words = _Rules(scheme, language)
    return (*words.conditions(), *words.steps(), *words.awards(), *words.clauses(), *words.given())


class _Rules:
    def __init__(self, scheme: Scheme, language: str) -> None:
        self.scheme, self.language = scheme, language

    def _words(self, formula: str) -> str:
        text = in_words(parse(formula), self.scheme, self.language)
        return text[:1].upper() + text[1:] + "."

    def _title(self, name: str) -> str:
        title = title_of(name, self.scheme, self.language)
        return title[:1].upper() + title[1:]

    def conditions(self) -> Iterator[Rule]:
        for place, each in enumerate(self.scheme.eligible, 1):
            title = say_title(each.title, self.language) or each.name.replace("_", " ")
            yield Rule(f"1.{place}", title, self._words(each.when), each.when)

    def steps(self) -> Iterator[Rule]:
        for part, steps in ((2, self.scheme.company), (3, self.scheme.person)):
            for place, step in enumerate(steps, 1):
                yield Rule(f"{part}.{place}", self._title(step.name), self._step(step), self._formula(step))

    def _step(self, step: Step) -> str:
        why = say_title(step.why, self.language)
        size = written_number(write_number(step.step), self.language) if step.step else ""
        rounded = say(self.language, "Rounded to {step}, halves up.", step=size) if size else ""
        return " ".join(text for text in (why, self._words(step.formula), rounded) if text)

    def _formula(self, step: Step) -> str:
        return f"{step.name} = {step.formula}"

    def awards(self) -> Iterator[Rule]:
        for place, award in enumerate(self.scheme.award, 1):
            title = say_title(award.title, self.language) or say(self.language, "Your part")
            yield Rule(f"4.{place}", title, self._award(award), self._award_formula(award))

    def _award(self, award: Award) -> str:
        words = [say_title(award.why, self.language)]
        if award.amount is not None:
            words.append(self._words(award.amount))
        else:
            what, by = (in_words(parse(text or "0"), self.scheme, self.language) for text in (award.split, award.by))
            words.append(say(self.language, "{what}, shared out by {by}.", what=what[:1].upper() + what[1:], by=by))
            for bound, text in (
                (sentence("At most: {bound}."), award.cap),
                (sentence("At least: {bound}."), award.floor),
            ):
                if text is not None:
                    words.append(say(self.language, bound, bound=in_words(parse(text), self.scheme, self.language)))
            words.append(say(self.language, "Parts are rounded down."))
            words.append(say(self.language, "Cents that are left go to the largest remainders."))
        return " ".join(word for word in words if word)

    def _award_formula(self, award: Award) -> str:
        parts = [(name, getattr(award, name)) for name in ("split", "by", "cap", "floor", "amount")]
        return ", ".join(f"{name}: {text}" for name, text in parts if text is not None)

    def clauses(self) -> Iterator[Rule]:
        for place, clause in enumerate(self.scheme.clauses, 1):
            title = say_title(clause.title, self.language) or clause.name.replace("_", " ").capitalize()
            yield Rule(f"5.{place}", title, say_title(clause.text, self.language))

    def given(self) -> Iterator[Rule]:
        for place, (name, given) in enumerate(self.scheme.given.items(), 1):
            if given.table is not None:
                text = "; ".join(f"{key}: {written_number(write_number(value), self.language)}"
                                 for key, value in given.table.items())  # fmt: skip
            else:
                text = written_number(given.value or "", self.language)
            yield Rule(f"6.{place}", self._title(name), text)
