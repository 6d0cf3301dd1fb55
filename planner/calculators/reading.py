"""Reading documents into models, with faults that name the place, the value and what would be accepted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from planner.errors import Fault, Phrase, Refused
from planner.figures.facts import as_written, read_date
from planner.figures.number import read_number, write_number

MAX_COUNT = 50_000  # of months, days, times, lattice steps: enough for any, and soon done
Model = TypeVar("Model", bound=BaseModel)


class Document(BaseModel):
    """A part of a document: unknown keys are faults, nothing is changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _number(value: object) -> Fraction:
    found = read_number(value) if not isinstance(value, bool) else None
    if found is None:
        raise PydanticCustomError("number", 'is not a number; "1234.50", "2/3" and "12.5%" are')
    return found


def _not_negative(value: object) -> Fraction:
    if (found := _number(value)) < 0:
        raise PydanticCustomError("below_zero", "is less than 0")
    return found


def _positive(value: object) -> Fraction:
    if (found := _number(value)) <= 0:
        raise PydanticCustomError("not_above_zero", "is not more than 0")
    return found


def _count(value: object) -> int:
    found = read_number(value) if not isinstance(value, bool) else None
    if found is None or found.denominator != 1 or not 0 <= found <= MAX_COUNT:
        raise PydanticCustomError("count", "is not a whole number from 0 to 50,000")
    return int(found)


def _step(value: object) -> Fraction:
    if (found := _number(value)) <= 0:
        raise PydanticCustomError("step", "is not a step above 0, such as 0.01")
    return found


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    found = read_date(value)
    if found is None:
        raise PydanticCustomError("day", "is not a date that exists, written YYYY-MM-DD")
    return found


def _text(value: object) -> str:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return as_written(value) or ""
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("text", "is not a text")
    return value


_NUMBER_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?%?$|^[+-]?\d+/\d+$"},
        {"type": "number"},
    ]
}
_AS_TEXT = PlainSerializer(write_number, return_type=str)
Exact = Annotated[Fraction, BeforeValidator(_number), WithJsonSchema(_NUMBER_SCHEMA, mode="validation"), _AS_TEXT]
NotNegative = Annotated[Fraction, BeforeValidator(_not_negative), WithJsonSchema(_NUMBER_SCHEMA), _AS_TEXT]
Positive = Annotated[Fraction, BeforeValidator(_positive), WithJsonSchema(_NUMBER_SCHEMA), _AS_TEXT]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MAX_COUNT})]
Step = Annotated[Fraction, BeforeValidator(_step), WithJsonSchema(_NUMBER_SCHEMA, mode="validation"), _AS_TEXT]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Words = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "minLength": 1})]
FormulaText = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": ["string", "number"]})]


def read(model: type[Model], document: object, place: str = "") -> Model:
    """The document as this model. Raises Refused with all that is wrong in it."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise Refused(faults_of(error, model, place)) from None


def faults_of(error: ValidationError, model: type[BaseModel], place: str = "") -> list[Fault]:
    """What pydantic found, as our sentences."""
    return [_fault(dict(each), model).within(place) for each in error.errors(include_url=False)]


def spelled(path: Iterable[str | int]) -> str:
    """`people[3].fte`, from the keys and places that lead there."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def shown(value: object) -> Phrase | str:
    """A value as a fault shows it: short, and without what a document can't hold."""
    if isinstance(value, (dict, list, tuple)):
        return Phrase("a set of keys" if isinstance(value, dict) else "a list")
    if (text := as_written(value)) is None:
        return Phrase("nothing")
    text = text if len(text) <= 60 else f"{text[:57]}…"
    return f'"{text}"'


_PYDANTIC_ONLY = re.compile(r"^(function-|union-(keys|text)$)|\[")


