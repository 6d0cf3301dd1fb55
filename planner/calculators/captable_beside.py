"""Phantom shares and depositary receipts on a day, followed beside the journal as its securities are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.captable_beside_document import (
    AppreciationRightTerms,
    BesideObject,
    PartTimeVesting,
    PhantomShareCancellation,
    PhantomShareIssuance,
    ReceiptCancellation,
    ReceiptIssuance,
)
from planner.calculators.captable_ledger import Ledger, said
from planner.calculators.captable_security import STOCK
from planner.calculators.captable_table import written
from planner.errors import Fault

Issuance = PhantomShareIssuance | ReceiptIssuance


@dataclass
class Beside:
    """What is left of each grant of phantom shares and each issue of receipts."""

    ledger: Ledger
    left: dict[str, Fraction] = field(default_factory=dict)
    made: dict[str, Issuance] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def table(self) -> dict[str, Any]:
        """By holder: phantom shares, and receipts by class; nothing of it counts as a share of the company."""
        phantoms: dict[str, Fraction] = defaultdict(Fraction)
        receipts: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for name, each in sorted(self.made.items()):
            if not self.left[name]:
                continue
            if isinstance(each, ReceiptIssuance):
                receipts[each.stakeholder_id][each.stock_class_id] += self.left[name]
            else:
                phantoms[each.stakeholder_id] += self.left[name]
        return {
            "phantom_shares": {holder: written(count) for holder, count in sorted(phantoms.items())},
            "depositary_receipts": {
                holder: {name: written(count) for name, count in sorted(classes.items())}
                for holder, classes in sorted(receipts.items())
            },
        }


def follow_beside(objects: Sequence[BesideObject], ledger: Ledger, until: date | None) -> Beside:
    """The objects beside a package, up to and including a day. Nobody's receipts exceed what the foundation holds."""
    beside = Beside(ledger)
    seen: set[str] = set()
    for each in sorted(objects, key=_moment):
        if each.id in seen:
            text = "is the id of more than one {what}; each needs its own"
            beside.faults.append(Fault(each.id, text, {"what": each.object_type}))
        elif until is None or _day(each) <= until:
            _follow(beside, each)
        seen.add(each.id)
    beside.faults += _too_many_receipts(beside)
    return beside


def last_beside(objects: Sequence[BesideObject]) -> date | None:
    """The last day that these objects are of."""
    return max(map(_day, objects), default=None)


def _moment(each: BesideObject) -> tuple[date, bool, str]:
    return _day(each), not isinstance(each, Issuance), each.id


def _day(each: BesideObject) -> date:
    return each.from_date if isinstance(each, PartTimeVesting) else each.date


def _follow(beside: Beside, each: BesideObject) -> None:
    beside.faults += _unknown(beside.ledger, each)
    if isinstance(each, Issuance):
        _issue(beside, each)
    elif isinstance(each, PhantomShareCancellation | ReceiptCancellation):
        _end(beside, each)


def _issue(beside: Beside, each: Issuance) -> None:
    name = each.receipt_id if isinstance(each, ReceiptIssuance) else each.grant_id
    if name in beside.made:
        text = 'makes "{security}", which {first} makes already'
        beside.faults.append(Fault(each.id, text, {"security": name, "first": beside.made[name].id}))
    else:
        beside.made[name], beside.left[name] = each, each.quantity


def _end(beside: Beside, each: PhantomShareCancellation | ReceiptCancellation) -> None:
    name = each.receipt_id if isinstance(each, ReceiptCancellation) else each.grant_id
    left = beside.left.get(name, Fraction(0))
    if each.quantity > left:
        text = 'takes {quantity} of "{security}", which has {left}'
        values = {"quantity": said(each.quantity), "security": name, "left": said(left)}
        beside.faults.append(Fault(each.id, text, values))
    else:
        beside.left[name] = left - each.quantity


def _unknown(ledger: Ledger, each: BesideObject) -> list[Fault]:
    """What an object names that the journal hasn't."""
    named: list[tuple[str, str, str | None]] = []
    if isinstance(each, Issuance):
        named += [("stakeholder_id", "STAKEHOLDER", each.stakeholder_id)]
        named += [("stock_class_id", "STOCK_CLASS", each.stock_class_id)]
    if isinstance(each, ReceiptIssuance):
        named += [("issued_by", "STAKEHOLDER", each.issued_by)]
    faults = [
        Fault(f"{each.id}.{key}", '"{value}" is not the id of any {kind}', {"value": name, "kind": kind})
        for key, kind, name in named
        if name is not None and name not in ledger.journal.of(kind)
    ]
    if isinstance(each, AppreciationRightTerms | PartTimeVesting) and each.security_id not in ledger.securities:
        text = 'names the security "{security}", which no issuance makes'
        faults.append(Fault(each.id, text, {"security": each.security_id}))
    return faults


def _too_many_receipts(beside: Beside) -> list[Fault]:
    """A receipt stands for a share that the foundation holds."""
    held: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for security in beside.ledger.securities.values():
        if security.family == STOCK:
            held[security.holder, security.class_id] += security.quantity
    issued: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    last: dict[tuple[str, str], str] = {}
    for name, each in beside.made.items():
        if isinstance(each, ReceiptIssuance):
            issued[each.issued_by, each.stock_class_id] += beside.left[name]
            last[each.issued_by, each.stock_class_id] = each.id
    text = 'takes the receipts of "{foundation}" to {issued}; it holds {held} shares of that class'
    return [
        Fault(last[key], text, {"foundation": key[0], "issued": said(count), "held": said(held[key])})
        for key, count in issued.items()
        if count > held[key]
    ]
