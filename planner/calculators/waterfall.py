"""`calc waterfall`: an exit over the cap table."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from planner.calculators.reading import read
from planner.calculators.waterfall_bands import bands
from planner.calculators.waterfall_claims import Claim
from planner.calculators.waterfall_document import WaterfallDocument, oddities, waterfall_faults
from planner.calculators.waterfall_table import Sharing, Table
from planner.errors import Fault, Refused, refuse
from planner.figures.number import write_number, write_ratio
from planner.figures.split import share

CENT = Fraction(1, 100)


def waterfall(document: object) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Who gets what of an exit, and what is odd in the document. Raises Refused.

    >>> found, _ = waterfall({"exit": 100, "classes": [
    ...     {"id": "A", "type": "preferred", "shares": 60, "invested": 50, "participating": True},
    ...     {"id": "common", "type": "common", "shares": 40}]})
    >>> found["payouts"], found["breakpoints"]
    ({'A': '80.00', 'common': '20.00'}, ['50'])

    The preference of 50 first, then 60 % of the other 50. (Source: B. Feld, J. Mendelson, "Venture Deals", chapter 4.)
    Payouts are in cents and add up to exit − costs, by largest remainder; per_share is exact.
    """
    found = read(WaterfallDocument, document)
    if faults := list(waterfall_faults(found)):
        raise Refused(faults)
    table = Table(found)
    if left := table.left_over(max([found.exit, *found.exits])):
        raise refuse("classes", "have nobody to share {left} of the exit; common shares are needed",
                     left=write_number(left))  # fmt: skip
    sharing = table.share(found.exit)
    result = {
        "payouts": in_cents(table, sharing, found.exit),
        "per_share": {name: write_ratio(each) for name, each in _per_share(found, sharing).items()},
        "converted": {claim.id: claim.converts(sharing.price) for claim in _preferred(found, table)},
        "exercised": {each.id: bool(each.quantity) and sharing.price > each.strike for each in found.options},
        "breakpoints": [write_number(each) for each in table.breakpoints],
    }
    return result | _besides(found, table), tuple(oddities(found))


def _besides(found: WaterfallDocument, table: Table) -> dict[str, Any]:
    """What the document asks for beyond one exit: other exits of the same table, and its bands in words."""
    besides: dict[str, Any] = {}
    if found.exits:
        besides["exits"] = [
            {"exit": write_number(each), "payouts": in_cents(table, table.share(each), each)} for each in found.exits
        ]
    if found.bands:
        besides["bands"] = [band.document() for band in bands(table)]
    return besides


def _preferred(found: WaterfallDocument, table: Table) -> list[Claim]:
    preferred = {each.id for each in found.classes if each.type == "preferred"}
    return [claim for claim in table.claims if claim.id in preferred]


def _per_share(found: WaterfallDocument, sharing: Sharing) -> dict[str, Fraction]:
    units = {each.id: each.shares for each in found.classes}
    units |= {each.id: each.quantity for each in found.options}
    units |= {each.id: each.quantity for each in found.phantoms}
    return {name: sharing.payouts[name] / count if count else Fraction(0) for name, count in units.items()}


def in_cents(table: Table, sharing: Sharing, exit_value: Fraction) -> dict[str, str]:
    """An exit's payouts in cents that add up to exit − costs, by largest remainder; the exit is in whole cents."""
    exact, total = sharing.payouts, max(exit_value - table.costs, Fraction(0))
    if not total:
        return {name: write_number(Fraction(0), CENT) for name in exact}
    bottom = lcm(*(each.denominator for each in exact.values()))
    parts = share(int(total / CENT), [int(each * bottom) for each in exact.values()]).parts
    return {name: write_number(part * CENT, CENT) for name, part in zip(exact, parts, strict=True)}
