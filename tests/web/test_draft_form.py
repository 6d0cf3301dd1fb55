"""A document as fields and back: what wasn't touched stays as it was written, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from planner import presets
from planner.documents import read_document
from planner.documents.write_yaml import write_yaml
from planner.operations.edit_scheme import at
from planner.web.answers import Answers
from planner.web.draft_form import edited, shown_fields, table_rows

NAMES = [*presets.names(), *presets.examples()]


def sent(document: dict[str, Any], language: str, **changed: str) -> Answers:
    """The whole form as a browser sends it, with these fields changed."""
    fields = dict(shown_fields(document, language))
    for name, given in document["given"].items():
        if "table" in given:
            for row in table_rows(document, name, language):
                fields |= {row.key_name: row.key, row.value_name: row.value}
    return Answers({**fields, **changed}, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_is_sent_back_untouched_changes_nothing(name: str, language: str) -> None:
    document = presets.load(name)
    answers = sent(document, language)
    assert edited(document, answers) == document
    assert answers.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_written_as_it_is_read(name: str) -> None:
    document = presets.load(name)
    assert read_document(write_yaml(document), "x.yaml") == document


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("nl", "12,5", "12.5%"),
        ("en", "12.5", "12.5%"),
        ("en", "12.5%", "12.5%"),
        ("nl", " 0 ", "0%"),
        ("en", "8", "8%"),
    ],
)
def test_a_percentage_stays_one(language: str, typed: str, kept: str) -> None:
    document = presets.load("half-and-half")
    found = edited(document, sent(document, language, **{"given.required_return.value": typed}))
    assert at(found, "given.required_return.value") == kept


def test_a_table_takes_rows_and_lets_them_go() -> None:
    document = presets.load("points")
    [name] = [each for each, given in document["given"].items() if "table" in given][:1]
    rows = table_rows(document, name, "nl")
    answers = sent(document, "nl", **{rows[0].key_name: "", rows[-1].key_name: "nieuw", rows[-1].value_name: "1,5"})
    table = at(edited(document, answers), f"given.{name}.table")
    assert rows[0].key not in table
    assert table["nieuw"] == "1.5"
    twice = sent(document, "nl", **{rows[-1].key_name: rows[0].key, rows[-1].value_name: "1"})
    edited(document, twice)
    assert [fault.place for fault in twice.faults] == [rows[-1].key_name]


def test_a_title_in_one_language_keeps_the_other() -> None:
    document = presets.load("half-and-half")
    found = edited(document, Answers({"title.nl": "Anders"}, "nl"))
    assert found["title"] == {"nl": "Anders", "en": document["title"]["en"]}
