"""The formula language: from text to a tree, with errors that point at the character.

Arithmetic `+ - * / ^`, comparisons, `and or not`, names, quoted texts and dates, percentages, and the functions of
`FUNCTIONS`. Nothing else: no loops, no assignments, no names of the host language.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from planner.errors import Fault, Phrase, Refused
from planner.figures.number import read_number
from planner.figures.syntax import Band, Binary, Call, Denied, Name, Negated, Node, Number, Quoted

MAX_CHARACTERS = 10_000
MAX_DEPTH = 150

# From loosest to tightest; `-2^2` is -4 and `2^3^2` is 2^9.
_GRAMMAR = r"""
?start: either
?either: both
    | either _OR both                 -> either_of
?both: denial
    | both _AND denial                -> both_of
?denial: comparison
    | NOT denial                      -> denied
?comparison: sum
    | sum COMPARISON sum              -> binary
?sum: product
    | sum (PLUS | MINUS) product      -> binary
?product: signed
    | product (TIMES | DIVIDE) signed -> binary
?signed: power
    | MINUS signed                    -> negated
    | PLUS signed                     -> unchanged
?power: atom
    | atom POWER signed               -> binary
?atom: NUMBER                         -> number
    | QUOTED                          -> quoted
    | NAME                            -> name
    | NAME "(" [argument ("," argument)*] ")" -> call
    | "(" either ")"
?argument: either
    | either _TO either               -> band

COMPARISON: "<=" | ">=" | "!=" | "<" | ">" | "=" | "≤" | "≥" | "≠"
PLUS: "+"
MINUS: "-" | "−"
TIMES: "*" | "×"
DIVIDE: "/" | "÷"
POWER: "^"
NOT.2: /not\b/
_OR.2: /or\b/
_AND.2: /and\b/
_TO.2: /to\b/
NUMBER: /[0-9][0-9_]*(\.[0-9]+)?%?/
QUOTED: /'[^']*'|"[^"]*"/
NAME: /[^\W\d]\w*/
%ignore /[ \t\r\n]+/
"""
_SIGNS = {"−": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!="}


@dataclass(frozen=True)
class Function:
    """How often a function's arguments come, and whether it looks over people."""

    least: int
    most: int | None
    over_people: bool = False
    step: int = 1  # arguments come in groups of this size (mix: a share and what it is shared by)


FUNCTIONS = {
    "min": Function(1, None),
    "max": Function(1, None),
    "round": Function(2, 2),
    "floor": Function(2, 2),
    "ceil": Function(2, 2),
    "if": Function(3, 3),
    "is_given": Function(1, 1),
    "lookup": Function(2, 2),
    "months": Function(2, 2),
    "days": Function(2, 2),
    "tiers": Function(2, None),
    "total": Function(1, 2, over_people=True),
    "average": Function(1, 2, over_people=True),
    "median": Function(1, 2, over_people=True),
    "smallest": Function(1, 2, over_people=True),
    "largest": Function(1, 2, over_people=True),
    "count": Function(0, 1, over_people=True),
    "mix": Function(2, None, over_people=True, step=2),
}


class FormulaError(Exception):
    """A formula that can't be read or worked out: at which character (from 0), and what is wrong there."""

    def __init__(self, at: int, text: str, **values: object) -> None:
        super().__init__(text)
        self.at, self.problem = at, Phrase(text, values)


class _Tree(Transformer[Token, Node]):
    """Builds our nodes as the parser reduces; children come innermost first, so depth is known as it grows."""

    def __init__(self) -> None:
        super().__init__(visit_tokens=False)
        self.depths: dict[int, int] = {}

    def _deep(self, node: Node) -> Node:
        depth = 1 + max((self.depths.get(id(part), 0) for part in node.parts()), default=0)
        if depth > MAX_DEPTH:
            raise FormulaError(node.at, "is nested more than {most} deep", most=MAX_DEPTH)
        self.depths[id(node)] = depth
        return node

    def number(self, items: list[Any]) -> Node:
        token = items[0]
        value = read_number(str(token).replace("_", ""))
        if value is None:
            raise FormulaError(token.start_pos, "is a number of too many digits")
        return self._deep(Number(token.start_pos, value, str(token)))

    def quoted(self, items: list[Any]) -> Node:
        return self._deep(Quoted(items[0].start_pos, str(items[0])[1:-1]))

    def name(self, items: list[Any]) -> Node:
        return self._deep(Name(items[0].start_pos, str(items[0])))

    def binary(self, items: list[Any]) -> Node:
        left, sign, right = items
        return self._deep(Binary(sign.start_pos, _SIGNS.get(str(sign), str(sign)), left, right))

    def either_of(self, items: list[Any]) -> Node:
        return self._deep(Binary(items[0].at, "or", items[0], items[1]))

    def both_of(self, items: list[Any]) -> Node:
        return self._deep(Binary(items[0].at, "and", items[0], items[1]))

    def denied(self, items: list[Any]) -> Node:
        return self._deep(Denied(items[0].start_pos, items[1]))

    def negated(self, items: list[Any]) -> Node:
        return self._deep(Negated(items[0].start_pos, items[1]))

    def unchanged(self, items: list[Any]) -> Node:
        node: Node = items[1]
        return node

    def band(self, items: list[Any]) -> Node:
        return self._deep(Band(items[0].at, items[0], items[1]))

    def call(self, items: list[Any]) -> Node:
        name, *arguments = items
        call = Call(name.start_pos, str(name), tuple(each for each in arguments if each is not None))
        check_call(call)
        return self._deep(call)


