"""A draft's document in the reader's words: its settings with their sliders, its formulas with their results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planner.calculators.people import DERIVED
from planner.calculators.scheme_document import Given, Range, Scheme, say_title
from planner.calculators.scheme_rules import PROTECTED
from planner.errors import Fault, Refused
from planner.figures.facts import read_date
from planner.figures.formula import FUNCTIONS
from planner.figures.number import read_number, write_number
from planner.language import say, sentence
from planner.operations.edit_scheme import at
from planner.operations.outcomes import Outcome
from planner.statements.amounts import show_value
from planner.statements.rule_words import written_number
from planner.statements.setting_words import Piece, setting_value, with_settings
from planner.statements.vocabulary import title_of, unit_words
from planner.web.draft_form import TableRow, table_rows

_NEAR_END, _AT_END = 36, 12  # per cent of a slider
_NAME = re.compile(r"[^\W\d]\w*")
_PLACE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Slider:
    """Between which values a setting moves, in the numbers of its field; `now` is where the version in force stands."""

    least: str
    most: str
    step: str
    value: str
    least_words: str
    most_words: str
    now_words: str
    now_place: str  # in per cent of the slider's way; empty where there is no now
    place: str  # of the value itself

    @property
    def beside_end(self) -> str:
        """Which end's words would overlap those of now: "start", "end" or neither."""
        place = float(self.now_place or 0)
        return "start" if place < _NEAR_END else "end" if place > 100 - _NEAR_END else ""

    @property
    def anchor(self) -> str:
        """How the words of now stand by their tick, so that they stay within the slider."""
        place = float(self.now_place or 0)
        return "start" if place < _AT_END else "end" if place > 100 - _AT_END else "middle"


@dataclass(frozen=True)
class Setting:
    """A single given figure: its field, and a slider if its document says within which range it may move."""

    name: str
    field: str
    title: str
    unit: str
    slider: Slider | None
    is_changed: bool


@dataclass(frozen=True)
class TableSetting:
    """A given table."""

    name: str
    title: str
    rows: Sequence[TableRow]


@dataclass(frozen=True)
class FormulaLine:
    """A rule in words with its settings in place, and what comes out of it."""

    place: str  # "company.1"
    title: str
    pieces: Sequence[Piece]
    result: str
    keys: Sequence[str]  # of its fields


@dataclass(frozen=True)
class Known:
    """A name that a formula may use, with what it is."""

    name: str
    title: str
    kind: str  # "setting", "company", "person", "step", "table", "function"


@dataclass(frozen=True)
class FieldFault:
    """What is wrong at a field: the sentence, and if it is a formula the text before, at and after the character."""

    field: str
    sentence: str
    before: str = ""
    here: str = ""
    after: str = ""


def scheme_of(document: Mapping[str, Any]) -> Scheme | None:
    """The document as a scheme, or None while it isn't right yet."""
    try:
        return Scheme.model_validate(dict(document))
    except ValueError:
        return None


def settings_of(document: Mapping[str, Any], now: Mapping[str, Any] | None, language: str) -> Sequence[Setting]:
    """The single settings, in the order in which the rules use them: first those of the pot, then of who shares."""
    scheme = scheme_of(document)
    if scheme is None:
        return []
    used = _order_of_use(scheme)
    found = sorted(scheme.given.items(), key=lambda each: used.get(each[0], len(used)))
    return [_setting(name, given, now, language) for name, given in found if given.table is None]


def _order_of_use(scheme: Scheme) -> Mapping[str, int]:
    """Each name that formulas use, with its turn."""
    texts = [step.formula for step in (*scheme.company, *scheme.person)]
    texts += [text for award in scheme.award for text in (award.split, award.by, award.cap, award.floor, award.amount)
              if text]  # fmt: skip
    texts += [each.when for each in scheme.eligible]
    names = dict.fromkeys(name for text in texts for name in _NAME.findall(text))
    return {name: turn for turn, name in enumerate(names)}


def tables_of(document: Mapping[str, Any], language: str) -> Sequence[TableSetting]:
    """The tables."""
    given = document.get("given") or {}
    return [
        TableSetting(name, _title(each, language) or name.replace("_", " "), table_rows(document, name, language))
        for name, each in given.items()
        if "table" in each
    ]


