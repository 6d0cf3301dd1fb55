"""Look up what was issued: the runs, one run's people, one statement."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import defer

from planner.models import Company, Run, SchemeVersion, Statement, db, folded
from planner.operations.issued import CURRENCY, Card, Issued


@dataclass(frozen=True)
class RunLine:
    """A run in a list."""

    id: int
    company_id: int
    title: Mapping[str, str]  # by language
    company: str
    issued_on: date
    period: tuple[date, date] | None
    currency: str
    cents: int
    sharing: int
    statements: int


@dataclass(frozen=True)
class KeptRun:
    """A run with its document, which is read when it is asked for: of ten thousand people it holds megabytes."""

    line: RunLine
    identity: str
    scheme: Mapping[str, Any]
    written: str = field(repr=False)

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """As it was hashed."""
        found: Mapping[str, Any] = json.loads(self.written)
        return found


@dataclass(frozen=True)
class PersonLine:
    """Somebody in a run. `reason` names the condition that somebody who does not share fails."""

    identity: str
    number: str
    name: str
    cents: int
    shares: bool
    reason: str | None


@dataclass(frozen=True)
class KeptStatement:
    """A statement with the run that it belongs to."""

    identity: str
    document: Mapping[str, Any]
    card: Card
    contact: tuple[str, ...]  # whom to ask
    run: RunLine


_LINES = (
    select(Run, Company.name, SchemeVersion.document)
    .join(Run.company)
    .join(Run.scheme_version)
    .order_by(Run.issued_on.desc(), Run.id.desc())
    .options(defer(Run.document))  # it holds everybody's figures: megabytes for ten thousand people
)


def runs(company_id: int) -> Sequence[RunLine]:
    """All runs of a company, the latest first."""
    of_company = _LINES.where(Run.company_id == company_id)
    return [_line(run, company, scheme) for run, company, scheme in db.session.execute(of_company)]


def find_line(company_id: int, run_id: int) -> tuple[RunLine, Mapping[str, Any]] | None:
    """One run as in a list, with its scheme; without the document that holds everybody's figures."""
    found = db.session.execute(_LINES.where(Run.id == run_id, Run.company_id == company_id)).first()
    return (_line(*found), json.loads(found[2])) if found else None


def find_run(company_id: int, run_id: int) -> KeptRun | None:
    """One run, if this company has it."""
    found = db.session.execute(_LINES.where(Run.id == run_id, Run.company_id == company_id)).first()
    if found is None:
        return None
    return KeptRun(_line(*found), found[0].identity, json.loads(found[2]), found[0].document)


def count_people(run_id: int, sought: str = "") -> int:
    """How many who share have `sought` in their name or number."""
    matching = _people(run_id).where(Statement.shares, *_has(sought))
    return db.session.scalar(select(func.count()).select_from(matching.subquery())) or 0


def people_of(run_id: int, sought: str = "", offset: int = 0, limit: int = 100) -> Sequence[PersonLine]:
    """A page of those people, in the order of the run."""
    matching = _people(run_id).where(Statement.shares, *_has(sought))
    rows = db.session.execute(matching.order_by(Statement.position).offset(offset).limit(limit))
    return [_person(row) for row in rows]


def left_out(run_id: int, offset: int = 0, limit: int = 100) -> Sequence[PersonLine]:
    """A page of who does not share, in the order of the run."""
    of_run = _people(run_id).where(~Statement.shares).order_by(Statement.position)
    rows = db.session.execute(of_run.offset(offset).limit(limit))
    return [_person(row) for row in rows]


def find_statement(identity: str) -> KeptStatement | None:
    """The statement of this identity, if any company issued it here. Whoever shows it asks first whose it is."""
    statement = db.session.scalar(select(Statement).where(Statement.identity == identity))
    if statement is None:
        return None
    line = db.session.execute(_LINES.where(Run.id == statement.run_id)).one()
    document = json.loads(statement.document)
    return KeptStatement(
        identity, document, _card(statement), _contact(str(db.engine.url), statement.run_id), _line(*line)
    )


def issued_again(run: KeptRun) -> Issued:
    """The run whole, as it was issued: for its register."""
    of_run = select(Statement).where(Statement.run_id == run.line.id).order_by(Statement.position)
    statements = db.session.scalars(of_run).all()
    return Issued(
        run.document,
        [json.loads(one.document) for one in statements],
        {one.person_number: _card(one) for one in statements},
    )


def _people(run_id: int) -> Select[str, str, str | None, int, bool, str | None]:
    return select(
        Statement.identity,
        Statement.person_number,
        Statement.name,
        Statement.cents,
        Statement.shares,
        Statement.reason,
    ).where(Statement.run_id == run_id)


def _has(sought: str) -> Sequence[ColumnElement[bool]]:
    part = folded(sought.strip())
    if not part:
        return ()
    in_name = func.folded(Statement.name).contains(part, autoescape=True)
    return (or_(in_name, func.folded(Statement.person_number).contains(part, autoescape=True)),)


@lru_cache(maxsize=512)
def _contact(_database: str, run_id: int) -> tuple[str, ...]:
    """Whom to ask, as the run says: it never changes, and its document is large."""
    lines = select(func.json_extract(Run.document, "$.company.contact")).where(Run.id == run_id)
    return tuple(json.loads(db.session.scalar(lines) or "[]"))


def _card(statement: Statement) -> Card:
    return Card(statement.name or "", statement.email or "")


def _person(row: Any) -> PersonLine:
    name = row.name or row.person_number
    return PersonLine(row.identity, row.person_number, name, row.cents, row.shares, row.reason)


def _line(run: Run, company: str, scheme: str) -> RunLine:
    period = (run.period_from, run.period_to) if run.period_from and run.period_to else None
    rules = json.loads(scheme)
    return RunLine(
        id=run.id,
        company_id=run.company_id,
        title=titles(rules),
        company=company,
        issued_on=run.issued_on,
        period=period,
        currency=rules.get("currency", CURRENCY),
        cents=run.cents,
        sharing=run.sharing,
        statements=run.statements,
    )


def titles(scheme: Mapping[str, Any]) -> Mapping[str, str]:
    """What a scheme is called, by language."""
    title = scheme.get("title", scheme["scheme"])
    return title if isinstance(title, Mapping) else {"nl": title, "en": title}
