"""Scenarios to start from: how a company may go on, with figures that a founder replaces by their own.

Each stands in a file of its own, `NAME.yaml`: the part of a `calc growth` document that says what may happen. The
company, its schemes, cap table and people come beside it.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from planner.documents import read_document


def names() -> list[str]:
    """The scenarios to choose from, the calmest first."""
    return ["steady", "scale-up", "stall", "down-round", "early-exit"]


def load(name: str) -> dict[str, Any]:
    """A scenario by its name, fresh each time, to be changed at will. Raises KeyError for an unknown name.

    >>> load("stall")["drivers"]["margin"]["value"]
    ['4%', '2%', '3%']
    """
    if name not in names():
        raise KeyError(name)
    file = files("planner.scenarios").joinpath(f"{name}.yaml")
    document: dict[str, Any] = read_document(file.read_bytes(), f"{name}.yaml")
    return document
