"""What the e-mails say. Plain text, one thing each, and the link on a line of its own."""

from __future__ import annotations

from planner.language import say
from planner.operations.messages import Letter


def invitation(language: str, name: str, company: str, role: str, link: str) -> tuple[str, str]:
    """The subject and the body of an invitation."""
    subject = say(language, "{company} invites you to Deelgenoot", company=_line(company))
    body = (
        say(language, "Hello {name},", name=_line(name)),
        say(language, "{company} uses Deelgenoot to share its profit. You are invited as {role}.",
            company=_line(company), role=role),
        say(language, "Accept the invitation here. The link works once, for a week:"),
        link,
        say(language, "Didn't you expect this? Then you need not do anything."),
    )  # fmt: skip
    return subject, _paragraphs(body)


def reset(language: str, name: str, link: str) -> tuple[str, str]:
    """The subject and the body of a way back in."""
    body = (
        say(language, "Hello {name},", name=_line(name)),
        say(language, "Somebody, probably you, asked for a new password for Deelgenoot."),
        say(language, "Choose one here. The link works once, for half an hour:"),
        link,
        say(language, "Wasn't it you? Then you need not do anything: your password stays as it is."),
    )
    return say(language, "A new password for Deelgenoot"), _paragraphs(body)


def changed(language: str, name: str, what: str) -> tuple[str, str]:
    """The subject and the body that tell somebody that their account was changed; `what` is that sentence."""
    body = (
        say(language, "Hello {name},", name=_line(name)),
        what,
        say(language, "Wasn't it you? Choose a new password at once: “Forgot your password?” on the sign-in page."),
    )
    return say(language, "Your Deelgenoot account was changed"), _paragraphs(body)


def letter(key: str, recipient: str, words: tuple[str, str], company_id: int | None) -> Letter:
    """The words as an e-mail to somebody."""
    return Letter(key, recipient, *words, company_id)


def _paragraphs(parts: tuple[str, ...]) -> str:
    return "\n\n".join((*parts, "Deelgenoot")) + "\n"


def _line(text: str) -> str:
    """A name as one line, and no link: what others typed stands in a mail that we send."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain.replace("://", " ").strip()[:100]
