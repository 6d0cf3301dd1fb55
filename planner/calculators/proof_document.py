"""The proof of one person's amounts: the rules, this person's figures and the company's, each step with its operands
and its result, and no colleague's figure. Anyone can replay it; `planner.calculators.replay` does.

Every value is a text: numbers in full, as they were used. `None` is a value that is withheld, because it would tell
what fewer than five people have, or a fact that isn't given.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.calculators.reading import Document, Words
from planner.calculators.scheme_document import FigureName, Scheme

FORMAT = "deelgenoot-proof-1"
Written = str | None


class Checked(Document):
    """A formula with what stood in it and what came out, for this person."""

    formula: str
    operands: dict[str, Written] = {}
    result: Written


class ConditionProof(Checked):
    """A condition to share: result 1 if it holds, 0 if not."""

    name: FigureName


class StepProof(Checked):
    """A named figure, rounded to its step."""

    name: FigureName
    step: str | None = None


class SplitProof(Document):
    """A part of a sum that is shared out: rate × weight, held between floor and cap, then rounded down; what is left
    goes, a step at a time, to the largest remainders. `cut` is the largest remainder that got nothing, `spare` how many
    steps rounding left, `whole` the weights of all together where that may be told and no bound holds anyone."""

    kind: Literal["split"]
    sum: Checked
    by: Checked
    cap: Checked | None = None
    floor: Checked | None = None
    rate: str | None = None
    cut: str = "0"
    tie: bool = False
    whole: str | None = None
    spare: Annotated[int, Field(ge=0)] = 0
    step: str
    unit: str
    part: str
    leftover: str
    capped: bool = False
    floored: bool = False


class AmountProof(Document):
    """An amount by a formula of the person's own, rounded half up to its step."""

    kind: Literal["amount"]
    amount: Checked
    step: str
    unit: str
    part: str


class Derivation(Document):
    """What the person's derived facts follow from, as it was given."""

    start_date: Words | None = None
    end_date: Words | None = None
    fte: Words | None = None
    monthly_salary: Words | None = None
    salary: Words | None = None
    days_employed: Words | None = None
    days_in_period: Words | None = None
    spells: list[dict[str, Words | None]] = []
    absences: list[dict[str, Words | None]] = []


class PersonProof(Document):
    """This person: their number, the facts that the rules used, and what derived ones follow from."""

    id: Words
    facts: dict[str, Written] = {}
    derived: list[FigureName] = []
    given: Derivation = Derivation()


class Correction(Document):
    """What this statement takes the place of: what stood before, by unit, the difference, and what stands from now on.

    Where it is less, the difference is `recovered`, or `waived`: then what stood before stands, and nobody pays back.
    """

    replaces: str | None  # the identity of the statement before; None for who had none
    before: dict[str, str]
    difference: dict[str, str]
    downward: Literal["recovered", "waived"]
    stands: dict[str, str]
    why: dict[str, str] = {}  # by language


class Issue(Document):
    """By whom and when it was issued. Names of people live beside the proof, so that they can be erased."""

    company: Words | None = None
    place: Words | None = None
    date: Words
    correction: Correction | None = None


class Counts(Document):
    """How many people there were, and how many of them shared."""

    all: Annotated[int, Field(ge=0)]
    eligible: Annotated[int, Field(ge=0)]


class Proof(Document):
    """The whole proof; with `issued` it is a statement, whose identity is the SHA-256 of its canonical JSON."""

    format: Literal["deelgenoot-proof-1"]
    issued: Issue | None = None
    scheme: Scheme
    people: Counts
    company_facts: dict[FigureName, str] = {}
    person: PersonProof
    eligible: list[ConditionProof] = []
    reason: str | None = None
    company: list[StepProof] = []
    steps: list[StepProof] = []
    awards: list[Annotated[SplitProof | AmountProof, Field(discriminator="kind")]] = []
    amounts: dict[str, str]
