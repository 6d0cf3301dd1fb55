"""Who is there in each year of a plan: those of today, who age and may leave, and those who come at their level.

Leaving is counted a level: a rate times its people, carried on until it makes a whole person. Who came last leaves
first, on a year's last day; so the people of today stay as long as those who came after them can make up the number.
Who comes does so on a year's first day, with the facts of the person in the middle of their level and its median pay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import floor
from operator import mul
from statistics import median
from typing import Any

from planner.calculators.growth_document import GrowthDocument
from planner.figures.facts import read_date
from planner.figures.number import half_up, read_number
from planner.figures.split import natural

PAY = ("monthly_salary", "salary", "pay_in_period")
OWN = ("id", "start_date", "end_date", "birth_date", "share_percentage", "tenure_months", "spells", "absences")
CENT = Fraction(1, 100)
Facts = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Someone's place in the company: their facts as they were in the year they are first counted in."""

    facts: Facts
    since: int
    came: date

    @property
    def id(self) -> str:
        return str(self.facts.get("id"))

    @property
    def level(self) -> str:
        return str(self.facts.get("level", ""))


class Workforce:
    """Everyone, year after year. `years[0]` has the people's facts of year 1, those of today first."""

    def __init__(self, document: GrowthDocument) -> None:
        self.document, self.drivers = document, document.drivers
        self.present = [str(each.get("id")) for each in document.people]
        self._owed: dict[str, Fraction] = defaultdict(Fraction)
        self._due: dict[str, Fraction] = defaultdict(Fraction)
        self.years = list(self._through())

    def _through(self) -> Iterator[list[Facts]]:
        here = [Place(each, 1, read_date(each.get("start_date")) or date.min) for each in self.document.people]
        for year in range(1, self.document.years + 1):
            here = [each for each in here if not self._gone(each, year)]
            here += self._hired(here, year)
            yield [self._aged(each, year) for each in here]
            here = self._staying(here, year)

    def _gone(self, place: Place, year: int) -> bool:
        """Whether an end date of their own lies before the year."""
        period, end = self.document.first_period(year), read_date(place.facts.get("end_date"))
        return year > 1 and period is not None and end is not None and end < period[0]

    def _aged(self, place: Place, year: int) -> Facts:
        """Someone's facts in a later year: pay grows, and what counts years or months goes on."""
        years = year - place.since
        if not years:
            return place.facts
        facts = {name: value for name, value in place.facts.items() if name not in ("spells", "absences")}
        rise = self._rises[year - 1] / self._rises[place.since - 1]
        for name in PAY:
            if (pay := _number(facts, name)) is not None:
                facts[name] = half_up(pay * rise, CENT)
        for name, more in (("tenure_months", 12 * years), ("age", years)):
            if (count := _number(facts, name)) is not None:
                facts[name] = count + more
        return facts

    @cached_property
    def _rises(self) -> list[Fraction]:
        """How pay has grown since the first year, by year."""
        later_years = range(2, self.document.years + 1)
        growth = self.drivers.pay_growth
        rises = (growth.centre(year) if growth else Fraction(1) for year in later_years)
        return list(accumulate(rises, mul, initial=Fraction(1)))

    def _hired(self, here: Sequence[Place], year: int) -> Iterator[Place]:
        if self.drivers.joiners:
            for level, count in Counter(each.level for each in here).items():
                self._due[level] += self.drivers.joiners.at(year) * count
        for level, driver in self.drivers.hires.items():
            self._due[level] += driver.at(year)
        for level in sorted(self._due):
            if count := _whole(self._due, level):
                newcomer = self._newcomer(level, here, year)
                came = read_date(newcomer.get("start_date")) or date.max
                for number in range(1, count + 1):
                    yield Place({"id": f"{level}-{year}-{number}", **newcomer}, year, came)

    def _newcomer(self, level: str, here: Sequence[Place], year: int) -> Facts:
        """The facts of who comes at a level: those of the one in the middle of it by pay."""
        now = [self._aged(each, year) for each in here if each.level == level]
        now = now or [self._aged(Place(each, 1, date.min), year) for each in self.document.people
                      if str(each.get("level")) == level]  # fmt: skip
        now.sort(key=lambda each: (_pay(each), natural(str(each.get("id")))))
        middle = now[len(now) // 2]
        facts = {key: value for key, value in middle.items() if key not in OWN}
        for pay in PAY:
            known = [found for each in now if (found := _number(each, pay)) is not None]
            if known:
                facts[pay] = half_up(median(known), CENT)
        if _number(middle, "tenure_months") is not None:
            facts["tenure_months"] = 12
        period = self.document.first_period(year)
        if period and middle.get("start_date") is not None:
            facts["start_date"] = period[0].isoformat()
        return facts

    def _staying(self, here: Sequence[Place], year: int) -> list[Place]:
        if self.drivers.leavers is None:
            return list(here)
        levels: dict[str, list[Place]] = defaultdict(list)
        for each in here:
            levels[each.level].append(each)
        going: set[str] = set()
        for level, those in levels.items():
            self._owed[level] += self.drivers.leavers.at(year) * len(those)
            last_first = sorted(those, key=lambda each: (each.since, each.came, natural(each.id)), reverse=True)
            going |= {each.id for each in last_first[: _whole(self._owed, level)]}
        return [each for each in here if each.id not in going]


def _whole(owed: dict[str, Fraction], level: str) -> int:
    """Whole people out of what is owed, halves rounded up; what is over or short goes on."""
    people = max(0, floor(owed[level] + Fraction(1, 2)))
    owed[level] -= people
    return people


def _number(facts: Mapping[str, Any], name: str) -> Fraction | None:
    value = facts.get(name)
    return None if value is None else read_number(value)


def _pay(facts: Mapping[str, Any]) -> Fraction:
    return next((pay for name in PAY if (pay := _number(facts, name)) is not None), Fraction(0))
