"""A proposal in the reader's words: how it stands, what changed since, and each person's amount beside the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.language import long_date, money, say, say_count
from planner.operations.changed_since import Changes
from planner.operations.clock import HERE
from planner.operations.proposal_people import Former, ProposedLine
from planner.operations.proposals import APPROVED, RETURNED, KeptProposal, Outcome, ProposalLine
from planner.web.words import reason_in_words


@dataclass(frozen=True)
class ProposalCard:
    """A proposal in a list."""

    id: int
    title: str
    amount: str
    among: str
    proposer: str
    date: str
    state: str
    is_open: bool
    is_correction: bool


@dataclass(frozen=True)
class AmountRow:
    """Somebody in the table of a proposal."""

    number: str
    name: str
    before: str
    amount: str
    difference: str
    reason: str


@dataclass(frozen=True)
class FormerWords:
    """What the proposal is held against."""

    run_id: int
    sentence: str
    rules: str


def proposal_card(line: ProposalLine, language: str) -> ProposalCard:
    """In the reader's language."""
    return ProposalCard(
        id=line.id,
        title=line.title.get(language) or next(iter(line.title.values())),
        amount=money(language, Fraction(line.cents, 100), line.currency),
        among=say_count(language, "among {count} person", "among {count} people", line.sharing),
        proposer=line.proposer,
        date=long_date(language, line.proposed_at.astimezone(HERE).date()),
        state=outcome_words(line.outcome, language) or say(language, "Waits for approval"),
        is_open=line.outcome is None,
        is_correction=line.corrects_id is not None,
    )


def outcome_words(outcome: Outcome | None, language: str) -> str:
    """What became of it, by whom and when; a waiver of the four eyes is said in so many words."""
    if outcome is None:
        return ""
    on = long_date(language, outcome.at.astimezone(HERE).date())
    if outcome.kind == APPROVED and outcome.by_proposer:
        return say(language, "Approved on {on} by {who}, who proposed it too: {reason}",
                   on=on, who=outcome.by, reason=outcome.reason)  # fmt: skip
    if outcome.kind == APPROVED:
        return say(language, "Approved on {on} by {who}", on=on, who=outcome.by)
    if outcome.kind == RETURNED:
        return say(language, "Returned on {on} by {who}", on=on, who=outcome.by)
    return say(language, "Withdrawn on {on} by {who}", on=on, who=outcome.by)


def changes_in_words(changes: Changes, language: str) -> list[str]:
    """A sentence a change: figures each, people by number."""
    said = []
    for fact in changes.facts:
        title = fact.title.get(language) or fact.name.replace("_", " ")
        nothing = say(language, "not there")
        said.append(say(language, "{fact}: was {before}, is now {now}.", fact=title, before=fact.before or nothing,
                        now=fact.now or nothing))  # fmt: skip
    for numbers, one, many in (
        (changes.changed, "Changed: {count} person ({numbers}).", "Changed: {count} people ({numbers})."),
        (changes.joined, "New: {count} person ({numbers}).", "New: {count} people ({numbers})."),
        (changes.gone, "Gone: {count} person ({numbers}).", "Gone: {count} people ({numbers})."),
    ):
        if numbers:
            said.append(say_count(language, one, many, len(numbers), numbers=_some(numbers)))
    return said


def amount_rows(proposal: KeptProposal, lines: Iterable[ProposedLine], language: str) -> list[AmountRow]:
    """A page of people."""
    currency = proposal.line.currency
    return [
        AmountRow(
            line.number,
            line.name,
            "" if line.before is None else money(language, Fraction(line.before, 100), currency),
            money(language, Fraction(line.cents, 100), currency),
            "" if line.before is None else signed(line.cents - line.before, currency, language),
            reason_in_words(proposal.scheme, line.reason, language) if line.reason else "",
        )
        for line in lines
    ]


def former_words(proposal: KeptProposal, former: Former, language: str) -> FormerWords:
    """How the whole differs from the run before, and whether its rules are the same."""
    currency, more = proposal.line.currency, proposal.line.cents - former.cents
    before = money(language, Fraction(former.cents, 100), currency)
    return FormerWords(
        former.run_id,
        say(language, "The run before shared {before} among {count} people: {difference} now.", before=before,
            count=former.sharing, difference=signed(more, currency, language)),
        say(language, "Its rules were the same, but for dates and titles.") if former.has_same_rules
        else say(language, "Its rules were others."),
    )  # fmt: skip


def signed(cents: int, currency: str, language: str) -> str:
    """`+ € 12,00`, `− € 12,00`, or a dash where nothing changes."""
    if not cents:
        return "="
    return f"{'+' if cents > 0 else '−'} {money(language, Fraction(abs(cents), 100), currency)}"


def _some(numbers: Sequence[str], most: int = 8) -> str:
    return ", ".join(numbers[:most]) + (" …" if len(numbers) > most else "")
