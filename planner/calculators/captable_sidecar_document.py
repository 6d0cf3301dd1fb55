"""The file that stands beside a package: what Open Cap Format has no place for."""

from __future__ import annotations

from typing import Any, Literal

from planner.calculators.captable_beside_document import BesideObject
from planner.calculators.reading import Document, Words

FILE_TYPE = "DEELGENOOT_SIDECAR_FILE"
NAME = "Beside.deelgenoot.json"


class Difference(Document):
    """How an object of the package differed: with these fields as well, and without those that the standard asked."""

    object_type: Words
    id: Words
    other: dict[str, Any] = {}
    added: list[Words] = []


class Sidecar(Document):
    """Objects of our own, how objects of the package differed, and whatever has no form in the standard, as it was."""

    file_type: Literal["DEELGENOOT_SIDECAR_FILE"] = "DEELGENOOT_SIDECAR_FILE"
    version: Literal["1"] = "1"
    beside: list[BesideObject] = []
    differences: list[Difference] = []
    objects: list[dict[str, Any]] = []  # those with no form in the standard
    kept: list[Any] = []  # what was no object at all
    manifest: dict[str, Any] = {}
