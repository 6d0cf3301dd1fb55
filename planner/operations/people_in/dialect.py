"""How a file writes numbers and dates, decided from all its cells together.

`1.234` is a thousand and more in Dutch and little more than one in English. A single cell can't tell; a file nearly
always can: by `3.229,80` elsewhere, by a factor that can't be a thousand, by pay that can't be one euro.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planner.operations.people_in.headings import DATES, NUMBERS, Meaning
from planner.operations.people_in.table import Findings, Table

NUMBER = re.compile(r"[+-]?[0-9][0-9.,']*%?")
ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
PARTS = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_TIME = re.compile(r"[T ]0?0:00(:00(\.0+)?)?Z?$")
_SPACES = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))|(?<=^[+-])\s|\s(?=%$)")  # \s has the no-break ones too
_NO_CENTS = re.compile(r"[.,](?:-|--|–|—|=)$")
_FRACTIONS = frozenset({"fte"})  # never a thousand
AMOUNTS = frozenset({"monthly_salary", "salary"})  # never a few euros


@dataclass(frozen=True)
class Dialect:
    """The decimal mark and the order of day, month and year; empty where the file has none to tell."""

    decimal: str = ""  # "," or "."
    order: str = ""  # "ymd", "dmy" or "mdy"


def tidy_number(text: str) -> str:
    """Without currency, spaces and a dash for no cents; with a plain minus.

    >>> tidy_number("€ 3 229,80"), tidy_number("€ 3.200,-"), tidy_number("−5")
    ('3229,80', '3.200', '-5')
    """
    text = text.replace("€", "").removeprefix("EUR").removesuffix("EUR").replace("\u2212", "-").strip()
    return _NO_CENTS.sub("", _SPACES.sub("", text))


def tidy_date(text: str) -> str:
    """Without a midnight that a program wrote after it."""
    return _TIME.sub("", text)


def find_dialect(
    table: Table, meanings: list[Meaning], wanted: Dialect, fallback: Dialect, findings: Findings
) -> Dialect:
    """The dialect of a table; what is `wanted` goes first, `fallback` decides what the table leaves open."""
    decimal = wanted.decimal or _decimal(table, meanings, fallback.decimal, findings)
    order = wanted.order or _order(table, meanings, fallback.order, findings)
    return Dialect(decimal, order)


def _decimal(table: Table, meanings: list[Meaning], fallback: str, findings: Findings) -> str:
    """By the most votes of the known columns, else of one's own; who voted otherwise is then no number and a fault."""
    known = [meaning for meaning in meanings if meaning.target in NUMBERS and not meaning.own]
    own = [meaning for meaning in meanings if meaning.own and _all(meaning, _is_number)]
    for group in (known, own):
        votes = _votes(group, mark_shown_by)
        if votes["."] or votes[","]:
            return "." if votes["."] > votes[","] else ","
    if not _votes(known + own, mark_shown_by)["?"]:
        return fallback
    return fallback or _by_headings(meanings, {"nl": ",", "en": "."}) or _ask_for_mark(table, known + own, findings)


def mark_shown_by(text: str, target: str) -> str:
    """The decimal mark that a number gives away: "," or ".", "" without any mark, "?" if it may be either.

    >>> mark_shown_by("3.229,80", ""), mark_shown_by("1.234", ""), mark_shown_by("1.234", "fte")
    (',', '?', '.')
    """
    digits = tidy_number(text).strip("+-%").replace("'", "")
    marks = [letter for letter in digits if letter in ".,"]
    if not marks:
        return ""
    last, other = marks[-1], "." if marks[-1] == "," else ","
    if other in marks:
        return last
    whole, *groups = digits.split(last)
    if len(marks) > 1:
        return other if all(len(group) == 3 for group in groups) else ""
    if len(groups[0]) != 3 or len(whole) > 3 or whole.startswith("0") or not whole or target in _FRACTIONS:
        return last
    return other if target in AMOUNTS else "?"


def _ask_for_mark(table: Table, group: list[Meaning], findings: Findings) -> str:
    meaning, at, text = next(_showing(group, mark_shown_by, "?"))
    ask = '"{value}" may be thousands or decimals; say which is the decimal mark with --decimal'
    findings.fault(table.place(at, meaning.column), ask, value=text)
    return ","


def _order(table: Table, meanings: list[Meaning], fallback: str, findings: Findings) -> str:
    """By the most votes; who voted otherwise is then no date and a fault."""
    dates = [meaning for meaning in meanings if meaning.target in DATES]
    dates = dates or [meaning for meaning in meanings if meaning.own and _all(meaning, _is_date)]
    votes = _votes(dates, order_shown_by)
    if votes["ymd"] >= votes["dmy"] + votes["mdy"] + votes["?"]:
        return "ymd" if votes["ymd"] else fallback
    if votes["dmy"] or votes["mdy"]:
        return "dmy" if votes["dmy"] >= votes["mdy"] else "mdy"
    return fallback.replace("ymd", "") or _by_custom(meanings, dates) or _ask_for_order(table, dates, findings)


def order_shown_by(text: str, _: str) -> str:
    """`ymd`, `dmy` or `mdy`, "" if it is no date, "?" if day and month may be either."""
    text = tidy_date(text)
    if ISO.fullmatch(text):
        return "ymd"
    if not (found := PARTS.fullmatch(text)):
        return ""
    first, second = int(found[1]), int(found[3])
    if first > 12:
        return "dmy" if second <= 12 else ""
    return "mdy" if second > 12 else "?"


def _by_custom(meanings: list[Meaning], dates: list[Meaning]) -> str:
    """Only Americans write the month first, and they write it with slashes."""
    slashes = any("/" in text for meaning in dates for _, text in meaning.column.written())
    return _by_headings(meanings, {"nl": "dmy", "en": ""}) if slashes else "dmy"


def _ask_for_order(table: Table, dates: list[Meaning], findings: Findings) -> str:
    meaning, at, text = next(_showing(dates, order_shown_by, "?"))
    ask = '"{value}" may be day-month or month-day; say which with --dates dmy or --dates mdy'
    findings.fault(table.place(at, meaning.column), ask, value=text)
    return "dmy"


def _votes(group: Iterable[Meaning], shown_by: Callable[[str, str], str]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for meaning in group:
        for text, count in Counter(text for _, text in meaning.column.written()).items():
            votes[shown_by(text, meaning.target)] += count
    return votes


def _showing(
    group: Iterable[Meaning], shown_by: Callable[[str, str], str], what: str
) -> Iterator[tuple[Meaning, int, str]]:
    return (
        (meaning, at, text)
        for meaning in group
        for at, text in meaning.column.written()
        if shown_by(text, meaning.target) == what
    )


def _all(meaning: Meaning, test: Callable[[str], bool]) -> bool:
    texts = {text for _, text in meaning.column.written()}
    return bool(texts) and all(map(test, texts))


def _is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(tidy_number(text)))


def _is_date(text: str) -> bool:
    return bool(order_shown_by(text, ""))


def _by_headings(meanings: list[Meaning], choice: dict[str, str]) -> str:
    """By the language of most headings; nothing if they are as many."""
    languages = Counter(meaning.language for meaning in meanings)
    if languages["nl"] == languages["en"]:
        return ""
    return choice["nl" if languages["nl"] > languages["en"] else "en"]
