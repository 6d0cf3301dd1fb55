"""What a plan came to, as a document: each year's company, cost and people, the sale, and what all that costs today."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planner.calculators.growth import Plan, PlanYear, plan
from planner.calculators.growth_cap_table import CapTables, pays_from
from planner.calculators.growth_drivers_document import in_year
from planner.calculators.returns import present_value, yearly_return
from planner.calculators.scheme_result import amount_in
from planner.calculators.scheme_run import SchemeRun
from planner.calculators.waterfall import in_cents
from planner.errors import Fault
from planner.figures.number import half_up, write_number, write_ratio

CENT, ZERO = Fraction(1, 100), Fraction(0)
DECIMALS = 10  # of a yearly return, an estimate


def growth(document: object) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """A scenario year by year, and what is odd in it. Raises Refused.

    >>> found, _ = growth({"years": 2, "company": {"revenue": 1000, "net_profit": 100}, "drivers": {
    ...     "revenue_growth": {"value": "10%"}, "exit": {"multiple": {"value": 5}}}})
    >>> [(each["company"]["net_profit"], each["exit_value"]) for each in found["years"]]
    [('110.00', '5500.00'), ('121.00', '6050.00')]
    """
    found = plan(document)
    return plan_document(found), tuple(found.warnings)


def plan_document(found: Plan) -> dict[str, Any]:
    """The plan as the contract writes it."""
    costs, discount = [each.cost for each in found.years], found.drivers.discount_rate
    today = present_value(costs, [discount.at(each.year) if discount else ZERO for each in found.years])
    years = [_year(found, each) for each in found.years]
    return {
        "years": years,
        "cost": {"total": money(sum(costs, ZERO)), "present_value": money(today)},
        "exit": _exit(found, years),
        "pays_from": first_payments(found),
    }


def money(amount: Fraction) -> str:
    """An amount in cents, rounded half up."""
    return write_number(half_up(amount, CENT), CENT)


def first_payments(found: Plan) -> dict[str, str | None]:
    """From which exit value each right of a person pays, as the company is at the exit, or at the plan's end."""
    if found.tables is None:
        return {}
    held = {right.of for right in found.tables.rights}
    last = found.drivers.exit.year if found.drivers.exit and found.drivers.exit.year else found.document.years
    first = pays_from(found.tables.table(last))
    return {name: None if start is None else money(start) for name, start in first.items() if name in held}


def amounts_of(run: SchemeRun) -> Iterator[tuple[str, list[Fraction]]]:
    """What each eligible person gets, by right: the scheme's name, with the unit where that is no money."""
    for unit in dict.fromkeys(award.unit for award in run.awards):
        yield right_name(run, unit), [amount_in(run, row, unit) for row in range(len(run.eligible))]


def right_name(run: SchemeRun, unit: str) -> str:
    """`profit-share`, or `profit-share (option)` for what isn't money."""
    return run.scheme.scheme if unit == run.scheme.currency else f"{run.scheme.scheme} ({unit})"


def _year(found: Plan, each: PlanYear) -> dict[str, Any]:
    period = found.document.first_period(each.year)
    profit = each.facts.get("net_profit", ZERO)
    return {
        "year": each.year,
        **({"from": period[0].isoformat(), "to": period[1].isoformat()} if period else {}),
        "company": {name: money(amount) for name, amount in each.facts.items()},
        "headcount": dict(sorted(Counter(level_of(person) for person in each.people).items())),
        "schemes": {name: money(sum(amounts, ZERO)) for run in each.runs for name, amounts in amounts_of(run)},
        "pool": money(each.pool),
        "cost": money(each.cost),
        "share_of_profit": write_number(half_up(each.cost / profit, CENT / 100)) if profit > 0 else None,
        **_sale(found.tables, each),
        "levels": _levels(each),
        "people": _people(found, each),
    }


def level_of(person: dict[str, Any]) -> str:
    """A person's level; empty where it isn't known."""
    return str(person.get("level", ""))


def _levels(each: PlanYear) -> dict[str, dict[str, Any]]:
    """What each level gets in money, and how many share."""
    amounts: dict[str, Fraction] = defaultdict(Fraction)
    people: dict[str, set[int]] = defaultdict(set)
    for run in each.runs:
        for row, place in enumerate(run.eligible):
            level = level_of(each.people[place])
            amounts[level] += amount_in(run, row, run.scheme.currency)
            people[level].add(place)
    return {level: {"people": len(people[level]), "amount": money(amounts[level])} for level in sorted(amounts)}


def _people(found: Plan, each: PlanYear) -> dict[str, dict[str, str]]:
    """What those of today get, by right: of schemes, and of a sale at the year's end."""
    present: dict[str, dict[str, str]] = {name: {} for name in found.workforce.present}
    for run in each.runs:
        for name, amounts in amounts_of(run):
            for place, amount in zip(run.eligible, amounts, strict=True):
                if (person := run.people.ids[place]) in present:
                    present[person][name] = write_number(amount, CENT)
    if found.tables and each.value is not None:
        payouts = found.tables.table(each.year).share(each.value).payouts
        for right in found.tables.rights:
            present[right.person][right.of] = money(payouts[right.of] * right.part)
    return present


def _sale(tables: CapTables | None, each: PlanYear) -> dict[str, Any]:
    """What a sale at the year's end would bring, to whom, and what has not vested by then."""
    told: dict[str, Any] = {"exit_value": None if each.value is None else money(each.value), "share_value": None}
    if tables is None:
        return told
    told["ownership"] = {name: write_ratio(part) for name, part in tables.issued[each.year - 1].part_of().items()}
    if each.value is None:
        return told
    table = tables.table(each.year)
    sharing = table.share(each.value)
    unvested = {
        grant.id: max(sharing.price - grant.strike, ZERO) * grant.quantity * (1 - in_year(grant.vested, each.year))
        for grant in tables.terms.grants
    }
    return told | {
        "share_value": money(sharing.price),
        "payouts": in_cents(table, sharing, each.value),
        "unvested": {name: money(amount) for name, amount in unvested.items()},
    }


def _exit(found: Plan, years: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The sale in its year, with the yearly return on each round's money."""
    sold = found.drivers.exit
    if sold is None or sold.year is None:
        return None
    year = years[sold.year - 1]
    told = {"year": sold.year, "value": year["exit_value"], "share_value": year["share_value"]}
    value = found.years[sold.year - 1].value
    if found.tables is None or value is None:
        return told
    payouts = found.tables.table(sold.year).share(value).payouts
    returns = {each.id: yearly_return(each.new_money, payouts[each.id], sold.year - each.year)
               for each in found.drivers.rounds if each.id in payouts}  # fmt: skip
    rounded = {name: None if each is None else round(each, DECIMALS) for name, each in returns.items()}
    return told | {"payouts": year["payouts"], "returns": rounded}
