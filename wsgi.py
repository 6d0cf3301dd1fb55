"""For a WSGI server: `waitress-serve --listen=127.0.0.1:8421 wsgi:app`."""

from planner import create_app

app = create_app()
