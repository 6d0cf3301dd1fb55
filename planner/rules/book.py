"""The rule book of a country: what a rule says on a day, with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from planner.errors import Fault, Phrase, refuse
from planner.rules.reading import Rule, TopicReader
from planner.rules.rule import Dated, Words

SOURCES = "sources.yaml"


@dataclass(frozen=True)
class RuleBook:
    """All rules of a country by name: `wage-tax.table-step`; `topics` has their titles."""

    country: str
    topics: Mapping[str, Words]
    rules: Mapping[str, Rule]

    def at(self, name: str, day: date) -> Dated:
        """What a rule says on a day. Raises Refused if nothing is known of that day, KeyError for no such rule.

        >>> rule_book("NL").at("wage-tax.table-step", date(2026, 5, 31)).number
        Fraction(54, 1)
        """
        for each in self.rules[name]:
            if each.covers(day):
                return each
        last = self.rules[name][-1]
        if last.status == "ended" and last.until is not None and day > last.until:
            raise refuse("date", '"{day}" is too late: this ended on {until}', day=day, until=last.until)
        raise refuse("date", '"{day}" is outside what is known: {known}', day=day, known=_span(self.rules[name]))


@dataclass
class Lookup:
    """A rule book on one day; what was looked up is remembered, so that the citation comes by itself."""

    book: RuleBook
    day: date
    used: list[Dated] = field(default_factory=list)

    def at(self, name: str) -> Dated:
        """What the rule says on the day. Raises as `RuleBook.at`."""
        found = self.book.at(name, self.day)
        self.used.append(found)
        return found


def _span(rule: Rule) -> Phrase:
    """`2024 to 2027`, or `from 2026` where no end is known."""
    if (last := rule[-1].until) is None:
        return Phrase("from {first}", {"first": rule[0].since.year})
    return Phrase("{first} to {last}", {"first": rule[0].since.year, "last": last.year})


def countries() -> list[str]:
    """Those that have a folder of rules.

    >>> countries()
    ['NL']
    """
    return sorted(each.name.upper() for each in files("planner.rules").iterdir() if each.joinpath(SOURCES).is_file())


@cache
def rule_book(country: str) -> RuleBook:
    """The rules of a country by its two letters. Raises Refused if there are none, or if a file is faulty."""
    if country not in countries():
        raise refuse("country", '"{country}" has no rules here; there are {known}', country=country,
                     known=", ".join(countries()))  # fmt: skip
    folder = files("planner.rules").joinpath(country.lower())
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    return read_book(country, {name: folder.joinpath(name).read_bytes() for name in names})


def read_book(country: str, contents: Mapping[str, str | bytes]) -> RuleBook:
    """A rule book from its files by name, `sources.yaml` among them. Raises Refused."""
    sources = TopicReader(SOURCES, contents[SOURCES]).sources()
    topics: dict[str, Words] = {}
    rules: dict[str, Rule] = {}
    for name in sorted(contents.keys() - {SOURCES}):
        topic, title, found = TopicReader(name, contents[name]).rules(sources)
        topics[topic] = title
        rules |= found
    return RuleBook(country, topics, rules)


def not_final(used: Iterable[Dated]) -> list[Fault]:
    """A warning for each source whose figures may still change."""
    found: dict[tuple[str, str], Fault] = {}
    for each in used:
        if each.status in ("provisional", "expected"):
            values = {"source": each.source.title, "day": each.source.day}
            text = (
                "the figures are provisional and may still change: {source} ({day})"
                if each.status == "provisional"
                else "the figures are expected, not law yet: {source} ({day})"
            )
            found[each.status, each.source.title] = Fault("date", text, values, warning=True)
    return list(found.values())
