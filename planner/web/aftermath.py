"""What became of a statement after it was issued, in words: corrected, paid, announced with thanks."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import long_date, say
from planner.operations.own_statements import OwnLine, Surroundings
from planner.web.words import payroll_month


@dataclass(frozen=True)
class Announced:
    """A milestone that was reached, and whom it thanks."""

    title: str
    text: str
    thanks: str


@dataclass(frozen=True)
class Aftermath:
    """Sentences, each empty where there is nothing to say; the identities lead to the other statement."""

    replaced: str
    replaced_by: str
    replaces: str
    replaced_identity: str
    paid: str
    announced: Announced | None


def aftermath(around: Surroundings, language: str) -> Aftermath:
    """In the reader's language."""
    this = around.this
    later, earlier = around.of(this.replaced_by), around.of(this.replaces)
    paid = payroll_month(this.paid_with, language) if this.paid_with else ""
    return Aftermath(
        replaced=_said("This statement was replaced on {when}.", later, language),
        replaced_by=this.replaced_by or "",
        replaces=_said("This statement replaces the one of {when}.", earlier, language),
        replaced_identity=this.replaces or "",
        paid=paid and say(language, "Paid with your pay of {month}.", month=paid),
        announced=_announced(around, language),
    )


def _said(text: str, other: OwnLine | None, language: str) -> str:
    return say(language, text, when=long_date(language, other.issued_on)) if other else ""


def _announced(around: Surroundings, language: str) -> Announced | None:
    words = around.announcement
    if words is None:
        return None
    return Announced(*(words.get(part, {}).get(language, "") for part in ("title", "text", "thanks")))
