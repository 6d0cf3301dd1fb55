"""What a field of an Open Cap Format object holds: checked with a sentence, and read exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.captable_fields import KINDS
from planner.calculators.reading import shown
from planner.errors import Fault, Phrase
from planner.figures.facts import read_date
from planner.figures.number import read_number, read_ratio

Object = Mapping[str, Any]
Quantity = Fraction | int  # whole ones as int: most are, and a table of 20,000 is soon done
Check = Callable[[Any], Phrase | None]
OMITTED = {"omitted": True}  # what some programs write where they leave something out
UNLIMITED = ("NOT APPLICABLE", "UNLIMITED")


def given(found: Object, name: str) -> Any:
    """A field's value; None where it is absent, null or left out on purpose."""
    value = found.get(name)
    return None if value == OMITTED else value


def quantity(value: Any) -> Quantity:
    """An exact number that was checked before; whole ones as int."""
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    top, bottom = read_ratio(value) or (0, 1)
    return top // bottom if top % bottom == 0 else Fraction(top, bottom)


def ratio(value: Object) -> Fraction:
    """`{"numerator": "2", "denominator": "1"}`, checked before, as a fraction."""
    return Fraction(quantity(value["numerator"])) / quantity(value["denominator"])


def amount(value: Object | None) -> Quantity | None:
    """The number of a sum of money, checked before; None if there is none."""
    return None if value is None else quantity(value["amount"])


def _text(value: Any) -> Phrase | None:
    return None if isinstance(value, str) and value.strip() else Phrase("is not a text")


def _any_text(value: Any) -> Phrase | None:
    return None if isinstance(value, str) else Phrase("is not a text")


def _texts(value: Any) -> Phrase | None:
    is_good = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return None if is_good else Phrase("is not a list of texts")


def _list(value: Any) -> Phrase | None:
    return None if isinstance(value, list) else Phrase("is not a list")


def _keys(value: Any) -> Phrase | None:
    return None if isinstance(value, Mapping) else Phrase("is not a set of keys")


def _flag(value: Any) -> Phrase | None:
    return None if isinstance(value, bool) else Phrase("is not true or false")


def _integer(value: Any) -> Phrase | None:
    return None if isinstance(value, int) and not isinstance(value, bool) else Phrase("is not a whole number")


def _number(value: Any) -> Phrase | None:
    is_number = _is_plain(value) or (not isinstance(value, bool) and read_number(value) is not None)
    return None if is_number else Phrase('is not a number; "1234.50", "2/3" and "12.5%" are')


def _is_plain(value: Any) -> bool:
    """Digits with at most one point between them: nearly all numbers are, the others take their time."""
    return (
        isinstance(value, str)
        and value.isascii()
        and value.replace(".", "0", 1).isdigit()
        and "." not in (value[0], value[-1])
    )


def _count(value: Any) -> Phrase | None:
    if _is_plain(value):
        return None
    return _number(value) or (Phrase("is less than 0") if quantity(value) < 0 else None)


def _limit(value: Any) -> Phrase | None:
    return None if value in UNLIMITED else _count(value)


def _date(value: Any) -> Phrase | None:
    return None if read_date(value) else Phrase("is not a date that exists, written YYYY-MM-DD")


def _date_or_none(value: Any) -> Phrase | None:
    return None if value is None else _date(value)


def _money(value: Any) -> Phrase | None:
    if not isinstance(value, Mapping) or _number(value.get("amount")):
        return Phrase("is not money, such as {example}", {"example": '{"amount": "1.00", "currency": "EUR"}'})
    is_good = _is_currency(value.get("currency"))
    return None if is_good else Phrase("has a currency that isn't three capitals, such as EUR")


def _sum(value: Any) -> Phrase | None:
    """Money that there is so much of."""
    return _money(value) or (Phrase("is a sum of less than 0") if quantity(value["amount"]) < 0 else None)


def _is_currency(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()


def _ratio(value: Any) -> Phrase | None:
    parts = [value.get(name) for name in ("numerator", "denominator")] if isinstance(value, Mapping) else [None]
    if any(_number(part) for part in parts):
        return Phrase("is not a ratio, such as {example}", {"example": '{"numerator": "2", "denominator": "1"}'})
    if any(quantity(part) <= 0 for part in parts):
        return Phrase("is a ratio with a part that is not more than 0")
    return None


def _mechanism(value: Any) -> Phrase | None:
    return _ratio(value.get("ratio")) if isinstance(value, Mapping) else Phrase("is not a set of keys")


def _rights(value: Any) -> Phrase | None:
    """Conversion rights, each with its mechanism; a ratio in it has parts above 0."""
    if not isinstance(value, list):
        return Phrase("is not a list")
    for each in value:
        mechanism = each.get("conversion_mechanism") if isinstance(each, Mapping) else None
        if not isinstance(mechanism, Mapping):
            return Phrase("has an item without a conversion_mechanism")
        if "ratio" in mechanism and (problem := _ratio(mechanism["ratio"])):
            return problem
    return None


def _triggers(value: Any) -> Phrase | None:
    """Triggers of a conversion or an exercise; the right that each gives is a set of keys."""
    if not isinstance(value, list):
        return Phrase("is not a list")
    rights = [each.get("conversion_right", {}) if isinstance(each, Mapping) else None for each in value]
    is_good = all(isinstance(each, Mapping) for each in rights)
    return None if is_good else Phrase("has an item that is no trigger with a conversion_right")


def _name(value: Any) -> Phrase | None:
    is_good = isinstance(value, Mapping) and _text(value.get("legal_name")) is None
    return None if is_good else Phrase("has no legal_name")


CHECKS: dict[str, Check] = {
    "text": _text, "any_text": _any_text, "texts": _texts, "list": _list, "keys": _keys, "flag": _flag,
    "integer": _integer, "number": _number, "count": _count, "limit": _limit, "date": _date,
    "date_or_none": _date_or_none, "money": _money, "sum": _sum, "ratio": _ratio, "mechanism": _mechanism,
    "name": _name, "rights": _rights, "triggers": _triggers, "conditions": _list,
}  # fmt: skip


def check_of(holds: str) -> Check:
    """What a field of this kind must pass; a kind in capitals is one of those words."""
    if holds in CHECKS:
        return CHECKS[holds]
    words = holds.split("|")
    problem = Phrase("is not accepted; {known} are", {"known": ", ".join(words)})
    return lambda value: None if value in words else problem


_USED = {name: [(each.name, check_of(each.holds), each.needed) for each in kind.used] for name, kind in KINDS.items()}


def used_faults(found: Object, kind: str, place: str) -> list[Fault]:
    """What is wrong with the fields that the table is worked out from; an empty list if it can be used."""
    faults = []
    for name, check, is_needed in _USED[kind]:
        value = found.get(name)
        if value is None or value == OMITTED:
            faults += [Fault(f"{place}.{name}", "is missing")] if is_needed else []
        elif problem := check(value):
            faults.append(wrong(f"{place}.{name}", value, problem))
    return faults


def wrong(place: str, value: Any, problem: Phrase) -> Fault:
    """A value with what is wrong with it; of a list or a set of keys only the latter."""
    if isinstance(value, (Mapping, list)):
        return Fault(place, problem.text, problem.values)
    return Fault(place, "{value} {problem}", {"value": shown(value), "problem": problem})


def day(value: Any) -> date:
    """A date that was checked before."""
    return read_date(value) or date.min
