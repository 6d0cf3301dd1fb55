"""What an object names that isn't there: kept as it is, and told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planner.calculators.captable_fields import proper_type
from planner.calculators.captable_values import OMITTED, Object, given
from planner.errors import Fault

# Securities are not here: following the journal tells of them
_KINDS = {
    "stakeholder_id": "STAKEHOLDER", "stock_class_id": "STOCK_CLASS", "stock_class_ids": "STOCK_CLASS",
    "stock_plan_id": "STOCK_PLAN", "vesting_terms_id": "VESTING_TERMS", "stock_legend_ids": "STOCK_LEGEND_TEMPLATE",
    "issuer_id": "ISSUER", "split_transaction_id": "TX_STOCK_CLASS_SPLIT",
}  # fmt: skip


def oddities(objects: Iterable[Object]) -> Iterator[Fault]:
    """Ids that stand for nothing here, and fields that were left out on purpose."""
    found = list(objects)
    ids: dict[str, set[str]] = defaultdict(set)
    for each in found:
        ids[proper_type(str(each.get("object_type")))].add(str(each.get("id")))
    conditions = {name for each in found for name in _condition_ids(each)}
    for each in found:
        place = str(each.get("id"))
        yield from _dangling(each, place, ids)
        yield from _unmet(each, place, conditions)
        for name, value in each.items():
            if value == OMITTED:
                yield Fault(f"{place}.{name}", "is left out on purpose, and is kept so", warning=True)


def _dangling(found: Object, place: str, ids: dict[str, set[str]]) -> Iterator[Fault]:
    for name, kind in _KINDS.items():
        value = given(found, name)
        for each in value if isinstance(value, list) else [] if value is None else [value]:
            if isinstance(each, str) and each not in ids[kind]:
                text = '"{value}" is not the id of any {kind} here; it is kept'
                yield Fault(f"{place}.{name}", text, {"value": each, "kind": kind}, warning=True)


def _conditions(found: Object) -> list[Object]:
    listed = given(found, "vesting_conditions")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _condition_ids(found: Object) -> set[str]:
    return {each["id"] for each in _conditions(found) if isinstance(each.get("id"), str)}


def _unmet(found: Object, place: str, everywhere: set[str]) -> Iterator[Fault]:
    """Vesting conditions that are named, in the terms or by a transaction, and aren't there."""
    here = _condition_ids(found)
    text = '"{value}" is not the id of any condition here; it is kept'
    for at, each in enumerate(_conditions(found)):
        trigger = each.get("trigger")
        relative = trigger.get("relative_to_condition_id") if isinstance(trigger, dict) else None
        if isinstance(relative, str) and relative not in here:
            where = f"{place}.vesting_conditions[{at}].trigger.relative_to_condition_id"
            yield Fault(where, text, {"value": relative}, warning=True)
        following = each.get("next_condition_ids")
        for name in following if isinstance(following, list) else []:
            if isinstance(name, str) and name not in here:
                where = f"{place}.vesting_conditions[{at}].next_condition_ids"
                yield Fault(where, text, {"value": name}, warning=True)
    named = given(found, "vesting_condition_id")
    if isinstance(named, str) and named not in everywhere:
        yield Fault(f"{place}.vesting_condition_id", text, {"value": named}, warning=True)
