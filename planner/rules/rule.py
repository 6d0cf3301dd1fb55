"""What a rule says, from when to when, and where that is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from planner.canonical import identity_of
from planner.figures.number import write_number

STATUSES = ("final", "provisional", "expected", "ended")
TEXT = "text"

Rows = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Words:
    """The same words in Dutch and English."""

    nl: str
    en: str

    def say(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Source:
    """Where a figure is published; `day` is as far as it is known: a year, a month or a day."""

    title: str
    address: str
    day: str


@dataclass(frozen=True)
class Dated:
    """A rule's value over a stretch of time: the citation comes with it.

    `units` names each column of a table and its unit, or has the one unit under "". `status` is `final`, `provisional`
    (published, but may still change), `expected` (announced, no law yet) or `ended` (nothing follows it). What is
    `derived` was worked out from its source by a formula, not read there.
    """

    name: str
    title: Words
    units: Mapping[str, str]
    value: Fraction | Rows | Words
    since: date
    until: date | None
    source: Source
    checked: date
    status: str = "final"
    derived: bool = False

    @property
    def number(self) -> Fraction:
        """The value of a rule that is one number."""
        if not isinstance(self.value, Fraction):
            raise TypeError(f"{self.name} is not one number")
        return self.value

    @property
    def rows(self) -> Rows:
        """The value of a rule that is a table."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.name} is not a table")
        return self.value

    def covers(self, day: date) -> bool:
        """Whether it holds on this day; the last day counts."""
        return self.since <= day and (self.until is None or day <= self.until)

    def document(self) -> dict[str, Any]:
        """All of it as plain JSON, to be kept and hashed."""
        return {
            "name": self.name,
            "units": dict(self.units),
            "value": _plain(self.value),
            "from": self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "status": self.status,
            "derived": self.derived,
            **self.citation(),
        }

    def citation(self) -> dict[str, str]:
        """The source as a footnote has it."""
        source = self.source
        return {
            "title": source.title,
            "address": source.address,
            "date": source.day,
            "checked_on": self.checked.isoformat(),
        }


def _plain(value: Fraction | Rows | Words) -> Any:
    if isinstance(value, Words):
        return {"nl": value.nl, "en": value.en}
    if isinstance(value, Fraction):
        return write_number(value)
    return [[write_number(each) for each in row] for row in value]


def identity_of_rules(used: Iterable[Dated]) -> str:
    """The SHA-256 of what was used, whatever the order: the same figures from the same sources give the same hash."""
    return identity_of([each.document() for each in sorted(used, key=lambda each: (each.name, each.since))])


def sources_of(used: Iterable[Dated]) -> list[dict[str, Any]]:
    """Each source once, with the rules that rest on it, in the order of use."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for each in used:
        key = (each.source, each.checked, each.status, each.derived)
        entry = {**each.citation(), "status": each.status, "derived": each.derived, "rules": []}
        found.setdefault(key, entry)["rules"].append(each.name)
    return list(found.values())
