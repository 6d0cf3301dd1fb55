"""What vests, security by security, as the input of `calc vesting`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.calculators.captable_journal import Event
from planner.calculators.captable_ledger import Ledger
from planner.calculators.captable_table import living, written
from planner.calculators.captable_values import given
from planner.errors import Fault


def vesting_documents(ledger: Ledger, on: date | None) -> dict[str, Any]:
    """For each security that stands and has vesting terms, the document that says what has vested on the day.

    The quantity is what was issued, in the shares of the day: what was exercised has vested, or may be used early. The
    start is that of TX_VESTING_START; without one the terms have not started, and the security isn't here. What was
    vested ahead of its terms (TX_VESTING_ACCELERATION), and dates that an issuance lists itself, are no part of it.
    """
    told: dict[str, list[Event]] = defaultdict(list)
    for event in ledger.journal.events:
        if event.family == "VESTING" and (on is None or event.day <= on):
            told[event.object["security_id"]].append(event)
    found = {}
    for each in living(ledger):
        terms = ledger.journal.of("VESTING_TERMS").get(given(each.issued.object, "vesting_terms_id") or "")
        start = next((event for event in told[each.id] if event.action == "START"), None)
        if terms is not None and start is not None:
            found[each.id] = {
                "quantity": written(each.original),
                "grant_date": each.issued.day.isoformat(),
                "start": start.day.isoformat(),
                "events": [
                    {"condition_id": event.object["vesting_condition_id"], "date": event.day.isoformat()}
                    for event in told[each.id]
                    if event.action == "EVENT"
                ],
                "until": on.isoformat() if on else None,
                "terms": terms,
            }
    return found


def not_in_vesting(ledger: Ledger, on: date | None) -> Iterator[Fault]:
    """What has vested ahead of its terms."""
    for event in ledger.journal.events:
        if event.kind == "TX_VESTING_ACCELERATION" and (on is None or event.day <= on):
            text = "vests ahead of its terms, which the vesting document doesn't hold"
            yield Fault(event.object["security_id"], text, warning=True)
