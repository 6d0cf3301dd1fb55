"""Where every figure stands in the workbook, and what a formula sees of the others from its own sheet.

Formulas are written twice: first to find out which columns they need (a fact as a number or as it was written, a
helper column for what a total adds up), then, all places known, for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from xlsxwriter.utility import xl_col_to_name

from planner.calculators.scheme_run import SchemeRun
from planner.figures.doubles import Nearness
from planner.figures.facts import Dates, Facts, Texts, as_written, read_date
from planner.figures.figure import Figure
from planner.figures.number import read_number
from planner.figures.reckon import Scope, reckon
from planner.figures.sheet_terms import FIRST_DAY, NotInSheet, SheetTable
from planner.figures.split import natural
from planner.figures.syntax import Name, Node, plain_text
from planner.figures.unit import Unit
from planner.language import say
from planner.operations.register_columns import Value, fact_values, figure_values, person_names

ROW = "\x00"  # stands for the row's number in a formula that all people share
FIRST_ROW = 4  # of the people, counted from 0; above it the title and two lines of headings
Key = tuple[str | int, ...]


@dataclass
class PersonColumn:
    """A column of the people's sheet: a value a row and, if it is live, the formula that all rows share.

    `fixed` are rows whose value is written instead, since a spreadsheet's arithmetic would round it the other way.
    """

    title: str
    values: Sequence[Value]
    unit: Unit = field(default_factory=Unit)
    step: Fraction | None = None
    group: str = ""
    formula: str | None = None
    fixed: frozenset[int] = frozenset()
    note: str = ""
    kind: str = "step"  # fact, step, helper, share, part, total, check
    adds_up: bool = False


class Layout:
    """All places of one run's workbook."""

    def __init__(self, run: SchemeRun, language: str) -> None:
        self.run, self.language, self.count = run, language, len(run.eligible)
        self.order = sorted(range(self.count), key=lambda row: natural(run.id_at(row)))
        self.sheets = {name: say(language, name) for name in ("Summary", "Facts", "People", "Not sharing")}
        self.columns: dict[Key, PersonColumn | None] = {}
        self.letters: dict[Key, str] = {}
        self.cells: dict[Key, tuple[str, str]] = {}  # of single values: the sheet and the cell
        self.tables: dict[str, SheetTable] = {}
        names = person_names(run)
        self.facts = {name: run.people.fact(name).rows(run.eligible) for name in names}
        self.nearness = Nearness(max(1, self.count))

    @property
    def last_row(self) -> int:
        return FIRST_ROW + max(1, self.count) - 1

    def figure(self, node: Node) -> Figure:
        """What a formula stands for, of everybody who shares."""
        run = self.run
        facts = {name: Figure(fact, "fact", name=name) for name, fact in self.facts.items()}
        known = {**facts, **run.given, **run.company_facts, **run.company, **run.person}
        return reckon(node, Scope(known, run.tables, self.count))

    def single(self, name: str) -> Figure | None:
        """One of the company's figures."""
        for figures in (self.run.given, self.run.company_facts, self.run.company):
            if name in figures:
                return figures[name]
        return None

    def assign(self) -> None:
        """Gives each column its letter: number and name first, then facts, steps, helpers, awards, totals."""
        order = {"fact": 0, "step": 1, "helper": 2}
        keys = sorted(self.columns, key=lambda key: order.get(str(key[0]), 3))
        self.columns = {key: self.columns[key] for key in keys}
        self.letters = {key: xl_col_to_name(place + 2) for place, key in enumerate(keys)}

    def at(self, key: Key, sheet: str) -> str:
        """A cell of one value, as seen from a sheet."""
        home, cell = self.cells.get(key, (sheet, "$A$1"))
        return cell if home == sheet else f"{_quoted(home)}!{cell}"

    def row_of(self, key: Key) -> str:
        """A column's cell in the formula's own row."""
        self.columns.setdefault(key, None)
        return f"{self.letters.get(key, 'A')}{ROW}"

    def range_of(self, key: Key, sheet: str) -> str:
        """A column's cells of everybody."""
        self.columns.setdefault(key, None)
        letter = self.letters.get(key, "A")
        return self.range(letter, sheet)

    def range(self, letter: str, sheet: str) -> str:
        home = "" if sheet == self.sheets["People"] else f"{_quoted(self.sheets['People'])}!"
        return f"{home}${letter}${FIRST_ROW + 1}:${letter}${self.last_row + 1}"

    # Facts and their faces

    def fact_column(self, name: str, face: str) -> PersonColumn:
        """A fact as a number, a date or as it was written; raises NotInSheet if it can't be."""
        facts = self.facts[name]
        if face == "text":
            values: list[Value] = [as_written(value) for value in facts.written]
            if facts.exact is not None:
                raise NotInSheet("a derived fact as a text")
            return PersonColumn(name, values, kind="fact")
        found = fact_values(facts)
        if face == "date" and any(day is not None and day < FIRST_DAY for day in facts.dates.days):
            raise NotInSheet("a day before March 1900")
        return PersonColumn(name, found, kind="fact")

    def step_column(self, name: str) -> PersonColumn:
        figure = self.run.person[name]
        return PersonColumn(name, figure_values(figure, self.count), figure.unit, figure.step)


