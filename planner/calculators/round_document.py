"""What `calc round` takes: the shares there are, what converts, and the new money's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.interest import Interest, interest_faults
from planner.calculators.reading import Day, Document, NotNegative, Positive, Words
from planner.errors import Fault
from planner.figures.number import write_number

Protection = Literal["none", "broad", "narrow", "full_ratchet"]


class Convertible(Document):
    """A SAFE or a note: `post` and `pre` say over which shares its cap is, `discount` that it has none.

    With `mfn` it may take the terms of any convertible after it in the list.
    """

    id: Words
    type: Literal["post", "pre", "discount"]
    amount: NotNegative
    cap: Positive | None = None
    discount: NotNegative = Fraction(0)
    interest: Interest | None = None
    mfn: bool = False

    @field_validator("discount")
    @classmethod
    def _below_all(cls, discount: Fraction) -> Fraction:
        if discount >= 1:
            raise PydanticCustomError("discount", "is not less than 100%; write 20% as 0.2")
        return discount

    @model_validator(mode="after")
    def _cap_fits(self) -> Self:
        if self.type == "discount" and self.cap is not None:
            raise PydanticCustomError("convertible", "is a discount with a cap; say whether the cap is post or pre")
        return self


class Preferred(Document):
    """An earlier class, sold at `price`; a share converts into price ÷ conversion_price common ones.

    `base` is how many shares the weighted average counts, in place of what `broad` and `narrow` count by themselves.
    """

    id: Words
    shares: NotNegative
    price: Positive
    conversion_price: Positive | None = None
    anti_dilution: Protection = "none"
    base: NotNegative | None = None

    @property
    def converts_at(self) -> Fraction:
        """The conversion price before this round."""
        return self.conversion_price or self.price

    @property
    def as_converted(self) -> Fraction:
        """Common shares for the whole class, before this round."""
        return self.shares * self.price / self.converts_at


class Shareholder(Document):
    """Who holds how many shares of a class; without one, of common shares (or of options that are granted)."""

    id: Words
    shares: NotNegative
    class_: Words | None = Field(None, alias="class")


class Investor(Document):
    """Who brings new money in; one may be without an amount, and brings the rest."""

    id: Words
    amount: NotNegative | None = None


class RoundTerms(Document):
    """A financing's own terms: `pre_money` is the value before the new money, `pool_target` the unissued part after.

    `pro_rata` says who takes up which part of the right to keep their share, within the new money; without
    `pro_rata_counts_pool` their share is counted before the pool's increase.
    """

    convertibles: list[Convertible] = []
    pre_money: Positive
    new_money: NotNegative
    convention: Literal["percentage_ownership", "pre_money", "dollars_invested"]
    pool_target: NotNegative | None = None
    pool_increase: NotNegative | None = None
    date: Day | None = None
    investors: list[Investor] = []
    pro_rata: dict[Words, NotNegative] = {}
    pro_rata_counts_pool: bool = True

    @field_validator("pool_target")
    @classmethod
    def _below_all(cls, target: Fraction | None) -> Fraction | None:
        if target is not None and target >= 1:
            raise PydanticCustomError("pool_target", "is not less than 100%; write 10% as 0.1")
        return target

    def owed(self, each: Convertible) -> Fraction:
        """What a convertible brings in: its amount, and the interest on it."""
        return each.amount * (each.interest.growth(self.date or each.interest.from_) if each.interest else 1)


class RoundDocument(RoundTerms):
    """A financing of a company: `outstanding` counts all shares as converted and all options that are granted."""

    outstanding: NotNegative
    existing_unallocated: NotNegative = Fraction(0)
    shareholders: list[Shareholder] = []
    preferred: list[Preferred] = []

    @property
    def shares(self) -> Fraction:
        """All shares before the round, with what the pool has unissued."""
        return self.outstanding + self.existing_unallocated

    @property
    def names_holders(self) -> bool:
        """Whether anyone is named, so that ownership by holder can be told."""
        return bool(self.shareholders or self.investors or self.pro_rata)


def round_faults(document: RoundDocument) -> Iterator[Fault]:
    """What doesn't go together: ids alike, two sizes of the pool, no shares at all, holders who don't add up."""
    yield from terms_faults(document)
    yield from same_ids("preferred", [each.id for each in document.preferred])
    if not document.shares:
        yield Fault("outstanding", "and existing_unallocated are both 0; shares are needed to set a price")
    if document.shareholders:
        yield from _holder_faults(document)
    elif (protected := sum((each.as_converted for each in document.preferred), Fraction(0))) > document.outstanding:
        yield _not_all("preferred", protected, document.outstanding)
    known = {each.id for each in document.shareholders} | {each.id for each in document.convertibles}
    for name in document.pro_rata:
        if name not in known:
            yield Fault(f"pro_rata.{name}", "is the right of nobody who holds shares or a convertible")


def terms_faults(terms: RoundTerms) -> Iterator[Fault]:
    """What is wrong in a round whatever shares there are."""
    yield from same_ids("convertibles", [each.id for each in terms.convertibles])
    yield from same_ids("investors", [each.id for each in terms.investors])
    if terms.pool_target is not None and terms.pool_increase is not None:
        yield Fault("pool_increase", "stands beside a pool_target; only one of them is taken")
    for at, each in enumerate(terms.convertibles):
        if each.interest:
            yield from interest_faults(f"convertibles[{at}].interest", each.interest, terms.date)
    open_ended = [at for at, each in enumerate(terms.investors) if each.amount is None]
    for at in open_ended[1:]:
        yield Fault(f"investors[{at}].amount", "is missing; only one investor can bring the rest")
    for name, part in terms.pro_rata.items():
        if part > 1:
            yield Fault(f"pro_rata.{name}", "is more than 100% of the right")


def same_ids(key: str, ids: Iterable[str]) -> Iterator[Fault]:
    """One id for two."""
    seen: dict[str, int] = {}
    for at, name in enumerate(ids):
        if (first := seen.setdefault(name, at)) != at:
            values = {"value": f'"{name}"', "first": f"{key}[{first}]"}
            yield Fault(f"{key}[{at}].id", "{value} is also the id of {first}", values)


def _holder_faults(document: RoundDocument) -> Iterator[Fault]:
    ratios = {each.id: each.price / each.converts_at for each in document.preferred}
    held = Fraction(0)
    for at, holder in enumerate(document.shareholders):
        if holder.class_ is not None and holder.class_ not in ratios:
            values = {"value": f'"{holder.class_}"', "known": ", ".join(ratios) or "—"}
            yield Fault(f"shareholders[{at}].class", "{value} is no class under preferred; there are {known}", values)
        held += holder.shares * ratios.get(holder.class_ or "", Fraction(1))
    if held != document.outstanding:
        yield _not_all("shareholders", held, document.outstanding)
    for at, each in enumerate(document.preferred):
        of_class = sum((holder.shares for holder in document.shareholders if holder.class_ == each.id), Fraction(0))
        if of_class != each.shares:
            values = {"held": write_number(of_class), "shares": write_number(each.shares)}
            yield Fault(f"preferred[{at}].shares", "is {shares}, but shareholders have {held} of them", values)


def _not_all(place: str, held: Fraction, outstanding: Fraction) -> Fault:
    values = {"held": write_number(held), "outstanding": write_number(outstanding)}
    return Fault(place, "have {held} shares as converted, and outstanding is {outstanding}", values)
