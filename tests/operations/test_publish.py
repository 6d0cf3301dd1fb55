"""A published folder: whole, the same bytes again, resumed after any failure, refusing what isn't its own."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.errors import Refused
from planner.figures.number import read_number
from planner.language import NBSP
from planner.operations import publish as publishing
from planner.operations.import_company import read_company
from planner.operations.issue import Order
from planner.operations.issued import Card
from planner.operations.publish import Folder, chosen_date, file_name, publish, read_record
from planner.operations.registers import REGISTERS
from planner.operations.verify import verify_file
from planner.operations.verify_folder import folder_lookup, verify_folder

SCHEME: dict[str, Any] = {
    "scheme": "winst",
    "title": {"nl": "Winstdeling 2026", "en": "Profit share 2026"},
    "period": {"from": "2026-01-01", "to": "2026-12-31"},
    "eligible": [{"name": "service", "when": "tenure_months >= 6"}],
    "company": [{"name": "pool", "formula": "10% * net_profit", "step": "0.01", "unit": "EUR"}],
    "person": [{"name": "pay", "formula": "pay_in_period", "step": "0.01", "unit": "EUR"}],
    "award": [{"split": "pool", "by": "pay"}],
}
COMPANY = b"name: Voorbeeld B.V.\nnet_profit: 123456.78\n"


def order(
    people: int = 6, scheme: dict[str, Any] = SCHEME, day: date = date(2027, 4, 15), company: bytes = COMPANY
) -> Order:
    documents = [
        {"id": str(n), "start_date": "2026-11-01" if n == 3 else "2020-01-01", "monthly_salary": str(3000 + 7 * n)}
        for n in range(1, people + 1)
    ]
    cards = {each["id"]: Card(f"Mens {each['id']}") for each in documents}
    inputs = {"all": hashlib.sha256(repr((documents, company)).encode()).hexdigest()}
    return Order(SCHEME, read_company(company, "c.yaml"), documents, cards, day, inputs)


def folder(path: Path, workers: int = 1, language: str = "nl") -> Folder:
    return Folder(path, language, workers)


def files(path: Path) -> dict[str, str]:
    found = [each for each in path.rglob("*") if each.is_file()]
    return {str(each.relative_to(path)): hashlib.sha256(each.read_bytes()).hexdigest() for each in found}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "out"
    publish(order(), folder(path), REGISTERS)
    return path


def test_folder_is_whole_and_holds(published: Path) -> None:
    record = read_record(published)
    assert record is not None
    assert record["complete"] is True
    assert sorted(each.name for each in (published / "statements").iterdir()) == [f"{n}.pdf" for n in range(1, 7)]
    assert set(record["files"]) == {"register.pdf", "register.xlsx", "register.csv"}
    amounts = [read_number(each["amount"]) for each in record["figures"]["awards"]]
    assert sum(amount or 0 for amount in amounts) == read_number("12345.68")  # 10% of 123,456.78, half up
    verdict = verify_folder(published)
    assert verdict.faults == ()
    sentence = verdict.sentence("nl").replace(NBSP, " ")
    assert sentence == "Alle 6 overzichten kloppen, en hun bedragen zijn samen € 12.345,68."


def test_two_workers_and_another_folder_give_the_same_bytes(published: Path, tmp_path: Path) -> None:
    publish(order(), folder(tmp_path / "again", workers=2), REGISTERS)
    assert files(tmp_path / "again") == files(published)


def test_run_again_makes_only_what_is_missing(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "out"
    publish(order(), folder(path), REGISTERS)
    (path / "statements" / "4.pdf").unlink()
    (path / "register.csv").unlink()
    made: list[str] = []

    def watch(done: Any, count: int) -> Any:
        assert count == 1
        for each in done:
            made.append(each[0])
            yield each

    publish(order(), folder(path), REGISTERS, watch)
    assert made == ["statements/4.pdf"]
    assert files(path) == files(published)


@pytest.mark.parametrize(
    ("other", "language", "sentence"),
    [
        (order(people=5), "nl", "this folder holds a run of other files; choose another folder"),
        (order(company=COMPANY + b"equity: 5\n"), "nl", "this folder holds a run of other files"),
        (order(day=date(2027, 4, 16)), "nl", "this folder holds a run of 2027-04-15; choose that date"),
        (order(), "en", "this folder holds a run in another language (nl)"),
    ],
)
def test_other_inputs_are_refused_and_nothing_changes(
    published: Path, other: Order, language: str, sentence: str
) -> None:
    before = files(published)
    with pytest.raises(Refused, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        publish(other, folder(published, language=language), REGISTERS)
    assert files(published) == before


def test_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Refused, match="this folder holds other files; choose an empty or a new one"):
        publish(order(), folder(tmp_path), {})
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_changed_statement_is_named_and_never_written_over(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "out"
    publish(order(), folder(path), {})
    target = path / "statements" / "2.pdf"
    target.write_bytes(target.read_bytes() + b"\n")
    changed = target.read_bytes()
    assert "2.pdf: this file is not as it was issued" in verify_folder(path).faults[0].say()
    with pytest.raises(Refused, match="not as it was issued; put it back"):
        publish(order(), folder(path), {})
    assert target.read_bytes() == changed
    assert not verify_file(changed, "2.pdf", folder_lookup(target, changed)).is_good


def test_statement_says_whether_it_was_issued(published: Path) -> None:
    target = published / "statements" / "1.pdf"
    content = target.read_bytes()
    verdict = verify_file(content, "1.pdf", folder_lookup(target, content))
    assert verdict.is_good
    assert verdict.standing_sentence("en").replace(NBSP, " ") == "It was issued on 15 April 2027."
    assert verify_file(content, "1.pdf").standing_sentence("en").startswith("Whether it was issued can't be seen")
    proof = verdict.replayed.proof.model_dump(mode="json", by_alias=True, exclude_unset=True)
    proof["person"]["id"] = "99"
    other = verify_file(json.dumps(proof).encode(), "x.json", folder_lookup(target, b"{"))
    assert other.standing_sentence("en") == "It is not known here: this was not issued."
    assert not other.is_good


def test_date_of_the_folder_is_used_again(published: Path, tmp_path: Path) -> None:
    today = date(2030, 1, 1)
    assert chosen_date(published, None, today) == date(2027, 4, 15)
    assert chosen_date(tmp_path, None, today) == today
    assert chosen_date(published, date(2028, 1, 1), today) == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("12", "12.pdf"),
        ("../../x", "..%2F..%2Fx.pdf"),
        ("..", "%2E%2E.pdf"),
        ("é/ü", "%C3%A9%2F%C3%BC.pdf"),
        ("a b", "a%20b.pdf"),
    ],
)
def test_unsafe_numbers_are_encoded(number: str, name: str) -> None:
    assert file_name(number) == f"statements/{name}"


def test_long_numbers_have_distinct_short_names() -> None:
    names = {file_name("x" * 400 + str(n)) for n in range(20)}
    assert len(names) == 20
    assert all(len(name) < 200 for name in names)


def test_any_failing_write_loses_nothing(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The n-th write fails, for every n: the folder is then finished by running it again, to the same bytes."""
    path, attempt = tmp_path / "out", 0
    while True:
        attempt += 1
        left = [attempt]
        real = Path.replace

        def failing(self: Path, target: Path, left: list[int] = left, real: Any = real) -> Path:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(errno.ENOSPC, "No space left on device", str(target))
            moved: Path = real(self, target)
            return moved

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", failing)
            try:
                publish(order(), folder(path), REGISTERS)
            except Refused as refused:
                assert "the disk is full; make room and run it again" in refused.faults[0].say()  # noqa: PT017
                assert not list(path.rglob("*.part"))
                continue
        break
    assert attempt > 2
    assert files(path) == files(published)


