"""The summary: how the pool came about, what each award makes of its sum, and checks that compute themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.calculators.scheme_document import say_title
from planner.figures.sheet_terms import quoted
from planner.language import long_date, say
from planner.operations.register_columns import Value, award_title
from planner.operations.register_words import RegisterWords
from planner.operations.workbook.award_lines import award_formula, award_lines
from planner.operations.workbook.awards import AwardColumns
from planner.operations.workbook.checks import Checks
from planner.operations.workbook.layout import Key, Layout, kind_of
from planner.operations.workbook.line import Line
from planner.operations.workbook.live import Live, live_figure
from planner.operations.workbook.style import FIXED, MUTED, NOT_LIVE, WASH, Styles, cell_text, plain_value, write_plain
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
                *award_lines(award),
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
        yield Line("empty")  # the verdict's place
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
        return Live(award_formula(award, str(key[2])))

    # Writing

    def write(self, sheet: Any, styles: Styles) -> None:
        self.lines += list(Checks(self.layout, self.awards, self.words).lines())
        for row, line in enumerate(self.lines):
            self._line(sheet, styles, row, line)
        self._verdict(sheet, styles)
        sheet.set_column(0, 0, 54)
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
                sheet.write_string(row, 2, line.how, styles.of(bottom=1, font_color=MUTED, align="left", indent=1))
        elif line.kind == "check":
            self._check(sheet, styles, row, line)
        elif line.kind != "empty":
            self._figure(sheet, styles, row, line)

    def _figure(self, sheet: Any, styles: Styles, row: int, line: Line) -> None:
        more: dict[str, Any] = {"bold": True, "bg_color": WASH} if line.kind == "strong" else {}
        sheet.write_string(row, 0, cell_text(line.label), styles.of(**more))
        sheet.write_string(
            row, 2, cell_text(line.how), styles.of(text_wrap=True, font_color=MUTED, align="left", indent=1)
        )
        live, value = self._formula(line.key), plain_value(line.value)
        style = styles.value(line.unit, line.step, sign=True, **more)
        if live.formula is not None and 0 not in live.fixed:
            sheet.write_formula(row, 1, f"={live.formula}", style, value)
            return
        write_plain(sheet, row, 1, line.value, style)
        sheet.write_comment(row, 1, self._say(FIXED if live.formula is not None else NOT_LIVE))

    def _check(self, sheet: Any, styles: Styles, row: int, line: Line) -> None:
        agrees, differs = self._say("OK"), self._say("differs")
        sheet.write_string(row, 0, cell_text(line.label), styles.of(text_wrap=True))
        style = styles.value(line.unit, line.step, sign=True)
        sheet.write_formula(row, 1, f"={line.formula}", style, plain_value(line.value))
        test = f"=IF({line.test},{quoted(agrees)},{quoted(differs)})"
        sheet.write_formula(row, 2, test, styles.of(bold=True, align="left", indent=1), agrees)

    def _verdict(self, sheet: Any, styles: Styles) -> None:
        """Beneath the head, before all else: whether every check agrees."""
        row = next(row for row, line in enumerate(self.lines) if line.kind == "empty")
        checks = [row for row, line in enumerate(self.lines) if line.kind == "check"]
        over = f"$C${checks[0] + 1}:$C${checks[-1] + 1}"
        agrees, differs = self._say("All checks agree"), self._say("A check differs, see below")
        test = f"=IF(COUNTIF({over},{quoted(self._say('OK'))})={len(checks)},{quoted(agrees)},{quoted(differs)})"
        sheet.write_formula(row, 0, test, styles.of(bold=True), agrees)
