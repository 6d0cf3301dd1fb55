"""Publishing without a server: a scheme over a people file becomes a folder of statements and a register.

The folder is its own record. `run.json` stands there from the first moment and says what the folder is of; each file
is written beside its place and moved into it whole, and noted in a journal, so that a run that is killed goes on where
it was. The same inputs and date give the same bytes; other inputs are refused.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from planner.calculators.scheme_run import SchemeRun
from planner.canonical import canonical, identity_of
from planner.errors import Fault, Refused
from planner.operations.issue import Order, issue
from planner.operations.issued import Card, Issued

RUN, JOURNAL, STATEMENTS = "run.json", "run.journal", "statements"
MADE_BY = f"deelgenoot {version('planner')}"
_LONGEST_NAME = 150
_PART = re.compile(r"\..+\.\d+\.part")
_RENEW_AFTER = 500  # documents: a worker that renders for ever grows slowly


@dataclass(frozen=True)
class Folder:
    """Where a run is published, in which language, with how many workers."""

    path: Path
    language: str
    workers: int


@dataclass(frozen=True)
class Task:
    """One statement to be rendered: what a worker needs, and nothing else."""

    target: str
    proof: bytes
    identity: str
    name: str
    contact: tuple[str, ...]
    language: str
    day: date


@dataclass(frozen=True)
class Published:
    """A folder that is whole: its run.json, and what was odd but possible in the run."""

    record: dict[str, Any]
    warnings: tuple[Fault, ...]


Progress = Callable[[Iterable[tuple[str, str]], int], Iterable[tuple[str, str]]]
Extras = Mapping[str, Callable[[Issued, SchemeRun, str], bytes]]


def publish(order: Order, folder: Folder, extras: Extras, progress: Progress = lambda done, count: done) -> Published:
    """Makes what is missing of a run's folder and gives its run.json. Raises Refused; nothing is lost then.

    `extras` makes the files beside the statements, by name. `progress` sees each (file, SHA-256) as it is done.
    """
    issued, run = issue(order)
    record = _record(issued, folder.language)
    try:
        with _alone_in(folder.path):
            known = _open(folder.path, record)
            for name, digest in _made(issued, run, record, known, folder, extras, progress):
                known[name] = digest
            _finish(folder.path, record, known)
    except OSError as error:
        raise Refused([_disk_fault(folder.path, error)]) from None
    return Published(record, tuple(run.warnings))


def _made(issued: Issued, run: SchemeRun, record: Mapping[str, Any], known: Mapping[str, str], folder: Folder,
          extras: Extras, progress: Progress) -> Iterator[tuple[str, str]]:  # fmt: skip
    """What was missing, each file noted in the journal once it stands in its place."""
    tasks = [task for task in _tasks(issued, record, folder) if task.target not in known]
    missing = [name for name in extras if name not in known]
    with (folder.path / JOURNAL).open("a", encoding="utf-8") as notes:
        registers = (
            (name, _placed(folder.path / name, extras[name](issued, run, folder.language))) for name in missing
        )
        for made in chain(progress(_rendered(tasks, folder), len(tasks)), registers):
            notes.write(json.dumps(made) + "\n")
            notes.flush()
            yield made


@contextmanager
def _alone_in(path: Path) -> Iterator[None]:
    """Only one at a time works in a folder; the lock goes when the process does, however it ends."""
    path.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Refused([Fault(str(path), "someone is publishing in this folder now; wait until that is done")]) from None
    finally:
        os.close(handle)


def chosen_date(path: Path, wanted: date | None, today: date) -> date:
    """The date to issue on: as asked, or else the folder's own if it holds a run already, or else today."""
    record = read_record(path)
    if wanted is None and record is not None:
        return date.fromisoformat(record["date"])
    return wanted or today


def read_record(path: Path) -> dict[str, Any] | None:
    """A folder's run.json, or None if there is none that can be read."""
    try:
        record = json.loads((path / RUN).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise Refused([Fault(str(path / RUN), "this can't be read; it is not a run of Deelgenoot")]) from None
    if not isinstance(record, dict) or not isinstance(record.get("statements"), list) or "date" not in record:
        raise Refused([Fault(str(path / RUN), "this can't be read; it is not a run of Deelgenoot")])
    return record


def file_name(person_id: str) -> str:
    """The statement's file name: the person's number, percent-encoded where it isn't safe in a file name."""
    name = quote(person_id, safe="")
    if not name.strip("."):
        name = name.replace(".", "%2E")
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}~{hashlib.sha256(person_id.encode()).hexdigest()[:16]}"
    return f"{STATEMENTS}/{name}.pdf"


def _record(issued: Issued, language: str) -> dict[str, Any]:
    """run.json, as far as it is known before the files are made."""
    statements = [
        {"id": document["person"]["id"], "file": file_name(document["person"]["id"]), "identity": identity_of(document)}
        for document in issued.documents
    ]
    return {**issued.run, "made_by": MADE_BY, "language": language, "identity": identity_of(issued.run),
            "statements": statements, "files": {}, "complete": False}  # fmt: skip


