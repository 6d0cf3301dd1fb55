"""People and their facts, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planner.calculators.scheme_rules import PROTECTED
from planner.figures.facts import read_date
from planner.figures.number import half_up
from planner.language import long_date, money, number, say, say_count, sentence, short_date
from planner.operations.audit import LogLine
from planner.operations.clock import HERE
from planner.operations.find_people import FoundPerson, IssuedTo, PersonLine
from planner.operations.former_people import FormerList
from planner.operations.person_entry import SPANS, open_end
from planner.operations.years import YearLine
from planner.statements.vocabulary import usual_title
from planner.web.written import fact_shown, outcome_shown

KINDS = {
    "parental": sentence("Parental leave"),
    "unpaid": sentence("Unpaid leave"),
    "other": sentence("Other leave"),
}
_LABELS = {
    "id": sentence("Number"),
    "name": sentence("Name"),
    "email": sentence("E-mail address"),
    "from": sentence("From"),
    "to": sentence("Until and including"),
    "kind": sentence("Kind of leave"),
    "spells": sentence("Changes in the year"),
    "absences": sentence("Leave"),
    "start_date": sentence("First day in service"),
    "end_date": sentence("Last day in service"),
    "fte": sentence("Part-time factor"),
    "monthly_salary": sentence("Full-time pay a month"),
}
_DEEDS = {
    "person.seen": sentence("saw these figures"),
    "person.added": sentence("added this person"),
    "person.changed": sentence("changed: {facts}"),
    "person.removed": sentence("took this person out"),
}


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list."""

    id: int
    number: str
    name: str
    part: str  # department and level
    service: str
    fte: str


