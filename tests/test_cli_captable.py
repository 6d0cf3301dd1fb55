"""The commands around a cap table as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.operations.ocf_package import package_in
from tests.test_cli import run


def test_a_package_is_read_worked_out_and_written_again(tmp_path: Path) -> None:
    folder = package_in(tmp_path / "p")
    read = run("import", "ocf", str(folder), "--json")
    assert read.exit_code == 0
    assert all(line.startswith("warning: ") for line in read.stderr.splitlines())
    (tmp_path / "journal.json").write_text(read.stdout)
    table = run("calc", "captable", str(tmp_path / "journal.json"))
    assert (table.exit_code, json.loads(table.stdout)["totals"]["issued"]) == (0, "30000")
    out = tmp_path / "out"
    done = run("export", "ocf", str(tmp_path / "journal.json"), "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, f"8 files in {out}.\n")
    assert "warning: issuer.jurisdiction_of_formation: has no place in Open Cap Format 1.2.0" in done.stderr
    assert json.loads(run("import", "ocf", str(out), "--json").stdout) == json.loads(read.stdout)


def test_what_was_understood_is_said_for_a_day(tmp_path: Path) -> None:
    folder = str(package_in(tmp_path / "p"))
    said = run("import", "ocf", folder, "--date", "2024-06-30").stdout.replace("\u00a0", " ")
    assert "On 30 Jun 2024: 2 holders, 5,000 shares issued, 10,005,000 fully diluted.\n" in said
    assert "Op 01-01-2024: 1 houder, 5.000 uitgegeven aandelen" in run(
        "import", "ocf", folder, "--date", "2024-01-01", "--language", "nl"
    ).stdout.replace("\u00a0", " ")


def test_faults_end_the_command(tmp_path: Path) -> None:
    done = run("import", "ocf", str(tmp_path / "none"), "--language", "nl")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}/none: kan niet worden gelezen: No such file or directory\n"
    assert run("import", "ocf", str(tmp_path), "--date", "soon").exit_code == 2
    journal = tmp_path / "journal.json"
    journal.write_text('{"objects": []}')
    done = run("export", "ocf", str(journal), "--out", str(tmp_path / "out"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "objects: have no issuer that a package could be of\n"
    assert not (tmp_path / "out").exists()


def test_a_sheet_is_read_and_goes_out_in_any_form(tmp_path: Path) -> None:
    sheet = tmp_path / "aandelen.csv"
    sheet.write_text("Houder;Aandelensoort;Aantal;Datum uitgifte\nAnna Test;Gewoon;6.000;13-02-2021\n")
    said = run("import", "securities", str(sheet), "--language", "nl").stdout.replace("\u00a0", " ")
    assert "Op 13-02-2021: 1 houder, 6.000 uitgegeven aandelen, 6.000 volledig verwaterd.\n" in said
    company = ("--company", "Test B.V.", "--formed", "2021-01-31")
    (tmp_path / "journal.json").write_text(run("import", "securities", str(sheet), "--json", *company).stdout)
    assert run("export", "ocf", str(tmp_path / "journal.json"), "--out", str(tmp_path / "ocf")).exit_code == 0
    for ending in ("csv", "xlsx"):
        out = tmp_path / f"out.{ending}"
        done = run("export", "securities", str(tmp_path / "journal.json"), "--out", str(out), "--language", "nl")
        assert (done.exit_code, done.stdout) == (0, f"1 rijen in {out}.\n")
        assert "6.000 uitgegeven" in run("import", "securities", str(out), "--language", "nl").stdout
    assert (
        run("export", "securities", str(tmp_path / "journal.json"), "--out", str(tmp_path / "out.csv")).exit_code == 2
    )
    assert run("import", "securities", str(sheet), "--company", "Test B.V.").stderr == (
        "--company: goes with --formed, a date written YYYY-MM-DD\n"
    )
