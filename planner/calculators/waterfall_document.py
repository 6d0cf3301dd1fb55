"""What `calc waterfall` takes: the exit, and who has a claim on it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Count, Document, NotNegative, Positive, Words, shown
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


class WaterfallDocument(Document):
    """An exit over the cap table. Of equal seniority, claims are paid in proportion; a lower number goes first."""

    exit: NotNegative
    classes: list[ShareClass]
    options: list[OptionGrant] = []
    debt: list[Debt] = []
    transaction_costs: NotNegative = Fraction(0)


def waterfall_faults(document: WaterfallDocument) -> Iterator[Fault]:
    """What can't be paid out: parts of cents, and ids that stand for two (a payout is told by its id)."""
    for name in ("exit", "transaction_costs"):
        value = getattr(document, name)
        if (value * 100).denominator != 1:
            yield Fault(name, "{value} isn't whole cents", {"value": shown(value)})
    seen: dict[str, str] = {}
    classes = [(f"classes[{at}]", each.id) for at, each in enumerate(document.classes)]
    options = [(f"options[{at}]", each.id) for at, each in enumerate(document.options)]
    debts = [(f"debt[{at}]", each.id) for at, each in enumerate(document.debt)]
    for place, name in (*classes, *options, *debts):
        if (first := seen.setdefault(name, place)) != place:
            yield Fault(f"{place}.id", "{value} is also the id of {first}", {"value": f'"{name}"', "first": first})


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
    if document.exit < document.transaction_costs:
        yield Fault("exit", "is less than transaction_costs, so nobody is paid", warning=True)
