"""The rule book as a page of text: figures by topic, with numbered sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from planner.figures.number import decimals_of
from planner.language import long_date, money, number, percent, say, sentence
from planner.rules.book import RuleBook
from planner.rules.in_force import Change, changes, expected, in_force, unchecked
from planner.rules.rule import Dated, Words, identity_of_rules

_COLUMNS = {
    "above": sentence("above {figure}"),
    "from": sentence("from {figure}"),
    "credit": sentence("credit {figure}"),
    "rate": sentence("rate {figure}"),
    "plain": sentence("without credit {figure}"),
    "standard": sentence("standard {figure}"),
    "offset": sentence("offset {figure}"),
}
_STATUSES = {
    "provisional": sentence("provisional"),
    "expected": sentence("expected, not law yet"),
    "ended": sentence("ended"),
}


@dataclass
class Listing:
    """One page for a day, in a language; sources are numbered in the order in which they are met."""

    book: RuleBook
    day: date
    language: str
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All of it, with the hash of what is in force at the end."""
        shown = in_force(self.book, self.day)
        parts = [
            [say(self.language, "Rules of {country} on {day}", country=self.book.country, day=self._date(self.day))],
            *(self._topic(topic, shown) for topic in self.book.topics),
            self._part(say(self.language, "Announced, not law yet"), self._figures(expected(self.book, self.day))),
            self._part(say(self.language, "What changes next"), self._changes()),
            self._part(say(self.language, "Checked over a year ago"), self._old()),
        ]
        ends = [
            self._part(say(self.language, "Sources"), [f"  [{at}] {note}" for at, note in enumerate(self.notes, 1)]),
            [say(self.language, "Hash of these rules: {hash}", hash=identity_of_rules(shown))],
        ]
        return "\n\n".join("\n".join(part) for part in (*parts, *ends) if part)

    def _topic(self, topic: str, shown: Sequence[Dated]) -> list[str]:
        figures = self._figures([each for each in shown if each.name.startswith(f"{topic}.")])
        return [self.book.topics[topic].say(self.language), *figures] if figures else []

    def _part(self, title: str, lines: list[str]) -> list[str]:
        return [title, *(lines or [f"  {say(self.language, 'nothing')}"])]

    def _figures(self, shown: Sequence[Dated]) -> list[str]:
        return [line for each in shown for line in self._figure(each)]

    def _figure(self, shown: Dated) -> Iterator[str]:
        title = f"  {shown.title.say(self.language)}"
        if isinstance(shown.value, tuple):
            yield f"{title}{self._mark(shown)}"
            yield from (f"    {self._row(shown, row)}" for row in shown.value)
        else:
            yield f"{title}: {self._value(shown)}{self._mark(shown)}"

    def _value(self, shown: Dated) -> str:
        if isinstance(shown.value, Words):
            return shown.value.say(self.language)
        return written(self.language, shown.number, shown.units[""])

    def _row(self, shown: Dated, row: Sequence[Fraction]) -> str:
        figures = zip(shown.units.items(), row, strict=True)
        cells = ((name, written(self.language, value, unit)) for (name, unit), value in figures)
        return ", ".join(say(self.language, _COLUMNS[name], figure=figure) for name, figure in cells)

    def _mark(self, shown: Dated) -> str:
        """`(provisional) [3]`: what is not final or was derived, and the number of the source."""
        words = [say(self.language, _STATUSES[shown.status])] if shown.status in _STATUSES else []
        words += [say(self.language, "derived")] if shown.derived else []
        return (f" ({', '.join(words)})" if words else "") + f" [{self._note(shown)}]"

    def _note(self, shown: Dated) -> int:
        source = shown.source
        line = say(self.language, "{title} ({day}), {address}; checked on {checked}", title=source.title,
                   day=source.day, address=source.address, checked=self._date(shown.checked))  # fmt: skip
        if line not in self.notes:
            self.notes.append(line)
        return self.notes.index(line) + 1

    def _changes(self) -> list[str]:
        return [f"  {self._date(each.day)}: {self._change(each)}" for each in changes(self.book, self.day)]

    def _change(self, change: Change) -> str:
        title = change.title.title.say(self.language)
        if change.value is None:
            if change.title.status == "ended":
                return say(self.language, "{title}: has ended", title=title)
            return say(self.language, "{title}: nothing is known from here on", title=title)
        value = f": {self._value(change.value)}" if isinstance(change.value.value, Fraction) else ""
        return f"{title}{value}{self._mark(change.value)}"

    def _old(self) -> list[str]:
        return [
            f"  {each.title.say(self.language)}: {self._date(each.checked)}{self._mark(each)}"
            for each in unchecked(self.book, self.day)
        ]

    def _date(self, day: date) -> str:
        return long_date(self.language, day)


def written(language: str, value: Fraction, unit: str) -> str:
    """A figure with its unit: `€ 54`, `35,75%`, `5 jaar`."""
    if unit == "EUR":
        return money(language, value, decimals=2 if decimals_of(value) else 0)
    if unit == "%":
        decimals = decimals_of(value * 100) or 0
        return percent(language, value, max(2, decimals) if decimals else 0)
    return say(language, "{count} years", count=number(language, value, decimals_of(value) or 0))
