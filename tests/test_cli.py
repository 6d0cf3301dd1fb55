"""The commands as a person types them: what they print, where, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.demo import ABSENCES, CHANGES, PEOPLE

CASE: dict[str, Any] = {
    "scheme": {
        "scheme": "winst",
        "title": {"nl": "Winstdeling", "en": "Profit share"},
        "company": [{"name": "pool", "formula": "10% * profit", "step": "0.01", "unit": "EUR"}],
        "award": [{"split": "pool", "by": "points"}],
    },
    "company": {"profit": "1000"},
    "people": [{"id": str(n), "points": n} for n in range(1, 8)],
}


def run(*words: str, given: object = None) -> Result:
    text = given if isinstance(given, str) else json.dumps(given) if given is not None else None
    return CliRunner().invoke(main, list(words), input=text, catch_exceptions=False)


def test_split_of_the_contract() -> None:
    done = run("calc", "split", given={"total": "100.00", "step": "0.01", "weights": [1, 1, 1]})
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"parts": ["33.34", "33.33", "33.33"]})
    assert done.stderr == ""


def test_names_are_listed_and_schemas_printed() -> None:
    listed = run("calc").stdout.splitlines()
    for name in (line.split()[0] for line in listed):
        schema = json.loads(run("calc", name, "--schema").stdout)
        kinds = [schema["$defs"][each["$ref"].rpartition("/")[2]] for each in schema.get("oneOf", [])] or [schema]
        assert all(kind["type"] == "object" and kind["properties"] for kind in kinds)


def test_faults_are_lines_on_standard_error_and_nothing_on_standard_output() -> None:
    done = run("calc", "scheme", given={**CASE, "people": [{"id": 1, "fte": "1.3"}, {"id": 1, "points": 2}]})
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'people[0].fte: "1.3" is more than 1.2',
        'people[1].id: "1" is people[0]\'s already',
    ]


def test_what_is_odd_but_possible_is_a_warning() -> None:
    done = run("calc", "scheme", given={**CASE, "people": [{"id": "1", "points": 1, "fte": "1.1"}]})
    assert done.exit_code == 0
    assert done.stderr == 'warning: people[0].fte: "1.1" is more than 1\n'
    assert json.loads(done.stdout)["total"] == "100.00"


def test_array_in_array_out_with_the_faulty_one_in_its_place() -> None:
    good, bad = {"total": 1, "weights": [1]}, {"total": 1, "weights": [0]}
    done = run("calc", "split", given=[good, bad, good])
    assert done.exit_code == 2
    results = json.loads(done.stdout)
    assert [list(each) for each in results] == [["parts"], ["errors"], ["parts"]]
    assert results[1]["errors"] == ["weights: are all zero, so nobody can get a part"]


@pytest.mark.parametrize(
    ("language", "answer"), [("nl", "U krijgt €\u00a025,00 bruto."), ("en", "You get €25.00 before tax.")]
)
def test_explanation_in_either_language(language: str, answer: str) -> None:
    done = run("calc", "scheme", "--explain", "7", "--language", language, given=CASE)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == answer


def test_proof_is_verified_and_a_changed_one_is_named(tmp_path: Path) -> None:
    proof = json.loads(run("calc", "scheme", "--proof", "3", given=CASE).stdout)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof))
    assert run("verify", str(file)).exit_code == 0
    proof["company"][0]["result"] = "100.01"
    file.write_text(json.dumps(proof))
    done = run("verify", str(file))
    assert done.exit_code == 1
    assert "Pool (company.pool) says 100.01, recomputed it is 100.00" in done.stdout


@pytest.mark.parametrize(
    ("words", "given", "sentence"),
    [
        (("calc", "nothing"), None, '"nothing" is not a calculator; there are'),
        (("calc", "split"), "{", "this can't be read as JSON"),
        (("calc", "split"), '{"total": 1, "total": 2}', "stands here twice"),
        (("calc", "split", "no.json"), None, "no.json: can't be read: No such file or directory"),
        (("calc", "split", "--explain", "1"), {}, "only a scheme has people to explain to"),
        (("calc", "scheme", "--explain", "99"), CASE, '"99" is not the number of anyone here'),
        (("calc", "scheme"), [], ""),
        (("verify",), "hello", "this is no statement of Deelgenoot and no proof"),
    ],
)
def test_wrong_words_get_a_sentence(words: tuple[str, ...], given: object, sentence: str) -> None:
    done = run(*words, given=given)
    assert sentence in done.stderr
    assert done.exit_code == (2 if sentence else 0)


def test_import_says_back_what_it_understood() -> None:
    done = run(
        "import", "people", str(PEOPLE), "--changes", str(CHANGES), "--absences", str(ABSENCES), "--language", "nl"
    )
    assert done.exit_code == 0
    assert "66 mensen" in done.stdout
    people = json.loads(run("import", "people", str(PEOPLE), "--json").stdout)
    assert len(people) == 66
    assert all("name" not in each for each in people)


def test_publish_tells_the_faults_of_all_files_at_once(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("number;fte\n1;7\n")
    (tmp_path / "company.yaml").write_text("net_profit: much\n")
    done = run("publish", str(tmp_path / "none.yaml"), "--people", str(tmp_path / "people.csv"), "--company",
               str(tmp_path / "company.yaml"), "--out", str(tmp_path / "out"), "--language", "en")  # fmt: skip
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 3
    assert not (tmp_path / "out").exists()


def test_publish_and_verify_a_folder(tmp_path: Path) -> None:
    scheme = {**CASE["scheme"], "award": [{"split": "pool", "by": "1"}], "eligible": [
        {"name": "few", "when": "share_percentage > 0"}]}  # fmt: skip
    (tmp_path / "scheme.json").write_text(json.dumps(scheme))
    (tmp_path / "company.yaml").write_text("name: Proef B.V.\nprofit: 1000\n")
    people = PEOPLE.read_text("utf-8-sig").splitlines()
    (tmp_path / "people.csv").write_text("\n".join(people[:4]))
    files = {"people": "people.csv", "company": "company.yaml", "out": "out"}
    named = [word for option, name in files.items() for word in (f"--{option}", str(tmp_path / name))]
    words = ("publish", str(tmp_path / "scheme.json"), *named, "--workers", "1", "--date", "2027-01-31")
    done = run(*words)
    assert done.exit_code == 0, done.stderr
    assert "€\u00a0100,00" in done.stdout
    assert run("verify", str(tmp_path / "out")).exit_code == 0
    (tmp_path / "out" / "statements" / "0101.pdf").unlink()
    found = run("verify", str(tmp_path / "out"), "--language", "nl")
    assert (found.exit_code, "dit overzicht ontbreekt" in found.stderr) == (1, True)
    assert run(*words[:-2]).exit_code == 0  # without a date: the folder's own is used again
    assert run("verify", str(tmp_path / "out")).exit_code == 0


def test_rules_of_a_day_in_either_language() -> None:
    done = run("rules", "--date", "2026-11-27", "--language", "nl")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Regels van NL op 27\u00a0november\u00a02026"
    assert "  AWf, lage premie: 2,74% [1]" in lines
    assert "  1\u00a0januari\u00a02027: Aof, hoge premie: 8,03% (voorlopig) [13]" in lines
    assert run("rules", "--country", "be", "--date", "2026-02-30").stderr.startswith('country: "BE" has no rules here')
    assert run("rules", "--date", "2026-02-30").exit_code == 2


def test_every_command_has_help() -> None:
    for words in ((), ("calc",), ("verify",), ("publish",), ("import",), ("import", "people"), ("rules",), ("serve",),
                  ("demo",)):  # fmt: skip
        done = run(*words, "--help")
        assert done.exit_code == 0
        assert len(done.stdout.splitlines()) > 3
