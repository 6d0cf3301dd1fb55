"""The rules that a company's schemes were carried out by, for whoever they bind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from planner.models import Run, SchemeVersion, db
from planner.operations.read_runs import titles


@dataclass(frozen=True)
class RulesLine:
    """A version of a scheme that somebody was paid by."""

    version_id: int
    name: str
    version: int
    title: Mapping[str, str]  # by language
    first_used: date
    scheme: Mapping[str, Any]


def rules_in_use(company_id: int) -> Sequence[RulesLine]:
    """Every version that a run was issued by, the last used first."""
    used = (
        select(SchemeVersion, func.min(Run.issued_on), func.max(Run.issued_on))
        .join(Run, Run.scheme_version_id == SchemeVersion.id)
        .where(SchemeVersion.company_id == company_id)
        .group_by(SchemeVersion.id)
        .order_by(func.max(Run.issued_on).desc(), SchemeVersion.id.desc())
    )
    return [_line(version, first) for version, first, _ in db.session.execute(used)]


def _line(version: SchemeVersion, first: date) -> RulesLine:
    scheme = json.loads(version.document)
    return RulesLine(version.id, version.name, version.version, titles(scheme), first, scheme)
