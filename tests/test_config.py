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
        f"{file}: prot: this setting is not known. Known settings: instance, port, language, queue, workers, host, "
        "public_url, smtp_host, smtp_port, smtp_user, smtp_password, smtp_tls, mail_from.",
        'DEELGENOOT_INSTANCE: "" is no folder.',
        'DEELGENOOT_PORT: "0" is no port: a whole number from 1 to 65535 is.',
    ]


def test_others_come_in_only_where_it_is_said_under_which_address() -> None:
    with pytest.raises(Refused, match="DEELGENOOT_HOST: others can reach"):
        settings_from_environment({"DEELGENOOT_HOST": "0.0.0.0"})  # noqa: S104  # what is refused
    known = {"DEELGENOOT_HOST": "0.0.0.0", "DEELGENOOT_PUBLIC_URL": "https://d.example.org/"}  # noqa: S104
    settings = settings_from_environment(known)
    assert (settings.address, settings.is_secure, settings.is_local) == ("https://d.example.org", True, False)
    assert Settings(port=9000).address == "http://127.0.0.1:9000"
    assert settings_from_environment({"DEELGENOOT_HOST": "::1"}).is_local


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "d.example.org"),
        ("PUBLIC_URL", "ftp://d.example.org"),
        ("PUBLIC_URL", "https://user@d.example.org"),
        ("PUBLIC_URL", "https://d.example.org/path"),
        ("PUBLIC_URL", "https://d.example.org\n"),
        ("HOST", "deelgenoot"),
        ("SMTP_HOST", "mail\r\nx"),
        ("SMTP_HOST", "mail.example.org"),  # without mail_from
        ("SMTP_TLS", "yes"),
        ("SMTP_PORT", "0"),
        ("MAIL_FROM", "Deelgenoot <d@example.org>"),
        ("MAIL_FROM", "d@example.org\nBcc: all@example.org"),
    ],
)
def test_what_could_mislead_a_link_or_a_header_is_refused(name: str, value: str) -> None:
    with pytest.raises(Refused, match=f"DEELGENOOT_{name}"):
        settings_from_environment({f"DEELGENOOT_{name}": value})


def test_a_secret_may_stand_in_a_file_of_its_own_and_is_never_shown(folder: Path) -> None:
    (folder / "secret").write_text("s3cret\n")
    settings = settings_from_environment({"DEELGENOOT_SMTP_PASSWORD_FILE": str(folder / "secret")})
    assert settings.smtp_password == "s3cret"
    assert "s3cret" not in repr(settings)
    with pytest.raises(Refused, match="can't be read"):
        settings_from_environment({"DEELGENOOT_SMTP_PASSWORD_FILE": str(folder / "absent")})


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
