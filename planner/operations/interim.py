"""How a year is going: figures up to a day that a founder shares, and the guess that follows for each person.

The guess comes from the same rule over the same people, with the period cut at that day. It never becomes a statement:
what is told of it is a `statements.estimate.Estimate`, rounded off and marked.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import Select, func, select

from planner.calculators.proof import Prover
from planner.calculators.reading import read
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_document import Scheme
from planner.calculators.scheme_rules import read_rules
from planner.calculators.scheme_run import SchemeRun
from planner.canonical import canonical
from planner.errors import Fault, Refused
from planner.models import Interim, Run, SchemeVersion, Year, db
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.read_runs import titles
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, find_year, people_of
from planner.statements.estimate import Estimate, Until, estimate_of

_MOST_RUNS = 8  # kept in memory


@dataclass(frozen=True)
class Figures:
    """What a founder wants to share: figures up to a day, and the rule that the guess follows."""

    as_of: date
    next_on: date | None
    facts: Mapping[str, str]
    scheme: Mapping[str, Any]


@dataclass(frozen=True)
class SharedFigures:
    """Figures that are shared, with the year that they are of."""

    id: int
    year: YearLine
    figures: Figures
    shared_on: date


@dataclass(frozen=True)
class RuleChoice:
    """A scheme's latest version, whose rule a guess may follow."""

    version_id: int
    title: Mapping[str, str]
    version: str
    scheme: Mapping[str, Any]
    facts: Sequence[str]  # the company's figures that it starts from


def work_out(year: YearLine, figures: Figures) -> SchemeRun:
    """The rule over the year's people, with the period cut. Raises Refused with all that is wrong."""
    faults = list(_date_faults(year, figures))
    if faults:
        raise Refused(faults)
    period = {"from": year.first.isoformat(), "to": figures.as_of.isoformat()}
    return run_scheme({**figures.scheme, "period": period}, figures.facts, list(people_of(year).people))


def share_figures(actor: Actor, year: YearLine, figures: Figures) -> int:
    """Share them with everybody who is in this year's people. Raises Refused with all that is wrong."""
    work_out(year, figures)
    with transaction() as session:
        interim = Interim(
            year_id=year.id,
            as_of=figures.as_of,
            next_on=figures.next_on,
            scheme=canonical(dict(figures.scheme)).decode(),
            facts=json.dumps(dict(figures.facts)),
            shared_by=actor.account_id,
            shared_at=now(),
        )
        session.add(interim)
        session.flush()
        record(session, actor, "interim.shared", f"interim:{interim.id}", as_of=figures.as_of.isoformat())
        return interim.id


def withdraw_figures(actor: Actor, company_id: int, interim_id: int) -> bool:
    """They are shown no longer; False if this company has none of that number, or they were withdrawn before."""
    with transaction() as session:
        found = session.scalar(_shared(company_id).where(Interim.id == interim_id))
        if found is None:
            return False
        found.withdrawn_at = now()
        record(session, actor, "interim.withdrawn", f"interim:{interim_id}")
        return True


def latest_figures(company_id: int, year_id: int | None = None) -> SharedFigures | None:
    """The figures that are shown now, of this year or of the latest that has any."""
    shared = _shared(company_id)
    if year_id is not None:
        shared = shared.where(Interim.year_id == year_id)
    found = db.session.scalar(shared.order_by(Year.period_to.desc(), Interim.id.desc()).limit(1))
    year = find_year(company_id, found.year_id) if found else None
    if found is None or year is None:
        return None
    figures = Figures(found.as_of, found.next_on, json.loads(found.facts), json.loads(found.scheme))
    return SharedFigures(found.id, year, figures, found.shared_at.date())


def estimate_for(shared: SharedFigures, number: str, language: str) -> Estimate | None:
    """The guess for one person; None if they are not among the year's people."""
    prover = _prover(shared)
    if number not in prover.run.people.ids:
        return None
    document = prover.proof(prover.run.people.ids.index(number))
    return estimate_of(document, Until(shared.year.name, shared.figures.as_of, shared.figures.next_on), language)


def rules_to_follow(company_id: int) -> Sequence[RuleChoice]:
    """The latest version of each scheme that was ever carried out here, the last used first."""
    used = (
        select(SchemeVersion, Run.id)
        .join(Run, Run.scheme_version_id == SchemeVersion.id)
        .where(SchemeVersion.company_id == company_id)
        .order_by(Run.issued_on.desc(), Run.id.desc())
    )
    latest: dict[str, RuleChoice] = {}
    for version, run_id in db.session.execute(used):
        if version.name not in latest:
            scheme = json.loads(version.document)
            asked = _used(scheme, _facts_of(str(db.engine.url), run_id))
            own = scheme.get("version") or str(version.version)
            latest[version.name] = RuleChoice(version.id, titles(scheme), own, scheme, asked)
    return list(latest.values())


@lru_cache(maxsize=512)
def _facts_of(_database: str, run_id: int) -> frozenset[str]:
    """The names of the company's figures in a run: they never change, and its document is large."""
    facts = db.session.scalar(select(func.json_extract(Run.document, "$.company_facts")).where(Run.id == run_id))
    return frozenset(json.loads(facts or "{}"))


def _used(scheme: Mapping[str, Any], facts: Container[str]) -> Sequence[str]:
    """Those facts of the company that the rules name, in the order in which they name them."""
    named = (name for formula in read_rules(read(Scheme, scheme)).formulas() for name in formula.names_in_order())
    return [name for name in dict.fromkeys(named) if name in facts]


_provers: OrderedDict[tuple[str, int, int], Prover] = OrderedDict()
_lock = Lock()


def _prover(shared: SharedFigures) -> Prover:
    """Worked out once for each state of the year's people: ten thousand readers are answered from memory."""
    key = (str(db.engine.url), shared.id, shared.year.people_revision)
    with _lock:
        if key not in _provers:
            _provers[key] = Prover(work_out(shared.year, shared.figures))
            while len(_provers) > _MOST_RUNS:
                _provers.popitem(last=False)
        return _provers[key]


def _shared(company_id: int) -> Select[Interim]:
    return select(Interim).join(Interim.year).where(Year.company_id == company_id, Interim.withdrawn_at.is_(None))


def _date_faults(year: YearLine, figures: Figures) -> list[Fault]:
    faults = []
    if not year.first <= figures.as_of <= year.last:
        text = "This day is not in {year}: that runs from {first} to {last}."
        values = {"year": year.name, "first": year.first.isoformat(), "last": year.last.isoformat()}
        faults.append(Fault("as_of", text, values))
    if figures.next_on is not None and figures.next_on <= figures.as_of:
        faults.append(Fault("next_on", "The next figures come after these: choose a later day."))
    return faults
