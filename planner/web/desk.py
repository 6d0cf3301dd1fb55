"""Whom the pages ask for words, papers and checks: one place, so that a test can send in another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flask import current_app

from planner.operations.issued import Issued
from planner.operations.read_runs import KeptRun, KeptStatement
from planner.statements.checked import CheckedStep
from planner.statements.statement import Statement
from planner.statements.summary import Summary


class Verdict(Protocol):
    """What came of recomputing a document."""

    @property
    def holds(self) -> bool:
        """Whether every step gives what is printed."""

    @property
    def identity(self) -> str:
        """The SHA-256 of the canonical JSON, 64 hex digits."""

    def steps(self, language: str) -> tuple[CheckedStep, ...]:
        """Every step, as printed and as recomputed."""

    def sentence(self, language: str) -> str:
        """The verdict in one sentence."""

    def taken_sentence(self, language: str) -> str:
        """How many steps were taken as given; empty if none."""

    def standing_sentence(self, language: str) -> str:
        """What is known of the document: issued, replaced, changed, or not known."""


@dataclass(frozen=True)
class Desk:
    """The calls that the pages make, each with plain values in and plain values out."""

    statement_of: Callable[[KeptStatement, str], Statement]
    summary_of: Callable[[KeptRun, str], Summary]
    verify: Callable[[bytes, str], Verdict]
    statement_pdf: Callable[[KeptStatement, str], bytes] | None = None
    downloads: Mapping[str, Callable[[Issued, str], bytes]] = field(default_factory=dict)  # by name: "register.pdf"


def desk() -> Desk:
    """The desk of the application that answers this request."""
    found: Desk = current_app.extensions["desk"]
    return found
