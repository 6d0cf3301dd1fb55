"""The cap table of each year of a plan: what the rounds have issued by then, and what has vested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from planner.calculators.growth_document import CapTableDocument, GrowthClass, GrowthDocument, HeldOptions, HeldPhantoms
from planner.calculators.growth_drivers_document import FutureRound, in_year
from planner.calculators.round_document import Preferred
from planner.calculators.rounds import CapTable, worked_out
from planner.calculators.waterfall_document import WaterfallDocument, waterfall_faults
from planner.calculators.waterfall_table import Table
from planner.errors import Refused, refuse
from planner.figures.number import write_number

ZERO = Fraction(0)
Grant = TypeVar("Grant", HeldOptions, HeldPhantoms)


@dataclass(frozen=True)
class Right:
    """A person's part of what a class or a grant gets: all of their own options, some of a class."""

    person: str
    of: str
    part: Fraction


@dataclass(frozen=True)
class Issued:
    """Who holds what after the rounds so far, and the terms of each class in an exit."""

    shares: CapTable
    terms: dict[str, GrowthClass | FutureRound]

    def part_of(self) -> dict[str, Fraction]:
        """Each class's and each grant's part of all shares, as converted, and the pool's."""
        ratios = {each.id: each.price / each.converts_at for each in self.shares.preferred}
        counts: dict[str, Fraction] = {}
        for (name, of), count in self.shares.held.items():
            key = of or name
            counts[key] = counts.get(key, ZERO) + count * ratios.get(of or "", Fraction(1))
        counts["pool"] = counts.get("pool", ZERO) + self.shares.unallocated
        total = sum(counts.values(), ZERO)
        return {name: count / total for name, count in counts.items()} if total else {}


class CapTables:
    """The tables of a plan, by year. Raises Refused for rounds that nobody can carry out."""

    def __init__(self, document: GrowthDocument, terms: CapTableDocument) -> None:
        self.document, self.terms = document, terms
        self._made: dict[tuple[object, ...], Table] = {}
        self.issued = list(self._through())

    def _through(self) -> Iterator[Issued]:
        """What is issued at the end of each year."""
        classes = {each.id: each for each in self.terms.classes}
        now = Issued(at_start(self.terms), dict(classes))
        rounds = list(enumerate(self.document.drivers.rounds))
        for year in range(1, self.document.years + 1):
            for at, each in rounds:
                if each.year == year:
                    now = _after(now, each, at)
            yield now

    def raised(self, year: int) -> Fraction:
        """The new money of a year."""
        return sum((each.new_money for each in self.document.drivers.rounds if each.year == year), ZERO)

    def table(self, year: int) -> Table:
        """The sharing of a sale at a year's end."""
        options = [_vested(each, year) for each in self.terms.options]
        phantoms = [_vested(each, year) for each in self.terms.phantoms]
        vested = [*(each.quantity for each in options), *(each.quantity for each in phantoms)]
        period = self.document.first_period(year) if any(each.dividend for each in self.terms.classes) else None
        key = (id(self.issued[year - 1]), period, *vested)
        if key not in self._made:
            self._made[key] = _checked(WaterfallDocument(
                exit=ZERO, classes=list(_classes(self.issued[year - 1], self.terms)), options=list(options),
                phantoms=list(phantoms), debt=self.terms.debt, carve_outs=self.terms.carve_outs,
                transaction_costs=self.terms.transaction_costs, date=period and period[1],
            ))  # fmt: skip
        return self._made[key]

    @cached_property
    def rights(self) -> list[Right]:
        """What people hold: whole grants, and parts of classes, all their shares of one together."""
        found = [Right(each.person, each.id, Fraction(1)) for each in self.terms.grants if each.person is not None]
        sizes = {each.id: each.shares for each in self.terms.classes}
        held: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for each in self.terms.holdings:
            if each.shares:
                held[each.person, each.class_] += each.shares / sizes[each.class_]
        return found + [Right(person, name, part) for (person, name), part in held.items()]


def _vested(grant: Grant, year: int) -> Grant:
    """What has vested of a grant by a year's end."""
    return grant.model_copy(update={"quantity": grant.quantity * in_year(grant.vested, year)})


def at_start(terms: CapTableDocument) -> CapTable:
    """Today's shares, as `calc rounds` counts them: each class and each grant a holder of its own."""
    held: dict[tuple[str, str | None], Fraction] = {}
    preferred, pool = [], ZERO
    for each in terms.classes:
        if each.type == "unallocated_pool":
            pool += each.shares
        elif each.type == "common" or not each.shares:
            held[each.id, None] = each.shares
        else:
            held[each.id, each.id] = each.shares
            preferred.append(_as_sold(each))
    held |= {(each.id, None): each.quantity for each in terms.options}
    return CapTable(held, pool, preferred)


def _as_sold(each: GrowthClass) -> Preferred:
    """A class as a round sees it: its price, and the one at which it converts."""
    price = each.invested / each.shares if each.invested else Fraction(1)
    return Preferred(id=each.id, shares=each.shares, price=price, conversion_price=price / each.conversion_ratio,
                     anti_dilution=each.anti_dilution)  # fmt: skip


def _after(now: Issued, terms: FutureRound, at: int) -> Issued:
    try:
        holders = worked_out(now.shares, terms, at)
    except Refused as refused:
        raise Refused(fault.within("drivers") for fault in refused.faults) from None
    shares = now.shares.after(holders, terms, whole=False)
    new = {each.id: terms for each in shares.preferred if each.id not in now.terms}
    return Issued(shares, {**now.terms, **new})


def _classes(issued: Issued, terms: CapTableDocument) -> Iterator[GrowthClass]:
    """The classes of an exit: those of today as they convert now, and those that rounds have issued."""
    converted = {each.id: each for each in issued.shares.preferred}
    for each in terms.classes:
        now = converted.get(each.id)
        yield each if now is None else each.model_copy(update={"conversion_ratio": now.price / now.converts_at})
    for name, now in converted.items():
        sold = issued.terms[name]
        if isinstance(sold, FutureRound):
            yield GrowthClass(
                id=name, type="preferred", shares=now.shares, invested=now.shares * now.price, multiple=sold.multiple,
                participating=sold.participating, cap_multiple=sold.cap_multiple, seniority=sold.seniority,
                conversion_ratio=now.price / now.converts_at,
            )  # fmt: skip


def _checked(document: WaterfallDocument) -> Table:
    if faults := list(waterfall_faults(document)):
        raise Refused(fault.within("cap_table") for fault in faults)
    table = Table(document)
    beyond = (table.breakpoints[-1] if table.breakpoints else ZERO) + 1
    if left := table.left_over(beyond):
        raise refuse("cap_table.classes", "have nobody to share {left} of the exit; common shares are needed",
                     left=write_number(left))  # fmt: skip
    return table


def pays_from(table: Table) -> dict[str, Fraction | None]:
    """From which exit value each holder gets something; None for whom none is enough.

    Payouts are straight lines between breakpoints, so each begins at the last one where it is still zero.
    """
    ends = [ZERO, *table.breakpoints]
    paid = [table.share(each).payouts for each in [*ends, ends[-1] + 1]]
    found: dict[str, Fraction | None] = {}
    for name in table.ids:
        first = next((place for place, payouts in enumerate(paid) if payouts[name] > 0), None)
        found[name] = None if first is None else ends[max(first - 1, 0)]
    return found
