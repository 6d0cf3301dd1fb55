"""An award's single figures on the summary: what is shared, by which rate, what rounding leaves and who gets it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planner.figures.number import decimals_of
from planner.figures.sheet_terms import in_steps, quoted
from planner.figures.unit import ANY, Unit, declared
from planner.language import say
from planner.operations.register_columns import Value, is_in_cents
from planner.operations.workbook.awards import STATES, AwardColumns
from planner.operations.workbook.line import Line
from planner.statements.rule_words import in_words

Entry = tuple[str, str, Value, Unit, Fraction | None]  # part, label, value, unit, step


def award_lines(award: AwardColumns) -> Iterator[Line]:
    """What is shared, by which rate, what rounding leaves and to whom it goes."""
    layout = award.layout
    words = {part: in_words(award.formulas[name].tree, layout.run.scheme, layout.language)
             for part, name in (("sum", "split"), ("weight", "by"))}  # fmt: skip
    for part, label, value, unit, step in (*_before(award), *_after(award)):
        if part not in ("held", "left") or award.is_bounded:
            kind = "strong" if part == "sum" else "figure"
            title = say(layout.language, label)
            yield Line(kind, title, words.get(part, ""), award.key(part), value=value, unit=unit, step=step)


def _before(award: AwardColumns) -> Iterator[Entry]:
    """What there is to share and by which rate."""
    unit, size, shares = declared(award.award.unit), award.size, award.shares
    split, by = award.award.figures["split"].at(0), award.award.figures["by"]
    bound = (shares.capped[row] or shares.floored[row] for row in range(award.layout.count))
    held = sum((part * size for part, is_held in zip(award.award.parts, bound, strict=True) if is_held), Fraction(0))
    rate = (split - held) / award.weight if award.weight else Fraction(0)
    yield "sum", "To be shared", split, unit, size
    yield "held", "Held at a cap or floor", held, unit, size
    yield "left", "Left for the others", split - held, unit, size
    yield "weight", "Weights together", award.weight, by.unit, by.step
    yield "rate", "Rate for each 1", rate, ANY, None


def _after(award: AwardColumns) -> Iterator[Entry]:
    """What rounding down leaves, to whom it goes, and what all parts come to."""
    unit, size, cut = declared(award.award.unit), award.size, award.told_cut()
    spare = sum(map(abs, award.award.leftover))
    above = sum(rest > cut for rest in award.told_rests)
    leftovers = "Leftover cents" if is_in_cents(award.layout.run, award.award) else "Leftovers"
    yield "down", "Rounded down together", sum(award.downs, Fraction(0)), unit, size
    yield "spare", leftovers, Fraction(spare), ANY, Fraction(1)
    yield "cut", "Smallest remainder that gets one", cut, ANY, None
    yield "ties", "Leftovers for those with exactly that remainder", Fraction(spare - above), ANY, Fraction(1)
    yield "parts", "Parts together", sum(award.award.parts) * size, unit, size
    yield "undistributed", "Not shared out", award.award.undistributed, unit, size


def award_formula(award: AwardColumns, part: str) -> str:
    """The formula of one of these figures; they stand on one another, and on the people's columns."""
    layout, sheet = award.layout, award.layout.sheets["Summary"]

    def one(name: str) -> str:
        return layout.at(award.key(name), sheet)

    def all_of(name: str) -> str:
        return layout.range_of(award.weight_key() if name == "by" else award.key(name), sheet)

    def state(name: str) -> str:
        return f"{all_of('state')},{quoted(say(layout.language, STATES[name]))}"

    decimals = decimals_of(award.size) or 0
    held = "+".join(f"SUMIF({state(each)},{all_of(each)})" for each in ("cap", "floor") if each in award.formulas)
    steps = in_steps(f"ABS({one('sum')}-{one('undistributed')}-{one('down')})", award.size)
    return {
        "held": f"ROUND({held},{decimals})",
        "left": f"ROUND({one('sum')}-{one('held')},{decimals})",
        "weight": f"SUMIF({state('free')},{all_of('by')})" if held else f"SUM({all_of('by')})",
        "rate": f"IF({one('weight')}=0,0,{one('left')}/{one('weight')})",
        "down": f"ROUND(SUM({all_of('down')}),{decimals})",
        "spare": f"ROUND({steps},0)",
        "cut": f"IF({one('spare')}=0,2,LARGE({all_of('rest')},{one('spare')}))",
        "ties": f"{one('spare')}-SUMPRODUCT(({all_of('rest')}>{one('cut')})*1)",
        "parts": f"ROUND(SUM({all_of('part')}),{decimals})",
        "undistributed": f"IF({one('weight')}=0,{one('left')},0)",
    }[part]
