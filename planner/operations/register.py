"""The register of a run: the whole division as the accountant's paper says it, every sum made again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planner.calculators.scheme_run import SchemeRun
from planner.figures.syntax import Name
from planner.language import long_date, say
from planner.operations.register_columns import (
    Factor,
    columns_of,
    factor_texts,
)
from planner.operations.register_words import RegisterWords
from planner.statements.header import Header
from planner.statements.register import Column, Register, Row
from planner.statements.words import period_words

MOST_COLUMNS = 14  # on paper, number and name among them


def register_of(run: SchemeRun, header: Header, language: str) -> Register:
    """The register as primitives: how the pool came about, the checks, who decided, and a row a person."""
    words = RegisterWords(run, header, language)
    columns, dropped = _for_paper(columns_of(run, language), _repeated(run))
    names = bool(header.names)
    return Register(
        language=language,
        company=header.company,
        place=header.place,
        scheme=run.scheme.say_title(language),
        period=period_words(run.scheme.period, language),
        date=long_date(language, header.day),
        answer=words.answer(),
        steps_title=words.pool_title(),
        steps=tuple(words.steps()),
        checks=tuple(words.checks()),
        decided=tuple(words.decided()),
        columns=(*_person_columns(language, names), *(_column(each) for each in columns)),
        rows=tuple(_rows(run, header, columns, language)),
        left_out=tuple(words.left_out()),
        identity=header.identity,
        notes=tuple(words.notes(dropped)),
    )


def _person_columns(language: str, names: bool) -> Iterator[Column]:
    yield Column(say(language, "No."), is_figure=False)
    if names:
        yield Column(say(language, "Name"), is_figure=False)


def _column(factor: Factor) -> Column:
    return Column(
        factor.title,
        factor.group,
        is_figure=factor.is_figure,
        decimals=factor.decimals if factor.adds_up else None,
        strong=factor.kind == "total",
        muted=factor.kind == "leftover",
    )


def _repeated(run: SchemeRun) -> set[str]:
    """Facts that a step says again under its own name, rounded."""
    return {formula.tree.name for formula in run.rules.person.values() if isinstance(formula.tree, Name)}


def _for_paper(columns: list[Factor], repeated: set[str]) -> tuple[list[Factor], list[Factor]]:
    """The columns that fit, and those left to the spreadsheet: first what is the same for all, then the plainest."""
    kept = [each for each in columns if each.kind != "fact" or not (each.is_same or each.name in repeated)]
    for kind in ("fact", "step", "cap", "floor", "weight"):
        for each in [each for each in reversed(kept) if each.kind == kind]:
            if len(kept) + 2 > MOST_COLUMNS:
                kept.remove(each)
    return kept, [each for each in columns if each not in kept and each.name not in repeated]


def _rows(run: SchemeRun, header: Header, columns: list[Factor], language: str) -> Iterator[Row]:
    """People in the order of the run."""
    written = [factor_texts(each, language) for each in columns]
    sums = [each.values if each.adds_up else None for each in columns]
    names = bool(header.names)
    for row, place in enumerate(run.eligible):
        number_ = run.people.ids[place]
        who = (number_, header.names.get(number_, "")) if names else (number_,)
        figures = (_exact(values[row]) if values is not None else None for values in sums)
        yield Row((*who, *(texts[row] for texts in written)), (*(None for _ in who), *figures))


def _exact(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None
