"""The desk of the real application: the operations that stand behind its pages."""

from __future__ import annotations

from datetime import date

from planner.canonical import canonical
from planner.operations.read_runs import KeptRun, KeptStatement, find_statement, issued_again
from planner.operations.registers import DOWNLOADS
from planner.operations.summary import summary_of
from planner.operations.verify import Standing, Verdict, verify_file
from planner.statements.pdf import render_statement
from planner.statements.statement import Statement
from planner.statements.summary import Summary
from planner.statements.words import Beside, statement_of
from planner.web.desk import Desk

_MOST_SUMMARIES = 200
_summaries: dict[tuple[str, str], Summary] = {}  # runs never change, so that what was said of them holds


def _statement(kept: KeptStatement, language: str) -> Statement:
    return statement_of(kept.document, Beside(kept.card.name, kept.contact), language, kept.identity)


def _statement_pdf(kept: KeptStatement, language: str) -> bytes:
    day = date.fromisoformat(kept.document["issued"]["date"])
    return render_statement(_statement(kept, language), canonical(kept.document), day)


def _summary(kept: KeptRun, language: str) -> Summary:
    key = (kept.identity, language)
    if key not in _summaries:
        if len(_summaries) >= _MOST_SUMMARIES:
            _summaries.clear()
        _summaries[key] = summary_of(issued_again(kept), language)
    return _summaries[key]


def _verdict(content: bytes, filename: str) -> Verdict:
    return verify_file(content, filename, _standing)


def _standing(identity: str) -> Standing | None:
    """Whether a document of this identity was issued here."""
    kept = find_statement(identity)
    return Standing(kept.run.issued_on) if kept else None


DESK = Desk(_statement, _summary, _verdict, _statement_pdf, DOWNLOADS)
