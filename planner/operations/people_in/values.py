"""Cells become values as the contract writes them: exact decimal texts, ISO dates, plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from planner.language import plain
from planner.operations.people_in.dialect import ISO, NUMBER, PARTS, Dialect, tidy_date, tidy_number
from planner.operations.people_in.headings import DATES, NUMBERS, Meaning, plain_name
from planner.operations.people_in.table import Cell, Findings, Table

_LONGEST = 40  # digits of a number
_LEAST_HOURS = 4  # a factor of four and more was meant as hours or a percentage
_NEVER = 2900
_LAST_DAY = 1_000_000  # day numbers end with the year 4637
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1[0-9]{2}")
_CONTRACTS = {
    "permanent": "permanent vast vastcontract onbepaald onbepaaldetijd contractvooronbepaaldetijd indefinite openended",
    "fixed-term": "fixedterm tijdelijk bepaald bepaaldetijd contractvoorbepaaldetijd temporary tijdelijkcontract",
}
_CONTRACT = {alias: word for word, names in _CONTRACTS.items() for alias in names.split()}
_ORDERS = {"dmy": "31-12-2026", "mdy": "12/31/2026", "ymd": "2026-12-31", "": "31-12-2026"}
_MARKS = {",": "1.234,50", ".": "1,234.50", "": "1234"}


@dataclass(frozen=True)
class Remark:
    """What is wrong with one value, or odd."""

    text: str
    values: tuple[tuple[str, object], ...] = ()
    warning: bool = False


Value = str | None
Read = tuple[Value, Remark | None]


def read_column(table: Table, meaning: Meaning, dialect: Dialect, findings: Findings, hours: str = "") -> list[Value]:
    """A column's values by position, None where a cell is empty or faulty; each distinct cell is read once."""
    column = meaning.column
    reader = _reader(table, meaning, dialect, hours)
    seen: dict[Cell, Read] = {"": (None, None)}
    values: list[Value] = []
    for at, cell in enumerate(column.cells):
        if cell not in seen:
            seen[cell] = reader(cell) if str(cell).strip() else (None, None)
        value, remark = seen[cell]
        values.append(value)
        if remark:
            say = findings.warn if remark.warning else findings.fault
            say(table.place(at, column), remark.text, **dict(remark.values))
    return values


def _reader(table: Table, meaning: Meaning, dialect: Dialect, hours: str) -> Callable[[Cell], Read]:
    target = meaning.target
    if meaning.own:
        return _own_reader(meaning, dialect)
    if target in DATES:
        return lambda cell: _date(cell, dialect.order, target, table.epoch)
    if target in NUMBERS:
        return lambda cell: _number(cell, dialect.decimal, target, hours)
    if target == "contract":
        return lambda cell: (_CONTRACT.get(plain_name(_text(cell)), _text(cell)), None)
    return lambda cell: (_text(cell), None)


def _own_reader(meaning: Meaning, dialect: Dialect) -> Callable[[Cell], Read]:
    """A fact of one's own is numbers if all its cells are, else dates if all are, else texts as they stand."""
    texts = {text for _, text in meaning.column.written()}
    if texts and all(_own_number(text, dialect.decimal) is not None for text in texts):
        return lambda cell: (_own_number(cell, dialect.decimal) if isinstance(cell, str) else _text(cell), None)
    if texts and all(_parsed(text, dialect.order) for text in texts):
        return lambda cell: (_own_date(cell, dialect.order), None)
    return lambda cell: (_text(cell), None)


def _own_number(text: str, decimal: str) -> Value:
    """A number, but not a code: `0400` keeps its zero."""
    tidy = tidy_number(text).lstrip("+-")
    is_code = len(tidy) > 1 and tidy[0] == "0" and tidy[1].isdigit()
    return None if is_code or text.startswith("+") else plain_number(text, decimal)


def _own_date(cell: Cell, order: str) -> Value:
    day = _parsed(cell, order) if isinstance(cell, str) else None
    return day.isoformat() if day else _text(cell)


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date) else cell


def plain_number(text: str, decimal: str) -> Value:
    """The number as the contract writes it, or None: `3.229,80` with a decimal comma is `3229.80`.

    >>> plain_number("€ 3.229,80", ","), plain_number("12,5%", ","), plain_number("3.22,80", ",")
    ('3229.80', '12.5%', None)
    """
    tidy = tidy_number(text)
    if not NUMBER.fullmatch(tidy) or len(tidy) > _LONGEST:
        return None
    number, percent = (tidy[:-1], "%") if tidy.endswith("%") else (tidy, "")
    thousands = "," if decimal == "." else "."
    whole, mark, rest = number.replace("'", thousands).partition(decimal or ",")
    first, *groups = whole.split(thousands)
    if (mark and not rest.isdigit()) or (groups and not _are_thousands(first.lstrip("+-"), groups)):
        return None
    digits = first + "".join(groups)
    return _canonical(f"{digits}.{rest}" if mark else digits) + percent if digits.strip("+-") else None


