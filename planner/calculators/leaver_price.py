"""Until when rights may be exercised after leaving, and the price of a unit."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from planner.calculators.leaver_document import Price, Window
from planner.errors import Phrase, refuse
from planner.figures.calendar import add_months
from planner.figures.number import write_number
from planner.language import sentence

CENT = Fraction(1, 100)


def exercisable_until(window: Window | None, left: date, expiry: date | None, steps: list[Phrase]) -> date | None:
    """The last day: the window after leaving, but never beyond expiry; None if neither ends it.

    Three months after 30 November 2026 end on 28 February 2027.
    """
    closes = None if window is None else _closes(window, left)
    if closes is not None and (expiry is None or closes <= expiry):
        steps.append(Phrase("exercisable until {day}, when the time after leaving is over", {"day": closes}))
        return closes
    if expiry is not None:
        steps.append(Phrase("exercisable until {day}, when they expire", {"day": expiry}))
    return expiry


def _closes(window: Window, left: date) -> date:
    try:
        return left + timedelta(window.days or 0) if window.months is None else add_months(left, window.months)
    except (OverflowError, ValueError):
        raise refuse("terms", "goes on beyond the year 9999; a calendar ends there") from None


def price_of(
    price: Price | None, fair_value: Fraction | None, strike: Fraction | None
) -> tuple[Fraction, Phrase] | None:
    """The price of a unit, exactly, and what it is: a fair value of 12.50 less 20% is 10. None if terms set none."""
    if price is None:
        return None
    known = {"fair-value": [fair_value], "strike": [strike], "lowest": [fair_value, strike]}[price.basis]
    base = min(each for each in known if each is not None)
    basis = Phrase(_BASES[price.basis])
    if not price.discount:
        return base, basis
    values = {"basis": basis, "base": write_number(base, CENT), "discount": write_number(price.discount * 100)}
    return base * (1 - price.discount), Phrase("{basis} of {base} less {discount}%", values)


_BASES = {
    "fair-value": sentence("the fair value"),
    "strike": sentence("the strike or purchase price"),
    "lowest": sentence("the lower of fair value and strike or purchase price"),
}
