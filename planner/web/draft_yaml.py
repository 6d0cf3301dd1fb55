"""A draft's whole document as text, for whoever would rather write it: all faults at once, by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.calculators.reading import read
from planner.calculators.scheme_document import Scheme
from planner.calculators.scheme_rules import read_rules
from planner.documents import lines_of, read_document
from planner.documents.write_yaml import write_yaml
from planner.errors import Fault, Refused
from planner.operations import drafts
from planner.operations.drafts import MOST_CHARACTERS, StaleDraft
from planner.web.draft_page import page_of, the_draft
from planner.web.reader import actor
from planner.web.reading import language

pages = Blueprint("yaml", __name__, url_prefix="/c/<number:company_id>/drafts")
_FILE = "scheme.yaml"
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


@pages.get("/<number:draft_id>/text")
def text(draft_id: int) -> str:
    """The document as it stands."""
    found = the_draft(draft_id)
    return _shown(draft_id, write_yaml(found.document), found.version, ())


@pages.post("/<number:draft_id>/text")
def save(draft_id: int) -> Response | tuple[str, int]:
    """Keep it, if it is a scheme; otherwise every fault, and the text as it was sent."""
    found = the_draft(draft_id)
    sent, version = request.form.get("document", "").replace("\r\n", "\n"), request.form.get("version", "")
    read_as = int(version) if version.isdigit() else 0
    try:
        document = _read(sent)
        drafts.save_draft(actor(), drafts.at_version(found, read_as), document)
    except Refused as refused:
        return _shown(draft_id, sent, read_as, refused.faults), 422
    except StaleDraft as stale:
        fault = Fault(
            "", "This draft was changed in the meantime. Your text still stands here; send it again to keep it."
        )
        return _shown(draft_id, sent, stale.draft.version, [fault]), 409
    return redirect(url_for("drafts.draft", draft_id=draft_id), 303)


def _read(sent: str) -> Mapping[str, Any]:
    """The text as a scheme document. Raises Refused with all that is wrong, each fault with its line."""
    if len(sent) > MOST_CHARACTERS:
        raise Refused([Fault("", "This scheme is longer than {most} characters.", {"most": MOST_CHARACTERS})])
    document = read_document(sent, _FILE)
    try:
        read_rules(read(Scheme, document))
    except Refused as refused:
        raise Refused(_at_lines(refused.faults, sent)) from None
    return dict(document)


def _at_lines(faults: Sequence[Fault], sent: str) -> Iterator[Fault]:
    """Each fault with the line of its place; of a key that is missing, the line of what it is missing from."""
    lines = lines_of(sent, _FILE)
    for fault in faults:
        path = tuple(int(place) if place else key for key, place in _STEP.findall(fault.place))
        while path and path not in lines:
            path = path[:-1]
        here = {"file": _FILE, "line": lines.get(path, 1), "place": fault.place}
        yield replace(fault, place="{file}, line {line}, {place}", at=here)


def _shown(draft_id: int, content: str, version: int, faults: Sequence[Fault]) -> str:
    found = the_draft(draft_id)
    return render_template(
        "schemes/text.html",
        page=page_of(found, found.document),
        content=content,
        version=version,
        faults=[fault.say(language()) for fault in faults],
    )
