"""The versions of a company's schemes: which is in force, since when, and what was paid by each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from planner.models import Run, SchemeVersion, db
from planner.operations.years import YearLine

_DATED = re.compile(r"\b(19|20)\d\d\b")
_YEAR = re.compile(r"[-_ ]?\d{4}([-_]\d{2,4})?$")


@dataclass(frozen=True)
class VersionLine:
    """A version, with the runs that it was used in."""

    id: int
    name: str  # "winstdeling-2026"
    label: str  # "3": as its document says, or else how many versions this name had
    document: Mapping[str, Any]
    runs: int
    cents: int  # of its latest run
    sharing: int
    run_id: int | None
    issued_on: date | None

    @property
    def family(self) -> str:
        """The scheme over the years: `winstdeling`."""
        return family_of(self.name)

    @property
    def order(self) -> tuple[str, str, int]:
        """By the period's last day, then as they were made."""
        period = self.document.get("period") or {}
        return str(period.get("to", "")), self.name, self.id


def family_of(name: str) -> str:
    """A scheme's name without its year.

    >>> family_of("winstdeling-2026"), family_of("bonus-2026-2027"), family_of("2026")
    ('winstdeling', 'bonus', '2026')
    """
    return _YEAR.sub("", name) or name


def versions_of(company_id: int) -> Sequence[VersionLine]:
    """All versions of a company's schemes, the latest first."""
    counted = (
        select(Run.scheme_version_id, func.count().label("runs"), func.max(Run.id).label("last"))
        .group_by(Run.scheme_version_id)
        .subquery()
    )
    found = (
        select(SchemeVersion, counted.c.runs, Run.id, Run.issued_on, Run.cents, Run.sharing)
        .outerjoin(counted, counted.c.scheme_version_id == SchemeVersion.id)
        .outerjoin(Run, Run.id == counted.c.last)
        .where(SchemeVersion.company_id == company_id)
    )
    lines = [_line(row) for row in db.session.execute(found)]
    return sorted(lines, key=lambda line: line.order, reverse=True)


def in_force(versions: Sequence[VersionLine], family: str) -> VersionLine | None:
    """The version of this scheme that was used last."""
    return next((each for each in versions if each.family == family), None)


def successor(document: Mapping[str, Any], year: YearLine) -> dict[str, Any]:
    """The same rules for another year: its name, title, period and version go up; who decided is yet to be said."""
    own = str((document.get("period") or {}).get("to", ""))[:4]
    following = {key: value for key, value in document.items() if key not in ("decided", "paid", "version")}
    following["scheme"] = f"{family_of(str(document['scheme']))}-{year.name}"
    following["period"] = year.period
    if "title" in following and own:
        following["title"] = _retitled(following["title"], own, year.name)
    if "facts" in following:
        following["facts"] = {name: _undated(note) for name, note in following["facts"].items()}
    if str(document.get("version", "")).isdigit():
        following["version"] = str(int(document["version"]) + 1)
    return following


def _undated(note: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a fact, without words that name a year: "annual accounts of 26 March 2027".

    The next year's own words come from its company's figures.
    """
    dated = [key for key in ("title", "source") if _DATED.search(str(note.get(key)))]
    return {key: words for key, words in note.items() if key not in dated}


def _retitled(title: Any, old: str, new: str) -> Any:
    if isinstance(title, Mapping):
        return {language: _retitled(text, old, new) for language, text in title.items()}
    return str(title).replace(old, new)


def _line(row: Any) -> VersionLine:
    version, runs, run_id, issued_on, cents, sharing = row
    document = json.loads(version.document)
    label = str(document.get("version") or version.version)
    return VersionLine(
        version.id, version.name, label, document, runs or 0, cents or 0, sharing or 0, run_id, issued_on
    )
