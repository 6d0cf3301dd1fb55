"""Open Cap Format packages come in object by object: what is odd is told, what isn't understood is kept."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from planner.calculators.captable import captable
from planner.errors import Refused
from planner.operations.ocf_in import package_files
from planner.operations.ocf_in.read_package import PackageRead, read_package
from planner.operations.ocf_in.understood import describe
from tests.calculators.captable_samples import options, shares, stakeholder
from tests.operations.ocf_package import FILES, MANIFEST, OBJECTS, TRANSACTIONS, package_in, write


def told(found: PackageRead) -> list[str]:
    return [warning.say() for warning in found.warnings]


def refused(*paths: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_package([str(path) for path in paths])
    return [fault.say() for fault in caught.value.faults]


def zipped(folder: Path, name: str = "package.zip") -> Path:
    path = folder.parent / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            archive.write(each, f"inside/{each.name}")
    return path


def test_every_object_comes_in_as_it_was_written(tmp_path: Path) -> None:
    found = read_package([str(package_in(tmp_path / "p"))])
    assert sorted(map(str, found.journal["objects"])) == sorted(map(str, OBJECTS))
    assert found.journal["manifest"] == {key: MANIFEST[key] for key in ("ocf_version", "as_of", "generated_at")}
    assert (found.files, found.counts["TX_EQUITY_COMPENSATION_ISSUANCE"]) == (7, 1)


def test_what_is_odd_is_told_with_its_place(tmp_path: Path) -> None:
    found = read_package([str(package_in(tmp_path / "p"))])
    texts = told(found)
    assert [text for text in texts if "MD5" in text] == [
        f"./{name}.ocf.json: has another MD5 than the manifest says" for name in FILES
    ]
    assert [text for text in texts if "MD5" not in text] == [
        "issuer.jurisdiction_of_formation: has no place in Open Cap Format 1.2.0; it is kept beside it",
        'four-years.vesting_conditions[2].trigger.relative_to_condition_id: "cliff" is not the id of any condition '
        "here; it is kept",
        'issue-c-1.stock_legend_ids: "no-such-legend" is not the id of any STOCK_LEGEND_TEMPLATE here; it is kept',
    ]


def test_the_journal_is_what_the_table_is_worked_out_from(tmp_path: Path) -> None:
    found, warnings = captable(read_package([str(package_in(tmp_path / "p"))]).journal)
    assert found["totals"] == {"issued": "30000", "as_converted": "30000", "rights": "75000", "pool_free": "7900000",
                               "fully_diluted": "8005000"}  # fmt: skip
    assert [warning.say().partition(":")[2] for warning in warnings] == [
        ' should give the security "no-such-security", which no issuance makes'
    ]


def test_files_folder_and_zip_are_the_same_whatever_their_order(tmp_path: Path) -> None:
    folder = package_in(tmp_path / "p")
    journal = read_package([str(folder)]).journal
    files = sorted(map(str, folder.iterdir()))
    assert read_package(files).journal == read_package(files[::-1]).journal == journal
    assert read_package([str(zipped(folder))]).journal == journal
    write(tmp_path / "again.json", journal)
    assert read_package([str(tmp_path / "again.json")]).journal == journal


def test_files_of_the_same_name_in_two_folders_are_both_read(tmp_path: Path) -> None:
    one = package_in(tmp_path / "one")
    other = tmp_path / "other"
    other.mkdir()
    write(other / "Stakeholders.ocf.json", {"file_type": "OCF_STAKEHOLDERS_FILE", "items": [stakeholder("cas")]})
    assert read_package([str(one), str(other)]).counts["STAKEHOLDER"] == 3


def test_what_is_not_understood_is_kept(tmp_path: Path) -> None:
    folder = package_in(
        tmp_path / "p",
        Transactions=[*TRANSACTIONS, {"object_type": "TX_FROM_THE_FUTURE", "id": "f1"}, "no object", {"id": "x"}],
        notes={"anything": ["at", "all"]},
        list_of_objects=[stakeholder("cas")],
        single=stakeholder("dov"),
    )
    (folder / "read me.txt").write_text("hello")
    found = read_package([str(folder)])
    assert found.journal["kept"] == ["no object", {"id": "x"}, {"anything": ["at", "all"]}]
    assert (found.counts["STAKEHOLDER"], found.counts["TX_FROM_THE_FUTURE"]) == (4, 1)
    texts = told(found)
    assert "read me.txt: is no .json file and isn't read" in texts
    assert "f1: is of the kind TX_FROM_THE_FUTURE, which Open Cap Format 1.2.0 doesn't have" in texts
    assert "notes.json: is no file of Open Cap Format; it is kept as it is" in texts
    assert "Transactions.ocf.json, items[6]: is no object with an object_type; it is kept as it is" not in texts
    assert "Transactions.ocf.json, items[7]: is no object with an object_type; it is kept as it is" in texts


def test_the_same_object_twice_is_one_and_two_with_one_id_are_both_kept(tmp_path: Path) -> None:
    folder = package_in(tmp_path / "p", twice=stakeholder("ana"), other={**stakeholder("ben"), "comments": ["x"]})
    found = read_package([str(folder)])
    assert found.counts["STAKEHOLDER"] == 3
    assert "ana: stands in twice.json as well, to the letter; once is enough" in told(found)


def test_fields_left_out_on_purpose_and_numbers_without_quotes(tmp_path: Path) -> None:
    grant = {**options("o-9", "2025-01-01", "ana", "7"), "exercise_price": {"omitted": True}, "quantity": 7.5}
    texts = told(read_package([str(package_in(tmp_path / "p", extra=grant))]))
    assert "issue-o-9.exercise_price: is left out on purpose, and is kept so" in texts
    assert "issue-o-9: is an option, which needs an exercise_price" in texts
    assert ("extra.json: writes 1 numbers without quotes, such as 7.5; they are read by their shortest decimal text"
            in texts)  # fmt: skip


def test_an_issuer_of_a_manifest_need_not_say_that_it_is_one(tmp_path: Path) -> None:
    issuer = {key: value for key, value in MANIFEST["issuer"].items() if key != "object_type"}
    write(tmp_path / "Manifest.ocf.json", {"issuer": issuer})
    found = read_package([str(tmp_path)])
    assert found.journal["objects"] == [{"object_type": "ISSUER", **issuer}]
    assert told(found)[0] == "Manifest.ocf.json: has an issuer without object_type; it is taken for an ISSUER"


def test_what_the_manifest_names_must_be_there(tmp_path: Path) -> None:
    folder = package_in(tmp_path / "p")
    (folder / "StockLegends.ocf.json").unlink()
    assert "./StockLegends.ocf.json: is named in the manifest and isn't there" in told(read_package([str(folder)]))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Read 7 files, 14 objects.", "On 30 Sept 2025: 2 holders, 30,000 shares issued, "
                "8,005,000 fully diluted.", "Please check:"]),
        ("nl", ["7 bestanden gelezen, 14 objecten.", "Op 30-09-2025: 2 houders, 30.000 uitgegeven aandelen, "
                "8.005.000 volledig verwaterd.", "Kijk dit na:"]),
    ],
)  # fmt: skip
def test_what_was_understood_is_said(tmp_path: Path, language: str, expected: list[str]) -> None:
    lines = describe(read_package([str(package_in(tmp_path / "p"))]), None, language).replace("\u00a0", " ").split("\n")
    assert [line for line in lines if line in expected] == expected
    assert "  TX_STOCK_ISSUANCE                2" in lines


def test_what_cannot_be_followed_is_said_and_left_out(tmp_path: Path) -> None:
    odd = shares("s-9", "2025-01-01", "nobody", "7")
    text = describe(read_package([str(package_in(tmp_path / "p", extra=odd))]), None, "en")
    assert '  issue-s-9.stakeholder_id: "nobody" is not the id of any STAKEHOLDER\n' in text
    assert "30,000 shares issued" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "can't be read as JSON"),
        (b"", "the file is empty"),
        (b'{"items": [], "items": []}', 'the key "items" stands here twice'),
        (b'{"a": ' + b"[" * 200 + b"]" * 200 + b"}", "more than 50 levels deep"),
        (b"\xff\xfe{", "is not UTF-8"),
    ],
)
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    (found,) = refused(path)
    assert found.startswith("bad.json")
    assert sentence in found


def test_all_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"{")
    (tmp_path / "worse.json").write_bytes(b"[")
    assert len(refused(tmp_path)) == 2
    assert refused(tmp_path / "none.json") == [f"{tmp_path}/none.json: can't be read: No such file or directory"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert refused(empty) == ["there is no .json file in what was named"]


def bomb(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Transactions.ocf.json", b" " * size)
    return file.getvalue()


def test_zips_that_unpack_to_far_more_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(bomb(5 * 1024 * 1024))
    assert refused(path) == ["bomb.zip: this zip unpacks to more than 100 times its size"]
    monkeypatch.setattr(package_files, "MOST_BYTES", 2 * 1024 * 1024)
    assert refused(path) == ["bomb.zip: is larger than 2 MB, unpacked"]
    lying = path.read_bytes().replace((5 * 1024 * 1024).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lying)
    assert len(refused(path)) == 1


def test_a_journal_that_is_none_is_refused_and_other_objects_are_kept(tmp_path: Path) -> None:
    write(tmp_path / "journal.json", {"objects": [stakeholder("ana")], "beside": 5})
    assert refused(tmp_path / "journal.json") == ['journal.json.beside: "5" is not a list']
    write(tmp_path / "other.json", {"objects": [1], "colour": "red"})
    assert read_package([str(tmp_path / "other.json")]).journal["kept"] == [{"objects": [1], "colour": "red"}]


def test_damaged_zips_and_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package_in(tmp_path / "p")
    path = zipped(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert refused(path) == ["package.zip: this zip is damaged or has a password; make it again without one"]
    path.write_bytes(whole)
    monkeypatch.setattr(package_files, "MOST_FILES", 3)
    assert refused(path) == ["package.zip: has more than 3 files"]
    assert refused(folder) == [f"{folder}: has more than 3 files"]


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [1], {"omitted": True}, {"amount": []}, True])
def test_hostile_values_in_any_field_never_crash(tmp_path: Path, value: Any) -> None:
    odd = [{**each, name: value} for each in OBJECTS for name in each]
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(odd))
    found = read_package([str(path)])
    assert describe(found, None, "nl")
    assert len(found.journal["objects"]) + len(found.journal.get("kept", [])) <= len(odd)
