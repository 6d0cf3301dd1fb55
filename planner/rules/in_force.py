"""What of a rule book is in force on a day, what changes next, and what was last looked at too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.rules.book import RuleBook
from planner.rules.rule import Dated

YEAR = timedelta(days=366)  # a rule checked on this day last year is not over a year old yet


@dataclass(frozen=True)
class Change:
    """From `day` another value holds, or, without one, none is known."""

    day: date
    title: Dated
    value: Dated | None


def in_force(book: RuleBook, day: date) -> list[Dated]:
    """What holds on the day, in the order of the book; what is only expected does not."""
    return [each for rule in book.rules.values() for each in rule if each.covers(day) and each.status != "expected"]


def expected(book: RuleBook, day: date) -> list[Dated]:
    """What is announced for the day or for later, and not law."""
    values = [each for rule in book.rules.values() for each in rule if each.status == "expected"]
    return [each for each in values if each.until is None or each.until >= day]


def changes(book: RuleBook, day: date) -> list[Change]:
    """The first change of each rule after the day, soonest first; a value that stays the same is none."""
    found = (change for rule in book.rules.values() for change in _next(rule, day))
    return sorted(found, key=lambda change: change.day)


def _next(rule: tuple[Dated, ...], day: date) -> Iterator[Change]:
    now = next((each for each in rule if each.covers(day)), None)
    for later in rule:
        if later.since > day and later.status != "expected":
            if now is None or now.value != later.value:
                yield Change(later.since, later, later)
                return
            now = later
    if now is not None and now.until is not None and now.status != "expected":
        yield Change(now.until + timedelta(days=1), now, None)


def unchecked(book: RuleBook, day: date) -> list[Dated]:
    """What is in force or expected, and was checked more than a year before the day."""
    return [each for each in (*in_force(book, day), *expected(book, day)) if day - each.checked > YEAR]
