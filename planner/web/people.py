"""The people of a year: the list, one person with what follows for the year, and changing them by hand."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import say
from planner.operations import change_people, find_people
from planner.operations.audit import log_of, record_seen
from planner.operations.find_people import FoundPerson
from planner.operations.former_people import find_former, put_back
from planner.operations.person_entry import Someone, read_entry
from planner.operations.stale import Stale
from planner.operations.years import YearLine, find_year, years_of
from planner.web.answers import Answers
from planner.web.paging import SIZE, Paging
from planner.web.people_words import (
    KINDS,
    fact_label,
    former_words,
    is_protected,
    people_answer,
    person_answer,
    person_row,
    person_words,
)
from planner.web.person_form import entry_of, fields_of, form_facts, person_differences, rows_of
from planner.web.reader import actor, company_id
from planner.web.reading import language

pages = Blueprint("people", __name__, url_prefix="/c/<number:company_id>/people")
Answer = str | Response | tuple[str, int]


@pages.get("")
def index() -> str:
    """Everybody in a year, a hundred at a time; without anyone's pay."""
    years = years_of(company_id())
    if not years:
        return render_template("founder/people_none.html")
    year = _asked_year(years)
    sought = request.args.get("name", "").strip()
    paging = Paging(find_people.count_people(year.id, sought), request.args.get("page", 1, int))
    everyone = paging.count if not sought else find_people.count_people(year.id)
    lines = find_people.list_people(year.id, sought, paging.offset, SIZE)
    return render_template(
        "founder/people.html",
        year=year,
        years=[(each.id, each.name) for each in years],
        answer=people_answer(year, everyone, find_people.full_time_years(year), language()),
        everyone=everyone,
        revision=year.people_revision,
        former=former_words(find_former(year), language()),
        sought=sought,
        people=[person_row(line, language()) for line in lines],
        paging=paging,
        page_address=lambda page: url_for(".index", year=year.id, name=sought or None, page=page),
    )


@pages.get("/<number:year_id>/<number:person_id>")
def person(year_id: int, person_id: int) -> str:
    """Somebody: their facts, what follows from them, their statements, and who saw this. Being read is noted."""
    year = _year(year_id)
    found = _person(year, person_id)
    seen = log_of(company_id(), limit=SIZE, subject=f"person:{found.number}")
    follows = find_people.what_follows(year, found.facts)
    words = person_words(found, follows, find_people.statements_to(company_id(), found.number), seen, language())
    answer = person_answer(found, year, follows, language())
    page = render_template("founder/person.html", year=year, person=found, words=words, answer=answer)
    record_seen(actor(), "person.seen", f"person:{found.number}", year=year_id)
    return page


@pages.get("/<number:year_id>/new")
def new(year_id: int) -> str:
    """The form for somebody new."""
    year = _year(year_id)
    return _form_page(year, None, Answers({}, language()))


@pages.post("/<number:year_id>/new")
def add(year_id: int) -> Answer:
    """Somebody new, or told all that is wrong."""
    year, answers = _year(year_id), Answers(request.form, language())
    someone = _read(year, answers, None)
    if someone is not None:
        try:
            person_id = change_people.add_person(actor(), year_id, someone)
            return redirect(url_for(".person", year_id=year_id, person_id=person_id), 303)
        except Refused as refused:
            answers.faults += refused.faults
    return _form_page(year, None, answers), 422


@pages.get("/<number:year_id>/<number:person_id>/edit")
def edit(year_id: int, person_id: int) -> str:
    """All their facts, changes and leave in one form. Being read is noted."""
    year = _year(year_id)
    found = _person(year, person_id)
    page = _form_page(year, found, Answers(fields_of(found, language()), language()))
    record_seen(actor(), "person.seen", f"person:{found.number}", year=year_id)
    return page


@pages.post("/<number:year_id>/<number:person_id>/edit")
def change(year_id: int, person_id: int) -> Answer:
    """Saved, or told all that is wrong; 409 if somebody else changed them meanwhile."""
    year, answers = _year(year_id), Answers(request.form, language())
    found = _person(year, person_id)
    someone = _read(year, answers, found)
    if someone is None:
        return _form_page(year, found, answers), 422
    try:
        change_people.change_person(actor(), year_id, person_id, someone, answers.shown("seen"))
    except Stale:
        return _form_page(year, _person(year, person_id), answers, is_stale=True), 409
    flash(say(language(), "Saved."))
    return redirect(url_for(".person", year_id=year_id, person_id=person_id), 303)


@pages.post("/<number:year_id>/<number:person_id>/remove")
def remove(year_id: int, person_id: int) -> Answer:
    """Out of this year; 409 if somebody else changed them meanwhile."""
    year = _year(year_id)
    found = _person(year, person_id)
    try:
        change_people.remove_person(actor(), year_id, person_id, request.form.get("seen", ""))
    except Stale:
        answers = Answers(fields_of(found, language()), language())
        return _form_page(year, found, answers, is_stale=True), 409
    flash(say(language(), "{name} is no longer in {year}.", name=found.name or found.number, year=year.name))
    return redirect(url_for(".index", year=year_id), 303)


@pages.post("/<number:year_id>/put-back")
def undo(year_id: int) -> Answer:
    """The list that the last import replaced is put back."""
    year = _year(year_id)
    if request.form.get("revision") != str(year.people_revision):
        flash(
            say(
                language(),
                "The people of {year} were changed meanwhile. Nothing was put back; look again.",
                year=year.name,
            )
        )
    else:
        put_back(actor(), year)
        flash(say(language(), "The list before the import is back."))
    return redirect(url_for(".index", year=year_id), 303)


def _read(year: YearLine, answers: Answers, found: FoundPerson | None) -> Someone | None:
    """The person that was filled in; None, and the faults in `answers`, if something is wrong."""
    try:
        return read_entry(entry_of(answers, form_facts(year, found), found), language())
    except Refused as refused:
        answers.faults += refused.faults
        return None


def _form_page(year: YearLine, found: FoundPerson | None, answers: Answers, is_stale: bool = False) -> str:
    return render_template(
        "founder/person_form.html",
        year=year,
        person=found,
        answers=answers,
        errors=answers.errors(),
        facts=form_facts(year, found),
        rows=rows_of(answers),
        kinds=[(kind, say(language(), title)) for kind, title in KINDS.items()],
        label=lambda name: fact_label(name, language()),
        is_protected=is_protected,
        is_stale=is_stale,
        differences=person_differences(found, answers, form_facts(year, found), language())
        if is_stale and found
        else (),
    )


def _asked_year(years: Sequence[YearLine]) -> YearLine:
    """The year of the address; else the latest that has people, else the latest."""
    asked = request.args.get("year", 0, int)
    for year in years:
        if year.id == asked:
            return year
    if asked:
        abort(404)
    return next((year for year in years if year.people_revision), years[0])


def _year(year_id: int) -> YearLine:
    return find_year(company_id(), year_id) or abort(404)


def _person(year: YearLine, person_id: int) -> FoundPerson:
    return find_people.find_person(year.id, person_id) or abort(404)
