"""What changed between two versions of a scheme, in words: `Months of service asked: 6 → 3`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.calculators.scheme_changes import Change
from planner.calculators.scheme_document import Scheme
from planner.errors import Refused
from planner.figures.facts import read_date
from planner.figures.formula import parse
from planner.figures.number import read_number, write_number
from planner.language import long_date, say, sentence
from planner.statements.rule_words import in_words, written_number
from planner.statements.vocabulary import title_of

_FORMULAS = ("formula", "when", "split", "by", "cap", "floor", "amount")
_PARTS = {
    "given": sentence("The settings"),
    "eligible": sentence("Who shares"),
    "company": sentence("What there is to share"),
    "person": sentence("Each person's figures"),
    "award": sentence("The amounts"),
    "clauses": sentence("The clauses"),
    "facts": sentence("What is known of the facts"),
    "allow": sentence("Protected facts that may be used"),
    "scheme": sentence("The name of the scheme"),
    "title": sentence("The title"),
    "period": sentence("The period"),
    "version": sentence("The version"),
    "decided": sentence("Who decided"),
    "paid": sentence("When it is paid"),
    "currency": sentence("The currency"),
    "description": sentence("The description"),
}
_KEYS = {
    "value": "",
    "title": sentence("title"),
    "table": sentence("table"),
    "unit": sentence("unit"),
    "range": sentence("range of the slider"),
    "step": sentence("rounding"),
    "why": sentence("explanation"),
    "text": sentence("text"),
    "split": sentence("what is shared out"),
    "by": sentence("shared out by"),
    "cap": sentence("at most"),
    "floor": sentence("at least"),
    "amount": sentence("amount"),
    "when": "",
    "formula": "",
    "order": sentence("order"),
    "source": sentence("source"),
    "protected": sentence("protected"),
}


@dataclass(frozen=True)
class ChangeLine:
    """One difference as a reader sees it; `formulas` hold the text as it is written, where it is a formula."""

    part: str
    what: str
    before: str
    after: str
    formulas: tuple[str, str] = ("", "")


def change_lines(
    changes: Sequence[Change], before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> Sequence[ChangeLine]:
    """Every difference in the reader's words."""
    words = _Words(before, after, language)
    return [words.line(each) for each in changes]


class _Words:
    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> None:
        self.documents, self.language = (before, after), language

    def line(self, change: Change) -> ChangeLine:
        old, new = (self._shown(change, side) for side in (0, 1))
        formulas = ("", "")
        if change.key in _FORMULAS:
            formulas = (str(change.before or ""), str(change.after or ""))
        return ChangeLine(self._part(change) if change.name else "", self._what(change), old, new, formulas)

    def _part(self, change: Change) -> str:
        return say(self.language, _PARTS[change.part]) if change.part in _PARTS else change.part

    def _what(self, change: Change) -> str:
        key = _KEYS.get(change.key, change.key)
        key = say(self.language, key) if key else ""
        if not change.name:
            return f"{self._part(change)}: {key}" if key else self._part(change)
        name = self._name(change)
        return f"{name}: {key}" if key else name

    def _name(self, change: Change) -> str:
        """What a part is called: as it is now, or as it was if it went."""
        if change.part == "award":
            entry = next((each for each in map(self._awards, (1, 0)) if len(each) >= int(change.name)), [])
            own = entry[int(change.name) - 1] if entry else {}
            return self._text(own.get("title")) or say(self.language, "Part {place}", place=change.name)
        for document in reversed(self.documents):
            own = _entry(document, change.part, change.name)
            if own is not None:
                title = own.get("title") if isinstance(own, Mapping) else None
                return self._text(title) or self._usual(change.name)
        return self._usual(change.name)

    def _usual(self, name: str) -> str:
        title = title_of(name, _NOTHING, self.language)
        return title[:1].upper() + title[1:]

    def _awards(self, side: int) -> list[Any]:
        found = self.documents[side].get("award")
        return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []

    def _shown(self, change: Change, side: int) -> str:
        value = (change.before, change.after)[side]
        if value is None:
            return ""
        if change.key in _FORMULAS:
            return self._formula(str(value), self.documents[side])
        if change.key == "order":
            return ", ".join(map(str, value))
        if not change.key and change.name and isinstance(value, Mapping):
            return self._whole(value, side)
        return self._text(value)

    def _whole(self, entry: Mapping[str, Any], side: int) -> str:
        """A setting, step or clause that came or went."""
        for key in _FORMULAS:
            if key in entry:
                return self._formula(str(entry[key]), self.documents[side])
        return self._text(entry.get("value", entry.get("table", entry.get("text", entry.get("title")))))

    def _formula(self, text: str, document: Mapping[str, Any]) -> str:
        """In words where it can be read, as it is written where it can't."""
        try:
            return in_words(parse(text), _titles_of(document), self.language)
        except Refused:
            return text

    def _text(self, value: Any) -> str:
        if isinstance(value, Mapping):
            if set(value) <= {"nl", "en"}:
                return str(value.get(self.language) or next(iter(value.values()), ""))
            return "; ".join(f"{self._key(key)}: {self._text(each)}" for key, each in value.items())
        if value is None:
            return ""
        return self._plain(str(value))

    def _key(self, key: str) -> str:
        return say(self.language, _INNER[key]) if key in _INNER else key

    def _plain(self, text: str) -> str:
        if day := read_date(text):
            return long_date(self.language, day)
        number = read_number(text)
        if number is None:
            return text
        return written_number(text if text.endswith("%") else write_number(number), self.language)


_INNER = {
    "from": sentence("from"), "to": sentence("to"), "by": sentence("by"), "on": sentence("on"),
    "note": sentence("note"), "least": sentence("least"), "most": sentence("most"), "step": sentence("step"),
    "unit": sentence("unit"), "title": sentence("title"), "source": sentence("source"),
}  # fmt: skip
_NOTHING = Scheme.model_construct(scheme="", award=[], given={}, company=[], person=[], facts={})


def _entry(document: Mapping[str, Any], part: str, name: str) -> Any:
    found = document.get(part)
    if isinstance(found, Mapping):
        return found.get(name)
    entries = found if isinstance(found, list) else []
    return next((each for each in entries if isinstance(each, Mapping) and each.get("name") == name), None)


def _titles_of(document: Mapping[str, Any]) -> Scheme:
    """As much of a document as formulas need to be said in words; it may not be right yet."""
    try:
        return Scheme.model_validate(dict(document))
    except ValueError:
        return _NOTHING