def _fault(error: dict[str, Any], model: type[BaseModel]) -> Fault:
    tags = _tags(model)
    path = [
        step for step in error["loc"] if not (isinstance(step, str) and (_PYDANTIC_ONLY.search(step) or step in tags))
    ]
    kind, place = error["type"], spelled(path)
    if kind == "missing":
        return Fault(place, "is missing")
    if kind == "extra_forbidden":
        return _unknown_key(place, str(path[-1]), error, model)
    values: dict[str, object] = {"value": shown(error["input"])}
    accepted = _ACCEPTED.get(kind)
    if accepted is not None:
        return Fault(place, accepted.text, {**values, **error.get("ctx", {})})
    # our own kinds of error keep their template, so that it can be said in Dutch
    template = _OURS[kind].text if kind in _OURS else error["msg"]
    if isinstance(error["input"], (dict, list)):
        return Fault(place, template, error.get("ctx", {}))
    return Fault(place, "{value} {problem}", {**values, "problem": Phrase(template, error.get("ctx", {}))})


# Of our own errors that carry values; the others' messages are their templates
_OURS = {"whole": Phrase("is not a whole number of steps of {step}")}
_ACCEPTED = {
    "string_type": Phrase("{value} is not a text"),
    "list_type": Phrase("{value} is not a list"),
    "dict_type": Phrase("{value} is not a set of keys"),
    "model_type": Phrase("{value} is not a set of keys"),
    "model_attributes_type": Phrase("{value} is not a set of keys"),
    "bool_type": Phrase("{value} is not true or false"),
    "bool_parsing": Phrase("{value} is not true or false"),
    "int_type": Phrase("{value} is not a whole number"),
    "int_parsing": Phrase("{value} is not a whole number"),
    "literal_error": Phrase("{value} is not accepted; {expected} is"),
    "greater_than_equal": Phrase("{value} is less than it may be; at least {ge} is accepted"),
    "less_than_equal": Phrase("{value} is more than it may be; at most {le} is accepted"),
    "union_tag_invalid": Phrase("is of a kind that is not known; known are {expected_tags}"),
    "union_tag_not_found": Phrase("doesn't say of which kind it is: {discriminator} is missing"),
    "too_short": Phrase("has {actual_length}, at least {min_length} is needed"),
}


def _unknown_key(place: str, key: str, error: dict[str, Any], model: type[BaseModel]) -> Fault:
    known = _known_keys(model, error["loc"][:-1])
    near = get_close_matches(key, known, 1)
    if near:
        return Fault(place, "is not a known key; do you mean {near}?", {"near": near[0]})
    return Fault(place, "is not a known key; known are {known}", {"known": ", ".join(known)})


def _known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the part of the document that a path leads to."""
    schema: Mapping[str, Any] = model.model_json_schema()
    here: Any = schema
    for step in path:
        here = _inside(schema, here, step)
    here = _resolved(schema, here)
    return list(here.get("properties", {}))


@cache
def _tags(model: type[BaseModel]) -> frozenset[str]:
    """What the kinds of a union are told apart by: no keys, but pydantic has them in its paths."""
    kinds = re.findall(r'"mapping": (\{[^}]*\})', json.dumps(model.model_json_schema()))
    return frozenset(tag for kind in kinds for tag in json.loads(kind))


def _inside(schema: Mapping[str, Any], here: Any, step: str | int) -> Any:
    if step in (kinds := here.get("discriminator", {}).get("mapping", {})):
        return {"$ref": kinds[step]}
    for option in _options(schema, here):
        if isinstance(step, int) and "items" in option:
            return option["items"]
        if step in option.get("properties", {}):
            return option["properties"][step]
        if isinstance(option.get("additionalProperties"), dict):
            return option["additionalProperties"]
    return here if isinstance(step, str) else {}


def _options(schema: Mapping[str, Any], here: Any) -> list[Any]:
    here = _resolved(schema, here)
    return [_resolved(schema, each) for each in here.get("anyOf", here.get("oneOf", [here]))]


def _resolved(schema: Mapping[str, Any], here: Any) -> Any:
    while "$ref" in here:
        here = schema["$defs"][here["$ref"].rpartition("/")[2]]
    if "anyOf" in here or "oneOf" in here:
        found = [_resolved(schema, each) for each in here.get("anyOf", here.get("oneOf"))]
        return next((each for each in found if "properties" in each), here)
    return here
