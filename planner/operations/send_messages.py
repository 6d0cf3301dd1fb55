"""Sending what waits in the outbox by SMTP: each message once, tried again later where the mail server refuses.

The whole outbox is not one transaction: a message is marked before it is handed over, so that a worker that is killed
in between loses at most that one, and sends none twice. A message that failed waits longer each time.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from sqlalchemy import select

from planner.config import Settings
from planner.models import Message, db
from planner.operations.clock import now
from planner.operations.transaction import transaction

MOST_ATTEMPTS = 8
_TIMEOUT = 20  # seconds
_SENDING = "sending"  # stands as the error while a message is handed over


@dataclass(frozen=True)
class Sent:
    """What came of it."""

    sent: int = 0
    failed: int = 0

    def and_one(self, was_sent: bool) -> Sent:
        """With one message more."""
        return Sent(self.sent + was_sent, self.failed + (not was_sent))


def send_waiting(settings: Settings, limit: int = 100) -> Sent:
    """Send up to `limit` waiting messages over one connection; nothing without a mail server in the settings."""
    due = _due(limit) if settings.smtp_host else []
    if not due:
        return Sent()
    try:
        server = _connected(settings)
    except (OSError, smtplib.SMTPException) as error:
        _note(due[0], error)  # it counts for the first; the rest wait
        return Sent(failed=1)
    sent = Sent()
    with server:
        for message_id in due:
            sent = sent.and_one(_send(server, settings, message_id))
            if server.sock is None:  # hung up: what is left waits for another connection
                break
    return sent


def is_due(message: Message, moment: datetime) -> bool:
    """Whether to try now: at once, then after 1, 2, 4, … minutes, counted from when it was written."""
    if message.attempts >= MOST_ATTEMPTS or message.error == _SENDING:
        return False
    waited = timedelta(minutes=2**message.attempts - 1)
    return moment - message.created_at >= waited


def _due(limit: int) -> list[int]:
    waiting = select(Message).where(Message.sent_at.is_(None), Message.attempts < MOST_ATTEMPTS).order_by(Message.id)
    moment = now()
    return [each.id for each in db.session.scalars(waiting) if is_due(each, moment)][:limit]


def _send(server: smtplib.SMTP, settings: Settings, message_id: int) -> bool:
    taken = _take(message_id, settings)
    if taken is None:
        return False
    try:
        server.send_message(taken)
    except (smtplib.SMTPException, OSError) as error:
        _note(message_id, error)
        return False
    with transaction() as session:
        message = session.get_one(Message, message_id)
        message.sent_at, message.body, message.error = now(), None, None
    return True


def _take(message_id: int, settings: Settings) -> EmailMessage | None:
    """The message, marked as being sent; None if another worker was first."""
    with transaction() as session:
        message = session.get_one(Message, message_id)
        if message.sent_at or message.error == _SENDING:
            return None
        message.attempts, message.error = message.attempts + 1, _SENDING
        return as_email(message, settings)


def as_email(message: Message, settings: Settings) -> EmailMessage:
    """As it goes over the line: plain text, to one address. Raises ValueError for a header of two lines."""
    email = EmailMessage()
    email["From"] = settings.mail_from
    email["To"] = message.recipient
    email["Subject"] = message.subject
    email["Date"] = format_datetime(message.created_at)
    email["Message-ID"] = make_msgid(str(message.id), settings.mail_from.partition("@")[2])
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body or "")
    return email


def _note(message_id: int, error: Exception) -> None:
    """Why it failed, by kind alone: what a server says may hold addresses."""
    with transaction() as session:
        message = session.get_one(Message, message_id)
        message.attempts += message.error != _SENDING
        message.error = type(error).__name__


def _connected(settings: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=_TIMEOUT, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_TIMEOUT)
    if settings.smtp_tls == "starttls":
        server.starttls(context=context)
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server
