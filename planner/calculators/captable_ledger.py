"""The state of a cap table as its journal is followed: nothing is edited, each transaction only moves it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from planner.calculators.captable_journal import Event, Journal
from planner.calculators.captable_security import (
    FAMILIES,
    STOCK,
    ClassState,
    PlanState,
    Security,
    class_state,
    issued_security,
    limit,
    plan_state,
)
from planner.calculators.captable_values import Quantity, given
from planner.errors import Fault, Refused, refuse
from planner.figures.number import write_number


@dataclass
class Ledger:
    """All securities that were ever made, the classes and the plans, as they stand after the events followed so far."""

    journal: Journal
    securities: dict[str, Security] = field(default_factory=dict)
    classes: dict[str, ClassState] = field(default_factory=dict)
    plans: dict[str, PlanState] = field(default_factory=dict)
    authorised: Quantity | None = None  # of the issuer, all classes together
    faults: list[Fault] = field(default_factory=list)  # of transactions that were left out
    beyond: list[Fault] = field(default_factory=list)  # of issuances of more than there may be
    warnings: list[Fault] = field(default_factory=list)

    @classmethod
    def at_start(cls, journal: Journal) -> Ledger:
        """Before the first transaction."""
        ledger = cls(journal)
        ledger.classes = {name: class_state(found) for name, found in journal.of("STOCK_CLASS").items()}
        ledger.plans = {name: plan_state(found) for name, found in journal.of("STOCK_PLAN").items()}
        ledger.authorised = limit(given(journal.issuer or {}, "initial_shares_authorized"))
        return ledger

    def warn(self, event: Event, text: str, **values: object) -> None:
        """Something odd but possible in a transaction."""
        self.warnings.append(Fault(event.id, text, values, warning=True))

    def issue(self, event: Event) -> None:
        """A new security. What it names must be there."""
        made = issued_security(event, self.plans)
        faults = [
            Fault(f"{event.id}.{key}", '"{value}" is not the id of any {kind}', {"value": name, "kind": kind})
            for key, kind, name in _named(made)
            if name not in self.journal.of(kind)
        ]
        if faults:
            raise Refused(faults)
        self.securities[made.id] = made
        self.count(made, made.quantity)
        if made.class_id:
            self.classes[made.class_id].securities.append(made)

    def count(self, security: Security, change: Quantity) -> None:
        """The same change in the sums of its class and its plan."""
        if security.family == STOCK:
            self.classes[security.class_id].issued += change
        if security.plan_id:
            self.plans[security.plan_id].outstanding += change

    def living(self, event: Event, name: str) -> Security:
        """The security that an event is about. Raises Refused if it isn't there, not yet, or not any more."""
        security = self.known(event, name)
        if security.ended is not None:
            text = 'uses the security "{security}", which ended on {day} by {by}'
            raise refuse(event.id, text, security=name, day=security.ended.day, by=security.ended.id)
        return security

    def known(self, event: Event, name: str) -> Security:
        """The security of this id, ended or not, of the kind that the event is about. Raises Refused."""
        security = self.securities.get(name)
        if security is None:
            issuance = self.journal.issuances.get(name)
            if issuance is None or issuance.day <= event.day:  # no issuance, or one that is faulty itself
                raise refuse(event.id, 'names the security "{security}", which no issuance makes', security=name)
            text = 'is dated {day}, but its security "{security}" is issued on {later}'
            raise refuse(event.id, text, day=event.day, security=name, later=issuance.day)
        if security.family != event.family and event.family in FAMILIES:
            text = 'is about the security "{security}", which is of another kind: {by} made it'
            raise refuse(event.id, text, security=name, by=security.issued.id)
        return security

    def take(self, event: Event, security: Security, how_much: Quantity) -> None:
        """So much of a security goes; of one that has nothing left this is the end. Raises Refused if it has less."""
        if how_much > security.quantity:
            text = 'takes {quantity} of the security "{security}", which has {left}'
            values = {"quantity": said(how_much), "security": security.id, "left": said(security.quantity)}
            raise refuse(event.id, text, **values)
        security.quantity -= how_much
        self.count(security, -how_much)
        if not security.quantity:
            security.ended = event


def _named(made: Security) -> list[tuple[str, str, str]]:
    """What a security refers to: the field, the kind of object, and the id."""
    named = [("stakeholder_id", "STAKEHOLDER", made.holder)]
    named += [("stock_plan_id", "STOCK_PLAN", made.plan_id)] if made.plan_id else []
    return named + ([("stock_class_id", "STOCK_CLASS", made.class_id)] if made.class_id else [])


def said(value: Quantity) -> str:
    """A quantity as a sentence has it."""
    return write_number(Fraction(value))
