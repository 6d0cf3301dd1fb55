"""A person's years: as bars that are their own table, under a title that says what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.language import money, say, say_count, sentence, short_date
from planner.operations.own_statements import OwnLine
from planner.web.words import payroll_month, reason_in_words

_WORDS = (
    sentence("no"), sentence("one"), sentence("two"), sentence("three"), sentence("four"), sentence("five"),
    sentence("six"), sentence("seven"), sentence("eight"), sentence("nine"), sentence("ten"),
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """A year: `size` is its part of the largest year, 0 to 1, for drawing only."""

    year: str
    amount: str
    note: str
    size: float
    is_now: bool


@dataclass(frozen=True)
class Row:
    """A statement in the table of all years."""

    year: str
    title: str
    identity: str
    amount: str
    date: str
    state: str
    is_shown: bool  # the statement on this page


@dataclass(frozen=True)
class History:
    """All years of one person."""

    title: str
    bars: Sequence[Bar]
    rows: Sequence[Row]


def history_in_words(lines: Sequence[OwnLine], shown: str, language: str) -> History:
    """The years, the earliest first; of a year with several statements in money the amounts are added.

    What was replaced counts no longer, but stands in the table. `shown` is the identity of the statement on the page.
    """
    rows = [_row(line, shown, language) for line in lines]
    return History(_title(lines, language), _bars(lines, shown, language), rows)


def year_of(line: OwnLine) -> str:
    """`2026`, or `2026–2027` for a broken year; the year of issue where there is no period."""
    if line.period is None:
        return str(line.issued_on.year)
    first, last = (day.year for day in line.period)
    return str(first) if first == last else f"{first}–{last}"


def _years(lines: Sequence[OwnLine]) -> dict[str, list[OwnLine]]:
    years: dict[str, list[OwnLine]] = {}
    for line in reversed(lines):
        if line.replaced_by is None:
            years.setdefault(year_of(line), []).append(line)
    return years


def _title(lines: Sequence[OwnLine], language: str) -> str:
    sums = [sum(line.cents for line in of_year) for of_year in _years(lines).values()]
    some, all_ = sum(cents > 0 for cents in sums), len(sums)
    if some == all_:
        return say_count(language, "There was something to share", "Every year there was something to share", all_)
    if not some:
        return say(language, "There has been nothing to share yet")
    text = "In {some} of the {all} years there was something to share"
    return say(language, text, some=_in_words(some, language), all=_in_words(all_, language))


def _in_words(count: int, language: str) -> str:
    return say(language, _WORDS[count]) if count < len(_WORDS) else str(count)


def _bars(lines: Sequence[OwnLine], shown: str, language: str) -> list[Bar]:
    years = _years(lines)
    most = max((sum(line.cents for line in of_year) for of_year in years.values()), default=0)
    bars = []
    for year, of_year in years.items():
        cents = sum(line.cents for line in of_year)
        amount = money(language, Fraction(cents, 100), of_year[0].currency)
        note = "" if cents else _why_nothing(of_year[0], language)
        is_now = any(line.identity == shown for line in of_year)
        bars.append(Bar(year, amount, note, cents / most if most else 0.0, is_now))
    return bars


def _why_nothing(line: OwnLine, language: str) -> str:
    return say(language, "nothing to share") if line.shares else reason_in_words(line.scheme, line.reason, language)


def _row(line: OwnLine, shown: str, language: str) -> Row:
    return Row(
        year_of(line),
        line.title.get(language) or next(iter(line.title.values())),
        line.identity,
        money(language, Fraction(line.cents, 100), line.currency),
        short_date(language, line.issued_on),
        state_of(line, language),
        line.identity == shown,
    )


def state_of(line: OwnLine, language: str) -> str:
    """What became of a statement, in a word or two."""
    if line.replaced_by:
        return say(language, "replaced by a correction")
    if line.paid_with:
        return say(language, "paid in {month}", month=payroll_month(line.paid_with, language))
    if not line.shares:
        return say(language, "you did not share")
    return say(language, "issued") if line.cents else say(language, "nothing to share")
