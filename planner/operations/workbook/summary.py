"""The summary: how the pool came about, what each award makes of its sum, and checks that compute themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planner.calculators.scheme_document import say_title
from planner.calculators.scheme_result import size_of
from planner.figures.number import decimals_of
from planner.figures.spreadsheet import in_steps, quoted
from planner.figures.unit import ANY, Unit, declared
from planner.language import long_date, say
from planner.operations.register import RegisterWords
from planner.operations.register_columns import Value, award_title, is_in_cents
from planner.operations.workbook.awards import STATES, AwardColumns
from planner.operations.workbook.layout import Key, Layout, kind_of
from planner.operations.workbook.live import Live, live_figure
from planner.operations.workbook.people import FIXED, NOT_LIVE
from planner.operations.workbook.style import MUTED, WASH, Styles, cell_text, plain_value
from planner.statements.header import Header
from planner.statements.rule_words import in_words
from planner.statements.words import period_words

_LOOKS: dict[str, dict[str, Any]] = {
    "company": {"bold": True, "font_size": 11},
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "text": {"font_color": MUTED},
    "head": {"bold": True, "bottom": 1, "font_size": 11},
}


@dataclass
class Line:
    """A row of the summary: a heading, a text, a figure, or a check of two figures."""

    kind: str  # company, title, text, head, figure, strong, check or empty
    label: str = ""
    how: str = ""
    key: Key = ()
    formula: str = ""  # of a check: its figure
    test: str = ""  # of a check: what must hold
    value: Value = None
    unit: Unit = ANY
    step: Fraction | None = None
    live: Live | None = None


@dataclass
class SummarySheet:
    """Plans the rows first, so that other sheets can refer to them, and writes them once all places are known."""

    layout: Layout
    header: Header
    awards: Mapping[int, AwardColumns]

    def __post_init__(self) -> None:
        self.run, self.language = self.layout.run, self.layout.language
        self.name = self.layout.sheets["Summary"]
        self.words = RegisterWords(self.run, self.header, self.language)
        self.lines = [*self._opening(), *self._pool()]
        for place, award in self.awards.items():
            self.lines += [
                Line("empty"),
                Line("head", award_title(self.run, place, self.language)),
                *self._award(award),
            ]
        for row, line in enumerate(self.lines):
            if line.key:
                self.layout.cells[line.key] = (self.name, f"$B${row + 1}")
        for award in self.awards.values():
            # with nobody held, all of the sum is left
            self.layout.cells.setdefault(award.key("left"), self.layout.cells[award.key("sum")])

    def _say(self, text: str, **values: object) -> str:
        return say(self.language, text, **values)

    def _opening(self) -> Iterator[Line]:
        place = f", {self.header.place}" if self.header.place else ""
        yield Line("company", f"{self.header.company}{place}")
        yield Line("title", self.words.answer())
        period = period_words(self.run.scheme.period, self.language)
        yield Line("text", " · ".join(text for text in (period, long_date(self.language, self.header.day)) if text))
        if self.header.identity:
            yield Line("text", f"{self._say('Identity (SHA-256)')}: {self.header.identity}")
        yield Line("empty")

    # The pool

    def _pool(self) -> Iterator[Line]:
        pool = self.words.pool()
        yield Line("head", self.words.pool_title(), self._say("How"))
        for name in self.words.used():
            note = self.run.scheme.facts.get(name)
            source = say_title(note.source, self.language) if note else ""
            figure = self.run.company_facts[name]
            yield Line(
                "figure", self._title(name), source, ("shown", name), unit=figure.unit, value=figure.numbers.at(0)
            )
        for name, figure in self.run.company.items():
            how = in_words(self.run.rules.company[name].tree, self.run.scheme, self.language)
            kind = "strong" if name == pool else "figure"
            value: Value = figure.numbers.at(0) if kind_of(figure) == "number" else figure.written(0)
            yield Line(kind, self._title(name), how, ("single", name), unit=figure.unit, step=figure.step, value=value)

    def _title(self, name: str) -> str:
        return self.words.title(name)

    # An award

    def _award(self, award: AwardColumns) -> Iterator[Line]:
        """What is shared, by which rate, what rounding leaves and to whom it goes."""
        unit, size, shares = declared(award.award.unit), award.size, award.shares
        split = award.award.figures["split"].at(0)
        spare, cut = sum(map(abs, award.award.leftover)), award.told_cut()
        down, parts = sum(award.downs, Fraction(0)), sum(award.award.parts) * size
        undistributed = award.award.undistributed
        held = sum((award.award.parts[row] * size for row in range(self.layout.count)
                    if shares.capped[row] or shares.floored[row]), Fraction(0))  # fmt: skip
        weight, by = award.weight, award.award.figures["by"]
        rate = (split - held) / weight if weight else Fraction(0)
        above = sum(rest > cut for rest in award.told_rests)
        how = in_words(award.formulas["split"].tree, self.run.scheme, self.language)
        by_words = in_words(award.formulas["by"].tree, self.run.scheme, self.language)
        figures: list[tuple[str, str, str, Value, Unit, Fraction | None]] = [
            ("sum", "To be shared", how, split, unit, size),
            ("held", "Held at a cap or floor", "", held, unit, size),
            ("left", "Left for the others", "", split - held, unit, size),
            ("weight", "Weights together", by_words, weight, by.unit, by.step),
            ("rate", "Rate for each 1", "", rate, ANY, None),
            ("down", "Rounded down together", "", down, unit, size),
            (
                "spare",
                "Leftover cents" if is_in_cents(self.run, award.award) else "Leftovers",
                "",
                Fraction(spare),
                ANY,
                Fraction(1),
            ),
            ("cut", "Smallest remainder that gets one", "", cut, ANY, None),
            ("ties", "Leftovers for those with exactly that remainder", "", Fraction(spare - above), ANY, Fraction(1)),
            ("parts", "Parts together", "", parts, unit, size),
            ("undistributed", "Not shared out", "", undistributed, unit, size),
        ]
        for part, label, words, value, its_unit, step in figures:
            if part not in ("held", "left") or award.is_bounded:
                kind = "strong" if part == "sum" else "figure"
                yield Line(kind, self._say(label), words, award.key(part), value=value, unit=its_unit, step=step)

    # Formulas

    def _formula(self, key: Key) -> Live:
        if key[0] == "shown":
            return Live(self.layout.at(("single", str(key[1])), self.name))
        if key[0] == "single":
            name = str(key[1])
            return live_figure(self.layout, self.name, self.run.rules.company[name].tree, self.run.company[name])
        award = self.awards[int(key[1])]
        if key[2] == "sum":
            return live_figure(self.layout, self.name, award.formulas["split"].tree, award.award.figures["split"])
        return Live(self._award_formula(award, str(key[2])))

    def _award_formula(self, award: AwardColumns, part: str) -> str:
        def one(name: str) -> str:
            return self.layout.at(award.key(name), self.name)

        def all_of(name: str) -> str:
            return self.layout.range_of(award.weight_key() if name == "by" else award.key(name), self.name)

        decimals = decimals_of(award.size) or 0
        bounds = [f"SUMIF({all_of('state')},{quoted(self._say(STATES[bound]))},{all_of(bound)})"
                  for bound in ("cap", "floor") if bound in award.formulas]  # fmt: skip
        free = f"SUMIF({all_of('state')},{quoted(self._say(STATES['free']))},{all_of('by')})" if bounds else ""
        steps = in_steps(f"ABS({one('sum')}-{one('undistributed')}-{one('down')})", award.size)
        return {
            "held": f"ROUND({'+'.join(bounds)},{decimals})",
            "left": f"ROUND({one('sum')}-{one('held')},{decimals})",
            "weight": free or f"SUM({all_of('by')})",
            "rate": f"IF({one('weight')}=0,0,{one('left')}/{one('weight')})",
            "down": f"ROUND(SUM({all_of('down')}),{decimals})",
            "spare": f"ROUND({steps},0)",
            "cut": f"IF({one('spare')}=0,2,LARGE({all_of('rest')},{one('spare')}))",
            "ties": f"{one('spare')}-SUMPRODUCT(({all_of('rest')}>{one('cut')})*1)",
            "parts": f"ROUND(SUM({all_of('part')}),{decimals})",
            "undistributed": f"IF({one('weight')}=0,{one('left')},0)",
        }[part]

    # Checks

    def _checks(self) -> Iterator[Line]:
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
        title, unit = award_title(self.run, place, self.language), declared(award.award.unit)

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
        label = self._say("What is shared = {pool}", pool=self._title(pool).lower())
        return Line("check", label, formula=sums, test=f"ROUND({sums}-{whole},6)=0", unit=figure.unit, step=figure.step,
                    value=figure.numbers.at(0))  # fmt: skip

    # Writing

    def write(self, sheet: Any, styles: Styles) -> None:
        self.lines += list(self._checks())
        for row, line in enumerate(self.lines):
            self._line(sheet, styles, row, line)
        self._verdict(sheet, styles)
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 20)
        sheet.set_column(2, 2, 62)

    def _line(self, sheet: Any, styles: Styles, row: int, line: Line) -> None:
        if line.kind in _LOOKS:
            looks = _LOOKS[line.kind]
            sheet.write_string(row, 0, cell_text(line.label), styles.of(**looks))
            if line.kind == "title":
                sheet.set_row(row, 30)
            if line.kind == "head":
                sheet.write_blank(row, 1, None, styles.of(**looks))
                sheet.write_string(row, 2, line.how, styles.of(bottom=1, font_color=MUTED, indent=1))
        elif line.kind == "check":
            self._check(sheet, styles, row, line)
        elif line.kind != "empty":
            self._figure(sheet, styles, row, line)

    def _figure(self, sheet: Any, styles: Styles, row: int, line: Line) -> None:
        more: dict[str, Any] = {"bold": True, "bg_color": WASH} if line.kind == "strong" else {}
        sheet.write_string(row, 0, cell_text(line.label), styles.of(**more))
        sheet.write_string(row, 2, cell_text(line.how), styles.of(text_wrap=True, font_color=MUTED, indent=1))
        live, value = self._formula(line.key), plain_value(line.value)
        style = styles.value(line.unit, line.step, sign=True, **more)
        if live.formula is not None and 0 not in live.fixed:
            sheet.write_formula(row, 1, f"={live.formula}", style, value)
            return
        write = sheet.write_string if isinstance(value, str) else sheet.write_number
        write(row, 1, value, style)
        sheet.write_comment(row, 1, self._say(FIXED if live.formula is not None else NOT_LIVE))

    def _check(self, sheet: Any, styles: Styles, row: int, line: Line) -> None:
        agrees, differs = self._say("OK"), self._say("differs")
        sheet.write_string(row, 0, cell_text(line.label), styles.of())
        style = styles.value(line.unit, line.step, sign=True)
        sheet.write_formula(row, 1, f"={line.formula}", style, plain_value(line.value))
        test = f"=IF({line.test},{quoted(agrees)},{quoted(differs)})"
        sheet.write_formula(row, 2, test, styles.of(bold=True, indent=1), agrees)

    def _verdict(self, sheet: Any, styles: Styles) -> None:
        """Beneath the head, before all else: whether every check agrees."""
        row = next(row for row, line in enumerate(self.lines) if line.kind == "empty")
        checks = [row for row, line in enumerate(self.lines) if line.kind == "check"]
        over = f"$C${checks[0] + 1}:$C${checks[-1] + 1}"
        agrees, differs = self._say("All checks agree"), self._say("A check differs, see below")
        test = f"=IF(COUNTIF({over},{quoted(self._say('OK'))})={len(checks)},{quoted(agrees)},{quoted(differs)})"
        sheet.write_formula(row, 0, test, styles.of(bold=True), agrees)
