"""What was read and how, said back so that a wrong guess is seen at once."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import say, say_count
from planner.operations.people_in.headings import Meaning
from planner.operations.people_in.person import fact_of

_MARKS = {",": "decimal comma", ".": "decimal point"}
_ORDERS = {"dmy": "dates day-month-year", "mdy": "dates month-day-year", "ymd": "dates year-month-day"}


@dataclass(frozen=True)
class Detected:
    """How a file was read: its encoding or sheet, separator, decimal mark, order of dates, and its columns."""

    encoding: str = ""  # "Windows-1252"; empty for a workbook
    sheet: str = ""
    separator: str = ""  # "semicolons", or another word of people_in.delimited.SEPARATORS
    decimal: str = ""  # "," or ".", or empty if no number has a mark
    order: str = ""  # "dmy", "mdy", "ymd", or empty if there are no dates in text
    people: int = 0
    columns: int = 0
    spells: int = 0
    absences: int = 0
    read_as: tuple[tuple[str, str], ...] = ()  # heading, fact
    own_facts: tuple[str, ...] = ()  # the facts that no formula of a preset knows
    unread: tuple[str, ...] = ()  # sheets left alone

    def say(self, language: str) -> str:
        """`Gelezen als Windows-1252, puntkomma's, decimale komma, datums dag-maand-jaar. 935 mensen, 10 kolommen.`"""
        return f"{say(language, 'Read as {how}.', how=self._how(language))} {self._how_much(language)}"

    def _how(self, language: str) -> str:
        source = self.encoding or say(language, 'the workbook sheet "{sheet}"', sheet=self.sheet)
        words = (self.separator, _MARKS.get(self.decimal, ""), _ORDERS.get(self.order, ""))
        return ", ".join([source, *(say(language, word) for word in words if word)])

    def _how_much(self, language: str) -> str:
        people = say_count(language, "{count} person", "{count} people", self.people)
        columns = say_count(language, "{count} column", "{count} columns", self.columns)
        return f"{people}, {columns}."


def columns_read(meanings: list[Meaning]) -> tuple[tuple[str, str], ...]:
    """Each heading and the fact that it became."""
    return tuple((meaning.column.heading, fact_of(meaning)) for meaning in meanings)
