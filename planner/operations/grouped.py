"""A run as a works council reads it: outcomes by group, and nobody singly.

A group of fewer than five is withheld. So that it doesn't follow from the rest, the groups withheld hold five or more
together: the smallest of the others goes with them where they would not. No sums and no means are told, since they can
be subtracted from one another across two ways of grouping; medians and quartiles can't, and are rounded to tens.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select

from planner.models import Person, Proposal, Run, RunOrigin, Statement, Year, db
from planner.operations.read_runs import RunLine, find_line

LEAST = 5  # people in a group that is told of
LEAST_FOR_QUARTILES = 12  # so that no quartile is the amount of somebody near the edge of a small group
FACTS = ("level", "department", "contract")
_TENS = 1_000  # cents


@dataclass(frozen=True)
class Group:
    """A group of those who share; amounts in cents, rounded to tens of euros. Quartiles only of larger groups."""

    name: str
    count: int
    median: int
    quartiles: tuple[int, int] | None


@dataclass(frozen=True)
class Grouping:
    """Those who share, by one fact. `withheld`: how many are in groups that are not told of."""

    fact: str
    groups: Sequence[Group]
    withheld: int


@dataclass(frozen=True)
class GroupedRun:
    """A run without a single person in it."""

    line: RunLine
    scheme: Mapping[str, object]
    everybody: Group | None  # None: fewer than five share
    groupings: Sequence[Grouping]
    left_out: Mapping[str, int | None]  # by reason: how many, None for fewer than five


def grouped_run(company_id: int, run_id: int) -> GroupedRun | None:
    """The outcomes of a run by group, if this company has it."""
    found = find_line(company_id, run_id)
    if found is None:
        return None
    line, scheme = found
    rows = db.session.execute(
        select(Statement.person_number, Statement.cents, Statement.shares, Statement.reason).where(
            Statement.run_id == run_id
        )
    ).all()
    cents = {row.person_number: row.cents for row in rows if row.shares}
    reasons = Counter(row.reason or "" for row in rows if not row.shares)
    facts = _facts_of(run_id, line)
    return GroupedRun(
        line=line,
        scheme=scheme,
        everybody=_group("", list(cents.values())) if len(cents) >= LEAST else None,
        groupings=[by for fact in FACTS if (by := group_by(fact, cents, facts)) is not None],
        left_out={reason: count if count >= LEAST else None for reason, count in reasons.items()},
    )


def group_by(fact: str, cents: Mapping[str, int], facts: Mapping[str, Mapping[str, object]]) -> Grouping | None:
    """Those who share by one fact, the largest group first; None if nobody has the fact, or all are alike."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, amount in cents.items():
        members[str(facts.get(number, {}).get(fact) or "")].append(amount)
    if set(members) <= {""} or len(members) < 2:
        return None
    told = tellable({name: len(amounts) for name, amounts in members.items()})
    groups = [_group(name, members[name]) for name in told]
    return Grouping(fact, groups, len(cents) - sum(group.count for group in groups))


def tellable(sizes: Mapping[str, int]) -> list[str]:
    """The groups that may be told of, the largest first: each of five or more, and the rest together too, or none.

    >>> tellable({"junior": 16, "lead": 6, "director": 1})
    ['junior']
    """
    by_size = sorted(sizes, key=lambda name: (-sizes[name], name))
    told = [name for name in by_size if sizes[name] >= LEAST]
    while told and 0 < sum(sizes.values()) - sum(sizes[name] for name in told) < LEAST:
        told.pop()
    return told


def _group(name: str, amounts: list[int]) -> Group:
    ordered = sorted(amounts)
    quartiles = None
    if len(ordered) >= LEAST_FOR_QUARTILES:
        last = len(ordered) - 1
        quartiles = (_tens(ordered[last // 4]), _tens(ordered[last - last // 4]))
    return Group(name, len(ordered), _tens(median(ordered)), quartiles)


def _tens(cents: float) -> int:
    return round(cents / _TENS) * _TENS


def _facts_of(run_id: int, line: RunLine) -> Mapping[str, Mapping[str, object]]:
    """The people's facts as they were proposed; of a run from elsewhere, as they stand in the year of its period."""
    frozen = db.session.scalar(
        select(Proposal.people)
        .join(RunOrigin, RunOrigin.proposal_id == Proposal.id)
        .join(Run, Run.id == RunOrigin.run_id)
        .where(Run.id == run_id)
    )
    if frozen is not None:
        return {each["id"]: each for each in json.loads(frozen)}
    if line.period is None:
        return {}
    of_year = (
        select(Person.number, *(func.json_extract(Person.facts, f"$.{fact}").label(fact) for fact in FACTS))
        .join(Year, Year.id == Person.year_id)
        .where(Year.company_id == line.company_id, Year.period_from == line.period[0], Year.period_to == line.period[1])
    )
    return _by_number(db.session.execute(of_year))


def _by_number(rows: Iterable[object]) -> Mapping[str, Mapping[str, object]]:
    return {row.number: {fact: getattr(row, fact) for fact in FACTS} for row in rows}  # type: ignore[attr-defined]  # a Row
