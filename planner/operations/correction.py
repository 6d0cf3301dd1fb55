"""A correction: a new run that names the one before, and says per person what was, what is and what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.calculators.corrected import RECOVERED, WAIVED, less, nothing, stands
from planner.errors import Fault, Refused
from planner.figures.number import read_number

__all__ = ["RECOVERED", "WAIVED", "Corrects", "Stood"]


@dataclass(frozen=True)
class Stood:
    """What somebody had before: their statement, and the amounts that stand by it, by unit."""

    identity: str
    amounts: Mapping[str, str]

    @property
    def has_any(self) -> bool:
        """Whether there was anything."""
        return any(read_number(text) for text in self.amounts.values())


@dataclass(frozen=True)
class Corrects:
    """The run that is corrected, as it stands, and how."""

    identity: str
    stood: Mapping[str, Stood]  # by person number
    downward: str
    why: Mapping[str, str] = field(default_factory=dict)  # by language

    def entry(self, number: str, now: Mapping[str, str]) -> dict[str, Any]:
        """What a statement says of it.

        900.00 where 1000.00 stood is a difference of -100.00; if that is waived 1000.00 stands.
        """
        stood = self.stood.get(number)
        before = {unit: (stood.amounts.get(unit) if stood else None) or nothing(text) for unit, text in now.items()}
        difference = {unit: less(text, before[unit]) for unit, text in now.items()}
        return {
            "replaces": stood.identity if stood else None,
            "before": before,
            "difference": difference,
            "downward": self.downward,
            "stands": {unit: stands(text, before[unit], self.downward) for unit, text in now.items()},
            "why": dict(self.why),
        }

    def document(self) -> dict[str, Any]:
        """What the run itself says of it."""
        return {"corrects": {"run": self.identity, "downward": self.downward, "why": dict(self.why)}}

    def refuse_missing(self, numbers: Collection[str]) -> None:
        """Nobody who had something may drop out of sight. Raises Refused, a fault a person."""
        there = set(numbers)
        text = "{number} has an amount in the run that you correct, but is not among the people now. Add them again."
        missing = [number for number, stood in self.stood.items() if stood.has_any and number not in there]
        if missing:
            raise Refused([Fault("", text, {"number": number}) for number in missing])
