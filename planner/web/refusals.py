"""What was refused, field by field, in the reader's language."""

from __future__ import annotations

from planner.errors import Fault, Refused
from planner.web.reading import language


def said(refused: Refused) -> dict[str, str]:
    """The first sentence of each field; what concerns no field stands under an empty name."""
    sentences: dict[str, str] = {}
    for fault in refused.faults:
        sentences.setdefault(fault.place, Fault("", fault.text, fault.values).say(language()))
    return sentences
