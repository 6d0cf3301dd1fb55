"""`calc captable`: who holds what of a company on a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.calculators.captable_beside import follow_beside, last_beside
from planner.calculators.captable_document import CaptableDocument
from planner.calculators.captable_exit import not_in_waterfall, round_shares, waterfall_claims
from planner.calculators.captable_follow import follow
from planner.calculators.captable_journal import read_journal
from planner.calculators.captable_table import securities, table
from planner.calculators.captable_vesting import not_in_vesting, vesting_documents
from planner.calculators.reading import read
from planner.errors import Fault, Refused


def captable(document: object) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The table of a journal on a day (that of its last transaction unless given), and what is odd in it.

    >>> found, _ = captable({"objects": [
    ...     {"object_type": "STAKEHOLDER", "id": "ana", "name": {"legal_name": "Ana"}},
    ...     {"object_type": "STOCK_CLASS", "id": "common", "initial_shares_authorized": "1000"},
    ...     {"object_type": "TX_STOCK_ISSUANCE", "id": "t1", "date": "2026-01-01", "security_id": "s1",
    ...      "stakeholder_id": "ana", "stock_class_id": "common", "quantity": "100"},
    ...     {"object_type": "TX_STOCK_CLASS_SPLIT", "id": "t2", "date": "2026-02-01", "stock_class_id": "common",
    ...      "split_ratio": {"numerator": "3", "denominator": "1"}}]})
    >>> found["date"], found["holders"]["ana"]["shares"], found["classes"]["common"]["left"]
    ('2026-02-01', {'common': '300'}, '2700')

    Source of what each transaction means: Open Cap Format 1.2.0, "Transaction Tracing". Raises Refused.
    """
    found = read(CaptableDocument, document)
    journal = read_journal(found.objects)
    on = found.date or max(filter(None, [journal.last_day, last_beside(found.beside)]), default=None)
    ledger = follow(journal, on)
    beside = follow_beside(found.beside, ledger, found.date)
    if faults := [*journal.faults, *ledger.faults, *ledger.beyond, *beside.faults]:
        raise Refused(faults)
    result = {**table(ledger, on), "beside": beside.table()}
    more: dict[str, Callable[[], Any]] = {
        "securities": lambda: securities(ledger),
        "waterfall": lambda: waterfall_claims(ledger),
        "round": lambda: round_shares(ledger),
        "vesting": lambda: vesting_documents(ledger, on),
    }
    warnings = [*journal.warnings, *ledger.warnings]
    warnings += not_in_waterfall(ledger) if "waterfall" in found.also else ()
    warnings += not_in_vesting(ledger, on) if "vesting" in found.also else ()
    return {**result, **{name: more[name]() for name in found.also}}, tuple(warnings)
