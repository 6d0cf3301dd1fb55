"""The company's schemes over the years: what is in force, what is being made, what changed, and where to begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.calculators.scheme_changes import changes_between
from planner.calculators.scheme_document import Scheme, say_title
from planner.errors import Refused
from planner.language import long_date, money, say, say_count
from planner.operations.begin_draft import begin, example, example_names, example_over
from planner.operations.drafts import DraftLine, drafts_of, make_draft, recover_draft
from planner.operations.scheme_versions import VersionLine, family_of, in_force, versions_of
from planner.operations.years import YearLine, years_of
from planner.statements.change_words import change_lines
from planner.statements.rules import rules_in_words
from planner.web.answers import Answers
from planner.web.draft_page import description_of, title_of_document
from planner.web.reader import actor, company_id
from planner.web.reading import language

pages = Blueprint("schemes", __name__, url_prefix="/c/<number:company_id>/schemes")


@dataclass(frozen=True)
class SchemeCard:
    """A scheme in the list."""

    family: str
    title: str
    in_force: str
    last_run: str
    run_id: int | None
    drafts: Sequence[DraftLine]

    @property
    def open_drafts(self) -> int:
        return len(self.drafts)


@dataclass(frozen=True)
class PresetCard:
    """A scheme to begin with."""

    name: str
    title: str
    about: str
    would: str


@pages.get("")
def index() -> str:
    """Every scheme, with its drafts."""
    versions, drafts = versions_of(company_id()), drafts_of(company_id())
    families = dict.fromkeys([*(each.family for each in versions), *(family_of(each.scheme) for each in drafts)])
    cards = [_card(family, versions, drafts) for family in families]
    discarded = request.args.get("discarded", 0, int)
    return render_template("schemes/index.html", schemes=cards, titled=title_of_document, discarded=discarded)


@pages.get("/new")
def new() -> str | tuple[str, int]:
    """Where to begin: a version for its next year, a scheme to start from, or nothing."""
    return _new_page({})


@pages.post("/new")
def start() -> Response | tuple[str, int]:
    """A draft from what was chosen."""
    answers = Answers(request.form, language())
    years = {str(each.id): each for each in years_of(company_id())}
    year = years.get(answers.choice("year", years) or "")
    found = begin(answers.text("from"), year, list(years.values()), versions_of(company_id())) if year else None
    if found is None:
        if not answers.faults:
            answers.fault("from", "Choose one of these.")
        return _new_page(answers.errors()), 422
    return redirect(url_for("drafts.draft", draft_id=make_draft(actor(), found)), 303)


@pages.post("/recover")
def recover() -> Response:
    """Take a discarded draft back."""
    draft_id = request.form.get("draft", "")
    if not draft_id.isdigit() or not recover_draft(actor(), company_id(), int(draft_id)):
        abort(404)
    return redirect(url_for("drafts.draft", draft_id=int(draft_id)), 303)


@pages.get("/<name>")
def scheme(name: str) -> str:
    """A scheme's versions, and what changed between any two."""
    found = [each for each in versions_of(company_id()) if each.family == name]
    if not found:
        abort(404)
    by_id = {each.id: each for each in found}
    after = by_id.get(request.args.get("to", 0, int), found[0])
    before = by_id.get(request.args.get("from", 0, int), found[min(1, len(found) - 1)])
    changes = changes_between(before.document, after.document)
    lines = change_lines(changes, before.document, after.document, language())
    return render_template(
        "schemes/scheme.html",
        name=name,
        versions=found,
        title=title_of_document(found[0].document),
        facts=[_version_facts(each) for each in found],
        before=before,
        after=after,
        lines=[line for change, line in zip(changes, lines, strict=True) if not change.is_frame],
        frame=[line for change, line in zip(changes, lines, strict=True) if change.is_frame],
    )


@pages.get("/version/<number:version_id>")
def version(version_id: int) -> str:
    """A version in full."""
    found = next((each for each in versions_of(company_id()) if each.id == version_id), None) or abort(404)
    rules = rules_in_words(Scheme.model_validate(found.document), language())
    return render_template(
        "schemes/version.html",
        version=found,
        title=title_of_document(found.document),
        rules=rules,
        facts=_version_facts(found),
        about=description_of(found.document),
    )


def _new_page(errors: Mapping[str, str]) -> str:
    years, versions = years_of(company_id()), versions_of(company_id())
    latest = next((each for each in years if each.company.facts), None)
    families = dict.fromkeys(each.family for each in versions)
    current = [each for family in families if (each := in_force(versions, family))]
    return render_template(
        "schemes/new.html",
        errors=errors,
        years=years,
        latest=latest,
        year_options=[(str(each.id), each.name) for each in years],
        versions=[(each, title_of_document(each.document)) for each in current],
        presets=[_preset(name, latest) for name in example_names()],
        chosen=request.form.get("year", str(years[0].id) if years else ""),
    )


def _card(family: str, versions: Sequence[VersionLine], drafts: Sequence[DraftLine]) -> SchemeCard:
    current = in_force(versions, family)
    own = [each for each in drafts if family_of(each.scheme) == family]
    title = title_of_document(current.document if current else own[0].document)
    facts = _version_facts(current) if current else {}
    label = say(language(), "Version {number}", number=current.label) if current else ""
    return SchemeCard(family, title, label, facts.get("used", ""), current.run_id if current else None, own)


def _version_facts(version: VersionLine) -> dict[str, str]:
    """When it was decided, by whom, and what was last paid by it."""
    scheme = Scheme.model_validate(version.document)
    decided = scheme.decided
    found = {"label": say(language(), "Version {number}", number=version.label), "decided": "", "used": ""}
    found["title"] = title_of_document(version.document)
    if decided:
        day = long_date(language(), decided.on) if decided.on else ""
        found["decided"] = " · ".join(each for each in (day, say_title(decided.by, language())) if each)
    if version.issued_on:
        amount = money(language(), Fraction(version.cents, 100), scheme.currency)
        among = say_count(language(), "among {count} person", "among {count} people", version.sharing)
        day = long_date(language(), version.issued_on)
        found["used"] = say(language(), "{amount} {among}, issued on {date}", amount=amount, among=among, date=day)
    return found


def _preset(name: str, year: YearLine | None) -> PresetCard:
    document = example(name)
    return PresetCard(name, title_of_document(document), description_of(document), _would(name, year))


def _would(name: str, year: YearLine | None) -> str:
    """`On 2026 it would share € 115.731,30 among 61 people.`"""
    if year is None:
        return ""
    try:
        found = example_over(name, year)
    except Refused as refused:
        needed = sorted({fact for fault in refused.faults if (fact := _unknown(fault.values))})
        if needed:
            return say(language(), "It needs a figure that {year} doesn't have: {names}.", year=year.name,
                       names=", ".join(needed))  # fmt: skip
        return say(language(), "It can't be worked out over {year}.", year=year.name)
    among = say_count(language(), "among {count} person", "among {count} people", found.people)
    amount = money(language(), found.total, found.unit)
    return say(language(), "Over {year} it would share {amount} {among}.", year=year.name, amount=amount, among=among)


def _unknown(values: Mapping[str, object]) -> str:
    problem = values.get("problem")
    found = getattr(problem, "values", {}).get("name", "")
    return re.sub("_", " ", str(found))