def _setting(name: str, given: Given, now: Mapping[str, Any] | None, language: str) -> Setting:
    title = say_title(given.title, language) or name.replace("_", " ")
    before = at(now, f"given.{name}.value") if now else None
    value = read_number(given.value)
    slider = _slider(given, given.range, before, language) if given.range and value is not None else None
    is_changed = before is not None and str(before) != given.value
    return Setting(name, f"given.{name}.value", title, _unit(given, language), slider, is_changed)


def _unit(given: Given, language: str) -> str:
    value = given.value or ""
    if value.endswith("%") or given.unit == "%":
        return "%"
    if not given.unit or read_date(value):
        return ""
    return {"EUR": "€", "USD": "$", "GBP": "£"}.get(given.unit) or unit_words(given.unit, value == "1", language)


def _slider(given: Given, limits: Range, before: object, language: str) -> Slider:
    is_part = (given.value or "").endswith("%")
    scale = 100 if is_part else 1

    def words(value: Fraction) -> str:
        text = write_number(value * scale) + ("%" if is_part else "")
        return setting_value(given.model_copy(update={"value": text}), language)

    now = read_number(before) if before is not None else None
    width = limits.most - limits.least
    inside = now is not None and width > 0 and limits.least <= now <= limits.most
    place = f"{float((now - limits.least) / width * 100):.2f}" if inside and now is not None else ""
    value = read_number(given.value) or Fraction(0)
    numbers = (write_number(each * scale) for each in (limits.least, limits.most, limits.step, value))
    least, most, step, current = numbers
    shown_now = say(language, "now {value}", value=words(now)) if now is not None and place else ""
    at_value = f"{float(min(max(value - limits.least, Fraction(0)), width) / width * 100) if width > 0 else 0:.2f}"
    return Slider(least, most, step, current, words(limits.least), words(limits.most), shown_now, place, at_value)


def formulas_of(document: Mapping[str, Any], outcome: Outcome | None, language: str) -> Sequence[FormulaLine]:
    """The company's steps, each person's, and the awards."""
    scheme = scheme_of(document)
    lines: list[FormulaLine] = []
    for part in ("company", "person"):
        for place, step in enumerate(document.get(part) or []):
            title = _title(step, language) or str(step.get("name", "")).replace("_", " ")
            pieces = _in_words(str(step.get("formula", "")), scheme, language)
            result = _result(part, str(step.get("name")), outcome, language)
            keys = ("formula", "step", "unit", "name", "title.nl", "title.en", "why.nl", "why.en")
            lines.append(FormulaLine(f"{part}.{place}", title, pieces, result, keys))
    for place, award in enumerate(document.get("award") or []):
        lines.append(_award(place, award, scheme, language))
    return lines


def conditions_of(document: Mapping[str, Any], language: str) -> Sequence[FormulaLine]:
    """The conditions for who shares."""
    scheme = scheme_of(document)
    return [
        FormulaLine(
            f"eligible.{place}",
            _title(each, language) or str(each.get("name", "")).replace("_", " "),
            _in_words(str(each.get("when", "")), scheme, language),
            "",
            ("when", "name", "title.nl", "title.en"),
        )
        for place, each in enumerate(document.get("eligible") or [])
    ]


def clauses_of(document: Mapping[str, Any], language: str) -> Sequence[FormulaLine]:
    """The words that bind."""
    return [
        FormulaLine(
            f"clauses.{place}",
            _title(each, language) or str(each.get("name", "")).replace("_", " "),
            (Piece(_say_words(each.get("text"), language)),),
            "",
            ("title.nl", "title.en", "name", "text.nl", "text.en"),
        )
        for place, each in enumerate(document.get("clauses") or [])
    ]


def _award(place: int, award: Mapping[str, Any], scheme: Scheme | None, language: str) -> FormulaLine:
    title = _title(award, language) or say(language, "Part {place}", place=place + 1)
    pieces: list[Piece] = []
    if award.get("amount") is not None:
        pieces += _in_words(str(award["amount"]), scheme, language)
    else:
        pieces += _in_words(str(award.get("split", "")), scheme, language)
        pieces += (Piece(say(language, ", shared out by ")), *_in_words(str(award.get("by", "")), scheme, language))
    for key, words in (("cap", sentence("at most")), ("floor", sentence("at least"))):
        if award.get(key) is not None:
            word = say(language, words)
            pieces += (Piece(f", {word} "), *_in_words(str(award[key]), scheme, language))
    keys = ("split", "by", "cap", "floor", "amount", "step", "unit", "title.nl", "title.en", "why.nl", "why.en")
    return FormulaLine(f"award.{place}", title, pieces, say(language, "each person"), keys)


