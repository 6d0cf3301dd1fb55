"""The journal of a cap table: Open Cap Format objects by what they are, and its transactions in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from planner.calculators.captable_fields import KINDS, proper_type
from planner.calculators.captable_values import Object, Quantity, amount, day, given, quantity, used_faults
from planner.errors import Fault

# What comes first on one day: new numbers of shares, then what is issued in them, then what is done with that
_TURNS = (
    ("SPLIT",),
    ("ADJUSTMENT",),
    ("ISSUANCE",),
    ("ACCEPTANCE", "START", "EVENT", "ACCELERATION", "REPRICING"),
    ("EXERCISE", "RELEASE"),
    ("TRANSFER", "CONVERSION", "REPURCHASE", "REISSUANCE", "CONSOLIDATION", "CANCELLATION"),
    ("RETRACTION",),
    ("POOL",),  # TX_STOCK_PLAN_RETURN_TO_POOL: of what has been cancelled
)
_TURN = {word: turn for turn, words in enumerate(_TURNS) for word in words}
# Objects in the order in which they are written; transactions follow
ORDER = (
    "ISSUER", "STAKEHOLDER", "STOCK_CLASS", "STOCK_LEGEND_TEMPLATE", "STOCK_PLAN", "VESTING_TERMS", "VALUATION",
    "FINANCING", "DOCUMENT",
)  # fmt: skip


class Event(NamedTuple):
    """A transaction: its kind under its present name, its day and its own words."""

    id: str
    kind: str  # "TX_EQUITY_COMPENSATION_EXERCISE"
    family: str  # "EQUITY_COMPENSATION", "STOCK", "WARRANT", "CONVERTIBLE", or what else it is about
    action: str  # "EXERCISE"
    day: date
    object: Object
    quantity: Quantity | None  # how many, or how much money of a convertible; None if it doesn't say


@dataclass(frozen=True)
class Journal:
    """All objects of a cap table by kind and id, and its transactions in order. What can't be used is in `faults`."""

    objects: Mapping[str, Mapping[str, Object]]  # by kind, by id
    events: tuple[Event, ...]
    issuances: Mapping[str, Event]  # by the id of the security that they make
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    def of(self, kind: str) -> Mapping[str, Object]:
        """The objects of a kind, by id."""
        return self.objects.get(kind, {})

    @property
    def issuer(self) -> Object | None:
        return next(iter(self.of("ISSUER").values()), None)

    @property
    def last_day(self) -> date | None:
        """The day of the last transaction."""
        return self.events[-1].day if self.events else None


@dataclass
class _Reader:
    objects: dict[str, dict[str, Object]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    issuances: dict[str, Event] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, at: int, found: Object) -> None:
        written, name = found.get("object_type"), found.get("id")
        place = name if isinstance(name, str) and name else f"objects[{at}]"
        kind = proper_type(written) if isinstance(written, str) else ""
        if not kind:
            self.faults.append(Fault(f"{place}.object_type", "is missing"))
        elif kind not in KINDS:
            text = "is of the kind {kind}, which is not followed here; it is kept"
            self.warnings.append(Fault(place, text, {"kind": kind}, warning=True))
        elif place != name:
            self.faults.append(Fault(f"{place}.id", "is missing"))
        elif faults := used_faults(found, kind, place):
            self.faults += faults
        elif kind.startswith("TX_"):
            self._add_event(Event(place, kind, *_PARTS[kind], day(found["date"]), found, _how_much(found)))
        elif place in self.objects.setdefault(kind, {}):
            self.faults.append(_twice(place, kind))
        else:
            self.objects[kind][place] = found

    def _add_event(self, event: Event) -> None:
        if event.id in self.ids:
            self.faults.append(_twice(event.id, event.kind))
            return
        self.ids.add(event.id)
        if event.action == "ISSUANCE":
            first = self.issuances.setdefault(event.object["security_id"], event)
            if first is not event:
                text = 'makes the security "{security}", which {first} makes already'
                values = {"security": event.object["security_id"], "first": first.id}
                self.faults.append(Fault(event.id, text, values))
                return
        self.events.append(event)


_PARTS = {kind: kind.removeprefix("TX_").rpartition("_")[::2] for kind in KINDS}


def _how_much(found: Object) -> Quantity | None:
    """What a transaction counts: a quantity, or a sum of money."""
    for name in ("quantity", "quantity_converted"):
        if (written := given(found, name)) is not None:
            return quantity(written)
    return amount(given(found, "amount") or given(found, "investment_amount"))


def read_journal(objects: Iterable[Object]) -> Journal:
    """The journal that these objects make, in whatever order they come. What is wrong is kept beside it.

    Two objects of a kind, or two transactions, never have the same id, and no two issuances make the same security.
    Of two that do, the first by `in_order` counts.
    """
    reader = _Reader()
    for at, found in in_order(objects):
        reader.add(at, found)
    if len(reader.objects.get("ISSUER", {})) > 1:
        reader.faults.append(Fault("objects", "name more than one issuer; a journal is of one"))
    return Journal(reader.objects, tuple(reader.events), reader.issuances, tuple(reader.faults), tuple(reader.warnings))


def in_order(objects: Iterable[Object]) -> Iterator[tuple[int, Object]]:
    """Objects with the places they had, in the one order that doesn't depend on files: by kind, day, turn and id."""
    keyed = sorted(((_key(found), at, found) for at, found in enumerate(objects)), key=itemgetter(0))
    for _, alike in groupby(keyed, key=itemgetter(0)):
        same = list(alike)
        for _, at, found in same if len(same) == 1 else sorted(same, key=lambda each: _spelling(each[2])):
            yield at, found


def _spelling(found: Object) -> str:
    return json.dumps(found, sort_keys=True, default=str)


def _key(found: Object) -> tuple[int, str, int, str, str]:
    kind = str(found.get("object_type"))
    place = _PLACE.get(kind)
    if place is not None:
        return place, "", 0, str(found.get("id")), kind
    return len(_PLACE), str(found.get("date")), turn(kind), str(found.get("id")), kind


_PLACE = {kind: at for at, kind in enumerate(ORDER)}


@lru_cache(maxsize=1_000)
def turn(kind: str) -> int:
    """What comes first on one day: splits, then other new numbers, issuances, and what is done with them."""
    return _TURN.get(kind.rpartition("_")[2], len(_TURNS))


def _twice(place: str, kind: str) -> Fault:
    what = "transaction" if kind.startswith("TX_") else kind
    return Fault(place, "is the id of more than one {what}; each needs its own", {"what": what})
