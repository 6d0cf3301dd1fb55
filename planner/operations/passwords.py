"""Passwords: which are good enough, and how they are kept: as argon2id, never as themselves.

Flask-Security was tried for all of signing in and left out. It keeps who is signed in with Flask-Login, beside our
sessions; its views commit on their own after the request, where `transaction` is the only committer; its recovery codes
can be read back; a code of the second step works twice; its routes and words are its own; and it asks for Flask-Login,
Flask-Principal, libpass, phone numbers and WebAuthn. What it rests on, argon2-cffi and cryptography, is used directly.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from planner.errors import Fault
from planner.operations.common_passwords import is_common

SHORTEST, LONGEST = 15, 128  # NIST SP 800-63B-4, 3.1.1.2: at least 15 where a password alone lets in; no other rules
_LONG_ENOUGH_TO_TELL = 4  # letters of a name that a password may not hold

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")  # compared with where there is no account: it takes as long


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password that was kept; takes as long where none was."""
    try:
        return _hasher.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was kept with weaker settings than are used now."""
    return _hasher.check_needs_rehash(kept)


def fault_in(password: str, names: tuple[str, ...] = ()) -> Fault | None:
    """Why a new password isn't good enough, if so. `names` are what others would try first: an address, a company."""
    if len(password) < SHORTEST:
        text = "This is too short. Take at least {shortest} characters: a few words that only you put together."
        return Fault("password", text, {"shortest": SHORTEST})
    if len(password) > LONGEST:
        return Fault("password", "This is too long. At most {longest} characters fit.", {"longest": LONGEST})
    if is_common(password):
        return Fault("password", "Many people use this password, or it is easy to guess. Take another.")
    if (name := _held(password, names)) is not None:
        return Fault("password", 'This password contains "{name}". Others would try that first.', {"name": name})
    return None


def _held(password: str, names: tuple[str, ...]) -> str | None:
    """The first of these names, or of the words in them, that the password is made with."""
    plain = _bare(password)
    for name in names:
        for part in (name, name.partition("@")[0]):
            if len(_bare(part)) >= _LONG_ENOUGH_TO_TELL and _bare(part) in plain:
                return part
    return None


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
