"""A scheme document as the fields of a form, and the form's answers as a document again.

A field's name is the place of its value in the document: `company.1.formula`. Which fields there are follows from the
document that the form was made from; anything else that is sent is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planner.figures.facts import as_written, read_date
from planner.figures.number import decimals_of, read_number, write_number
from planner.language import LANGUAGES, number
from planner.operations.edit_scheme import LISTS, at, copied, set_at
from planner.web.answers import Answers

LONGEST_FORMULA, LONGEST_TEXT = 10_000, 4_000
_TEXTS = ("name", "unit")
_FORMULAS = ("when", "formula", "split", "by", "cap", "floor", "amount")
_BILINGUAL = ("title", "why", "text", "description")
_KEYS = {
    "eligible": ("name", "when", "title"),
    "company": ("name", "formula", "step", "unit", "title", "why"),
    "person": ("name", "formula", "step", "unit", "title", "why"),
    "award": ("split", "by", "cap", "floor", "amount", "step", "unit", "title", "why"),
    "clauses": ("name", "title", "text"),
}  # fmt: skip
SPARE_ROWS = 1  # empty rows beneath a table, to add to it


@dataclass(frozen=True)
class TableRow:
    """A row of a small table: its two fields' names and what stands in them."""

    key_name: str
    value_name: str
    key: str
    value: str


def fields_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field's name and kind: "text", "formula", "number", "given", or "bilingual" (a field a language)."""
    for key in ("title", "description"):
        yield key, "bilingual"
    for name, given in (document.get("given") or {}).items():
        yield f"given.{name}.title", "bilingual"
        if "table" not in given:
            yield f"given.{name}.value", "given"
            yield f"given.{name}.unit", "text"
    for part in LISTS:
        for place in range(len(document.get(part) or [])):
            for key in _KEYS[part]:
                yield f"{part}.{place}.{key}", _kind(key)


def shown_fields(document: Mapping[str, Any], language: str) -> dict[str, str]:
    """What stands in each field, as the reader's language writes it."""
    shown: dict[str, str] = {}
    for name, kind in fields_of(document):
        value = at(document, name)
        if kind == "bilingual":
            shown |= {f"{name}.{each}": _in_language(value, each) for each in LANGUAGES}
        else:
            shown[name] = _shown(value, kind, language)
    return shown


def table_rows(document: Mapping[str, Any], name: str, language: str) -> Sequence[TableRow]:
    """The rows of a given table, and one to add to it."""
    entries = [*(at(document, f"given.{name}.table") or {}).items(), *[("", "")] * SPARE_ROWS]
    place = f"given.{name}.table"
    return [
        TableRow(f"{place}.{row}.key", f"{place}.{row}.value", str(key), _shown(value, "number", language))
        for row, (key, value) in enumerate(entries)
    ]


def edited(document: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """The document with the answers in it; what can't be read stays as it was, with a fault at its field."""
    found = copied(document)
    for name, kind in fields_of(document):
        if kind == "bilingual":
            _set_words(found, name, answers)
        elif name in answers.given:
            _set(found, name, kind, answers)
    for name, given in (document.get("given") or {}).items():
        if "table" in given:
            _set_table(found, name, answers)
    return found


def _kind(key: str) -> str:
    if key in _BILINGUAL:
        return "bilingual"
    return "number" if key == "step" else "formula" if key in _FORMULAS else "text"


def _shown(value: Any, kind: str, language: str) -> str:
    written = as_written(value) or ""
    if kind not in ("number", "given"):
        return written
    found = None if read_date(written) else read_number(written)
    if found is None:
        return written
    return show_plain(found * 100 if written.endswith("%") else found, language)


def show_plain(value: Fraction, language: str) -> str:
    """A number with the decimals it has, to be typed over: `12,5`."""
    decimals = decimals_of(value)
    return write_number(value) if decimals is None else number(language, value, decimals).replace("\u2212", "-")


def _in_language(value: Any, language: str) -> str:
    return str(value.get(language) or "") if isinstance(value, Mapping) else str(value or "")


def _set(document: dict[str, Any], name: str, kind: str, answers: Answers) -> None:
    old = as_written(at(document, name)) or ""
    if answers.given[name].strip() == _shown(old, kind, answers.language):
        return  # as it was, also where it is written in a way of its own: 0.10
    if kind in ("number", "given") and (not old or read_number(old) is not None) and not read_date(old):
        new = _number(old, name, answers, missing=kind == "given")
        if new is not None or (not answers.given[name].strip() and kind == "number"):
            set_at(document, name, new)
        return
    text = answers.text(name, longest=LONGEST_FORMULA if kind == "formula" else LONGEST_TEXT)
    if text != old:
        set_at(document, name, text or None)


def _number(old: str, name: str, answers: Answers, missing: bool) -> str | None:
    """A number written in the way of the one it replaces: a percentage stays one. `12` and `12%` then mean the same."""
    is_part = old.endswith("%")
    typed = answers.given[name].strip()
    reading = Answers({name: typed.removesuffix("%").strip() if is_part else typed}, answers.language, answers.faults)
    found = reading.number(name, "Fill in a number." if missing else "")
    if found is None:
        return None
    if not is_part and typed.endswith("%"):
        return f"{write_number(found * 100)}%"
    return f"{write_number(found)}%" if is_part else write_number(found)


def _set_words(document: dict[str, Any], name: str, answers: Answers) -> None:
    old = at(document, name)
    wanted = {
        each: answers.text(f"{name}.{each}", longest=LONGEST_TEXT)
        if f"{name}.{each}" in answers.given
        else _in_language(old, each)
        for each in LANGUAGES
    }
    if all(wanted[each] == _in_language(old, each).strip() for each in LANGUAGES):
        return
    set_at(document, name, {each: text for each, text in wanted.items() if text} or None)


def _set_table(document: dict[str, Any], name: str, answers: Answers) -> None:
    """The rows whose word is filled in, in their order; two rows for one word are a fault."""
    place, rows = f"given.{name}.table", dict[str, Any]()
    old = at(document, place) or {}
    known = {str(key): as_written(value) or "" for key, value in old.items()}
    keys = [key for key in answers.given if key.startswith(f"{place}.") and key.endswith(".key")]
    if not keys:
        return
    for field in keys[:1000]:
        key, value_name = answers.text(field), f"{field.removesuffix('.key')}.value"
        if not key:
            continue
        if key in rows:
            answers.fault(field, "{key} stands here twice.", key=key)
        rows[key] = known.get(key, "0")
        if answers.given.get(value_name, "").strip() != _shown(rows[key], "number", answers.language):
            rows[key] = _number(rows[key], value_name, answers, missing=True) or rows[key]
    if rows and (list(rows) != list(known) or any(rows[key] != known[key] for key in rows)):
        set_at(document, place, rows)
