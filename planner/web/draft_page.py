"""What the page of a draft shows, and the part of it that is made again as its reader moves a slider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from planner.calculators.scheme_changes import Change, changes_between
from planner.calculators.scheme_document import say_title
from planner.errors import Fault, Refused
from planner.language import say, say_count
from planner.operations.clock import HERE
from planner.operations.drafts import DraftLine, drafts_of, find_draft
from planner.operations.outcomes import Outcome, outcome_of
from planner.operations.preview import Comparison
from planner.operations.scheme_versions import VersionLine, family_of, versions_of
from planner.operations.years import YearLine, people_of, years_of
from planner.web.draft_form import fields_of
from planner.web.draft_words import FieldFault, field_faults, scheme_of
from planner.web.preview_words import Preview, Words
from planner.web.reader import company_id
from planner.web.reading import language


@dataclass(frozen=True)
class Tried:
    """A document tried on a year: what it and the version in force come to, or why it can't be worked out."""

    year: YearLine
    draft: Outcome | None
    now: Outcome | None
    faults: Sequence[Fault] = ()

    @property
    def comparison(self) -> Comparison | None:
        return Comparison(self.draft, self.now) if self.draft else None

    def words(self) -> Words | None:
        """The comparison in the reader's language."""
        found = self.comparison
        return Words(found, self.year, people_of(self.year).cards, language()) if found else None


@dataclass(frozen=True)
class DraftPage:
    """A draft with its surroundings: its year, the version that it follows, and the drafts beside it."""

    draft: DraftLine
    document: Mapping[str, Any]  # as it is shown: with what the address or the form asks for
    year: YearLine
    years: Sequence[YearLine]
    base: VersionLine | None
    beside: Sequence[DraftLine]  # the open drafts of the same scheme, this one too
    tried: Tried
    faults: Sequence[FieldFault] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        return title_of_document(self.document)

    @property
    def changes(self) -> Sequence[Change]:
        """What differs from the version in force, but for what goes on with each year by itself."""
        if self.base is None:
            return ()
        return [each for each in changes_between(self.base.document, self.document) if not each.is_frame]

    @property
    def status(self) -> str:
        """`2 changes · saved 14:32`"""
        at = self.draft.saved_at.astimezone(HERE)
        saved = say(language(), "saved {time}", time=f"{at:%H:%M}")
        if self.base is None:
            return saved
        return f"{say_count(language(), '{count} change', '{count} changes', len(self.changes))} · {saved}"

    @property
    def is_saved(self) -> bool:
        """Whether what is shown is what is kept."""
        return dict(self.document) == dict(self.draft.document)

    def preview(self, fact: str) -> Preview | None:
        """The region beside the settings, or None where it can't be worked out."""
        words = self.tried.words()
        return words.preview(fact) if words else None


def title_of_document(document: Mapping[str, Any]) -> str:
    """What a scheme is called, also while it isn't right yet."""
    scheme = scheme_of(document)
    if scheme:
        return scheme.say_title(language())
    title = document.get("title")
    found = title.get(language()) if isinstance(title, Mapping) else title
    return str(found or document.get("scheme") or "")


def the_draft(draft_id: int) -> DraftLine:
    """A draft of the company of this address. Raises 404 where there is none."""
    return find_draft(company_id(), draft_id) or abort(404)


def page_of(draft: DraftLine, document: Mapping[str, Any]) -> DraftPage:
    """A draft's page, showing this document."""
    years, versions = years_of(draft.company_id), versions_of(draft.company_id)
    year = next(each for each in years if each.id == draft.year_id)
    base = next((each for each in versions if each.id == draft.base_version_id), None)
    beside = [each for each in drafts_of(draft.company_id) if family_of(each.scheme) == family_of(draft.scheme)]
    tried = tried_on(document, base.document if base else None, year)
    faults = tuple(field_faults(tried.faults, language()))
    return DraftPage(draft, document, year, years, base, beside, tried, faults)


def tried_on(document: Mapping[str, Any], now: Mapping[str, Any] | None, year: YearLine) -> Tried:
    """The document, and the version in force, over a year; without that version if the year's figures don't suit it."""
    try:
        return Tried(year, outcome_of(document, year), _now(now, year))
    except Refused as refused:
        return Tried(year, None, None, refused.faults)


def _now(document: Mapping[str, Any] | None, year: YearLine) -> Outcome | None:
    try:
        return outcome_of(document, year) if document is not None else None
    except Refused:
        return None


def scenario(document: Mapping[str, Any], asked: MultiDict[str, str]) -> Mapping[str, str]:
    """The settings that an address asks for: `given.pool_share.value=12`."""
    names = {name for name, kind in fields_of(document) if kind == "given"}
    return {name: text for name, text in asked.items() if name in names}


def scenario_address(page: DraftPage, shown: Mapping[str, str]) -> Mapping[str, str]:
    """What an address says to show these settings: all single settings that have a slider."""
    given = page.document.get("given") or {}
    return {
        f"given.{name}.value": shown[f"given.{name}.value"]
        for name, each in given.items()
        if "range" in each and f"given.{name}.value" in shown
    }


def label_of(version: VersionLine) -> str:
    """`Version 3`"""
    return say(language(), "Version {number}", number=version.label)


def description_of(document: Mapping[str, Any]) -> str:
    """What a scheme is about, in a sentence or two."""
    scheme = scheme_of(document)
    return say_title(scheme.description, language()) if scheme else ""
