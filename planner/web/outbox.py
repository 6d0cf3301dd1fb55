"""The outbox of the sample company: the e-mails that nobody gets, so that their links can be followed."""

from __future__ import annotations

import re

from flask import Blueprint, abort, render_template, request, url_for
from markupsafe import Markup, escape

from planner.operations.companies import is_sample
from planner.operations.messages import count_outbox, outbox
from planner.web.hosts import settings
from planner.web.paging import SIZE, Paging
from planner.web.reader import company_id

pages = Blueprint("outbox", __name__, url_prefix="/c/<number:company_id>/outbox")


@pages.get("")
def index() -> str:
    """The latest first. Of a sample company alone, and only where nothing is really sent: links open doors."""
    if settings().smtp_host or not is_sample(company_id()):
        abort(404)
    paging = Paging(count_outbox(company_id()), request.args.get("page", 1, int))
    letters = [
        (each.recipient, each.subject, with_links(each.body or ""))
        for each in outbox(company_id(), paging.offset, SIZE)
    ]
    return render_template(
        "founder/outbox.html", letters=letters, paging=paging, page=lambda page: url_for(".index", page=page)
    )


def with_links(body: str) -> list[Markup]:
    """The paragraphs of an e-mail; a link to this application leads there."""
    own = settings().address
    link = re.compile(f"^{re.escape(own)}(/[A-Za-z0-9/_-]+)$")
    return [
        Markup('<a href="{}">{}</a>').format(found[1], paragraph)
        if (found := link.match(paragraph))
        else escape(paragraph)
        for paragraph in body.strip().split("\n\n")
    ]
