"""A cap table at a date from a long journal, beside a plain loop that adds and subtracts as it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from benchmarks.bench import Measured, in_turn
from planner.calculators.captable_follow import follow
from planner.calculators.captable_journal import read_journal
from planner.calculators.captable_table import table

Objects = list[dict[str, Any]]
FIRST = date(2015, 1, 1)
MONEY = {"amount": "1.00", "currency": "EUR"}


def journal(holders: int, transactions: int) -> Objects:
    """Invented holders; grants, exercises, shares and transfers spread over ten years."""
    objects: Objects = [
        {"object_type": "STOCK_CLASS", "id": "common", "initial_shares_authorized": "UNLIMITED"},
        {"object_type": "STOCK_PLAN", "id": "plan", "stock_class_id": "common", "initial_shares_reserved": "9999999",
         "default_cancellation_behavior": "RETURN_TO_POOL"},
    ]  # fmt: skip
    objects += [
        {"object_type": "STAKEHOLDER", "id": f"h{at}", "name": {"legal_name": f"Sample {at}"}} for at in range(holders)
    ]
    for at in range(transactions // 5):
        objects += _five(at, holders, FIRST + timedelta(days=at * 3650 // (transactions // 5)))
    return objects


def _five(at: int, holders: int, day: date) -> Objects:
    """A grant, its exercise and the shares of it; these go to another holder."""
    one, other, when = f"h{at % holders}", f"h{(at * 7 + 1) % holders}", day.isoformat()
    return [
        {"object_type": "TX_EQUITY_COMPENSATION_ISSUANCE", "id": f"{at}a", "date": when, "security_id": f"g{at}",
         "stakeholder_id": one, "stock_plan_id": "plan", "compensation_type": "OPTION", "exercise_price": MONEY,
         "quantity": "300"},
        {"object_type": "TX_EQUITY_COMPENSATION_EXERCISE", "id": f"{at}b", "date": when, "security_id": f"g{at}",
         "quantity": "200", "resulting_security_ids": [f"s{at}"]},
        {"object_type": "TX_STOCK_ISSUANCE", "id": f"{at}c", "date": when, "security_id": f"s{at}",
         "stakeholder_id": one, "stock_class_id": "common", "share_price": MONEY, "quantity": "200"},
        {"object_type": "TX_STOCK_TRANSFER", "id": f"{at}d", "date": when, "security_id": f"s{at}",
         "quantity": "200", "resulting_security_ids": [f"t{at}"]},
        {"object_type": "TX_STOCK_ISSUANCE", "id": f"{at}e", "date": when, "security_id": f"t{at}",
         "stakeholder_id": other, "stock_class_id": "common", "share_price": MONEY, "quantity": "200"},
    ]  # fmt: skip


def plain_shares(objects: Objects, on: date) -> dict[str, Fraction]:
    """Fully diluted shares by holder, as one would write it first: every fraction exact, nothing checked."""
    held: dict[str, Fraction] = {}
    whose: dict[str, str] = {}
    for each in sorted(objects, key=lambda found: (str(found.get("date")), "ISSUANCE" not in found["object_type"])):
        if "date" not in each or date.fromisoformat(each["date"]) > on:
            continue
        quantity = Fraction(each["quantity"])
        if each["object_type"].endswith("_ISSUANCE"):
            whose[each["security_id"]] = each["stakeholder_id"]
        else:
            quantity = -quantity
        held[each["security_id"]] = held.get(each["security_id"], Fraction(0)) + quantity
    total: dict[str, Fraction] = defaultdict(Fraction)
    for name, left in held.items():
        total[whose[name]] += left
    return {name: left for name, left in total.items() if left}


def our_table(objects: Objects, on: date) -> dict[str, Any]:
    """The whole table, from the objects: read, checked, followed and laid out."""
    return table(follow(read_journal(objects), on), on)


def measured() -> Iterator[Measured]:
    """2,000 holders and 20,000 transactions, at the last day."""
    objects, on = journal(2_000, 20_000), date(2030, 1, 1)
    read = read_journal(objects)
    ours, theirs = in_turn(lambda: table(follow(read, on), on), lambda: plain_shares(objects, on), 7)
    work = "a cap table of 2,000 holders after 20,000 transactions, in seconds"
    other = "a loop with Fraction, unchecked"
    yield Measured("cap table at a date, journal read", work, "followed and checked", other, ours, theirs, "s")
    ours, theirs = in_turn(lambda: our_table(objects, on), lambda: plain_shares(objects, on), 7)
    yield Measured("cap table at a date, from objects", work, "read, followed and checked", other, ours, theirs, "s")
