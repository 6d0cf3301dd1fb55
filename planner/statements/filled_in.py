"""A formula with its figures filled in, for one person: signs and figures, each figure with its name in words.

Of a choice only what was chosen is shown, and a bound only if it binds: `max(0, a - b)` reads `a − b` where that is
above zero. Nothing is worked out here but what the figures hold already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from planner.calculators.scheme_document import Scheme
from planner.figures.figure import Figure
from planner.figures.formula import FUNCTIONS, parse
from planner.language import say, sentence
from planner.statements.amounts import show_value
from planner.statements.rule_words import in_words
from planner.statements.statement import Token
from planner.statements.vocabulary import lowered, title_of

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^", "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">",
          ">=": "≥"}  # fmt: skip
_OPPOSITES = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}
_TIGHT = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6, "negated": 7, "^": 8} | dict.fromkeys(
    ("=", "!=", "<", "<=", ">", ">="), 4
)


@dataclass(frozen=True)
class Writer:
    """Writes filled-in formulas for one reader; `inside` gives the making of a derived fact, where that is shown."""

    scheme: Scheme
    language: str
    inside: Callable[[Figure], Figure | None] = lambda figure: None

    def tokens(self, figure: Figure, around: int = 0) -> list[Token]:
        """The pieces of a figure's making, in reading order."""
        made = self.inside(figure) if figure.op == "fact" else None
        if made is not None:
            return self.tokens(made, around)
        if figure.op in ("literal", "fact", "named", "aggregate", "withheld", "slice"):
            return [self._leaf(figure)]
        if figure.op in _SIGNS:
            return self._binary(figure, around)
        if figure.op in FUNCTIONS and FUNCTIONS[figure.op].over_people:
            return [self._leaf(figure)]
        return self._bracketed(_MAKERS[figure.op](self, figure), _TIGHT.get(figure.op, 5), around)

    def _leaf(self, figure: Figure) -> Token:
        if figure.op == "withheld":
            return Token(say(self.language, "not shown"), lowered(self._title(figure)))
        is_count = figure.op == "fact" and not figure.name  # days of a spell say what they are themselves
        return Token(show_value(figure, self.language, self.scheme.currency, is_count), self._caption(figure))

    def _caption(self, figure: Figure) -> str:
        if figure.op == "literal":
            return ""
        if figure.op == "slice":
            return self._caption(figure.operands[0])
        return self._total_words(figure.text) if figure.text else lowered(self._title(figure))

    def _title(self, figure: Figure) -> str:
        return title_of(figure.name, self.scheme, self.language)

    def _total_words(self, spelling: str) -> str:
        return in_words(parse(spelling), self.scheme, self.language)

    def _binary(self, figure: Figure, around: int) -> list[Token]:
        tight = _TIGHT[figure.op]
        left = self.tokens(figure.operands[0], tight + (figure.op == "^"))
        right = self.tokens(figure.operands[1], tight + (figure.op in "-/"))
        return self._bracketed([*left, self._sign(_SIGNS[figure.op]), *right], tight, around)

    def _sign(self, text: str) -> Token:
        return Token(text, is_sign=True)

    def _bracketed(self, tokens: list[Token], tight: int, around: int) -> list[Token]:
        if tight >= around or len(tokens) == 1:
            return tokens
        return [self._sign("("), *tokens, self._sign(")")]

    def _word(self, text: str) -> Token:
        return self._sign(say(self.language, text))

    # What is not a plain sign

    def _negated(self, figure: Figure) -> list[Token]:
        return [self._sign("−"), *self.tokens(figure.operands[0], 7)]

    def _not(self, figure: Figure) -> list[Token]:
        return [self._word("not"), *self.tokens(figure.operands[0], 3)]

    def _joined(self, figure: Figure) -> list[Token]:
        tight = _TIGHT[figure.op]
        word = self._word("and" if figure.op == "and" else "or")
        return [*self.tokens(figure.operands[0], tight), word, *self.tokens(figure.operands[1], tight)]

    def _extreme(self, figure: Figure) -> list[Token]:
        """The chosen one; if it isn't the first that isn't a plain number, the others are shown to have lost."""
        chosen = next(each for each in figure.operands if each.at(0) == figure.at(0))
        made = [each for each in figure.operands if each.op != "literal"]
        if len(made) == 1 and chosen is made[0]:
            return self.tokens(chosen)
        tokens = [self._word("the smallest of" if figure.op == "min" else "the largest of")]
        for place, each in enumerate(figure.operands):
            if place:
                last = place == len(figure.operands) - 1
                tokens.append(self._word("and") if last else self._sign(","))
            tokens += self.tokens(each, 5)
        return tokens

    def _to_step(self, figure: Figure) -> list[Token]:
        return [
            *self.tokens(figure.operands[0], 5),
            self._word(_ROUNDED[figure.op]),
            *self.tokens(figure.operands[1]),
        ]

    def _if(self, figure: Figure) -> list[Token]:
        """What was chosen, and why: a condition that does not hold is turned round, `because 12 < 20`."""
        condition, yes, no = figure.operands
        holds = condition.at(0) != 0
        return [*self.tokens(yes if holds else no, 5), *self._because(condition, holds)]

    def _because(self, condition: Figure, holds: bool) -> list[Token]:
        if condition.op == "not":
            return self._because(condition.operands[0], not holds)
        if not holds and condition.op in _OPPOSITES:
            condition = replace(condition, op=_OPPOSITES[condition.op])
        says_so_itself = holds or condition.op in _SIGNS or condition.op == "is_given"
        word = self._word("because" if says_so_itself else "because it does not hold that")
        return [word, *self.tokens(condition)]

    def _is_given(self, figure: Figure) -> list[Token]:
        word = say(self.language, "is known" if figure.at(0) else "is not known")
        return [Token(lowered(self._title(figure.operands[0]))), self._sign(word)]

    def _lookup(self, figure: Figure) -> list[Token]:
        key = show_value(figure.operands[0], self.language, self.scheme.currency)
        table = lowered(title_of(figure.text, self.scheme, self.language))
        caption = say(self.language, "{table} of {key}", table=table, key=key)
        return [Token(show_value(figure, self.language, self.scheme.currency), caption)]

    def _between(self, figure: Figure) -> list[Token]:
        first, second = (show_value(each, self.language, self.scheme.currency) for each in figure.operands)
        is_days = figure.op == "days"
        caption = say(self.language, "days from {first} to {second}" if is_days else "months from {first} to {second}",
                      first=first, second=second)  # fmt: skip
        return [Token(show_value(figure, self.language, self.scheme.currency), caption)]

    def _tiers(self, figure: Figure) -> list[Token]:
        tokens: list[Token] = []
        for each in figure.operands[1:]:
            if each.operands[1].at(0) or (each is figure.operands[1] and figure.at(0) == Fraction(0)):
                tokens += [self._sign("+")] if tokens else []
                tokens += self.tokens(each, 5)
        return tokens


