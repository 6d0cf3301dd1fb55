"""Schemes to start from: documents that anyone can read, with figures that a founder may move.

Each stands in a file of its own, `NAME.yaml`. Those in `examples/` carry out what a law prescribes elsewhere.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from planner.documents import read_document


def names() -> list[str]:
    """The schemes to choose from, simplest first."""
    return [
        "equal-parts",
        "pay-earned",
        "half-and-half",
        "points",
        "one-percentage",
        "above-return",
        "thirteenth-month",
        "milestone",
        "long-service",
    ]


def examples() -> list[str]:
    """Schemes that the law of a country prescribes, to learn from: `french-participation`, `mexican-ptu`."""
    return sorted(each.name.removesuffix(".yaml") for each in _folder("examples").iterdir() if _is_scheme(each.name))


def load(name: str) -> dict[str, Any]:
    """A scheme document by its name, fresh each time, to be changed at will. Raises KeyError for an unknown name.

    >>> load("half-and-half")["given"]["required_return"]["value"]
    '8%'
    """
    folder = "" if name in names() else "examples"
    if folder and name not in examples():
        raise KeyError(name)
    file = _folder(folder).joinpath(f"{name}.yaml")
    document: dict[str, Any] = read_document(file.read_bytes(), f"{name}.yaml")
    return document


def _folder(folder: str) -> Any:
    return files("planner.presets").joinpath(folder) if folder else files("planner.presets")


def _is_scheme(filename: str) -> bool:
    return filename.endswith(".yaml")
