"""A points scheme over people, every making kept, beside the same sums in a plain loop that explains nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from benchmarks.bench import Measured, in_turn
from planner.calculators.scheme import run_scheme

POINTS = {"junior": 10, "medior": 12, "senior": 15}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SCHEME = {
    "scheme": "points",
    "period": {"from": "2026-01-01", "to": "2026-12-31"},
    "given": {"level_points": {"table": POINTS}},
    "eligible": [{"name": "service", "when": "tenure_months >= 6"}],
    "company": [{"name": "pool", "formula": "10% * net_profit", "step": "0.01", "unit": "EUR"}],
    "person": [
        {"name": "presence", "formula": "fte * days_employed / days_in_period", "step": "0.0001"},
        {"name": "points", "formula": "presence * lookup(level, level_points)", "step": "0.0001"},
    ],
    "award": [{"split": "pool", "by": "points"}],
}
COMPANY = {"net_profit": "16573131.37"}


def people(count: int) -> list[dict[str, Any]]:
    """Invented people whose dates, hours and levels differ."""
    levels = list(POINTS)
    return [
        {
            "id": str(number),
            "start_date": f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}",
            "fte": ("1", "0.8", "0.9", "0.625")[number % 4],
            "level": levels[number % 3],
        }
        for number in range(count)
    ]


def plain_fractions(documents: list[dict[str, Any]]) -> list[Fraction]:
    """The amounts by a loop over people with `Fraction`, as one would write it first."""
    pool = _half_up(Fraction(COMPANY["net_profit"]) / 10, Fraction(1, 100))
    points: dict[int, Fraction] = {}
    for place, each in enumerate(documents):
        days, tenure = _service(each)
        if days and tenure >= 6:
            presence = _half_up(Fraction(each["fte"]) * days / 365, Fraction(1, 10_000))
            points[place] = _half_up(presence * POINTS[each["level"]], Fraction(1, 10_000))
    total = sum(points.values())
    exact = {place: pool * 100 * weight / total for place, weight in points.items()}
    return _largest_remainder(len(documents), int(pool * 100), exact)


def plain_decimals(documents: list[dict[str, Any]]) -> list[Fraction]:
    """The amounts by a loop over people with `Decimal`, rounding where a payroll program would."""
    pool = (Decimal(COMPANY["net_profit"]) / 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
    points: dict[int, Decimal] = {}
    for place, each in enumerate(documents):
        days, tenure = _service(each)
        if days and tenure >= 6:
            presence = (Decimal(each["fte"]) * days / 365).quantize(Decimal("0.0001"), ROUND_HALF_UP)
            points[place] = (presence * POINTS[each["level"]]).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    total = sum(points.values())
    exact = {place: pool * 100 * weight / total for place, weight in points.items()}
    return _largest_remainder(len(documents), int(pool * 100), exact)


def _half_up(value: Fraction, step: Fraction) -> Fraction:
    return (2 * value / step + 1) // 2 * step


def _service(person: dict[str, Any]) -> tuple[int, int]:
    start = date.fromisoformat(person["start_date"])
    days = (YEAR[1] - max(start, YEAR[0])).days + 1
    tenure = (2027 - start.year) * 12 + 1 - start.month - (start.day > 1)
    return max(0, days), tenure


def _largest_remainder(count: int, total: int, exact: dict[int, Any]) -> list[Fraction]:
    parts = {place: int(value) for place, value in exact.items()}
    lucky = sorted(exact, key=lambda place: (parts[place] - exact[place], place))[: total - sum(parts.values())]
    for place in lucky:
        parts[place] += 1
    return [Fraction(parts.get(place, 0), 100) for place in range(count)]


def measured() -> Iterator[Measured]:
    """Ten and a hundred thousand people, beside both plain ways."""
    for count, rounds in ((10_000, 7), (100_000, 3)):
        documents = people(count)
        work = f"a points scheme over {count:,} people, in seconds"
        for other, plain in (("a loop with Fraction", plain_fractions), ("a loop with Decimal", plain_decimals)):
            ours, theirs = in_turn(lambda: run_scheme(SCHEME, COMPANY, documents), lambda: plain(documents), rounds)  # noqa: B023
            name = f"scheme of {count:,} beside {other}"
            yield Measured(name, work, "columns, every step kept", other, ours, theirs, "s")
