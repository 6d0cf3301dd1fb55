"""Where in a file something stands, and faults that name it."""

from __future__ import annotations

from planner.errors import Fault, Refused

Path = tuple[str | int, ...]
DEEPEST = 50


def fault_at(filename: str, line: int, text: str, **values: object) -> Fault:
    """A fault in a file, at a line: `company.yaml, line 3: …`."""
    return Fault("{file}, line {line}", text, values, at={"file": filename, "line": line})


def refuse_at(filename: str, line: int, text: str, **values: object) -> Refused:
    """One fault in a file, as an exception."""
    return Refused([fault_at(filename, line, text, **values)])


def too_deep(filename: str) -> Refused:
    """A document nested deeper than anyone writes by hand."""
    return Refused([Fault(filename, "more than {limit} levels deep", {"limit": DEEPEST})])


def line_at(text: str, position: int) -> int:
    """The line, from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1
