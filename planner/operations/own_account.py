"""What somebody changes of their own account: name, language, password, second step."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.errors import Fault, Refused, refuse
from planner.language import say, sentence
from planner.models import Account, Company, Membership, PasswordReset, db
from planner.operations import mail_words
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.messages import write
from planner.operations.passwords import fault_in, hashed, matches
from planner.operations.second_step import Second, codes_left, kept_codes, new_recovery_codes
from planner.operations.sessions import end_sessions_of
from planner.operations.sign_in import account_key
from planner.operations.throttle import attempt, take_back
from planner.operations.tokens import new_token
from planner.operations.transaction import transaction
from planner.operations.vault import Vault

_WRONG = sentence("This is not your password.")
_PASSWORD_CHANGED = sentence("Your password was changed. In all other browsers you are signed out.")
_SECOND_ON = sentence("Signing in to your account now asks for a code too.")
_SECOND_OFF = sentence("Signing in to your account no longer asks for a code.")


@dataclass(frozen=True)
class OwnAccount:
    """An account as its owner sees it. `codes` is how many recovery codes are left."""

    name: str
    email: str
    language: str | None
    has_second: bool
    codes: int


def own_account(account_id: int) -> OwnAccount:
    """As it is now."""
    account = db.session.get_one(Account, account_id)
    has_second = account.totp is not None
    return OwnAccount(account.name, account.email, account.language, has_second, codes_left(account))


def change_details(account_id: int, name: str, language: str | None) -> None:
    """Another name, another language."""
    with transaction() as session:
        account = session.get_one(Account, account_id)
        account.name, account.language = name, language
        record(session, Actor(account_id, None), "account.changed", f"account:{account_id}")


def change_password(vault: Vault, account_id: int, current: str, new: str, here: str | None) -> None:
    """A new password; signed out everywhere but in the browser with the token `here`.

    Raises Refused if the current one is wrong or the new one too weak.
    """
    confirm(vault, account_id, current, "current_password")
    with transaction() as session:
        account = session.get_one(Account, account_id)
        if fault := fault_in(new, names_of(session, account)):
            raise Refused([fault])
        if new == current:
            raise refuse("password", "This is the password that you have. Take another.")
        keep_password(session, account, new, here)
        record(session, Actor(account_id, None), "account.password_changed", f"account:{account_id}")


def keep_password(session: Session, account: Account, password: str, here: str | None = None) -> None:
    """The new password; what rested on the old one ends: sessions but the one `here`, links to choose another."""
    account.password, account.password_set_at = hashed(password), now()
    session.execute(delete(PasswordReset).where(PasswordReset.account_id == account.id))
    end_sessions_of(session, account.id, here)
    _tell(session, account, _PASSWORD_CHANGED)


def confirm(vault: Vault, account_id: int, password: str, place: str = "password") -> None:
    """That it is really them. Raises Refused if the password is wrong, or was too often."""
    account = db.session.get_one(Account, account_id)
    kept, key = account.password, account_key(vault, account.email)
    with transaction() as session:
        attempt(session, (key,))
    if not matches(password, kept):
        raise Refused([Fault(place, _WRONG)])
    with transaction() as session:
        take_back(session, key)


def turn_on(vault: Vault, account_id: int, second: Second, code: str) -> tuple[str, ...]:
    """Ask for a code from now on; gives the recovery codes, this once. Raises Refused if the code isn't right now."""
    used = second.used(code, now())
    if used is None:
        raise refuse("code", "This code is not right. Take the one that your app shows now.")
    codes = new_recovery_codes()
    with transaction() as session:
        account = session.get_one(Account, account_id)
        account.totp, account.recovery_codes = used.sealed(vault), kept_codes(codes)
        _tell(session, account, _SECOND_ON)
        record(session, Actor(account_id, None), "account.second_step_on", f"account:{account_id}")
    return codes


def turn_off(vault: Vault, account_id: int, password: str) -> None:
    """Ask for a password alone. Raises Refused if it is wrong."""
    confirm(vault, account_id, password)
    with transaction() as session:
        account = session.get_one(Account, account_id)
        account.totp = account.recovery_codes = None
        _tell(session, account, _SECOND_OFF)
        record(session, Actor(account_id, None), "account.second_step_off", f"account:{account_id}")


def renew_codes(vault: Vault, account_id: int, password: str) -> tuple[str, ...]:
    """New recovery codes instead of the old ones, given this once. Raises Refused if the password is wrong."""
    confirm(vault, account_id, password)
    codes = new_recovery_codes()
    with transaction() as session:
        account = session.get_one(Account, account_id)
        if account.totp is None:
            raise refuse("", "Signing in doesn't ask for a code, so there is nothing to recover.")
        account.recovery_codes = kept_codes(codes)
        record(session, Actor(account_id, None), "account.codes_renewed", f"account:{account_id}")
    return codes


def sign_out_elsewhere(account_id: int, here: str | None) -> None:
    """Over in all other browsers."""
    with transaction() as session:
        end_sessions_of(session, account_id, here)
        record(session, Actor(account_id, None), "account.signed_out_elsewhere", f"account:{account_id}")


def sole_company(session: Session, account_id: int) -> int | None:
    """The company that somebody has to do with, if it is one alone: its founder may see what the demo would send."""
    held = session.scalars(select(Membership.company_id).where(Membership.account_id == account_id).distinct()).all()
    return held[0] if len(held) == 1 else None


def names_of(session: Session, account: Account) -> tuple[str, ...]:
    """What others would try first as somebody's password."""
    held = select(Company.name).join(Membership, Membership.company_id == Company.id)
    return account.email, *session.scalars(held.where(Membership.account_id == account.id))


def _tell(session: Session, account: Account, what: str) -> None:
    """By e-mail, in case it wasn't them."""
    language = account.language or "nl"
    words = mail_words.changed(language, account.name, say(language, what))
    write(session, mail_words.letter(new_token(), account.email, words, sole_company(session, account.id)))
