"""People from a file: chosen, looked at as often as need be, and taken over once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Fault, Refused
from planner.language import say, say_count
from planner.operations import import_into_year
from planner.operations.compare_people import KEEP, REMOVE, Choice
from planner.operations.find_people import count_people
from planner.operations.former_people import year_taken_into
from planner.operations.import_into_year import KeptImport, examine_import, find_import, look_at
from planner.operations.import_people import File
from planner.operations.stale import Stale
from planner.operations.years import YearLine, find_year, years_of
from planner.web.answers import Answers
from planner.web.import_form import reading_fields, reading_of
from planner.web.import_words import fault_words, import_words
from planner.web.paging import Paging
from planner.web.reader import actor, company_id
from planner.web.reading import language

pages = Blueprint("imports", __name__, url_prefix="/c/<number:company_id>/people/import")
Answer = str | Response | tuple[str, int]
PARTS = ("people", "changes", "absences")
LARGEST = 20 * 1024 * 1024  # of the files together, with the form around them


@pages.url_value_preprocessor
def allow_payrolls(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A payroll may be larger than what else is sent here; said before anything reads the request."""
    if endpoint == "imports.keep":
        request.max_content_length = LARGEST


@pages.get("")
def ask() -> str:
    """Which file, and into which year."""
    return _ask_page(Answers({"year": request.args.get("year", "")}, language()))


@pages.post("")
def keep() -> Answer:
    """The files are kept for a day, in the database alone; or told why they can't be read at all."""
    answers = Answers(request.form, language())
    year_id = answers.choice("year", [str(year.id) for year in years_of(company_id())])
    files = _files()
    if "people" not in files:
        answers.fault("people", "Choose a file first.")
    if year_id is None or answers.faults:
        return _ask_page(answers), 422
    try:
        import_id = import_into_year.keep_import(actor(), int(year_id), files)
    except Refused as refused:
        for fault in refused.faults:
            answers.fault(_part_of(fault, files), fault_words(fault, language()))
        return _ask_page(answers), 422
    return redirect(url_for(".look", import_id=import_id), 303)


@pages.get("/<number:import_id>")
def look(import_id: int) -> Answer:
    """What was understood, what is wrong, and what would change."""
    kept = find_import(company_id(), import_id)
    return _gone(import_id) if kept is None else _look_page(kept, Answers(reading_fields(kept.reading), language()))


@pages.post("/<number:import_id>")
def read_as(import_id: int) -> Answer:
    """Read otherwise: columns, marks and dates as its reader says."""
    kept = find_import(company_id(), import_id)
    if kept is None:
        return _gone(import_id)
    answers = Answers(request.form, language())
    reading = reading_of(answers, examine_import(kept).headings, kept)
    try:
        import_into_year.set_reading(actor(), kept, reading)
    except Refused as refused:
        for fault in refused.faults:
            answers.fault("full_time_hours", fault.text, **fault.values)
        return _look_page(kept, answers), 422
    except Stale:
        return _gone(import_id)
    return redirect(url_for(".look", import_id=import_id, _anchor="columns" if answers.flag("stay") else None), 303)


@pages.post("/<number:import_id>/take")
def take(import_id: int) -> Answer:
    """Taken over in one go; sent twice, the second finds it done."""
    kept = find_import(company_id(), import_id)
    if kept is None:
        return _gone(import_id)
    year, answers = _year(kept.year_id), Answers(request.form, language())
    shown = Answers(reading_fields(kept.reading) | _choices(answers), language())
    if answers.shown("revision") != str(year.people_revision):
        return _look_page(kept, shown, is_stale=True), 409
    choice = _choice(shown, kept, year)
    if choice is None:
        return _look_page(kept, shown), 422
    try:
        import_into_year.take_over(actor(), kept, year, choice)
    except Stale:
        return (
            _gone(import_id) if find_import(company_id(), import_id) is None else (_look_page(kept, shown, True), 409)
        )
    except Refused:
        return _look_page(kept, shown), 422
    return _taken(kept.year_id)


@pages.post("/<number:import_id>/drop")
def drop(import_id: int) -> Answer:
    """Thrown away, nothing changed."""
    import_into_year.drop_import(actor(), import_id)
    flash(say(language(), "The file is gone. Nothing was changed."))
    return redirect(url_for("people.index"), 303)


def _ask_page(answers: Answers) -> str:
    years = [(str(year.id), year.name) for year in years_of(company_id())]
    return render_template("founder/import_ask.html", answers=answers, errors=answers.errors(), years=years)


def _look_page(kept: KeptImport, answers: Answers, is_stale: bool = False) -> str:
    year = _year(kept.year_id)
    looked = look_at(kept, year)
    words = import_words(looked, kept.reading, year, language())
    faults = Paging(len(words.faults), request.args.get("faults", 1, int))
    return render_template(
        "founder/import.html",
        kept=kept,
        year=year,
        words=words,
        sheets=[(name, name) for name in words.sheets],
        faults=words.faults[faults.offset : faults.last],
        paging=faults,
        faults_page=lambda page: url_for(".look", import_id=kept.id, faults=page, _anchor="faults"),
        answers=answers,
        errors=answers.errors(),
        is_stale=is_stale,
    )


def _choice(answers: Answers, kept: KeptImport, year: YearLine) -> Choice | None:
    """What happens with those who are left out, and with changes and leave; asked only where there are any."""
    looked = look_at(kept, year)
    known = (KEEP, REMOVE)
    gone = answers.choice("gone", known) if looked.difference.gone else KEEP
    spans = answers.choice("spans", known) if looked.with_spans else KEEP
    return Choice(gone, spans) if gone and spans else None


def _choices(answers: Answers) -> dict[str, str]:
    return {name: answers.shown(name) for name in ("gone", "spans")}


def _gone(import_id: int) -> Answer:
    """An import that is there no more: taken over, dropped, or too old; one that never was is no page."""
    return _taken(year_taken_into(company_id(), import_id) or abort(404))


def _taken(year_id: int) -> Response:
    year = _year(year_id)
    count = count_people(year.id)
    flash(
        say_count(
            language(), "{count} person is in {year} now.", "{count} people are in {year} now.", count, year=year.name
        )
    )
    return redirect(url_for("people.index", year=year_id), 303)


def _files() -> Mapping[str, File]:
    """The files that were chosen, by what they are."""
    chosen = {part: request.files.get(part) for part in PARTS}
    return {part: (file.read(), file.filename) for part, file in chosen.items() if file is not None and file.filename}


def _part_of(fault: Fault, files: Mapping[str, File]) -> str:
    """Which of the files a fault is of."""
    named = fault.at.get("file")
    return next((part for part, (_, name) in files.items() if name == named), "people")


def _year(year_id: int) -> YearLine:
    return find_year(company_id(), year_id) or abort(404)
