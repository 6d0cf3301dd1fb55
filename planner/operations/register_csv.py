"""The register as CSV, for other programs: everybody, one row a person, all figures exact.

Dutch: `;` and a decimal comma, as a Dutch spreadsheet program opens it. English: `,` and a decimal point. UTF-8 with a
byte order mark, without which such programs take accents for something else.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import StringIO

from planner.calculators.scheme_run import SchemeRun
from planner.figures.number import decimals_of, half_up, write_decimal
from planner.language import say
from planner.operations.register_columns import Factor, Value, columns_of, fact_values
from planner.operations.register_words import RegisterWords
from planner.statements.header import Header

ENDLESS_DECIMALS = 10  # for figures whose decimals never end

# What may be taken for a formula: at the start of a cell, or of what would be one with another separator
_FORMULA = re.compile(r"(^|[;,\t\r\n|\"'])([\s\u00a0\u200b\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫−\t\r\n\0])")

_MARKED = re.compile(_FORMULA.pattern.replace(")(", ")'(", 1))


def register_csv(run: SchemeRun, header: Header, language: str) -> bytes:
    """The whole division as CSV: number, name, whether and why not, the facts, the steps, the parts, the amounts."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    columns = columns_of(run, language)
    writer.writerow([harmless(text) for text in (*_person_titles(language), *map(_title, columns))])
    for row in _rows(run, header, columns, language):
        writer.writerow(row)
    return file.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that no program takes for a formula: what looks like one gets an apostrophe before it.

    >>> harmless("=1+1"), harmless("Jan"), harmless("a;=1")
    ("'=1+1", 'Jan', "a;'=1")
    """
    return _FORMULA.sub(r"\1'\2", text)


def unmarked(text: str) -> str:
    """The text as it was before it was made harmless.

    >>> unmarked("'=1+1"), unmarked("Jan"), unmarked("a;'=1")
    ('=1+1', 'Jan', 'a;=1')
    """
    return _MARKED.sub(r"\1\2", text)


def _person_titles(language: str) -> tuple[str, ...]:
    return tuple(say(language, text) for text in ("No.", "Name", "Shares", "Why not"))


def _title(factor: Factor) -> str:
    return f"{factor.group}: {factor.title}" if factor.group else factor.title


def _rows(run: SchemeRun, header: Header, columns: Sequence[Factor], language: str) -> Iterator[list[str]]:
    words = RegisterWords(run, header, language)
    rows = {place: row for row, place in enumerate(run.eligible)}
    facts = {each.name: fact_values(run.people.fact(each.name)) for each in columns if each.kind == "fact"}
    for place, number in enumerate(run.people.ids):
        row, name = rows.get(place), header.names.get(number, "")
        shares = say(language, "yes" if row is not None else "no")
        yield [
            *map(harmless, (number, name, shares, words.reason(place))),
            *(_cell(each, row, facts[each.name][place] if each.name in facts else None, language) for each in columns),
        ]


def _cell(factor: Factor, row: int | None, fact: Value, language: str) -> str:
    if row is not None:
        return written(factor.values[row], factor.decimals, language)
    if factor.kind == "total":
        return written(Fraction(0), factor.decimals, language)
    return written(fact, factor.decimals, language)


def written(value: Value, decimals: int, language: str) -> str:
    """A cell's text: `-1234,50`, `2026-12-31`, or a text made harmless."""
    if isinstance(value, Fraction):
        needed = decimals_of(value)
        if needed is None or needed > ENDLESS_DECIMALS:
            value, needed = half_up(value, Fraction(1, 10**ENDLESS_DECIMALS)), ENDLESS_DECIMALS
        text = write_decimal(value, max(needed, decimals))
        return text.replace(".", ",") if language == "nl" else text
    return value.isoformat() if isinstance(value, date) else harmless(value or "")
