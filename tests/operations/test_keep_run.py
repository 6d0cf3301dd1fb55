from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.models import Company, Run, SchemeVersion, Statement, db
from planner.operations import keep_run as keeping
from planner.operations import read_runs
from planner.operations.issued import Issued
from planner.operations.keep_run import keep_run
from planner.operations.transaction import transaction
from tests.database import new_app
from tests.web.samples import DESK, ISSUED, RUN, SANNE, SCHEME, document, run_of
from tests.web.signing_in import new_company


@pytest.fixture(autouse=True)
def instance(tmp_path: Path) -> Iterator[Flask]:
    app = new_app(tmp_path, DESK)
    with app.app_context():
        new_company()
        yield app


def how_many(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_run_is_kept_with_its_sum_and_its_statements() -> None:
    run = keep_run(1, ISSUED)
    assert (run.cents, run.statements, run.sharing) == (908_842, 7, 5)
    assert (run.company.name, run.scheme_version.version) == ("Halte Noord B.V.", 1)
    assert how_many(Statement) == 7


def test_what_is_kept_is_given_back_as_it_was_issued() -> None:
    keep_run(1, ISSUED)
    kept = read_runs.find_run(1, 1)
    assert kept is not None
    assert read_runs.issued_again(kept) == Issued(
        json.loads(json.dumps(ISSUED.run)), list(ISSUED.documents), ISSUED.cards
    )


def test_a_statement_is_found_by_the_hash_of_its_document() -> None:
    keep_run(1, ISSUED)
    found = read_runs.find_statement(SANNE)
    assert found is not None
    assert (found.document, found.card.name) == (ISSUED.documents[4], "Sanne Veenstra")
    assert read_runs.find_statement("0" * 64) is None


def test_the_same_run_is_kept_once() -> None:
    first = keep_run(1, ISSUED).id
    assert keep_run(1, ISSUED).id == first
    assert (how_many(Run), how_many(Statement)) == (1, 7)


def test_other_rules_are_another_version_of_the_scheme() -> None:
    keep_run(1, ISSUED)
    changed = RUN | {"scheme": SCHEME | {"currency": "USD"}}
    later = keep_run(1, Issued(changed, [document("1", "5.00") | {"year": 2027}], {}))
    assert later.scheme_version.version == 2
    assert (how_many(Company), how_many(SchemeVersion)) == (1, 2)


def test_a_run_that_fails_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real, count = keeping._statement, 0

    def fails_at_the_fifth(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == 5:
            raise OSError("disk full")
        return real(*arguments)

    monkeypatch.setattr(keeping, "_statement", fails_at_the_fifth)
    with pytest.raises(OSError, match="disk full"):
        keep_run(1, ISSUED)
    assert [how_many(table) for table in (SchemeVersion, Run, Statement)] == [0, 0, 0]


def test_an_amount_that_is_not_whole_cents_is_not_kept() -> None:
    with pytest.raises(ValueError, match="whole cents"):
        keep_run(1, Issued(RUN, [document("1", "0.005")], {}))


def test_people_are_found_by_any_part_of_their_name_or_number_whatever_the_accents() -> None:
    keep_run(1, ISSUED)
    found = {sought: [p.number for p in read_runs.people_of(1, sought)] for sought in ("AICHA", "yilmaz", "016", "%")}
    assert found == {"AICHA": ["0161"], "yilmaz": [], "016": ["0161", "0167"], "%": []}
    assert [person.number for person in read_runs.people_of(1, "Yılmaz")] == ["0152"]


def test_ten_thousand_people_are_read_a_page_at_a_time() -> None:
    run = keep_run(1, run_of({f"{n:05}": (f"Persoon {n}", f"{n}.00") for n in range(10_000)}))
    assert read_runs.count_people(run.id) == 10_000
    page = read_runs.people_of(run.id, offset=9_900, limit=100)
    assert [page[0].number, page[-1].number] == ["09900", "09999"]


def test_a_transaction_within_another_is_a_mistake() -> None:
    with transaction(), pytest.raises(RuntimeError), transaction():
        pass
    with transaction() as session:
        session.add(Company(name="after it, all is well"))
    assert how_many(Company) == 2


def test_changes_made_outside_a_transaction_are_a_mistake() -> None:
    db.session.add(Company(name="x"))
    with pytest.raises(RuntimeError), transaction():
        pass
