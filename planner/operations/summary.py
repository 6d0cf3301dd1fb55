"""What the page of a run says: made from the same words and sums as its register."""

from __future__ import annotations

from planner.calculators.scheme_run import SchemeRun
from planner.language import say
from planner.operations.issued import Issued
from planner.operations.register_words import RegisterWords
from planner.operations.rerun import header_of, rerun
from planner.statements.header import Header
from planner.statements.summary import Summary
from planner.statements.words import over_period


def summary_of(issued: Issued, language: str) -> Summary:
    """A run in a reader's language. Raises ValueError if what is kept isn't what was issued."""
    return summary_in_words(rerun(issued), header_of(issued), language)


def summary_in_words(run: SchemeRun, header: Header, language: str) -> Summary:
    """A run that was worked out, issued or not."""
    words = RegisterWords(run, header, language)
    return Summary(
        title=run.scheme.say_title(language),
        answer=words.answer(),
        lead=_lead(run, header, language),
        steps=tuple(words.steps()),
        checks=tuple(words.checks()),
        decided=tuple(words.decided()),
    )


def _lead(run: SchemeRun, header: Header, language: str) -> str:
    over = over_period(run.scheme.period, language)
    return say(language, "{company}{over}: every amount follows from the rules and can be recomputed.",
               company=header.company, over=over)  # fmt: skip
