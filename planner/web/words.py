"""From what was kept to the texts on a page: amounts, dates and reasons as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from planner.language import long_date, long_month, money, say, say_count
from planner.operations.read_runs import KeptRun, PersonLine, RunLine
from planner.statements.statement import Token


@dataclass(frozen=True)
class RunCard:
    """A run in a list or at the head of its page."""

    id: int
    title: str
    company: str
    amount: str
    among: str  # "over 61 mensen"
    date: str
    period: str


@dataclass(frozen=True)
class PersonRow:
    """Somebody in a table; `reason` is there for who does not share."""

    identity: str
    number: str
    name: str
    amount: str
    reason: str = ""


@dataclass(frozen=True)
class RunWords:
    """All that the page of a run says beside its summary."""

    card: RunCard
    identity: str
    people: Sequence[PersonRow]
    left_out: Sequence[PersonRow]


@dataclass(frozen=True)
class Term:
    """An operand with the sign before it: on a phone, one row of a sum on paper."""

    sign: str
    text: str
    caption: str
    after: str = ""  # a bracket that closes behind it


def run_card(line: RunLine, language: str) -> RunCard:
    """The run in the reader's language."""
    period = ""
    if line.period:
        first, last = (long_date(language, day) for day in line.period)
        period = say(language, "{first} to {last}", first=first, last=last)
    return RunCard(
        id=line.id,
        title=line.title.get(language) or next(iter(line.title.values())),
        company=line.company,
        amount=_money(language, line.cents, line.currency),
        among=say_count(language, "among {count} person", "among {count} people", line.sharing),
        date=long_date(language, line.issued_on),
        period=period,
    )


def page_of_run(run: KeptRun, people: Iterable[PersonLine], left_out: Iterable[PersonLine], language: str) -> RunWords:
    """The run with a page of its people."""
    scheme = run.scheme
    return RunWords(
        card=run_card(run.line, language),
        identity=run.identity,
        people=[_row(person, _money(language, person.cents, run.line.currency)) for person in people],
        left_out=[_row(person, "", reason_in_words(scheme, person.reason, language)) for person in left_out],
    )


def reason_in_words(scheme: Mapping[str, Any], reason: str | None, language: str) -> str:
    """The condition that somebody fails, by the title that the scheme gives it."""
    if reason == "not_in_period":
        return say(language, "Not in service in this period")
    for condition in scheme.get("eligible", ()):
        if condition["name"] == reason:
            title = condition.get("title", condition["when"])
            return say(language, "Not met: {condition}", condition=_titled(title, language))
    return reason or ""


def terms(tokens: Sequence[Token]) -> Sequence[Term]:
    """The pieces of a filled-in formula, each figure with the signs before it.

    `€ 57.865,65 × 0,8992` is two terms: one without a sign, one with ×. Within brackets a product of bare figures is
    one term: `(181 dagen × 1 + 184 dagen × 0,8) ÷ 365` is three, as one would write the sum on paper.
    """
    found: list[Term] = []
    signs, depth = "", 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.is_sign else 0
        last = found[-1] if found else None
        if not token.is_sign:
            if last and depth and signs in ("×", "÷") and not (token.caption or last.caption):
                found[-1] = replace(last, text=f"{last.text} {signs} {token.text}")
            else:
                found.append(Term(signs, token.text, token.caption))
            signs = ""
        elif token.text == ")" and last and not signs:
            found[-1] = replace(last, after=last.after + ")")
        else:
            signs = f"{signs} {token.text}".strip()
    return found


def payroll_month(period: str, language: str) -> str:
    """`april 2027` of a payroll period `2027-04`."""
    return long_month(language, date.fromisoformat(f"{period}-01"))


def identity_in_groups(identity: str) -> str:
    """`3f1f4df4 589b05c3 …`: in groups of eight, as it is printed."""
    return " ".join(identity[start : start + 8] for start in range(0, len(identity), 8))


def _row(person: PersonLine, amount: str, reason: str = "") -> PersonRow:
    return PersonRow(person.identity, person.number, person.name, amount, reason)


def _money(language: str, cents: int, currency: str) -> str:
    return money(language, Fraction(cents, 100), currency)


def _titled(title: str | Mapping[str, str], language: str) -> str:
    return title if isinstance(title, str) else title.get(language) or next(iter(title.values()))
