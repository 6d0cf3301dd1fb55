"""A worker in a process of its own, to be killed: the real code, but for small papers and a lease of half a second."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from planner import create_app
from planner.config import Settings
from planner.jobs.worker import Worker
from planner.operations import jobs, papers


def small_paper(sheet: papers.Sheet) -> bytes:
    time.sleep(0.002)
    return sheet.identity.encode()


def work(instance: Path) -> None:
    """Until nothing is left to do."""
    jobs.LEASE = timedelta(seconds=0.5)
    papers.print_sheet = small_paper
    settings = Settings(instance=instance, workers=1)
    worker = Worker(settings, create_app(settings).app_context)
    while (wait := worker.work_off()) is not None:
        time.sleep(wait)
