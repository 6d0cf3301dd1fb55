"""A security, and the class and the plan that it belongs to, as they stand on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from planner.calculators.captable_journal import Event
from planner.calculators.captable_values import UNLIMITED, Object, Quantity, amount, given, quantity, ratio

STOCK, COMPENSATION, WARRANT, CONVERTIBLE = "STOCK", "EQUITY_COMPENSATION", "WARRANT", "CONVERTIBLE"
FAMILIES = (STOCK, COMPENSATION, WARRANT, CONVERTIBLE)
CASH_SETTLED = "CSAR"  # stock appreciation rights that are paid in money: no share will ever come of them


@dataclass(slots=True)
class Security:
    """What one issuance made: whose it is, of what, and how much of it is left. A convertible's quantity is money."""

    id: str
    family: str
    holder: str
    issued: Event
    quantity: Quantity
    original: Quantity  # as it was issued, in the shares of today
    class_id: str = ""
    plan_id: str = ""
    compensation: str = ""  # "OPTION", "RSU", "CSAR", …
    priced: Object | None = None  # paid for a share, or to be paid for one, as the transaction has it
    split_by: Quantity = 1  # the splits since
    came_of: Event | None = None  # what handed it on, if that gave as much as it took
    ended: Event | None = None
    lapsed: Quantity = 0  # cancelled, and dealt with as the plan says
    used_up: Quantity = 0  # exercised or released

    @property
    def price(self) -> Fraction | None:
        """Of one share of today; None where none is named, and of a convertible."""
        found = None if self.family == CONVERTIBLE else amount(self.priced)
        return None if found is None else Fraction(found) / self.split_by

    @property
    def currency(self) -> str:
        return self.priced["currency"] if self.priced else ""

    @property
    def is_right(self) -> bool:
        """A right to shares that don't exist yet."""
        return self.family in (COMPENSATION, WARRANT) and self.compensation != CASH_SETTLED


@dataclass(slots=True)
class ClassState:
    """A class of shares: how many may be issued, how many are, and how many shares one of it converts into."""

    id: str
    object: Object
    authorised: Quantity | None  # None where there is no limit
    ratio: Quantity | Fraction = 1
    converts_to: str = ""
    issued: Quantity = 0
    split_by: Quantity = 1  # all splits so far: what was issued as one share is so many now
    securities: list[Security] = field(default_factory=list)  # its shares, and the rights to them


@dataclass(slots=True)
class PlanState:
    """A plan's pool: what is reserved, and what has gone out of it for good."""

    id: str
    object: Object
    class_id: str
    reserved: Quantity
    outstanding: Quantity = 0  # rights, and shares with a string attached, that still stand under the plan
    consumed: Quantity = 0  # became shares, or was cancelled without going back

    @property
    def used(self) -> Quantity:
        return self.outstanding + self.consumed


def class_state(found: Object) -> ClassState:
    """A class at the start, with the terms on which it converts."""
    authorised = given(found, "initial_shares_authorized")
    state = ClassState(found["id"], found, limit(authorised))
    for right in (given(found, "conversion_rights") or [])[:1]:
        if "ratio" in (mechanism := right["conversion_mechanism"]):
            state.ratio = ratio(mechanism["ratio"])
        state.converts_to = given(right, "converts_to_stock_class_id") or ""
    return state


def limit(value: object) -> Quantity | None:
    """A number of authorised shares; None where there is no limit."""
    return None if value is None or value in UNLIMITED else quantity(value)


def plan_state(found: Object) -> PlanState:
    """A plan at the start."""
    classes = given(found, "stock_class_ids") or [given(found, "stock_class_id") or ""]
    return PlanState(found["id"], found, classes[0], quantity(found["initial_shares_reserved"]))


def issued_security(event: Event, plans: dict[str, PlanState]) -> Security:
    """The security that an issuance makes."""
    found = event.object
    how_much = event.quantity or 0
    plan_id = given(found, "stock_plan_id") or ""
    class_id = given(found, "stock_class_id") or (plans[plan_id].class_id if plan_id in plans else "")
    if event.family == WARRANT:
        class_id = _exercised_into(found)
    return Security(
        found["security_id"], event.family, found["stakeholder_id"], event, how_much, how_much, class_id, plan_id,
        given(found, "compensation_type") or "", given(found, _MONEY[event.family]) or given(found, "base_price"),
    )  # fmt: skip


_MONEY = {
    STOCK: "share_price", COMPENSATION: "exercise_price", WARRANT: "exercise_price", CONVERTIBLE: "investment_amount",
}  # fmt: skip


def _exercised_into(warrant: Object) -> str:
    """The class that a warrant's triggers name, if one does."""
    for trigger in given(warrant, "exercise_triggers") or []:
        right = given(trigger, "conversion_right") or {}
        if named := given(right, "converts_to_stock_class_id"):
            return str(named)
    return ""
