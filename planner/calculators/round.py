"""`calc round`: who owns what after a financing."""

from __future__ import annotations

from math import floor
from typing import Any

from planner.calculators.reading import read
from planner.calculators.round_document import Preferred, RoundDocument, round_faults
from planner.calculators.round_holders import Holders
from planner.calculators.round_terms import Solver
from planner.errors import Refused
from planner.figures.number import write_ratio


def financing(document: object) -> dict[str, Any]:
    """The price, the new shares and what each convertible becomes: exact fractions, and whole shares rounded down.

    >>> found = financing({"outstanding": 9_900_000, "existing_unallocated": 100_000, "convertibles": [
    ...     {"id": "A", "type": "post", "amount": 200_000, "cap": 4_000_000},
    ...     {"id": "B", "type": "post", "amount": 800_000, "cap": 8_000_000}],
    ...     "pre_money": 15_000_000, "new_money": 5_000_000, "convention": "percentage_ownership",
    ...     "pool_target": "10%"})
    >>> found["rounded"]["holders"], found["rounded"]["pool_increase"]
    ({'A': 588235, 'B': 1176470}, 1694570)

    The SAFEs have 5 % and 10 % of 11,764,705 shares before the new money; after it, the pool is 10 % and the new money
    25 %. (Source: K. Nathoo, "Understanding SAFEs and priced equity rounds", Y Combinator.) Raises Refused.
    """
    found = read(RoundDocument, document)
    if faults := list(round_faults(found)):
        raise Refused(faults)
    return told(Holders(found, Solver(found)))


def told(holders: Holders) -> dict[str, Any]:
    """A round worked out, as the contract writes it."""
    document, solved = holders.document, holders.solved
    converted = {each.id: solved.shares_of(each.id) for each in document.convertibles}
    counts = {
        "new_shares": document.new_money * solved.outcome.per_money,
        "pool_increase": solved.outcome.increase,
        "total": holders.total,
    }
    return {
        "price": write_ratio(1 / solved.outcome.per_money),
        **{name: write_ratio(count) for name, count in counts.items()},
        "holders": {name: write_ratio(count) for name, count in converted.items()},
        "rounded": {
            **{name: floor(count) for name, count in counts.items()},
            "holders": {name: floor(count) for name, count in converted.items()},
        },
    } | _besides(holders)


def _besides(holders: Holders) -> dict[str, Any]:
    """What follows from the terms that not every round has."""
    document, besides = holders.document, dict[str, Any]()
    if interest := {each.id: document.owed(each) - each.amount for each in document.convertibles if each.interest}:
        besides["interest"] = {name: write_ratio(amount) for name, amount in interest.items()}
    if document.preferred:
        besides["anti_dilution"] = {each.id: _protected(holders, each) for each in document.preferred}
    if document.pro_rata:
        besides["pro_rata"] = {
            name: {"right": write_ratio(right), "taken": write_ratio(holders.taken[name])}
            for name, right in holders.rights.items()
        }
    if document.names_holders:
        besides["ownership"] = holders.ownership()
    return besides


def _protected(holders: Holders, each: Preferred) -> dict[str, str]:
    """A class's conversion after the round: its price falls as the common shares that it becomes rise."""
    after = holders.after(each)
    price = each.converts_at * each.as_converted / after if after else each.converts_at
    return {
        "conversion_price": write_ratio(price),
        "conversion_ratio": write_ratio(each.price / price),
        "as_converted": write_ratio(after),
        "additional": write_ratio(after - each.as_converted),
    }
