"""Statements in words: the worked case of Halte Noord, amounts that add up, sentences that are short."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from planner.calc import read_scheme_run
from planner.calculators.proof import Prover
from planner.language import NBSP
from planner.operations.demo import demo_order, demo_people
from planner.operations.issue import issue
from planner.operations.issued import Issued
from planner.statements.plain import plain_statement
from planner.statements.statement import Statement
from planner.statements.words import Beside, statement_of


@cache
def halte_noord(year: int = 2026) -> Issued:
    return issue(demo_order(year, demo_people()))[0]


def statement(number: str, language: str = "nl", year: int = 2026) -> Statement:
    issued = halte_noord(year)
    document = next(each for each in issued.documents if each["person"]["id"] == number)
    return statement_of(json.loads(json.dumps(document)), Beside(issued.cards[number].name), language)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_worked_case_down_to_the_leftover_cent() -> None:
    """€ 1.842,17 = 964,29 + 877,87 + 0,01: the case that the design's pictures show, worked out by hand there."""
    found = statement("0167")
    assert plain(found.answer) == "U krijgt € 1.842,17 bruto over 2026."
    assert [plain(section.amount or section.result) for section in found.sections] == [
        "€ 115.731,30", "€ 964,29", "€ 877,87", "€ 0,01",
    ]  # fmt: skip
    assert plain(found.total_sum) == "€ 964,29 + € 877,87 + € 0,01"
    ways = {line.what: plain(line.how) for section in found.sections for line in section.lines}
    assert ways["Overwinst"] == "€ 1.657.313,00 nettowinst − 8% × € 6.250.000,00 eigen vermogen"
    assert ways["Aanwezigheid"].startswith("(181 dagen × 1 + 184 dagen × 0,8) ÷ 365 dagen")
    assert plain(found.sections[1].lines[-1].how) == "€ 57.865,65 × 0,8992 ÷ 53,9595 van allen"
    assert "11 centen" in found.sections[-1].lines[0].how


def test_languages_say_the_same_figures() -> None:
    dutch, english = statement("0167"), statement("0167", "en")
    assert english.answer == "You get €1,842.17 before tax over 2026."
    figures = [re.sub(r"[^0-9]", "", line.result + line.amount) for section in dutch.sections for line in section.lines]
    assert figures == [
        re.sub(r"[^0-9]", "", line.result + line.amount) for section in english.sections for line in section.lines
    ]


@pytest.mark.parametrize("number", ["0101", "0104", "0149", "0296"])
def test_right_hand_column_adds_up_to_the_total(number: str) -> None:
    found = statement(number)
    cents = [_cents(line.amount) for section in found.sections for line in section.lines if line.amount]
    assert sum(cents) == _cents(found.total)


def _cents(text: str) -> int:
    return int(re.sub(r"[^0-9]", "", text) or 0)


def test_who_does_not_share_reads_what_is_asked_and_what_they_have() -> None:
    """0296 came late in the year; rule 1.1 asks six months."""
    found = statement("0296")
    assert not found.is_included
    assert found.answer == "U deelt niet mee in Winstdeling 2026."
    assert found.lead == "Regel 1.1 vraagt: minstens zes maanden in dienst. U heeft: 2 hele maanden in dienst."
    assert found.sections[0].result == "nee"


def test_year_without_a_pool_says_so_first() -> None:
    found = statement("0101", year=2024)
    assert plain(found.answer) == "U krijgt € 0,00 bruto over 2024."
    assert found.lead == "Er is niets te verdelen."
    assert found.share is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sentences_are_short(language: str) -> None:
    """At most 12 words on average, 20 at most, over what everybody reads first."""
    counts = []
    for number in ("0167", "0296", "0101"):
        found = statement(number, language)
        texts = [found.answer, found.lead, *(section.note for section in found.sections)]
        texts += [line.why for section in found.sections for line in section.lines]
        for text in texts:
            counts += [len(each.split()) for each in re.split(r"(?<=[.!?])\s+", plain(text)) if each.strip()]
    assert sum(counts) / len(counts) <= 12
    assert max(counts) <= 20


def _small(people: list[dict[str, Any]], **scheme: Any) -> dict[str, Any]:
    document = {"scheme": "s", "currency": "EUR", "award": [{"split": "pool", "by": "points"}], **scheme}
    return {"scheme": document, "company": {"pool": "1000"}, "people": people}


def words_of(document: dict[str, Any], number: str = "1", language: str = "en") -> str:
    run = read_scheme_run(document)
    proof = Prover(run).proof(run.people.ids.index(number))
    return plain(plain_statement(statement_of(proof, Beside(), language)))


def test_small_company_sees_the_rate_and_not_the_total() -> None:
    """Of four people a total would tell what the others have; the rate suffices to recompute."""
    text = words_of(_small([{"id": str(n), "points": 7 * n} for n in range(1, 5)]))
    assert "of all together" not in text
    assert "for each 1 of points × 7" in text


def test_withheld_total_of_the_company_is_not_shown() -> None:
    """A pool that follows from all pay would tell it; the step is named, its figures are not."""
    people = [{"id": str(n), "points": n, "pay": 1000 * n} for n in range(1, 4)]
    document = _small(people, company=[{"name": "pot", "formula": "5% * total(pay)", "step": "0.01"}],
                      award=[{"split": "pot", "by": "points"}])  # fmt: skip
    document["company"] = {}
    text = words_of(document)
    assert "not shown" in text
    assert "300" not in text  # 5% of 6,000


def test_cap_that_holds_is_explained() -> None:
    people = [{"id": str(n), "points": 1, "limit": 50 if n == 1 else 900} for n in range(1, 8)]
    text = words_of(_small(people, award=[{"split": "pool", "by": "points", "cap": "limit"}]))
    assert "The cap holds: your part would be more." in text
    assert "€50.00" in text


def test_choices_and_tables_are_filled_in() -> None:
    people = [{"id": str(n), "level": "senior" if n == 1 else "junior", "years": 12 * n} for n in range(1, 8)]
    scheme = {
        "given": {"worth": {"table": {"senior": 15, "junior": 10}, "title": {"en": "Points"}}},
        "person": [
            {"name": "bonus", "formula": "if(years >= 20, 5, 0)", "step": 1},
            {"name": "points", "formula": "lookup(level, worth) + bonus", "step": 1},
        ],
    }
    text = words_of(_small(people, **scheme))
    assert "15 points of senior + 0" in text
    assert "because 12 years < 20" in text
    assert "because 24 years ≥ 20" in words_of(_small(people, **scheme), "2")


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("if(is_given(extra), extra, 0)", "0 because extra is not known"),
        ("if(not is_given(extra), 1, extra)", "1 because extra is not known"),
        ("if(points > 1 and points < 3, 1, 0)", "0 because it does not hold that 1 points > 1 and 1 points < 3"),
    ],
)
def test_reasons_of_choices_never_say_the_opposite(formula: str, reason: str) -> None:
    people = [{"id": str(n), "points": n} for n in range(1, 8)]
    document = _small(people, person=[{"name": "chosen", "formula": formula, "step": 1}],
                      award=[{"split": "pool", "by": "points + chosen"}])  # fmt: skip
    assert reason in words_of(document)
