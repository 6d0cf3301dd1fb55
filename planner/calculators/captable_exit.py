"""The table on a day as the input of `calc waterfall` and `calc round`: who has a claim, and what converts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planner.calculators.captable_ledger import Ledger
from planner.calculators.captable_security import CASH_SETTLED, CONVERTIBLE, STOCK, ClassState, Security
from planner.calculators.captable_table import as_converted, living, totals, written
from planner.calculators.captable_values import Object, Quantity, amount, given, quantity
from planner.errors import Fault

POOL = "unallocated pool"


def waterfall_claims(ledger: Ledger) -> dict[str, Any]:
    """`classes` and `options` for `calc waterfall`; add the exit, debt and costs.

    A preferred class has invested what its shares were issued for: the class's price a share, or else what each was
    paid. Open Cap Format pays the higher `seniority` first, a waterfall the lower, so ranks are turned round. A class
    participates if it has a cap; the format has no other sign of it. Rights with one price in one class are one
    option, whether vested or not; rights to convertible shares count as the shares that these become. Share units
    have a price of 0. Rights that are paid in money, and convertibles, are no part of it.
    """
    ranks = _ranks(ledger)
    classes = [_class(ledger, state, ranks) for state in _sorted(ledger) if state.issued]
    if free := totals(ledger)["pool_free"]:
        classes.append({"id": POOL, "type": "unallocated_pool", "shares": written(free)})
    rights: dict[tuple[Fraction, str], Quantity] = defaultdict(int)
    for each in living(ledger):
        if each.is_right:
            whole = as_converted(ledger, each.class_id, 1)
            rights[Fraction(each.price or 0) / whole, each.class_id] += each.quantity * whole
    options = [
        {"id": f"rights at {written(strike)} in {name or '?'}", "quantity": written(count), "strike": written(strike)}
        for (strike, name), count in sorted(rights.items())
    ]
    return {"classes": classes, "options": options}


def not_in_waterfall(ledger: Ledger) -> Iterator[Fault]:
    """What has a claim on an exit and isn't in the document: it needs terms that a journal doesn't have."""
    for each in living(ledger):
        if each.family == CONVERTIBLE:
            yield Fault(each.id, "converts into shares, and is no part of the waterfall document", warning=True)
        elif each.compensation == CASH_SETTLED:
            yield Fault(each.id, "is paid in money, and is no part of the waterfall document", warning=True)


def _sorted(ledger: Ledger) -> Iterator[ClassState]:
    return (state for _, state in sorted(ledger.classes.items()))


def _ranks(ledger: Ledger) -> dict[Quantity, int]:
    """1 for the highest seniority, and so on."""
    given_ones = {_seniority(state) for state in ledger.classes.values()}
    return {each: rank for rank, each in enumerate(sorted(given_ones, reverse=True), start=1)}


def _seniority(state: ClassState) -> Quantity:
    return quantity(given(state.object, "seniority") or 0)


def _class(ledger: Ledger, state: ClassState, ranks: dict[Quantity, int]) -> dict[str, Any]:
    if given(state.object, "class_type") != "PREFERRED":
        return {"id": state.id, "type": "common", "shares": written(as_converted(ledger, state.id, state.issued))}
    cap = given(state.object, "participation_cap_multiple")
    found = {
        "id": state.id,
        "type": "preferred",
        "shares": written(state.issued),
        "invested": written(_invested(state)),
        "multiple": written(quantity(given(state.object, "liquidation_preference_multiple") or 1)),
        "seniority": ranks[_seniority(state)],
        "conversion_ratio": written(state.ratio),
    }
    return found if cap is None else {**found, "participating": True, "cap_multiple": written(quantity(cap))}


def _invested(state: ClassState) -> Quantity:
    price = amount(given(state.object, "price_per_share"))
    if price is not None:
        return Fraction(price) / state.split_by * state.issued
    return sum(each.quantity * (each.price or 0) for each in state.securities if each.family == STOCK)


def round_shares(ledger: Ledger) -> dict[str, Any]:
    """`outstanding`, `existing_unallocated` and `convertibles` for `calc round`; add the new money's terms.

    A SAFE's cap is over the shares before or after the round as its `conversion_timing` says; without a cap it is a
    discount. A note counts for its principal: what interest has grown on it is for its terms to say.
    """
    sums = totals(ledger)
    convertibles = [_convertible(each) for each in living(ledger) if each.family == CONVERTIBLE]
    return {
        "outstanding": written(sums["as_converted"] + sums["rights"]),
        "existing_unallocated": written(sums["pool_free"]),
        "convertibles": convertibles,
    }


def _convertible(security: Security) -> dict[str, Any]:
    terms = _mechanism(security.issued.object)
    cap = amount(_money(terms, "conversion_valuation_cap"))
    timing = "pre" if given(terms, "conversion_timing") == "PRE_MONEY" else "post"
    found = {"id": security.id, "type": timing if cap else "discount", "amount": written(security.quantity)}
    if discount := given(terms, "conversion_discount"):
        found["discount"] = written(quantity(discount))
    return {**found, "cap": written(cap)} if cap else found


def _mechanism(issuance: Object) -> Object:
    """The terms of the first trigger that has any."""
    for trigger in given(issuance, "conversion_triggers") or []:
        mechanism = (given(trigger, "conversion_right") or {}).get("conversion_mechanism")
        if isinstance(mechanism, dict):
            return mechanism
    return {}


def _money(terms: Object, name: str) -> Object | None:
    found = given(terms, name)
    return found if isinstance(found, dict) and "amount" in found else None
