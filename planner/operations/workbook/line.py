"""A row of the summary."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planner.figures.unit import ANY, Unit
from planner.operations.register_columns import Value
from planner.operations.workbook.layout import Key


@dataclass
class Line:
    """A row of the summary: a heading, a text, a figure, or a check of two figures."""

    kind: str  # company, title, text, head, figure, strong, check or empty
    label: str = ""
    how: str = ""
    key: Key = ()
    formula: str = ""  # of a check: its figure
    test: str = ""  # of a check: what must hold
    value: Value = None
    unit: Unit = ANY
    step: Fraction | None = None
