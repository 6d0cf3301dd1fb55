"""An object as Open Cap Format 1.2.0 has it, and beside it what the standard has no place for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.calculators.captable_fields import STANDARD, Field, proper_type
from planner.calculators.captable_values import OMITTED, UNLIMITED, Object, check_of, wrong
from planner.calculators.reading import read
from planner.calculators.vesting_document import VestingTerms
from planner.errors import Fault, Phrase, Refused
from planner.figures.number import decimals_of, read_number, write_decimal

VERSION = "1.2.0"
MOST_DECIMALS = 10
_NUMERIC = re.compile(rf"[+-]?[0-9]+(\.[0-9]{{1,{MOST_DECIMALS}}})?")
_EMPTY: dict[str, Any] = {"list": [], "texts": [], "any_text": ""}  # what stands in for a field that says nothing
_NO_NUMERIC = Phrase("can't be written with ten decimals, which are all that the standard has")


@dataclass(frozen=True)
class Conformed:
    """An object in two parts: what the standard takes, and the difference from the object as it was.

    `written` with the fields of `other` put in and those of `added` taken out is the object again. It is None, with
    the reasons in `faults`, if the object has no form in the standard.
    """

    written: Object | None
    other: Mapping[str, Any] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def warnings(self, place: str) -> Iterator[Fault]:
        """What of the object stands beside a package: the whole of it, and why, or some of its fields."""
        for fault in self.faults:
            yield replace(fault, warning=True)
        for name in self.other:
            if self.written is not None and name not in self.written:
                text = "has no place in Open Cap Format {version}; it is kept beside it"
                yield Fault(f"{place}.{name}", text, {"version": VERSION}, warning=True)


def conformed(found: Object, place: str) -> Conformed:
    """The object in the standard's form, as far as it has one.

    >>> conformed({"object_type": "STOCK_LEGEND_TEMPLATE", "id": "a", "name": "A", "text": "T", "colour": "red"}, "a")
    ... # doctest: +ELLIPSIS
    Conformed(written={...'text': 'T'}, other={'colour': 'red'}, added=(), faults=())
    """
    kind = STANDARD.get(proper_type(str(found.get("object_type"))))
    if kind is None:
        text = "is of the kind {kind}, which Open Cap Format {version} doesn't have"
        return Conformed(None, faults=(Fault(place, text, {"kind": found.get("object_type"), "version": VERSION}),))
    written = {name: value for name, value in found.items() if name in kind.fields and value != OMITTED}
    faults: list[Fault] = []
    for each in kind.fields.values():
        faults += _make_fit(written, each, place)
    faults += [Fault(place, text) for text in _rules(written)]
    if faults:
        return Conformed(None, faults=tuple(faults))
    other = {name: value for name, value in found.items() if name not in written or written[name] != value}
    return Conformed(written, other, tuple(name for name in written if name not in found))


def restored(written: Object, other: Mapping[str, Any], added: tuple[str, ...] | list[str]) -> dict[str, Any]:
    """The object as it was before `conformed`."""
    return {name: value for name, value in {**written, **other}.items() if name not in added}


def _make_fit(written: dict[str, Any], each: Field, place: str) -> Iterator[Fault]:
    """A field in the standard's form; an optional one that has none is left to stand beside it."""
    value = written.get(each.name)
    if each.name not in written or (value is None and each.holds != "date_or_none"):
        written.pop(each.name, None)
        if each.holds in _EMPTY and each.required:
            written[each.name] = _EMPTY[each.holds]
        elif each.required and each.name == "expiration_date":
            written[each.name] = None  # the standard's own word for never
        elif each.required:
            text = "is missing, and Open Cap Format {version} asks for it"
            yield Fault(f"{place}.{each.name}", text, {"version": VERSION})
        return
    problem = check_of(each.holds)(value)
    if problem is None:
        value, problem = _FORMS.get(each.holds, _as_it_is)(value)
    if problem is None:
        written[each.name] = value
    elif each.required:
        yield wrong(f"{place}.{each.name}", value, problem)
    else:
        del written[each.name]


Formed = tuple[Any, Phrase | None]


def _as_it_is(value: Any) -> Formed:
    return value, None


def _numeric(value: Any) -> Formed:
    """A number as text with at most ten decimals; a text that is one already stays as it was written."""
    if value in UNLIMITED or (isinstance(value, str) and _NUMERIC.fullmatch(value)):
        return value, None
    number = read_number(value)
    decimals = None if number is None else decimals_of(number)
    if number is None or decimals is None or decimals > MOST_DECIMALS:
        return value, _NO_NUMERIC
    return write_decimal(number, decimals), None


def _parts(*names: str) -> Callable[[Any], Formed]:
    """A set of keys of which these are numbers; others have no place in it."""

    def form(value: Any) -> Formed:
        formed = {name: _numeric(value[name]) for name in names}
        problem = next((each for _, each in formed.values() if each is not None), None)
        extra = [name for name in value if name not in (*names, "currency")]
        if extra:
            problem = Phrase("has the key {key}, which the standard doesn't have there", {"key": extra[0]})
        return {**value, **{name: each for name, (each, _) in formed.items()}}, problem

    return form


def _conditions(value: Any) -> Formed:
    """Vesting conditions: they must read as such. That they hang together is for those who use them."""
    try:
        read(VestingTerms, {"allocation_type": "FRACTIONAL", "vesting_conditions": value})
    except Refused as refused:
        first = refused.faults[0]
        return value, Phrase("{place}: {problem}", {"place": first.place, "problem": Phrase(first.text, first.values)})
    return value, None


def _triggers(value: Any) -> Formed:
    needed = ("type", "trigger_id", "conversion_right")
    missing = next((name for each in value for name in needed if name not in each), None)
    return value, Phrase("has a trigger without {key}", {"key": missing}) if missing else None


_FORMS: dict[str, Callable[[Any], Formed]] = {
    "number": _numeric, "count": _numeric, "limit": _numeric, "money": _parts("amount"),
    "sum": _parts("amount"),
    "ratio": _parts("numerator", "denominator"), "conditions": _conditions, "triggers": _triggers,
}  # fmt: skip


def _rules(written: Object) -> Iterator[str]:
    """What the standard asks of several fields together."""
    kind = proper_type(str(written.get("object_type")))
    if kind == "STOCK_PLAN" and ("stock_class_id" in written) is ("stock_class_ids" in written):
        yield "needs either stock_class_id or stock_class_ids"
    if kind == "TX_EQUITY_COMPENSATION_ISSUANCE":
        compensation = str(written.get("compensation_type"))
        if compensation.startswith("OPTION") and "exercise_price" not in written:
            yield "is an option, which needs an exercise_price"
        if compensation.endswith("SAR") and "base_price" not in written:
            yield "is a stock appreciation right, which needs a base_price"
    if kind == "TX_CONVERTIBLE_ISSUANCE" and written.get("conversion_triggers") == []:
        yield "has no conversion_triggers; at least one is needed"
