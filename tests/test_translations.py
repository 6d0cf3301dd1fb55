"""Every sentence that the code or a template may say is there in Dutch, with the same fields, and no others."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.nodes import Call, Const, Name

ROOT = Path(__file__).parent.parent
DUTCH = ROOT / "planner" / "translations" / "nl"
# Which arguments of which call are sentences: `say(language, text)`, `Fault(place, text)`.
PLACES = {
    "say": (1,), "_say": (0,), "_word": (0,), "say_count": (1, 2), "sentence": (0,),
    "Fault": (1,), "refuse": (1,), "fault": (1,), "warn": (1,), "refused": (1,), "_fault": (1,), "Remark": (0,),
    "Phrase": (0,), "Problem": (0,), "FormulaError": (1,), "CannotShare": (0,), "PydanticCustomError": (1,),
    "fault_at": (2,), "refuse_at": (2,), "_refuse_here": (1,), "require": (2,),
}  # fmt: skip
TEMPLATE_PLACES = {"_": (0,), "count_of": (0, 1), "say": (0,)}

Sentences = Iterator[tuple[str, str]]  # where, what


def of_code() -> Sentences:
    for path in sorted((ROOT / "planner").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((f"{path.name}:{node.lineno}", text) for text in _texts(node))


def _texts(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for place in PLACES.get(name, ()):
        if place < len(call.args):
            yield from _constants(call.args[place])


def _constants(node: ast.expr) -> Iterator[str]:
    """A sentence, or either of two: `"{a}" if … else "{b}"`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def of_templates() -> Sentences:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for call in Environment(autoescape=True).parse(path.read_text(encoding="utf-8")).find_all(Call):
            if isinstance(call.node, Name):
                for place in TEMPLATE_PLACES.get(call.node.name, ()):
                    argument = call.args[place] if place < len(call.args) else None
                    if isinstance(argument, Const) and isinstance(argument.value, str):
                        yield f"{path.name}:{call.lineno}", argument.value


def said() -> dict[str, str]:
    return {text: where for where, text in (*of_code(), *of_templates()) if any(map(str.isalpha, text))}


def dutch() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(DUTCH.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                if not message.id:
                    continue
                found |= dict.fromkeys(_forms(message.id), _forms(message.string))
    return found


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """One form, or the singular and the plural."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_has_its_dutch() -> None:
    have = dutch()
    assert {where: text for text, where in said().items() if not all(have.get(text, ("",)))} == {}


def test_every_dutch_sentence_is_said_somewhere() -> None:
    """In a call that the first test reads, or as a constant in the code that such a call is given."""
    constants: set[object] = set()
    for path in (ROOT / "planner").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert dutch().keys() - said().keys() - constants == set()


@pytest.mark.parametrize(("text", "translations"), sorted(dutch().items()))
def test_the_dutch_has_the_same_fields(text: str, translations: tuple[str, ...]) -> None:
    """But for a count, which a singular may leave out."""
    free = {"count"} if len(translations) > 1 else set()
    for translation in translations:
        assert fields(translation) - free == fields(text) - free


def test_no_sentence_is_translated_in_two_ways() -> None:
    found: dict[str, set[str]] = {}
    for path in DUTCH.glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                found.setdefault(str(message.id), set()).add(str(message.string))
    assert {text: ways for text, ways in found.items() if text and len(ways) > 1} == {}
