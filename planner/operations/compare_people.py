"""A people file beside the people of a year: who is new, who is gone, and what changed for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.figures.number import read_number
from planner.operations.issued import Card
from planner.operations.people_in.headings import NUMBERS
from planner.operations.person_entry import SPANS, Someone
from planner.operations.years import PeopleOfYear

KEEP, REMOVE = "keep", "remove"


@dataclass(frozen=True)
class Choice:
    """What is to happen with what a file says nothing of: people left out of it, and changes and leave."""

    gone: str = KEEP
    spans: str = KEEP


@dataclass(frozen=True)
class Change:
    """One fact of one person, as it stands and as it would be; None where there is none."""

    fact: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Changed:
    """Somebody who would be changed."""

    number: str
    name: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class Difference:
    """What taking a list over would do. `by_fact` counts the people for whom each fact changes."""

    new: Sequence[Someone]
    gone: Sequence[Someone]
    changed: Sequence[Changed]
    unchanged: int
    by_fact: Mapping[str, int]


def people_in(year: PeopleOfYear) -> dict[str, Someone]:
    """By number."""
    return {person["id"]: Someone(person, year.cards[person["id"]]) for person in year.people}


def list_taken(before: PeopleOfYear, file: Sequence[Someone], choice: Choice, given: frozenset[str]) -> list[Someone]:
    """The list as it would be: the file's people in its order, then those who stay although it leaves them out.

    `given` are the kinds of spans that came with the file; the others stay as they were, or go, as was chosen.
    """
    known = people_in(before)
    kept_kinds = [kind for kind in SPANS if kind not in given] if choice.spans == KEEP else []
    taken = [_with_spans(each, known.get(each.number), kept_kinds) for each in file]
    numbers = {each.number for each in file}
    staying = [each for number, each in known.items() if number not in numbers] if choice.gone == KEEP else []
    return taken + staying


def compare(before: PeopleOfYear, after: Sequence[Someone]) -> Difference:
    """The difference between two lists, by number."""
    known, coming = people_in(before), {each.number for each in after}
    changed = [
        Changed(each.number, each.card.name, changes)
        for each in after
        if each.number in known and (changes := _changes(known[each.number], each))
    ]
    new = [each for each in after if each.number not in known]
    gone = [each for number, each in known.items() if number not in coming]
    counted = Counter(change.fact for each in changed for change in each.changes)
    by_fact = dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
    return Difference(new, gone, changed, len(after) - len(new) - len(changed), by_fact)


def has_spans(before: PeopleOfYear, given: frozenset[str]) -> int:
    """How many people have changes or leave that a file with only these kinds says nothing of."""
    missing = [kind for kind in SPANS if kind not in given]
    return sum(any(person.get(kind) for kind in missing) for person in before.people)


def _with_spans(someone: Someone, before: Someone | None, kinds: Sequence[str]) -> Someone:
    kept = {kind: before.document[kind] for kind in kinds if before and before.document.get(kind)}
    return Someone({**someone.document, **kept}, someone.card) if kept else someone


def _changes(before: Someone, after: Someone) -> list[Change]:
    if before.document == after.document and before.card == after.card:
        return []
    old, new = _all(before), _all(after)
    names = sorted(old.keys() | new.keys())
    return [Change(n, old.get(n), new.get(n)) for n in names if not _is_same(n, old.get(n), new.get(n))]


def _all(someone: Someone) -> dict[str, Any]:
    card: Card = someone.card
    return {
        **someone.facts,
        **({"name": card.name} if card.name else {}),
        **({"email": card.email} if card.email else {}),
    }


def _is_same(name: str, before: Any, after: Any) -> bool:
    """1.000 and 1.00 are one factor; but a level 01 is not a level 1."""
    if before == after:
        return True
    number = read_number(before) if name in NUMBERS else None
    return number is not None and number == read_number(after)
