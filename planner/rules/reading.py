"""Reads a topic's YAML into rules, or says by line what is wrong: a figure without unit or source does not load."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from planner.documents import Path, fault_at, lines_of, read_document
from planner.errors import Fault, Refused
from planner.figures.facts import read_date
from planner.figures.number import read_number
from planner.language import sentence
from planner.rules.rule import STATUSES, TEXT, Dated, Rows, Source, Words

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_VALUE_KEYS = ("year", "from", "until", "value", "source", "checked", "status", "derived")
UNREAD = date.max  # a day that couldn't be read, until all faults are told

Rule = tuple[Dated, ...]  # in the order of time, without overlap


class TopicReader:
    """One file of rules: `read` gives them, or raises Refused with all that is wrong in it."""

    def __init__(self, filename: str, content: str | bytes) -> None:
        self.filename = filename
        self.document = read_document(content, filename)
        self.lines = lines_of(content, filename)
        self.faults: list[Fault] = []
        self.broken: list[Path] = []

    def sources(self) -> dict[str, Source]:
        """Of the file `sources.yaml`: each by its short name."""
        entries = self._part((), self.document, ("sources",)).get("sources")
        found = {}
        for key, entry in self._keys(("sources",), entries).items():
            path = ("sources", key)
            part = self._part(path, entry, ("title", "address", "date"))
            texts = [self._text((*path, name), part.get(name)) for name in ("title", "address", "date")]
            if texts[2] and not _DAY.fullmatch(texts[2]):
                self._fault((*path, "date"), "is not a year, a month or a day, written YYYY-MM-DD")
            found[key] = Source(*texts)
        self._refuse()
        return found

    def rules(self, sources: Mapping[str, Source]) -> tuple[str, Words, dict[str, Rule]]:
        """The topic's name, its title and its rules by their full names."""
        top = self._part((), self.document, ("topic", "title", "rules"))
        topic = self._text(("topic",), top.get("topic"))
        title = self._words(("title",), top.get("title"))
        found = {
            f"{topic}.{name}": self._rule(f"{topic}.{name}", ("rules", name), entry, sources)
            for name, entry in self._keys(("rules",), top.get("rules")).items()
        }
        self._refuse()
        return topic, title, found

    def _rule(self, name: str, path: Path, entry: object, sources: Mapping[str, Source]) -> Rule:
        part = self._part(path, entry, ("title", "unit", "columns", "values"))
        title, units = self._words((*path, "title"), part.get("title")), self._units(path, part)
        values = part.get("values")
        if not isinstance(values, list) or not values:
            self._fault((*path, "values"), "has no values")
            return ()
        found: list[Dated] = []
        for place, each in enumerate(values):
            here = (*path, "values", place)
            dated = self._dated(name, title, units, here, each, sources)
            if found and found[-1].since < UNREAD and (found[-1].until or UNREAD) >= dated.since:
                self._fault(here, "begins before the one above it has ended")
            found.append(dated)
        return tuple(found)

    def _units(self, path: Path, part: Mapping[str, Any]) -> dict[str, str]:
        if ("unit" in part) == ("columns" in part):
            self._fault(path, "needs a unit, or columns with a unit each")
            return {}
        if "unit" in part:
            return {"": self._text((*path, "unit"), part["unit"])}
        columns = self._keys((*path, "columns"), part["columns"])
        return {name: self._text((*path, "columns", name), unit) for name, unit in columns.items()}

    def _dated(self, name: str, title: Words, units: Mapping[str, str], path: Path, entry: object,
               sources: Mapping[str, Source]) -> Dated:  # fmt: skip
        part = self._part(path, entry, _VALUE_KEYS)
        since, until = self._stretch(path, part)
        status = part.get("status", "final")
        if status not in STATUSES:
            self._fault((*path, "status"), '"{value}" is not accepted; {expected} is', value=status,
                        expected=", ".join(STATUSES))  # fmt: skip
        if status == "ended" and until is None:
            self._fault(path, "has ended, so it needs the day: until")
        return Dated(
            name, title, units, self._value((*path, "value"), part.get("value"), units), since, until,
            self._source(path, part, sources), self._day((*path, "checked"), part.get("checked")), status,
            part.get("derived") is True,
        )  # fmt: skip

    def _stretch(self, path: Path, part: Mapping[str, Any]) -> tuple[date, date | None]:
        """`year: 2026` is all of it; otherwise `from`, and `until` if it is known."""
        if "year" not in part:
            until = self._day((*path, "until"), part["until"]) if part.get("until") else None
            return self._day((*path, "from"), part.get("from")), until
        first = self._day((*path, "year"), f"{part['year']}-01-01")
        return first, first.replace(month=12, day=31)

    def _source(self, path: Path, part: Mapping[str, Any], sources: Mapping[str, Source]) -> Source:
        key = part.get("source")
        if not key:
            self._fault(path, "has no source; a figure without one is not used")
        elif key not in sources:
            self._fault((*path, "source"), '"{key}" is not one of the sources', key=key)
        return sources.get(str(key), Source("", "", ""))

    def _value(self, path: Path, value: object, units: Mapping[str, str]) -> Fraction | Rows | Words:
        if units.get("") == TEXT:
            return self._words(path, value)
        if "" in units or not isinstance(value, list):
            return self._number(path, value)
        return tuple(self._row((*path, place), row, len(units)) for place, row in enumerate(value))

    def _row(self, path: Path, row: object, count: int) -> tuple[Fraction, ...]:
        figures: Sequence[object] = row if isinstance(row, list) else [row]
        if len(figures) != count:
            self._fault(path, "has {found} figures; there are {count} columns", found=len(figures), count=count)
        return tuple(self._number(path, each) for each in figures)

    def _number(self, path: Path, value: object) -> Fraction:
        if (found := read_number(value)) is None:
            self._fault(path, "is not a number; {examples} are", value, examples='"1234.50", "12.5%"')
        return found or Fraction(0)

    def _day(self, path: Path, value: object) -> date:
        if (found := read_date(value)) is None:
            self._fault(path, "is not a date that exists, written YYYY-MM-DD", value)
        return found or UNREAD

    def _words(self, path: Path, value: object) -> Words:
        part = self._part(path, value, ("nl", "en"))
        return Words(self._text((*path, "nl"), part.get("nl")), self._text((*path, "en"), part.get("en")))

    def _text(self, path: Path, value: object) -> str:
        if not isinstance(value, str) or not value:
            self._fault(path, "is not a text", value)
        return str(value)

    def _part(self, path: Path, value: object, known: Sequence[str]) -> dict[str, Any]:
        """A set of keys, no others than those known; what of them is needed is missed where it is read."""
        part = self._keys(path, value)
        for name in part:
            if name not in known:
                self._fault((*path, name), "{key} is not a known key; known are {known}", key=name,
                            known=", ".join(known))  # fmt: skip
        return part

    def _keys(self, path: Path, value: object) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._fault(path, "is not a set of keys", value)
        self.broken.append(path)
        return {}

    def _fault(self, path: Path, text: str, given: object = "", **values: object) -> None:
        """At the line of the part, or of what it is in if it isn't there; what isn't there is said to be missing."""
        if any(path[: len(broken)] == broken for broken in self.broken):
            return  # what is in no set of keys isn't missed one by one
        if given is None and path:
            text, values = sentence("{key} is missing"), {"key": path[-1]}
        while path not in self.lines and path:
            path = path[:-1]
        self.faults.append(fault_at(self.filename, self.lines.get(path, 1), text, **values))

    def _refuse(self) -> None:
        if self.faults:
            raise Refused(self.faults)
