"""How a year is going for one person: a guess in words, of a type of its own, so that it never becomes a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planner.calculators.proof_document import SplitProof
from planner.calculators.replay import Replay, replay
from planner.figures.number import read_number
from planner.language import long_date, money, say
from planner.statements.amounts import show_value
from planner.statements.left_out import left_out_sentence
from planner.statements.vocabulary import title_of


@dataclass(frozen=True)
class Until:
    """Which figures a guess rests on: of which year, up to which day, and when newer ones come."""

    year: str
    as_of: date
    next_on: date | None


@dataclass(frozen=True)
class EstimateRow:
    """A figure that the guess rests on."""

    label: str
    value: str


@dataclass(frozen=True)
class Estimate:
    """A guess as its reader sees it. `amount` is empty for somebody who would not share; `sentence` says why."""

    title: str
    amount: str
    sentence: str
    rows: Sequence[EstimateRow]
    warning: str


def estimate_of(document: object, until: Until, language: str) -> Estimate:
    """What the proof of an interim run would mean, rounded off and marked as a guess. Raises Refused if it is none."""
    found = replay(document)
    return Estimate(
        title=say(language, "How the year is going: {year}", year=until.year),
        amount=_amount(found, language),
        sentence=_sentence(found, until, language),
        rows=tuple(_rows(found, until, language)),
        warning=say(language, "This is no promise. If the profit is less than hoped for, it can become {nothing}.",
                    nothing=money(language, Fraction(0), found.proof.scheme.currency, 0)),
    )  # fmt: skip


def about(value: Fraction) -> Fraction:
    """A guess is not to the cent: to the ten, above ten thousand to the hundred, above a million to the thousand.

    >>> about(Fraction(52_681, 100)), about(Fraction(37_536))
    (Fraction(530, 1), Fraction(37500, 1))
    """
    unit = 10 if abs(value) < 10_000 else 100 if abs(value) < 1_000_000 else 1_000
    return Fraction(round(value / unit) * unit)


def _amount(found: Replay, language: str) -> str:
    if found.proof.reason is not None:
        return ""
    currency = found.proof.scheme.currency
    value = read_number(found.proof.amounts.get(currency, "0")) or Fraction(0)
    if 0 < value < 5:
        return say(language, "less than {amount}", amount=money(language, Fraction(5), currency, 0))
    return say(language, "about {amount}", amount=money(language, about(value), currency, 0))


def _sentence(found: Replay, until: Until, language: str) -> str:
    when = long_date(language, until.as_of)
    if found.proof.reason is not None:
        why = left_out_sentence(found, language)
        return say(language, "If the year had ended on {when}, you would not share. {why}", when=when, why=why)
    return say(language, "So much you would get if the year had ended on {when}.", when=when)


def _rows(found: Replay, until: Until, language: str) -> list[EstimateRow]:
    scheme, rows = found.proof.scheme, []
    whole = _whole(found)
    if whole is not None:
        pool = money(language, about(whole), scheme.currency, 0)
        rows.append(EstimateRow(say(language, "Pool, about"), pool))
    if found.proof.reason is None and (fte := found.figures.get("fte")) is not None:
        label = title_of("fte", scheme, language)
        rows.append(EstimateRow(label[:1].upper() + label[1:], show_value(fte, language, scheme.currency)))
    rows.append(EstimateRow(say(language, "Figures up to"), long_date(language, until.as_of)))
    if until.next_on:
        rows.append(EstimateRow(say(language, "Next figures"), long_date(language, until.next_on)))
    return rows


def _whole(found: Replay) -> Fraction | None:
    """All that would be shared out in money; None where a part of it is withheld, or nothing is shared out."""
    currency = found.proof.scheme.currency
    sums = [read_number(each.sum.result or "") for each in found.proof.awards
            if isinstance(each, SplitProof) and each.unit == currency]  # fmt: skip
    return sum((each for each in sums if each), Fraction(0)) if sums and None not in sums else None
