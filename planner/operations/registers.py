"""The files beside the statements: the register as PDF, as live spreadsheet and as CSV."""

from __future__ import annotations

from planner.operations.publish import Extras

REGISTERS: Extras = {}
