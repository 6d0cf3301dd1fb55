"""What a scheme came to, as the contract's document: every amount, reason and step, in the order of the people."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planner.calculators.scheme_run import AwardResult, SchemeRun
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
    nothing = write_number(Fraction(0), size_of(run, main))
    people: list[dict[str, Any]] = [
        {"id": each, "eligible": False, "reason": run.reasons.get(place, ""), "amount": nothing}
        for place, each in enumerate(run.people.ids)
    ]
    for place, found in zip(run.eligible, _included(run, main, units), strict=True):
        people[place] = found
    document = {
        "company": {name: figure.written(0) for name, figure in run.company.items()},
        "awards": people,
        "total": write_number(total_in(run, main), size_of(run, main)),
        "undistributed": _undistributed(run, main),
    }
    if len(units) > 1:
        document["totals"] = {unit: write_number(total_in(run, unit), size_of(run, unit)) for unit in units}
    return document


def total_in(run: SchemeRun, unit: str) -> Fraction:
    """All that is handed out of one unit."""
    return sum((sum(award.parts) * award.award.size for award in run.awards if award.unit == unit), Fraction(0))


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


def _included(run: SchemeRun, main: str, units: list[str]) -> Iterator[dict[str, Any]]:
    """The result of each who shares, put together from columns."""
    count = len(run.eligible)
    amounts = {unit: _summed(run, unit, [(each, each.parts) for each in run.awards]) for unit in units}
    leftovers = _summed(run, main, [(each, each.leftover) for each in run.awards])
    parts = [_in_size(each.parts, each.award.size, _part_size(run, each)) for each in run.awards]
    steps = {name: written_column(figure, count) for name, figure in run.person.items()}
    capped = [each.shares.capped for each in run.awards if each.shares]
    for row, place in enumerate(run.eligible):
        found: dict[str, Any] = {
            "id": run.people.ids[place],
            "eligible": True,
            "amount": amounts[main][row] if units else "0.00",
            "parts": [texts[row] for texts in parts],
            "leftover": leftovers[row],
            "capped": any(flags[row] for flags in capped),
            "steps": {name: texts[row] for name, texts in steps.items()},
        }
        if len(units) > 1:
            found["amounts"] = {unit: texts[row] for unit, texts in amounts.items()}
        yield found


def _summed(run: SchemeRun, unit: str, columns: list[tuple[AwardResult, list[int]]]) -> list[str]:
    """Whole steps of the awards of one unit added up, as texts."""
    size, mine = size_of(run, unit), [(each.award.size, steps) for each, steps in columns if each.unit == unit]
    if not mine:
        return [write_number(Fraction(0), size)] * len(run.eligible)
    if all(each == size for each, _ in mine):
        return _in_size([sum(row) for row in zip(*(steps for _, steps in mine), strict=True)], size, size)
    rows = zip(*([step * each for step in steps] for each, steps in mine), strict=True)
    return [write_number(sum(row, Fraction(0)), size) for row in rows]


def _in_size(steps: list[int], size: Fraction, shown: Fraction) -> list[str]:
    """Whole steps as texts, with the decimals of the size that is shown."""
    decimals = decimals_of(shown)
    if decimals is not None and size.denominator <= 10**decimals and 10**decimals % size.denominator == 0:
        return _decimals([step * size.numerator for step in steps], size.denominator, decimals)
    return [write_number(step * size, shown) for step in steps]


def _part_size(run: SchemeRun, award: AwardResult) -> Fraction:
    return min(award.award.size, CENT) if award.unit == run.scheme.currency else award.award.size


def amount_in(run: SchemeRun, row: int, unit: str) -> Fraction:
    """What a person gets of one unit, all awards together."""
    return sum((each.amount(row) for each in run.awards if each.unit == unit), Fraction(0))


def _undistributed(run: SchemeRun, unit: str) -> str:
    left = sum((each.undistributed for each in run.awards if each.unit == unit), Fraction(0))
    return write_amount(left, size_of(run, unit))
