"""The company's facts from year to year: the same formulas over exact numbers and over arrays of paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from planner.calculators.growth_drivers_document import Drivers
from planner.calculators.normal import Floats

Amount = TypeVar("Amount", Fraction, Floats)


@dataclass(frozen=True)
class Moves(Generic[Amount]):
    """What moves one year: by a driver's place, what a year multiplies by or the level itself."""

    by_place: Mapping[str, Amount]

    def grown(self, place: str, amount: Amount) -> Amount:
        """The amount after a year's growth, or as it is without such a driver."""
        return amount * self.by_place[place] if place in self.by_place else amount


def facts_after(before: Mapping[str, Amount], moves: Moves[Amount]) -> dict[str, Amount]:
    """The facts of the next year, but for equity, which the year's own cost decides.

    Revenue of 100 that grows by 10 % at a margin of 20 % is 110, and a net profit of 22.
    """
    facts = {name: moves.grown(f"facts.{name}", amount) for name, amount in before.items()}
    if "revenue" in before:
        facts["revenue"] = moves.grown("revenue_growth", before["revenue"])
    if "profit" in moves.by_place:
        facts["net_profit"] = moves.by_place["profit"]
    elif "margin" in moves.by_place:
        facts["net_profit"] = facts["revenue"] * moves.by_place["margin"]
    elif "net_profit" in before:
        facts["net_profit"] = moves.grown("revenue_growth", before["net_profit"])
    return facts


def equity_after(facts: Mapping[str, Amount], cost: Amount, retained: Amount, raised: Amount) -> dict[str, Amount]:
    """The equity that the next year begins with; nothing where it isn't known.

    Of 100 in profit after a cost of 20, half retained adds 40; a loss counts whole, and money raised comes on top.
    """
    if "equity" not in facts:
        return {}
    result = facts["net_profit"] - cost if "net_profit" in facts else -cost
    gain = (abs(result) + result) / 2
    return {"equity": facts["equity"] + retained * gain + (result - gain) + raised}


def company_value(facts: Mapping[str, Amount], before: Amount | None, moves: Moves[Amount], drivers: Drivers,
                  ) -> Amount | None:  # fmt: skip
    """What a sale at the year's end would bring: last year's value grown, or a multiple of a fact, never below 0."""
    sold = drivers.exit
    if sold is None:
        return None
    if sold.multiple:
        worth = facts[sold.of] * moves.by_place["exit.multiple"]
        return (abs(worth) + worth) / 2
    return None if before is None else moves.grown("exit.growth", before)


def expected(drivers: Drivers, year: int) -> Moves[Fraction]:
    """What moves a year where every driver has its own value."""
    return Moves({place: each.centre(year) for place, each in drivers.moving()})
