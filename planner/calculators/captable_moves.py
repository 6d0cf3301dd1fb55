"""What transactions do with a security: handed on, exercised, converted, cancelled, taken back."""

from __future__ import annotations

from fractions import Fraction

from planner.calculators.captable_journal import Event
from planner.calculators.captable_ledger import Ledger, said
from planner.calculators.captable_pool import lapse, leave
from planner.calculators.captable_security import CONVERTIBLE, Security
from planner.calculators.captable_values import Quantity, given
from planner.errors import refuse


def transfer(ledger: Ledger, event: Event) -> None:
    """All or part of a security goes to others: as much comes out as went in."""
    security = ledger.living(event, event.object["security_id"])
    how_much = _how_much(event, security)
    results = _results(ledger, event)
    _conserve(event, how_much, results)
    for each in results:
        if each.class_id != security.class_id:
            ledger.warn(event, 'is a transfer, but the security "{security}" is of another class', security=each.id)
    _take(ledger, event, security, how_much)
    leave(ledger, security, how_much, results)


def exercise(ledger: Ledger, event: Event) -> None:
    """Options, warrants or share units become shares; of a part, the rest stays on the security."""
    security = ledger.living(event, event.object["security_id"])
    how_much = _how_much(event, security)
    results = _results(ledger, event)
    named = len(_named_results(event))
    if results and len(results) == named and (made := _sum(results)) != how_much:
        text = "is of {quantity}, and {made} shares come of it; that may be a net exercise"
        ledger.warn(event, text, quantity=said(how_much), made=said(made))
    _take(ledger, event, security, how_much)
    security.used_up += how_much
    leave(ledger, security, how_much, results)


def convert(ledger: Ledger, event: Event) -> None:
    """Shares become shares of another class, or a convertible becomes shares. The number is the transaction's."""
    security = ledger.living(event, event.object["security_id"])
    how_much = security.quantity if security.family == CONVERTIBLE else _how_much(event, security)
    results = _results(ledger, event)
    if security.family == CONVERTIBLE:
        how_much -= _balance(ledger, event)
    else:
        expected = Fraction(how_much) * ledger.classes[security.class_id].ratio
        if abs(expected - _sum(results)) >= 1:
            text = "converts {quantity} shares into {made}; by the ratio of the class it would be {expected}"
            values = {"quantity": said(how_much), "made": said(_sum(results)), "expected": said(expected)}
            ledger.warn(event, text, **values)
    _take(ledger, event, security, how_much)
    leave(ledger, security, how_much, results)


def cancel(ledger: Ledger, event: Event) -> None:
    """All or part of a security is cancelled, or bought back by the company."""
    security = ledger.living(event, event.object["security_id"])
    how_much = _how_much(event, security)
    _take(ledger, event, security, how_much)
    lapse(ledger, event, security, how_much)


def retract(ledger: Ledger, event: Event) -> None:
    """A security that should never have been issued: it goes, and its pool is as it was."""
    security = ledger.living(event, event.object["security_id"])
    ledger.take(event, security, security.quantity)
    security.ended = event


def reissue(ledger: Ledger, event: Event) -> None:
    """A security is replaced whole by others of as many shares."""
    security = ledger.living(event, event.object["security_id"])
    results = _results(ledger, event)
    if given(event.object, "split_transaction_id") is None:
        _conserve(event, security.quantity, results)
    elif (made := _sum(results)) != security.quantity:
        text = "reissues {quantity} shares as {made} after a split"
        ledger.warn(event, text, quantity=said(security.quantity), made=said(made))
    how_much = security.quantity
    ledger.take(event, security, how_much)
    leave(ledger, security, how_much, results)


def consolidate(ledger: Ledger, event: Event) -> None:
    """Several securities of one holder become one."""
    securities = [ledger.living(event, name) for name in dict.fromkeys(event.object["security_ids"])]
    results = [
        each for name in (event.object["resulting_security_id"],) if (each := ledger.securities.get(name)) is not None
    ]
    _conserve(event, sum(each.quantity for each in securities), results)
    for each in securities:
        how_much = each.quantity
        ledger.take(event, each, how_much)
        leave(ledger, each, how_much, [])


def reprice(ledger: Ledger, event: Event) -> None:
    """Another exercise price for an option."""
    security = ledger.living(event, event.object["security_id"])
    security.priced, security.split_by = event.object["new_exercise_price"], 1


def mention(ledger: Ledger, event: Event) -> None:
    """An acceptance, or something of vesting: the security must be there, and nothing of the table changes."""
    ledger.known(event, event.object["security_id"])


def _how_much(event: Event, security: Security) -> Quantity:
    """What an event is about: its quantity or its sum; the whole security where it names none (a warrant's)."""
    return security.quantity if event.quantity is None else event.quantity


def _named_results(event: Event) -> list[str]:
    """The ids of what should come of an event, each once."""
    return list(dict.fromkeys(given(event.object, "resulting_security_ids") or []))


def _results(ledger: Ledger, event: Event) -> list[Security]:
    """The securities that come of an event; one that no issuance makes is told."""
    found = []
    for name in _named_results(event):
        issuance = ledger.journal.issuances.get(name)
        if name in ledger.securities:
            found.append(ledger.securities[name])
        elif issuance is not None and issuance.day > event.day:
            text = 'should give the security "{security}", which is issued only on {later}'
            ledger.warn(event, text, security=name, later=issuance.day)
        else:
            ledger.warn(event, 'should give the security "{security}", which no issuance makes', security=name)
    return found


def _sum(securities: list[Security]) -> Quantity:
    """As they were issued: of what was made and handed on the same day nothing is left."""
    return sum(each.original for each in securities)


def _conserve(event: Event, how_much: Quantity, results: list[Security]) -> None:
    """As much comes out as went in, and what comes out is of this alone."""
    for each in results:
        _claim(event, each)
    if (made := _sum(results)) != how_much:
        text = "hands on {quantity}, but {made} come of it"
        raise refuse(event.id, text, quantity=said(how_much), made=said(made))


def _claim(event: Event, made: Security) -> None:
    """A security comes of one transaction only; of two that name it, what one of them took would be lost."""
    if made.came_of is not None and made.came_of is not event:
        text = 'should give the security "{security}", which comes of {other} already'
        raise refuse(event.id, text, security=made.id, other=made.came_of.id)
    if made.id in (event.object.get("security_id"), *event.object.get("security_ids", ())):
        raise refuse(event.id, 'both takes and gives the security "{security}"', security=made.id)
    made.came_of = event


def _balance(ledger: Ledger, event: Event) -> Quantity:
    """What stays with the holder under a new id, if the event says so."""
    name = given(event.object, "balance_security_id")
    if name is None:
        return 0
    if name in ledger.securities:
        _claim(event, ledger.securities[name])
        return ledger.securities[name].original
    raise refuse(event.id, 'leaves a rest in the security "{security}", which no issuance makes', security=name)


def _take(ledger: Ledger, event: Event, security: Security, how_much: Quantity) -> None:
    """The part goes; what is left goes on as the balance security, or else stays where it was."""
    left = security.quantity - how_much
    balance = _balance(ledger, event)
    if left >= 0 and balance and balance != left:
        text = 'leaves {left} of the security "{security}", but its balance security has {balance}'
        raise refuse(event.id, text, left=said(left), security=security.id, balance=said(balance))
    ledger.take(event, security, how_much)
    if balance:
        ledger.take(event, security, left)
    elif left and event.action not in ("EXERCISE", "RELEASE"):
        text = 'leaves {left} of the security "{security}" without a balance_security_id; they stay there'
        ledger.warn(event, text, left=said(left), security=security.id)
