"""What `calc payroll-tax` takes: a month's wage, or a bonus and the annual wage that its rate depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Day, Document, NotNegative, Positive, Words
from planner.errors import Fault

WAYS = ("monthly_wage", "annual_wage", "last_year")


def _of_a_year(months: Fraction) -> Fraction:
    if months > 12:
        raise PydanticCustomError("months", "is more than the 12 months of a year")
    return months


class LastYear(Document):
    """The wage of last year from this employer, and the months it was paid over: half a month is 0.5."""

    wage: NotNegative
    months: Annotated[Positive, AfterValidator(_of_a_year)]

    @property
    def annual_wage(self) -> Fraction:
        """As if it had been paid the whole year.

        >>> LastYear(wage=3000, months="1.5").annual_wage
        Fraction(24000, 1)
        """
        return self.wage / self.months * 12


class PayrollTaxDocument(Document):
    """`annual_wage` is last year's whole wage, `last_year` what of it was paid; `date` chooses the rules."""

    country: Words
    date: Day
    age_group: Literal["below", "born-1946-or-later", "born-1945-or-before"]
    tax_credit: bool
    single_elderly: bool = False
    monthly_wage: NotNegative | None = None
    annual_wage: NotNegative | None = None
    last_year: LastYear | None = None
    bonus: NotNegative | None = None


def choice_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """A month's wage or a bonus, not both; a bonus with one annual wage; a single credit only for the elderly."""
    given = {name for name in (*WAYS, "bonus") if document.get(name) is not None}
    if not given:
        yield Fault("monthly_wage", "is missing; give it, or bonus and annual_wage")
    elif "monthly_wage" in given:
        for name in (*WAYS[1:], "bonus"):
            if name in given:
                yield Fault(name, "is not taken beside monthly_wage; ask for one at a time")
    elif given.issuperset(WAYS[1:]):
        yield Fault("last_year", "is not taken beside annual_wage; give one of them")
    if "monthly_wage" not in given and given:
        if "bonus" not in given:
            yield Fault("bonus", "is missing")
        if given == {"bonus"}:
            yield Fault("annual_wage", "is missing; the rate of a bonus depends on the wage of last year")
    if document.get("single_elderly") is True and document.get("age_group") == "below":
        yield Fault("single_elderly", "is only for those above state pension age")
