"""E-mail to those who share: that their statement is there, and where; never an amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from planner.language import say
from planner.models import Account, Membership, Message, Role, Run, Statement
from planner.operations.clock import now

OTHERWISE = "nl"  # the language of who never chose one
_BODY = (
    "Dear {name},\n\nYour statement of {title} is there. Sign in to read it:\n{link}\n\n"
    "It says what you get and how that was worked out.\n\n{company}\n"
)


def write_letters(session: Session, run_id: int, titles: Mapping[str, str], announcement: Mapping[str, Any] | None,
                  company: str, address: str) -> int:  # fmt: skip
    """Into the outbox, once each; gives how many people it concerns."""
    moment, rows = now(), []
    for account, company_id, identity in _who_share(session, run_id):
        language = account.language or OTHERWISE
        link = f"{address}/c/{company_id}/statements/{identity}"
        title = titles.get(language) or next(iter(titles.values()))
        body = say(language, _BODY, name=account.name, title=title, link=link, company=company)
        rows.append(
            {
                "key": f"statement:{identity}:{account.id}",
                "company_id": company_id,
                "recipient": account.email,
                "subject": say(language, "Your statement of {title}", title=" ".join(title.split())),
                "body": "\n\n".join([*_announced(announcement, language), body]),
                "created_at": moment,
                "attempts": 0,
            }
        )
    if rows:
        session.execute(insert(Message).on_conflict_do_nothing(), rows)
    return len(rows)


def _who_share(session: Session, run_id: int) -> Iterator[tuple[Account, int, str]]:
    found = (
        select(Account, Membership.company_id, Statement.identity)
        .join(Membership, Membership.account_id == Account.id)
        .join(Statement, Statement.person_number == Membership.person_number)
        .join(Statement.run)
        .where(Statement.run_id == run_id, Statement.shares, Membership.role == Role.EMPLOYEE)
        .where(Run.company_id == Membership.company_id)
        .where(Membership.ended_at.is_(None), Account.active)
        .order_by(Statement.position)
    )
    yield from ((account, company_id, identity) for account, company_id, identity in session.execute(found))


def _announced(announcement: Mapping[str, Any] | None, language: str) -> list[str]:
    """What is announced, above the letter: its title, text and thanks."""
    words = announcement or {}
    found = (words.get(part, {}).get(language, "") for part in ("title", "text", "thanks"))
    return [text for text in found if text]
