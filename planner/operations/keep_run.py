"""Keep a run that was issued: once, whole, for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from planner.canonical import Spelling, canonical, hashed, identity_of
from planner.models import Company, Run, SchemeVersion, Statement
from planner.operations.issued import CURRENCY, Card, Issued
from planner.operations.transaction import transaction

Row = dict[str, Any]
_THE_SAME_FOR_ALL = frozenset({"scheme", "company", "company_facts", "people"})


def keep_run(company_id: int, issued: Issued) -> Run:
    """Store the run with its statements and give its row; a run that is kept already is given as it is.

    The identities are the SHA-256 of the canonical JSON (RFC 8785), so the same run can't be kept twice.
    """
    rows = statement_rows(issued)
    with transaction() as session:
        kept = session.scalar(select(Run).where(Run.identity == identity_of(issued.run)))
        run_id = kept.id if kept else add_run(session, company_id, issued, rows)
    return session.get_one(Run, run_id)


def statement_rows(issued: Issued) -> list[Row]:
    """The statements as rows of the table, their identities worked out: before a transaction, for it takes a while."""
    spelling = Spelling()
    return [_statement(position, document, issued, spelling) for position, document in enumerate(issued.documents, 1)]


def add_run(session: Session, company_id: int, issued: Issued, rows: Sequence[Row]) -> int:
    """Store a run that isn't there yet with the rows of its statements, within the caller's transaction."""
    run = _new_run(session, company_id, issued, rows)
    session.flush()
    if rows:
        session.execute(insert(Statement.__table__), [{**row, "run_id": run.id} for row in rows])  # type: ignore[arg-type]  # a mapped class has a Table
    return run.id


def _new_run(session: Session, company_id: int, issued: Issued, rows: Sequence[Row]) -> Run:
    period = issued.run.get("period") or {}
    company = session.get_one(Company, company_id)
    run = Run(
        identity=identity_of(issued.run),
        company=company,
        scheme_version=_scheme_version(session, company, issued.run["scheme"]),
        issued_on=date.fromisoformat(issued.run["date"]),
        period_from=_day(period.get("from")),
        period_to=_day(period.get("to")),
        cents=sum(row["cents"] for row in rows),
        statements=len(rows),
        sharing=sum(row["shares"] for row in rows),
        document=canonical(issued.run).decode(),
    )
    session.add(run)
    return run


def _scheme_version(session: Session, company: Company, scheme: Mapping[str, Any]) -> SchemeVersion:
    identity = identity_of(scheme)
    of_company = select(SchemeVersion).where(SchemeVersion.company_id == company.id)
    known = session.scalar(of_company.where(SchemeVersion.identity == identity))
    if known:
        return known
    name = scheme["scheme"]
    before = session.scalar(
        select(func.max(SchemeVersion.version)).where(
            SchemeVersion.company_id == company.id, SchemeVersion.name == name
        )
    )
    return SchemeVersion(
        company=company,
        name=name,
        version=(before or 0) + 1,
        identity=identity,
        document=canonical(scheme).decode(),
    )


def _statement(position: int, document: Mapping[str, Any], issued: Issued, spelling: Spelling) -> Row:
    number, text = document["person"]["id"], spelling.canonical(document, _THE_SAME_FOR_ALL)
    card = issued.cards.get(number, Card())
    return _outcome(document, _currency(issued)) | {
        "identity": hashed(text),
        "position": position,
        "person_number": number,
        "document": text.decode(),
        "name": card.name or None,
        "email": card.email or None,
    }


def _outcome(document: Mapping[str, Any], currency: str) -> Row:
    reason = document.get("reason")
    return {"shares": reason is None, "reason": reason, "cents": _cents(document["amounts"].get(currency, "0"))}


def _currency(issued: Issued) -> str:
    return str(issued.run["scheme"].get("currency", CURRENCY))


def _cents(amount: str) -> int:
    """`"1842.17"` is 184217."""
    cents = Decimal(amount).scaleb(2)
    if cents != cents.to_integral_value():
        raise ValueError(f"{amount} is not whole cents")
    return int(cents)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
