"""The columns of the people's sheet: which there must be, and what each says."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from planner.calculators.scheme_result import size_of
from planner.figures.formula import parse
from planner.figures.number import decimals_of
from planner.figures.sheet_terms import NotInSheet
from planner.figures.spreadsheet import spreadsheet_formula
from planner.figures.syntax import Name, Node
from planner.figures.unit import declared
from planner.language import say
from planner.operations.register_columns import capitalised, figure_values, total_title
from planner.operations.workbook.awards import AwardColumns, own_amounts
from planner.operations.workbook.layout import Key, Layout, PersonColumn, View, fact_kind, kind_of
from planner.operations.workbook.live import live_figure
from planner.statements.rule_words import in_words
from planner.statements.vocabulary import title_of


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
