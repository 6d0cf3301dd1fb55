"""`calc rounds`: several financings in a row, the outcome of one being what the next begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from planner.calculators.reading import read
from planner.calculators.round import told
from planner.calculators.round_document import Preferred, RoundDocument, RoundTerms, Shareholder, round_faults
from planner.calculators.round_holders import Holders
from planner.calculators.round_terms import ZERO, Solver
from planner.calculators.rounds_document import NamedRound, RoundsDocument, rounds_faults
from planner.errors import Refused, refuse
from planner.figures.number import write_number, write_ratio

GIVEN = ("shareholders", "preferred", "outstanding")  # what the first round has from the document, not from a round


def financings(document: object) -> dict[str, Any]:
    """Each round worked out, with who owns what after it, and at last the classes as they have become.

    >>> found = financings({"shareholders": [{"id": "founders", "shares": 80}], "rounds": [
    ...     {"id": "A", "pre_money": 800, "new_money": 200, "convention": "pre_money"},
    ...     {"id": "B", "pre_money": 3000, "new_money": 1000, "convention": "pre_money", "pro_rata": {"A": "100%"},
    ...      "investors": [{"id": "fund"}]}]})
    >>> [found["rounds"][1]["ownership"]["holders"][name]["part"] for name in ("founders", "A", "fund")]
    ['3/5', '1/5', '1/5']

    By hand: A has 20 of 100, keeps it by bringing in a fifth of 1,000, and the fund has the other 800 of 4,000.
    Raises Refused.
    """
    found = read(RoundsDocument, document)
    if faults := list(rounds_faults(found)):
        raise Refused(faults)
    table = CapTable.at_start(found)
    results = []
    for at, terms in enumerate(found.rounds):
        holders = worked_out(table, terms, at)
        results.append({"id": terms.id, **told(holders)})
        table = table.after(holders, terms, found.whole_shares)
    return {"rounds": results, "preferred": [_class(each) for each in table.preferred]}


@dataclass(frozen=True)
class CapTable:
    """Who holds how many shares of which class, what the pool has left, and the classes that are preferred."""

    held: dict[tuple[str, str | None], Fraction]
    unallocated: Fraction
    preferred: list[Preferred]

    @classmethod
    def at_start(cls, document: RoundsDocument) -> CapTable:
        """As the document gives it."""
        held: dict[tuple[str, str | None], Fraction] = defaultdict(Fraction)
        for each in document.shareholders:
            held[each.id, each.class_] += each.shares
        return cls(dict(held), document.existing_unallocated, document.preferred)

    def granting(self, terms: NamedRound) -> CapTable:
        """With options granted out of the pool. Raises Refused if it hasn't so many."""
        granted = sum((each.quantity for each in terms.grants), ZERO)
        if granted > self.unallocated:
            raise refuse("grants", "are {granted} options, and the pool has {free} left",
                         granted=write_number(granted), free=write_number(self.unallocated))  # fmt: skip
        return self._with([(each.id, None, each.quantity) for each in terms.grants], -granted, self.preferred)

    def before(self, terms: RoundTerms) -> RoundDocument:
        """A round on these shares."""
        ratios = {each.id: each.price / each.converts_at for each in self.preferred}
        holders = [
            Shareholder.model_validate({"id": name, "class": of, "shares": count})
            for (name, of), count in self.held.items()
        ]
        return RoundDocument(
            **{name: getattr(terms, name) for name in RoundTerms.model_fields},
            outstanding=sum((each.shares * ratios.get(each.class_ or "", Fraction(1)) for each in holders), ZERO),
            existing_unallocated=self.unallocated,
            shareholders=holders,
            preferred=self.preferred,
        )

    def after(self, holders: Holders, terms: NamedRound, whole: bool) -> CapTable:
        """With what a round issues: a class of new shares, and one for each convertible, at its own price."""
        issues = [(name, of, _issued(count, whole)) for name, of, count in _issues(holders, terms)]
        counts: dict[str, Fraction] = defaultdict(Fraction)
        for _, of, count in issues:
            counts[of] += count
        classes = [_adjusted(holders, each) for each in self.preferred]
        for of, price in _prices(holders, terms).items():
            if counts[of]:
                given = {"id": of, "shares": counts[of], "price": price, "anti_dilution": terms.anti_dilution}
                classes.append(Preferred.model_validate(given))
        increase = _issued(holders.solved.outcome.increase, whole)
        table = self.granting(terms)
        return table._with([(name, of, count) for name, of, count in issues if count], increase, classes)

    def _with(
        self, issues: list[tuple[str, str | None, Fraction]], increase: Fraction, preferred: list[Preferred]
    ) -> CapTable:
        held = defaultdict(Fraction, self.held)
        for name, of, count in issues:
            held[name, of] += count
        return CapTable(dict(held), self.unallocated + increase, preferred)


def worked_out(table: CapTable, terms: NamedRound, at: int) -> Holders:
    """A round on what the one before it left; its faults are told by its place."""
    try:
        document = table.granting(terms).before(terms)
        if faults := list(round_faults(document)):
            raise Refused(faults)
        return Holders(document, Solver(document))
    except Refused as refused:
        raise Refused(
            fault if not at and fault.place.startswith(GIVEN) else fault.within(f"rounds[{at}]")
            for fault in refused.faults
        ) from None


def _issues(holders: Holders, terms: NamedRound) -> Iterator[tuple[str, str, Fraction]]:
    """Who gets how many new shares of which class; money that nobody is named for is the round's own."""
    solved, unnamed = holders.solved, {terms.id: holders.unnamed} if holders.unnamed else {}
    for money in (holders.taken, holders.money, unnamed):
        for name, amount in money.items():
            yield name, terms.id, amount * solved.outcome.per_money
    for each in terms.convertibles:
        yield each.id, _class_of(terms, each.id), solved.shares_of(each.id)


def _prices(holders: Holders, terms: NamedRound) -> dict[str, Fraction]:
    """What a share of each new class was paid."""
    document, solved = holders.document, holders.solved
    found = {terms.id: 1 / solved.outcome.per_money}
    for each in terms.convertibles:
        if shares := solved.shares_of(each.id):
            found[_class_of(terms, each.id)] = document.owed(each) / shares
    return found


def _class_of(terms: NamedRound, convertible: str) -> str:
    return f"{terms.id}/{convertible}"


def _adjusted(holders: Holders, each: Preferred) -> Preferred:
    """A class with its conversion price after the round."""
    after = holders.after(each)
    if not after:
        return each
    return each.model_copy(update={"conversion_price": each.converts_at * each.as_converted / after})


def _issued(count: Fraction, whole: bool) -> Fraction:
    return Fraction(floor(count)) if whole else count


def _class(each: Preferred) -> dict[str, str]:
    return {
        "id": each.id,
        "shares": write_ratio(each.shares),
        "price": write_ratio(each.price),
        "conversion_price": write_ratio(each.converts_at),
    }
