"""Numbers and days as the contract writes them, shown as the reader's language does: `1657313.00` is `1.657.313,00`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from planner.figures.facts import read_date
from planner.figures.number import decimals_of, half_up, read_number
from planner.language import money, number, percent, short_date
from planner.operations.person_entry import open_end

_CENT = Fraction(1, 100)
_AMOUNTS = frozenset({"monthly_salary", "salary", "pay_in_period"})
_MOST_DECIMALS = 4


def number_shown(language: str, text: str, unit: str = "") -> str:
    """With as many decimals as were written; an amount with its sign; a fraction as it stands."""
    value = read_number(text)
    if value is None or "/" in text:
        return text
    decimals = len(text.removesuffix("%").partition(".")[2])
    if text.endswith("%"):
        return percent(language, value, decimals)
    if len(unit) == 3 and unit.isupper():
        return money(language, value, unit, decimals)
    return number(language, value, decimals)


def number_typed(language: str, text: str) -> str:
    """As its reader would type it into a field: `1657313,50`, without marks between thousands."""
    return text.replace(".", ",") if language == "nl" and read_number(text) is not None else text


def fact_shown(language: str, name: str, value: object) -> str:
    """A fact of somebody: a day, an amount, a number or a text."""
    text = str(value)
    day = read_date(text)
    if day is not None:
        return short_date(language, day) if open_end(text) else ""
    return number_shown(language, text, "EUR" if name in _AMOUNTS else "") if _is_amount(name, text) else text


def fact_typed(language: str, name: str, value: object) -> str:
    """The same as it stands in a field of a form."""
    text = str(value)
    day = read_date(text)
    if day is not None:
        return day_typed(day) if open_end(text) else ""
    return number_typed(language, text) if _is_amount(name, text) else text


def day_typed(day: date) -> str:
    """`31-12-2026`."""
    return f"{day:%d-%m-%Y}"


def outcome_shown(language: str, name: str, value: Fraction) -> str:
    """What was worked out: amounts in cents, other numbers in full or to four decimals."""
    if name in _AMOUNTS:
        return money(language, half_up(value, _CENT))
    decimals = decimals_of(value)
    if decimals is None or decimals > _MOST_DECIMALS:
        return number(language, half_up(value, Fraction(1, 10**_MOST_DECIMALS)), _MOST_DECIMALS)
    return number(language, value, decimals)


def _is_amount(name: str, text: str) -> bool:
    """Whether a text is a number: a code such as `0167` or a level is not."""
    is_code = name in ("id", "level", "department", "contract") or (text[:1] == "0" and text[1:2].isdigit())
    return not is_code and read_number(text) is not None
