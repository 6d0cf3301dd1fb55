"""`calc leaver`: what is kept on leaving, what lapses, until when it may be exercised, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.leaver_document import LeaverDocument, LeaverTerms, leaver_faults
from planner.calculators.leaver_price import CENT, exercisable_until, price_of
from planner.calculators.reading import read
from planner.calculators.vesting_course import Course, course, course_faults
from planner.calculators.vesting_pro_rata import pro_rata
from planner.errors import Phrase, Refused, refuse
from planner.figures.day_numbers import NEVER
from planner.figures.number import write_number
from planner.language import sentence


@dataclass(frozen=True)
class Left:
    """What leaving comes to; what was forfeited and exercised, is kept and lapses, is the whole grant.

    Prices are of a unit: of what is kept, and of what lapses (of shares, when they go back).
    """

    vested: Fraction
    forfeited: Fraction
    kept: Fraction
    lapsed: Fraction
    exercisable_until: date | None
    price: Fraction | None
    lapsed_price: Fraction | None
    steps: tuple[Phrase, ...]


def leaver(document: object) -> dict[str, Any]:
    """What a leaver keeps, and why, as a document. Raises Refused.

    Of 480 rights 130 have vested: a good leaver keeps them, for three months; a bad one who keeps half of them has 65.
    """
    found = read(LeaverDocument, document)
    left = on_leaving(found)
    amounts = {name: write_number(getattr(left, name)) for name in ("vested", "forfeited", "kept", "lapsed")}
    prices = {name: getattr(left, name) for name in ("price", "lapsed_price")}
    return {
        "kind": found.kind,
        **amounts,
        "exercisable_until": left.exercisable_until and left.exercisable_until.isoformat(),
        **{name: None if price is None else write_number(price, CENT) for name, price in prices.items()},
        "steps": [step.say("en") for step in left.steps],
    }


def on_leaving(found: LeaverDocument) -> Left:
    """What leaving comes to, with steps that can be said in any language. Raises Refused."""
    if faults := [*(each.within("grant") for each in course_faults(found.grant)), *leaver_faults(found)]:
        raise Refused(faults)
    assert found.grant.leaving is not None  # noqa: S101 (a fault otherwise)
    terms, of = found.terms[found.kind], course(found.grant)
    steps = list(of.steps)
    vested = _vested(found, terms, of, steps)
    if found.exercised > vested:
        values = {"value": f'"{write_number(found.exercised)}"', "vested": write_number(vested)}
        raise refuse("exercised", "{value} is more than the {vested} that have vested", **values)
    forfeited = of.timeline.at(NEVER).forfeited
    kept = of.rounded(terms.kept * (vested - found.exercised))
    lapsed = found.grant.quantity - forfeited - found.exercised - kept
    steps.append(_kept(found, terms, vested - found.exercised, kept, lapsed))
    until = exercisable_until(terms.window, found.grant.leaving.date, found.expiry, steps) if kept else None
    prices = [price_of(each, found.fair_value, found.strike) for each in (terms.price, terms.lapsed_price)]
    steps += [_priced(text, *each) for text, each in zip(_PRICED, prices, strict=True) if each]
    price, lapsed_price = (each and each[0] for each in prices)
    return Left(vested, forfeited, kept, lapsed, until, price, lapsed_price, tuple(steps))


def _vested(found: LeaverDocument, terms: LeaverTerms, of: Course, steps: list[Phrase]) -> Fraction:
    """What has vested by leaving, and what vests by it."""
    assert found.grant.leaving is not None  # noqa: S101
    vested, unvested = of.timeline.at(NEVER).vested, of.timeline.unvested(NEVER)
    quantity, day = write_number(found.grant.quantity), found.grant.leaving.date
    values: dict[str, object] = {"vested": write_number(vested), "quantity": quantity, "day": day}
    steps.append(Phrase("{vested} of {quantity} had vested by leaving on {day}", values))
    served = min(pro_rata(of, found.grant), unvested) if terms.pro_rata else Fraction(0)
    if terms.pro_rata:
        steps.append(Phrase("{served} vest for the days served of what was running", {"served": write_number(served)}))
    rest = of.rounded(terms.unvested * (unvested - served))
    if terms.unvested:
        share, left = write_number(terms.unvested * 100), write_number(unvested - served)
        values = {"share": share, "unvested": left, "rest": write_number(rest)}
        steps.append(Phrase("{share}% of {unvested} unvested rights vest by leaving: {rest}", values))
    return vested + served + rest


def _kept(found: LeaverDocument, terms: LeaverTerms, of: Fraction, kept: Fraction, lapsed: Fraction) -> Phrase:
    values = {
        "kind": Phrase(_KINDS[found.kind]), "share": write_number(terms.kept * 100), "kept": write_number(kept),
        "vested": write_number(of), "lapsed": write_number(lapsed), "exercised": write_number(found.exercised),
    }  # fmt: skip
    if found.exercised:
        text = "{exercised} had been exercised; of the other {vested} a {kind} keeps {share}%: {kept}; {lapsed} lapse"
        return Phrase(text, values)
    return Phrase("of {vested} a {kind} keeps {share}%: {kept}; {lapsed} lapse", values)


def _priced(text: str, price: Fraction, why: Phrase) -> Phrase:
    return Phrase(text, {"price": write_number(price, CENT), "why": why})


_PRICED = (sentence("what is kept: {price} a unit, {why}"), sentence("what lapses: {price} a unit, {why}"))
_KINDS = {
    "good": sentence("good leaver"),
    "intermediate": sentence("intermediate leaver"),
    "bad": sentence("bad leaver"),
}
