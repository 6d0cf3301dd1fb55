"""The settings: from an optional `deelgenoot.toml` and from the environment, frozen, unknown keys refused.

`DEELGENOOT_PORT=9000` wins from `port = 9000` in the file, which wins from what stands here. A secret may stand in a
file of its own: `DEELGENOOT_SMTP_PASSWORD_FILE=/run/secrets/smtp`.
"""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from planner.errors import Fault, Refused, refuse
from planner.language import LANGUAGES

PREFIX = "DEELGENOOT_"
FILE = "DEELGENOOT_CONFIG"
QUEUES = ("redis://", "rediss://", "postgresql://")
MOST_WORKERS = 64
HOST = "127.0.0.1"
TLS = ("starttls", "tls", "none")


@dataclass(frozen=True)
class Settings:
    """What may differ from one installation to the next."""

    instance: Path = Path("instance")  # the folder of the database and the secret key
    port: int = 8421
    language: str = "nl"  # for a browser that asks for neither Dutch nor English
    queue: str = ""  # "redis://…" or "postgresql://…" wakes the worker; without it a file in the instance folder does
    workers: int = 2  # processes that make PDFs
    host: str = HOST  # the network address to listen on
    public_url: str = ""  # where readers come in, "https://deelgenoot.example.org"; links in e-mail begin with it
    smtp_host: str = ""  # without it e-mail waits in the outbox
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_tls: str = "starttls"
    mail_from: str = "deelgenoot@localhost"

    @property
    def address(self) -> str:
        """What the address of every page begins with."""
        return self.public_url or f"http://{HOST}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Whether readers come in over HTTPS."""
        return self.public_url.startswith("https://")

    @property
    def is_local(self) -> bool:
        """Whether only this computer can reach it."""
        return is_loopback(self.host)

    @property
    def database(self) -> Path:
        """The embedded database, one file in the instance folder."""
        return self.instance.resolve() / "deelgenoot.sqlite3"


def settings_from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force here; every fault at once, each by the name that it was given under."""
    given = _with_secrets(dict(_from_file(environment.get(FILE))) | dict(_from_environment(environment)))
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for key, (place, value) in given.items():
        if reader := _READERS.get(key):
            try:
                values[key] = reader(place, value)
            except Refused as refused:
                faults += refused.faults
        else:
            known = ", ".join(each.name for each in fields(Settings))
            faults.append(Fault(place, "this setting is not known. Known settings: {known}.", {"known": known}))
    if faults:
        raise Refused(faults)
    settings = Settings(**values)
    if not settings.is_local and not settings.public_url:
        text = "others can reach {host}, so say under which address they come in: set public_url too."
        raise refuse(given["host"][0], text, host=settings.host)
    if settings.smtp_host and "mail_from" not in given:
        raise refuse(given["smtp_host"][0], "say who e-mail comes from: set mail_from too.")
    return settings


def is_loopback(address: str) -> bool:
    """Whether a network address is this computer's own."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def secret_key(instance: Path) -> bytes:
    """The key that signs form tokens and seals the secrets of second steps: made once, readable by its owner alone.

    Without it (a backup of the database alone) nobody gets past their second step but by a recovery code.
    """
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secret.key"
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(file, "wb") as writer:
        key = secrets.token_bytes(32)
        writer.write(key)
    return key


def _from_file(path: str | None) -> Iterator[tuple[str, tuple[str, object]]]:
    file = Path(path or "deelgenoot.toml")
    if path is None and not file.exists():
        return
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise refuse(str(file), "this file can't be read: {reason}.", reason=error.strerror) from None
    except ValueError as error:  # faulty TOML and faulty UTF-8 alike
        raise refuse(str(file), "this is no TOML: {reason}.", reason=error) from None
    for key, value in content.items():
        yield key, (f"{file}: {key}", value)


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, object]]]:
    for name, value in environment.items():
        if name.startswith(PREFIX) and name != FILE:
            yield name.removeprefix(PREFIX).lower(), (name, value)


