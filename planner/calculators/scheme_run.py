"""What a scheme came to: all figures of everybody, with their making."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from planner.calculators.people import People
from planner.calculators.scheme_document import Award, Scheme
from planner.calculators.scheme_rules import Rules
from planner.errors import Fault
from planner.figures.figure import Figure
from planner.figures.reckon import Table
from planner.figures.split import Shares

NOT_IN_PERIOD = "not_in_period"


@dataclass
class AwardResult:
    """What one award became: whole steps a person, and the figures that it was made from, by the award's part."""

    award: Award
    unit: str
    figures: dict[str, Figure]
    parts: list[int]
    leftover: list[int]
    shares: Shares | None = None

    @property
    def undistributed(self) -> Fraction:
        return self.shares.undistributed * self.award.size if self.shares else Fraction(0)

    def amount(self, row: int) -> Fraction:
        """A person's part, its leftover step included; `row` counts the eligible."""
        return self.parts[row] * self.award.size


@dataclass
class SchemeRun:
    """A scheme carried out: all figures of everybody. Rows count the eligible people, places all people."""

    rules: Rules
    people: People
    company_facts: dict[str, Figure]
    given: dict[str, Figure]
    tables: dict[str, Table]
    eligible: list[int] = field(default_factory=list)  # the place of each row
    reasons: dict[int, str] = field(default_factory=dict)  # by place, of those left out
    company: dict[str, Figure] = field(default_factory=dict)
    person: dict[str, Figure] = field(default_factory=dict)
    facts: dict[str, Figure] = field(default_factory=dict)  # of the eligible
    awards: list[AwardResult] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def scheme(self) -> Scheme:
        return self.rules.scheme

    def id_at(self, row: int) -> str:
        return self.people.ids[self.eligible[row]]
