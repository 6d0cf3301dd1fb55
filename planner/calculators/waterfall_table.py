"""An exit's sharing as a table, made once: bands between breakpoints, in which everyone's payout is a straight line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from planner.calculators.waterfall_claims import ZERO, claims_of
from planner.calculators.waterfall_document import WaterfallDocument
from planner.calculators.waterfall_equity import Equity
from planner.calculators.waterfall_stages import stages_of


@dataclass(frozen=True)
class Sharing:
    """Who gets what of one exit, exactly, and at which price of a common share."""

    payouts: dict[str, Fraction]
    price: Fraction


class Table:
    """The bands of a cap table, for any number of exits: costs, then one stage after the other, then the classes."""

    def __init__(self, document: WaterfallDocument) -> None:
        self.document, self.claims = document, claims_of(document)
        self.equity = Equity(self.claims)
        self.costs = document.transaction_costs
        phantoms = {each.id for each in document.phantoms}
        units = sum((claim.units for claim in self.claims if claim.id not in phantoms), ZERO)
        self.stages = stages_of(document, units, self.equity.preferences)

    @cached_property
    def breakpoints(self) -> list[Fraction]:
        """The exit values at which the sharing changes, the lowest first."""
        found = set(self.equity.turns)
        for stage in reversed(self.stages):
            found = {stage.needed(each) for each in found} | set(stage.turns)
        return sorted({each + self.costs for each in found} - {ZERO})

    def share(self, exit_value: Fraction) -> Sharing:
        """Who gets what of this exit."""
        left = self.for_classes(exit_value)
        found = self.equity.paid(left) | self.paid_before(exit_value)
        return Sharing({name: found.get(name, ZERO) for name in self.ids}, self.equity.price(left))

    def paid_before(self, exit_value: Fraction) -> dict[str, Fraction]:
        """What those get who are paid before the classes share."""
        left, paid = max(exit_value - self.costs, ZERO), dict[str, Fraction]()
        for stage in self.stages:
            paid |= stage.paid(left)
            left = stage.rest(left)
        return paid

    def for_classes(self, exit_value: Fraction) -> Fraction:
        """What is left of an exit for the classes."""
        left = max(exit_value - self.costs, ZERO)
        for stage in self.stages:
            left = stage.rest(left)
        return left

    def left_over(self, exit_value: Fraction) -> Fraction:
        """What nobody has a claim on: only where no share takes part in the last band."""
        return self.equity.left_over(self.for_classes(exit_value))

    @cached_property
    def ids(self) -> list[str]:
        """Everyone who may be paid, in the order classes, options, debt, phantom shares, management."""
        document = self.document
        parts = (document.classes, document.options, document.debt, document.phantoms, document.carve_outs)
        return [each.id for part in parts for each in part]
