"""The log: who did what, and who saw what, in sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from planner.language import short_date
from planner.operations.audit import LogLine, count_log, first_broken, log_of
from planner.operations.clock import HERE
from planner.web.addresses import Identity
from planner.web.log_words import about, in_words
from planner.web.paging import SIZE, Paging
from planner.web.reader import company_id
from planner.web.reading import language

pages = Blueprint("log", __name__, url_prefix="/c/<number:company_id>/log")

_LONGEST = 200
_IDENTITY = re.compile(Identity.regex)


@dataclass(frozen=True)
class LogRow:
    """An entry as the page shows it."""

    when: str
    sentence: str
    subject: str
    about: str  # what the subject is called


@pages.get("")
def index() -> str:
    """The latest first; of one subject if the address names it."""
    subject = request.args.get("subject", "")[:_LONGEST]
    paging = Paging(count_log(company_id(), subject), request.args.get("page", 1, int))
    return render_template(
        "founder/log.html",
        rows=[_row(line) for line in log_of(company_id(), paging.offset, SIZE, subject)],
        subject=subject,
        about=about(language(), subject),
        statement=_statement(subject),
        paging=paging,
        page=lambda page: url_for(".index", subject=subject or None, page=page),
    )


@pages.get("/whole")
def whole() -> str:
    """Whether every entry is as it was written and follows the one before."""
    return render_template("founder/log_whole.html", broken=first_broken(), count=count_log(company_id()))


def _statement(subject: str) -> str:
    """Where the statement is that a subject names."""
    identity = subject.removeprefix("statement:")
    is_statement = subject.startswith("statement:") and _IDENTITY.fullmatch(identity)
    return url_for("statements.statement", identity=identity) if is_statement else ""


def _row(line: LogLine) -> LogRow:
    at = line.at.astimezone(HERE)
    when = f"{short_date(language(), at.date())} {at:%H:%M}"
    return LogRow(when, in_words(line, language()), line.subject, about(language(), line.subject))
