"""How a derived fact was reached, as a figure: pay earned from pay, hours and days, an average over spells."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from planner.calculators.people import People
from planner.calculators.people_document import read_people
from planner.calculators.proof_document import Proof
from planner.figures import column as columns
from planner.figures.figure import Figure, fact
from planner.figures.unit import ANY, Unit, hinted


class Derivations:
    """The makings of one person's derived facts; a fact that was given outright has none."""

    def __init__(self, proof: Proof) -> None:
        self.proof, self.currency = proof, proof.scheme.currency
        self.is_spelled = bool(proof.person.given.spells)
        given = proof.person.given.model_dump(exclude_unset=True)
        self.people: People = read_people([{"id": proof.person.id, **given}], proof.scheme.period)[0]

    def making(self, figure: Figure) -> Figure | None:
        """What stands in for a derived fact in a filled-in formula; None where the fact itself says enough."""
        if figure.name not in self.proof.person.derived or self.proof.scheme.period is None:
            return None
        if figure.name == "pay_in_period":
            return self._pay()
        if figure.name in ("fte", "salary") and self.is_spelled and len(self.people.pieces(0)) > 1:
            return self._average(figure.name)
        return None

    def _days(self, days: int) -> Figure:
        return fact("", days, hinted("day"))

    def _average(self, name: str) -> Figure | None:
        """`(181 days × 1 + 184 days × 0.8) ÷ 365 days`"""
        pieces = self.people.pieces(0)
        unit = ANY if name == "fte" else hinted(self.currency)
        values = [(days, fte if name == "fte" else pay) for days, fte, pay in pieces]
        if any(value is None for _, value in values):
            return None
        summed = _sum([self._days(days).times(_plain(value or Fraction(0), unit)) for days, value in values])
        return summed.over(self._days(sum(days for days, _ in values)))

    def _pay(self) -> Figure | None:
        """`12 × € 4,350 × (181 days × 1 + 184 days × 0.8) ÷ 365 days`, pay said once where it did not change."""
        pieces = self.people.pieces(0) or self._one_piece()
        if not pieces or any(pay is None for _, _, pay in pieces):
            return None
        in_period = self._days(int(self.people.fact("days_in_period").numbers.at(0)))
        pays = {pay for _, _, pay in pieces}
        if len(pays) == 1:
            worked = self._worked([(days, fte) for days, fte, _ in pieces])
            return self._yearly(pieces[0][2]).times(worked).over(in_period)
        terms = [self._yearly(pay).times(self._worked([(days, fte)])) for days, fte, pay in pieces]
        return _sum(terms).over(in_period)

    def _one_piece(self) -> list[tuple[int, Fraction, Fraction | None]]:
        people = self.people
        days, fte, salary = (people.fact(name).numbers for name in ("days_employed", "fte", "salary"))
        if days.problems or salary.problems:
            return []
        return [(int(days.at(0)), fte.at(0), salary.at(0))]

    def _yearly(self, pay: Fraction | None) -> Figure:
        """Full-time pay a year, as twelve months where pay is stated a month."""
        unit = hinted(self.currency)
        pay = pay or Fraction(0)
        if self.proof.person.given.salary is not None:
            return fact("salary", pay, unit)
        return _plain(Fraction(12), ANY).times(fact("monthly_salary", pay / 12, unit))

    def _worked(self, pieces: Sequence[tuple[int, Fraction]]) -> Figure:
        if len(pieces) == 1 and pieces[0][1] == 1:
            return self._days(pieces[0][0])
        return _sum([self._days(days).times(_plain(fte, ANY)) for days, fte in pieces])


def _plain(value: Fraction, unit: Unit) -> Figure:
    return Figure(columns.single(value), "fact", unit=unit)


def _sum(figures: Sequence[Figure]) -> Figure:
    return reduce(Figure.plus, figures)
