"""What `calc growth` takes: a scenario, the company as it is, its schemes, cap table and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic import Field

from planner.calculators.growth_drivers_document import ByYear, Drivers, FutureRound, Year
from planner.calculators.people_document import read_people
from planner.calculators.reading import Document, Exact, NotNegative, Words, shown
from planner.calculators.round_document import Protection, same_ids, terms_faults
from planner.calculators.scheme_document import FigureName, Scheme, Title
from planner.calculators.scheme_rules import read_rules
from planner.calculators.waterfall_document import CarveOut, Debt, OptionGrant, PhantomRight, ShareClass
from planner.errors import Fault, Refused
from planner.figures.calendar import add_months
from planner.figures.number import write_number

ALL = (Fraction(1),)
PERSON = Field(None, description="Whose it is: an id of people.")
VESTED = Field(ALL, description="The part that has vested at the end of each year; the last one goes on.")


class GrowthClass(ShareClass):
    """A class of an exit, with its protection in later rounds."""

    anti_dilution: Protection = "none"


class HeldOptions(OptionGrant):
    """Options, whose they are and how they vest; in an exit, what has vested counts."""

    person: Words | None = PERSON
    vested: ByYear = VESTED


class HeldPhantoms(PhantomRight):
    """Phantom shares, whose they are and how they vest."""

    person: Words | None = PERSON
    vested: ByYear = VESTED


class Holding(Document):
    """A person's own shares of a class."""

    person: Words
    class_: Words = Field(alias="class")
    shares: NotNegative


class CapTableDocument(Document):
    """Who has a claim on an exit today: what `calc waterfall` takes, and which rights are whose."""

    classes: list[GrowthClass] = Field(min_length=1)
    options: list[HeldOptions] = []
    phantoms: list[HeldPhantoms] = []
    holdings: list[Holding] = []
    debt: list[Debt] = []
    carve_outs: list[CarveOut] = []
    transaction_costs: NotNegative = Fraction(0)

    @property
    def grants(self) -> list[HeldOptions | HeldPhantoms]:
        """All rights that vest."""
        return [*self.options, *self.phantoms]

    @property
    def places(self) -> dict[str, str]:
        """Where each id stands that a payout may be told by."""
        keys = ("classes", "options", "phantoms", "debt", "carve_outs")
        return {each.id: f"cap_table.{key}[{at}]" for key in keys for at, each in enumerate(getattr(self, key))}


class GrowthDocument(Document):
    """A scenario over a company: year 1 is the period that the schemes have, `company` the facts of the year before."""

    scenario: Words | None = Field(None, description="The scenario's name.")
    title: Title | None = None
    description: Title | None = None
    years: Year = Field(description="How many years the plan covers, at most 50.")
    company: dict[FigureName, Exact] = Field(
        {}, description="The company's facts of the year before: revenue, net_profit, equity and what the schemes name."
    )
    drivers: Drivers = Drivers()
    schemes: list[Scheme] = []
    cap_table: CapTableDocument | None = None
    people: list[dict[str, Any]] = Field([], description="The people of today, as `calc scheme` takes them.")

    def scheme_in(self, place: int, year: int) -> Scheme:
        """A scheme as it is in a year: its period so many years on."""
        scheme = self.schemes[place]
        if scheme.period is None:
            return scheme
        ends = {"from": later(scheme.period.from_, year - 1), "to": later(scheme.period.to, year - 1)}
        return scheme.model_copy(update={"period": type(scheme.period).model_validate(ends)})

    def first_period(self, year: int) -> tuple[date, date] | None:
        """The first and the last day of a year, by the first scheme that has a period."""
        for place, scheme in enumerate(self.schemes):
            if scheme.period is not None and (found := self.scheme_in(place, year).period):
                return found.from_, found.to
        return None


def later(day: date, years: int) -> date:
    """The same day so many years on; 29 February is the 28th where there is none."""
    return add_months(day, 12 * years)


def growth_faults(document: GrowthDocument) -> Iterator[Fault]:
    """What doesn't go together: facts that a driver needs, years past the plan's end, rights of nobody."""
    yield from _fact_faults(document)
    yield from _round_faults(document)
    yield from _scheme_faults(document)
    if document.cap_table:
        yield from _right_faults(document.cap_table, {str(each.get("id")) for each in document.people})
    levels = {str(each["level"]) for each in document.people if each.get("level") is not None}
    for level in document.drivers.hires:
        if level not in levels:
            values = {"value": shown(level), "known": ", ".join(sorted(levels)) or "—"}
            yield Fault(f"drivers.hires.{level}", "nobody is at level {value}; there are {known}", values)
    yield from (fault for fault in read_people(document.people, None)[1] if not fault.warning)


