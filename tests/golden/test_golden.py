"""Worked examples from outside, each in a file of its own that names where its figures are from.

A case says `source` where the expected figures were published, or `derived` where only the rule was and the figures
were worked out by hand, in another way than the engine's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner import presets
from planner.calculators.proof import Prover
from planner.calculators.replay import replay
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import result_document
from planner.documents import read_document

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [
    (f"{file.stem}: {case['case']}", document, case)
    for file in FILES
    for document in [read_document(file.read_bytes(), file.name)]
    for case in document["cases"]
]


def scheme_of(document: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """The case's scheme: a preset or one written out, with the case's own figures put in."""
    scheme: dict[str, Any] = presets.load(document["preset"]) if "preset" in document else dict(document["scheme"])
    given = dict(scheme.get("given", {}))
    for name, value in case.get("given", {}).items():
        given[name] = {**given[name], "value": value}
    return {**scheme, "given": given}


@pytest.mark.parametrize(("document", "case"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_as_published(document: dict[str, Any], case: dict[str, Any]) -> None:
    people = case.get("people", document.get("people"))
    run = run_scheme(scheme_of(document, case), case.get("company", document.get("company", {})), people)
    found = result_document(run)
    by_id = {each["id"]: each for each in found["awards"]}
    expected = case["expected"]
    assert {name: found["company"][name] for name in expected.get("company", {})} == expected.get("company", {})
    assert {who: by_id[who]["amount"] for who in expected.get("amounts", {})} == expected.get("amounts", {})
    for who, steps in expected.get("steps", {}).items():
        assert {name: by_id[who]["steps"][name] for name in steps} == steps
    assert found["total"] == expected.get("total", found["total"])
    assert found["undistributed"] == expected.get("undistributed", "0.00")
    prover = Prover(run)
    assert all(replay(prover.proof(place)).holds for place in range(len(run.people)))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_each_file_names_its_oracle(file: Path) -> None:
    document = read_document(file.read_bytes(), file.name)
    for case in document["cases"]:
        oracle = {**document, **case}
        assert "source" in oracle or "derived" in oracle
        assert oracle["rule"]["address"].startswith("http")
        assert oracle["rule"]["title"]
