"""For who does not share: which condition, what it asks, and what this person has."""

from __future__ import annotations

from collections.abc import Container, Iterator

from planner.calculators.replay import Replay
from planner.calculators.scheme_document import Condition, say_title
from planner.calculators.scheme_run import NOT_IN_PERIOD
from planner.figures.figure import Figure
from planner.figures.formula import parse
from planner.language import say
from planner.statements.amounts import show_value
from planner.statements.filled_in import Writer, in_one_line
from planner.statements.rule_words import in_words
from planner.statements.statement import Line, Section
from planner.statements.vocabulary import lowered, title_of


def left_out_sentence(found: Replay, language: str) -> str:
    """`The rule asks: at least six months' service. You have: 5 months of service.`"""
    if found.proof.reason == NOT_IN_PERIOD:
        return say(language, "You were not in service in this period.")
    number, condition = _failed(found)
    asks = say_title(condition.title, language) or in_words(parse(condition.when), found.proof.scheme, language)
    have = _have(found, language)
    sentence = say(language, "Rule {number} asks: {asks}.", number=number, asks=asks[:1].lower() + asks[1:])
    return f"{sentence} {say(language, 'You have: {have}.', have=have)}" if have else sentence


def _failed(found: Replay) -> tuple[str, Condition]:
    """The rule that does not hold; a proof whose reason is no condition of its scheme has not been replayed."""
    names = [condition.name for condition in found.proof.scheme.eligible]
    place = names.index(found.proof.reason or "")
    return f"1.{place + 1}", found.proof.scheme.eligible[place]


def _have(found: Replay, language: str) -> str:
    """The person's facts that the condition looks at."""
    figure = found.conditions.get(found.proof.reason or "")
    given = {name for name, value in found.proof.person.facts.items() if value is not None}
    facts = list(_facts(figure, given)) if figure else []
    scheme = found.proof.scheme
    said = []
    for each in facts:
        shown = show_value(each, language, scheme.currency)
        said.append(f"{shown} {lowered(title_of(each.name, scheme, language))}")
    return ", ".join(dict.fromkeys(said))


def _facts(figure: Figure, own: Container[str]) -> Iterator[Figure]:
    """The person's own facts among what a condition was made from."""
    if figure.op == "fact" and figure.name in own and figure.written(0) is not None:
        yield figure
    for operand in figure.operands:
        yield from _facts(operand, own)


def left_out_section(found: Replay, writer: Writer, language: str) -> Section:
    """The conditions in order, each with this person's figures, up to the one that does not hold."""
    title = say(language, "Who shares")
    if found.proof.reason == NOT_IN_PERIOD:
        given = found.proof.person.given
        days = " – ".join(day for day in (given.start_date, given.end_date) if day)
        line = Line(say(language, "In service in the period"), days, result=say(language, "no"), strong=True)
        return Section(title, "", (line,), result=say(language, "no"))
    lines = []
    for place, condition in enumerate(found.proof.scheme.eligible, 1):
        figure = found.conditions.get(condition.name)
        if figure is None:
            continue
        tokens = tuple(writer.tokens(figure))
        what = say_title(condition.title, language) or condition.name.replace("_", " ")
        holds = condition.name != found.proof.reason
        result = say(language, "yes" if holds else "no")
        lines.append(Line(what, in_one_line(list(tokens)), tokens, result=result, rule=f"1.{place}", strong=not holds))
    return Section(title, "", tuple(lines), result=say(language, "no"))
