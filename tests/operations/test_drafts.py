"""A draft is kept step by step: undo goes back, nobody overwrites what they haven't seen, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.errors import Refused
from planner.models import DraftStep, db
from planner.operations.audit import Actor, first_broken, log_of
from planner.operations.begin_draft import begin
from planner.operations.drafts import (
    MOST_CHARACTERS,
    DraftLine,
    StaleDraft,
    copy_draft,
    discard_draft,
    document_at,
    drafts_of,
    find_draft,
    make_draft,
    move_draft,
    recover_draft,
    save_draft,
    try_on,
)
from planner.operations.edit_scheme import copied, set_at
from planner.operations.scheme_versions import in_force, successor, versions_of
from planner.operations.years import years_of
from tests.demo_app import demo_app, founder_id


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = demo_app(tmp_path)
    with app.app_context():
        yield app


@pytest.fixture
def founder(app: Flask) -> Actor:
    return Actor(founder_id(), 1)


@pytest.fixture
def draft(app: Flask) -> DraftLine:
    """Draft B, with its two changes."""
    return drafts_of(1)[1]


def with_rate(draft: DraftLine, rate: str) -> dict[str, object]:
    document = copied(draft.document)
    set_at(document, "given.pool_share.value", rate)
    return document


def test_the_sample_company_has_two_drafts_for_the_next_year(draft: DraftLine) -> None:
    assert [(each.scheme, each.letter, each.step) for each in drafts_of(1)] == [
        ("winstdeling-2027", "A", 2),
        ("winstdeling-2027", "B", 3),
    ]
    assert draft.document["given"]["presence_share"]["value"] == "70%"
    assert draft.document["title"] == {"nl": "Winstdeling 2027", "en": "Profit share 2027"}
    assert draft.document["version"] == "4"


def test_each_change_is_a_step_and_undo_goes_back(draft: DraftLine, founder: Actor) -> None:
    saved = save_draft(founder, draft, with_rate(draft, "13%"))
    assert (saved.step, saved.steps) == (4, 4)
    back = move_draft(founder, saved, -1)
    assert back.document == draft.document
    assert (back.step, back.steps) == (3, 4)
    again = move_draft(founder, back, 1)
    assert again.document == saved.document
    assert [line.action for line in log_of(1)][:3] == ["draft.redone", "draft.undone", "draft.saved"]
    assert first_broken() is None


def test_a_change_after_undo_takes_the_place_of_what_was_undone(draft: DraftLine, founder: Actor) -> None:
    back = move_draft(founder, draft, -1)
    saved = save_draft(founder, back, with_rate(back, "5%"))
    assert (saved.step, saved.steps) == (3, 3)
    document = document_at(saved, 3)
    assert document is not None
    assert document["given"]["pool_share"]["value"] == "5%"


def test_there_is_no_step_before_the_first_nor_after_the_last(draft: DraftLine, founder: Actor) -> None:
    assert move_draft(founder, draft, 1).step == 3
    for _ in range(4):
        draft = move_draft(founder, draft, -1)
    assert draft.step == 1


def test_the_same_document_again_is_no_change(draft: DraftLine, founder: Actor) -> None:
    once = save_draft(founder, draft, with_rate(draft, "13%"))
    twice = save_draft(founder, draft, with_rate(draft, "13%"))  # the same form, sent twice
    assert twice == once


def test_who_has_not_seen_a_change_cannot_overwrite_it(draft: DraftLine, founder: Actor) -> None:
    theirs = save_draft(founder, draft, with_rate(draft, "13%"))
    with pytest.raises(StaleDraft) as stale:
        save_draft(founder, draft, with_rate(draft, "14%"))
    assert stale.value.draft == theirs
    with pytest.raises(StaleDraft):
        move_draft(founder, draft, -1)


def test_a_copy_goes_on_under_the_next_letter(draft: DraftLine, founder: Actor) -> None:
    made = find_draft(1, copy_draft(founder, draft))
    assert made is not None
    assert (made.letter, made.step, made.document) == ("C", 1, draft.document)


def test_a_discarded_draft_can_be_taken_back_and_keeps_its_letter(draft: DraftLine, founder: Actor) -> None:
    discard_draft(founder, draft)
    discard_draft(founder, draft)
    assert find_draft(1, draft.id) is None
    with pytest.raises(Refused, match="was discarded"):
        save_draft(founder, draft, with_rate(draft, "1%"))
    assert find_draft(1, copy_draft(founder, drafts_of(1)[0])).letter == "C"  # type: ignore[union-attr]  # just made
    assert recover_draft(founder, 1, draft.id)
    assert find_draft(1, draft.id) is not None
    assert not recover_draft(founder, 2, draft.id)


def test_another_company_finds_no_draft_here(draft: DraftLine) -> None:
    assert find_draft(2, draft.id) is None
    assert drafts_of(2) == []


def test_a_draft_is_tried_on_years_of_its_own_company(draft: DraftLine, founder: Actor) -> None:
    lean = next(year for year in years_of(1) if year.name == "2024")
    try_on(founder, draft, lean.id)
    assert find_draft(1, draft.id).year_id == lean.id  # type: ignore[union-attr]  # it is there
    with pytest.raises(Refused):
        try_on(founder, draft, 999)


def test_a_document_is_bounded(draft: DraftLine, founder: Actor) -> None:
    with pytest.raises(Refused, match="longer than"):
        save_draft(founder, draft, {"scheme": "x" * MOST_CHARACTERS})
    assert db.session.scalar(select(func.count()).select_from(DraftStep)) == 5


def test_a_successor_goes_up_a_year_and_leaves_what_was_of_that_year() -> None:
    class Next:
        name, period = "2027", {"from": "2027-01-01", "to": "2027-12-31"}

    document = {
        "scheme": "winstdeling-2026", "title": "Winstdeling 2026", "version": "3", "decided": {"by": "x"},
        "period": {"from": "2026-01-01", "to": "2026-12-31"}, "award": [{"amount": "1"}],
        "facts": {"equity": {"unit": "EUR", "source": {"en": "annual accounts of 26 March 2027"}}},
    }  # fmt: skip
    assert successor(document, Next()) == {  # type: ignore[arg-type]  # as much of a year as it looks at
        "scheme": "winstdeling-2027", "title": "Winstdeling 2027", "version": "4",
        "period": Next.period, "award": [{"amount": "1"}], "facts": {"equity": {"unit": "EUR"}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("origin", "scheme"),
    [("version:3", "winstdeling-2027"), ("preset:points", "points-2027"), ("nothing:", "scheme-2027")],
)
def test_a_draft_begins_with_a_version_an_example_or_nothing(founder: Actor, origin: str, scheme: str) -> None:
    years = years_of(1)
    start = begin(origin, years[0], years, versions_of(1))
    assert start is not None
    made = find_draft(1, make_draft(founder, start))
    assert made is not None
    assert (made.scheme, made.document["period"]) == (scheme, {"from": "2027-01-01", "to": "2027-12-31"})
    assert made.year_id == next(year.id for year in years if year.name == "2026")  # the last one with figures


@pytest.mark.parametrize("origin", ["version:99", "version:x", "preset:nope", ""])
def test_a_draft_begins_with_nothing_else(app: Flask, origin: str) -> None:
    years = years_of(1)
    assert begin(origin, years[0], years, versions_of(1)) is None


def test_in_force_is_the_version_of_the_latest_period(app: Flask) -> None:
    versions = versions_of(1)
    found = in_force(versions, "winstdeling")
    assert found is not None
    assert (found.name, found.label, found.cents, found.sharing) == ("winstdeling-2026", "3", 11_573_130, 61)
    assert in_force(versions, "other") is None
    assert versions_of(2) == []
