"""What stands around every page: the places that this reader can go to, and where they are now."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request, url_for

from planner.language import sentence
from planner.models import Role
from planner.operations.readers import Reader
from planner.web.policy import POLICY
from planner.web.reader import COMPANY, current_reader, roles


@dataclass(frozen=True)
class Place:
    """A page that the main menu leads to, with the blueprints that stand under it."""

    name: str
    endpoint: str
    within: tuple[str, ...]
    main: frozenset[Role] = frozenset(Role)  # whose menu it is in; others may come there by a link


RUNS = ("runs", "statements", "proposals", "corrections")  # what stands under them
PLACES = (
    Place(
        sentence("Runs"),
        "runs.index",
        ("runs", "statements", "proposals", "corrections"),
        frozenset({Role.FOUNDER, Role.ACCOUNTANT}),
    ),
    Place(sentence("Check it yourself"), "check.ask", ("check",)),
)


@dataclass(frozen=True)
class Entry:
    """A place in the menu of this reader. `state` is "page" (here), "true" (within it) or empty."""

    name: str
    address: str
    state: str


def install(app: Flask) -> None:
    """For the base template."""
    app.jinja_env.globals.update(places=places)


def places() -> list[Entry]:
    """The menu of this reader in this company."""
    return [Entry(place.name, url_for(place.endpoint), _state(place)) for place in PLACES if _is_open(place)]


def first_place(reader: Reader) -> str:
    """Where a reader starts: the first place of the first company that they may go to."""
    for seat in reader.seats.values():
        for place in PLACES:
            allowed = POLICY[place.endpoint].roles
            if allowed and seat.roles & allowed & place.main:
                return url_for(place.endpoint, company_id=seat.company_id)
    return url_for("check.ask")


def _is_open(place: Place) -> bool:
    row = POLICY[place.endpoint]
    if row.roles is None:
        return row.anyone or current_reader() is not None
    return g.get(COMPANY) is not None and bool(roles() & row.roles & place.main)


def _state(place: Place) -> str:
    if request.endpoint == place.endpoint:
        return "page"
    return "true" if request.blueprint in place.within else ""