def _with_secrets(given: dict[str, tuple[str, object]]) -> dict[str, tuple[str, object]]:
    """A secret that stands in a file of its own, read."""
    if SECRET_FILE not in given:
        return given
    place, path = given.pop(SECRET_FILE)
    try:
        secret = Path(str(path)).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise refuse(place, "this file can't be read: {reason}.", reason=error.strerror) from None
    return {**given, SECRET_FILE.removesuffix("_file"): (place, secret)}


def _folder(place: str, value: object) -> Path:
    if not isinstance(value, str) or not value:
        raise refuse(place, '"{value}" is no folder.', value=value)
    return Path(value)


def _port(place: str, value: object) -> int:
    if not str(value).isascii() or not str(value).isdigit() or not 0 < int(str(value)) < 65_536:
        raise refuse(place, '"{value}" is no port: a whole number from 1 to 65535 is.', value=value)
    return int(str(value))


def _language(place: str, value: object) -> str:
    if value not in LANGUAGES:
        raise refuse(place, '"{value}" is not one of the languages: nl, en.', value=value)
    return str(value)


def _queue(place: str, value: object) -> str:
    if not isinstance(value, str) or (value and not value.startswith(QUEUES)):
        known = ", ".join(f"{each}…" for each in QUEUES)
        raise refuse(place, '"{value}" is no queue: {known} is, or nothing.', value=value, known=known)
    return value


def _workers(place: str, value: object) -> int:
    if not str(value).isascii() or not str(value).isdigit() or not 0 < int(str(value)) <= MOST_WORKERS:
        raise refuse(place, '"{value}" is no number of workers: 1 to {most} is.', value=value, most=MOST_WORKERS)
    return int(str(value))


def _host(place: str, value: object) -> str:
    if value != "localhost":
        try:
            ip_address(str(value))
        except ValueError:
            raise refuse(place, '"{value}" is no network address, such as 127.0.0.1 or 0.0.0.0.', value=value) from None
    return str(value)


def _public_url(place: str, value: object) -> str:
    """Scheme and host alone: what a path or a user's name would mean here is unclear."""
    text = str(value).removesuffix("/")
    if not _PUBLIC_URL.fullmatch(text):
        wrong = '"{value}" is no address that links can begin with, such as https://deelgenoot.example.org.'
        raise refuse(place, wrong, value=value)
    return text


def _line(place: str, value: object) -> str:
    """One line of text: it goes into a header or a command to a mail server."""
    if not isinstance(value, str) or not value.isprintable():
        raise refuse(place, "this is not one line of text.")
    return value


def _tls(place: str, value: object) -> str:
    if value not in TLS:
        raise refuse(place, '"{value}" is not one of: {known}.', value=value, known=", ".join(TLS))
    return str(value)


def _mail_from(place: str, value: object) -> str:
    if not isinstance(value, str) or not is_email(value):
        raise refuse(place, '"{value}" is no e-mail address.', value=value)
    return value


def is_email(text: str) -> bool:
    """Whether a text can be an e-mail address. Whether it is one shows when somebody answers.

    >>> is_email("sanne@example.org"), is_email("sanne"), is_email("sanne@example.org\\nBcc: all@example.org")
    (True, False, False)
    """
    return len(text) <= 254 and bool(_EMAIL.fullmatch(text))


SECRET_FILE = "smtp_password_file"  # noqa: S105  # the name of a setting
_PUBLIC_URL = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_READERS: Mapping[str, Callable[[str, object], object]] = {
    "instance": _folder,
    "port": _port,
    "language": _language,
    "queue": _queue,
    "workers": _workers,
    "host": _host,
    "public_url": _public_url,
    "smtp_host": _line,
    "smtp_port": _port,
    "smtp_user": _line,
    "smtp_password": _line,
    "smtp_tls": _tls,
    "mail_from": _mail_from,
}
