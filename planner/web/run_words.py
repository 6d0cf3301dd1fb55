"""What became of a run, in the reader's words: approved by whom, corrected, announced, paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planner.language import NBSP, long_date, money, say, say_count
from planner.operations.corrections import Change
from planner.operations.payments import Payments
from planner.operations.provenance import Provenance
from planner.web.proposal_words import outcome_words, signed


@dataclass(frozen=True)
class Story:
    """What stands under the answer of a run."""

    proposed: str
    approved: str
    proposal_id: int | None
    corrects_id: int | None
    corrected_by: int | None
    announced: tuple[str, ...]


@dataclass(frozen=True)
class PaidRow:
    """What went with one payroll period."""

    period: str
    people: str
    amount: str


@dataclass(frozen=True)
class PaymentWords:
    """How far the paying is; `left` is empty once all is paid."""

    sentence: str
    rows: Sequence[PaidRow]
    left: str


@dataclass(frozen=True)
class ChangeRow:
    """Somebody whose amount a correction changes."""

    number: str
    name: str
    before: str
    now: str
    difference: str
    kind: str


def story_of(found: Provenance, language: str) -> Story:
    """In the reader's language."""
    words = found.announcement or {}
    announced = (words.get(part, {}).get(language, "") for part in ("title", "text", "thanks"))
    return Story(
        say(language, "Proposed by {who}", who=found.proposer) if found.proposer else "",
        outcome_words(found.outcome, language),
        found.proposal_id,
        found.corrects_id,
        found.corrected_by,
        tuple(text for text in announced if text),
    )


def payment_words(payments: Payments, currency: str, language: str) -> PaymentWords:
    """A sentence, a row a period, and what is left."""
    rows = [
        PaidRow(
            payroll_period(part.period, language),
            say_count(language, "{count} person", "{count} people", part.people),
            _money(part.cents, currency, language),
        )
        for part in payments.paid
    ]
    left, amount = "", _money(payments.unpaid_cents, currency, language)
    if payments.unpaid_people:
        one, many = "{amount} for {count} person", "{amount} for {count} people"
        left = say_count(language, one, many, payments.unpaid_people, amount=amount)
    if not rows:
        return PaymentWords(say(language, "Nothing is marked as paid yet."), rows, left)
    done = say(language, "Everything is paid.")
    return PaymentWords(say(language, "Still to be paid: {left}.", left=left) if left else done, rows, left)


def payroll_period(period: str, language: str) -> str:
    """`april 2027` of `2027-04`."""
    return long_date(language, date.fromisoformat(f"{period}-01")).partition(NBSP)[2]


def change_counts(changes: Sequence[Change], currency: str, language: str) -> list[tuple[str, str]]:
    """How many get more, less, are new or gone, and what that comes to."""
    counts, sums = Counter(each.kind for each in changes), Counter[str]()
    for each in changes:
        sums[each.kind] += each.stands - each.before
    named = {
        "up": say(language, "More"),
        "down": say(language, "Less"),
        "new": say(language, "New"),
        "gone": say(language, "Gone, without an amount"),
        "same": say(language, "The same"),
    }
    return [
        (title, f"{counts[kind]} ({signed(sums[kind], currency, language)})")
        for kind, title in named.items()
        if counts[kind]
    ]


def change_rows(changes: Iterable[Change], currency: str, language: str) -> list[ChangeRow]:
    """A page of people whose amount changes."""
    return [
        ChangeRow(
            each.number,
            each.name or each.number,
            _money(each.before, currency, language),
            _money(each.now, currency, language),
            signed(each.now - each.before, currency, language),
            each.kind,
        )
        for each in changes
    ]


def _money(cents: int, currency: str, language: str) -> str:
    return money(language, Fraction(cents, 100), currency)
