"""What a formula is made of, once read: small immutable nodes, each with the place in the text where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Node:
    """A piece of a formula; `at` is the place of its first (or telling) character, counted from 0."""

    at: int = field(compare=False)

    def parts(self) -> tuple[Node, ...]:
        """The pieces directly inside this one."""
        return ()

    def walk(self) -> Iterator[Node]:
        """This piece and all inside it, outermost first."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.parts()))


@dataclass(frozen=True)
class Number(Node):
    """`1_000.50` or `12.5%`; `written` keeps the percentage for readers."""

    value: Fraction
    written: str


@dataclass(frozen=True)
class Quoted(Node):
    """`'senior'`, or a date `'2026-01-01'`."""

    text: str


@dataclass(frozen=True)
class Name(Node):
    """A given figure, a fact or an earlier step."""

    name: str


@dataclass(frozen=True)
class Negated(Node):
    """`-x`."""

    operand: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True)
class Binary(Node):
    """`x + y` and its like: sign is one of `+ - * / ^`, `< <= = != >= >`, `and`, `or`."""

    sign: str
    left: Node
    right: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Denied(Node):
    """`not x`."""

    operand: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True)
class Band(Node):
    """`10% to 2_500_000`, inside `tiers` only."""

    rate: Node
    limit: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.rate, self.limit)


@dataclass(frozen=True)
class Call(Node):
    """`max(0, x)`."""

    function: str
    arguments: tuple[Node, ...]

    def parts(self) -> tuple[Node, ...]:
        return self.arguments


def plain_text(node: Node) -> str:
    """The formula in its one canonical spelling: `total(fte * salary)`. Reading it gives the same formula again."""
    return _written(node, 0)


_TIGHTNESS = {"or": 1, "and": 2, "not": 3, "<": 4, "+": 5, "-": 5, "*": 6, "/": 6, "negated": 7, "^": 8}


def _written(node: Node, around: int) -> str:
    if isinstance(node, Binary):
        return _binary(node, around)
    if isinstance(node, Negated):
        return _bracketed(f"-{_written(node.operand, 7)}", 7, around)
    if isinstance(node, Denied):
        return _bracketed(f"not {_written(node.operand, 3)}", 3, around)
    if isinstance(node, Band):
        return f"{_written(node.rate, 0)} to {_written(node.limit, 0)}"
    if isinstance(node, Call):
        return f"{node.function}({', '.join(_written(each, 0) for each in node.arguments)})"
    if isinstance(node, Quoted):
        return f'"{node.text}"' if "'" in node.text else f"'{node.text}'"
    return node.written if isinstance(node, Number) else node.name if isinstance(node, Name) else ""


def _binary(node: Binary, around: int) -> str:
    tight = _TIGHTNESS.get(node.sign, 4)
    if node.sign == "^":
        return _bracketed(f"{_written(node.left, 9)}^{_written(node.right, 7)}", tight, around)
    # a comparison stands between sums: it does not chain, so both its sides bind tighter
    left = _written(node.left, tight + (tight == 4))
    return _bracketed(f"{left} {node.sign} {_written(node.right, tight + 1)}", tight, around)


def _bracketed(text: str, tight: int, around: int) -> str:
    return f"({text})" if tight < around else text
