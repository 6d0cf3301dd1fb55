"""Which passwords are good enough, and why not: NIST SP 800-63B-4, 3.1.1.2."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from planner.operations.passwords import fault_in, hashed, is_outdated, matches

NAMES = ("sanne.veenstra@haltenoord.example", "Halte Noord B.V.")


@pytest.mark.parametrize(
    "password",
    [
        "halve maan boven zee",
        "vier vijf zes zevenaar",
        "ééñ-wàchtzin-mét-tékens ☃",
        "x9!kk#20$Lw77&qQ",
        "k" + "ro" * 3 + " " + "ander woord " * 9,
    ],
)
def test_any_characters_will_do_if_there_are_enough(password: str) -> None:
    assert fault_in(password, NAMES) is None
    assert matches(password, hashed(password))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too short"),
        ("veertien teken", "too short"),
        ("a b c d e f g h " * 9, "too long"),
        ("wachtwoord12345", "easy to guess"),
        ("Welkom-Zomer-2026!", "easy to guess"),
        ("correct horse battery staple", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("abc!abc!abc!abc!", "easy to guess"),
        ("qwertyuiopasdfgh", "easy to guess"),
        ("123456789012345", "easy to guess"),
        ("ik ben Sanne.Veenstra", "sanne.veenstra"),
        ("wij van haltenoordbv!", "Halte Noord B.V."),
    ],
)
def test_what_others_would_try_is_refused_with_the_reason(password: str, why: str) -> None:
    fault = fault_in(password, NAMES)
    assert fault
    assert why in fault.say("en")


def test_what_is_kept_is_argon2id_and_lets_nobody_else_in() -> None:
    kept = hashed("halve maan boven zee")
    assert kept.startswith("$argon2id$")
    assert not matches("halve maan boven zee ", kept)
    assert not matches("nobody has this password", None)
    assert not is_outdated(kept)
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("halve maan boven zee"))
