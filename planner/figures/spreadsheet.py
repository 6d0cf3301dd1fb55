"""Formulas as a spreadsheet file holds them (English function names, commas), from the same tree that is worked out.

Where a spreadsheet would mean something else than we do, the formula says what we mean: rounding is told in whole
steps, texts are compared exactly, `-2^2` is −4. What can't be said so raises NotInSheet: then values are written.
"""

from __future__ import annotations

from collections.abc import Callable

from planner.figures.facts import read_date
from planner.figures.formula import FUNCTIONS
from planner.figures.sheet_terms import (
    GUARD,
    OVER_ALL,
    NotInSheet,
    Places,
    day_text,
    over_group,
    quoted,
    rounded,
    rounded_down,
    rounded_up,
)
from planner.figures.syntax import Band, Binary, Call, Denied, Name, Negated, Node, Number, Quoted

MOST_CHARACTERS, MOST_DEPTH = 8_000, 60
_COMPARED = {"<": "<", "<=": "<=", "=": "=", "!=": "<>", ">=": ">=", ">": ">"}
_TIGHT = {"+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_UNARY, _ATOM = 6, 7


def spreadsheet_formula(node: Node, places: Places, face: str = "number") -> str:
    """The formula without its `=`. Raises NotInSheet where it would mean something else or be too long.

    >>> from planner.figures.formula import parse
    >>> spreadsheet_formula(parse("-2^2 + 12.5%"), None)
    '-(2^2)+12.5%'
    """
    text = _Formula(places).said(node, face)
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    if len(text) > MOST_CHARACTERS or deepest > MOST_DEPTH:
        raise NotInSheet("is too long")
    return text


class _Formula:
    def __init__(self, places: Places) -> None:
        self.places = places

    def said(self, node: Node, face: str) -> str:
        return {"number": self.number, "text": self.text, "date": self.day}[face](node)

    def kind(self, node: Node) -> str:
        """number, text or date: what a formula's value is."""
        if isinstance(node, Quoted):
            return "date" if read_date(node.text) else "text"
        if isinstance(node, Name):
            return self.places.kind(node.name)
        if isinstance(node, Call) and node.function == "if":
            both = {self.kind(each) for each in node.arguments[1:]}
            return "number" if both == {"number"} else "text"
        return "number"

    # Numbers

    def number(self, node: Node, around: int = 0) -> str:
        if isinstance(node, Number):
            text = node.written.replace("_", "")
            return _bracketed(text, _UNARY if text.endswith("%") else _ATOM, around)
        if isinstance(node, Name):
            return self._number_name(node)
        if isinstance(node, Negated):
            return _bracketed(f"-{self.number(node.operand, _ATOM)}", _UNARY, around)
        if isinstance(node, Binary) and node.sign in _TIGHT:
            return self._sum(node, around)
        if isinstance(node, Call) and node.function in _CALLS:
            text = _CALLS[node.function](self, node)
            return _bracketed(text, 0, around) if node.function in _OPEN else text
        if isinstance(node, (Denied, Binary)):
            return f"IF({self.truth(node)},1,0)"
        raise NotInSheet("is no number")

    def _number_name(self, node: Name) -> str:
        if self.kind(node) != "number":
            raise NotInSheet("is no number")
        return self.places.cell(node, "number")

    def _sum(self, node: Binary, around: int) -> str:
        tight = _TIGHT[node.sign]
        first = second = _ATOM
        if node.sign != "^":
            first, second = tight, tight + 1
        return _bracketed(f"{self.number(node.left, first)}{node.sign}{self.number(node.right, second)}", tight, around)

    # Yes or no

    def truth(self, node: Node) -> str:
        """A condition as the spreadsheet's own TRUE or FALSE."""
        if isinstance(node, Denied):
            return f"NOT({self.truth(node.operand)})"
        if isinstance(node, Binary) and node.sign in _COMPARED:
            return self._comparison(node)
        if isinstance(node, Binary) and node.sign in ("and", "or"):
            return self._joined(node)
        if isinstance(node, Call) and node.function == "is_given":
            return f"NOT(ISBLANK({self.places.cell(node.arguments[0], 'any')}))"
        return f"{self.number(node, _TIGHT['+'])}<>0"

    def _joined(self, node: Binary) -> str:
        """The second is looked at only where it matters, as we do: AND and OR would stumble over its divisions."""
        left, right = self.truth(node.left), self.truth(node.right)
        if not any(map(_may_fail, node.right.walk())):
            return f"{node.sign.upper()}({left},{right})"
        return f"IF({left},{right},FALSE)" if node.sign == "and" else f"IF({left},TRUE,{right})"

    def _comparison(self, node: Binary) -> str:
        kinds = {self.kind(node.left), self.kind(node.right)}
        sign = _COMPARED[node.sign]
        if kinds == {"number"}:
            return f"{self.number(node.left, _TIGHT['+'])}{sign}{self.number(node.right, _TIGHT['+'])}"
        if kinds == {"date"}:
            return f"{self.day(node.left)}{sign}{self.day(node.right)}"
        if node.sign not in ("=", "!="):
            raise NotInSheet("orders texts, which programs do each in their own way")
        same = f"EXACT({self.text(node.left)},{self.text(node.right)})"
        return same if node.sign == "=" else f"NOT({same})"

    # Texts and days

    def text(self, node: Node) -> str:
        if isinstance(node, Quoted):
            return quoted(node.text)
        if isinstance(node, Name):
            return self.places.cell(node, "text")
        if isinstance(node, Call) and node.function == "if" and self.kind(node) == "text":
            condition, yes, no = node.arguments
            return f"IF({self.truth(condition)},{self.text(yes)},{self.text(no)})"
        raise NotInSheet("a number as a text")

    def day(self, node: Node) -> str:
        if isinstance(node, Quoted) and (day := read_date(node.text)):
            return day_text(day)
        if isinstance(node, Name) and self.kind(node) == "date":
            return self.places.cell(node, "date")
        raise NotInSheet("is no day")

    # Functions

    def _extreme(self, node: Call) -> str:
        return f"{node.function.upper()}({','.join(self.number(each) for each in node.arguments)})"

    def _to_step(self, node: Call) -> str:
        what, step = node.arguments
        if not isinstance(step, Number):
            raise NotInSheet("rounds to a step that isn't a plain number")
        if node.function == "round":
            return rounded(self.number(what), step.value, GUARD)
        return (rounded_down if node.function == "floor" else rounded_up)(self.number(what), step.value)

    def _if(self, node: Call) -> str:
        condition, yes, no = node.arguments
        return f"IF({self.truth(condition)},{self.number(yes)},{self.number(no)})"

    def _is_given(self, node: Call) -> str:
        return f"IF({self.truth(node)},1,0)"

    def _lookup(self, node: Call) -> str:
        key, name = node.arguments
        table = self.places.table(name.name if isinstance(name, Name) else "")
        if self.kind(key) == "number" and table.is_numeric:
            return f"INDEX({table.values},MATCH({self.number(key)},{table.keys},0))"
        text = self.text(key)
        if table.is_numeric or self.kind(key) == "number":
            raise NotInSheet("looks up a number among texts")
        if table.is_plain:
            return f"INDEX({table.values},MATCH({text},{table.keys},0))"
        return f"SUMPRODUCT(EXACT({table.keys},{text})*{table.values})"

    def _days(self, node: Call) -> str:
        first, second = (self.day(each) for each in node.arguments)
        return f"({second}-{first})"

    def _months(self, node: Call) -> str:
        first, second = (self.day(each) for each in node.arguments)
        return f"IF({second}<{first},-({_months(second, first)}),{_months(first, second)})"

    def _tiers(self, node: Call) -> str:
        what, below, parts = self.number(node.arguments[0]), "0", []
        for each in node.arguments[1:]:
            limit = self.number(each.limit, _TIGHT["-"] + 1) if isinstance(each, Band) else ""
            rate = self.number(each.rate if isinstance(each, Band) else each, _TIGHT["*"])
            top = f"MIN({what},{limit})" if limit else self.number(node.arguments[0], _TIGHT["-"])
            parts.append(f"{rate}*MAX(0,{top}-{below})" if below != "0" else f"{rate}*MAX(0,{top})")
            below = limit or below
        return "(" + "+".join(parts) + ")"

    def _mix(self, node: Call) -> str:
        terms = []
        for part, by in zip(node.arguments[::2], node.arguments[1::2], strict=True):
            whole = f"SUM({self.places.column(by, 'number')})"
            terms.append(f"{self.number(part, _TIGHT['*'])}*({self.number(by, _TIGHT['*'])}/{whole})")
        return "(" + "+".join(terms) + ")"

    # Over people

    def _over_people(self, node: Call) -> str:
        is_count = node.function == "count"
        if len(node.arguments) == (0 if is_count else 1):
            over = self.places.people() if is_count else self.places.column(node.arguments[0], "number")
            return f"{OVER_ALL[node.function]}({over})"
        by = node.arguments[-1]
        keys, key = self.places.column(by, "text"), self.places.cell(by, "text")
        values = "" if is_count else self.places.column(node.arguments[0], "number")
        return over_group(node.function, keys, key, values, self.places.is_plain(by))


def _months(first: str, second: str) -> str:
    """Completed months; a month's last day completes one, however short the month."""
    months = f"(YEAR({second})-YEAR({first}))*12+MONTH({second})-MONTH({first})"
    return f"{months}-IF(AND(DAY({second})<DAY({first}),DAY({second}+1)<>1),1,0)"


def _may_fail(node: Node) -> bool:
    return isinstance(node, Call) or (isinstance(node, Binary) and node.sign in "/^")


def _bracketed(text: str, tight: int, around: int) -> str:
    return f"({text})" if tight < around else text


_OPEN = {"round", "floor", "ceil"}  # these end in a multiplication or division, or begin with a minus
_CALLS: dict[str, Callable[[_Formula, Call], str]] = {
    "min": _Formula._extreme, "max": _Formula._extreme, "round": _Formula._to_step, "floor": _Formula._to_step,
    "ceil": _Formula._to_step, "if": _Formula._if, "is_given": _Formula._is_given, "lookup": _Formula._lookup,
    "months": _Formula._months, "days": _Formula._days, "tiers": _Formula._tiers, "mix": _Formula._mix,
    **{name: _Formula._over_people for name, each in FUNCTIONS.items() if each.over_people and name != "mix"},
}  # fmt: skip
