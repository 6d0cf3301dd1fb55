"""What changed in a year since something was proposed from it: figures and people, as they were and as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.operations.proposals import KeptProposal
from planner.operations.years import find_year, people_of


@dataclass(frozen=True)
class ChangedFact:
    """A figure of the company: what was proposed, and what stands there now; None where it is not there."""

    name: str
    title: Mapping[str, str]
    before: str | None
    now: str | None


@dataclass(frozen=True)
class Changes:
    """All that is different; empty if what was proposed is still what the year says."""

    facts: Sequence[ChangedFact] = ()
    changed: Sequence[str] = ()  # numbers of people
    joined: Sequence[str] = ()
    gone: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.facts or self.changed or self.joined or self.gone)


def changes_since(proposal: KeptProposal) -> Changes:
    """Against the year as it is now. What changed and was put back doesn't count."""
    year = find_year(proposal.line.company_id, proposal.line.year_id)
    if year is None or (year.version, year.people_revision) == (proposal.year_version, proposal.people_revision):
        return Changes()
    facts = []
    before, now = proposal.company.facts, year.company.facts
    for name in [*before, *(name for name in now if name not in before)]:
        old, new = before.get(name), now.get(name)
        texts = [None if fact is None else str(fact.value) for fact in (old, new)]
        if texts[0] != texts[1]:
            facts.append(ChangedFact(name, (new or old).title, texts[0], texts[1]))  # type: ignore[union-attr]  # one of them is there
    then = {person["id"]: person for person in proposal.people}
    present = {person["id"]: person for person in people_of(year).people}
    return Changes(
        facts,
        [number for number, person in present.items() if number in then and then[number] != person],
        [number for number in present if number not in then],
        [number for number in then if number not in present],
    )
