"""A formula in words, as a rule is read aloud: `nettowinst − vereist rendement × eigen vermogen, minstens 0`."""

from __future__ import annotations

from collections.abc import Callable

from planner.calculators.scheme_document import Scheme
from planner.figures.facts import read_date
from planner.figures.formula import FUNCTIONS
from planner.figures.number import decimals_of, read_number
from planner.figures.syntax import Band, Binary, Call, Denied, Name, Negated, Node, Number, Quoted
from planner.language import long_date, number, percent, say, sentence
from planner.statements.vocabulary import lowered, title_of

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^"}
_TIGHT = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
_SOLO = 9


def in_words(node: Node, scheme: Scheme, language: str) -> str:
    """The whole formula in the reader's words."""
    return _Words(scheme, language).say(node, 0)


class _Words:
    def __init__(self, scheme: Scheme, language: str) -> None:
        self.scheme, self.language = scheme, language

    def say(self, node: Node, around: int) -> str:
        if isinstance(node, Number):
            return written_number(node.written, self.language)
        if isinstance(node, Quoted):
            day = read_date(node.text)
            return long_date(self.language, day) if day else f"“{node.text}”"
        if isinstance(node, Name):
            return lowered(title_of(node.name, self.scheme, self.language))
        if isinstance(node, Negated):
            return self._bracketed(f"−{self.say(node.operand, 7)}", 7, around)
        if isinstance(node, Denied):
            return self._denied(node)
        if isinstance(node, Binary):
            return self._binary(node, around)
        return self._call(node, around) if isinstance(node, Call) else ""

    def _denied(self, node: Denied) -> str:
        inner = node.operand
        if isinstance(inner, Call) and inner.function == "is_given":
            return self._say("{name} is not known", name=self._arguments(inner)[0])
        return self._say("not {what}", what=self.say(inner, 3))

    def _binary(self, node: Binary, around: int) -> str:
        if node.sign in _COMPARED:
            left, right = self.say(node.left, 5), self.say(node.right, 5)
            return self._bracketed(self._say(_COMPARED[node.sign], left=left, right=right), 4, around)
        tight = _TIGHT.get(node.sign, 4)
        sign = _SIGNS.get(node.sign) or say(self.language, "and" if node.sign == "and" else "or")
        left, right = self.say(node.left, tight), self.say(node.right, tight + (node.sign in "-/"))
        return self._bracketed(f"{left} {sign} {right}", tight, around)

    def _bracketed(self, text: str, tight: int, around: int) -> str:
        return f"({text})" if tight < around else text

    def _call(self, node: Call, around: int) -> str:
        found = _CALLS.get(node.function)
        text = found(self, node) if found else self._over_people(node)
        is_single = FUNCTIONS[node.function].over_people and node.function != "mix"
        return text if is_single or not around else f"({text})"

    def _arguments(self, node: Call) -> list[str]:
        return [self.say(each, 0) for each in node.arguments if not isinstance(each, Band)]

    def _say(self, template: str, **values: object) -> str:
        return say(self.language, template, **values)

    def _extreme(self, node: Call) -> str:
        arguments = self._arguments(node)
        literals = [each for each in node.arguments if isinstance(each, Number)]
        if len(arguments) == 2 and len(literals) == 1:
            bound = self.say(literals[0], 0)
            what = next(text for text, each in zip(arguments, node.arguments, strict=True) if each is not literals[0])
            return self._say("{what}, at least {bound}" if node.function == "max" else "{what}, at most {bound}",
                             what=what, bound=bound)  # fmt: skip
        listed = ", ".join(arguments[:-1]) + f" {say(self.language, 'and')} {arguments[-1]}"
        return self._say("the largest of {list}" if node.function == "max" else "the smallest of {list}", list=listed)

    def _to_step(self, node: Call) -> str:
        what, step = self._arguments(node)
        return self._say(_ROUNDED[node.function], what=what, step=step)

    def _if(self, node: Call) -> str:
        condition, yes, no = self._arguments(node)
        return self._say("{yes} if {condition}, otherwise {no}", condition=condition, yes=yes, no=no)

    def _is_given(self, node: Call) -> str:
        return self._say("{name} is known", name=self._arguments(node)[0])

    def _lookup(self, node: Call) -> str:
        key, table = self._arguments(node)
        return self._say("{table} of {key}", table=table, key=key)

    def _between(self, node: Call) -> str:
        first, second = self._arguments(node)
        is_days = node.function == "days"
        return self._say("days from {first} to {second}" if is_days else "months from {first} to {second}",
                         first=first, second=second)  # fmt: skip

    def _tiers(self, node: Call) -> str:
        what, last = self._arguments(node)
        bands = [each for each in node.arguments if isinstance(each, Band)]
        parts = [self._say("{rate} up to {limit}", rate=self.say(each.rate, 0), limit=self.say(each.limit, 0))
                 for each in bands]  # fmt: skip
        parts.append(self._say("{rate} above that", rate=last))
        return self._say("of {what}: {parts}", what=what, parts=", ".join(parts))

    def _mix(self, node: Call) -> str:
        arguments = self._arguments(node)
        parts = [self._say("{part} by {by}", part=part, by=by)
                 for part, by in zip(arguments[::2], arguments[1::2], strict=True)]  # fmt: skip
        return f" {say(self.language, 'and')} ".join(parts)

    def _over_people(self, node: Call) -> str:
        arguments = [self.say(each, 0) for each in node.arguments]
        if node.function == "count":
            return self._say("the number of people with the same {by}", by=arguments[0]) if arguments else self._say(
                "the number of people who share")  # fmt: skip
        template = _OVER_PEOPLE[node.function][len(arguments) - 1]
        return self._say(template, what=arguments[0], by=arguments[-1])


_COMPARED = {
    "<": sentence("{left} is less than {right}"),
    "<=": sentence("{left} is at most {right}"),
    "=": sentence("{left} is {right}"),
    "!=": sentence("{left} is not {right}"),
    ">=": sentence("{left} is at least {right}"),
    ">": sentence("{left} is more than {right}"),
}
_ROUNDED = {
    "round": sentence("{what}, rounded to {step}"),
    "floor": sentence("{what}, rounded down to {step}"),
    "ceil": sentence("{what}, rounded up to {step}"),
}
_OVER_PEOPLE = {
    "total": (sentence("{what} of all together"), sentence("{what} of all with the same {by} together")),
    "average": (sentence("the average {what}"), sentence("the average {what} of all with the same {by}")),
    "median": (sentence("the middle {what}"), sentence("the middle {what} of all with the same {by}")),
    "smallest": (sentence("the smallest {what}"), sentence("the smallest {what} of all with the same {by}")),
    "largest": (sentence("the largest {what}"), sentence("the largest {what} of all with the same {by}")),
}
_CALLS: dict[str, Callable[[_Words, Call], str]] = {
    "min": _Words._extreme, "max": _Words._extreme, "round": _Words._to_step, "floor": _Words._to_step,
    "ceil": _Words._to_step, "if": _Words._if, "is_given": _Words._is_given, "lookup": _Words._lookup,
    "months": _Words._between, "days": _Words._between, "tiers": _Words._tiers, "mix": _Words._mix,
}  # fmt: skip


def written_number(written: str, language: str) -> str:
    """A formula's number as the language writes it: `12.5%` is `12,5%`, `1_000.50` is `1.000,50`."""
    value = read_number(written.replace("_", ""))
    if value is None:
        return written
    if written.endswith("%"):
        return percent(language, value, max(0, (decimals_of(value) or 0) - 2))
    return number(language, value, len(written.partition(".")[2]))
