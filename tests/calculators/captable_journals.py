"""Journals drawn at random that hold together, each with what everyone must hold in the end, kept by simpler means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.calculators.captable_samples import (
    ISSUER,
    Object,
    money,
    options,
    plan,
    preferred,
    ratio,
    safe,
    shares,
    stakeholder,
    stock_class,
    tx,
    use,
    warrant,
)

PEOPLE = ("ana", "ben", "cas")
STOCK, OPTION = "STOCK", "EQUITY_COMPENSATION"
RATIO = 2  # common shares for a preferred one, before any split


@dataclass
class Held:
    """A security that stands, as the drawing keeps it."""

    holder: str
    kind: str  # STOCK or OPTION
    of: str  # the class
    count: Fraction


@dataclass
class Drawn:
    """A journal and the truth about it."""

    objects: list[Object]
    held: dict[str, Held] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)  # of the transactions
    ratio: Fraction = Fraction(RATIO)

    def count(self, kind: str, of: str | None = None, holder: str | None = None) -> Fraction:
        """All that stands of a kind, of a class, of a holder."""
        return sum(
            (each.count for each in self.held.values() if each.kind == kind
             and of in (None, each.of) and holder in (None, each.holder)),
            Fraction(0),
        )  # fmt: skip

    def as_converted(self) -> Fraction:
        """All shares, the preferred ones as common."""
        return self.count(STOCK, "common") + self.count(STOCK, "prefs") * self.ratio


class _Drawing:
    """Draws one transaction after another; each changes the truth and adds its objects."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.drawn = Drawn([
            ISSUER, *map(stakeholder, PEOPLE), stock_class("common", "1000000000"),
            preferred("prefs", ratio=str(RATIO)), plan("1000000"),
        ])  # fmt: skip
        self.day = date(2024, 1, 1)
        self.made: dict[str, int] = defaultdict(int)

    def next_day(self) -> None:
        """Another day: on one day no security is used twice, so that the truth needs no order within it."""
        self.day += timedelta(days=self.draw(st.integers(1, 60)))
        self.drawn.days.append(self.day)

    @property
    def today(self) -> str:
        return self.day.isoformat()

    def name(self, letter: str) -> str:
        self.made[letter] += 1
        return f"{letter}{self.made[letter]}"

    def add(self, *objects: Object) -> None:
        self.drawn.objects += objects

    def person(self) -> str:
        return str(self.draw(st.sampled_from(PEOPLE)))

    def pick(self, kind: str, of: str | None = None) -> tuple[str, Held] | None:
        """A security that stands and has whole shares, which all can be written in the standard's decimals."""
        found = [
            (name, each)
            for name, each in sorted(self.drawn.held.items())
            if each.kind == kind and of in (None, each.of) and each.count.denominator == 1
        ]
        return self.draw(st.sampled_from(found)) if found else None

    def part(self, of: Held) -> int:
        return int(self.draw(st.integers(1, int(of.count))))

    def make(self, kind: str, holder: str, of: str, count: int | Fraction) -> str:
        """A new security with its issuance."""
        name = self.name("s" if kind == STOCK else "o")
        self.drawn.held[name] = Held(holder, kind, of, Fraction(count))
        issue = shares(name, self.today, holder, str(count), of=of) if kind == STOCK else None
        self.add(issue or options(name, self.today, holder, str(count)))
        return name

    def rest(self, name: str, gone: int) -> dict[str, str]:
        """The security ends; what is left of it goes on under a new id."""
        old = self.drawn.held.pop(name)
        left = old.count - gone
        return {"balance_security_id": self.make(old.kind, old.holder, old.of, left)} if left else {}

    def issue(self) -> None:
        of = self.draw(st.sampled_from(("common", "prefs")))
        self.make(STOCK, self.person(), of, self.draw(st.integers(1, 1000)))

    def grant(self) -> None:
        self.make(OPTION, self.person(), "common", self.draw(st.integers(1, 1000)))

    def transfer(self) -> None:
        kind = self.draw(st.sampled_from((STOCK, OPTION)))
        if found := self.pick(kind):
            name, old = found
            count = self.part(old)
            made = self.make(kind, self.person(), old.of, count)
            more = self.rest(name, count)
            self.add(use(f"{kind}_TRANSFER", name, self.today, quantity=str(count), resulting_security_ids=[made],
                         **more))  # fmt: skip

    def exercise(self) -> None:
        if found := self.pick(OPTION):
            name, old = found
            count = self.part(old)
            made = self.make(STOCK, old.holder, "common", count)
            old.count -= count
            if not old.count:
                del self.drawn.held[name]
            kind = self.draw(st.sampled_from(("EQUITY_COMPENSATION", "PLAN_SECURITY")))
            self.add(use(f"{kind}_EXERCISE", name, self.today, name=self.name("x"), quantity=str(count),
                         resulting_security_ids=[made]))  # fmt: skip

    def convert(self) -> None:
        if (found := self.pick(STOCK, "prefs")) and self.drawn.ratio.denominator == 1:
            name, old = found
            count = self.part(old)
            made = self.make(STOCK, old.holder, "common", count * self.drawn.ratio)
            more = self.rest(name, count)
            self.add(use("STOCK_CONVERSION", name, self.today, quantity_converted=str(count),
                         resulting_security_ids=[made], **more))  # fmt: skip

    def cancel(self) -> None:
        kind = self.draw(st.sampled_from((STOCK, OPTION)))
        if found := self.pick(kind):
            name, old = found
            count = self.part(old)
            more = self.rest(name, count)
            self.add(use(f"{kind}_CANCELLATION", name, self.today, quantity=str(count), reason_text="left", **more))

    def retract(self) -> None:
        if found := self.pick(OPTION):
            self.drawn.held.pop(found[0])
            self.add(use("EQUITY_COMPENSATION_RETRACTION", found[0], self.today, reason_text="slip"))

    def split(self) -> None:
        of = self.draw(st.sampled_from(("common", "prefs")))
        top, bottom = self.draw(st.sampled_from(((2, 1), (3, 1), (3, 2), (1, 2))))
        for each in self.drawn.held.values():
            each.count *= Fraction(top, bottom) if each.of == of else 1
        self.drawn.ratio *= Fraction(top, bottom) if of == "common" else Fraction(bottom, top)
        self.add(tx("STOCK_CLASS_SPLIT", self.name("split"), self.today, stock_class_id=of,
                    split_ratio=ratio(str(top), str(bottom))))  # fmt: skip

    def aside(self) -> None:
        """What stands beside the shares: a warrant and a convertible, and an acceptance."""
        name = self.name("w")
        self.add(
            warrant(name, self.today, self.person(), "10"),
            safe(self.name("c"), self.today, self.person(), "1000.50", conversion_discount="0.2"),
            use("WARRANT_ACCEPTANCE", name, self.today),
            tx("STOCK_PLAN_POOL_ADJUSTMENT", self.name("pool"), self.today, stock_plan_id="plan",
               shares_reserved="100000000"),
            {"object_type": "VALUATION", "id": self.name("v"), "price_per_share": money("1.25"),
             "effective_date": self.today, "valuation_type": "409A", "stock_class_id": "common"},
        )  # fmt: skip


_ACTIONS = ("issue", "issue", "grant", "transfer", "exercise", "convert", "cancel", "retract", "split", "aside")


@st.composite
def journals(draw: Any, most: int = 14) -> Drawn:
    """A journal of up to so many steps, and who holds what in the end."""
    drawing = _Drawing(draw)
    for action in draw(st.lists(st.sampled_from(_ACTIONS), min_size=1, max_size=most)):
        drawing.next_day()
        getattr(drawing, action)()
    return drawing.drawn
