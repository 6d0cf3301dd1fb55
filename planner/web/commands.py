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
    """Fill the application with a sample company: three years, sixty-six invented people.

    Run it again and nothing is added: what was issued is there already.
    """
    from flask_migrate import upgrade

    from planner import create_app
    from planner.operations.demo import demo_runs
    from planner.operations.keep_run import keep_run

    app = create_app(settings_from_environment())
    with app.app_context():
        upgrade()
        for issued in demo_runs():
            run = keep_run(issued)
            click.echo(f"{run.scheme_version.name}: {run.sharing} of {run.statements} people share")
