"""What the page of a run says, as plain texts: the one sentence, how the pot came about, and the checks."""

from __future__ import annotations

from dataclasses import dataclass

from planner.statements.statement import Line


@dataclass(frozen=True)
class Check:
    """A sum that was checked: the parts are the pot, say."""

    label: str  # "Som van de delen = de pot"
    figure: str  # "€ 115.731,30"
    holds: bool = True


@dataclass(frozen=True)
class Summary:
    """A run in a reader's language."""

    title: str  # "Winstdeling 2026"
    answer: str  # "€ 115.731,30 over 61 mensen."
    lead: str  # the sentence under it: what was shared and by which rules
    pot: tuple[Line, ...]  # from the company's figures to what is shared, in order
    checks: tuple[Check, ...]
    facts: tuple[tuple[str, str], ...]  # what was decided: ("Regels", "versie 3")
