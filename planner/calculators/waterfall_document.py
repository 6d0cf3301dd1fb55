"""What `calc waterfall` takes: the exit, and who has a claim on it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.interest import Interest, interest_faults
from planner.calculators.reading import Count, Day, Document, NotNegative, Positive, Words, shown
from planner.errors import Fault


class ShareClass(Document):
    """Common or preferred shares, or a pool of which nothing is granted."""

    id: Words
    type: Literal["common", "preferred", "unallocated_pool"]
    shares: NotNegative
    invested: NotNegative = Fraction(0)
    multiple: NotNegative = Fraction(1)
    participating: bool = False
    cap_multiple: NotNegative | None = None
    seniority: Count = 1
    conversion_ratio: Positive = Fraction(1)
    dividend: Interest | None = None

    @model_validator(mode="after")
    def _cap_above_preference(self) -> Self:
        if self.participating and self.cap_multiple is not None and self.cap_multiple < self.multiple:
            raise PydanticCustomError("class", "has a cap_multiple below its multiple: less than its preference alone")
        return self

    @model_validator(mode="after")
    def _invested(self) -> Self:
        if self.type == "preferred" and "invested" not in self.model_fields_set:
            raise PydanticCustomError("class", "is preferred and needs invested: what its preference is a multiple of")
        return self


class OptionGrant(Document):
    """Options that have vested: used if the holder gains by it."""

    id: Words
    quantity: NotNegative
    strike: NotNegative


class Debt(Document):
    """What the company owes, paid before any share."""

    id: Words
    claim: NotNegative
    seniority: Count


class PhantomRight(Document):
    """Phantom shares, or SARs from a `strike` on: what they give above it is paid by the company, in cash.

    `with_common` follows what a common share gets, once they are paid. `before_preferences` is a debt by what the
    company is worth a share: all that is left after debt, over all shares as converted and all options.
    """

    id: Words
    quantity: NotNegative
    strike: NotNegative = Fraction(0)
    place: Literal["with_common", "before_preferences"] = "with_common"


class Slice(Document):
    """A rate over the part of the proceeds up to `to`, from where the slice before it ends."""

    rate: NotNegative
    to: Positive | None = None


class CarveOut(Document):
    """A part of the proceeds for management: of all after debt, or of what is left once all preferences are paid."""

    id: Words
    tiers: list[Slice] = Field(min_length=1)
    place: Literal["before_preferences", "after_preferences"] = "before_preferences"

    @model_validator(mode="after")
    def _rising(self) -> Self:
        ends = [each.to for each in self.tiers]
        known = [end for end in ends if end is not None]
        if None in ends[:-1] or known != sorted(set(known)):
            raise PydanticCustomError("carve_out", "has tiers whose to doesn't rise; only the last may be without")
        return self


class WaterfallDocument(Document):
    """An exit over the cap table. Of equal seniority, claims are paid in proportion; a lower number goes first.

    `exits` are more exit values of the same table; `bands` asks for who shares between any two breakpoints; `date` is
    the day until which dividends gather.
    """

    exit: NotNegative
    classes: list[ShareClass]
    options: list[OptionGrant] = []
    debt: list[Debt] = []
    transaction_costs: NotNegative = Fraction(0)
    phantoms: list[PhantomRight] = []
    carve_outs: list[CarveOut] = []
    date: Day | None = None
    exits: list[NotNegative] = []
    bands: bool = False

    def growth(self, each: ShareClass) -> Fraction:
        """What a class has gathered in dividends, for each unit invested."""
        return each.dividend.growth(self.date or each.dividend.from_) - 1 if each.dividend else Fraction(0)


def waterfall_faults(document: WaterfallDocument) -> Iterator[Fault]:
    """What can't be paid out: parts of cents, ids that stand for two (a payout is told by its id), more than all."""
    amounts = [("exit", document.exit), ("transaction_costs", document.transaction_costs)]
    amounts += [(f"exits[{at}]", value) for at, value in enumerate(document.exits)]
    for name, value in amounts:
        if (value * 100).denominator != 1:
            yield Fault(name, "{value} isn't whole cents", {"value": shown(value)})
    seen: dict[str, str] = {}
    for place, name in _ids(document):
        if (first := seen.setdefault(name, place)) != place:
            yield Fault(f"{place}.id", "{value} is also the id of {first}", {"value": f'"{name}"', "first": first})
    for at, each in enumerate(document.classes):
        if each.dividend:
            yield from interest_faults(f"classes[{at}].dividend", each.dividend, document.date)
    for where in ("before_preferences", "after_preferences"):
        rates = (max(part.rate for part in each.tiers) for each in document.carve_outs if each.place == where)
        if sum(rates, Fraction(0)) >= 1:
            yield Fault("carve_outs", "take all that is left, and more; together less than 100% is accepted")


def _ids(document: WaterfallDocument) -> Iterator[tuple[str, str]]:
    """Each payee's place and id."""
    for key in ("classes", "options", "debt", "phantoms", "carve_outs"):
        for at, each in enumerate(getattr(document, key)):
            yield f"{key}[{at}]", each.id


def oddities(document: WaterfallDocument) -> Iterator[Fault]:
    """What is possible, but perhaps not what was meant."""
    preferred = [(at, each) for at, each in enumerate(document.classes) if each.type == "preferred"]
    given = ["seniority" in each.model_fields_set for _, each in preferred]
    for (at, each), has_seniority in zip(preferred, given, strict=True):
        if any(given) and not has_seniority:
            text = "is missing, so it is 1; other preferred classes have theirs"
            yield Fault(f"classes[{at}].seniority", text, warning=True)
        if each.cap_multiple is not None and not each.participating:
            text = "has no effect: the class doesn't participate"
            yield Fault(f"classes[{at}].cap_multiple", text, warning=True)
    for at, each in enumerate(document.classes):
        if each.dividend and each.type != "preferred":
            text = "has no effect: only preferred classes gather dividends"
            yield Fault(f"classes[{at}].dividend", text, warning=True)
    if document.exit < document.transaction_costs:
        yield Fault("exit", "is less than transaction_costs, so nobody is paid", warning=True)
