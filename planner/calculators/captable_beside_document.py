"""Objects of our own for what Open Cap Format lacks; they stand in a file beside the package.

Phantom shares, depositary receipts of a trust office foundation (*STAK*), how a SAR is settled, part-time vesting.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Day, Document, NotNegative, Positive, Words

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Money(Document):
    """A sum in a currency, as Open Cap Format writes it."""

    amount: NotNegative
    currency: Currency


class _Event(Document):
    id: Words
    date: Day
    comments: list[str] = []


class PhantomShareIssuance(_Event):
    """Units that are paid out in money as if they were shares, above a base price if there is one."""

    object_type: Literal["PHANTOM_SHARE_ISSUANCE"]
    grant_id: Words
    stakeholder_id: Words
    quantity: Positive
    stock_class_id: Words | None = None  # the shares that they follow
    base_price: Money | None = None
    vesting_terms_id: Words | None = None


class PhantomShareCancellation(_Event):
    """So many units are paid out or lapse."""

    object_type: Literal["PHANTOM_SHARE_CANCELLATION"]
    grant_id: Words
    quantity: Positive
    reason_text: Words


class ReceiptIssuance(_Event):
    """A foundation holds the shares and issues a depositary receipt for each to who has the benefit of it."""

    object_type: Literal["DEPOSITARY_RECEIPT_ISSUANCE"]
    receipt_id: Words
    stakeholder_id: Words
    issued_by: Words  # the stakeholder that is the foundation
    stock_class_id: Words
    quantity: Positive


class ReceiptCancellation(_Event):
    """So many receipts end: exchanged for the shares, handed on (a new issuance follows) or bought in."""

    object_type: Literal["DEPOSITARY_RECEIPT_CANCELLATION"]
    receipt_id: Words
    quantity: Positive
    reason_text: Words


class AppreciationRightTerms(_Event):
    """How a stock appreciation right of the package is settled, and up to what."""

    object_type: Literal["APPRECIATION_RIGHT_TERMS"]
    security_id: Words
    settled_in: Literal["CASH", "SHARES", "CHOICE_OF_COMPANY", "CHOICE_OF_HOLDER"]
    cap: Money | None = None  # the most that is paid for one
    paid_at: Literal["EXERCISE", "EXIT", "EXERCISE_OR_EXIT"] = "EXERCISE"


class PartTimeVesting(Document):
    """In these days a security vests at a part of its pace."""

    object_type: Literal["PART_TIME_VESTING"]
    id: Words
    security_id: Words
    from_date: Day
    to_date: Day | None = None
    fte: NotNegative
    comments: list[str] = []

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to_date is not None and self.to_date < self.from_date:
            raise PydanticCustomError("days", "ends before it begins")
        return self


BesideObject = Annotated[
    PhantomShareIssuance
    | PhantomShareCancellation
    | ReceiptIssuance
    | ReceiptCancellation
    | AppreciationRightTerms
    | PartTimeVesting,
    Field(discriminator="object_type"),
]
