"""What a scheme came to, as the contract's document: every amount, reason and step, in the order of the people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from planner.calculators.scheme import AwardResult, SchemeRun
from planner.figures.column import Numbers
from planner.figures.figure import Figure
from planner.figures.number import decimals_of, write_number

CENT = Fraction(1, 100)


def result_document(run: SchemeRun) -> dict[str, Any]:
    """Awards a person, totals, and what was not distributed; amounts of different units are not added.

    Where all awards are of one unit, `amount` and `total` are in it. Where they differ, those are the money, and
    `amounts` and `totals` name each unit.
    """
    units = list(dict.fromkeys(award.unit for award in run.awards))
    main = run.scheme.currency if run.scheme.currency in units or len(units) != 1 else units[0]
    people = [_left_out(run, place, main) for place in range(len(run.people))]
    steps = {name: written_column(figure, len(run.eligible)) for name, figure in run.person.items()}
    for row, place in enumerate(run.eligible):
        people[place] = _included(run, row, main, units, {name: texts[row] for name, texts in steps.items()})
    totals = {unit: sum((award.amount(row) for award in run.awards if award.unit == unit for row in
                         range(len(run.eligible))), Fraction(0)) for unit in units}  # fmt: skip
    document = {
        "company": {name: figure.written(0) for name, figure in run.company.items()},
        "awards": people,
        "total": write_amount(totals.get(main, Fraction(0)), size_of(run, main)),
        "undistributed": _undistributed(run, main),
    }
    if len(units) > 1:
        document["totals"] = {unit: write_amount(totals[unit], size_of(run, unit)) for unit in units}
    return document


def written_column(figure: Figure, count: int) -> list[str]:
    """A step of everybody, each value in full."""
    value = figure.value
    decimals = decimals_of(figure.step) if figure.step else None
    if isinstance(value, Numbers) and isinstance(value.bottom, int) and not value.single and decimals is not None:
        return _decimals(value.tops, value.bottom, decimals)
    return [figure.written(row) for row in range(count)]


def _decimals(tops: list[int], bottom: int, decimals: int) -> list[str]:
    """Many numbers of one denominator, the quick way."""
    scale = 10**decimals
    if not decimals:
        return [str(top // bottom) for top in tops]
    units = [top * scale // bottom for top in tops]
    return [f"{'-' if unit < 0 else ''}{abs(unit) // scale}.{abs(unit) % scale:0{decimals}d}" for unit in units]


def size_of(run: SchemeRun, unit: str) -> Fraction:
    """The smallest step in which amounts of a unit are given; money is in cents."""
    sizes = [award.award.size for award in run.awards if award.unit == unit]
    return min([*sizes, CENT]) if unit == run.scheme.currency else min(sizes, default=Fraction(1))


def write_amount(value: Fraction, size: Fraction) -> str:
    """An amount with the decimals of its step."""
    return write_number(value, size)


def _left_out(run: SchemeRun, place: int, unit: str) -> dict[str, Any]:
    return {
        "id": run.people.ids[place],
        "eligible": False,
        "reason": run.reasons.get(place, ""),
        "amount": write_amount(Fraction(0), size_of(run, unit)),
    }


def _included(run: SchemeRun, row: int, main: str, units: list[str], steps: dict[str, str]) -> dict[str, Any]:
    mine = [award for award in run.awards if award.unit == main]
    document: dict[str, Any] = {
        "id": run.id_at(row),
        "eligible": True,
        "amount": write_amount(sum((each.amount(row) for each in mine), Fraction(0)), size_of(run, main)),
        "parts": [write_amount(each.amount(row), _part_size(run, each)) for each in run.awards],
        "leftover": write_amount(
            sum((each.leftover[row] * each.award.size for each in mine), Fraction(0)), size_of(run, main)
        ),
        "capped": any(is_capped(each, row) for each in run.awards),
        "steps": steps,
    }
    if len(units) > 1:
        document["amounts"] = {unit: write_amount(amount_in(run, row, unit), size_of(run, unit)) for unit in units}
    return document


def _part_size(run: SchemeRun, award: AwardResult) -> Fraction:
    return min(award.award.size, CENT) if award.unit == run.scheme.currency else award.award.size


def amount_in(run: SchemeRun, row: int, unit: str) -> Fraction:
    """What a person gets of one unit, all awards together."""
    return sum((each.amount(row) for each in run.awards if each.unit == unit), Fraction(0))


def is_capped(award: AwardResult, row: int) -> bool:
    """Whether the cap holds this person's part down."""
    return bool(award.shares and award.shares.capped[row])


def _undistributed(run: SchemeRun, unit: str) -> str:
    left = sum((each.undistributed for each in run.awards if each.unit == unit), Fraction(0))
    return write_amount(left, size_of(run, unit))
