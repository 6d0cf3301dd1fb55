"""Dutch and English: translated sentences, and numbers, money and dates as each language writes them.

The English sentence is the key; `translations/nl/*.po` holds the Dutch. The catalogs are read as they are (no compiled
copies that can lag behind), once a process. Figures are formatted from exact numbers, never through a float.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po

LANGUAGES = ("nl", "en")
NBSP = "\u00a0"
MINUS = "\u2212"
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


@cache
def _catalog(language: str) -> dict[str, str | tuple[str, ...]]:
    words: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((Path(__file__).parent / "translations" / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if message.string and not message.fuzzy:
                    words[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return words


def say(language: str, text: str, /, **values: object) -> str:
    """The sentence in this language, its `{named}` places filled in.

    >>> say("en", "{count} people", count=3)
    '3 people'
    """
    found = _catalog(language).get(text, text)
    sentence = found if isinstance(found, str) else found[0]
    return sentence.format(**values) if values else sentence


def sentence(text: str) -> str:
    """The same text; marks one that is said elsewhere, so that its translation is looked for."""
    return text


def say_count(language: str, one: str, many: str, count: int, /, **values: object) -> str:
    """As `say`, choosing the singular for exactly one; `{count}` is the number itself."""
    found = _catalog(language).get(one)
    forms = found if isinstance(found, tuple) else (one, many)
    return forms[0 if count == 1 else -1].format(count=count, **values)


def plain(value: Fraction, decimals: int) -> str:
    """`-1234.50`: an exact number with this many decimals, which must be able to hold it exactly."""
    units = value * 10**decimals
    if units.denominator != 1:
        raise ValueError(f"{value} is not whole at {decimals} decimals")
    digits = str(abs(units.numerator)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if units < 0 else text


def number(language: str, value: Fraction, decimals: int) -> str:
    """`1.234,50` in Dutch, `1,234.50` in English; the minus is a real one."""
    whole, _, rest = plain(abs(value), decimals).partition(".")
    grouped = f"{int(whole):,}"
    if language == "nl":
        grouped, rest = grouped.replace(",", "."), rest and f",{rest}"
    else:
        rest = rest and f".{rest}"
    return f"{MINUS if value < 0 else ''}{grouped}{rest}"


def money(language: str, value: Fraction, currency: str = "EUR", decimals: int = 2) -> str:
    """`€ 1.234,50` with a no-break space in Dutch, `€1,234.50` in English; `€ −1,00` and `−€1.00` below zero."""
    symbol = _SYMBOLS.get(currency, currency)
    if language == "nl" or len(symbol) > 1:
        return f"{symbol}{NBSP}{number(language, value, decimals)}"
    return f"{MINUS if value < 0 else ''}{symbol}{number(language, abs(value), decimals)}"


def percent(language: str, value: Fraction, decimals: int) -> str:
    """`12,5%`: a rate of 0.125 with one decimal."""
    return f"{number(language, value * 100, decimals)}%"


def long_date(language: str, day: date) -> str:
    """`3 november 2026` or `3 November 2026`, never broken over two lines."""
    return format_date(day, "d MMMM y", locale="nl" if language == "nl" else "en_GB").replace(" ", NBSP)


def long_month(language: str, day: date) -> str:
    """`april 2027` or `April 2027`: the month that a day is in."""
    return format_date(day, "MMMM y", locale="nl" if language == "nl" else "en_GB").replace(" ", NBSP)


def short_date(language: str, day: date) -> str:
    """`03-11-2026` in Dutch, `3 Nov 2026` in English."""
    text = format_date(day, "dd-MM-y" if language == "nl" else "d MMM y", locale="nl" if language == "nl" else "en_GB")
    return text.replace(" ", NBSP)
