"""What the page of a run says, as plain texts: the one sentence, how the pot came about, and the checks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One line of how the pot came about: `De pot`, `10% × € 1.157.313,00`, `€ 115.731,30`."""

    what: str
    how: str
    result: str
    strong: bool = False


@dataclass(frozen=True)
class Check:
    """A sum that was made again: what was compared, the figure that came out, and whether it held."""

    label: str
    figure: str
    ok: bool = True


@dataclass(frozen=True)
class Fact:
    """Something that was decided: a label and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Summary:
    """A run in a reader's language."""

    title: str  # "Winstdeling 2026"
    answer: str  # "€ 115.731,30 over 61 mensen."
    lead: str  # the sentence under it: what was shared and by which rules
    steps: tuple[Step, ...]  # from the company's figures to what is shared, in order
    checks: tuple[Check, ...]
    decided: tuple[Fact, ...]
