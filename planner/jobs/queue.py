"""The queue (Huey). It only wakes a worker: what there is to do stands in the database, so that it may be lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from planner.config import Settings

_NAME = "deelgenoot"
_log = logging.getLogger(__name__)


def wake(settings: Settings) -> None:
    """Wake a worker now. If the queue can't be reached it wakes by itself within a minute."""
    try:
        _bell(settings)()
    except Exception as error:  # each queue has its own; none of them may break a page
        _log.warning("the queue can't be reached: %s", type(error).__name__)


def queue_for(settings: Settings, work_off: Callable[[], float | None]) -> Huey:
    """The queue of a worker: woken, or each minute, it calls `work_off`, which says after how many seconds to look
    again, if at all before the next minute."""
    queue = _open(settings)

    def look() -> None:
        wait = work_off()
        if wait is not None and wait < 60:
            woken.schedule(delay=wait + 1)

    woken = queue.task(name="wake")(look)
    queue.periodic_task(crontab(minute="*"), name="sweep")(look)
    woken()  # for what was asked for while no worker was there
    return queue


@cache
def _bell(settings: Settings) -> Callable[[], object]:
    bell: Callable[[], object] = _open(settings).task(name="wake")(_nobody)
    return bell


def _nobody() -> None:
    """Stands in for the work where it is only asked for."""


def _open(settings: Settings) -> Huey:
    if settings.queue.startswith("postgresql"):
        return PostgresHuey(_NAME, results=False, dsn=settings.queue)
    if settings.queue:
        return RedisHuey(_NAME, results=False, url=settings.queue)
    settings.instance.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(_NAME, results=False, filename=str(settings.instance.resolve() / "queue.sqlite3"))
