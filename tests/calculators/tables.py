"""Cap tables for the exits' tests: short ways to write them, small ones drawn, and an exit shared out by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from planner.calculators.waterfall import waterfall
from planner.calculators.waterfall_document import CarveOut, OptionGrant, PhantomRight, WaterfallDocument
from planner.calculators.waterfall_table import Table

MILLION = 10**6
ZERO = Fraction(0)


def preferred(name: str, shares: int, invested: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "preferred", "shares": shares, "invested": invested, **more}


def common(shares: int, name: str = "common") -> dict[str, Any]:
    return {"id": name, "type": "common", "shares": shares}


def payouts(exit_value: object, *classes: dict[str, Any], **more: Any) -> dict[str, Fraction]:
    found, _ = waterfall({"exit": exit_value, "classes": list(classes), **more})
    return {name: Fraction(amount) for name, amount in found["payouts"].items()}


NUMBERS = st.integers(0, 12)
CLASSES = st.lists(
    st.fixed_dictionaries({
        "shares": st.integers(1, 9), "invested": NUMBERS, "multiple": st.sampled_from([0, "0.5", 1, 2]),
        "participating": st.booleans(), "extra": st.sampled_from([None, 0, 1, "1.5"]), "seniority": st.integers(1, 3),
        "conversion_ratio": st.sampled_from([1, "1.5", 2]),
    }),
    max_size=4,
)  # fmt: skip
OPTIONS = st.lists(st.fixed_dictionaries({"quantity": st.integers(0, 5), "strike": NUMBERS}), max_size=2)
DEBTS = st.lists(st.fixed_dictionaries({"claim": NUMBERS, "seniority": st.integers(1, 2)}), max_size=2)
PHANTOMS = st.lists(
    st.fixed_dictionaries({
        "quantity": st.integers(0, 5), "strike": st.integers(0, 4),
        "place": st.sampled_from(["with_common", "before_preferences"]),
    }),
    max_size=3,
)  # fmt: skip
RATES = st.sampled_from(["0", "5%", "10%", "1/3"])
CARVE_OUTS = st.lists(
    st.fixed_dictionaries({
        "tiers": st.one_of(
            st.builds(lambda rate: [{"rate": rate}], RATES),
            st.builds(lambda low, high: [{"rate": low, "to": 10}, {"rate": high, "to": 30}], RATES, RATES),
            st.builds(lambda low, high: [{"rate": low, "to": 20}, {"rate": high}], RATES, RATES),
        ),
        "place": st.sampled_from(["before_preferences", "after_preferences"]),
    }),
    max_size=2,
)  # fmt: skip


def _table(
    classes: list[dict[str, Any]], shares: int, costs: int, *others: tuple[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    parts = {key: [{"id": f"{key}{at}", **each} for at, each in enumerate(parts)] for key, parts in others}
    drawn = [_class(f"P{at}", each) for at, each in enumerate(classes)]
    return {"classes": [common(shares), *drawn], "transaction_costs": costs, **parts}


def _class(name: str, drawn: dict[str, Any]) -> dict[str, Any]:
    extra = drawn.pop("extra")
    if drawn["participating"] and extra is not None:
        drawn["cap_multiple"] = str(Fraction(str(drawn["multiple"])) + Fraction(str(extra)))
    return {"id": name, "type": "preferred", **drawn}


TABLES = st.builds(
    lambda classes, options, debt, phantoms, plans, shares, costs: _table(
        classes, shares, costs, ("options", options), ("debt", debt), ("phantoms", phantoms), ("carve_outs", plans)
    ),
    CLASSES, OPTIONS, DEBTS, PHANTOMS, CARVE_OUTS, st.integers(1, 9), NUMBERS,
)  # fmt: skip


def bought_by(document: WaterfallDocument) -> list[OptionGrant | PhantomRight]:
    """What a strike is paid for, or as if it were: options, and phantom shares that follow common ones."""
    return [*document.options, *(each for each in document.phantoms if each.place == "with_common")]


def table_of(document: dict[str, Any]) -> tuple[WaterfallDocument, Table]:
    found = WaterfallDocument.model_validate({"exit": 0, **document})
    return found, Table(found)


def by_hand(document: WaterfallDocument, exit_value: Fraction, chosen: dict[str, bool]) -> dict[str, Fraction]:
    """The same exit with everyone's choice given, shared out step by step: costs, tiers, then rounds up to the caps."""
    left = max(exit_value - document.transaction_costs, ZERO)
    paid = _by_rank([(each.seniority, each.id, each.claim) for each in document.debt], left)
    left -= sum(paid.values())
    preferences = sum((each.multiple * each.invested for each in document.classes if each.type == "preferred"), ZERO)
    for place, floor in (("before_preferences", ZERO), ("after_preferences", preferences)):
        plans = {each.id: carved(each, max(ZERO, left - floor)) for each in document.carve_outs if each.place == place}
        left -= sum(plans.values())
        rights = rights_first(document, left) if place == "before_preferences" else {}
        left -= sum(rights.values())
        paid |= plans | rights
    return paid | _shared(document, left, chosen)


