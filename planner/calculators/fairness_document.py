"""What `calc fairness` takes: what each person gets, and the groups they are in."""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm
from typing import Annotated

from pydantic import Field

from planner.calculators.reading import Document, NotNegative, Words, shown
from planner.errors import Fault

MOST_AMOUNT = 10**15
MOST_DENOMINATOR = 10**30  # of all amounts together: decimals stay far below it, odd fractions would grow past all use


class FairnessDocument(Document):
    """`groups` has for each way of grouping one name a person, in the order of `amounts`."""

    amounts: Annotated[list[NotNegative], Field(min_length=1)]
    groups: dict[Words, list[Words]] = {}
    reference: dict[Words, Words] = {}
    small_groups: bool = False


def fairness_faults(found: FairnessDocument) -> list[Fault]:
    """What doesn't go together: nothing to compare, people without a group, a reference that isn't there."""
    return [*_amount_faults(found), *_group_faults(found), *_reference_faults(found)]


def _amount_faults(found: FairnessDocument) -> Iterator[Fault]:
    shared = 1
    for at, amount in enumerate(found.amounts):
        if amount > MOST_AMOUNT:
            values = {"value": shown(amount), "most": f"{MOST_AMOUNT:,}"}
            yield Fault(f"amounts[{at}]", "{value} is more than {most}", values)
        if (shared := lcm(shared, amount.denominator)) > MOST_DENOMINATOR:
            yield Fault("amounts", "are fractions with too many different denominators; write them as decimals")
            return
    if not any(found.amounts):
        yield Fault("amounts", "are all 0; at least one above 0 is needed to compare them")


def _group_faults(found: FairnessDocument) -> Iterator[Fault]:
    for name, people in found.groups.items():
        if len(people) != len(found.amounts):
            values = {"count": len(people), "needed": len(found.amounts)}
            yield Fault(f"groups.{name}", "has {count} people; there are {needed} amounts", values)


def _reference_faults(found: FairnessDocument) -> Iterator[Fault]:
    for name, group in found.reference.items():
        place, values = f"reference.{name}", {"value": f'"{group}"'}
        if name not in found.groups:
            yield Fault(place, "is not one of the groups; there are {known}", {"known": ", ".join(found.groups) or "–"})
        elif group not in found.groups[name]:
            known = ", ".join(sorted(set(found.groups[name])))
            yield Fault(place, "{value} has no people; there are {known}", {**values, "known": known})
