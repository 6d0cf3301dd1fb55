"""What each holder has, once all preferences are paid, at a price of a common share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from planner.calculators.waterfall_document import ShareClass, WaterfallDocument

ZERO = Fraction(0)


@dataclass(frozen=True)
class Claim:
    """A holder's right: a preference, a part of what each common share gets, or the better of both.

    `units` are common shares, as converted or as bought at `strike` each. With a `ceiling`, preference and part
    together stop there, and the holder converts once its shares alone are worth more. A class that doesn't participate
    has its preference as ceiling.
    """

    id: str
    units: Fraction
    preference: Fraction = ZERO
    ceiling: Fraction | None = None
    strike: Fraction = ZERO
    seniority: int = 0

    def at(self, price: Fraction) -> Fraction:
        """What the holder gets at this price of a common share, net of the strike.

        A million shares, a preference of 5 million and a ceiling of 10: at 3.00 it is 5 + 3 = 8 million, at 6.00 the
        ceiling of 10, at 12.00 converted 12.
        """
        shared = self.units * max(ZERO, price - self.strike)
        if self.ceiling is None:
            return self.preference + shared
        return max(min(self.preference + shared, self.ceiling), shared)  # only classes have one, and no strike

    def converts(self, price: Fraction) -> bool:
        """Whether its shares alone are worth more than all that it can get unconverted."""
        return self.ceiling is not None and self.units * price > self.ceiling

    def turns(self) -> Iterator[tuple[Fraction, int]]:
        """At which prices the holder's units begin (1) and cease (-1) to take part."""
        if not self.units:
            return
        yield self.strike, 1
        if self.ceiling is not None and self.preference:  # without a preference it has nothing to give up
            yield (self.ceiling - self.preference) / self.units, -1
            yield self.ceiling / self.units, 1


def claims_of(document: WaterfallDocument) -> list[Claim]:
    """Of every class, every grant of options and what follows common shares, in the document's order.

    A pool that isn't granted has no claim. A phantom share pays what a used option gives: the company's payment lowers
    what a share gets exactly as one share more, bought at the strike, would.
    """
    classes = [_of_class(each, each.invested * document.growth(each)) for each in document.classes]
    options = [Claim(each.id, each.quantity, strike=each.strike) for each in document.options]
    phantoms = [
        Claim(each.id, each.quantity, strike=each.strike) for each in document.phantoms if each.place == "with_common"
    ]
    return [*classes, *options, *phantoms]


def _of_class(each: ShareClass, dividends: Fraction) -> Claim:
    if each.type == "unallocated_pool":
        return Claim(each.id, ZERO)
    if each.type == "common":
        return Claim(each.id, each.shares)
    preference, ceiling = each.multiple * each.invested + dividends, None
    if not each.participating:
        ceiling = preference
    elif each.cap_multiple is not None:
        ceiling = each.cap_multiple * each.invested + dividends
    return Claim(each.id, each.shares * each.conversion_ratio, preference, ceiling, seniority=each.seniority)