def test_killed_run_goes_on_where_it_was(published: Path, tmp_path: Path) -> None:
    """kill -9 in the middle: nothing is doubled, nothing missing, and the bytes are the same."""
    path = tmp_path / "out"
    program = f"from tests.operations.test_publish import *\npublish(order(), folder(Path({str(path)!r})), REGISTERS)\n"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(list(path.glob("statements/*.pdf"))) < 2:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (read_record(path) or {}).get("complete")
    assert any("cut off" in fault.say() for fault in verify_folder(path).faults)
    publish(order(), folder(path), REGISTERS)
    assert files(path) == files(published)


def test_full_disk_is_a_sentence(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk: no half file stays behind."""
    program = (
        "import resource, signal\n"
        "from tests.operations.test_publish import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try:\n"
        f"    publish(order(), folder(Path({str(tmp_path / 'out')!r})), {{}})\n"
        "except Refused as refused:\n"
        "    print(refused.faults[0].say('nl'))\n"
    )
    here, command = Path(__file__).parents[2], [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True)
    assert "de schijf is vol; maak ruimte en start opnieuw" in done.stdout
    assert not list((tmp_path / "out").rglob("*.part"))
    assert list((tmp_path / "out").glob("statements/*")) == []


def test_made_by_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(order(people=1), folder(tmp_path / "out"), {})
    monkeypatch.setattr(publishing, "MADE_BY", "deelgenoot 9.9.9")
    with pytest.raises(Refused, match="this folder was made by another version"):
        publish(order(people=1), folder(tmp_path / "out"), {})


def test_two_at_once_in_a_folder_is_refused(tmp_path: Path) -> None:
    """The first has the folder to itself until it is done; the second is told, and changes nothing."""

    def meanwhile(done: Any, count: int) -> Any:
        with pytest.raises(Refused, match="someone is publishing in this folder now"):
            publish(order(), folder(tmp_path / "out"), {})
        yield from done

    publish(order(), folder(tmp_path / "out"), {}, meanwhile)
    assert verify_folder(tmp_path / "out").faults == ()


def test_money_that_a_cap_leaves_over_is_said(tmp_path: Path) -> None:
    capped = {**SCHEME, "award": [{"split": "pool", "by": "pay", "cap": "100"}]}
    published = publish(replace(order(), scheme=capped), folder(tmp_path / "out"), {})
    (warning,) = published.warnings
    assert warning.say() == "scheme.award[0].cap: leaves 11845.68 EUR that nobody gets"
    assert warning.say("nl") == "scheme.award[0].cap: laat 11845.68 EUR over die niemand krijgt"