def check_call(call: Call) -> None:
    """The function exists and has the arguments that it needs; raises FormulaError."""
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise FormulaError(call.at, "there is no function {name}(…){hint}", name=call.function, hint=_hint(call))
    count = len(call.arguments)
    if count < function.least or (function.most is not None and count > function.most) or count % function.step:
        raise FormulaError(call.at, "{name}(…) takes {wanted}, here it has {count}", name=call.function,
                           wanted=_wanted(function), count=count)  # fmt: skip
    for place, each in enumerate(call.arguments):
        is_band = call.function == "tiers" and 0 < place < count - 1
        if isinstance(each, Band) is not is_band:
            raise FormulaError(each.at, "tiers(…) takes a figure, then `rate to limit` bands, then the last rate")
    if call.function == "is_given" and not isinstance(call.arguments[0], Name):
        raise FormulaError(call.at, "is_given(…) takes the name of a fact")
    if call.function == "lookup" and not isinstance(call.arguments[1], Name):
        raise FormulaError(call.arguments[1].at, "lookup(x, table) takes the name of a table")


def _wanted(function: Function) -> Phrase:
    counts = {"least": function.least, "most": function.most}
    if function.step == 2:
        return Phrase("pairs")
    if function.most is None:
        return Phrase("{least} or more", counts)
    return Phrase("{least}" if function.least == function.most else "{least} to {most}", counts)


def _hint(call: Call) -> Phrase:
    near = get_close_matches(call.function.lower(), FUNCTIONS, 1)
    if near:
        return Phrase(" (do you mean {near}?)", {"near": near[0]})
    return Phrase(" (there are {known})", {"known": ", ".join(FUNCTIONS)})


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=False)


@lru_cache(maxsize=4_096)
def _parse(text: str) -> Node:
    if len(text) > MAX_CHARACTERS:
        raise FormulaError(MAX_CHARACTERS, "is longer than {most} characters", most=MAX_CHARACTERS)
    try:
        node = _Tree().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise _unexpected(text, error) from None
    except RecursionError:
        raise FormulaError(0, "is nested more than {most} deep", most=MAX_DEPTH) from None
    except Exception as error:  # lark wraps what its callbacks raise
        inner = getattr(error, "orig_exc", error)
        raise inner from None
    return node


def _unexpected(text: str, error: UnexpectedInput) -> FormulaError:
    if isinstance(error, UnexpectedCharacters):
        at = error.pos_in_stream or 0
        found = text[at]
        if found in "'\"":
            return FormulaError(at, "this quote is never closed")
        return FormulaError(at, '"{found}" is not expected here', found=found)
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        at, found = error.token.start_pos or 0, str(error.token)
        if found == "=" and text[:at].endswith(("=", "<", ">", "!")):
            return FormulaError(at, '"{found}" is not expected here; to compare, write one =', found=found)
        if error.token.type == "COMPARISON":
            return FormulaError(at, '"{found}" is not expected here; join two comparisons with and', found=found)
        return FormulaError(at, '"{found}" is not expected here', found=found)
    return FormulaError(len(text), "the formula stops too early")


def parse(text: str, place: str = "") -> Node:
    """The tree of a formula. Raises Refused with the character (counted from 1) at which it can't be read.

    >>> from planner.figures.syntax import plain_text
    >>> plain_text(parse("max(0,net_profit-8%*equity)"))
    'max(0, net_profit - 8% * equity)'
    """
    try:
        return _parse(text)
    except FormulaError as error:
        raise Refused([pointed(place, text, error.at, error.problem)]) from None


def pointed(place: str, text: str, at: int, problem: Phrase) -> Fault:
    """A fault that shows the formula and points at the character: `"2 +": character 4: the formula stops too early`."""
    shown = text if len(text) <= 200 else text[: max(0, at - 20)][-80:] + text[at : at + 80]
    values = {"formula": shown, "character": at + 1, "problem": problem}
    return Fault(place, '"{formula}": character {character}: {problem}', values)