@dataclass(frozen=True)
class Line:
    """A label with what stands behind it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class SpanRow:
    """A change or a period of leave."""

    days: str
    what: str
    pay: str = ""


@dataclass(frozen=True)
class StatementRow:
    """A statement that somebody got."""

    identity: str
    title: str
    date: str
    amount: str


@dataclass(frozen=True)
class PersonWords:
    """All that the page of somebody says."""

    facts: Sequence[Line]
    follows: Sequence[Line]
    changes: Sequence[SpanRow]
    leave: Sequence[SpanRow]
    statements: Sequence[StatementRow]
    seen: Sequence[Line]


def fact_label(name: str, language: str) -> str:
    """A fact as a label: `Deeltijdfactor`."""
    title = say(language, _LABELS[name]) if name in _LABELS else usual_title(name, language)
    return title[:1].upper() + title[1:]


def is_protected(name: str) -> bool:
    """Whether a formula may use it only with a reason that is printed."""
    return name in PROTECTED


def people_answer(year: YearLine, count: int, full_time: Fraction | None, language: str) -> str:
    """`66 mensen in 2026, samen 56,9 voltijdjaren.`"""
    people = say_count(language, "{count} person in {year}", "{count} people in {year}", count, year=year.name)
    if full_time is None:
        return f"{people}."
    years = number(language, half_up(full_time, Fraction(1, 10)), 1)
    return say(language, "{people}, together {years} full-time years.", people=people, years=years)


def person_answer(found: FoundPerson, year: YearLine, follows: Mapping[str, Fraction], language: str) -> str:
    """What matters most: days in service, the part of a full week, what was earned; as far as it is known."""
    who = found.name or found.number
    days = follows.get("days_employed")
    if days is None:
        return say(language, "Of {name} the days in service in {year} are not known.", name=who, year=year.name)
    if not days:
        return say(language, "{name} was not in service in {year}.", name=who, year=year.name)
    said = {"name": who, "year": year.name, "days": number(language, days, 0)}
    said["fte"] = outcome_shown(language, "fte", half_up(follows.get("fte", Fraction(1)), Fraction(1, 1000)))
    if "pay_in_period" not in follows:
        return say(language, "{name}: {days} days in service in {year}, at {fte} of full-time.", **said)
    said["pay"] = outcome_shown(language, "pay_in_period", follows["pay_in_period"])
    return say(language, "{name}: {days} days in service in {year}, at {fte} of full-time, {pay} earned.", **said)


def person_row(line: PersonLine, language: str) -> PersonRow:
    """Somebody in the list."""
    facts = line.facts
    part = ", ".join(str(facts[name]) for name in ("department", "level") if facts.get(name))
    fte = fact_shown(language, "fte", facts.get("fte", "1"))
    return PersonRow(line.id, line.number, line.name or line.number, part, _service(facts, language), fte)


def person_words(
    found: FoundPerson,
    follows: Mapping[str, Fraction],
    statements: Sequence[IssuedTo],
    seen: Sequence[LogLine],
    language: str,
) -> PersonWords:
    """All that the page of somebody says."""
    facts = [Line(fact_label("id", language), found.number)]
    facts += [Line(fact_label("email", language), found.email)] if found.email else []
    facts += [_fact(name, value, language) for name, value in found.facts.items() if name not in SPANS]
    return PersonWords(
        facts=facts,
        follows=[
            Line(fact_label(name, language), outcome_shown(language, name, each)) for name, each in follows.items()
        ],
        changes=[_change(each, language) for each in found.facts.get("spells", ())],
        leave=[
            SpanRow(_days(each, language), say(language, KINDS[each["kind"]]))
            for each in found.facts.get("absences", ())
        ],
        statements=[_statement(each, language) for each in statements],
        seen=[_seen(line, language) for line in seen],
    )


def former_words(former: FormerList | None, language: str) -> str:
    """That a list can be put back, until when, and what that would undo besides; empty if there is none."""
    if former is None:
        return ""
    until = long_date(language, former.until.astimezone(HERE).date())
    text = say_count(
        language,
        "The list before the last import, of {count} person, can be put back until {until}.",
        "The list before the last import, of {count} people, can be put back until {until}.",
        former.count,
        until=until,
    )
    edited = say(language, "What was changed by hand after the import goes too.")
    return f"{text} {edited}" if former.is_edited else text


def _service(facts: Mapping[str, Any], language: str) -> str:
    start, end = (read_date(facts.get(name)) for name in ("start_date", "end_date"))
    if start is None:
        return "–"
    if end is None:
        return say(language, "since {first}", first=short_date(language, start))
    return say(language, "{first} to {last}", first=short_date(language, start), last=short_date(language, end))


def _fact(name: str, value: object, language: str) -> Line:
    note = say(language, "protected: a rule may only use it with a reason") if is_protected(name) else ""
    return Line(fact_label(name, language), fact_shown(language, name, value), note)


def _change(spell: Mapping[str, Any], language: str) -> SpanRow:
    fte, pay = (fact_shown(language, name, spell[name]) if name in spell else "–" for name in ("fte", "monthly_salary"))
    return SpanRow(_days(spell, language), fte, pay)


def _days(span: Mapping[str, Any], language: str) -> str:
    first = fact_shown(language, "from", span["from"])
    if not open_end(span["to"]):
        return say(language, "from {first}", first=first)
    return say(language, "{first} to {last}", first=first, last=fact_shown(language, "to", span["to"]))


def _statement(each: IssuedTo, language: str) -> StatementRow:
    title = each.title.get(language) or next(iter(each.title.values()))
    amount = (
        money(language, Fraction(each.cents, 100), each.currency) if each.shares else say(language, "does not share")
    )
    return StatementRow(each.identity, title, long_date(language, each.issued_on), amount)


def _seen(line: LogLine, language: str) -> Line:
    at = line.at.astimezone(HERE)
    facts = ", ".join(fact_label(name, language).lower() for name in line.detail.get("facts", ()))
    deed = say(language, _DEEDS.get(line.action, line.action), facts=facts)
    return Line(
        f"{short_date(language, at.date())}, {at:%H:%M}", f"{line.who or say(language, 'the command line')} {deed}"
    )
