"""The cap table on a day: issued and fully diluted, by class, by plan and by holder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.calculators.captable_ledger import Ledger
from planner.calculators.captable_security import CONVERTIBLE, STOCK, WARRANT, ClassState, PlanState, Security
from planner.calculators.captable_values import Object, Quantity, given
from planner.figures.number import write_number


def table(ledger: Ledger, on: date | None) -> dict[str, Any]:
    """The table as the contract has it: quantities as exact texts, ratios as `a/b`.

    Fully diluted are the shares as if all were converted, the rights to shares, and what a pool has free. Convertibles
    stand beside it: what they become isn't known before they convert. So do rights that are paid in money.
    """
    return {
        "date": on.isoformat() if on else None,
        "issuer": given(ledger.journal.issuer or {}, "legal_name"),
        "totals": {name: written(value) for name, value in totals(ledger).items()},
        "authorised": None if ledger.authorised is None else written(ledger.authorised),
        "classes": {name: _class(state) for name, state in sorted(ledger.classes.items())},
        "plans": {name: _plan(plan) for name, plan in sorted(ledger.plans.items())},
        "holders": _holders(ledger),
        "convertibles": {each.id: _convertible(each) for each in living(ledger) if each.family == CONVERTIBLE},
    }


def totals(ledger: Ledger) -> dict[str, Quantity]:
    """The sums of the table, exact."""
    states = ledger.classes.values()
    shares = sum(as_converted(ledger, state.id, state.issued) for state in states)
    rights = sum(as_converted(ledger, each.class_id, each.quantity) for each in living(ledger) if each.is_right)
    free = sum(as_converted(ledger, plan.class_id, free_in(plan)) for plan in ledger.plans.values())
    return {
        "issued": sum(state.issued for state in states),
        "as_converted": shares,
        "rights": rights,
        "pool_free": free,
        "fully_diluted": shares + rights + free,
    }


def living(ledger: Ledger) -> Iterator[Security]:
    """The securities of which something is left, by id."""
    return (each for _, each in sorted(ledger.securities.items()) if each.quantity)


def as_converted(ledger: Ledger, class_id: str, shares: Quantity) -> Quantity:
    """What these shares of a class are if all convert that can; shares of no class are what they are."""
    state = ledger.classes.get(class_id)
    return shares if state is None or state.ratio == 1 else shares * state.ratio


def free_in(plan: PlanState) -> Quantity:
    """What a pool can still give; nothing if more was given than is reserved."""
    return max(plan.reserved - plan.used, 0)


def written(value: Quantity) -> str:
    """A quantity in full; `a/b` where decimals never end."""
    return str(value) if isinstance(value, int) else write_number(value)


def name_of(found: Object) -> str:
    """What a holder is called."""
    name = given(found, "name")
    return str(name.get("legal_name", "")) if isinstance(name, dict) else ""


def _class(state: ClassState) -> dict[str, Any]:
    left = None if state.authorised is None else written(state.authorised - state.issued)
    return {
        "name": given(state.object, "name"),
        "type": given(state.object, "class_type"),
        "issued": written(state.issued),
        "authorised": None if state.authorised is None else written(state.authorised),
        "left": left,
        "conversion_ratio": f"{state.ratio.numerator}/{state.ratio.denominator}",
    }


def _plan(plan: PlanState) -> dict[str, Any]:
    return {
        "name": given(plan.object, "plan_name"),
        "reserved": written(plan.reserved),
        "used": written(plan.used),
        "outstanding": written(plan.outstanding),
        "free": written(free_in(plan)),
    }


def _holders(ledger: Ledger) -> dict[str, Any]:
    """Everyone who holds something: shares by class, rights by kind, and what it is fully diluted."""
    shares: dict[str, dict[str, Quantity]] = defaultdict(lambda: defaultdict(int))
    rights: dict[str, dict[str, Quantity]] = defaultdict(lambda: defaultdict(int))
    diluted: dict[str, Quantity] = defaultdict(int)
    for each in ledger.securities.values():
        if not each.quantity or each.family == CONVERTIBLE:
            continue
        if each.family == STOCK:
            shares[each.holder][each.class_id] += each.quantity
        else:
            rights[each.holder][WARRANT if each.family == WARRANT else each.compensation] += each.quantity
        if each.family == STOCK or each.is_right:
            diluted[each.holder] += as_converted(ledger, each.class_id, each.quantity)
    holders = ledger.journal.of("STAKEHOLDER")
    return {
        name: {
            "name": name_of(holders[name]),
            "shares": {key: written(value) for key, value in sorted(shares[name].items())},
            "rights": {key: written(value) for key, value in sorted(rights[name].items())},
            "fully_diluted": written(diluted[name]),
        }
        for name in sorted(shares.keys() | rights.keys())
    }


def _convertible(security: Security) -> dict[str, Any]:
    return {
        "holder": security.holder,
        "type": given(security.issued.object, "convertible_type"),
        "amount": written(security.quantity),
        "currency": security.currency,
    }


def securities(ledger: Ledger) -> list[dict[str, Any]]:
    """Each security of which something is left, for those who want the list."""
    return [
        {
            "id": each.id,
            "holder": each.holder,
            "kind": each.compensation or each.family,
            "class": each.class_id or None,
            "plan": each.plan_id or None,
            "issued_on": each.issued.day.isoformat(),
            "quantity": written(each.quantity),
            "price": None if each.price is None else written(each.price),
            "currency": each.currency or None,
        }
        for each in living(ledger)
    ]
