"""The journal followed from its first day to any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from operator import attrgetter

from planner.calculators import captable_moves as moves
from planner.calculators import captable_numbers as numbers
from planner.calculators.captable_journal import Event, Journal
from planner.calculators.captable_ledger import Ledger
from planner.calculators.captable_limits import check_limits, levels
from planner.calculators.captable_pool import return_to_pool
from planner.errors import Refused

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
    what is authorised and reserved at the end of each day, so that the order within a day doesn't matter; an issuance
    beyond that is followed all the same.
    """
    ledger = Ledger.at_start(journal)
    for _, events in groupby(journal.events, key=attrgetter("day")):
        todays = list(events)
        if until is not None and todays[0].day > until:
            break
        before = levels(ledger)
        for event in todays:
            try:
                (_ADJUSTMENTS.get(event.kind) or _ACTIONS[event.action])(ledger, event)
            except Refused as refused:
                ledger.faults += refused.faults
        check_limits(ledger, todays, before)
    return ledger
