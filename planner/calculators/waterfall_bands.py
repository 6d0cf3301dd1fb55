"""Each band of an exit explained: who shares in what lies between two breakpoints, for which part, and as what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from planner.calculators.waterfall_claims import ZERO
from planner.calculators.waterfall_table import Table
from planner.figures.number import half_up, write_number, write_ratio
from planner.language import LANGUAGES, number, percent, say, sentence

CENT, BASIS_POINT = Fraction(1, 100), Fraction(1, 10_000)
ROLES = {
    "costs": sentence("costs of the sale"),
    "debt": sentence("debt"),
    "preference": sentence("preference"),
    "common": sentence("common shares"),
    "converted": sentence("converted to common shares"),
    "participating": sentence("shares along, beside its preference"),
    "option": sentence("options exercised"),
    "phantom": sentence("phantom shares"),
    "carve_out": sentence("part for management"),
}


@dataclass(frozen=True)
class Band:
    """Exit values from `low` to `high` (None: all above). `parts` are of each further euro; `roles` keys of ROLES."""

    low: Fraction
    high: Fraction | None
    parts: Mapping[str, Fraction]
    roles: Mapping[str, str]

    def say(self, language: str) -> str:
        """The band in a sentence. Amounts are in cents and parts in hundredths of a percent."""
        low = _amount(language, self.low)
        parts = "; ".join(self._part(language, name) for name in self.parts)
        if not parts:
            parts = say(language, ROLES["costs"])
        if self.high is None:
            return say(language, "Above {low}: {parts}.", low=low, parts=parts)
        return say(language, "From {low} to {high}: {parts}.", low=low, high=_amount(language, self.high), parts=parts)

    def _part(self, language: str, name: str) -> str:
        part = percent(language, half_up(self.parts[name], BASIS_POINT), 2)
        return say(language, "{part} to {name} ({role})", part=part, name=name, role=say(language, self._role(name)))

    def _role(self, name: str) -> str:
        return ROLES[self.roles[name]]

    def document(self) -> dict[str, Any]:
        """As `calc waterfall` prints it."""
        return {
            "from": write_number(self.low),
            "to": None if self.high is None else write_number(self.high),
            "parts": {name: write_ratio(part) for name, part in self.parts.items()},
            "as": dict(self.roles),
            "text": {language: self.say(language) for language in LANGUAGES},
        }


def bands(table: Table) -> Iterator[Band]:
    """From nothing up, one between any two breakpoints, and one above the last.

    Of one class with a preference of 50 beside common shares: all to the class up to 50, and then to both.
    """
    ends: list[Fraction | None] = [ZERO, *table.breakpoints, None]
    for low, high in pairwise(ends):
        start = low or ZERO
        before, after = table.share(start), table.share(start + 1 if high is None else high)
        width = 1 if high is None else high - start
        parts = {name: (after.payouts[name] - paid) / width for name, paid in before.payouts.items()}
        sharing = {name: part for name, part in parts.items() if part}
        roles = _roles(table, after.price)
        yield Band(start, high, sharing, {name: roles[name] for name in sharing})


def _roles(table: Table, price: Fraction) -> dict[str, str]:
    """As what each takes part in the band that ends at this price of a common share."""
    document = table.document
    found = dict.fromkeys((each.id for each in document.options), "option")
    found |= dict.fromkeys((each.id for each in document.debt), "debt")
    found |= dict.fromkeys((each.id for each in document.phantoms), "phantom")
    found |= dict.fromkeys((each.id for each in document.carve_outs), "carve_out")
    types = {each.id: each.type for each in document.classes}
    for claim in table.claims:
        if types.get(claim.id) == "common":
            found[claim.id] = "common"
        elif types.get(claim.id) == "preferred":
            found[claim.id] = _of_preferred(claim.converts(price), price)
    return found


def _of_preferred(converts: bool, price: Fraction) -> str:
    if not price:
        return "preference"
    return "converted" if converts else "participating"


def _amount(language: str, value: Fraction) -> str:
    return number(language, half_up(value, CENT), 2)
