"""Correcting a run: the same rules over the figures and people of its year as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.errors import refuse
from planner.operations.correction import RECOVERED, WAIVED
from planner.operations.corrections import Change, changes_of, corrected_by, corrects_of
from planner.operations.propose import Plan, identity_of_plan, outlook
from planner.operations.read_runs import KeptRun
from planner.operations.years import YearLine, people_of, years_of


@dataclass(frozen=True)
class Preview:
    """What a correction would change; `identity` is what its reader checked, for each way downward."""

    year: YearLine
    changes: Sequence[Change]
    identity: Mapping[str, str]


def preview(kept: KeptRun, downward: str) -> Preview:
    """What a correction comes to, person by person. Raises Refused if it can't be made."""
    plan = correction_plan(kept, "", downward, {})
    found = outlook(plan)
    names = {number: card.name for number, card in people_of(plan.year).cards.items()}
    changes = changes_of(corrects_of(kept.line.id, downward, {}), found.run, names)
    each = {way: identity_of_plan(replace(plan, downward=way)) for way in (RECOVERED, WAIVED)}
    return Preview(plan.year, changes, each)


def correction_plan(kept: KeptRun, key: str, downward: str, why: Mapping[str, str]) -> Plan:
    """What to propose. Raises Refused if the run was corrected already, or its year isn't here."""
    if corrected_by(kept.line.id) is not None:
        raise refuse("", "This run was corrected already. Correct the run that took its place.")
    year = next((each for each in years_of(kept.line.company_id) if (each.first, each.last) == kept.line.period), None)
    if year is None:
        raise refuse("", "There is no year with this period here, so there are no figures to correct it from.")
    scheme = kept.scheme
    return Plan(key, year, scheme, corrects_id=kept.line.id, downward=downward, why=why)
