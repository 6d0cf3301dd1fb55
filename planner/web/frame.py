"""What stands around every page: the places that this reader can go to, and where they are now."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request, url_for

from planner.language import sentence
from planner.models import Role
from planner.operations.readers import Reader
from planner.web.policy import POLICY
from planner.web.reader import COMPANY, current_reader


@dataclass(frozen=True)
class Place:
    """A page that the main menu leads to, with the blueprints that stand under it."""

    name: str
    endpoint: str
    within: tuple[str, ...]
    main: frozenset[Role]  # whose menu it is in; others may come there by a link


RUNS = ("runs", "statements", "proposals", "corrections")  # what stands under them
PLACES = (
    Place(sentence("Schemes"), "schemes.index", ("schemes", "drafts", "yaml", "proposing"), frozenset({Role.FOUNDER})),
    Place(sentence("Years"), "years.index", ("years", "company", "interim"), frozenset({Role.FOUNDER})),
    Place(sentence("People"), "people.index", ("people", "imports"), frozenset({Role.FOUNDER})),
    Place(sentence("Runs"), "runs.index", RUNS, frozenset({Role.FOUNDER, Role.ACCOUNTANT})),
    Place(sentence("Access"), "access.index", ("access", "outbox", "log"), frozenset({Role.FOUNDER})),
    Place(sentence("My profit share"), "mine.latest", ("mine",), frozenset({Role.EMPLOYEE})),
    Place(sentence("Outcomes"), "council.outcomes", ("council",), frozenset({Role.COUNCIL})),
    Place(sentence("The rules"), "rules.index", ("rules",), frozenset({Role.EMPLOYEE, Role.COUNCIL})),
    Place(sentence("Log"), "log.index", ("log",), frozenset({Role.ACCOUNTANT})),
    Place(sentence("Check it yourself"), "check.ask", ("check",), frozenset()),
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
    """The menu of this reader in this company; on a page of no company, in theirs if they have one alone."""
    here = _company()
    return [Entry(place.name, _address(place, here), _state(place)) for place in PLACES if _is_open(place, here)]


def first_place(reader: Reader, company_id: int | None = None) -> str:
    """Where a reader starts: the first place that they may go to, in their first company unless one is named."""
    for seat in [reader.seats[company_id]] if company_id else reader.seats.values():
        for place in PLACES:
            allowed = POLICY[place.endpoint].roles
            if allowed and seat.roles & allowed & place.main:
                return url_for(place.endpoint, company_id=seat.company_id)
    return url_for("check.ask")


def _company() -> int | None:
    named: int | None = g.get(COMPANY)
    reader = current_reader()
    return next(iter(reader.seats)) if named is None and reader and len(reader.seats) == 1 else named


def _address(place: Place, here: int | None) -> str:
    return url_for(place.endpoint) if POLICY[place.endpoint].roles is None else url_for(place.endpoint, company_id=here)


def _is_open(place: Place, here: int | None) -> bool:
    row, reader = POLICY[place.endpoint], current_reader()
    if row.roles is None:
        return reader is None  # who is signed in finds it at each statement, and at the foot of every page
    return reader is not None and bool(reader.roles_in(here) & row.roles & place.main)


def _state(place: Place) -> str:
    if request.endpoint == place.endpoint:
        return "page"
    return "true" if request.blueprint in place.within else ""
