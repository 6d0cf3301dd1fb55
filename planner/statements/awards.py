"""An award in words: what is shared, by what, which part that makes, and the cent that rounding left."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from planner.calculators.proof_document import AmountProof, SplitProof
from planner.calculators.scheme_document import Scheme, say_title
from planner.figures.figure import Figure
from planner.figures.formula import parse
from planner.figures.number import read_number
from planner.figures.syntax import Name
from planner.figures.unit import Unit, declared
from planner.language import say, say_count, sentence
from planner.statements.amounts import show_amount, show_number, show_value
from planner.statements.filled_in import Writer, in_one_line
from planner.statements.rule_words import in_words
from planner.statements.statement import Line, Section, Token
from planner.statements.vocabulary import lowered, title_of


class AwardWords:
    """One award of one person: its section, its leftover, its place in the sum."""

    def __init__(self, scheme: Scheme, language: str, writer: Writer, place: int, printed: SplitProof | AmountProof,
                 figures: Mapping[str, Figure]) -> None:  # fmt: skip
        self.scheme, self.language, self.writer, self.place = scheme, language, writer, place
        self.printed, self.figures, self.award = printed, figures, scheme.award[place]
        self.rule = f"4.{place + 1}"

    def _say(self, text: str, **values: object) -> str:
        return say(self.language, text, **values)

    @property
    def title(self) -> str:
        own = say_title(self.award.title, self.language)
        return own or self._say("Your part")

    @property
    def short_title(self) -> str:
        """The award's name in the chart: what it is shared by."""
        if isinstance(self.printed, SplitProof) and isinstance(parse(self.printed.by.formula), Name):
            title = title_of(self.printed.by.formula, self.scheme, self.language)
            return title[:1].upper() + title[1:]
        return self.title

    def names(self) -> set[str]:
        """All that the award's formulas name."""
        formulas = [self.award.split, self.award.by, self.award.cap, self.award.floor, self.award.amount]
        trees = [parse(text) for text in formulas if text]
        return {node.name for tree in trees for node in tree.walk() if isinstance(node, Name)}

    def _amount(self, written: str) -> str:
        return show_amount(written, self.printed.unit, self.language, self.scheme.currency)

    def shown(self) -> str:
        """The part, its leftover included."""
        return self._amount(self.printed.part)

    def _without_leftover(self) -> str:
        if isinstance(self.printed, AmountProof):
            return self.printed.part
        rest = (read_number(self.printed.part) or Fraction(0)) - (read_number(self.printed.leftover) or Fraction(0))
        return str(rest)

    def amount(self) -> str:
        """The part as it was rounded down; of an own formula all of it."""
        return self._amount(self._without_leftover())

    def section(self, steps: list[Line]) -> Section:
        """The steps that lead here, the sum that is shared, and the part."""
        why = say_title(self.award.why, self.language)
        amount = self.amount()
        if isinstance(self.printed, AmountProof):
            lines = [*steps, self._own_formula(amount)]
        else:
            lines = [*steps, *self._bounds(self.printed), self._part(self.printed, amount)]
        return Section(self.title, why or self._by_words(), tuple(lines), amount=amount)

    def _by_words(self) -> str:
        if not isinstance(self.printed, SplitProof):
            return ""
        by = in_words(parse(self.printed.by.formula), self.scheme, self.language)
        what = in_words(parse(self.printed.sum.formula), self.scheme, self.language)
        return self._say("{what}, shared out by {by}", what=what, by=by)

    def _own_formula(self, amount: str) -> Line:
        figure = self.figures.get("amount")
        tokens = self.writer.tokens(figure.operands[0]) if figure else []
        how = in_one_line(tokens) if tokens else self._say("This would tell what fewer than five people have.")
        return Line(self._say("Your part"), how, tuple(tokens), amount=amount, rule=self.rule, strong=True)

    # A part of a sum

    def _part(self, printed: SplitProof, amount: str) -> Line:
        if printed.capped or printed.floored:
            how = self._say("The cap holds: your part would be more." if printed.capped else
                            "The floor holds: your part would be less.")  # fmt: skip
            return Line(self._say("Your part"), how, (), amount=amount, rule=self.rule, strong=True)
        tokens = self._way(printed)
        captions = frozenset({self._by_caption(printed), self._sum_caption(printed)})
        how = in_one_line(tokens, captions)
        return Line(self._say("Your part"), how, tuple(tokens), amount=amount, rule=self.rule, strong=True)

    def _way(self, printed: SplitProof) -> list[Token]:
        """`sum × own ÷ of all`, or where that of all may not be told `rate × own`."""
        weight = self._figure_token("by", printed.by.result, self._by_caption(printed))
        if printed.whole and printed.sum.result is not None:
            total = self._figure_token("split", printed.sum.result, self._sum_caption(printed))
            whole = Token(self._number(printed.whole, "by"), self._say("of all together"))
            return [total, self._sign("×"), weight, self._sign("÷"), whole]
        rate = read_number(printed.rate or "") or Fraction(0)
        shown = show_number(rate, self._rate_unit(), None, self.language, self.scheme.currency)
        caption = self._say("for each 1 of {by}", by=self._by_caption(printed))
        return [Token(shown, caption), self._sign("×"), weight]

    def _rate_unit(self) -> Unit:
        by = self.figures["by"].unit
        return declared(self.printed.unit) if not by.powers else Unit()

    def _figure_token(self, part: str, written: str | None, caption: str) -> Token:
        return Token(self._number(written or "", part), caption)

    def _number(self, written: str, part: str) -> str:
        figure = self.figures[part]
        value = read_number(written)
        if value is None:
            return self._say("not shown")
        unit = declared(self.printed.unit) if part == "split" else figure.unit
        return show_number(value, unit, figure.step, self.language, self.scheme.currency)

    def _sign(self, text: str) -> Token:
        return Token(text, is_sign=True)

    def _by_caption(self, printed: SplitProof) -> str:
        return lowered(in_words(parse(printed.by.formula), self.scheme, self.language))

    def _sum_caption(self, printed: SplitProof) -> str:
        return lowered(in_words(parse(printed.sum.formula), self.scheme, self.language))

    def _bounds(self, printed: SplitProof) -> list[Line]:
        """The cap or floor that holds, with its own formula; one that doesn't is mentioned in the rules only."""
        lines = []
        for name, holds, title in (
            ("cap", printed.capped, sentence("At most")),
            ("floor", printed.floored, sentence("At least")),
        ):
            figure = self.figures.get(name)
            if holds and figure is not None:
                tokens = self.writer.tokens(figure.operands[0] if figure.op == "named" else figure)
                money = Figure(figure.value, figure.op, unit=declared(printed.unit), text=figure.text, step=figure.step)
                shown = show_value(money, self.language, self.scheme.currency)
                lines.append(Line(self._say(title), in_one_line(tokens), tuple(tokens), result=shown, rule=self.rule))
        return lines

    # The leftover cent

    def leftover_lines(self, is_one_of_many: bool) -> list[Line]:
        """The line of the cent (or step) that rounding gave, if it gave one."""
        if not isinstance(self.printed, SplitProof) or not read_number(self.printed.leftover):
            return []
        what = self.title if is_one_of_many else self._say("Leftover cent")
        rest = say_count(self.language, "One cent was left; it is yours.", "{count} cents were left; one is yours.",
                         self.printed.spare)  # fmt: skip
        how = f"{self._say('Parts are rounded down.')} {rest}"
        return [Line(what, how, amount=self._amount(self.printed.leftover), rule=self.rule)]
