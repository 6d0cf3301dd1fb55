from __future__ import annotations

import stat
from pathlib import Path

import pytest

from planner.config import Settings, secret_key, settings_from_environment
from planner.errors import Refused


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_needs_to_be_set() -> None:
    assert settings_from_environment({"HOME": "/root"}) == Settings(Path("instance"), 8421, "nl")


def test_the_environment_wins_from_the_file(folder: Path) -> None:
    (folder / "deelgenoot.toml").write_text('port = 9000\nlanguage = "en"\n')
    assert settings_from_environment({"DEELGENOOT_PORT": "9001"}) == Settings(Path("instance"), 9001, "en")


def test_every_fault_is_named_where_it_was_made(folder: Path) -> None:
    file = folder / "other.toml"
    file.write_text('prot = 9000\nlanguage = "fr"\nport = true\n')
    environment = {"DEELGENOOT_CONFIG": str(file), "DEELGENOOT_PORT": "0", "DEELGENOOT_INSTANCE": ""}
    with pytest.raises(Refused) as refused:
        settings_from_environment(environment)
    assert sorted(fault.say("en") for fault in refused.value.faults) == [
        f'{file}: language: "fr" is not one of the languages: nl, en.',
        f"{file}: prot: this setting is not known. Known settings: instance, port, language, queue, workers.",
        'DEELGENOOT_INSTANCE: "" is no folder.',
        'DEELGENOOT_PORT: "0" is no port: a whole number from 1 to 65535 is.',
    ]


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(folder: Path, content: bytes) -> None:
    (folder / "deelgenoot.toml").write_bytes(content)
    with pytest.raises(Refused, match="no TOML"):
        settings_from_environment({})


def test_a_file_that_was_named_must_be_there() -> None:
    with pytest.raises(Refused, match="can't be read"):
        settings_from_environment({"DEELGENOOT_CONFIG": "absent.toml"})


def test_the_key_is_made_once_for_its_owner_alone(folder: Path) -> None:
    key = secret_key(folder / "new")
    assert len(key) == 32
    assert secret_key(folder / "new") == key
    assert stat.S_IMODE((folder / "new" / "secret.key").stat().st_mode) == 0o600
