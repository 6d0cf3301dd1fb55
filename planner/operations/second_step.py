"""The second step of signing in: a code from a phone (TOTP, RFC 6238), or a recovery code where that is lost.

RFC 6238, appendix B: the secret `12345678901234567890` gives 287082 at 59 seconds after 1970 (six digits).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from planner.models import Account
from planner.operations.vault import Vault

STEP, DIGITS = 30, 6  # seconds; what every authenticator app takes
_DRIFT = 1  # steps that a phone's clock may be off, either way
CODES, _CODE_BYTES = 10, 10  # 80 bits each: no need to hash them slowly
_ISSUER = "Deelgenoot"


@dataclass(frozen=True)
class Second:
    """A secret shared with a phone. `last` is the step of the last code used: none works twice."""

    secret: bytes
    last: int = 0

    def code_at(self, step: int) -> str:
        """The code of a step: six digits."""
        totp = TOTP(self.secret, DIGITS, SHA1(), STEP, enforce_key_length=False)  # noqa: S303  # as RFC 6238 and all apps
        return totp.generate(step * STEP).decode()

    def used(self, code: str, moment: datetime) -> Second | None:
        """The same after this code was used; None if it isn't right now, or was used before."""
        now = int(moment.timestamp()) // STEP
        plain = "".join(code.split())
        for step in range(max(now - _DRIFT, self.last + 1), now + _DRIFT + 1):
            if secrets.compare_digest(self.code_at(step).encode(), plain.encode()):
                return Second(self.secret, step)
        return None

    def typed(self) -> str:
        """The secret as one types it into an app: `JBSW Y3DP …`."""
        text = self._base32()
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

    def address(self, email: str) -> str:
        """What the QR code holds: `otpauth://totp/Deelgenoot:sanne@example.org?secret=…`."""
        known = {"secret": self._base32(), "issuer": _ISSUER, "digits": DIGITS, "period": STEP}
        return f"otpauth://totp/{_ISSUER}:{quote(email)}?{urlencode(known)}"

    def sealed(self, vault: Vault) -> str:
        """As it is kept."""
        return vault.seal(json.dumps({"secret": self._base32(), "last": self.last}))

    def _base32(self) -> str:
        return base64.b32encode(self.secret).decode().rstrip("=")


def new_second() -> Second:
    """A fresh secret: 160 bits, as RFC 4226 asks."""
    return Second(secrets.token_bytes(20))


def unsealed(vault: Vault, kept: str | None) -> Second | None:
    """The secret that was kept, if there is one and this installation's key opens it."""
    text = vault.opened(kept) if kept else None
    if text is None:
        return None
    known = json.loads(text)
    return Second(base64.b32decode(known["secret"]), known["last"])


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes to keep on paper, each of use once: `k3v6-2mqd-…`."""
    return tuple(_grouped(base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()) for _ in range(CODES))


def kept_codes(codes: tuple[str, ...]) -> str:
    """What is kept of them."""
    return json.dumps([_hash(code) for code in codes])


def codes_left(account: Account) -> int:
    """How many were not used yet."""
    return len(json.loads(account.recovery_codes or "[]"))


def use_code(account: Account, code: str, vault: Vault, moment: datetime) -> bool:
    """Let a code in, once: from the phone or from the paper. The account is one of a transaction."""
    second = unsealed(vault, account.totp)
    after = second.used(code, moment) if second else None
    if after:
        account.totp = after.sealed(vault)
        return True
    left = json.loads(account.recovery_codes or "[]")
    if _hash(code) not in left:
        return False
    account.recovery_codes = json.dumps([kept for kept in left if kept != _hash(code)])
    return True


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _hash(code: str) -> str:
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
