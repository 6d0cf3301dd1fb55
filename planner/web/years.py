"""A company's years: what each has, its own figures, and the file that they may come from."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import LANGUAGES, say, say_count
from planner.operations import change_year, year_figures
from planner.operations.change_year import NewYear, next_year
from planner.operations.count_years import counts_of
from planner.operations.import_company import read_company
from planner.operations.stale import Stale, mark_of
from planner.operations.wanted_figures import missing_figures, suggested_figures
from planner.operations.year_figures import NO_FIGURE, Typed, read_figure
from planner.operations.years import YearLine, find_year, years_of
from planner.web.answers import Answers
from planner.web.reader import actor, company_id
from planner.web.reading import language
from planner.web.written import day_typed
from planner.web.year_words import figure_card, figure_differences, figure_fields, suggestion, year_card

pages = Blueprint("years", __name__, url_prefix="/c/<number:company_id>/years")
Answer = str | Response | tuple[str, int]
DECIMALS = {"nl": ",", "en": "."}


@pages.get("")
def index() -> str:
    """All years, the latest first."""
    counts = counts_of(company_id())
    cards = [year_card(year, counts[year.id], language()) for year in years_of(company_id())]
    return render_template("founder/years.html", years=cards, following=next_year(company_id()).name)


@pages.get("/<number:year_id>")
def year(year_id: int) -> str:
    """One year: its figures, and which are missing."""
    return _page(_year(year_id), {})


@pages.get("/new")
def new() -> str:
    """The form for another year, filled in as it most likely will be."""
    wanted = next_year(company_id())
    shown = {"name": wanted.name, "first": day_typed(wanted.first), "last": day_typed(wanted.last)}
    return _new_page(Answers(shown | {"people_of": str(wanted.people_of or "")}, language()))


@pages.post("")
def add() -> Answer:
    """Another year; its figures are asked next."""
    answers = Answers(request.form, language())
    wanted = _wanted(answers)
    if wanted is not None:
        try:
            return redirect(url_for(".year", year_id=change_year.add_year(actor(), wanted)), 303)
        except Refused as refused:
            answers.faults += refused.faults
    return _new_page(answers), 422


@pages.get("/<number:year_id>/edit")
def edit(year_id: int) -> str:
    """Its name and period, to change."""
    found = _year(year_id)
    shown = {"name": found.name, "first": day_typed(found.first), "last": day_typed(found.last)}
    return _edit_page(found, Answers(shown, language()))


@pages.post("/<number:year_id>/edit")
def change(year_id: int) -> Answer:
    """Saved, or told what is wrong; 409 if somebody else changed it meanwhile."""
    found, answers = _year(year_id), Answers(request.form, language())
    wanted = _wanted(answers)
    if answers.shown("seen") != _seen(found):
        return _edit_page(found, answers, is_stale=True), 409
    if wanted is not None:
        try:
            change_year.change_year(actor(), found, wanted)
            return redirect(url_for(".year", year_id=year_id), 303)
        except Stale:
            return _edit_page(_year(year_id), answers, is_stale=True), 409
        except Refused as refused:
            answers.faults += refused.faults
    return _edit_page(found, answers), 422


@pages.get("/<number:year_id>/figures/new")
def new_figure(year_id: int) -> str:
    """The form for a figure; one that was suggested is filled in as far as it is known."""
    found = _year(year_id)
    name = request.args.get("name", "")
    known = [each for each in (*missing_figures(found), *suggested_figures(found)) if each.name == name]
    shown = {"name": name, **(suggestion(known[0]) if known else {})}
    return _figure_page(found, Answers(shown, language()))


@pages.post("/<number:year_id>/figures/new")
def add_figure(year_id: int) -> Answer:
    """A new figure of the year."""
    return _put_figure(_year(year_id), "", mark_of(NO_FIGURE))


@pages.get("/<number:year_id>/figures/<name>")
def figure(year_id: int, name: str) -> str:
    """A figure, to change."""
    found = _year(year_id)
    fact = found.company.facts.get(name) or abort(404)
    return _figure_page(found, Answers(figure_fields(name, fact, language()), language()), name)


@pages.post("/<number:year_id>/figures/<name>")
def change_figure(year_id: int, name: str) -> Answer:
    """Saved, or told what is wrong; 409 if somebody else changed it meanwhile."""
    return _put_figure(_year(year_id), name, request.form.get("seen", ""))


@pages.post("/<number:year_id>/figures/<name>/remove")
def remove_figure(year_id: int, name: str) -> Answer:
    """Taken out; 409 if somebody else changed it meanwhile."""
    found = _year(year_id)
    try:
        year_figures.remove_figure(actor(), year_id, name, request.form.get("seen", ""))
    except Stale:
        fact = found.company.facts[name]
        return _figure_page(found, Answers(figure_fields(name, fact, language()), language()), name, is_stale=True), 409
    return redirect(url_for(".year", year_id=year_id), 303)


@pages.post("/<number:year_id>/file")
def take_file(year_id: int) -> Answer:
    """The figures of a company's file; all that is wrong with it by line."""
    found = _year(year_id)
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return _page(found, {"file": [say(language(), "Choose a file first.")]}), 422
    try:
        count = year_figures.take_figures(actor(), year_id, read_company(upload.read(), upload.filename))
    except Refused as refused:
        return _page(found, {"file": [fault.say(language()) for fault in refused.faults]}), 422
    flash(say_count(language(), "{count} figure was taken over.", "{count} figures were taken over.", count))
    return redirect(url_for(".year", year_id=year_id), 303)


