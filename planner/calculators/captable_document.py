"""What `calc captable` takes: a journal, and the day of the table."""

from __future__ import annotations

from typing import Any, Literal

from planner.calculators.captable_beside_document import BesideObject
from planner.calculators.reading import Day, Document


class CaptableDocument(Document):
    """A journal as `import ocf` reads it: Open Cap Format objects in any order, and what stands beside them.

    `kept` and `manifest` are what a package also held; nothing is worked out from them, and they come out again.
    """

    objects: list[dict[str, Any]]
    beside: list[BesideObject] = []
    kept: list[Any] = []
    manifest: dict[str, Any] = {}
    date: Day | None = None
    also: list[Literal["securities", "waterfall", "round", "vesting"]] = []
