"""Rules in words with the settings filled in: `net profit − [8%] × equity`; and what it means to fail one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.calculators.scheme_document import Given, Scheme
from planner.figures.formula import parse
from planner.figures.number import read_number
from planner.figures.syntax import Binary, Call, Denied, Name, Node
from planner.language import NBSP, money
from planner.statements.rule_words import in_words, written_number
from planner.statements.vocabulary import unit_words

_OPEN, _CLOSE = "\ue000", "\ue001"  # of private use: no scheme has them in a title
_MARKED = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_OPPOSITE = {"<": ">=", ">=": "<", "<=": ">", ">": "<=", "=": "!=", "!=": "=", "and": "or", "or": "and"}


@dataclass(frozen=True)
class Piece:
    """A piece of a rule in words; `setting` names the given figure that it shows, and is empty for other words."""

    text: str
    setting: str = ""


def with_settings(formula: str, scheme: Scheme, language: str) -> tuple[Piece, ...]:
    """A formula in words, each single setting by its value."""
    return tuple(_pieces(parse(formula), scheme, language))


def if_failed(condition: str, scheme: Scheme, language: str) -> str:
    """What holds of who fails a condition: `months of service is less than 6`."""
    node = _without_asking(opposite(parse(condition)))
    return "".join(piece.text for piece in _pieces(node, scheme, language))


def setting_value(given: Given, language: str) -> str:
    """A setting as it is read: `8%`, `6 months`, `€ 60.000,00`."""
    written = given.value or ""
    text = written_number(written, language)
    value = read_number(written)
    if value is None or written.endswith("%") or not given.unit:
        return text
    if given.unit == "%":
        return f"{text}%"
    if given.unit in ("EUR", "USD", "GBP"):
        return money(language, value, given.unit) if (value * 100).denominator == 1 else text
    return f"{text}{NBSP}{unit_words(given.unit, value == 1, language)}"


def opposite(node: Node) -> Node:
    """The condition that holds exactly where this one doesn't.

    >>> from planner.figures.syntax import plain_text
    >>> plain_text(opposite(parse("not is_given(share) or share < 5")))
    'is_given(share) and share >= 5'
    """
    if isinstance(node, Denied):
        return node.operand
    if isinstance(node, Binary) and node.sign in _OPPOSITE:
        sign = _OPPOSITE[node.sign]
        if sign in ("and", "or"):
            return Binary(node.at, sign, opposite(node.left), opposite(node.right))
        return Binary(node.at, sign, node.left, node.right)
    return Denied(node.at, node)


def _without_asking(node: Node) -> Node:
    """`is_given(x) and x >= 5` says no more than `x >= 5`."""
    if isinstance(node, Binary) and node.sign == "and" and isinstance(node.left, Call):
        asked = node.left.arguments[0] if node.left.function == "is_given" else None
        if isinstance(asked, Name) and any(isinstance(each, Name) and each.name == asked.name
                                           for each in node.right.walk()):  # fmt: skip
            return node.right
    return node


def _pieces(node: Node, scheme: Scheme, language: str) -> Iterator[Piece]:
    single = {name: given for name, given in scheme.given.items() if given.table is None}
    marked = {name: given.model_copy(update={"title": f"{_OPEN}{name}{_CLOSE}"}) for name, given in single.items()}
    text = in_words(node, scheme.model_copy(update={"given": {**scheme.given, **marked}}), language)
    for place, part in enumerate(_MARKED.split(text)):
        if place % 2:
            yield Piece(setting_value(single[part], language), part)
        elif part:
            yield Piece(part)
