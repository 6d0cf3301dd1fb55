"""Two people at one thing: who saves last must have seen what the other saved."""

from __future__ import annotations

from planner.canonical import identity_of


class Stale(Exception):
    """What was to be changed was changed, or removed, by somebody else since it was opened. Nothing was saved."""


def mark_of(content: object) -> str:
    """A short mark of how something stands: another one, and it was changed. A form carries it along.

    Finer than a row's version: who changes one figure of a year is not in the way of who changes another.
    """
    return identity_of(content)[:16]


def check_mark(seen: str, content: object) -> None:
    """Raises Stale unless this is how it was seen."""
    if seen != mark_of(content):
        raise Stale
