"""What `calc round` takes: the shares there are, what converts, and the new money's terms."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, Self

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Document, NotNegative, Positive, Words
from planner.errors import Fault


class Convertible(Document):
    """A SAFE or a note: `post` and `pre` say over which shares its cap is, `discount` that it has none."""

    id: Words
    type: Literal["post", "pre", "discount"]
    amount: NotNegative
    cap: Positive | None = None
    discount: NotNegative = Fraction(0)

    @field_validator("discount")
    @classmethod
    def _below_all(cls, discount: Fraction) -> Fraction:
        if discount >= 1:
            raise PydanticCustomError("discount", "is not less than 100%; write 20% as 0.2")
        return discount

    @model_validator(mode="after")
    def _cap_fits(self) -> Self:
        if self.type == "discount" and self.cap is not None:
            raise PydanticCustomError("convertible", "is a discount with a cap; say whether the cap is post or pre")
        return self


class RoundDocument(Document):
    """A financing: `pre_money` is the value before the new money, `pool_target` the unissued part after the round."""

    outstanding: NotNegative
    existing_unallocated: NotNegative = Fraction(0)
    convertibles: list[Convertible] = []
    pre_money: Positive
    new_money: NotNegative
    convention: Literal["percentage_ownership", "pre_money", "dollars_invested"]
    pool_target: NotNegative | None = None
    pool_increase: NotNegative | None = None

    @field_validator("pool_target")
    @classmethod
    def _below_all(cls, target: Fraction | None) -> Fraction | None:
        if target is not None and target >= 1:
            raise PydanticCustomError("pool_target", "is not less than 100%; write 10% as 0.1")
        return target

    @property
    def shares(self) -> Fraction:
        """All shares before the round, with what the pool has unissued."""
        return self.outstanding + self.existing_unallocated


def round_faults(document: RoundDocument) -> Iterator[Fault]:
    """What doesn't go together: two ids alike, two sizes of the pool, no shares at all."""
    seen: dict[str, int] = {}
    for at, each in enumerate(document.convertibles):
        if (first := seen.setdefault(each.id, at)) != at:
            values = {"value": f'"{each.id}"', "first": f"convertibles[{first}]"}
            yield Fault(f"convertibles[{at}].id", "{value} is also the id of {first}", values)
    if document.pool_target is not None and document.pool_increase is not None:
        yield Fault("pool_increase", "stands beside a pool_target; only one of them is taken")
    if not document.shares:
        yield Fault("outstanding", "and existing_unallocated are both 0; shares are needed to set a price")
