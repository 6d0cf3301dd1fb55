"""What is issued and used, held against what is authorised and reserved at the end of a day."""

from __future__ import annotations

from planner.calculators.captable_journal import Event
from planner.calculators.captable_ledger import Ledger, said
from planner.calculators.captable_security import STOCK
from planner.calculators.captable_values import Quantity, given
from planner.errors import Fault

Key = tuple[str, str]  # "class", "plan" or "issuer", and its id
Levels = dict[Key, tuple[Quantity, Quantity | None]]  # how many there are, and how many there may be
_TEXTS = {
    "class": 'takes the class "{name}" to {count} issued shares; {limit} are authorised',
    "plan": 'takes the plan "{name}" to {count} used shares; {limit} are reserved',
    "issuer": "takes the company to {count} issued shares; {limit} are authorised",
}


def levels(ledger: Ledger) -> Levels:
    """Where each class, each plan and the company stand."""
    found: Levels = {("class", name): (each.issued, each.authorised) for name, each in ledger.classes.items()}
    found |= {("plan", name): (each.used, each.reserved) for name, each in ledger.plans.items()}
    if ledger.authorised is not None:
        found["issuer", ""] = sum(each.issued for each in ledger.classes.values()), ledger.authorised
    return found


def check_limits(ledger: Ledger, todays: list[Event], before: Levels) -> None:
    """More than there may be, and more than the day before, is a fault of the day's last issuance of that.

    A limit that was set below what there is already is odd, and told as such.
    """
    for key, (count, limit) in levels(ledger).items():
        old_count, old_limit = before.get(key, (0, None))
        if limit is None or count <= limit:
            continue
        if count > old_count:
            values = {"name": _name(ledger, key), "count": said(count), "limit": said(limit)}
            ledger.beyond.append(Fault(_last(ledger, todays, key).id, _TEXTS[key[0]], values))
        elif limit != old_limit:
            text = "leaves room for {limit} shares where {count} are issued or used already"
            ledger.warn(_last(ledger, todays, key), text, limit=said(limit), count=said(count))


def _last(ledger: Ledger, todays: list[Event], key: Key) -> Event:
    """The day's last issuance of a class or from a plan; without one, its last transaction of any kind."""
    what, name = key
    issued = [
        (event, made)
        for event in todays
        if event.action == "ISSUANCE" and (made := ledger.securities.get(event.object["security_id"])) is not None
    ]
    is_plan = what == "plan"
    ours = [
        event
        for event, made in issued
        if (made.plan_id == name if is_plan else made.family == STOCK and name in ("", made.class_id))
    ]
    return ours[-1] if ours else todays[-1]


def _name(ledger: Ledger, key: Key) -> str:
    what, name = key
    if what == "class":
        return str(given(ledger.classes[name].object, "name") or name)
    return str(given(ledger.plans[name].object, "plan_name") or name) if what == "plan" else ""
