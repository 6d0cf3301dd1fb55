"""What stands on a day as lines of a sheet: one a security, one a pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planner.calculators.captable_beside import Beside, follow_beside
from planner.calculators.captable_beside_document import ReceiptIssuance
from planner.calculators.captable_document import CaptableDocument
from planner.calculators.captable_follow import follow
from planner.calculators.captable_journal import read_journal
from planner.calculators.captable_ledger import Ledger
from planner.calculators.captable_security import CONVERTIBLE, STOCK, WARRANT, Security
from planner.calculators.captable_table import free_in, living, name_of
from planner.calculators.captable_values import Quantity, given
from planner.calculators.reading import read
from planner.errors import Fault, Refused
from planner.figures.number import decimals_of, half_up, write_number
from planner.operations.securities.row import Row
from planner.operations.securities.vesting_terms import months_of

_DECIMALS = 10


@dataclass(frozen=True)
class Sheet:
    """The rows of a day, and what a sheet can't say."""

    rows: tuple[Row, ...]
    warnings: tuple[Fault, ...]


def sheet_of(document: object, on: date | None) -> Sheet:
    """The rows of a journal on a day (all of it without one), by holder; pools come last. Raises Refused."""
    found = read(CaptableDocument, document)
    journal = read_journal(found.objects)
    ledger = follow(journal, on)
    beside = follow_beside(found.beside, ledger, on)
    if faults := [*journal.faults, *ledger.faults, *ledger.beyond, *beside.faults]:
        raise Refused(faults)
    warnings: list[Fault] = []
    starts = {
        event.object["security_id"]: event.day.isoformat()
        for event in journal.events
        if event.kind == "TX_VESTING_START" and (on is None or event.day <= on)
    }
    rows = [_security(ledger, each, starts.get(each.id, ""), warnings) for each in living(ledger)]
    warnings += [
        Fault(name, "converts at a ratio that a sheet can't hold", warning=True)
        for name, state in sorted(ledger.classes.items())
        if state.ratio != 1
    ]
    held = sorted([*rows, *_besides(ledger, beside)], key=lambda row: (row.holder, row.issued_on, row.certificate))
    return Sheet((*held, *_pools(ledger)), tuple(warnings))


def _security(ledger: Ledger, each: Security, vests_from: str, warnings: list[Fault]) -> Row:
    months, cliff = _vesting(ledger, each, vests_from, warnings)
    price = "" if each.price is None else _exact(each.price)
    if each.family == CONVERTIBLE:
        text = "has terms of conversion that a sheet can't hold"
        warnings.append(Fault(each.id, text, warning=True))
    return Row(
        holder_id=each.holder,
        holder=name_of(ledger.journal.of("STAKEHOLDER")[each.holder]),
        security_kind=_kind(each),
        security_class=_named(ledger, "STOCK_CLASS", each.class_id, "name"),
        security_plan=_named(ledger, "STOCK_PLAN", each.plan_id, "plan_name"),
        security_quantity=_quantity(each, warnings),
        issued_on=each.issued.day.isoformat(),
        security_price=price if each.family == STOCK else "",
        security_strike=price if each.family != STOCK else "",
        security_currency=each.currency,
        certificate=each.id,
        vests_from=vests_from if months else "",
        vesting_months=months,
        cliff_months=cliff,
    )


def _kind(each: Security) -> str:
    if each.family == CONVERTIBLE:
        return "SAFE" if given(each.issued.object, "convertible_type") == "SAFE" else "NOTE"
    if each.family in (STOCK, WARRANT):
        return each.family
    return "OPTION" if each.compensation.startswith("OPTION") else each.compensation


def _named(ledger: Ledger, kind: str, name: str, key: str) -> str:
    """What a class or a plan is called; its id where it has no name."""
    return str(given(ledger.journal.of(kind).get(name, {}), key) or name)


def _quantity(each: Security, warnings: list[Fault]) -> str:
    written = _exact(each.quantity)
    if Fraction(written) != each.quantity:
        text = "has a quantity with more than ten decimals; ten of them are written"
        warnings.append(Fault(each.id, text, warning=True))
    return written


def _exact(value: Quantity) -> str:
    exact = Fraction(value)
    decimals = decimals_of(exact)
    is_long = decimals is None or decimals > _DECIMALS
    return write_number(half_up(exact, Fraction(1, 10**_DECIMALS)) if is_long else exact)


def _vesting(ledger: Ledger, each: Security, vests_from: str, warnings: list[Fault]) -> tuple[str, str]:
    """Months and cliff, if the terms are such; other terms are told."""
    named = given(each.issued.object, "vesting_terms_id")
    found = months_of(ledger.journal.of("VESTING_TERMS").get(named, {})) if named else None
    if found and vests_from:
        return str(found[0]), str(found[1])
    if named or given(each.issued.object, "vestings"):
        warnings.append(Fault(each.id, "vests under terms that a sheet can't hold", warning=True))
    return "", ""


def _besides(ledger: Ledger, beside: Beside) -> Iterator[Row]:
    for name, each in sorted(beside.made.items()):
        if not beside.left[name]:
            continue
        is_receipt = isinstance(each, ReceiptIssuance)
        base = None if isinstance(each, ReceiptIssuance) else each.base_price
        yield Row(
            holder_id=each.stakeholder_id,
            holder=name_of(ledger.journal.of("STAKEHOLDER")[each.stakeholder_id]),
            security_kind="RECEIPT" if is_receipt else "PHANTOM",
            security_class=_named(ledger, "STOCK_CLASS", each.stock_class_id or "", "name"),
            security_quantity=_exact(beside.left[name]),
            issued_on=each.date.isoformat(),
            security_strike=_exact(base.amount) if base else "",
            security_currency=base.currency if base else "",
            certificate=name,
            issued_by=each.issued_by if isinstance(each, ReceiptIssuance) else "",
        )


def _pools(ledger: Ledger) -> Iterator[Row]:
    """What a plan can still give with what stands under it: what was exercised are shares now."""
    for _, plan in sorted(ledger.plans.items()):
        yield Row(
            security_kind="POOL",
            security_class=_named(ledger, "STOCK_CLASS", plan.class_id, "name"),
            security_plan=_named(ledger, "STOCK_PLAN", plan.id, "plan_name"),
            security_quantity=_exact(free_in(plan) + plan.outstanding),
        )
