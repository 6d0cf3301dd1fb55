"""The commands of the web application."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from planner.config import Settings, is_loopback, settings_from_environment
from planner.errors import Refused

BUFFER = 8 * 1024 * 1024  # bytes of a request that are held in memory: more than one may have


def register(group: click.Group) -> None:
    """Add these commands to `deelgenoot`."""
    group.add_command(serve)
    group.add_command(demo)
    group.add_command(company)
    group.add_command(check)


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Instead of the port in the settings.")
def serve(port: int | None) -> None:
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
    waitress.serve(app, host=settings.host, port=settings.port, ident=None, **limits)


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
