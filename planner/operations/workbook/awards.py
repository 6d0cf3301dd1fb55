"""An award's columns: what each gets exactly, rounded down, what that leaves, and the leftover by largest remainder.

Rows stand in the order in which ties are decided, so that of equal remainders the upper rows get the leftovers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from planner.calculators.scheme_run import AwardResult
from planner.figures.doubles import safe
from planner.figures.number import decimals_of
from planner.figures.sheet_terms import GUARD, in_steps, quoted, rounded_down, rounded_up
from planner.figures.sheet_terms import from_steps as amount_of
from planner.figures.syntax import Name
from planner.figures.unit import declared
from planner.language import say
from planner.operations.register_columns import Value, award_title, figure_values, is_in_cents
from planner.operations.workbook.layout import Key, Layout, PersonColumn, kind_of
from planner.operations.workbook.live import Live, live_figure, rounding
from planner.operations.workbook.shares import AwardShares

STATES = {"free": "free", "cap": "at most", "floor": "at least"}


@dataclass
class AwardColumns(AwardShares):
    """One award that shares a sum out, on the people's sheet; its single figures stand on the summary."""

    def __post_init__(self) -> None:
        self.sheet = self.layout.sheets["People"]
        self.formulas = self.layout.run.rules.award[self.place]
        self.group = award_title(self.layout.run, self.place, self.layout.language)
        self.is_bounded = "cap" in self.formulas or "floor" in self.formulas

    def key(self, part: str) -> Key:
        return ("award", self.place, part)

    def single(self, part: str) -> str:
        """One of the award's single figures, on the summary."""
        return self.layout.at(("award", self.place, part), self.sheet)

    def row(self, part: str) -> str:
        return self.layout.row_of(self.weight_key() if part == "by" else self.key(part))

    def weight_key(self) -> Key:
        """Where the weights stand: a column that there is already, or one of the award's own."""
        tree, by = self.formulas["by"].tree, self.award.figures["by"]
        if isinstance(tree, Name) and not by.single and kind_of(by) == "number":
            is_step = tree.name in self.layout.run.person
            return ("step", tree.name) if is_step else ("fact", tree.name, "number")
        return self.key("by")

    def _say(self, text: str) -> str:
        return say(self.layout.language, text)

    def columns(self) -> dict[Key, PersonColumn]:
        """All of the award's columns in reading order, by their keys."""
        found: dict[Key, PersonColumn] = {}
        if self.weight_key() == self.key("by"):
            found[self.key("by")] = self._by()
        for part in ("cap", "floor"):
            if part in self.formulas:
                found[self.key(part)] = self._bound(part)
        if self.is_bounded:
            found[self.key("state")] = self._column("Held at", self.states(), "share")
        found[self.key("share")] = self._share()
        found[self.key("down")] = self._down()
        rest, extra = self._rest(), self._extra()
        found[self.key("rest")], found[self.key("extra")] = rest, extra
        found[self.key("part")] = self._part()
        if self.is_bounded:
            found[self.key("right")] = self._right()
        return found

    def _column(self, title: str, values: Sequence[Value], kind: str, live: Live | None = None,
                step: Fraction | None = None) -> PersonColumn:  # fmt: skip
        unit = declared(self.award.unit)
        live = live or Live(None)
        return PersonColumn(self._say(title), values, unit, step, self.group, live.formula, live.fixed, kind=kind,
                            adds_up=kind == "part")  # fmt: skip

    # What each brings

    def _by(self) -> PersonColumn:
        figure = self.award.figures["by"]
        live = live_figure(self.layout, self.sheet, self.formulas["by"].tree, figure)
        column = self._column("Weight", figure_values(figure, self.layout.count), "step", live)
        column.unit = figure.unit
        column.note = "" if live.formula else "value"
        return column

    def _bound(self, part: str) -> PersonColumn:
        """A cap rounded down, or a floor rounded up, to whole steps: as it was used."""
        figure = self.award.figures[part]
        way = Fraction.__floor__ if part == "cap" else Fraction.__ceil__
        exact = [figure.at(row) for row in range(self.layout.count)]
        values = [way(value / self.size) * self.size for value in exact]
        to_step = rounded_down if part == "cap" else rounded_up
        plain = live_figure(self.layout, self.sheet, self.formulas[part].tree, figure)
        live = plain
        if plain.formula is not None:
            text = plain.formula
            live = rounding(
                self.layout, figure, self.size, False, lambda guard: to_step(text, self.size, guard or GUARD)
            )
        column = self._column("At most" if part == "cap" else "At least", values, "share", live, self.size)
        column.note = "" if live.formula else "value"
        return column

    def states(self) -> list[Value]:
        """In words: free, or held at the cap or at the floor."""
        held = zip(self.shares.capped, self.shares.floored, strict=True)
        return [self._say(STATES["cap" if cap else "floor" if floor else "free"]) for cap, floor in held]

    # What each gets

    def _share(self) -> PersonColumn:
        share = f"{self.single('left')}*{self.row('by')}/{self.single('weight')}"
        text = share if self.weight else "0"
        if self.is_bounded:
            state = self.row("state")
            text = f"IF({state}={self._state('free')},{text},{self._held()})"
        return self._column("Exact share", self.exact, "share", Live(text))

    def _state(self, name: str) -> str:
        return quoted(self._say(STATES[name]))

    def _held(self) -> str:
        if "cap" in self.formulas and "floor" in self.formulas:
            return f"IF({self.row('state')}={self._state('cap')},{self.row('cap')},{self.row('floor')})"
        return self.row("cap") if "cap" in self.formulas else self.row("floor")

    def _down(self) -> PersonColumn:
        """In whole steps; toward zero, so that a sum below zero mirrors its positive."""
        exact, off = self.exact, self.off
        units = [value / self.size for value in exact]
        away = np.array([float(min(unit % 1, -unit % 1)) for unit in units] or [0.0])
        guard = next((each for each in (GUARD, 4, 2) if safe(away, off, each).all()), GUARD)
        fixed = frozenset(int(row) for row in np.flatnonzero(~safe(away, off, guard)))
        share = in_steps(self.row("share"), self.size)
        text = amount_of(f"TRUNC(ROUND({share},{guard}))", self.size)
        return self._column("Rounded down", self.downs, "share", Live(text, fixed), self.size)

    # The leftovers

    def _leftover(self) -> str:
        return "Leftover cent" if is_in_cents(self.layout.run, self.award) else "Leftover"

    def _rest(self) -> PersonColumn:
        share, down = (in_steps(self.row(part), self.size) for part in ("share", "down"))
        fixed = frozenset(range(self.layout.count)) if self.decimals is None else frozenset()
        text = f"ROUND(ABS({share}-{down}),{self.decimals or GUARD})"
        return self._column("Remainder", self.told_rests, "rest", Live(text, fixed))

    def _extra(self) -> PersonColumn:
        values = [each * self.size for each in self.award.leftover]
        if self.decimals is None:
            return self._column(self._leftover(), values, "extra", Live("0", frozenset(range(len(values)))), self.size)
        rest, cut = self.row("rest"), self.single("cut")
        key = self.key("rest")
        first = f"{self.layout.letters.get(key, 'A')}${self.first_row()}"
        tied = f"IF(COUNTIF({first}:{rest},{cut})<={self.single('ties')},1,0)"
        one = f"IF({rest}>{cut},1,IF({rest}<{cut},0,{tied}))"
        sign = "-" if min(self.award.leftover, default=0) < 0 else ""
        return self._column(self._leftover(), values, "extra", Live(sign + amount_of(one, self.size)), self.size)

    def first_row(self) -> int:
        return int(self.layout.range("A", self.sheet).split("$")[2].rstrip(":"))

    def _part(self) -> PersonColumn:
        values = [part * self.size for part in self.award.parts]
        text = f"ROUND({self.row('down')}+{self.row('extra')},{decimals_of(self.size) or 0})"
        return self._column("Part", values, "part", Live(text), self.size)

    # Whether each one's state is right

    def _right(self) -> PersonColumn:
        """At the one rate, the free lie between their bounds and the others beyond the one that holds them."""
        reached = f"{self.single('rate')}*{self.row('by')}"
        beyond = [
            f"{self.row('state')}={self._state('free')}",
            *([self._within(reached)] if self._within(reached) else []),
        ]
        tests = f"AND({','.join(beyond)})"
        if "cap" in self.formulas:
            tests += f",AND({self.row('state')}={self._state('cap')},ROUND({reached}-{self.row('cap')},6)>=0)"
        if "floor" in self.formulas:
            tests += f",AND({self.row('state')}={self._state('floor')},ROUND({reached}-{self.row('floor')},6)<=0)"
        agrees, differs = quoted(self._say("OK")), quoted(self._say("differs"))
        text = f"IF(OR({self.single('weight')}=0,{tests}),{agrees},{differs})"
        return self._column("Check", [self._say("OK")] * self.layout.count, "check", Live(text))

    def _within(self, reached: str) -> str:
        bounds = {"cap": "<=0", "floor": ">=0"}
        return ",".join(f"ROUND({reached}-{self.row(part)},6){sign}" for part, sign in bounds.items()
                        if part in self.formulas)  # fmt: skip


def own_amounts(layout: Layout, place: int, award: AwardResult) -> PersonColumn:
    """The one column of an award whose amounts are a formula of each person's own."""
    figure = award.figures["amount"]
    tree = layout.run.rules.award[place]["amount"].tree
    live = live_figure(layout, layout.sheets["People"], tree, figure)
    values = [part * award.award.size for part in award.parts]
    return PersonColumn(say(layout.language, "Part"), values, declared(award.unit), award.award.size,
                        award_title(layout.run, place, layout.language), live.formula, live.fixed,
                        "" if live.formula else "value", "part", adds_up=True)  # fmt: skip
