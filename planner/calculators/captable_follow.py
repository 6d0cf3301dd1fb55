"""The journal followed from its first day to any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from planner.calculators import captable_moves as moves
from planner.calculators import captable_numbers as numbers
from planner.calculators.captable_journal import Event, Journal
from planner.calculators.captable_ledger import Ledger, said
from planner.calculators.captable_pool import return_to_pool
from planner.calculators.captable_security import STOCK
from planner.calculators.captable_values import given
from planner.errors import Fault, Refused

_ACTIONS: dict[str, Callable[[Ledger, Event], None]] = {
    "ISSUANCE": Ledger.issue, "TRANSFER": moves.transfer, "EXERCISE": moves.exercise, "RELEASE": moves.exercise,
    "CONVERSION": moves.convert, "CANCELLATION": moves.cancel, "REPURCHASE": moves.cancel,
    "RETRACTION": moves.retract, "REISSUANCE": moves.reissue, "CONSOLIDATION": moves.consolidate,
    "REPRICING": moves.reprice, "ACCEPTANCE": moves.mention, "START": moves.mention, "EVENT": moves.mention,
    "ACCELERATION": moves.mention, "SPLIT": numbers.split, "POOL": return_to_pool,
}  # fmt: skip
_ADJUSTMENTS: dict[str, Callable[[Ledger, Event], None]] = {
    "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT": numbers.adjust_ratio,
    "TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT": numbers.adjust_class,
    "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": numbers.adjust_issuer,
    "TX_STOCK_PLAN_POOL_ADJUSTMENT": numbers.adjust_pool,
}


def follow(journal: Journal, until: date | None = None) -> Ledger:
    """The state after all transactions up to and including a day (all of them without one).

    A transaction that can't be followed is left out, and its fault is in the ledger. What was issued is held against
    what is authorised and reserved at the end of each day, so that the order within a day doesn't matter.
    """
    ledger = Ledger.at_start(journal)
    for _, events in groupby(journal.events, key=lambda event: event.day):
        todays = list(events)
        if until is not None and todays[0].day > until:
            break
        for event in todays:
            try:
                (_ADJUSTMENTS.get(event.kind) or _ACTIONS[event.action])(ledger, event)
            except Refused as refused:
                ledger.faults += refused.faults
        ledger.faults += _beyond(ledger, todays)
    return ledger


def _beyond(ledger: Ledger, todays: list[Event]) -> Iterator[Fault]:
    """Of the day's issuances, the last in each class and plan that has become more than it may be."""
    last: dict[tuple[str, str], Event] = {}
    for event in todays:
        if event.action == "ISSUANCE" and (made := ledger.securities.get(event.object["security_id"])) is not None:
            if made.family == STOCK:
                last["class", made.class_id] = last["issuer", ""] = event
            if made.plan_id:
                last["plan", made.plan_id] = event
    for (what, name), event in last.items():
        yield from {"class": _beyond_class, "plan": _beyond_plan, "issuer": _beyond_issuer}[what](ledger, event, name)


def _beyond_class(ledger: Ledger, event: Event, name: str) -> Iterator[Fault]:
    state = ledger.classes[name]
    if state.authorised is not None and state.issued > state.authorised:
        text = 'takes the class "{name}" to {issued} issued shares; {authorised} are authorised'
        values = {"name": given(state.object, "name") or name, "issued": said(state.issued)}
        yield Fault(event.id, text, {**values, "authorised": said(state.authorised)})


def _beyond_plan(ledger: Ledger, event: Event, name: str) -> Iterator[Fault]:
    plan = ledger.plans[name]
    if plan.used > plan.reserved:
        text = 'takes the plan "{name}" to {used} used shares; {reserved} are reserved'
        values = {"name": given(plan.object, "plan_name") or name, "used": said(plan.used)}
        yield Fault(event.id, text, {**values, "reserved": said(plan.reserved)})


def _beyond_issuer(ledger: Ledger, event: Event, _: str) -> Iterator[Fault]:
    issued = sum(state.issued for state in ledger.classes.values())
    if ledger.authorised is not None and issued > ledger.authorised:
        text = "takes the company to {issued} issued shares; {authorised} are authorised"
        yield Fault(event.id, text, {"issued": said(issued), "authorised": said(ledger.authorised)})
