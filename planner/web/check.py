"""Check it yourself: a statement or a proof is recomputed; nothing is stored."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from planner.errors import Refused, refuse
from planner.operations import read_runs
from planner.web.desk import desk
from planner.web.policy import may_see_person
from planner.web.reader import current_reader
from planner.web.reading import language
from planner.web.words import identity_in_groups

pages = Blueprint("check", __name__)

UPLOAD_LIMIT = 5 * 1024 * 1024
PDF_BEGINS_WITHIN = 1024  # bytes, as PDF readers allow


class CheckForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One file, and the token that shows that the form came from here."""

    file = FileField()


@pages.get("/check")
def ask() -> str:
    """The form."""
    return render_template("check/check.html", form=CheckForm(), errors=())


@pages.post("/check")
def answer() -> str | tuple[str, int]:
    """The verdict, or what is wrong with the file."""
    form = CheckForm()
    upload = form.file.data
    try:
        content = readable(upload.read() if upload else b"")
        verdict = desk().verify(content, upload.filename)
    except Refused as refused:
        errors = [fault.say(language()) for fault in refused.faults]
        return render_template("check/check.html", form=form, errors=errors), 422
    return render_template(
        "check/verdict.html",
        verdict=verdict,
        sentence=verdict.sentence(language()),
        taken=verdict.taken_sentence(language()),
        standing=verdict.standing_sentence(language()),
        steps=verdict.steps(language()),
        opens=_address(verdict.identity),
        form=form,
        filename=upload.filename,
        kenmerk=identity_in_groups(verdict.identity),
    )


def _address(identity: str) -> str:
    """Where the reader can open this statement, if it was issued here and they may."""
    kept = read_runs.find_statement(identity)
    reader = current_reader()
    if kept is None or reader is None:
        return ""
    seat = reader.seats.get(kept.run.company_id)
    if seat is None or not may_see_person(kept.document["person"]["id"], seat):
        return ""
    return url_for("statements.statement", company_id=seat.company_id, identity=identity)


def readable(content: bytes) -> bytes:
    """The content, if it can be a statement or a proof by its first bytes; its name says nothing."""
    if not content:
        raise refuse("", "Choose a statement (PDF) or a proof (JSON) first.")
    if len(content) > UPLOAD_LIMIT:
        raise refuse("", "This file is larger than 5 MB. A statement never is.")
    if b"%PDF-" not in content[:PDF_BEGINS_WITHIN] and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise refuse("", "This file is no PDF and no JSON. Choose the statement as you got it.")
    return content
