"""The summary's checks: sums that the spreadsheet makes itself, each beside what it must agree with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from planner.calculators.scheme_result import size_of
from planner.figures.number import decimals_of
from planner.figures.sheet_terms import quoted
from planner.figures.unit import declared
from planner.language import say
from planner.operations.register_columns import award_title
from planner.operations.register_words import RegisterWords
from planner.operations.workbook.awards import AwardColumns
from planner.operations.workbook.layout import Layout
from planner.operations.workbook.line import Line
from planner.statements.vocabulary import lowered


@dataclass
class Checks:
    """All checks of one workbook, as lines of its summary."""

    layout: Layout
    awards: Mapping[int, AwardColumns]
    words: RegisterWords

    def __post_init__(self) -> None:
        self.run, self.name = self.layout.run, self.layout.sheets["Summary"]

    def _say(self, text: str, **values: object) -> str:
        return say(self.layout.language, text, **values)

    def lines(self) -> Iterator[Line]:
        """Those of each award, of each unit, of the pool and of the people."""
        yield Line("empty")
        yield Line("head", self._say("Checks"))
        for place, award in self.awards.items():
            yield from self._award_checks(place, award)
        for unit in self.words.units:
            yield self._total_check(unit)
        pool = self.words.pool()
        if pool is not None:
            yield self._pool_check(pool)
        people, left_out = self.layout.range("A", self.name), self.layout.sheets["Not sharing"]
        last = len(self.run.reasons) + 1
        everybody = f"COUNTA({people})" + (f"+COUNTA('{left_out}'!$A$2:$A${last})" if self.run.reasons else "")
        count = len(self.run.people)
        yield Line("check", self._say("People, those who do not share among them"), formula=everybody,
                   test=f"{everybody}={count}", value=Fraction(count), step=Fraction(1))  # fmt: skip

    def _award_checks(self, place: int, award: AwardColumns) -> Iterator[Line]:
        title, unit = award_title(self.run, place, self.layout.language), declared(award.award.unit)

        def one(name: str) -> str:
            return self.layout.at(award.key(name), self.name)

        both = f"{one('parts')}+{one('undistributed')}"
        label = self._say("{title}: parts and what is not shared out = the sum", title=title)
        yield Line("check", label, formula=both, test=f"ROUND({both}-{one('sum')},6)=0", unit=unit, step=award.size,
                   value=award.award.figures["split"].at(0))  # fmt: skip
        extra = self.layout.range_of(award.key("extra"), self.name)
        given = f"SUMPRODUCT(({extra}<>0)*1)"
        yield Line("check", self._say("{title}: leftovers handed out", title=title), formula=given, step=Fraction(1),
                   test=f"{given}={one('spare')}", value=Fraction(sum(map(abs, award.award.leftover))))  # fmt: skip
        if award.is_bounded:
            right = f"COUNTIF({self.layout.range_of(award.key('right'), self.name)},{quoted(self._say('OK'))})"
            yield Line("check", self._say("{title}: people held where they should be", title=title), formula=right,
                       test=f"{right}=COUNTA({self.layout.range('A', self.name)})", step=Fraction(1),
                       value=Fraction(self.layout.count))  # fmt: skip

    def _total_check(self, unit: str) -> Line:
        total = f"SUM({self.layout.range_of(('total', unit), self.name)})"
        parts = [f"SUM({self.layout.range_of(('award', place, 'part'), self.name)})"
                 for place, award in enumerate(self.run.awards) if award.unit == unit]  # fmt: skip
        size = size_of(self.run, unit)
        label = self._say("Total of all people = total of the parts")
        return Line("check", label, formula=f"ROUND({total},{decimals_of(size) or 0})", unit=declared(unit), step=size,
                    test=f"ROUND({total}-({'+'.join(parts)}),6)=0", value=self.words.handed_out(unit))  # fmt: skip

    def _pool_check(self, pool: str) -> Line:
        sums = "+".join(self.layout.at(award.key("sum"), self.name) for award in self.awards.values())
        whole = self.layout.at(("single", pool), self.name)
        figure = self.run.company[pool]
        label = self._say("What is shared = {pool}", pool=lowered(self.words.title(pool)))
        return Line("check", label, formula=sums, test=f"ROUND({sums}-{whole},6)=0", unit=figure.unit, step=figure.step,
                    value=figure.numbers.at(0))  # fmt: skip