def _scheme_faults(document: GrowthDocument) -> Iterator[Fault]:
    """Schemes by the name of another, or of a right (amounts are told by it), and formulas that can't be read."""
    names = Counter(each.scheme for each in document.schemes)
    taken = document.cap_table.places if document.cap_table else {}
    for place, each in enumerate(document.schemes):
        values = {"value": shown(each.scheme)}
        if names[each.scheme] > 1:
            yield Fault(f"schemes[{place}].scheme", "{value} is the name of more than one scheme", values)
        if each.scheme in taken:
            first = {**values, "first": taken[each.scheme]}
            yield Fault(f"schemes[{place}].scheme", "{value} is also the id of {first}", first)
        try:
            read_rules(each)
        except Refused as refused:
            yield from (fault.within(f"schemes[{place}]") for fault in refused.faults)


def _fact_faults(document: GrowthDocument) -> Iterator[Fault]:
    drivers, facts = document.drivers, document.company
    if drivers.margin and drivers.profit:
        yield Fault("drivers.profit", "stands beside a margin; only one of them is taken")
    if (drivers.margin or drivers.revenue_growth) and "revenue" not in facts:
        yield Fault("company.revenue", "is missing; revenue_growth and margin need it")
    for name in drivers.facts:
        if name in ("revenue", "net_profit", "equity"):
            yield Fault(f"drivers.facts.{name}", "has drivers of its own: revenue_growth, margin or profit, retained")
        elif name not in facts:
            yield Fault(f"company.{name}", "is missing; drivers.facts lets it grow")
    sold = drivers.exit
    made = {"net_profit"} if drivers.margin or drivers.profit else set[str]()
    if sold and sold.multiple and sold.of not in made | facts.keys():
        yield Fault(f"company.{sold.of}", "is missing; the exit is a multiple of it")


def _round_faults(document: GrowthDocument) -> Iterator[Fault]:
    rounds, sold = document.drivers.rounds, document.drivers.exit
    if sold and sold.year and sold.year > document.years:
        values = {"year": sold.year, "years": document.years}
        yield Fault("drivers.exit.year", "{year} is after the last year of the plan, {years}", values)
    if rounds and document.cap_table is None:
        yield Fault("cap_table", "is missing; rounds need the shares that there are")
    yield from (fault.within("drivers") for fault in same_ids("rounds", [each.id for each in rounds]))
    taken = document.cap_table.places if document.cap_table else {}
    before = 1
    for at, each in enumerate(rounds):
        place = f"drivers.rounds[{at}]"
        yield from (fault.within(place) for fault in _terms_faults(each, taken))
        if sold and sold.year and each.year >= sold.year:
            values = {"year": each.year, "sold": sold.year}
            text = "{year} is not before the exit in year {sold}; leave the round out or sell later"
            yield Fault(f"{place}.year", text, values)
        elif each.year > document.years:
            values = {"year": each.year, "years": document.years}
            yield Fault(f"{place}.year", "{year} is after the last year of the plan, {years}", values)
        elif each.year < before:
            yield Fault(f"{place}.year", "{year} is before the year of the round before it", {"year": each.year})
        before = each.year


def _terms_faults(each: FutureRound, taken: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong in a round by itself, and beside the classes and grants that there are."""
    yield from terms_faults(each)
    if each.id in taken:
        values = {"value": shown(each.id), "first": taken[each.id]}
        yield Fault("id", "{value} is also the id of {first}", values)
    if each.grants:
        yield Fault("grants", "are not taken here; options stand under cap_table.options")


def _right_faults(table: CapTableDocument, people: set[str]) -> Iterator[Fault]:
    named = [(f"cap_table.options[{at}]", each.person) for at, each in enumerate(table.options)]
    named += [(f"cap_table.phantoms[{at}]", each.person) for at, each in enumerate(table.phantoms)]
    named += [(f"cap_table.holdings[{at}]", each.person) for at, each in enumerate(table.holdings)]
    for place, person in named:
        if person is not None and person not in people:
            yield Fault(f"{place}.person", "{value} is nobody under people", {"value": shown(person)})
    places = [place for place, _ in named]
    for place, right in zip(places, table.grants, strict=False):
        if not _rises(right.vested):
            yield Fault(f"{place}.vested", "doesn't rise from 0% to at most 100%")
    yield from _holding_faults(table)


def _rises(parts: Iterable[Fraction]) -> bool:
    found = list(parts)
    return found == sorted(found) and found[0] >= 0 and found[-1] <= 1


def _holding_faults(table: CapTableDocument) -> Iterator[Fault]:
    left = {each.id: each.shares for each in table.classes if each.type != "unallocated_pool"}
    for at, each in enumerate(table.holdings):
        if each.class_ not in left:
            values = {"value": shown(each.class_), "known": ", ".join(left) or "—"}
            yield Fault(f"cap_table.holdings[{at}].class", "{value} is no class with shares; there are {known}", values)
            continue
        left[each.class_] -= each.shares
        if left[each.class_] < 0:
            values = {"more": write_number(-left[each.class_]), "class": shown(each.class_)}
            yield Fault(f"cap_table.holdings[{at}].shares", "are {more} more than class {class} has", values)
    for at, share_class in enumerate(table.classes):
        if share_class.anti_dilution != "none" and not share_class.invested:
            text = "needs invested: what a share was sold at is what is protected"
            yield Fault(f"cap_table.classes[{at}].anti_dilution", text)
