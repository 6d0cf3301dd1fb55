"""Reading the people of a document: every fault in them, by person and fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from planner.calculators.people import ABSENCES, NOT_FACTS, Absence, People, Spell
from planner.calculators.reading import shown
from planner.calculators.scheme_document import Period
from planner.errors import Fault
from planner.figures.facts import number_of, read_date

MOST_FTE, FULL_FTE = Fraction(12, 10), Fraction(1)
_NOT_NEGATIVE = {"salary", "monthly_salary", "days_employed", "tenure_months", "pay_in_period", "days_in_period"}


def read_people(documents: object, period: Period | None) -> tuple[People, list[Fault]]:
    """The people of a document, with all faults and warnings found in them."""
    if not isinstance(documents, list):
        return People([], [], period), [Fault("people", "is not a list")]
    faults: list[Fault] = []
    people = People([], [], period)
    first_places: dict[str, int] = {}
    for place, document in enumerate(documents):
        found = _check_person(document, place, first_places)
        if isinstance(document, dict):
            people.documents.append(document)
            people.ids.append(str(document.get("id")))
            found += _read_changes(people, document, place)
        if found:
            faults += [fault.within(f"people[{place}]") for fault in found]
    return people, faults


def _check_person(document: object, place: int, first_places: dict[str, int]) -> list[Fault]:
    if not isinstance(document, dict):
        return [Fault("", "{value} is not a set of keys", {"value": shown(document)})]
    found = _check_id(document.get("id"), place, first_places)
    for name, value in document.items():
        if name not in NOT_FACTS and isinstance(value, (dict, list)):
            found.append(Fault(name, "is {value}, not one value", {"value": shown(value)}))
        elif value is None:
            continue
        elif name == "fte":
            found += check_fte(value)
        elif name in _NOT_NEGATIVE:
            found += check_not_negative(name, value)
        elif name in ("start_date", "end_date"):
            found += _check_date(name, value)
    return found or _check_order(document)


def _check_id(value: object, place: int, first_places: dict[str, int]) -> list[Fault]:
    if value is None:
        return [Fault("id", "is missing")]
    if not isinstance(value, (str, int)) or isinstance(value, bool) or not str(value).strip():
        return [Fault("id", "{value} is not a text or a whole number", {"value": shown(value)})]
    first = first_places.setdefault(str(value), place)
    if first != place:
        return [Fault("id", "{value} is people[{first}]'s already", {"value": shown(value), "first": first})]
    return []


def check_fte(value: object) -> list[Fault]:
    """An fte is a number from 0 to 1.2; above 1 it is odd but possible."""
    number = number_of(value)
    shows = {"value": shown(value)}
    if number is None:
        return [Fault("fte", "{value} is not a number", shows)]
    if number < 0:
        return [Fault("fte", "{value} is less than 0", shows)]
    if number > MOST_FTE:
        return [Fault("fte", "{value} is more than 1.2", shows)]
    return [Fault("fte", "{value} is more than 1", shows, warning=True)] if number > FULL_FTE else []


def check_not_negative(name: str, value: object) -> list[Fault]:
    """Pay, days and months are numbers from 0 up."""
    number = number_of(value)
    if number is None:
        return [Fault(name, "{value} is not a number", {"value": shown(value)})]
    return [Fault(name, "{value} is less than 0", {"value": shown(value)})] if number < 0 else []


def _check_date(name: str, value: object) -> list[Fault]:
    if read_date(value) is None:
        return [Fault(name, "{value} is not a date that exists, written YYYY-MM-DD", {"value": shown(value)})]
    return []


def _check_order(document: Mapping[str, object]) -> list[Fault]:
    start, end = document.get("start_date"), document.get("end_date")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        values = {"value": shown(end), "start": start}
        return [Fault("end_date", "{value} is before the start_date, {start}", values)]
    return []


def _read_changes(people: People, document: Mapping[str, object], place: int) -> list[Fault]:
    """The person's spells and absences."""
    found: list[Fault] = []
    row = len(people.documents) - 1
    if document.get("spells"):
        spells = [_read_spell(each, f"spells[{n}]", found) for n, each in _items(document, "spells", found)]
        people.spells[row] = [each for each in spells if each]
        found += _overlaps([(each.first, each.last) for each in people.spells[row]], "spells")
    if document.get("absences"):
        absences = [_read_absence(each, f"absences[{n}]", found) for n, each in _items(document, "absences", found)]
        people.absences[row] = [each for each in absences if each]
        for kind in ABSENCES:
            same = [(each.first, each.last) for each in people.absences[row] if each.kind == kind]
            found += _overlaps(same, "absences")
    return found


def _items(document: Mapping[str, object], key: str, found: list[Fault]) -> list[tuple[int, object]]:
    items = document[key]
    if isinstance(items, list):
        return list(enumerate(items))
    found.append(Fault(key, "is not a list"))
    return []


def _read_days(item: object, keys: set[str], place: str, found: list[Fault]) -> tuple[date, date] | None:
    """The two ends of a spell or absence, and whether its keys are known."""
    if not isinstance(item, dict):
        found.append(Fault(place, "{value} is not a set of keys", {"value": shown(item)}))
        return None
    known = ", ".join(sorted(keys | {"from", "to"}))
    unknown = sorted(item.keys() - keys - {"from", "to"})
    found += [Fault(f"{place}.{key}", "is not a known key; known are {known}", {"known": known}) for key in unknown]
    ends = [read_date(item.get(key)) for key in ("from", "to")]
    for key, day in zip(("from", "to"), ends, strict=True):
        if day is None:
            found += [fault.within(place) for fault in _check_date(key, item.get(key))] if item.get(key) else [
                Fault(f"{place}.{key}", "is missing")]  # fmt: skip
    first, last = ends
    if first and last and last < first:
        found.append(Fault(f"{place}.to", "{value} is before from, {start}",
                           {"value": shown(item["to"]), "start": item["from"]}))  # fmt: skip
    return (first, last) if first and last and first <= last else None


def _read_spell(item: object, place: str, found: list[Fault]) -> Spell | None:
    days = _read_days(item, {"fte", "monthly_salary"}, place, found)
    if days is None or not isinstance(item, dict):
        return None
    fte, pay = item.get("fte"), item.get("monthly_salary")
    wrong = [*(check_fte(fte) if fte is not None else []),
             *(check_not_negative("monthly_salary", pay) if pay is not None else [])]  # fmt: skip
    found += [fault.within(place) for fault in wrong]
    if any(not fault.warning for fault in wrong):
        return None
    return Spell(*days, number_of(fte), number_of(pay))


def _read_absence(item: object, place: str, found: list[Fault]) -> Absence | None:
    days = _read_days(item, {"kind"}, place, found)
    kind = item.get("kind") if isinstance(item, dict) else None
    if isinstance(item, dict) and kind not in ABSENCES:
        accepted = ", ".join(ABSENCES)
        found.append(Fault(f"{place}.kind", "{value} is not accepted; {accepted} are (sickness is not recorded)",
                           {"value": shown(kind), "accepted": accepted}))  # fmt: skip
        return None
    return Absence(*days, str(kind)) if days else None


def _overlaps(days: list[tuple[date, date]], place: str) -> list[Fault]:
    found = []
    ordered = sorted(days)
    for (first, last), (following, _) in pairwise(ordered):
        if following <= last:
            found.append(Fault(place, "overlap: {first} to {last} and from {following}",
                               {"first": first, "last": last, "following": following}))  # fmt: skip
    return found
