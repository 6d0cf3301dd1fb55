"""The commands of the web application."""

from __future__ import annotations

import click

from planner.config import HOST, settings_from_environment

BUFFER = 8 * 1024 * 1024  # bytes of a request that are held in memory: more than one may have


def register(group: click.Group) -> None:
    """Add these commands to `deelgenoot`."""
    group.add_command(serve)
    group.add_command(demo)


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Instead of the port in the settings.")
def serve(port: int | None) -> None:
    """Serve the application on this computer, on an embedded database."""
    # Imported here: the other commands start without a web framework.
    import waitress
    from flask_migrate import upgrade

    from planner import create_app

    settings = settings_from_environment()
    app = create_app(settings)
    with app.app_context():
        upgrade()
    port = port or settings.port
    click.echo(f"Deelgenoot is at http://{HOST}:{port}/ (only on this computer). Ctrl+C stops it.")
    limits = {"inbuf_overflow": BUFFER, "max_request_body_size": 8 * BUFFER}
    waitress.serve(app, host=HOST, port=port, ident=None, **limits)


@click.command()
def demo() -> None:
    """Fill the application with a sample company: sixty-six invented people, and how to sign in as each reader.

    Run it again and nothing is added or put back.
    """
    from flask_migrate import upgrade

    from planner import create_app
    from planner.operations.demo_company import PASSWORD, READERS, fill_demo

    app = create_app(settings_from_environment())
    with app.app_context():
        upgrade()
        fill_demo()
    click.echo("The sample company is there. Sign in as")
    for reader in READERS:
        click.echo(f"  {', '.join(reader.roles):<20} {reader.who.email}")
    click.echo(f"each with the password {PASSWORD}")
