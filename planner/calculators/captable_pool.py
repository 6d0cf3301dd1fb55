"""What becomes of a plan's pool when what was issued from it is exercised, cancelled or handed on."""

from __future__ import annotations

from planner.calculators.captable_journal import Event
from planner.calculators.captable_ledger import Ledger, said
from planner.calculators.captable_security import PlanState, Security
from planner.calculators.captable_values import Quantity, given
from planner.errors import refuse

RETURNS, SHRINKS = ("RETURN_TO_POOL",), ("RETIRE", "HOLD_AS_CAPITAL_STOCK")


def behaviour(plan: PlanState) -> str:
    """What the plan says of cancelled rights: `RETURN_TO_POOL`, …, or nothing."""
    return str(given(plan.object, "default_cancellation_behavior") or "")


def leave(ledger: Ledger, security: Security, how_much: Quantity, results: list[Security]) -> None:
    """What became shares, or went to another, stays used unless it is still under the same plan."""
    if not security.plan_id:
        return
    within = sum(each.original for each in results if each.plan_id == security.plan_id)
    ledger.plans[security.plan_id].consumed += max(how_much - within, 0)


def lapse(ledger: Ledger, event: Event, security: Security, how_much: Quantity) -> None:
    """What was cancelled goes back to the pool, makes the pool smaller, or stays used, as the plan says."""
    security.lapsed += how_much
    if not security.plan_id:
        return
    plan = ledger.plans[security.plan_id]
    default = behaviour(plan)
    if default in SHRINKS:
        plan.reserved -= how_much
    elif default not in RETURNS:
        plan.consumed += how_much
        if not default:
            text = "doesn't return to the pool: the plan \"{plan}\" doesn't say what becomes of cancelled rights"
            ledger.warn(event, text, plan=plan.id)


def return_to_pool(ledger: Ledger, event: Event) -> None:
    """So much of a security goes to a pool, its own or another: first what lapsed, then what it has left.

    What the plan did with it by default is undone: the transactions control, not the default.
    """
    security = ledger.known(event, event.object["security_id"])
    name, how_much = event.object["stock_plan_id"], event.quantity or 0
    if (to := ledger.plans.get(name)) is None:
        raise refuse(
            f"{event.id}.stock_plan_id", '"{value}" is not the id of any {kind}', value=name, kind="STOCK_PLAN"
        )
    lapsed = min(how_much, security.lapsed)
    left = min(how_much - lapsed, security.quantity)
    used_up = how_much - lapsed - left
    if used_up > security.used_up:
        text = 'takes {quantity} of the security "{security}", which has {left}'
        has = said(security.lapsed + security.quantity + security.used_up)
        raise refuse(event.id, text, quantity=said(how_much), security=security.id, left=has)
    _move(ledger, security, to, lapsed, left, used_up)
    security.lapsed -= lapsed
    security.used_up -= used_up
    if left:
        ledger.take(event, security, left)


def _move(
    ledger: Ledger, security: Security, to: PlanState, lapsed: Quantity, left: Quantity, used_up: Quantity
) -> None:
    whence = ledger.plans.get(security.plan_id)
    if whence is None:
        to.reserved += lapsed + left + used_up
        return
    default = behaviour(whence)
    whence.consumed -= used_up
    if default in SHRINKS:
        whence.reserved += lapsed
    elif default not in RETURNS:
        whence.consumed -= lapsed
    if to is not whence:
        whence.reserved -= lapsed + left + used_up
        to.reserved += lapsed + left + used_up
