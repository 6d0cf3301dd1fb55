"""Payroll files made for the tests: the same people written in any way that a program may write them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

HEADINGS = {
    "nl": ["Personeelsnummer", "Naam", "Datum in dienst", "Datum uit dienst", "Deeltijdfactor", "Bruto maandsalaris"],
    "en": ["Employee ID", "Name", "Start date", "End date", "FTE", "Monthly salary"],
}
DUTCH_HEAD = "Personeelsnummer;Naam;Datum in dienst;Datum uit dienst;Deeltijdfactor;Bruto maandsalaris fulltime\n"


@dataclass(frozen=True)
class Dialect:
    """One way of writing a file."""

    encoding: str = "utf-8"
    separator: str = ";"
    decimal: str = ","
    thousands: str = ""
    dates: str = "%d-%m-%Y"
    language: str = "nl"
    line_end: str = "\r\n"


@dataclass(frozen=True)
class Member:
    """A person with exact facts: pay in cents, the part-time factor in thousandths."""

    id: str
    name: str
    start: date
    end: date | None
    fte: int
    cents: int

    def facts(self) -> dict[str, str]:
        """What reading must give."""
        found = {"id": self.id, "start_date": self.start.isoformat()}
        if self.end:
            found["end_date"] = self.end.isoformat()
        return found | {"fte": f"{self.fte // 1000}.{self.fte % 1000:03d}", "monthly_salary": self.pay(".", "")}

    def pay(self, decimal: str, thousands: str) -> str:
        """The pay with these marks."""
        return f"{self.cents // 100:,}".replace(",", thousands) + f"{decimal}{self.cents % 100:02d}"


def written(members: list[Member], dialect: Dialect) -> bytes:
    """The members as a file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.separator, lineterminator=dialect.line_end)
    writer.writerow(HEADINGS[dialect.language])
    for member in members:
        start, end = (day.strftime(dialect.dates) if day else "" for day in (member.start, member.end))
        fte = f"{member.fte // 1000}{dialect.decimal}{member.fte % 1000:03d}"
        pay = member.pay(dialect.decimal, dialect.thousands)
        writer.writerow([member.id, member.name, start, end, fte, pay])
    return text.getvalue().encode(dialect.encoding)
