"""What stands at the head of a register, beside the figures of the run itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.statements.register import Fact


@dataclass(frozen=True)
class Header:
    """Whose register it is and of which day; names stand beside the figures, since the law may bid to erase them.

    `decided` holds who did what, in the reader's language already. `statements` is how many statements were made;
    None before they are. `identity` is the run's, 64 hex digits; empty before it is issued.
    """

    company: str
    day: date
    place: str = ""
    version: str = ""  # of the rules; the scheme's own if empty
    decided: tuple[Fact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)  # by the person's number
    identity: str = ""
    statements: int | None = None
    is_proposal: bool = False  # nothing of it is decided: it says so wherever it says anything