def carved(plan: CarveOut, amount: Fraction) -> Fraction:
    """Cent by cent would be slow: by the piece that each tier covers."""
    ends = [ZERO, *(each.to or max(amount, Fraction(1000)) for each in plan.tiers)]
    return sum((each.rate * (min(amount, end) - min(amount, start))
                for each, start, end in zip(plan.tiers, ends, ends[1:], strict=False)), ZERO)  # fmt: skip


def rights_first(document: WaterfallDocument, left: Fraction) -> dict[str, Fraction]:
    """Of every set of rights, the one that is above its strikes exactly at the value that it itself leads to."""
    units = sum((each.shares * each.conversion_ratio for each in document.classes), ZERO)
    units += sum((each.quantity for each in document.options), ZERO)
    rights = [each for each in document.phantoms if each.place == "before_preferences"]
    for count in range(len(rights) + 1):
        for used in combinations(rights, count):
            value = left + sum(each.quantity * each.strike for each in used)
            value /= units + sum(each.quantity for each in used)
            if all((value > each.strike) == (each in used) for each in rights):
                return {each.id: each.quantity * (value - each.strike) if each in used else ZERO for each in rights}
    raise AssertionError("no set of rights fits its own value")


def _by_rank(claims: list[tuple[int, str, Fraction]], left: Fraction) -> dict[str, Fraction]:
    paid: dict[str, Fraction] = {}
    for rank in sorted({rank for rank, _, _ in claims}):
        tier = {name: claim for each, name, claim in claims if each == rank}
        whole = sum(tier.values())
        part = min(left, whole) / whole if whole else ZERO
        paid |= {name: claim * part for name, claim in tier.items()}
        left -= whole * part
    return paid


def _shared(document: WaterfallDocument, left: Fraction, chosen: dict[str, bool]) -> dict[str, Fraction]:
    bought = bought_by(document)
    paid = dict.fromkeys([each.id for each in document.classes] + [each.id for each in bought], ZERO)
    unconverted = [each for each in document.classes if each.type == "preferred" and not chosen[each.id]]
    paid |= _by_rank([(each.seniority, each.id, each.multiple * each.invested) for each in unconverted], left)
    left -= sum(paid.values())
    units = {each.id: each.shares for each in document.classes if each.type == "common"}
    units |= {each.id: each.quantity for each in bought if chosen[each.id] and each.quantity}
    limits: dict[str, Fraction] = {}
    for each in document.classes:
        if each.type == "preferred" and (chosen[each.id] or each.participating):
            units[each.id] = each.shares * each.conversion_ratio
            if not chosen[each.id] and each.cap_multiple is not None:
                limits[each.id] = each.cap_multiple * each.invested
    left += sum((each.strike * each.quantity for each in bought if chosen[each.id]), ZERO)
    while left and units:
        price = left / sum(units.values())
        steps = [(limits[name] - paid[name]) / units[name] for name in units if name in limits]
        price = min([price, *steps])
        for name, count in units.items():
            paid[name] += count * price
        left -= price * sum(units.values())
        units = {name: count for name, count in units.items() if name not in limits or paid[name] < limits[name]}
    for right in bought:
        paid[right.id] -= right.strike * right.quantity if chosen[right.id] else 0
    return paid