def _in_words(formula: str, scheme: Scheme | None, language: str) -> tuple[Piece, ...]:
    """As a rule is read aloud; as it is written while it can't be read."""
    try:
        return with_settings(formula, scheme, language) if scheme else (Piece(formula),)
    except Refused:
        return (Piece(formula),)


def _result(part: str, name: str, outcome: Outcome | None, language: str) -> str:
    if part == "person":
        return say(language, "each person")
    figure = outcome.run.company.get(name) if outcome else None
    if figure is None or outcome is None or figure.problems:
        return ""
    return show_value(figure, language, outcome.run.scheme.currency, with_unit=True)


def known_names(
    document: Mapping[str, Any], company: Mapping[str, Any], people: set[str], language: str
) -> list[Known]:
    """Every name that a formula may use: settings, facts, steps, tables and functions. No protected facts."""
    scheme = scheme_of(document)
    found: list[Known] = []
    for name, given in (document.get("given") or {}).items():
        found.append(Known(name, _title(given, language), "table" if "table" in given else "setting"))
    for part in ("company", "person"):
        steps = document.get(part) or []
        found += [Known(str(step.get("name", "")), _title(step, language), "step") for step in steps]
    for kind, names in (("company", set(company)), ("person", (people | DERIVED) - PROTECTED)):
        found += [Known(name, _fact(name, scheme, language), kind) for name in sorted(names)]
    found += [Known(name, say(language, _FUNCTIONS[name]), "function") for name in FUNCTIONS]
    return found


def _fact(name: str, scheme: Scheme | None, language: str) -> str:
    return title_of(name, scheme, language) if scheme else name.replace("_", " ")


def field_faults(faults: Sequence[Fault], language: str) -> Iterator[FieldFault]:
    """Each fault at its field: `scheme.company[1].formula` is the field `company.1.formula`; empty if it has none."""
    for fault in faults:
        place = fault.place.removeprefix("scheme.")
        field = _PLACE.sub(r".\1", place) if fault.place.startswith("scheme.") else ""
        yield _pointed(field, fault, language)


def _pointed(field: str, fault: Fault, language: str) -> FieldFault:
    formula, character, problem = (fault.values.get(key) for key in ("formula", "character", "problem"))
    if not isinstance(character, int) or not isinstance(formula, str):
        bare = Fault("" if field else fault.place, fault.text, fault.values, at=fault.at)
        return FieldFault(field, bare.say(language))
    words = say(language, "Character {character}: {problem}.", character=character,
                problem=problem.say(language) if hasattr(problem, "say") else problem)  # fmt: skip
    start, end = character - 1, _word_end(formula, character - 1)
    return FieldFault(field, words, formula[:start], formula[start:end] or " ", formula[end:])


def _word_end(formula: str, start: int) -> int:
    found = re.compile(r"\w+|.").match(formula, start)
    return found.end() if found else start


def _title(entry: Any, language: str) -> str:
    return _say_words(entry.get("title") if isinstance(entry, Mapping) else None, language)


def _say_words(words: Any, language: str) -> str:
    if isinstance(words, Mapping):
        return str(words.get(language) or next(iter(words.values()), ""))
    return written_number(str(words), language) if isinstance(words, (int, float)) else str(words or "")


_FUNCTIONS = {
    "min": sentence("the smallest: min(a, b)"),
    "max": sentence("the largest: max(a, b)"),
    "round": sentence("rounded: round(x, 0.01)"),
    "floor": sentence("rounded down: floor(x, 1)"),
    "ceil": sentence("rounded up: ceil(x, 1)"),
    "if": sentence("a choice: if(condition, a, b)"),
    "is_given": sentence("whether a fact is known: is_given(x)"),
    "lookup": sentence("from a table: lookup(level, table)"),
    "months": sentence("months between two days: months(a, b)"),
    "days": sentence("days between two days: days(a, b)"),
    "tiers": sentence("by bands: tiers(x, 10% to 1000, 20%)"),
    "total": sentence("of all together: total(x)"),
    "average": sentence("the average: average(x)"),
    "median": sentence("the middle one: median(x)"),
    "smallest": sentence("the smallest of all: smallest(x)"),
    "largest": sentence("the largest of all: largest(x)"),
    "count": sentence("how many share: count()"),
    "mix": sentence("by two things: mix(50%, a, 50%, b)"),
}
