"""Codes from a phone, as RFC 6238 computes them, each of use once; and codes from paper likewise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from planner.models import Account
from planner.operations.second_step import (
    Second,
    codes_left,
    kept_codes,
    new_recovery_codes,
    new_second,
    unsealed,
    use_code,
)
from planner.operations.vault import Vault

VAULT = Vault(b"k" * 32)
RFC = Second(b"12345678901234567890")
# RFC 6238, appendix B, SHA-1; its codes have eight digits, of which six are the last
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert RFC.code_at(seconds // 30) == code[2:]
    assert RFC.used(code[2:], at(seconds))


def test_a_code_works_once_and_so_do_none_before_it() -> None:
    used = RFC.used("050471", at(1111111111))
    assert used
    assert used.used("050471", at(1111111111)) is None
    assert used.used("081804", at(1111111111)) is None
    assert used.used(RFC.code_at(1111111111 // 30 + 1), at(1111111111))


def test_a_clock_may_be_half_a_minute_off_and_not_more() -> None:
    step = 1111111111 // 30
    for drift, is_right in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        assert bool(RFC.used(RFC.code_at(step + drift), at(step * 30))) is is_right


def test_what_is_typed_may_hold_spaces_and_nonsense_is_no_code() -> None:
    assert RFC.used(" 050 471 ", at(1111111111))
    for nonsense in ("", "0", "abcdef", "０５０４７１", "05047100"):
        assert RFC.used(nonsense, at(1111111111)) is None


def test_only_this_installation_reads_the_secret() -> None:
    second = new_second()
    sealed = second.sealed(VAULT)
    assert unsealed(VAULT, sealed) == second
    assert unsealed(Vault(b"o" * 32), sealed) is None
    assert second.typed().replace(" ", "") not in sealed
    assert unsealed(VAULT, None) is None


def test_a_recovery_code_works_once_however_it_is_typed() -> None:
    codes = new_recovery_codes()
    account = Account(email="a@example.org", name="A", totp=RFC.sealed(VAULT), recovery_codes=kept_codes(codes))
    assert len(set(codes)) == 10
    assert not any(code.replace("-", "") in (account.recovery_codes or "") for code in codes)
    assert use_code(account, codes[3].upper().replace("-", " "), VAULT, at(0))
    assert not use_code(account, codes[3], VAULT, at(0))
    assert codes_left(account) == 9


def test_the_secret_comes_to_an_app_by_the_address_that_apps_read() -> None:
    assert RFC.address("sanne@example.org") == (
        "otpauth://totp/Deelgenoot:sanne%40example.org"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Deelgenoot&digits=6&period=30"
    )
