"""The people's sheet: one row a person, facts as values, everything that follows from them live."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.scheme_result import size_of
from planner.figures.formula import parse
from planner.figures.number import decimals_of
from planner.figures.spreadsheet import NotInSheet, is_array, quoted, spreadsheet_formula
from planner.figures.syntax import Name, Node
from planner.figures.unit import declared
from planner.language import say
from planner.operations.register_columns import capitalised, figure_values, total_title
from planner.operations.workbook.awards import AwardColumns, own_amounts
from planner.operations.workbook.layout import FIRST_ROW, ROW, Key, Layout, PersonColumn, View, fact_kind, kind_of
from planner.operations.workbook.live import live_figure
from planner.operations.workbook.style import MUTED, Styles, cell_text, plain_value, width
from planner.statements.header import Header
from planner.statements.rule_words import in_words
from planner.statements.vocabulary import title_of

FIXED = "A spreadsheet's own arithmetic would round this the other way. The exact figure stands here as a value."
NOT_LIVE = "A spreadsheet can't carry this formula out as the rules mean it. The exact figures stand here as values."
MOST_NOTES = 100


def shared_awards(layout: Layout) -> dict[int, AwardColumns]:
    """The awards that share a sum out, by their place."""
    return {
        place: AwardColumns(layout, place, award, award.shares)
        for place, award in enumerate(layout.run.awards)
        if award.shares is not None
    }


def find_columns(layout: Layout, awards: Mapping[int, AwardColumns]) -> None:
    """Notes down every column that there must be, by writing all formulas once."""
    run, people, summary = layout.run, layout.sheets["People"], layout.sheets["Summary"]
    for name in layout.facts:
        _note(layout, people, Name(0, name), "any")
    for name, formula in run.rules.company.items():
        _note(layout, summary, formula.tree, kind_of(run.company[name]))
    for name, formula in run.rules.person.items():
        layout.row_of(("step", name))
        _note(layout, people, formula.tree, kind_of(run.person[name]))
    for place, formulas in enumerate(run.rules.award):
        for part, formula in formulas.items():
            _note(layout, summary if part == "split" else people, formula.tree, "number")
        _note_award(layout, place, awards.get(place))
    seen: set[Key] = set()
    while helpers := [key for key in layout.columns if key[0] == "helper" and key not in seen]:
        seen.update(helpers)
        for _, text, face in helpers:
            _note(layout, people, parse(str(text)), str(face))
    for unit in dict.fromkeys(award.unit for award in run.awards):
        layout.row_of(("total", unit))
    layout.assign()


def _note(layout: Layout, sheet: str, tree: Node, face: str) -> None:
    try:
        if face == "any":
            View(layout, sheet).cell(tree, face)
        else:
            spreadsheet_formula(tree, View(layout, sheet), face)
    except NotInSheet:
        return


def _note_award(layout: Layout, place: int, award: AwardColumns | None) -> None:
    parts = ["part"]
    if award is not None:
        bounds = [part for part in ("cap", "floor") if part in award.formulas]
        held = ["state"] if bounds else []
        parts = [*bounds, *held, "share", "down", "rest", "extra", "part", *(["right"] if held else [])]
        layout.row_of(award.weight_key())
    for part in parts:
        layout.row_of(("award", place, part))


def fill_columns(layout: Layout, awards: Mapping[int, AwardColumns]) -> None:
    """Gives every column its values and its formula; all places are known by now."""
    found: dict[Key, PersonColumn] = {}
    for place, award in enumerate(layout.run.awards):
        if place in awards:
            found |= awards[place].columns()
        else:
            found[("award", place, "part")] = own_amounts(layout, place, award)
    for key in layout.columns:
        layout.columns[key] = found[key] if key in found else _column(layout, key)
    for shared in awards.values():
        weight = layout.columns[shared.weight_key()]
        if weight is not None:
            weight.adds_up = True


def _column(layout: Layout, key: Key) -> PersonColumn:
    makers = {"fact": _fact, "step": _step, "helper": _helper, "total": _total}
    return makers[str(key[0])](layout, key)


def _fact(layout: Layout, key: Key) -> PersonColumn:
    name, face = str(key[1]), str(key[2])
    column = layout.fact_column(name, face)
    column.title = capitalised(title_of(name, layout.run.scheme, layout.language))
    if face == "text" and fact_kind(layout.facts[name]) != "text":
        column.title = say(layout.language, "{title}, as written", title=column.title)
    if name in ("salary", "monthly_salary", "pay_in_period"):
        column.unit = declared(layout.run.scheme.currency)
    return column


def _step(layout: Layout, key: Key) -> PersonColumn:
    name = str(key[1])
    column, tree = layout.step_column(name), layout.run.rules.person[name].tree
    column.title = capitalised(title_of(name, layout.run.scheme, layout.language))
    live = live_figure(layout, layout.sheets["People"], tree, layout.run.person[name])
    column.formula, column.fixed = live.formula, live.fixed
    column.note = "" if live.formula else "value"
    return column


def _helper(layout: Layout, key: Key) -> PersonColumn:
    """What a total adds up, or what its groups go by, person by person."""
    tree = parse(str(key[1]))
    figure = layout.figure(tree)
    live = live_figure(layout, layout.sheets["People"], tree, figure)
    title = capitalised(in_words(tree, layout.run.scheme, layout.language))
    column = PersonColumn(title, figure_values(figure, layout.count), figure.unit, kind="helper")
    column.formula, column.fixed = live.formula, live.fixed
    column.note = "" if live.formula else "value"
    column.adds_up = True
    return column


def _total(layout: Layout, key: Key) -> PersonColumn:
    unit, awards = str(key[1]), layout.run.awards
    mine = [place for place, award in enumerate(awards) if award.unit == unit]
    values = [sum((awards[place].amount(row) for place in mine), Fraction(0)) for row in range(layout.count)]
    size = size_of(layout.run, unit)
    parts = "+".join(layout.row_of(("award", place, "part")) for place in mine)
    return PersonColumn(total_title(layout.run, unit, layout.language), values, declared(unit), size,
                        formula=f"ROUND({parts},{decimals_of(size) or 0})", kind="total", adds_up=True)  # fmt: skip


class PeopleSheet:
    """Writes the columns, their totals, and what each column is."""

    def __init__(self, layout: Layout, header: Header, awards: Mapping[int, AwardColumns], sheet: Any,
                 styles: Styles) -> None:  # fmt: skip
        self.layout, self.header, self.sheet, self.styles = layout, header, sheet, styles
        self.awards = awards
        self.notes = 0
        self.columns = [column for column in layout.columns.values() if column is not None]

    def write(self) -> None:
        layout, language = self.layout, self.layout.language
        self.sheet.write_string(0, 0, cell_text(self.header.company), self.styles.of(bold=True, font_size=14))
        self.sheet.write_string(
            1, 0, cell_text(layout.run.scheme.say_title(language)), self.styles.of(font_color=MUTED)
        )
        self._headings()
        ids = [layout.run.id_at(row) for row in layout.order]
        for place, number in enumerate(ids):
            self.sheet.write_string(FIRST_ROW + place, 0, cell_text(number), self.styles.of())
            name = self.header.names.get(number)
            if name:
                self.sheet.write_string(FIRST_ROW + place, 1, cell_text(name), self.styles.of())
        for place, column in enumerate(self.columns):
            self._column(place + 2, column)
        self._checks()
        self._set_up(ids)

    def _headings(self) -> None:
        head = self.styles.of(bold=True, bottom=1, text_wrap=True, valign="bottom")
        figure = self.styles.of(bold=True, bottom=1, text_wrap=True, valign="bottom", align="right")
        for place, text in enumerate(("No.", "Name")):
            self.sheet.write_string(FIRST_ROW - 1, place, say(self.layout.language, text), head)
        before = ""
        for place, column in enumerate(self.columns):
            if column.group:
                text = cell_text(column.group) if column.group != before else ""
                self.sheet.write(FIRST_ROW - 2, place + 2, text, self.styles.of(bold=True, bottom=4))
            before = column.group
            style = figure if _is_figures(column) else head
            self.sheet.write_string(FIRST_ROW - 1, place + 2, cell_text(column.title), style)
            if column.note:
                self.sheet.write_comment(FIRST_ROW - 1, place + 2, say(self.layout.language, NOT_LIVE))

    def _column(self, at: int, column: PersonColumn) -> None:
        style, fixed = self._style(column), self._style(column, italic=True)
        has_array = column.formula is not None and is_array(column.formula)
        for place, row in enumerate(self.layout.order):
            value, line = plain_value(column.values[row]), FIRST_ROW + place
            if column.formula is None or row in column.fixed:
                self._value(line, at, value, fixed if row in column.fixed else style)
                self._note(line, at, row in column.fixed)
                continue
            formula = "=" + column.formula.replace(ROW, str(line + 1))
            if has_array:
                self.sheet.write_array_formula(line, at, line, at, formula, style, _cached(value))
            else:
                self.sheet.write_formula(line, at, formula, style, _cached(value))
        if column.adds_up and _is_figures(column):
            self._sum(at, column)
        self.sheet.set_column(at, at, width(column.title, column.values))

    def _value(self, line: int, at: int, value: float | str | date | None, style: Any) -> None:
        if isinstance(value, date):
            self.sheet.write_datetime(line, at, value, style)
        elif isinstance(value, str):
            self.sheet.write_string(line, at, value, style)
        elif value is not None:
            self.sheet.write_number(line, at, value, style)

    def _note(self, line: int, at: int, is_fixed: bool) -> None:
        if is_fixed and self.notes < MOST_NOTES:
            self.notes += 1
            self.sheet.write_comment(line, at, say(self.layout.language, FIXED))

    def _sum(self, at: int, column: PersonColumn) -> None:
        letter = list(self.layout.letters.values())[at - 2]
        total = sum((value for value in column.values if isinstance(value, Fraction)), Fraction(0))
        text = f"SUM({self.layout.range(letter, self.layout.sheets['People'])})"
        decimals = decimals_of(column.step) if column.step is not None else None
        text = f"ROUND({text},{decimals})" if decimals is not None else text
        style = self._style(column, bold=True, top=1)
        self.sheet.write_formula(self.layout.last_row + 1, at, f"={text}", style, _cached(plain_value(total)))

    def _checks(self) -> None:
        """Beneath the totals: whether each award's parts make its sum, and the amounts the parts."""
        line, people = self.layout.last_row + 2, self.layout.sheets["People"]
        self.sheet.write_string(line, 0, say(self.layout.language, "Check"), self.styles.of(font_color=MUTED))

        def total(key: Key) -> str:
            return f"{self.layout.letters[key]}{line}"

        for place, award in self.awards.items():
            left, sum_ = (self.layout.at(award.key(part), people) for part in ("undistributed", "sum"))
            key: Key = ("award", place, "part")
            self._agrees(line, key, f"ROUND({total(key)}+{left}-{sum_},6)=0")
        for key in [key for key in self.layout.letters if key[0] == "total"]:
            mine = [place for place, award in enumerate(self.layout.run.awards) if award.unit == key[1]]
            parts = "-".join(total(("award", place, "part")) for place in mine)
            self._agrees(line, key, f"ROUND({total(key)}-{parts},6)=0")

    def _agrees(self, line: int, key: Key, test: str) -> None:
        agrees, differs = say(self.layout.language, "OK"), say(self.layout.language, "differs")
        at = list(self.layout.letters).index(key) + 2
        style = self.styles.of(font_color=MUTED, align="right")
        self.sheet.write_formula(line, at, f"=IF({test},{quoted(agrees)},{quoted(differs)})", style, agrees)

    def _style(self, column: PersonColumn, **more: Any) -> Any:
        if column.kind == "total":
            more["bold"] = True
        if any(isinstance(value, date) for value in column.values):
            return self.styles.day(**more)
        if not _is_figures(column):
            return self.styles.of(**more)
        if column.kind == "rest" or (column.kind == "share" and column.step is None):
            return self.styles.of(num_format="#,##0.000000", align="right", font_color=MUTED, **more)
        return self.styles.value(column.unit, column.step, **more)

    def _set_up(self, ids: list[str]) -> None:
        total = self.styles.of(bold=True, top=1)
        self.sheet.write_string(self.layout.last_row + 1, 0, say(self.layout.language, "Total"), total)
        self.sheet.set_column(0, 0, width("", list(ids)))
        self.sheet.set_column(1, 1, 24 if self.header.names else 9)
        self.sheet.set_row(0, 22)
        self.sheet.set_row(FIRST_ROW - 1, 44)
        self.sheet.freeze_panes(FIRST_ROW, 2)
        self.sheet.repeat_rows(FIRST_ROW - 2, FIRST_ROW - 1)
        self.sheet.repeat_columns(0, 1)


def _is_figures(column: PersonColumn) -> bool:
    return all(value is None or isinstance(value, Fraction) for value in column.values)


def _cached(value: float | str | date | None) -> float | str | int:
    """What a formula's cell shows until it is worked out again."""
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    return "" if value is None else value
