"""The settings: from an optional `deelgenoot.toml` and from the environment, frozen, unknown keys refused.

`DEELGENOOT_PORT=9000` wins from `port = 9000` in the file, which wins from what stands here.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from planner.errors import Fault, Refused, refuse
from planner.language import LANGUAGES

PREFIX = "DEELGENOOT_"
FILE = "DEELGENOOT_CONFIG"
QUEUES = ("redis://", "rediss://", "postgresql://")
MOST_WORKERS = 64
HOST = "127.0.0.1"  # no setting: without a sign-in nobody else may read along


@dataclass(frozen=True)
class Settings:
    """What may differ from one installation to the next."""

    instance: Path = Path("instance")  # the folder of the database and the secret key
    port: int = 8421
    language: str = "nl"  # for a browser that asks for neither Dutch nor English
    queue: str = ""  # "redis://…" or "postgresql://…" wakes the worker; without it a file in the instance folder does
    workers: int = 2  # processes that make PDFs

    @property
    def address(self) -> str:
        """What the address of every page begins with."""
        return f"http://{HOST}:{self.port}"

    @property
    def database(self) -> Path:
        """The embedded database, one file in the instance folder."""
        return self.instance.resolve() / "deelgenoot.sqlite3"


def settings_from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force here; every fault at once, each by the name that it was given under."""
    given = dict(_from_file(environment.get(FILE))) | dict(_from_environment(environment))
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for key, (place, value) in given.items():
        if reader := _READERS.get(key):
            try:
                values[key] = reader(place, value)
            except Refused as refused:
                faults += refused.faults
        else:
            known = ", ".join(field.name for field in fields(Settings))
            faults.append(Fault(place, "this setting is not known. Known settings: {known}.", {"known": known}))
    if faults:
        raise Refused(faults)
    return Settings(**values)


def secret_key(instance: Path) -> bytes:
    """The key that signs the form tokens: made once, readable by its owner alone."""
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


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "instance": _folder,
    "port": _port,
    "language": _language,
    "queue": _queue,
    "workers": _workers,
}