def _open(path: Path, record: dict[str, Any]) -> dict[str, str]:
    """The files that are done already, by name, with their hashes; refuses a folder that holds something else."""
    found = read_record(path)
    if found is None:
        if any(each for each in path.iterdir() if not _PART.fullmatch(each.name)):
            raise Refused([Fault(str(path), "this folder holds other files; choose an empty or a new one")])
        _place_json(path / RUN, record)
        (path / STATEMENTS).mkdir()
        return {}
    _refuse_other(path, found, record)
    (path / STATEMENTS).mkdir(exist_ok=True)
    for part in (each for each in path.rglob("*.part") if _PART.fullmatch(each.name)):
        part.unlink()  # of a run that was killed
    noted = {**_hashes(found), **_journal(path / JOURNAL)}
    return {name: digest for name, digest in noted.items() if _is_whole(path, name, digest)}


def _refuse_other(path: Path, found: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    """The folder is of these inputs, this date and this language, or it is left alone."""
    for key, text in (
        ("inputs", "this folder holds a run of other files; choose another folder"),
        ("date", "this folder holds a run of {value}; choose that date or another folder"),
        ("language", "this folder holds a run in another language ({value}); choose another folder"),
        ("made_by", "this folder was made by another version ({value}); choose another folder"),
        ("identity", "this folder holds another run; choose another folder"),
    ):
        if found.get(key) != record[key]:
            raise Refused([Fault(str(path), text, {"value": found.get(key)})])


def _hashes(record: Mapping[str, Any]) -> dict[str, str]:
    found = {each["file"]: each["sha256"] for each in record["statements"] if "sha256" in each}
    return {**found, **record.get("files", {})}


def _journal(path: Path) -> dict[str, str]:
    """What was noted before a run was cut off; a line that was cut off itself doesn't count."""
    noted = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else []:
        try:
            name, digest = json.loads(line)
        except ValueError:
            continue
        noted[name] = digest
    return noted


def _is_whole(path: Path, name: str, digest: str) -> bool:
    """Whether a file is there as it was issued. One that is there but differs is never written over."""
    target = path / name
    if not target.exists():
        return False
    if hashlib.sha256(target.read_bytes()).hexdigest() != digest:
        text = "this file is not as it was issued; put it back, or remove it to have it made again"
        raise Refused([Fault(str(target), text)])
    return True


def _tasks(issued: Issued, record: Mapping[str, Any], folder: Folder) -> Iterator[Task]:
    contact = tuple(issued.run["company"]["contact"])
    day = date.fromisoformat(issued.run["date"])
    for document, statement in zip(issued.documents, record["statements"], strict=True):
        card = issued.cards.get(statement["id"], Card())
        yield Task(
            statement["file"], canonical(document), statement["identity"], card.name, contact, folder.language, day
        )


def _rendered(tasks: list[Task], folder: Folder) -> Iterator[tuple[str, str]]:
    """Each statement rendered and put in its place, as it gets done."""
    if folder.workers <= 1 or len(tasks) < 2 * folder.workers:
        for task in tasks:
            yield task.target, _render(task, folder.path)
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(folder.workers, context, _start, max_tasks_per_child=_RENEW_AFTER) as pool:
        try:
            yield from pool.map(_Placer(folder.path), tasks, chunksize=4)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _start() -> None:
    from planner.statements.pdf import prepare_worker

    prepare_worker()


@dataclass(frozen=True)
class _Placer:
    """A call that a worker process can be sent."""

    path: Path

    def __call__(self, task: Task) -> tuple[str, str]:
        return task.target, _render(task, self.path)


def _render(task: Task, path: Path) -> str:
    from planner.statements.pdf import render_statement
    from planner.statements.words import Beside, statement_of

    statement = statement_of(json.loads(task.proof), Beside(task.name, task.contact), task.language, task.identity)
    return _placed(path / task.target, render_statement(statement, task.proof, task.day))


def _placed(target: Path, content: bytes) -> str:
    """Writes a file beside its place and moves it there whole; gives its hash."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return hashlib.sha256(content).hexdigest()


def _place_json(target: Path, document: Mapping[str, Any]) -> None:
    _placed(target, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _finish(path: Path, record: dict[str, Any], known: Mapping[str, str]) -> None:
    """run.json with every file's hash; only then is the run complete, and the journal done with."""
    for statement in record["statements"]:
        statement["sha256"] = known[statement["file"]]
    record["files"] = {name: digest for name, digest in sorted(known.items()) if not name.startswith(f"{STATEMENTS}/")}
    record["complete"] = True
    _place_json(path / RUN, record)
    (path / JOURNAL).unlink(missing_ok=True)


def _disk_fault(path: Path, error: OSError) -> Fault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Fault(str(path), "the disk is full; make room and run it again, what is done stays done")
    return Fault(str(error.filename or path), "can't be written: {why}", {"why": error.strerror or str(error)})
