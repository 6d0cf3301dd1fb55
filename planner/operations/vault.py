"""What only this installation can read: texts sealed, and marks that can't be guessed back, with its secret key."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


class Vault:
    """The installation's secret key (`secret.key` in the instance folder), used for one purpose at a time."""

    def __init__(self, key: bytes) -> None:
        self._marks = _derived(key, b"marks")
        self._seal = Fernet(base64.urlsafe_b64encode(_derived(key, b"seal")))

    def seal(self, text: str) -> str:
        """The text, unreadable without the key."""
        return self._seal.encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str | None:
        """The text again; None if it was sealed with another key."""
        try:
            return self._seal.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def mark(self, text: str) -> str:
        """The same mark for the same text, and no way back, however few texts there are to try."""
        return hmac.new(self._marks, text.encode(), hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()
