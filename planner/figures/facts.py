"""Facts as they were written: a column that reads as numbers, dates or texts, whichever a formula asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from planner.figures.column import Numbers, Problem, Problems, over_one
from planner.figures.number import read_number, read_ratio, write_number

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NOT_GIVEN = Problem("{fact} isn't given")
_NO_NUMBER = Problem('{fact} is "{value}", which isn\'t a number')
_NO_DATE = Problem('{fact} is "{value}", which isn\'t a date (YYYY-MM-DD)')


@lru_cache(maxsize=65_536)
def _cached_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_date(written: object) -> date | None:
    """The day that a text `YYYY-MM-DD` stands for, or None."""
    return _cached_date(written) if isinstance(written, str) else None


def as_written(value: object) -> str | None:
    """A fact's text: what quoted text is compared with."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_number(number) if (number := read_number(value)) is not None else str(value)


@dataclass(frozen=True)
class Facts:
    """One fact of everybody (or of the company): the values as written, `None` where it isn't given."""

    name: str
    written: Sequence[object]
    single: bool = False
    exact: Numbers | None = field(default=None, compare=False)  # known beforehand, for facts that are worked out

    def __len__(self) -> int:
        return len(self.written)

    @cached_property
    def numbers(self) -> Numbers:
        """As numbers; a row whose fact is missing or is a text has a problem."""
        if self.exact is not None:
            return self.exact
        # 1, True and Decimal(1) are equal as keys and equal as numbers, so that sharing their entry is right
        known = {value: read_ratio(value) for value in set(self.written)}  # payrolls repeat their values
        found = [known[value] for value in self.written]
        problems = {}
        if None in found:
            problems = {row: self._problem(row, _NO_NUMBER) for row, value in enumerate(found) if value is None}
        ratios = [value or (0, 1) for value in found]
        numbers = over_one([top for top, _ in ratios], [bottom for _, bottom in ratios], {})
        return Numbers(numbers.tops, numbers.bottom, self.single, problems)

    @cached_property
    def dates(self) -> Dates:
        """As dates; a row whose fact is missing or is no date has a problem."""
        found = [read_date(value) for value in self.written]
        problems = {row: self._problem(row, _NO_DATE) for row, day in enumerate(found) if day is None}
        return Dates([day or date.min for day in found], self.single, problems)

    @cached_property
    def texts(self) -> Texts:
        """As they were written."""
        found = [as_written(value) for value in self.written]
        problems = {row: self._missing for row, text in enumerate(found) if text is None}
        return Texts([text or "" for text in found], self.single, problems)

    @cached_property
    def given(self) -> Numbers:
        """1 where the fact is given, 0 where it isn't."""
        return Numbers([int(value is not None) for value in self.written], 1, self.single)

    @cached_property
    def is_numeric(self) -> bool:
        """Whether every given value reads as a number."""
        if self.exact is not None:
            return True
        return all(read_ratio(value) is not None for value in set(self.written) if value is not None)

    def rows(self, wanted: Sequence[int]) -> Facts:
        """The same fact of these people only."""
        if self.single:
            return self
        exact = self.exact.rows(wanted) if self.exact is not None else None
        return Facts(self.name, [self.written[row] for row in wanted], False, exact)

    def _problem(self, row: int, wrong: Problem) -> Problem:
        if self.written[row] is None:
            return self._missing
        return Problem(wrong.text, {"fact": self.name, "value": as_written(self.written[row])})

    @cached_property
    def _missing(self) -> Problem:
        return Problem(NOT_GIVEN.text, {"fact": self.name})


@dataclass(frozen=True)
class Texts:
    """A text a row, or one for all."""

    texts: list[str]
    single: bool = False
    problems: Problems = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Dates:
    """A day a row, or one for all."""

    days: list[date]
    single: bool = False
    problems: Problems = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.days)


Value = Numbers | Facts | Texts | Dates
