"""What the page of a run says, as plain texts: the one sentence, how the pot came about, and the checks."""

from __future__ import annotations

from dataclasses import dataclass

from planner.statements.register import Check, Fact, Step


@dataclass(frozen=True)
class Summary:
    """A run in a reader's language; its parts are those of the register on paper."""

    title: str  # "Winstdeling 2026"
    answer: str  # "€ 115.731,30 over 61 mensen."
    lead: str  # the sentence under it: what was shared and by which rules
    steps: tuple[Step, ...]  # from the company's figures to what is shared, in order
    checks: tuple[Check, ...]
    decided: tuple[Fact, ...]