_ROUNDED = {
    "round": sentence("rounded to"), "floor": sentence("rounded down to"), "ceil": sentence("rounded up to"),
}  # fmt: skip
_MAKERS: dict[str, Callable[[Writer, Figure], list[Token]]] = {
    "negated": Writer._negated, "not": Writer._not, "and": Writer._joined, "or": Writer._joined,
    "min": Writer._extreme, "max": Writer._extreme, "round": Writer._to_step, "floor": Writer._to_step,
    "ceil": Writer._to_step, "if": Writer._if, "is_given": Writer._is_given, "lookup": Writer._lookup,
    "days": Writer._between, "months": Writer._between, "tiers": Writer._tiers,
}  # fmt: skip


def in_one_line(tokens: list[Token], plain_names: frozenset[str] = frozenset()) -> str:
    """`0,8 deeltijdfactor × 365 dagen in dienst ÷ 365`: the pieces as running text.

    A name that stands in a line of its own already (`plain_names`, as captions) is not said again.
    """
    words: list[str] = []
    for token in tokens:
        text = token.text
        if token.caption and token.caption not in plain_names:
            text = f"{text} {token.caption}"
        words.append(text)
    line = " ".join(words)
    return line.replace("( ", "(").replace(" )", ")").replace(" ,", ",")