def _put_figure(found: YearLine, name: str, seen: str) -> Answer:
    answers = Answers(request.form, language())
    texts = {key: {tongue: answers.text(f"{key}.{tongue}") for tongue in LANGUAGES} for key in ("title", "source")}
    named = name or answers.text("name", "Give this figure a name, such as net_profit.")
    answers.text("value", "Give the value.")
    typed = Typed(
        named, answers.shown("value"), _filled(texts["title"]), _filled(texts["source"]), answers.text("unit")
    )
    if not answers.faults:
        try:
            year_figures.put_figure(actor(), found.id, named, read_figure(typed, DECIMALS[language()]), seen)
            return redirect(url_for(".year", year_id=found.id), 303)
        except Stale:
            return _figure_page(_year(found.id), answers, named, is_stale=True), 409
        except Refused as refused:
            answers.faults += refused.faults
    return _figure_page(found, answers, name), 422


def _page(found: YearLine, faults: Mapping[str, list[str]]) -> str:
    return render_template(
        "founder/year.html",
        year=year_card(found, counts_of(company_id())[found.id], language()),
        figures=[figure_card(name, fact, language()) for name, fact in found.company.facts.items()],
        missing=[
            (each.name, suggestion(each).get(f"title.{language()}"), each.schemes) for each in missing_figures(found)
        ],
        suggested=[(each.name, suggestion(each).get(f"title.{language()}")) for each in suggested_figures(found)],
        file_faults=faults.get("file", []),
    )


def _new_page(answers: Answers) -> str:
    earlier = [(str(each.id), each.name) for each in years_of(company_id()) if each.people_revision]
    return render_template("founder/year_new.html", answers=answers, errors=answers.errors(), earlier=earlier)


def _edit_page(found: YearLine, answers: Answers, is_stale: bool = False) -> str:
    theirs = {"name": found.name, "first": day_typed(found.first), "last": day_typed(found.last)}
    return render_template(
        "founder/year_edit.html",
        year=found,
        answers=answers,
        errors=answers.errors(),
        seen=_seen(found),
        theirs=theirs if is_stale else None,
    )


def _figure_page(found: YearLine, answers: Answers, name: str = "", is_stale: bool = False) -> str:
    fact = found.company.facts.get(name)
    return render_template(
        "founder/figure.html",
        year=found,
        name=name,
        is_there=fact is not None,
        answers=answers,
        errors=answers.errors(),
        seen=mark_of(fact.written if fact else NO_FIGURE),
        differences=figure_differences(name, fact, answers, language()) if is_stale else (),
        is_stale=is_stale,
    )


def _wanted(answers: Answers) -> NewYear | None:
    """A year as the form gives it, if its days can be read."""
    name = answers.text("name", "Give this year a name, such as 2027.", longest=40)
    first = answers.day("first", "Give the first day.")
    last = answers.day("last", "Give the last day.")
    like = answers.shown("people_of")
    if answers.faults or first is None or last is None:
        return None
    return NewYear(name, first, last, int(like) if like.isascii() and like.isdigit() and len(like) < 10 else None)


def _seen(found: YearLine) -> str:
    return mark_of({"name": found.name, **found.period})


def _year(year_id: int) -> YearLine:
    return find_year(company_id(), year_id) or abort(404)


def _filled(words: Mapping[str, str]) -> dict[str, str]:
    return {tongue: text for tongue, text in words.items() if text}
