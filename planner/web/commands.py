"""The commands of the web application."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from planner.config import Settings, is_loopback, settings_from_environment
from planner.errors import Refused

if TYPE_CHECKING:
    from planner.operations.backup import Copied  # the database is not loaded for commands that need none

RESTART_AFTER, STOP_WITHIN = 2, 10  # seconds
BUFFER = 8 * 1024 * 1024  # bytes of a request that are held in memory: more than one may have


def register(group: click.Group) -> None:
    """Add these commands to `deelgenoot`."""
    group.add_command(serve)
    group.add_command(demo)
    group.add_command(company)
    group.add_command(check)
    group.add_command(worker)
    group.add_command(backup)
    group.add_command(restore)


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Instead of the port in the settings.")
@click.option("--worker/--no-worker", "with_worker", default=True, help="Start a worker too, and stop it at the end.")
def serve(port: int | None, with_worker: bool) -> None:
    """Serve the application, on an embedded database: to this computer alone unless the settings say otherwise."""
    # Imported here: the other commands start without a web framework.
    import waitress
    from flask_migrate import upgrade

    from planner import create_app

    settings = _settings()
    settings = replace(settings, port=port or settings.port)
    app = create_app(settings)
    with app.app_context():
        upgrade()
    reach = " (only on this computer)" if is_loopback(settings.host) and not settings.public_url else ""
    click.echo(f"Deelgenoot is at {settings.address}/{reach}. Ctrl+C stops it.")
    limits = {"inbuf_overflow": BUFFER, "max_request_body_size": 8 * BUFFER}
    with _working(settings.port) if with_worker else nullcontext():
        waitress.serve(app, host=settings.host, port=settings.port, ident=None, **limits)


@click.command()
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when standard input ends.")
def worker(with_parent: bool) -> None:
    """Do the work that pages ask for: issue what was approved, make PDFs, send e-mail."""
    from planner import create_app
    from planner.jobs.worker import Worker

    settings = settings_from_environment()
    app = create_app(settings)
    if with_parent:
        Thread(target=_stop_at_end_of_input, daemon=True).start()
    Worker(settings, app.app_context).run()


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
def backup(dest: Path) -> None:
    """Copy everything into the new file DEST, checked; readers and writers go on meanwhile."""
    from planner.operations.backup import backup as copy

    _tell(lambda: copy(settings_from_environment().database, dest), f"{dest}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the copy FILE back into an empty instance folder, after checking that it is whole."""
    from planner.operations.backup import restore as put_back

    _tell(lambda: put_back(file, settings_from_environment().database), "The database is back")


def _tell(copy: Callable[[], Copied], what: str) -> None:
    """What was copied; or what is wrong, a line a fault, and exit 2."""
    try:
        found = copy()
    except Refused as refused:
        for fault in refused.faults:
            click.echo(fault.say(), err=True)
        sys.exit(2)
    click.echo(f"{what}: {found.runs} runs and {found.statements} statements, each as it was issued.")


@contextmanager
def _working(port: int) -> Iterator[None]:
    """A worker beside the server: started again if it dies, stopped when the server stops, however that ends."""
    over = Event()
    watching = Thread(target=_watch, args=(over, {**os.environ, "DEELGENOOT_PORT": str(port)}), daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join(STOP_WITHIN)


def _watch(over: Event, environment: dict[str, str]) -> None:
    command = [sys.executable, "-c", "from planner.cli import main; main()", "worker", "--with-parent"]
    while not over.is_set():
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as child:  # noqa: S603  # ourselves
            while child.poll() is None and not over.wait(0.5):
                pass
            child.terminate()
        over.wait(RESTART_AFTER)


def _stop_at_end_of_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


@click.command()
def demo() -> None:
    """Fill the application with a sample company: sixty-six invented people, and how to sign in as each reader.

    Run it again and nothing is added or put back.
    """
    from flask_migrate import upgrade

    from planner import create_app
    from planner.operations.demo_company import PASSWORD, READERS, fill_demo

    app = create_app(_settings())
    with app.app_context():
        upgrade()
        fill_demo()
    click.echo("The sample company is there. Sign in as")
    for reader in READERS:
        click.echo(f"  {', '.join(reader.roles):<18} {reader.who.name:<16} {reader.who.email}")
    click.echo(f"each with the password {PASSWORD}")


@click.command()
@click.argument("name")
@click.option("--founder", required=True, metavar="EMAIL", help="Who is invited as its first founder.")
def company(name: str, founder: str) -> None:
    """Make a company called NAME and invite its founder: by e-mail if that is set up, and by the link printed here."""
    from flask_migrate import upgrade

    from planner import create_app
    from planner.operations.companies import found_company, founder_link

    settings = _settings()
    with create_app(settings).app_context():
        upgrade()
        try:
            company_id = found_company(name, founder, settings.language, settings.address)
        except Refused as refused:
            raise click.ClickException(str(refused)) from None
        click.echo(f"Company {company_id} is made: {name}. {founder} can come in here, once, within a week:")
        click.echo(founder_link(company_id))


@click.command()
def check() -> None:
    """Check that nothing kept here was changed: the log, each run, each statement.

    Exit 0 if all is well, 1 with the first thing that is broken.
    """
    from planner import create_app
    from planner.operations.check_installation import broken

    with create_app(_settings()).app_context():
        fault = next(broken(), None)
    if fault:
        click.echo(fault.say(), err=True)
        sys.exit(1)
    click.echo("The log is whole, and every run and statement is as it was issued, to the cent.")


def _settings() -> Settings:
    """The settings in force; what is wrong with them is said, and nothing starts."""
    try:
        return settings_from_environment()
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
