"""What `calc rounds` takes: who holds what at the start, and the rounds that follow, in order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from planner.calculators.reading import Document, NotNegative, Words
from planner.calculators.round_document import Preferred, Protection, RoundTerms, Shareholder, same_ids, terms_faults
from planner.errors import Fault


class Grant(Document):
    """Options granted out of the pool before a round: they count as shares from then on."""

    id: Words
    quantity: NotNegative


class NamedRound(RoundTerms):
    """A round whose new shares, and what converts in it, become classes with this protection."""

    id: Words
    grants: list[Grant] = []
    anti_dilution: Protection = "none"


class RoundsDocument(Document):
    """Rounds in a row, each on what the one before it left.

    With `whole_shares` every issue is rounded down before it goes on; without, parts of shares go on exactly.
    """

    shareholders: list[Shareholder] = Field(min_length=1)
    existing_unallocated: NotNegative = Fraction(0)
    preferred: list[Preferred] = []
    rounds: list[NamedRound] = Field(min_length=1)
    whole_shares: bool = False


def rounds_faults(document: RoundsDocument) -> Iterator[Fault]:
    """What is wrong whatever the rounds come to: ids alike, and each round's own terms."""
    yield from same_ids("rounds", [each.id for each in document.rounds])
    earlier = {each.id: f"preferred[{at}]" for at, each in enumerate(document.preferred)}
    for at, each in enumerate(document.rounds):
        if each.id in earlier:
            values = {"value": f'"{each.id}"', "first": earlier[each.id]}
            yield Fault(f"rounds[{at}].id", "{value} is also the id of {first}", values)
        yield from (fault.within(f"rounds[{at}]") for fault in terms_faults(each))
