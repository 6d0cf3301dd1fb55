"""The preview of a draft in the reader's words: the sentence, the table, who is left out, the chart, who gains what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from planner.calculators.scheme_document import say_title
from planner.calculators.scheme_run import NOT_IN_PERIOD
from planner.figures.number import decimals_of, half_up
from planner.figures.unit import Unit
from planner.language import MINUS, NBSP, money, number, percent, say, say_count, sentence
from planner.operations.issued import Card
from planner.operations.outcomes import Outcome
from planner.operations.preview import (
    Comparison,
    Effect,
    Figures,
    Group,
    figures_of,
    left_out_of,
    median_of,
    profit_of,
)
from planner.operations.years import YearLine
from planner.statements.amounts import show_number
from planner.statements.setting_words import if_failed
from planner.statements.vocabulary import lowered, title_of
from planner.web.spread_chart import MOST_DOTS, axis, drawn, effect_bar, scale_of

FIRST_ROWS, LAST_ROWS = 5, 3
_MOST_SHOWN = 5  # people whose own figure is told beside a reason
_POINT = Fraction(1, 1000)


@dataclass(frozen=True)
class FigureRow:
    """A figure now, with the draft, and what that differs; `now` and `difference` are empty where there is no now."""

    label: str
    now: str
    draft: str
    difference: str


@dataclass(frozen=True)
class LeftOut:
    """Why some don't share, how many, and what they have where that is one figure of few."""

    count: int
    why: str
    have: str


@dataclass(frozen=True)
class GroupRow:
    """A group of the chart, and the same as a row of the table beneath it."""

    name: str
    people: str
    change: str
    drawing: Markup
    now: str
    draft: str


@dataclass(frozen=True)
class Chart:
    """The amounts by group: a conclusion as title, an axis, a drawing a group, and which facts can be chosen."""

    title: str
    axis: Markup
    rows: Sequence[GroupRow]
    as_dots: bool
    fact: str
    facts: Sequence[tuple[str, str]]
    with_now: bool


@dataclass(frozen=True)
class PersonEffect:
    """Somebody's row: what they get now, with the draft, and the difference."""

    number: str
    name: str
    group: str
    fte: str
    now: str
    draft: str
    difference: str
    bar: Markup
    note: str  # in place of a bar, of who shares only before or only after


@dataclass(frozen=True)
class Preview:
    """All that the region beside the settings says."""

    kicker: str
    sentence: str
    rows: Sequence[FigureRow]
    left_title: str
    left_out: Sequence[LeftOut]
    warnings: Sequence[str]
    chart: Chart | None
    effects_title: str
    first: Sequence[PersonEffect]
    last: Sequence[PersonEffect]
    between: int
    total: FigureRow
    group_title: str
    with_now: bool


