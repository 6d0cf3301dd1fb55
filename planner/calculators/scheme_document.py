"""A scheme: the document that says who shares, in what, and how, in formulas that anyone can read."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Day, Document, Exact, FormulaText, Step, Words

CENT = Fraction(1, 100)
_NAME = re.compile(r"[^\W\d]\w*")
_RESERVED = {"and", "or", "not"}


def _named(value: str) -> str:
    if not _NAME.fullmatch(value) or value in _RESERVED:
        raise PydanticCustomError("name", "is not a name: a letter, then letters, digits and _ (not: and, or, not)")
    return value


def _currency(value: str) -> str:
    if not re.fullmatch("[A-Z]{3}", value):
        raise PydanticCustomError("currency", "is not a currency's three capitals, such as EUR")
    return value


FigureName = Annotated[Words, AfterValidator(_named)]


class Bilingual(Document):
    """A text in Dutch and in English; one of them may be missing."""

    nl: Words | None = None
    en: Words | None = None

    def say(self, language: str) -> str:
        """The text in this language, or else in the other."""
        wanted, other = (self.nl, self.en) if language == "nl" else (self.en, self.nl)
        return wanted or other or ""


def _kind_of_title(value: object) -> str:
    return "union-keys" if isinstance(value, (dict, Bilingual)) else "union-text"


# told apart by what they look like, so that a fault is told once
Title = Annotated[
    Annotated[Bilingual, Tag("union-keys")] | Annotated[Words, Tag("union-text")], Discriminator(_kind_of_title)
]


def say_title(title: Title | None, language: str) -> str:
    """A title in this language; empty if there is none."""
    return title.say(language) if isinstance(title, Bilingual) else title or ""


class Range(Document):
    """Between which values a founder may move a given figure, and in which steps."""

    least: Exact
    most: Exact
    step: Step


class Given(Document):
    """One of the scheme's own figures, or a table of them."""

    value: Words | None = None
    table: dict[Words, Exact] | None = None
    title: Title | None = None
    unit: Words | None = None
    range: Range | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.value is None) is (self.table is None):
            raise PydanticCustomError("given", "needs either a value or a table")
        return self


class Condition(Document):
    """What must hold to share."""

    name: FigureName
    when: FormulaText
    title: Title | None = None


class Rule(Document):
    """A step: a figure with a name, rounded where it is named."""

    name: FigureName
    formula: FormulaText
    step: Step | None = None
    unit: Words | None = None
    title: Title | None = None
    why: Title | None = None


class Award(Document):
    """How people get their amounts: a sum that is shared out, or a formula of each person's own."""

    split: FormulaText | None = None
    by: FormulaText | None = None
    cap: FormulaText | None = None
    floor: FormulaText | None = None
    amount: FormulaText | None = None
    step: Step | None = None
    unit: Words | None = None
    title: Title | None = None
    why: Title | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.split is None) is (self.amount is None):
            raise PydanticCustomError("award", "needs either split (with by) or amount")
        if self.split is not None and self.by is None:
            raise PydanticCustomError("award", "needs by: what the sum is shared out by")
        if self.amount is not None and (self.by or self.cap or self.floor):
            raise PydanticCustomError("award", "has an amount, which takes no by, cap or floor; use min(…) and max(…)")
        if self.unit is None and self.step is not None and (self.step / CENT).denominator != 1:
            raise PydanticCustomError("award", "has a step that isn't whole cents")
        return self

    @property
    def size(self) -> Fraction:
        """The step that amounts are whole multiples of: a cent unless said otherwise, one for other units."""
        return self.step or (CENT if self.unit is None else Fraction(1))


class Clause(Document):
    """Words that bind, printed with the rules."""

    name: FigureName
    text: Title
    title: Title | None = None


class Period(Document):
    """From the first day to the last, both counted."""

    from_: Day = Field(alias="from")
    to: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise PydanticCustomError("period", "ends before it begins")
        return self

    @property
    def days(self) -> int:
        return (self.to - self.from_).days + 1


class FactNote(Document):
    """What readers should know of a fact: its name in words, its unit, its source, whether it is protected."""

    title: Title | None = None
    unit: Words | None = None
    source: Title | None = None
    protected: bool = False


class Decision(Document):
    """Who decided on the scheme, when, and with whose consent."""

    by: Title
    on: Day | None = None
    note: Title | None = None


class Scheme(Document):
    """A whole scheme document, as in a YAML or JSON file."""

    scheme: Words
    title: Title | None = None
    currency: Annotated[Words, AfterValidator(_currency)] = "EUR"
    period: Period | None = None
    given: dict[FigureName, Given] = {}
    eligible: list[Condition] = []
    company: list[Rule] = []
    person: list[Rule] = []
    award: Annotated[list[Award], Field(min_length=1)]
    clauses: list[Clause] = []
    allow: dict[FigureName, Title] = {}
    facts: dict[FigureName, FactNote] = {}
    description: Title | None = None
    version: Words | None = None
    decided: Decision | None = None
    paid: Title | None = None

    def say_title(self, language: str) -> str:
        """The scheme's title in this language, or its name."""
        return say_title(self.title, language) or self.scheme