def _are_thousands(first: str, groups: list[str]) -> bool:
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)


def _canonical(text: str) -> str:
    plain = format(Decimal(text), "f")
    return plain.removeprefix("-") if not Decimal(text) else plain


def exact_text(value: Fraction) -> str:
    """A decimal if it ends, else a fraction.

    >>> exact_text(Fraction(32, 40)), exact_text(Fraction(24, 36))
    ('0.8', '2/3')
    """
    for decimals in range(_LONGEST):
        if (value * 10**decimals).denominator == 1:
            return plain(value, decimals)
    return f"{value.numerator}/{value.denominator}"


def _number(cell: Cell, decimal: str, target: str, hours: str) -> Read:
    text = plain_number(_text(cell), "." if isinstance(cell, Decimal) else decimal)
    if text is None:
        example = _MARKS[decimal]
        return None, Remark(
            '"{value}" is not a number; write it like {example}', (("value", cell), ("example", example))
        )
    plain = _in_its_unit(text, target, hours)
    remark = _CHECKS.get(target, _not_negative)(_fraction(plain), plain)
    if remark is None:
        return plain, None
    return (plain if remark.warning else None), Remark(remark.text, (("value", _text(cell)),), remark.warning)


def _in_its_unit(text: str, target: str, hours: str) -> str:
    """A part-time factor from a percentage or from hours; anything else as it stands."""
    if target == "hours_per_week":
        return exact_text(_fraction(text) / Fraction(hours))
    is_percentage = target == "fte_percent" or (target == "fte" and text.endswith("%"))
    return format(Decimal(text.rstrip("%")).scaleb(-2), "f") if is_percentage else text


def _fraction(text: str) -> Fraction:
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)


Check = Callable[[Fraction, str], Remark | None]


def _not_negative(value: Fraction, _: str) -> Remark | None:
    return Remark('"{value}" is negative') if value < 0 else None


def _fte(value: Fraction, text: str) -> Remark | None:
    if value >= _LEAST_HOURS:
        return Remark('"{value}" is more than 1.2; map the column to fte_percent or hours_per_week if it is that')
    if value > Fraction("1.2"):
        return Remark('"{value}" is more than 1.2')
    if value > 1:
        return Remark('"{value}" is more than a full-time week; that may be right', warning=True)
    return _not_negative(value, text)


def _pay(least: int, most: int, low: str, high: str) -> Check:
    """Pay below `least` or above `most` is odd; three decimals may be thousands that were meant."""

    def check(value: Fraction, text: str) -> Remark | None:
        if value < 1000 and len(text.partition(".")[2]) == 3:
            return Remark('"{value}" may be thousands; write it without a mark between the digits')
        if 0 < value < least or value > most:
            return Remark(low if value < least else high, warning=True)
        return _not_negative(value, text)

    return check


_CHECKS: dict[str, Check] = {
    "fte": _fte,
    "fte_percent": _fte,
    "hours_per_week": _fte,
    "monthly_salary": _pay(
        100, 60_000, '"{value}" looks like pay an hour, not a month', '"{value}" looks like pay a year, not a month'
    ),
    "salary": _pay(
        1500,
        1_500_000,
        '"{value}" looks like pay an hour or a month, not a year',
        '"{value}" is very high for a year of pay',
    ),
}


def _date(cell: Cell, order: str, target: str, epoch: date) -> Read:
    if isinstance(cell, Decimal):
        found = _from_day_number(cell, epoch)
    else:
        found = cell if isinstance(cell, date) else _parsed(cell, order)
    if found is None:
        return None, Remark(_why_no_date(_text(cell)), (("value", _text(cell)), ("example", _ORDERS[order])))
    if found.year >= _NEVER and target in ("end_date", "to"):
        return None, None  # 31-12-9999: payroll programs write *no end* so
    if not 1900 <= found.year <= 2100:
        return None, Remark('"{value}" is not between 1900 and 2100', (("value", _text(cell)),))
    return found.isoformat(), None


def _from_day_number(number: Decimal, epoch: date) -> date | None:
    if number != number.to_integral_value() or not 0 < number < _LAST_DAY:
        return None
    return epoch + timedelta(days=int(number))


def _parsed(text: str, order: str) -> date | None:
    """The day that a text writes in this order; None if it writes another order or no day."""
    text = tidy_date(text)
    if order in ("ymd", "") and (found := ISO.fullmatch(text)):
        year, month, day = found[1], found[3], found[4]
    elif order != "ymd" and (found := PARTS.fullmatch(text)):
        year, (day, month) = found[4], (found[1], found[3]) if order != "mdy" else (found[3], found[1])
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _why_no_date(text: str) -> str:
    if _SHORT_YEAR.fullmatch(text):
        return '"{value}" needs a year of four digits'
    if ISO.fullmatch(tidy_date(text)) or PARTS.fullmatch(tidy_date(text)):
        return '"{value}" is no day; the dates here are written like {example}'
    return '"{value}" is not a date; write it like {example}'
