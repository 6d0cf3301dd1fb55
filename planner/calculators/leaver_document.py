"""What `calc leaver` takes: a grant whose holder leaves, and what the agreement says of leavers of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Count, Day, Document, NotNegative, shown
from planner.calculators.vesting_document import VestingDocument
from planner.calculators.vesting_rules_document import Share
from planner.errors import Fault

LeaverKind = Literal["good", "intermediate", "bad"]


class Window(Document):
    """How long rights may still be exercised after leaving."""

    months: Count | None = None
    days: Count | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.months is None) is (self.days is None):
            raise PydanticCustomError("window", "needs either months or days")
        return self


class Price(Document):
    """What a unit is exercised or bought back at; `strike` is also the purchase price of what was bought."""

    basis: Literal["fair-value", "strike", "lowest"]
    discount: Share = Fraction(0)


class LeaverTerms(Document):
    """What the agreement says of leavers of one kind.

    `kept` is their share of what has vested. By leaving vests what was served of running instalments (`pro_rata`), and
    a share of what is `unvested` besides. The rest lapses; shares that lapse go back at the `lapsed_price`.
    """

    kept: Share = Fraction(1)
    pro_rata: bool = False
    unvested: Share = Fraction(0)
    window: Window | None = None
    price: Price | None = None
    lapsed_price: Price | None = None


class LeaverDocument(Document):
    """A grant with the day of leaving, the kind of leaver, and terms for kinds of leavers."""

    grant: VestingDocument
    kind: LeaverKind
    terms: dict[LeaverKind, LeaverTerms]
    exercised: NotNegative = Fraction(0)
    fair_value: NotNegative | None = None
    strike: NotNegative | None = None
    expiry: Day | None = None


def leaver_faults(found: LeaverDocument) -> Iterator[Fault]:
    """What is wrong besides the grant itself."""
    leaving = found.grant.leaving
    if leaving is None:
        yield Fault("grant.leaving", "is missing; the day of leaving is needed")
    elif found.expiry is not None and found.expiry < leaving.date:
        values = {"value": shown(found.expiry), "name": "grant.leaving.date", "day": leaving.date}
        yield Fault("expiry", "{value} is before {name}, {day}", values)
    if found.kind not in found.terms:
        values = {"value": f'"{found.kind}"', "known": ", ".join(found.terms) or "-"}
        yield Fault("kind", "{value} is a leaver that the terms don't have; there are {known}", values)
    else:
        yield from _prices_missing(found, found.terms[found.kind])


def _prices_missing(found: LeaverDocument, terms: LeaverTerms) -> Iterator[Fault]:
    bases = {price.basis for price in (terms.price, terms.lapsed_price) if price is not None}
    for name, basis in (("fair_value", "fair-value"), ("strike", "strike")):
        if bases & {basis, "lowest"} and getattr(found, name) is None:
            yield Fault(name, "is missing; the price of a {kind} leaver rests on it", {"kind": found.kind})
