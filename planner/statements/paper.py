"""A statement and a register as the HTML that is laid out: words and columns chosen, nothing calculated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain, groupby, repeat
from textwrap import wrap
from typing import Protocol

from planner.language import say
from planner.statements import bar, templates
from planner.statements.register import Column, Register, sheets
from planner.statements.spacing import lines_of, spacing
from planner.statements.statement import Statement
from planner.statements.widths import Setting, fit

_HOW = 168.0 - 35.0 - 2.0  # mm of a statement's ledger for how it is worked out and the two columns of money
_ROOM = 179.0 - 3.0  # mm between the margins of a landscape page, less what may be measured short
_TOP = 40.0  # the first page's company, answer and headings
_LINE = 5.43  # a line in its three blocks
_EM = 0.18  # mm a letter takes for each point of its size


class Sentence(Protocol):
    """A sentence in the reader's language, as `planner.language.say` with the language filled in."""

    def __call__(self, text: str, /, **values: object) -> str: ...


def statement_html(statement: Statement, day: date, *, with_rules: bool = False) -> str:
    """The statement as HTML."""
    sentence = partial(say, statement.language)
    lines = lines_of(statement)
    result = _column([line.result for line in lines], least=16)
    amount = _column([*(line.amount for line in lines), statement.total + "  "], least=19)
    return (
        templates.paper()
        .get_template("statement/statement.html")
        .render(
            s=statement,
            _=sentence,
            day=day.isoformat(),
            foot=_foot(statement.identity, sentence),
            bar=bar.draw(statement.share) if statement.share else "",
            spacing=spacing(statement, _HOW - result - amount),
            result_width=result,
            amount_width=amount,
            with_rules=with_rules and bool(statement.rules),
        )
    )


def register_html(register: Register, day: date) -> str:
    """The register as HTML, its people already spread over pages."""
    sentence = partial(say, register.language)
    setting = fit(register)
    return (
        templates.paper()
        .get_template("statement/register.html")
        .render(
            r=register,
            _=sentence,
            day=day.isoformat(),
            foot=f"{register.scheme} · {register.company} · {_foot(register.identity, sentence)}",
            sheets=sheets(register, _rooms(register, setting), setting.heights),
            size=setting.size,
            widths=setting.widths,
            width=round(sum(setting.widths), 2),
            groups=_groups(register.columns),
            styles=[_style(column) for column in register.columns],
            span=_label_span(register.columns),
        )
    )


def _foot(identity: str, sentence: Sentence) -> str:
    return f"{sentence('Identity (SHA-256)')} {grouped(identity)}" if identity else sentence("Draft, not yet issued")


def grouped(identity: str) -> str:
    """A hash in groups of eight, as a person compares it: `3f1f4df4 589b05c3 …`"""
    return " ".join(identity[start : start + 8] for start in range(0, len(identity), 8))


def _column(texts: list[str], least: int) -> float:
    """A column's width in mm, so that its longest figure stands on one line."""
    return max(least, round(max(map(len, texts), default=0) * 1.65 + 1, 1))


def _rooms(register: Register, setting: Setting) -> Iterator[float]:
    """How high each page is for people's rows, in mm: the first has the answer above them, all have head and totals."""
    row = setting.line + 1.75
    titles = max((_lines(column.title, (width - 3.2) / (setting.size * _EM))
                  for column, width in zip(register.columns, setting.widths, strict=True)), default=1)  # fmt: skip
    # the columns' titles, the groups above them, and the line that is carried forward
    head = (titles - 1) * setting.line + 2 * row + bool(_groups(register.columns)) * row
    blocks = (
        sum(max(_lines(step.what, 21), _lines(step.how, 31)) for step in register.steps),
        sum(_lines(check.label, 44 - len(check.figure) * 1.2) for check in register.checks),
        sum(max(_lines(fact.label, 17), _lines(fact.value, 24)) for fact in register.decided),
    )
    first = _ROOM - head - _TOP - max(blocks) * _LINE - 6 * len(register.notes)
    return chain([max(first, 0.0)], repeat(_ROOM - head - row))


def _lines(text: str, letters: float) -> int:
    """How many lines a text takes where so many letters stand beside each other."""
    return max(1, len(wrap(text, max(1, int(letters)))))


def _groups(columns: tuple[Column, ...]) -> list[dict[str, object]]:
    """The headings over neighbouring columns; none if no column has one."""
    found = [(title, len(list(group))) for title, group in groupby(column.group for column in columns)]
    return [{"title": title, "span": span} for title, span in found] if any(title for title, _ in found) else []


def _style(column: Column) -> str:
    return " ".join(["fig"] * column.is_figure + ["strong"] * column.strong + ["muted"] * column.muted)


def _label_span(columns: tuple[Column, ...]) -> int:
    """Over how many columns a line of totals may write its label: up to the first that is added up."""
    return next((place for place, column in enumerate(columns) if column.decimals is not None), len(columns)) or 1
