"""Part-time work: of each instalment vests what its period's average hours are of full time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from planner.calculators.vesting_schedule import Instalment
from planner.calculators.vesting_service import Service
from planner.calculators.vesting_timeline import Change, Rounding
from planner.errors import Phrase
from planner.figures.day_numbers import date_of
from planner.figures.number import write_number


def average_fte(service: Service, first: int, end: int) -> Fraction:
    """Over the days from `first` until before `end` on which the clock runs, at most 1; of no such days 1.

    Four days of five over half of a year and full time over the other half: 0.9.
    """
    days = service.days.between(first, end)
    return min(service.worked.between(first, end) / days, Fraction(1)) if days > 0 else Fraction(1)


def in_proportion(
    instalments: Iterable[Instalment], service: Service, rounded: Rounding, steps: list[Phrase]
) -> Iterator[Change]:
    """What vests of instalments, and what is lost for good; rounded as it adds up, so that parts don't get lost twice.

    25 rights at an average of 0.8 are 20 and 5. What vests on no period's end (at the start, by an event) is kept.
    """
    exact, kept = Fraction(0), Fraction(0)
    for fte, members in groupby(instalments, key=lambda each: _fte(service, each)):
        group = []
        for each in members:
            exact += each.amount * fte
            before, kept = kept, rounded(exact)
            group.append(Change(each.day, kept - before, each.amount - (kept - before)))
        if fte < 1:
            steps += _steps(group, fte)
        yield from group


def _fte(service: Service, instalment: Instalment) -> Fraction:
    if not instalment.is_timed or not instalment.amount:
        return Fraction(1)
    return average_fte(service, instalment.since, instalment.due)


def _steps(group: Sequence[Change], fte: Fraction) -> Iterator[Phrase]:
    vested, lost = sum(each.vested for each in group), sum(each.forfeited for each in group)
    values = {
        "first": date_of(group[0].day), "last": date_of(group[-1].day), "fte": write_number(fte),
        "vested": write_number(Fraction(vested)), "amount": write_number(Fraction(vested + lost)),
    }  # fmt: skip
    if group[0].day == group[-1].day:
        yield Phrase("{first}: {vested} of {amount} vest, at an average fte of {fte}", values)
    else:
        yield Phrase("{first} to {last}: {vested} of {amount} vest, at an average fte of {fte}", values)
