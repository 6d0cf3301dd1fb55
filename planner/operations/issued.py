"""What a run leaves behind: the hashed documents, and beside them the names that go on the envelopes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CURRENCY = "EUR"  # of a scheme that names none


@dataclass(frozen=True)
class Card:
    """How a person is addressed: never part of a hashed document, so that it can be erased."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Issued:
    """A run as JSON, a document a person in the run's order, and the cards by person number."""

    run: Mapping[str, Any]
    documents: Sequence[Mapping[str, Any]]
    cards: Mapping[str, Card]