class Words:
    """A comparison over a year, in a language."""

    def __init__(self, found: Comparison, year: YearLine, cards: Mapping[str, Card], language: str) -> None:
        self.found, self.year, self.cards, self.language = found, year, cards, language
        self.draft, self.now = found.draft, found.now

    def preview(self, fact: str = "") -> Preview:
        """Everything, grouped by a fact: the first that people have, if it isn't named."""
        facts = self.found.grouped_by
        fact = fact if fact in facts else facts[0] if facts else ""
        count = len(self.found.order)
        cut = count > FIRST_ROWS + LAST_ROWS + 1
        first = self.found.effects(0, FIRST_ROWS if cut else count)
        last = self.found.effects(count - LAST_ROWS, count) if cut else ()
        return Preview(
            kicker=self.kicker(),
            sentence=self.sentence(),
            rows=self.rows(),
            left_title=self.left_title(),
            left_out=list(self.left_out()),
            warnings=list(self.warnings()),
            chart=self.chart(fact, facts) if fact and count else None,
            effects_title=self.effects_title(),
            first=self.people(first, fact),
            last=self.people(last, fact),
            between=count - len(first) - len(last),
            total=self._row(self._say("Together"), self.now.total if self.now else None, self.draft.total),
            group_title=self._capital(self._fact_title(fact)) if fact else "",
            with_now=self.now is not None,
        )

    def kicker(self) -> str:
        """`Preview on 2026: its people, its profit of € 1.657.313,00`"""
        profit = profit_of(self.draft)
        if profit is None:
            return self._say("Preview on {year}: its people and its figures", year=self.year.name)
        amount = money(self.language, half_up(profit[1], Fraction(1, 100)), self.draft.run.scheme.currency)
        return self._say("Preview on {year}: its people, its profit of {amount}", year=self.year.name, amount=amount)

    def sentence(self) -> str:
        """What the draft shares among how many, and how that differs from now; also said to who can't see it."""
        people = len(self.draft.sharing)
        if not people:
            return self._say("With this draft nobody shares.")
        among = say_count(self.language, "{count} person", "{count} people", people).replace(" ", NBSP, 1)
        shown = {"amount": self.amount(self.draft.total), "people": among}
        if self.now is None:
            return self._say("This draft shares {amount} among {people}.", **shown)
        more = self.draft.total - self.now.total
        if not more:
            return self._say("This draft shares {amount} among {people}, as much as now.", **shown)
        shown["more"] = self.amount(abs(more))
        return self._say("This draft shares {amount} among {people}, {more} more than now." if more > 0
                         else "This draft shares {amount} among {people}, {more} less than now.", **shown)  # fmt: skip

    # The table

    def rows(self) -> Sequence[FigureRow]:
        """The pot, its part of the profit, the people, the middle and the ends."""
        draft, now = figures_of(self.draft), figures_of(self.now) if self.now else None
        found = [self._row(self._say("Pot"), now.pot if now else None, draft.pot)]
        if draft.of_profit is not None:
            found.append(self._share_row(now, draft))
        found.append(self._people_row(now, draft))
        amounts = (
            (sentence("Median amount"), now.median if now else None, draft.median),
            (sentence("Lowest amount"), now.lowest if now else None, draft.lowest),
            (sentence("Highest amount"), now.highest if now else None, draft.highest),
        )
        return [*found, *(self._row(self._say(label), before, after) for label, before, after in amounts)]

    def _row(self, label: str, now: Fraction | int | None, draft: Fraction | int | None) -> FigureRow:
        both = now is not None and draft is not None
        difference = self.more(Fraction(draft or 0) - Fraction(now or 0)) if both else ""
        return FigureRow(label, self._amount_or_none(now), self._amount_or_none(draft), difference)

    def _share_row(self, now: Figures | None, draft: Figures) -> FigureRow:
        before, after = (half_up(each.of_profit, _POINT) if each and each.of_profit is not None else None
                         for each in (now, draft))  # fmt: skip
        points = (after or Fraction(0)) - (before or Fraction(0))
        sign = "+" if points > 0 else ""
        label = self._say("Part of {profit}", profit=self._profit_title())
        difference = self._say("{points} pt", points=f"{sign}{number(self.language, points * 100, 1)}")
        return FigureRow(
            label,
            "" if before is None else percent(self.language, before, 1),
            "" if after is None else percent(self.language, after, 1),
            "" if before is None else difference,
        )

    def _people_row(self, now: Figures | None, draft: Figures) -> FigureRow:
        before = number(self.language, Fraction(now.people), 0) if now else ""
        more = draft.people - now.people if now else 0
        difference = f"{'+' if more > 0 else ''}{number(self.language, Fraction(more), 0)}" if now else ""
        return FigureRow(
            self._say("People who share"), before, number(self.language, Fraction(draft.people), 0), difference
        )

    def _profit_title(self) -> str:
        profit = profit_of(self.draft)
        return lowered(title_of(profit[0], self.draft.run.scheme, self.language)) if profit else ""

    # Who is left out

    def left_title(self) -> str:
        """`5 people are left out`"""
        count = len(self.draft.run.reasons)
        if not count:
            return self._say("Nobody is left out")
        return say_count(self.language, "{count} person is left out", "{count} people are left out", count)

    def left_out(self) -> Iterator[LeftOut]:
        """The reasons, with how many have each."""
        for name, places in left_out_of(self.draft):
            yield LeftOut(len(places), self.why(name), self._have(name, places))

    def why(self, reason: str) -> str:
        """What holds of who is left out for it: `months of service is less than 6`."""
        if reason == NOT_IN_PERIOD:
            return self._say("not in service in this period")
        scheme = self.draft.run.scheme
        condition = next(each for each in scheme.eligible if each.name == reason)
        return if_failed(condition.when, scheme, self.language)

    def _have(self, reason: str, places: Sequence[int]) -> str:
        """What they have of the one figure that the condition asks for, if they are few."""
        formula = self.draft.run.rules.eligible.get(reason)
        facts = formula.names() - set(self.draft.run.given) - set(self.draft.run.company_facts) if formula else set()
        if len(facts) != 1 or len(places) > _MOST_SHOWN:
            return ""
        fact = self.draft.run.people.fact(facts.pop())
        if not fact.is_numeric or any(place in fact.numbers.problems for place in places):
            return ""
        values = sorted({fact.numbers.at(place) for place in places})
        texts = [
            number(self.language, each, decimals_of(each) or 0) for each in values if decimals_of(each) is not None
        ]
        return self._say("they have {values}", values=self._listed(texts)) if texts else ""

    # Warnings

    def warnings(self) -> Iterator[str]:
        """What is possible but odd enough to stop at."""
        profit = profit_of(self.draft)
        if profit and self.draft.unit == self.draft.run.scheme.currency:
            over = self.draft.pot * self.draft.size - max(profit[1], Fraction(0))
            if over > 0:
                yield self._say("The pot is {amount} more than the profit.",
                                amount=self.amount(half_up(over / self.draft.size, Fraction(1))))  # fmt: skip
        if self.draft.undistributed:
            yield self._say("{amount} of the pot goes to nobody: everybody is at their cap.",
                            amount=self.amount(self.draft.undistributed))  # fmt: skip
        below = sum(each < 0 for each in self.draft.in_order)
        if below:
            yield say_count(self.language, "{count} person would get less than zero.",
                            "{count} people would get less than zero.", below)  # fmt: skip
        if self.draft.run.eligible and not self.draft.total:
            yield self._say("With these figures the pot is empty: everybody gets nothing.")

    # The chart

    def chart(self, fact: str, facts: Sequence[str]) -> Chart:
        """By group, from the lowest median to the highest."""
        groups = self.found.groups(fact)
        scale = scale_of(groups)
        as_dots = max(len(self.draft.sharing), len(self.now.sharing) if self.now else 0) <= MOST_DOTS
        labels = [self._rounded(tick) for tick in scale.ticks]
        rows = [self._group(group, drawn(group, scale, self._spoken(group), as_dots)) for group in groups]
        named = [(each, self._fact_title(each)) for each in facts]
        return Chart(self._conclusion(groups), axis(scale, labels), rows, as_dots, fact, named, self.now is not None)

    def _group(self, group: Group, drawing: Markup) -> GroupRow:
        count = len(group.draft) or len(group.now)
        people = say_count(self.language, "{count} person", "{count} people", count)
        now, draft = (self._amount_or_none(median_of(each)) for each in (group.now, group.draft))
        return GroupRow(self._group_name(group), people, self._change(group), drawing, now, draft)

    def _group_name(self, group: Group) -> str:
        return self._capital(group.name) if group.name else self._say("Not known")

    def _change(self, group: Group) -> str:
        change = group.change
        if change is None:
            return self._amount_or_none(median_of(group.draft)) if self.now is None else ""
        rounded = half_up(change, _POINT)
        return f"{'+' if rounded > 0 else ''}{percent(self.language, rounded, 1)}"

    def _spoken(self, group: Group) -> str:
        before, after = median_of(group.now), median_of(group.draft)
        if before is None or after is None:
            return self._say("{group}: median {amount}", group=self._group_name(group),
                             amount=self._amount_or_none(after if after is not None else before))  # fmt: skip
        return self._say("{group}: median from {before} to {after}", group=self._group_name(group),
                         before=self._amount_or_none(before), after=self._amount_or_none(after))  # fmt: skip

    def _conclusion(self, groups: Sequence[Group]) -> str:
        """Which group gains most at the median, and which least."""
        changed = [(group.change, group) for group in groups if group.change is not None]
        if not changed:
            low, high = groups[0], groups[-1]
            return self._say("The median runs from {low} ({first}) to {high} ({last})",
                             low=self._amount_or_none(median_of(low.draft or low.now)), first=self._group_name(low),
                             high=self._amount_or_none(median_of(high.draft or high.now)),
                             last=self._group_name(high))  # fmt: skip
        most, least = max(changed, key=lambda each: each[0]), min(changed, key=lambda each: each[0])
        if half_up(most[0], _POINT) == half_up(least[0], _POINT):
            if not half_up(most[0], _POINT):
                return self._say("Every group keeps its median")
            return self._say("Every group changes by {change} at the median", change=self._change(most[1]))
        return self._say("{most} {up} at the median, {least} {down}", most=self._group_name(most[1]),
                         up=self._change(most[1]), least=lowered(self._group_name(least[1])),
                         down=self._change(least[1]))  # fmt: skip

    # Everybody

    def effects_title(self) -> str:
        """Who gets more or less, and between which amounts."""
        differences = [self.found.differences[place] for place in self.found.order]
        if not differences:
            return self._say("Nobody gets anything")
        if self.now is None:
            low, high = (self.amount(each) for each in (self.draft.in_order[0], self.draft.in_order[-1]))
            return self._say("Everybody gets between {low} and {high}", low=low, high=high)
        if not self.found.losing:
            if not any(differences):
                return self._say("Everybody gets the same as now")
            low, high = self.amount(min(differences)), self.amount(max(differences))
            return self._say("Everybody gets more: between {low} and {high}" if min(differences) > 0
                             else "Nobody gets less, and some up to {high} more", low=low, high=high)  # fmt: skip
        worst = self.amount(-min(differences))
        return say_count(self.language, "{count} of {all} gets less than now, {worst} at most",
                         "{count} of {all} get less than now, {worst} at most", self.found.losing,
                         all=len(differences), worst=worst)  # fmt: skip

    def people(self, effects: Sequence[Effect], fact: str) -> Sequence[PersonEffect]:
        """Rows of these people."""
        people = self.draft.run.people
        groups = people.fact(fact).texts.texts if fact else []
        return [self._person(each, groups[each.place] if fact else "") for each in effects]

    def _person(self, effect: Effect, group: str) -> PersonEffect:
        people = self.draft.run.people
        number_ = people.ids[effect.place]
        card = self.cards.get(number_)
        fte = people.fact("fte").numbers
        note = ""
        if self.now is not None and None in (effect.now, effect.draft):
            note = self._say("new") if effect.now is None else self._say("no longer")
        return PersonEffect(
            number_,
            (card.name if card else "") or number_,
            self._capital(group),
            number(self.language, half_up(fte.at(effect.place), Fraction(1, 100)), 2),
            self._amount_or_none(effect.now),
            self._amount_or_none(effect.draft),
            self.more(Fraction(effect.difference)) if self.now is not None else "",
            Markup() if note else self._bar(effect),
            note,
        )

    def _bar(self, effect: Effect) -> Markup:
        if self.now is None:
            return effect_bar(effect.draft or 0, self.draft.in_order[-1], losing=False)
        return effect_bar(effect.difference, self.found.largest_change, self.found.losing > 0)

    # Amounts

    def amount(self, steps: Fraction | int) -> str:
        """Money, or `120 aandelen`; half a cent (a median of two) is rounded up."""
        return show_steps(Fraction(steps), self.draft, self.language)

    def more(self, steps: Fraction) -> str:
        """A difference with its sign: `+€ 531,28`."""
        text = self.amount(abs(steps))
        rounded = half_up(steps, Fraction(1))
        return f"+{text}" if rounded > 0 else f"{MINUS}{text}" if rounded < 0 else text

    def _amount_or_none(self, steps: Fraction | int | None) -> str:
        return "–" if steps is None else self.amount(steps)

    def _rounded(self, steps: Fraction) -> str:
        value = steps * self.draft.size
        if self.draft.unit == self.draft.run.scheme.currency and value.denominator == 1:
            return money(self.language, value, self.draft.unit, 0)
        return self.amount(steps)

    def _fact_title(self, fact: str) -> str:
        return lowered(title_of(fact, self.draft.run.scheme, self.language))

    def _capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    def _listed(self, texts: Sequence[str]) -> str:
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {self._say('and')} {texts[-1]}"

    def _say(self, text: str, **values: object) -> str:
        return say(self.language, text, **values)


def show_steps(steps: Fraction, outcome: Outcome, language: str) -> str:
    """An amount of an outcome, rounded half up to its step."""
    value = half_up(steps, Fraction(1)) * outcome.size
    if outcome.unit == outcome.run.scheme.currency:
        return money(language, value, outcome.unit)
    return show_number(
        value, Unit(((outcome.unit, 1),), True), outcome.size, language, outcome.run.scheme.currency, True
    )


def scheme_title(outcome: Outcome, language: str) -> str:
    """What the scheme is called."""
    return say_title(outcome.run.scheme.title, language) or outcome.run.scheme.scheme
