"""Units of figures: euros, shares, days, and what they become when multiplied and divided.

Only a declared unit is *known*; two known units that differ can't be added. A bare number or an undeclared fact takes
any unit: what stands beside it is then a hint for readers (so that pay is printed as money), never a ground to refuse.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """Powers by name: euros a day are `(("EUR", 1), ("day", -1))`; no powers is a bare number."""

    powers: tuple[tuple[str, int], ...] = ()
    known: bool = False

    def __str__(self) -> str:
        over = "·".join(_power(name, power) for name, power in self.powers if power > 0)
        under = "".join(f"/{_power(name, -power)}" for name, power in self.powers if power < 0)
        return f"{over or ('1' if under else '')}{under}"

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product (or, with sign −1, of a quotient)."""
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        kept = tuple(sorted((name, power) for name, power in powers.items() if power))
        return Unit(kept, self.known and other.known)

    def clashes(self, other: Unit) -> bool:
        """Whether a sum of the two makes no sense; a bare number goes with anything."""
        return self.known and other.known and bool(self.powers) and bool(other.powers) and self.powers != other.powers

    def beside(self, other: Unit) -> Unit:
        """The unit of a sum: that of whichever has one, the known one first."""
        first, second = (other, self) if other.known and not self.known else (self, other)
        return first if first.powers else second


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


BARE = Unit((), True)  # a literal: known to have no unit
ANY = Unit()  # an undeclared fact


def declared(name: str) -> Unit:
    """A unit that the document states."""
    return Unit(((name, 1),), True)


def hinted(name: str) -> Unit:
    """A unit that the document doesn't state but readers expect, such as euros for pay."""
    return Unit(((name, 1),), False) if name else ANY
