"""Values as a reader sees them: money, percentages, dates, counts; exactly what was used, never rounded here."""

from __future__ import annotations

from fractions import Fraction

from planner.figures.facts import Dates, read_date
from planner.figures.figure import Figure
from planner.figures.number import decimals_of, read_number
from planner.figures.unit import Unit
from planner.language import NBSP, long_date, money, number, percent
from planner.statements.vocabulary import unit_words

MOST_DECIMALS = 10


def show_value(figure: Figure, language: str, currency: str, with_unit: bool = False) -> str:
    """A figure's one value: `€ 1.234,50`, `8%`, `0,8992`, `31 december 2026`, `medior`."""
    if isinstance(figure.value, Dates):
        return long_date(language, figure.value.days[0])
    written = figure.text if figure.op == "literal" else figure.written(0)
    day = read_date(written)
    if day:
        return long_date(language, day)
    value = read_number(written.replace("_", ""))
    if value is None:
        return written
    if written.endswith("%"):
        return percent(language, value, max(0, (decimals_of(value) or 0) - 2))
    return show_number(value, figure.unit, figure.step, language, currency, with_unit)


def show_number(
    value: Fraction, unit: Unit, step: Fraction | None, language: str, currency: str, with_unit: bool = False
) -> str:
    """A number in its unit, with the decimals of its step, or else in full; a fraction where decimals never end."""
    names = unit.powers
    is_money = names == ((currency, 1),)
    decimals = decimals_of(value)
    if decimals is None or decimals > MOST_DECIMALS:
        text = f"{number(language, Fraction(value.numerator), 0)}/{number(language, Fraction(value.denominator), 0)}"
        return f"€{NBSP}{text}" if is_money and currency == "EUR" else text
    decimals = max(decimals, (step and decimals_of(step)) or 0)
    if is_money:
        return money(language, value, currency, max(2, decimals))
    text = number(language, value, decimals)
    if names == (("%", 1),):
        return f"{text}%"
    if with_unit and len(names) == 1 and names[0][1] == 1:
        return f"{text}{NBSP}{unit_words(names[0][0], value == 1, language)}"
    return text


def show_amount(written: str, unit: str, language: str, currency: str) -> str:
    """An amount of an award: money, or `120 aandelen`."""
    value = read_number(written) or Fraction(0)
    if unit == currency:
        return money(language, value, currency)
    return show_number(value, Unit(((unit, 1),), True), None, language, currency, with_unit=True)
