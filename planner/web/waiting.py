"""How a job stands, in words: what is being done, how far it is, or what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import say
from planner.operations.jobs import DONE, FAILED, RUNNING, JobLine


@dataclass(frozen=True)
class Progress:
    """For the component of that name. Without a total there is only a sentence."""

    sentence: str
    job_id: int
    done: int
    total: int
    faults: tuple[str, ...]
    is_over: bool
    has_failed: bool


def issuing(job: JobLine | None, language: str) -> Progress | None:
    """How far issuing is; None if it isn't asked for, or over."""
    if job is None or job.state == DONE:
        return None
    words = {RUNNING: say(language, "The statements are being made."), FAILED: say(language, "Nothing was issued.")}
    return _progress(
        job, words.get(job.state) or say(language, "This waits for processing. Nothing is lost."), language
    )


def printing(job: JobLine | None, language: str) -> Progress | None:
    """How far the PDFs are; None if nobody asked for them, or they are all there."""
    if job is None or job.state == DONE:
        return None
    if job.state == FAILED:
        sentence = say(language, "Not all PDFs could be made. The statements themselves are there.")
    elif job.total:
        sentence = say(language, "{done} of {total} PDFs are made.", done=job.done, total=job.total)
    else:
        sentence = say(language, "The PDFs wait for processing. The statements can be read already.")
    return _progress(job, sentence, language)


def _progress(job: JobLine, sentence: str, language: str) -> Progress:
    faults = tuple(fault.say(language) for fault in job.faults)
    return Progress(sentence, job.id, job.done, job.total, faults, job.state in (DONE, FAILED), job.state == FAILED)
