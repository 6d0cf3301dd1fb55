"""Corrections: a new run that names the old, says per person what changes, and leaves the old one as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from planner.calculators.corrected import RECOVERED, WAIVED, less, stands
from planner.calculators.replay import replay
from planner.errors import Refused
from planner.models import Person, RunOrigin, Statement, Year, db
from planner.operations import papers
from planner.operations.correct import correction_plan, preview
from planner.operations.correction import Corrects, Stood
from planner.operations.corrections import corrected_by, stood_of, successor_of
from planner.operations.decide import approve
from planner.operations.payments import mark_paid, payments_of
from planner.operations.propose import outlook, propose
from planner.operations.read_runs import KeptRun, find_run
from planner.operations.transaction import transaction
from planner.operations.verify import Standing, verify_file
from planner.statements.words import Beside, statement_of
from tests.operations.publishing import (
    DAY,
    accountant,
    change_figures,
    founder,
    issued,
    sample_app,
    work_off,
    year_2027,
)

WHY = {"nl": "De winst was te hoog.", "en": "The profit was too high."}
TEUN = "0104"
AMOUNTS = st.integers(0, 10**9).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeptRun]:
    monkeypatch.setattr(papers, "print_sheet", lambda sheet: b"paper")
    with sample_app(tmp_path).app_context():
        yield the_run(issued())


def the_run(number: int) -> KeptRun:
    found = find_run(1, number)
    assert found is not None
    return found


def corrected(kept: KeptRun, downward: str, key: str = "correction-1") -> KeptRun:
    plan = correction_plan(kept, key, downward, WHY)
    number = propose(founder(), plan, outlook(plan).identity)
    approve(accountant(), number, DAY)
    work_off()
    found = corrected_by(kept.line.id)
    assert found is not None
    return the_run(found)


def document_of(kept: KeptRun, number: str = TEUN) -> dict[str, Any]:
    text = db.session.scalar(
        select(Statement.document).where(Statement.run_id == kept.line.id, Statement.person_number == number)
    )
    found: dict[str, Any] = json.loads(text or "{}")
    return found


@given(AMOUNTS, AMOUNTS)
def test_what_is_waived_never_costs_anybody_anything(now: str, before: str) -> None:
    assert not less(stands(now, before, WAIVED), before).startswith("-")
    assert stands(now, before, RECOVERED) == now


@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.sampled_from([RECOVERED, WAIVED]))
def test_a_chain_of_corrections_pays_what_stands_at_its_end(amounts: list[str], downward: str) -> None:
    stood, paid = Stood("first", {"EUR": amounts[0]}), [amounts[0]]
    for now in amounts[1:]:
        entry = Corrects("run", {"1": stood}, downward).entry("1", {"EUR": now})
        paid.append(less(entry["stands"]["EUR"], entry["before"]["EUR"]))
        stood = Stood("next", entry["stands"])
    assert sum(int(text.replace(".", "")) for text in paid) == int(stood.amounts["EUR"].replace(".", ""))


def test_a_correction_says_what_was_what_is_and_why(run: KeptRun) -> None:
    before = document_of(run)
    change_figures(net_profit="1557313")
    after = corrected(run, RECOVERED)
    found = document_of(after)
    correction = found["issued"]["correction"]
    assert correction["before"] == before["amounts"]
    assert correction["stands"] == found["amounts"]
    assert correction["difference"]["EUR"] == less(found["amounts"]["EUR"], before["amounts"]["EUR"])
    assert successor_of(correction["replaces"]) is not None
    assert after.document["corrects"] == {"run": run.identity, "downward": RECOVERED, "why": WHY}
    assert document_of(run) == before
    words = statement_of(found, Beside(), "nl")
    assert "wordt verrekend met later loon. De winst was te hoog." in words.lead


def test_its_statement_recomputes_and_a_changed_difference_shows(run: KeptRun) -> None:
    change_figures(net_profit="1557313")
    found = document_of(corrected(run, WAIVED))
    assert replay(found).holds
    found["issued"]["correction"]["stands"]["EUR"] = "0.01"
    differs = replay(found).first_that_differs
    assert differs is not None
    assert differs.place == "issued.correction.stands.EUR"


def test_what_is_waived_stands_and_is_not_paid_again(run: KeptRun) -> None:
    mark_paid(accountant(), run.line.id, "2028-04")
    before = stood_of(run.line.id)
    change_figures(net_profit="1557313")
    after = corrected(run, WAIVED)
    assert {number: stood.amounts for number, stood in stood_of(after.line.id).items()} == {
        number: stood.amounts for number, stood in before.items()
    }
    assert payments_of(after.line.id).unpaid_people == 0
    assert "Dat houdt u: u betaalt niets terug" in statement_of(document_of(after), Beside(), "nl").lead


def test_what_is_recovered_is_a_payment_below_zero(run: KeptRun) -> None:
    mark_paid(accountant(), run.line.id, "2028-04")
    change_figures(net_profit="1557313")
    after = corrected(run, RECOVERED)
    assert payments_of(after.line.id).unpaid_cents == after.line.cents - run.line.cents
    mark_paid(accountant(), after.line.id, "2028-05")
    assert payments_of(after.line.id).paid[0].cents == after.line.cents - run.line.cents


def test_a_correction_is_corrected_in_turn_and_a_run_once(run: KeptRun) -> None:
    change_figures(net_profit="1557313")
    second = corrected(run, WAIVED)
    with pytest.raises(Refused, match="corrected already"):
        correction_plan(run, "again", WAIVED, WHY)
    change_figures(net_profit="1757313")
    third = corrected(second, WAIVED, "correction-2")
    assert document_of(third)["issued"]["correction"]["before"] == document_of(run)["amounts"]
    chain = db.session.execute(select(RunOrigin.run_id, RunOrigin.corrects_id).order_by(RunOrigin.run_id)).all()
    assert [tuple(row) for row in chain][1:] == [(second.line.id, run.line.id), (third.line.id, second.line.id)]


def test_two_approved_corrections_of_one_run_are_one_too_many(run: KeptRun) -> None:
    change_figures(net_profit="1557313")
    plans = [correction_plan(run, f"key-{downward}", downward, WHY) for downward in (RECOVERED, WAIVED)]
    first, second = (propose(founder(), plan, outlook(plan).identity) for plan in plans)
    approve(accountant(), first, DAY)
    with pytest.raises(Refused, match="corrected already"):
        approve(accountant(), second, DAY)


def test_nobody_who_had_an_amount_drops_out_of_sight(run: KeptRun) -> None:
    with transaction() as session:
        gone = Person.year_id == year_2027().id, Person.number.in_((TEUN, "0110"))  # 0110 does not share
        session.execute(Person.__table__.delete().where(*gone))  # type: ignore[attr-defined]  # a Table
        session.get_one(Year, year_2027().id).people_revision += 1
    with pytest.raises(Refused) as refused:
        preview(run, RECOVERED)
    assert [fault.values["number"] for fault in refused.value.faults] == [TEUN]


def test_its_founder_sees_who_gets_more_or_less_first(run: KeptRun) -> None:
    change_figures(net_profit="1757313")
    kinds = {each.kind for each in preview(run, RECOVERED).changes}
    assert kinds == {"up", "same"}


def test_who_checks_an_old_statement_learns_of_the_new_one(run: KeptRun) -> None:
    old = json.dumps(document_of(run)).encode()
    change_figures(net_profit="1557313")
    corrected(run, RECOVERED)

    def ask(identity: str) -> Standing:
        later = successor_of(identity)
        assert later is not None
        return Standing(DAY, later.identity, True, later.issued_on)

    assert "replaced on" in verify_file(old, "statement.json", ask).standing_sentence("en")
