"""Transactions that change numbers and no security: splits, ratios, authorised shares, pools."""

from __future__ import annotations

from fractions import Fraction

from planner.calculators.captable_journal import Event
from planner.calculators.captable_ledger import Ledger
from planner.calculators.captable_security import ClassState, PlanState
from planner.calculators.captable_values import Quantity, given, quantity, ratio
from planner.errors import refuse


def split(ledger: Ledger, event: Event) -> None:
    """Each share of a class becomes more (or fewer), and what counts in its shares goes along.

    That is: its securities, and the rights to its shares at a price that much lower; the pools of plans in it; its
    authorised shares, and the issuer's; the ratio at which other classes convert into it, and it into others. A number
    that a transaction sets on the same day or later stands as it is set. Comes before what is issued that day.
    """
    state, by = _class(ledger, event), ratio(event.object["split_ratio"])
    factor = whole(by)
    more = (state.issued if state.authorised is None else state.authorised) * (factor - 1)
    state.authorised = None if state.authorised is None else whole(state.authorised * factor)
    state.split_by = whole(state.split_by * factor)
    ledger.authorised = None if ledger.authorised is None else whole(ledger.authorised + more)
    for security in state.securities:
        change = whole(security.quantity * factor) - security.quantity
        security.quantity = whole(security.quantity + change)
        security.original = whole(security.original * factor)
        security.lapsed, security.used_up = whole(security.lapsed * factor), whole(security.used_up * factor)
        security.split_by = whole(security.split_by * factor)
        ledger.count(security, change)
    for plan in ledger.plans.values():
        if plan.class_id == state.id:
            plan.reserved, plan.consumed = whole(plan.reserved * factor), whole(plan.consumed * factor)
    for other in ledger.classes.values():
        if other.converts_to == state.id:
            other.ratio = whole(other.ratio * factor)
    if state.converts_to:
        state.ratio = whole(Fraction(state.ratio) / factor)


def adjust_ratio(ledger: Ledger, event: Event) -> None:
    """Another number of shares for each share that converts."""
    state = _class(ledger, event)
    state.ratio = whole(ratio(event.object["new_ratio_conversion_mechanism"]["ratio"]))


def adjust_class(ledger: Ledger, event: Event) -> None:
    """Another number of authorised shares of a class."""
    _class(ledger, event).authorised = quantity(event.object["new_shares_authorized"])


def adjust_issuer(ledger: Ledger, event: Event) -> None:
    """Another number of authorised shares of the company."""
    ledger.authorised = quantity(event.object["new_shares_authorized"])


def adjust_pool(ledger: Ledger, event: Event) -> None:
    """Another number of shares reserved for a plan."""
    _plan(ledger, event).reserved = quantity(event.object["shares_reserved"])


def whole(value: Quantity) -> Quantity:
    """The same number, as int if it is whole."""
    return value.numerator if value.denominator == 1 else value


def _class(ledger: Ledger, event: Event) -> ClassState:
    name = given(event.object, "stock_class_id")
    if name not in ledger.classes:
        values = {"value": name, "kind": "STOCK_CLASS"}
        raise refuse(f"{event.id}.stock_class_id", '"{value}" is not the id of any {kind}', **values)
    return ledger.classes[name]


def _plan(ledger: Ledger, event: Event) -> PlanState:
    name = given(event.object, "stock_plan_id")
    if name not in ledger.plans:
        values = {"value": name, "kind": "STOCK_PLAN"}
        raise refuse(f"{event.id}.stock_plan_id", '"{value}" is not the id of any {kind}', **values)
    return ledger.plans[name]