def kind_of(figure: Figure) -> str:
    """number, text or date."""
    value = figure.value
    if isinstance(value, Facts):
        return fact_kind(value)
    return "date" if isinstance(value, Dates) else "text" if isinstance(value, Texts) else "number"


def fact_kind(facts: Facts) -> str:
    """What a fact reads as: numbers if all are, dates if all are, texts otherwise."""
    if facts.exact is not None or facts.is_numeric:
        return "number"
    return "date" if all(read_date(value) for value in facts.written if value is not None) else "text"


def _quoted(sheet: str) -> str:
    return f"'{sheet}'" if " " in sheet else sheet


@dataclass
class View:
    """The workbook's places as a formula on one sheet sees them; what it needs is noted down in the layout."""

    layout: Layout
    sheet: str

    def kind(self, name: str) -> str:
        layout = self.layout
        single = layout.single(name) or layout.run.person.get(name)
        return kind_of(single) if single is not None else fact_kind(layout.facts[name])

    def cell(self, node: Node, face: str) -> str:
        if isinstance(node, Name) and self.layout.single(node.name) is not None:
            if face not in ("any", self.kind(node.name)):
                raise NotInSheet("a company's number as a text")
            return self.layout.at(("single", node.name), self.sheet)
        if self.sheet != self.layout.sheets["People"]:
            raise NotInSheet("one person's figure among the company's")
        return self.layout.row_of(self._key(node, face))

    def column(self, node: Node, face: str) -> str:
        return self.layout.range_of(self._key(node, face), self.sheet)

    def people(self) -> str:
        return self.layout.range("A", self.sheet)

    def _key(self, node: Node, face: str) -> Key:
        layout = self.layout
        if isinstance(node, Name) and node.name in layout.run.person:
            if face not in ("any", self.kind(node.name)):
                raise NotInSheet("a step's number as a text")
            return ("step", node.name)
        if isinstance(node, Name) and layout.single(node.name) is None:
            face = self.kind(node.name) if face == "any" else face
            layout.fact_column(node.name, face)
            return ("fact", node.name, face)
        return ("helper", plain_text(node), face)

    def table(self, name: str) -> SheetTable:
        if name in self.layout.tables:
            return self.layout.tables[name]
        return table_shape(self.layout.run, name, "A1", "A1")

    def is_plain(self, node: Node) -> bool:
        value = self.layout.figure(node).value
        texts = value.texts.texts if isinstance(value, Facts) else value.texts if isinstance(value, Texts) else []
        return are_plain(texts)


def are_plain(texts: Sequence[str]) -> bool:
    """Whether a spreadsheet reads no sign, number or capital into these texts when it looks one up."""
    distinct = set(texts)
    is_safe = all(text[:1].isalpha() and not set(text) & set('*?~"<>=\n') and len(text) < 200 for text in distinct)
    # TRUE and such are no texts to a spreadsheet
    words = {text.casefold() for text in distinct}
    return is_safe and len(words) == len(distinct) and not words & {"true", "false", "waar", "onwaar"}


def table_shape(run: SchemeRun, name: str, keys: str, values: str) -> SheetTable:
    """A table's ranges and how its keys are to be looked up."""
    texts = list(run.tables[name])
    numbers = [read_number(text) for text in texts]
    is_numeric = None not in numbers and len(set(numbers)) == len(numbers)
    if None not in numbers and not is_numeric:
        raise NotInSheet("a table with a number written in two ways")
    return SheetTable(keys, values, is_numeric, are_plain(texts))
