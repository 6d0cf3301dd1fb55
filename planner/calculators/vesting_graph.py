"""Whether vesting conditions hang together: no loops, no dead ends, nothing that is named but isn't there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from planner.calculators.reading import shown
from planner.calculators.vesting_document import Grant, VestingCondition, VestingEvent, VestingTerms
from planner.errors import Fault

_PLACE = "terms.vesting_conditions"
MOST_CONDITIONS, MOST_INSTALMENTS = 1_000, 50_000


def terms_faults(terms: VestingTerms) -> list[Fault]:
    """All that is wrong with how the conditions of terms hang together."""
    conditions = terms.vesting_conditions
    faults = list(_too_many(conditions)) or [*_repeated(conditions), *_unknown(conditions, _known(terms))]
    return faults or _loops(conditions) or list(_dead_ends(conditions))


def grant_faults(terms: VestingTerms, grant: Grant) -> list[Fault]:
    """All that is wrong with a grant beside its terms: its quantity, its start and the events that came."""
    faults = []
    if grant.quantity.denominator != 1 and terms.allocation_type != "FRACTIONAL":
        values = {"value": shown(grant.quantity)}
        faults.append(Fault("quantity", "{value} isn't whole; only FRACTIONAL terms split rights", values))
    if grant.events:
        faults += _event_faults(grant.events, _known(terms))
    if grant.start is None and any(each.trigger.type == "VESTING_START_DATE" for each in terms.vesting_conditions):
        faults.append(Fault("start", "is missing; the terms have a VESTING_START_DATE"))
    return faults


def _known(terms: VestingTerms) -> dict[str, VestingCondition]:
    return {condition.id: condition for condition in terms.vesting_conditions}


def _too_many(conditions: list[VestingCondition]) -> Iterator[Fault]:
    instalments = sum(each.trigger.period.occurrences for each in conditions if each.trigger.period)
    if len(conditions) > MOST_CONDITIONS or instalments > MOST_INSTALMENTS:
        yield Fault(_PLACE, "are more than 1,000, or have more than 50,000 instalments together")


def roots(conditions: list[VestingCondition]) -> list[VestingCondition]:
    """The conditions that follow no other: where the path begins."""
    following = {after for condition in conditions for after in condition.next_condition_ids}
    return [condition for condition in conditions if condition.id not in following]


def _repeated(conditions: list[VestingCondition]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for place, condition in enumerate(conditions):
        first = seen.setdefault(condition.id, place)
        if first != place:
            values = {"value": f'"{condition.id}"', "first": f"vesting_conditions[{first}]"}
            yield Fault(f"{_PLACE}[{place}].id", "{value} is also the id of {first}", values)


def _unknown(conditions: list[VestingCondition], known: Mapping[str, VestingCondition]) -> Iterator[Fault]:
    for place, condition in enumerate(conditions):
        named = [(f"next_condition_ids[{at}]", name) for at, name in enumerate(condition.next_condition_ids)]
        if condition.trigger.relative_to_condition_id is not None:
            named.append(("trigger.relative_to_condition_id", condition.trigger.relative_to_condition_id))
        for key, name in named:
            if name not in known:
                yield _not_known(f"{_PLACE}[{place}].{key}", name, known)


def _not_known(place: str, name: str, known: Mapping[str, VestingCondition]) -> Fault:
    values = {"value": f'"{name}"', "known": ", ".join(known)}
    return Fault(place, "{value} is the id of no condition; there are {known}", values)


def _event_faults(events: Sequence[VestingEvent], known: Mapping[str, VestingCondition]) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, event in enumerate(events):
        place, value = f"events[{at}].condition_id", f'"{event.condition_id}"'
        if event.condition_id not in known:
            yield _not_known(place, event.condition_id, known)
        elif known[event.condition_id].trigger.type != "VESTING_EVENT":
            yield Fault(place, "{value} doesn't wait for an event; only a VESTING_EVENT does", {"value": value})
        elif event.condition_id in seen:
            yield Fault(place, "{value} has its event already; a condition is met once", {"value": value})
        seen.add(event.condition_id)


def _loops(conditions: list[VestingCondition]) -> list[Fault]:
    try:
        TopologicalSorter({each.id: each.next_condition_ids for each in conditions}).prepare()
    except CycleError as error:
        loop = " → ".join(f'"{name}"' for name in reversed(error.args[1]))
        return [Fault(_PLACE, "go round in a loop: {loop}; a path must end", {"loop": loop})]
    return []


def _dead_ends(conditions: list[VestingCondition]) -> Iterator[Fault]:
    """Conditions that count from one that can't have been met before them."""
    before = _ancestors(conditions)
    for place, condition in enumerate(conditions):
        base = condition.trigger.relative_to_condition_id
        if base is not None and base not in before[condition.id]:
            text = "{value} never comes before this condition, so this can't be met; see next_condition_ids"
            yield Fault(f"{_PLACE}[{place}].trigger.relative_to_condition_id", text, {"value": f'"{base}"'})


def _ancestors(conditions: list[VestingCondition]) -> dict[str, set[str]]:
    order = TopologicalSorter({each.id: each.next_condition_ids for each in conditions}).static_order()
    after = {each.id: each.next_condition_ids for each in conditions}
    before: dict[str, set[str]] = {each.id: set() for each in conditions}
    for name in reversed(list(order)):  # from the beginning of the path to its end
        for following in after[name]:
            before[following] |= before[name] | {name}
    return before
