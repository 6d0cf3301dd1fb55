"""The desk of the real application: the operations that stand behind its pages."""

from __future__ import annotations

from planner.operations.corrections import successor_of
from planner.operations.papers import paper_of
from planner.operations.read_runs import KeptStatement, find_statement
from planner.operations.registers import DOWNLOADS
from planner.operations.run_summaries import summary_of_run
from planner.operations.verify import Standing, Verdict, verify_file
from planner.statements.statement import Statement
from planner.statements.words import Beside, statement_of
from planner.web.desk import Desk


def _statement(kept: KeptStatement, language: str) -> Statement:
    return statement_of(kept.document, Beside(kept.card.name, kept.contact), language, kept.identity)


def _verdict(content: bytes, filename: str) -> Verdict:
    return verify_file(content, filename, _standing)


def _standing(identity: str) -> Standing | None:
    """Whether a document of this identity was issued here, and what took its place."""
    kept = find_statement(identity)
    if kept is None:
        return None
    later = successor_of(identity)
    return Standing(kept.run.issued_on, *((later.identity, True, later.issued_on) if later else ()))


DESK = Desk(_statement, summary_of_run, _verdict, paper_of, DOWNLOADS)
