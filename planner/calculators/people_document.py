"""Reading the people of a document: every fault in them, by person and fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from planner.calculators.people import ABSENCES, Absence, People, Spell
from planner.calculators.reading import shown
from planner.calculators.scheme_document import Period
from planner.errors import Fault
from planner.figures.facts import read_date
from planner.figures.number import read_number, read_ratio

MOST_FTE, FULL_FTE = Fraction(12, 10), Fraction(1)


def read_people(documents: object, period: Period | None) -> tuple[People, list[Fault]]:
    """The people of a document, with all faults and warnings found in them, in the order of the people.

    Checked a fact at a time: equal values are looked at once, so that a hundred thousand people take a moment.
    """
    if not isinstance(documents, list):
        return People([], [], period), [Fault("people", "is not a list")]
    found = Findings()
    places = [place for place, each in enumerate(documents) if isinstance(each, dict)]
    for place in set(range(len(documents))) - set(places):
        found.add(place, [Fault("", "{value} is not a set of keys", {"value": shown(documents[place])})])
    kept = [documents[place] for place in places]
    people = People([str(each.get("id")) for each in kept], kept, period)
    _check_ids(people, places, found)
    for name in sorted(people.fact_names):
        _check_fact(people, name, places, found)
    _check_orders(people, places, found)
    _read_all_changes(people, places, found)
    return people, found.in_order()


class Findings:
    """Faults by the person that they are of."""

    def __init__(self) -> None:
        self._by_place: dict[int, list[Fault]] = {}

    def add(self, place: int, faults: Iterable[Fault]) -> None:
        self._by_place.setdefault(place, []).extend(faults)

    def in_order(self) -> list[Fault]:
        return [fault.within(f"people[{place}]") for place in sorted(self._by_place) for fault in self._by_place[place]]


def _check_ids(people: People, places: list[int], found: Findings) -> None:
    given = people.written("id")
    if set(map(type, given)) <= {str, int} and len(set(people.ids)) == len(given) and all(map(str.strip, people.ids)):
        return
    first_places: dict[str, int] = {}
    for place, value in zip(places, given, strict=True):
        found.add(place, _check_id(value, place, first_places))


def _check_id(value: object, place: int, first_places: dict[str, int]) -> list[Fault]:
    if value is None:
        return [Fault("id", "is missing")]
    if not isinstance(value, (str, int)) or isinstance(value, bool) or not str(value).strip():
        return [Fault("id", "{value} is not a text or a whole number", {"value": shown(value)})]
    first = first_places.setdefault(str(value), place)
    if first != place:
        return [Fault("id", "{value} is people[{first}]'s already", {"value": shown(value), "first": first})]
    return []


def _check_fact(people: People, name: str, places: list[int], found: Findings) -> None:
    """One fact of everybody: one value each, and of the kind that a known fact must be."""
    values = people.written(name)
    if set(map(type, values)) & {dict, list}:
        for place, value in zip(places, values, strict=True):
            if isinstance(value, (dict, list)):
                found.add(place, [Fault(name, "is {value}, not one value", {"value": shown(value)})])
        values = [None if isinstance(value, (dict, list)) else value for value in values]
    check = _CHECKS.get(name)
    if check is None:
        return
    wrong = {value: faults for value in set(values) if value is not None and (faults := check(name, value))}
    if wrong:
        for place, value in zip(places, values, strict=True):
            found.add(place, wrong.get(value, ()))


def check_fte(name: str, value: object) -> list[Fault]:
    """An fte is a number from 0 to 1.2; above 1 it is odd but possible."""
    number = read_number(value)
    shows = {"value": shown(value)}
    if number is None:
        return [Fault(name, "{value} is not a number", shows)]
    if number < 0:
        return [Fault(name, "{value} is less than 0", shows)]
    if number > MOST_FTE:
        return [Fault(name, "{value} is more than 1.2", shows)]
    return [Fault(name, "{value} is more than 1", shows, warning=True)] if number > FULL_FTE else []


def check_not_negative(name: str, value: object) -> list[Fault]:
    """Pay, days and months are numbers from 0 up."""
    ratio = read_ratio(value)
    if ratio is None:
        return [Fault(name, "{value} is not a number", {"value": shown(value)})]
    return [Fault(name, "{value} is less than 0", {"value": shown(value)})] if ratio[0] < 0 else []


def _check_date(name: str, value: object) -> list[Fault]:
    if read_date(value) is None:
        return [Fault(name, "{value} is not a date that exists, written YYYY-MM-DD", {"value": shown(value)})]
    return []


def _check_orders(people: People, places: list[int], found: Findings) -> None:
    """Nobody leaves before they came."""
    if "end_date" not in people.fact_names:
        return
    for place, start, end in zip(places, people.written("start_date"), people.written("end_date"), strict=True):
        first, last = read_date(start), read_date(end)
        if first and last and last < first:
            values = {"value": shown(end), "start": start}
            found.add(place, [Fault("end_date", "{value} is before the start_date, {start}", values)])


def _read_all_changes(people: People, places: list[int], found: Findings) -> None:
    for row, document in enumerate(people.documents):
        if "spells" in document or "absences" in document:
            found.add(places[row], _read_changes(people, document, row))


def _read_changes(people: People, document: Mapping[str, object], row: int) -> list[Fault]:
    """The person's spells and absences."""
    found: list[Fault] = []
    if document.get("spells"):
        spells = [_read_spell(each, f"spells[{n}]", found) for n, each in _items(document, "spells", found)]
        people.spells[row] = [each for each in spells if each]
        found += overlaps([(each.first, each.last) for each in people.spells[row]], "spells")
    if document.get("absences"):
        absences = [_read_absence(each, f"absences[{n}]", found) for n, each in _items(document, "absences", found)]
        people.absences[row] = [each for each in absences if each]
        for kind in ABSENCES:
            same = [(each.first, each.last) for each in people.absences[row] if each.kind == kind]
            found += overlaps(same, "absences")
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
    wrong = [*(check_fte("fte", fte) if fte is not None else []),
             *(check_not_negative("monthly_salary", pay) if pay is not None else [])]  # fmt: skip
    found += [fault.within(place) for fault in wrong]
    if any(not fault.warning for fault in wrong):
        return None
    return Spell(*days, read_number(fte), read_number(pay))


def _read_absence(item: object, place: str, found: list[Fault]) -> Absence | None:
    days = _read_days(item, {"kind"}, place, found)
    kind = item.get("kind") if isinstance(item, dict) else None
    if isinstance(item, dict) and kind not in ABSENCES:
        accepted = ", ".join(ABSENCES)
        found.append(Fault(f"{place}.kind", "{value} is not accepted; {accepted} are (sickness is not recorded)",
                           {"value": shown(kind), "accepted": accepted}))  # fmt: skip
        return None
    return Absence(*days, str(kind)) if days else None


def overlaps(days: list[tuple[date, date]], place: str) -> list[Fault]:
    """Where one of these spans of days begins before another has ended."""
    found = []
    ordered = sorted(days)
    for (first, last), (following, _) in pairwise(ordered):
        if following <= last:
            found.append(Fault(place, "overlap: {first} to {last} and from {following}",
                               {"first": first, "last": last, "following": following}))  # fmt: skip
    return found


_CHECKS: dict[str, Callable[[str, object], list[Fault]]] = {
    "fte": check_fte,
    "start_date": _check_date,
    "end_date": _check_date,
    **dict.fromkeys(
        ("salary", "monthly_salary", "days_employed", "tenure_months", "pay_in_period", "days_in_period"),
        check_not_negative,
    ),
}
