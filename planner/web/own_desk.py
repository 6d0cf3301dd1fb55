"""The desk of the real application: the operations that stand behind its pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.operations.issue import canonical, identity_of
from planner.operations.issued import Card
from planner.operations.read_runs import standing_of
from planner.operations.registers import REGISTERS, register_download
from planner.operations.summary import summary_of
from planner.operations.verify import Verdict, verify_file
from planner.statements.pdf import render_statement
from planner.statements.statement import Statement
from planner.statements.words import Beside, statement_of
from planner.web.desk import Desk


def _statement(document: Mapping[str, Any], card: Card, language: str) -> Statement:
    return statement_of(document, Beside(card.name), language, identity_of(document))


def _statement_pdf(document: Mapping[str, Any], card: Card, language: str) -> bytes:
    day = date.fromisoformat(document["issued"]["date"])
    return render_statement(_statement(document, card, language), canonical(document), day)


def _verify(content: bytes, filename: str) -> Verdict:
    return verify_file(content, filename, standing_of)


DESK = Desk(_statement, summary_of, _verify, _statement_pdf, {name: register_download(name) for name in REGISTERS})
