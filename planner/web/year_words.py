"""Years and their figures, as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.language import LANGUAGES, long_date, say, say_count
from planner.operations.count_years import YearCounts
from planner.operations.import_company import CompanyFact
from planner.operations.wanted_figures import WantedFigure
from planner.operations.years import YearLine
from planner.statements.vocabulary import usual_title
from planner.web.answers import Answers
from planner.web.written import number_shown, number_typed

_PROFIT = "net_profit"


@dataclass(frozen=True)
class YearCard:
    """A year in a list, or at the head of its page."""

    id: int
    name: str
    period: str
    profit: str  # empty if it isn't there yet
    people: int
    runs: int
    answer: str


@dataclass(frozen=True)
class FigureCard:
    """A figure in a table."""

    name: str
    title: str
    value: str
    source: str


@dataclass(frozen=True)
class Difference:
    """Something that stands otherwise than its reader left it."""

    what: str
    theirs: str
    yours: str


def year_card(year: YearLine, counts: YearCounts, language: str) -> YearCard:
    """The year in the reader's language."""
    fact = year.company.facts.get(_PROFIT)
    profit = number_shown(language, fact.value, fact.unit or "EUR") if fact else ""
    people = say_count(language, "{count} person", "{count} people", counts.people)
    if profit:
        answer = say(
            language, "{year} has {people} and a net profit of {profit}.", year=year.name, people=people, profit=profit
        )
    else:
        answer = say(language, "{year} has {people}; its net profit is still to come.", year=year.name, people=people)
    return YearCard(year.id, year.name, period_in_words(year, language), profit, counts.people, counts.runs, answer)


def period_in_words(year: YearLine, language: str) -> str:
    """`1 januari 2026 tot en met 31 december 2026`."""
    first, last = long_date(language, year.first), long_date(language, year.last)
    return say(language, "{first} to {last}", first=first, last=last)


def figure_card(name: str, fact: CompanyFact, language: str) -> FigureCard:
    """A figure with its title, or what figures of this name are usually called."""
    title = _in(fact.title, language) or usual_title(name, language).capitalize()
    return FigureCard(name, title, number_shown(language, fact.value, fact.unit), _in(fact.source, language))


def figure_fields(name: str, fact: CompanyFact, language: str) -> dict[str, str]:
    """A figure as the fields of its form."""
    words = {
        f"{key}.{tongue}": getattr(fact, key).get(tongue, "") for key in ("title", "source") for tongue in LANGUAGES
    }
    return {"name": name, "value": number_typed(language, fact.value), "unit": fact.unit, **words}


def suggestion(wanted: WantedFigure) -> dict[str, str]:
    """What is known of a figure that isn't there yet, as the fields of its form."""
    titles = {tongue: wanted.title.get(tongue) or usual_title(wanted.name, tongue).capitalize() for tongue in LANGUAGES}
    return {"name": wanted.name, "unit": wanted.unit, **{f"title.{tongue}": text for tongue, text in titles.items()}}


def figure_differences(name: str, fact: CompanyFact | None, answers: Answers, language: str) -> list[Difference]:
    """What stands now beside what was typed, field by field where they differ."""
    stands = figure_fields(name, fact, language) if fact else {}
    return [
        Difference(say(language, label), stands.get(field, ""), answers.shown(field))
        for field, label in FIELDS.items()
        if stands.get(field, "") != answers.shown(field)
    ]


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


FIELDS = {
    "value": "Value",
    "unit": "Unit",
    "title.nl": "Title in Dutch",
    "title.en": "Title in English",
    "source.nl": "Source in Dutch",
    "source.en": "Source in English",
}
