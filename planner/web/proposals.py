"""Proposals: what is proposed, beside what was; approved, returned or withdrawn here, and followed until issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from planner.calculators.scheme_document import Scheme
from planner.errors import Refused
from planner.jobs.queue import wake
from planner.language import long_date, sentence
from planner.models import Role
from planner.operations.audit import record_seen
from planner.operations.changed_since import changes_since
from planner.operations.clock import today
from planner.operations.decide import approve as approve_it
from planner.operations.decide import send_back as send_it_back
from planner.operations.decide import withdraw as withdraw_it
from planner.operations.issue_proposal import inputs_of
from planner.operations.jobs import find_job, try_again
from planner.operations.proposal_people import former_run, people_in
from planner.operations.proposals import APPROVED, KeptProposal, find_proposal, proposals_of
from planner.operations.registers import MAKERS, proposal_register
from planner.operations.summary import summary_in_words
from planner.statements.rules import rules_in_words
from planner.web.answers import Answers
from planner.web.paging import SIZE, Paging
from planner.web.proposal_words import amount_rows, changes_in_words, former_words, outcome_words, proposal_card
from planner.web.reader import actor, company_id, roles, the_reader
from planner.web.reading import language
from planner.web.runs import MEDIA
from planner.web.waiting import issuing
from planner.web.words import identity_in_groups

pages = Blueprint("proposals", __name__, url_prefix="/c/<number:company_id>/proposals")
LONGEST_REASON = 2_000


@pages.get("")
def index() -> str:
    """All of them, what waits first."""
    cards = [proposal_card(line, language()) for line in proposals_of(company_id())]
    return render_template("accountant/proposals.html", proposals=sorted(cards, key=lambda card: not card.is_open))


@pages.get("/<number:proposal_id>")
def proposal(proposal_id: int) -> str:
    """One proposal: the answer, what may be done, the pot, the checks, the people, the rules, the inputs."""
    record_seen(actor(), "proposal.seen", f"proposal:{proposal_id}")
    return _page(_proposal(proposal_id), {}, {})


@pages.post("/<number:proposal_id>/approve")
def approve(proposal_id: int) -> Answer | tuple[str, int]:
    """Approved: the worker issues it."""
    kept, answers = _proposal(proposal_id), Answers(request.form.to_dict(), language())
    day = answers.day("issue_on", sentence("Fill in the date on the statements."))
    if Role.ACCOUNTANT not in roles() and not kept.line.one_approver:
        abort(403)
    if day is None:
        return _page(kept, answers.errors(), answers.given), 422
    return _decided(kept, lambda: approve_it(actor(), proposal_id, day), answers)


@pages.post("/<number:proposal_id>/return")
def send_back(proposal_id: int) -> Answer | tuple[str, int]:
    """Returned to who proposed it, with the reason."""
    kept, answers = _proposal(proposal_id), Answers(request.form.to_dict(), language())
    reason = answers.text("reason", sentence("Say why, so that the proposal can be mended."), LONGEST_REASON)
    if answers.faults:
        return _page(kept, answers.errors(), answers.given), 422
    return _decided(kept, lambda: send_it_back(actor(), proposal_id, reason), answers)


@pages.post("/<number:proposal_id>/withdraw")
def withdraw(proposal_id: int) -> Answer | tuple[str, int]:
    """Taken back by who proposed it."""
    kept, answers = _proposal(proposal_id), Answers(request.form.to_dict(), language())
    return _decided(kept, lambda: withdraw_it(actor(), proposal_id), answers)


@pages.post("/<number:proposal_id>/retry")
def retry(proposal_id: int) -> Answer:
    """Issuing failed: once more."""
    job = find_job("issue", _proposal(proposal_id).line.id)
    if job is None or not try_again(company_id(), job.id):
        abort(404)
    wake(current_app.extensions["settings"])
    return redirect(url_for(".proposal", proposal_id=proposal_id), 303)


@pages.get("/<number:proposal_id>/progress")
def progress(proposal_id: int) -> str:
    """The piece of the page that says how far it is."""
    kept = _proposal(proposal_id)
    found = issuing(find_job("issue", kept.line.id), language())
    return render_template("components/progress.html", progress=found, retry=url_for(".retry", proposal_id=proposal_id))


@pages.get("/<number:proposal_id>/<name>")
def download(proposal_id: int, name: str) -> Response:
    """The register of what is proposed, marked as a proposal."""
    kept, make = _proposal(proposal_id), MAKERS.get(name)
    if make is None:
        abort(404)
    record_seen(actor(), "proposal.register", f"proposal:{proposal_id}", file=name)
    content = proposal_register(make, kept.run, kept.header(today()), language())
    headers = {"Content-Disposition": f'attachment; filename="proposal-{proposal_id}-{name}"'}
    return Response(content, mimetype=MEDIA[name[name.rfind(".") :]], headers=headers)


def _decided(kept: KeptProposal, decide: Callable[[], None], answers: Answers) -> Answer | tuple[str, int]:
    """Carry the decision out; what stands in its way is said on the page, which keeps the answers."""
    try:
        decide()
    except Refused as refused:
        errors = {"": " ".join(fault.say(language()) for fault in refused.faults)}
        return _page(_proposal(kept.line.id), errors, answers.given), 409
    wake(current_app.extensions["settings"])
    return redirect(url_for(".proposal", proposal_id=kept.line.id), 303)


def _page(kept: KeptProposal, errors: Mapping[str, str], given: Mapping[str, str]) -> str:
    line, former = kept.line, former_run(kept)
    sought = request.args.get("name", "").strip()
    lines = people_in(kept, former, sought)
    sharing, left = ([each for each in lines if each.shares is shares] for shares in (True, False))
    paging = Paging(len(sharing), request.args.get("page", 1, int))
    others = Paging(len(left), request.args.get("left", 1, int))
    progress = issuing(find_job("issue", line.id), language()) if line.outcome else None
    is_waiting, is_own = line.outcome is None, line.proposed_by == the_reader().account_id
    return render_template(
        "accountant/proposal.html",
        card=proposal_card(line, language()),
        summary=summary_in_words(kept.run, kept.header(today()), language()),
        company=kept.company.name,
        outcome=outcome_words(line.outcome, language()),
        reason=line.outcome.reason if line.outcome and line.outcome.kind != APPROVED else "",
        is_own=is_own,
        waiver=line.one_approver or "",
        can_approve=is_waiting and (Role.ACCOUNTANT in roles() or is_own) and (not is_own or bool(line.one_approver)),
        can_return=is_waiting and Role.ACCOUNTANT in roles(),
        changes=changes_in_words(changes_since(kept), language()) if is_waiting else [],
        former=former and former_words(kept, former, language()),
        correction=_correction(kept),
        announcement=_said(kept.announcement),
        inputs=[(name, identity_in_groups(identity)) for name, identity in inputs_of(kept).items()],
        rules=rules_in_words(Scheme.model_validate(kept.scheme), language()),
        people=amount_rows(kept, sharing[paging.offset : paging.offset + SIZE], language()),
        left_out=amount_rows(kept, left[others.offset : others.offset + SIZE], language()),
        paging=paging,
        left=others,
        sought=sought,
        people_page=lambda page: url_for(".proposal", proposal_id=line.id, name=sought or None, page=page,
                                         _anchor="people"),
        left_page=lambda page: url_for(".proposal", proposal_id=line.id, left=page, _anchor="left-out"),
        progress=progress,
        run_id=line.run_id,
        errors=errors,
        issue_on=given.get("issue_on") or today().isoformat(),
        given_reason=given.get("reason", ""),
        downloads=tuple(MAKERS),
        today=long_date(language(), today()),
        kenmerk=identity_in_groups(line.identity),
    )  # fmt: skip


def _correction(kept: KeptProposal) -> dict[str, str | int] | None:
    if kept.line.corrects_id is None:
        return None
    return {"run_id": kept.line.corrects_id, "why": kept.why.get(language(), ""), "downward": kept.downward or ""}


def _said(announcement: Mapping[str, Mapping[str, str]] | None) -> list[str]:
    """What will be announced, in the reader's language."""
    words = announcement or {}
    return [text for part in ("title", "text", "thanks") if (text := words.get(part, {}).get(language(), ""))]


def _proposal(proposal_id: int) -> KeptProposal:
    return find_proposal(company_id(), proposal_id) or abort(404)
