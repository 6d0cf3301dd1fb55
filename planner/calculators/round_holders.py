"""Who owns what after a round, by name: earlier holders, what converts, rights taken up, new investors, the pool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any

from planner.calculators.round_document import Preferred, RoundDocument, Shareholder
from planner.calculators.round_terms import ZERO, Solver
from planner.errors import refuse
from planner.figures.number import write_number, write_ratio

OUTSTANDING, NEW_MONEY, POOL = "outstanding", "new_money", "pool"


class Holders:
    """A round's holders. `rights` is the new money that each may bring in, `money` what each does bring in.

    A right is to keep, beside the new money, the part that one had of all shares before it (what converts, the pool's
    increase and anti-dilution counted): that part of the new money. It is taken up within the new money, at its price.
    Side letters of post-money SAFEs don't count the pool's increase, which dilutes who takes up such a right.
    """

    def __init__(self, document: RoundDocument, solved: Solver) -> None:
        self.document, self.solved = document, solved
        self.before = document.shares + solved.outcome.converted + solved.outcome.increase + solved.added
        held: dict[str, Fraction] = defaultdict(Fraction)
        for name, shares in self._named():
            held[name] += shares
        of = self.before - (ZERO if document.pro_rata_counts_pool else solved.outcome.increase)
        self.rights = {name: held[name] / of * document.new_money for name in document.pro_rata}
        self.taken = {name: self.rights[name] * part for name, part in document.pro_rata.items()}
        self.money, self.unnamed = self._investors()

    @property
    def total(self) -> Fraction:
        """All shares after the round, as converted."""
        return self.before + self.document.new_money * self.solved.outcome.per_money

    def issues(self) -> Iterator[tuple[str, Fraction]]:
        """Who holds how many shares as converted, a line for each issue."""
        yield from self._named()
        per_money = self.solved.outcome.per_money
        for money in (self.taken, self.money):
            yield from ((name, amount * per_money) for name, amount in money.items())

    def ownership(self) -> dict[str, Any]:
        """Each holder's shares (exact and whole) and part of all; those without a name, and the pool, apart."""
        lines: dict[str, list[Fraction]] = defaultdict(list)
        for name, shares in self.issues():
            lines[name].append(shares)
        found: dict[str, Any] = {"holders": {name: self._line(*issues) for name, issues in lines.items()}}
        if not self.document.shareholders:
            found[OUTSTANDING] = self._line(self.document.outstanding + self.solved.added)
        if self.unnamed:
            found[NEW_MONEY] = self._line(self.unnamed * self.solved.outcome.per_money)
        found[POOL] = self._line(self.document.existing_unallocated, self.solved.outcome.increase)
        return found

    def after(self, each: Preferred) -> Fraction:
        """What a class converts into after the round."""
        return each.as_converted + self.solved.added_to(each.id)

    def _named(self) -> Iterator[tuple[str, Fraction]]:
        classes = {each.id: each for each in self.document.preferred}
        for holder in self.document.shareholders:
            yield holder.id, self._converted(holder, classes)
        for each in self.document.convertibles:
            yield each.id, self.solved.shares_of(each.id)

    def _converted(self, holder: Shareholder, classes: dict[str, Preferred]) -> Fraction:
        if holder.class_ is None or not holder.shares:
            return holder.shares
        return holder.shares * self.after(classes[holder.class_]) / classes[holder.class_].shares

    def _investors(self) -> tuple[dict[str, Fraction], Fraction]:
        """The new money by investor, and what nobody is named for."""
        rest = self.document.new_money - sum(self.taken.values(), ZERO)
        open_ended = [each.id for each in self.document.investors if each.amount is None]
        money = {each.id: each.amount for each in self.document.investors if each.amount is not None}
        left = rest - sum(money.values(), ZERO)
        if left < 0 or (left and money and not open_ended):
            raise refuse("investors", "bring in {given}; new_money leaves {rest} for them, beside the rights taken up",
                         given=write_number(rest - left), rest=write_number(rest))  # fmt: skip
        if open_ended:
            return money | {open_ended[0]: left}, ZERO
        return money, left

    def _line(self, *issues: Fraction) -> dict[str, Any]:
        """One holder's: whole shares are rounded down, issue by issue."""
        shares = sum(issues, ZERO)
        return {
            "shares": write_ratio(shares),
            "part": write_ratio(shares / self.total),
            "whole": sum(floor(issue) for issue in issues),
        }
