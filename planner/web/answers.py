"""What a reader filled in: each field read as what it should be, all faults kept, the answers themselves too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from babel.numbers import NumberFormatError, parse_decimal

from planner.errors import Fault
from planner.figures.facts import read_date

T = TypeVar("T")
LONGEST = 200
_LONGEST_NUMBER = 40
_DIGITS = set("0123456789.,-%")


@dataclass
class Answers:
    """A form that was sent, in the language of its reader.

    Each `…` method gives what was meant, or None and a fault at that field; `shown` gives it back as it was typed.
    """

    given: Mapping[str, str]
    language: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, text: str, **values: object) -> None:
        """Something is wrong with a field: the sentence stands beside it and in the summary."""
        self.faults.append(Fault(name, text, values))

    def shown(self, name: str, otherwise: str = "") -> str:
        """What was typed, or what stood there before."""
        return self.given.get(name, otherwise)

    def errors(self) -> dict[str, str]:
        """The first sentence of each field that is wrong, in the reader's language."""
        said: dict[str, str] = {}
        for fault in self.faults:
            said.setdefault(fault.place, Fault("", fault.text, fault.values).say(self.language))
        return said

    def text(self, name: str, missing: str = "", longest: int = LONGEST) -> str:
        """One line or more of text; `missing` is what is said if there is none, and empty where that is fine."""
        text = self.given.get(name, "").strip()
        if not text and missing:
            self.fault(name, missing)
        if len(text) > longest:
            self.fault(name, "This is {length} characters; at most {longest} fit.", length=len(text), longest=longest)
        return text

    def choice(self, name: str, known: Collection[str]) -> str | None:
        """One of what could be chosen."""
        text = self.given.get(name, "")
        if text in known:
            return text
        self.fault(name, "Choose one of these.")
        return None

    def flag(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.given.get(name, "") not in ("", "0", "false")

    def day(self, name: str, missing: str = "") -> date | None:
        """A date as a date field sends it, `2026-12-31`, or as Dutch write it, `31-12-2026`."""
        return self._read(name, missing, _day, 'This is no date: "{value}". Write it like 31-12-2026.')

    def number(self, name: str, missing: str = "") -> Fraction | None:
        """A number as the reader's language writes it: `1.234,50` in Dutch, `1,234.50` in English; `12,5%` too."""
        example = "1.234,50" if self.language == "nl" else "1,234.50"
        wrong = 'This is no number: "{value}". Write it like {example}.'
        return self._read(name, missing, self._number, wrong, example=example)

    def _number(self, text: str) -> Fraction | None:
        plain = text.replace("\u00a0", "").replace(" ", "").replace("€", "").replace("−", "-")
        percent = plain.endswith("%")
        if len(plain) > _LONGEST_NUMBER or not set(plain) <= _DIGITS:
            return None  # no 1e999999999 either
        try:
            number = parse_decimal(plain.removesuffix("%"), locale=self.language, strict=True)
        except NumberFormatError:
            return None
        return Fraction(number) / (100 if percent else 1)

    def _read(
        self, name: str, missing: str, read: Callable[[str], T | None], wrong: str, **example: object
    ) -> T | None:
        text = self.given.get(name, "").strip()
        if not text:
            if missing:
                self.fault(name, missing)
            return None
        found = read(text)
        if found is None:
            self.fault(name, wrong, value=text[:_LONGEST_NUMBER], **example)
        return found


def _day(text: str) -> date | None:
    parts = text.split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        text = "-".join((parts[2], parts[1].zfill(2), parts[0].zfill(2)))
    return read_date(text)
