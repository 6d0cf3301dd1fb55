"""The instalments of any number of grants under the same terms: what falls when, in whole rights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from planner.calculators.vesting_allocation import allocate
from planner.calculators.vesting_document import Grant, VestingTerms
from planner.calculators.vesting_exact import Portions, Whole, portions
from planner.calculators.vesting_graph import grant_faults, terms_faults
from planner.calculators.vesting_path import Clock, Met, Timing, walk
from planner.errors import Refused
from planner.figures.day_numbers import NEVER, Days, day_number

_MOST_CELLS = 2_000_000  # of instalments at once, so that many long schedules still fit in memory


@dataclass(frozen=True)
class Batch:
    """Grants (by their rows) that take one path: what each instalment gives, over one bottom, and on which day."""

    exact: Portions
    amounts: Whole
    bottom: int
    days: Days

    @property
    def rows(self) -> Days:
        return self.exact.route.rows

    def vested(self, until: date | None) -> Whole:
        """What has vested of each by the end of that day, over the bottom; of all instalments without one."""
        return np.asarray(np.where(self.days <= day_number(until), self.amounts, 0).sum(axis=1))


def batches(terms: VestingTerms, grants: Sequence[Grant], clock: Clock | None = None) -> list[Batch]:
    """The instalments of grants under the same terms, together where they take the same path. Raises Refused."""
    timing = Timing(np.array([day_number(each.start) for each in grants], np.int64), _events(terms, grants), clock)
    quantities = [each.quantity for each in grants]
    granted = np.array([-NEVER if each.grant_date is None else day_number(each.grant_date) for each in grants])
    found = []
    for exact in (part for route in walk(terms, timing) for part in portions(route, quantities)):
        days = np.maximum(exact.dates, granted[exact.route.rows][:, None])
        bottom = exact.bottom if terms.allocation_type == "FRACTIONAL" else 1
        found.append(Batch(exact, allocate(exact, terms.allocation_type), bottom, days))
    return found


@dataclass(frozen=True)
class Instalment:
    """What one instalment of a grant gives, on which day; `due` by its own count, from `since` on (both day numbers).

    What isn't timed (at the start, by an event) has a `since` of `NEVER`.
    """

    amount: Fraction
    day: int
    since: int
    due: int

    @property
    def is_timed(self) -> bool:
        return self.since != NEVER


def instalments(terms: VestingTerms, grant: Grant, clock: Clock | None = None) -> list[Instalment]:
    """The instalments of one grant, in order of time. Raises Refused."""
    found = []
    for batch in batches(terms, [grant], clock):
        spans = [span for met in batch.exact.route.path for span in _spans(met)]
        for amount, day, (since, due) in zip(batch.amounts[0].tolist(), batch.days[0].tolist(), spans, strict=True):
            found.append(Instalment(Fraction(amount, batch.bottom), day, since, due))
    return found


def _spans(met: Met) -> Iterator[tuple[int, int]]:
    since = int(met.since[0])
    for due in met.due[0].tolist():
        yield since, due
        since = due


def _events(terms: VestingTerms, grants: Sequence[Grant]) -> dict[str, Days]:
    waiting = [each.id for each in terms.vesting_conditions if each.trigger.type == "VESTING_EVENT"]
    found = {name: np.full(len(grants), NEVER) for name in waiting}
    for row, grant in enumerate(grants):
        for event in grant.events:
            found[event.condition_id][row] = day_number(event.date)
    return found


def vested_at(terms: VestingTerms, grants: Sequence[Grant], until: date | None) -> list[Fraction]:
    """How many rights of each grant have vested by a day, or ever will by what is known. Raises Refused.

    Faults of a grant stand under its place, `[3].start`. 10,000 grants take some tens of milliseconds, as grants
    under the same terms share all of the work but the sums; the arithmetic is exact.
    """
    faults = terms_faults(terms) or [
        fault.within(f"[{place}]") for place, grant in enumerate(grants) for fault in grant_faults(terms, grant)
    ]
    if faults:
        raise Refused(faults)
    found = [Fraction(0)] * len(grants)
    for first, part in _parts(terms, grants):
        for batch in batches(terms, part):
            for row, amount in zip(batch.rows.tolist(), batch.vested(until).tolist(), strict=True):
                found[first + row] = Fraction(amount, batch.bottom)
    return found


def _parts(terms: VestingTerms, grants: Sequence[Grant]) -> Iterator[tuple[int, Sequence[Grant]]]:
    columns = sum(each.trigger.period.occurrences if each.trigger.period else 1 for each in terms.vesting_conditions)
    size = max(1, _MOST_CELLS // columns)
    for first in range(0, len(grants), size):
        yield first, grants[first : first + size]
