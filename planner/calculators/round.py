"""`calc round`: who owns what after a financing."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

from planner.calculators.reading import read
from planner.calculators.round_document import RoundDocument, round_faults
from planner.calculators.round_terms import shares_of, solve
from planner.calculators.waterfall import ratio
from planner.errors import Refused


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
    outcome = solve(found)
    holders = {each.id: shares_of(found, each, outcome) for each in found.convertibles}
    new = found.new_money * outcome.per_money
    counts = {
        "new_shares": new,
        "pool_increase": outcome.increase,
        "total": found.shares + outcome.converted + outcome.increase + new,
    }
    return {
        "price": ratio(Fraction(1) / outcome.per_money),
        **{name: ratio(count) for name, count in counts.items()},
        "holders": {name: ratio(count) for name, count in holders.items()},
        "rounded": {
            **{name: floor(count) for name, count in counts.items()},
            "holders": {name: floor(count) for name, count in holders.items()},
        },
    }
