"""What an entry of the log says, as a sentence: an action a line. `{id}` is the subject's; others are its details."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from planner.errors import Phrase
from planner.language import say, sentence
from planner.models import Role
from planner.operations.audit import LogLine
from planner.operations.role_words import ROLE_NAMES

ACTIONS: Mapping[str, str] = {
    "account.changed": sentence("{who} changed their name or language."),
    "account.codes_renewed": sentence("{who} made new recovery codes."),
    "account.password_changed": sentence("{who} changed their password."),
    "account.password_reset": sentence("{who} chose a new password by a link."),
    "account.refused": sentence("Somebody tried to sign in, and was refused."),
    "account.second_step_off": sentence("{who} turned the second step off."),
    "account.second_step_on": sentence("{who} turned the second step on."),
    "account.signed_in": sentence("{who} signed in."),
    "account.signed_out_elsewhere": sentence("{who} signed out everywhere else."),
    "company.changed": sentence("{who} changed the company."),
    "company.made": sentence("{who} made the company."),
    "company.put_away": sentence("{who} put the sample company away."),
    "draft.discarded": sentence("{who} discarded draft {id}."),
    "draft.people_seen": sentence("{who} looked at everybody's amounts in draft {id}."),
    "draft.recovered": sentence("{who} brought draft {id} back."),
    "draft.redone": sentence("{who} redid a change to draft {id}."),
    "draft.saved": sentence("{who} saved draft {id}."),
    "draft.seen": sentence("{who} looked at the amounts in draft {id}."),
    "draft.tried": sentence("{who} tried draft {id} on another year."),
    "draft.undone": sentence("{who} undid a change to draft {id}."),
    "figure.put": sentence("{who} filled in a figure of the company: {figure}."),
    "figure.removed": sentence("{who} removed a figure of the company: {figure}."),
    "figure.taken_from_file": sentence("{who} took figures of the company from a file."),
    "import.dropped": sentence("{who} dropped an import of people."),
    "import.kept": sentence("{who} read in a file of people, to look at first."),
    "interim.shared": sentence("{who} shared how the year is going."),
    "interim.withdrawn": sentence("{who} withdrew how the year is going."),
    "invitation.accepted": sentence("{who} accepted an invitation as {role}."),
    "invitation.resent": sentence("{who} sent invitation {id} again."),
    "invitation.sent": sentence("{who} sent invitation {id}, as {role}."),
    "invitation.withdrawn": sentence("{who} withdrew invitation {id}."),
    "invitations.sent": sentence("{who} sent {count} invitations at once."),
    "people.imported": sentence("{who} imported people."),
    "people.put_back": sentence("{who} put people back as they were."),
    "person.added": sentence("{who} added person {id}."),
    "person.changed": sentence("{who} changed person {id}."),
    "person.removed": sentence("{who} removed person {id}."),
    "person.seen": sentence("{who} looked at person {id}."),
    "proposal.made": sentence("{who} made proposal {id}."),
    "proposal.register": sentence("{who} took the register of proposal {id}."),
    "proposal.seen": sentence("{who} looked at proposal {id}."),
    "role.ended": sentence("{who} ended a role: {role}."),
    "run.issued": sentence("{who} issued run {id}."),
    "run.paid": sentence("{who} marked payments of run {id}."),
    "run.seen": sentence("{who} looked at run {id}."),
    "statement.seen": sentence("{who} looked at statement {id}."),
    "year.added": sentence("{who} added a year."),
    "year.changed": sentence("{who} changed a year."),
}

SUBJECTS: Mapping[str, str] = {
    "account": sentence("Account {id}"),
    "company": sentence("The company"),
    "draft": sentence("Draft {id}"),
    "interim": sentence("How the year is going"),
    "invitation": sentence("Invitation {id}"),
    "person": sentence("Person {id}"),
    "proposal": sentence("Proposal {id}"),
    "run": sentence("Run {id}"),
    "statement": sentence("Statement {id}"),
    "year": sentence("Year {id}"),
}

_SHOWN = 8  # of an identity


def in_words(line: LogLine, language: str) -> str:
    """The entry as a sentence; an action without one is named as it is."""
    who = line.who or say(language, "Deelgenoot itself")
    text = ACTIONS.get(line.action)
    if text is None:
        return f"{who}: {line.action} {_id(line.subject)}"
    details = {name: _detail(language, name, value) for name, value in line.detail.items()}
    return say(language, text).format_map(defaultdict(str, {**details, "who": who, "id": _id(line.subject)}))


def about(language: str, subject: str) -> str:
    """What a subject is called: `draft:12` is "Draft 12"."""
    noun = subject.partition(":")[0]
    return Phrase(SUBJECTS[noun], {"id": _id(subject)}).say(language) if noun in SUBJECTS else subject


def _id(subject: str) -> str:
    text = subject.partition(":")[2]
    return text[:_SHOWN] if len(text) == 64 else text


def _detail(language: str, name: str, value: object) -> object:
    return say(language, ROLE_NAMES[Role(str(value))]) if name == "role" else value
