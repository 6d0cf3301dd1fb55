"""A scheme's formulas, read and checked before anything is worked out: every name known, in time, and allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from planner.calculators.people import DERIVED
from planner.calculators.scheme_document import Award, Scheme
from planner.errors import Fault, Phrase, Refused
from planner.figures.formula import FUNCTIONS, parse, pointed
from planner.figures.syntax import Call, Name, Node

# Grounds on which the law forbids to distinguish, or that concern health: never usable without a printed justification.
# General Equal Treatment Act (AWGB) art. 1, WGBL, WGBH/CZ; GDPR art. 9(1).
PROTECTED = frozenset({
    "gender", "sex", "birth_date", "age", "nationality", "health", "disability", "pregnancy", "religion", "ethnicity",
    "race", "political_opinion", "sexual_orientation", "marital_status", "union_membership",
})  # fmt: skip
AWARD_PARTS = ("split", "by", "cap", "floor", "amount")


@dataclass(frozen=True)
class Formula:
    """A formula of the scheme: where it stands, its text and its tree."""

    place: str
    text: str
    tree: Node

    def names(self) -> set[str]:
        """All figures and facts that it names (not its tables)."""
        return set(self.names_in_order())

    def names_in_order(self) -> list[str]:
        """The same, each where it stands in the formula."""
        tables = {call.arguments[1].at for call in calls(self, "lookup")}
        named = [node for node in self.tree.walk() if isinstance(node, Name) and node.at not in tables]
        return [node.name for node in sorted(named, key=lambda node: node.at)]


@dataclass(frozen=True)
class Rules:
    """All formulas of a scheme, by the part of it that they belong to."""

    scheme: Scheme
    eligible: dict[str, Formula]
    company: dict[str, Formula]
    person: dict[str, Formula]
    award: list[dict[str, Formula]]

    def formulas(self) -> Iterable[Formula]:
        """Every formula, in the order in which they are worked out."""
        yield from (*self.eligible.values(), *self.company.values(), *self.person.values())
        for award in self.award:
            yield from award.values()


def read_rules(scheme: Scheme) -> Rules:
    """The scheme's formulas as trees. Raises Refused with all that can't be read."""
    faults: list[Fault] = []

    def tree(place: str, text: str) -> Formula:
        try:
            return Formula(place, text, parse(text, place))
        except Refused as refused:
            faults.extend(refused.faults)
            return Formula(place, text, parse("0"))

    def award(place: int, each: Award) -> dict[str, Formula]:
        found = {part: getattr(each, part) for part in AWARD_PARTS}
        return {part: tree(f"award[{place}].{part}", text) for part, text in found.items() if text is not None}

    rules = Rules(
        scheme,
        {each.name: tree(f"eligible[{n}].when", each.when) for n, each in enumerate(scheme.eligible)},
        {each.name: tree(f"company[{n}].formula", each.formula) for n, each in enumerate(scheme.company)},
        {each.name: tree(f"person[{n}].formula", each.formula) for n, each in enumerate(scheme.person)},
        [award(n, each) for n, each in enumerate(scheme.award)],
    )
    faults += _twice_named(scheme)
    if faults:
        raise Refused(faults)
    return rules


def _twice_named(scheme: Scheme) -> list[Fault]:
    """Names that stand for two things within the document itself."""
    places: dict[str, str] = {}
    named = [(name, f"given.{name}") for name in scheme.given]
    named += [(each.name, f"company[{n}].name") for n, each in enumerate(scheme.company)]
    named += [(each.name, f"person[{n}].name") for n, each in enumerate(scheme.person)]
    faults = []
    for name, place in named:
        first = places.setdefault(name, place)
        if first != place:
            faults.append(_two_things(place, name, first))
    conditions: dict[str, int] = {}
    for n, each in enumerate(scheme.eligible):
        if conditions.setdefault(each.name, n) != n:
            faults.append(_two_things(f"eligible[{n}].name", each.name, f"eligible[{conditions[each.name]}].name"))
    return faults


def _two_things(place: str, name: str, other: str) -> Fault:
    return Fault(place, "{name} stands for two things: also for {other}", {"name": name, "other": other})


def check_names(rules: Rules, company: Iterable[str], person: Iterable[str], has_people: bool) -> list[Fault]:
    """What is wrong with the names that the formulas use, given the facts that there are."""
    names = _Names(rules, set(company), set(person), has_people)
    faults = names.clashes()
    for formula in rules.eligible.values():
        faults += names.check(formula, steps=(), people="plain")
        faults += _no_totals(formula)
    known: list[str] = []
    for name, formula in rules.company.items():
        faults += names.check(formula, steps=known, people="totals")
        known.append(name)
    for name, formula in rules.person.items():
        faults += names.check(formula, steps=known, people="plain")
        known.append(name)
    for award in rules.award:
        for part, formula in award.items():
            faults += names.check(formula, steps=known, people="totals" if part == "split" else "plain")
    return faults


def _no_totals(formula: Formula) -> list[Fault]:
    return [
        pointed(formula.place, formula.text, node.at,
                Phrase("{name}(…) looks over eligible people, who aren't known yet", {"name": node.function}))
        for node in formula.tree.walk()
        if isinstance(node, Call) and FUNCTIONS[node.function].over_people
    ]  # fmt: skip


class _Names:
    """Who may be called what: the scheme's own names, the company's facts and the people's."""

    def __init__(self, rules: Rules, company: set[str], person: set[str], has_people: bool) -> None:
        self.rules, self.scheme, self.has_people = rules, rules.scheme, has_people
        self.company = company
        self.optional = {name for formula in rules.formulas() for name in _asked(formula)}
        self.given = set(self.scheme.given)
        self.outright = person | _derivable(person, self.scheme)
        own = company | self.given | {*rules.company, *rules.person}
        self.person = person | (DERIVED - own) | (self.optional - company)
        # the period's length is one value for all, unless people bring their own
        self.period = {"days_in_period"} - person - own if self.scheme.period else set()
        self.tables = {name for name, given in self.scheme.given.items() if given.table is not None}
        self.steps = [*rules.company, *rules.person]

    def clashes(self) -> list[Fault]:
        """Names of the scheme that are facts too, and used facts that are both the company's and a person's."""
        faults = []
        places = {name: f"given.{name}" for name in self.scheme.given}
        places |= {each.name: f"company[{n}].name" for n, each in enumerate(self.scheme.company)}
        places |= {each.name: f"person[{n}].name" for n, each in enumerate(self.scheme.person)}
        for name, place in places.items():
            if name in self.company:
                faults.append(_two_things(place, name, f"company.{name}"))
            elif name in self.outright:
                faults.append(_two_things(place, name, f"people[…].{name}"))
        used = {name for formula in self.rules.formulas() for name in formula.names()}
        both = sorted(used & self.company & self.person)
        return faults + [_two_things(f"company.{name}", name, f"people[…].{name}") for name in both]

    def check(self, formula: Formula, steps: Iterable[str], people: str) -> list[Fault]:
        """Faults of one formula; `people` says whether facts of people may stand in it plainly, or in totals only."""
        steps, faults = set(steps), []
        table_places = {node.arguments[1].at for node in calls(formula, "lookup")}
        in_totals = {id(inner) for node in formula.tree.walk() if _is_over_people(node) for inner in node.walk()}
        for node in formula.tree.walk():
            if not isinstance(node, Name):
                continue
            if node.at in table_places:
                problem = self._table(node.name)
            else:
                problem = self._name(node.name, steps, people == "plain" or id(node) in in_totals)
            if problem:
                faults.append(pointed(formula.place, formula.text, node.at, problem))
        return faults

    def _table(self, name: str) -> Phrase | None:
        if name in self.tables:
            return None
        return Phrase("there is no table {name}{hint}", {"name": name, "hint": _near(name, self.tables)})

    def _name(self, name: str, steps: set[str], people: bool) -> Phrase | None:
        shows = {"name": name}
        note = self.scheme.facts.get(name)
        if (name in PROTECTED or (note and note.protected)) and name not in self.scheme.allow:
            return Phrase(
                "{name} is protected: it needs a justification under allow, printed on every statement", shows
            )
        if name in self.tables:
            return Phrase("{name} is a table; use it in lookup(x, {name})", shows)
        if name in steps or name in self.given or name in self.company or name in self.period:
            return None
        if name in self.steps:
            return Phrase("{name} isn't known here: steps are worked out in order", shows)
        if name in self.person or not self.has_people:
            text = "{name} is a fact of people; a company step uses it in total(…) only"
            return None if people else Phrase(text, shows)
        known = steps | self.given | self.company | (self.person if people else set())
        return Phrase("{name} is not known{hint}", {"name": name, "hint": _near(name, known)})


def _derivable(person: set[str], scheme: Scheme) -> set[str]:
    """Facts that follow from those given, so that no other figure may go by their name."""
    found = {"fte"} & person | ({"salary"} if "monthly_salary" in person else set())
    if scheme.period and "start_date" in person:
        found |= DERIVED - {"fte", "salary", "pay_in_period"}
        found |= {"pay_in_period"} if "monthly_salary" in person else set()
    return found


def _asked(formula: Formula) -> set[str]:
    """Names inside is_given(…): facts that nobody need have."""
    return {part.name for call in calls(formula, "is_given") for part in call.arguments if isinstance(part, Name)}


def calls(formula: Formula, function: str) -> list[Call]:
    """All calls of a function in a formula."""
    return [node for node in formula.tree.walk() if isinstance(node, Call) and node.function == function]


def _is_over_people(node: Node) -> bool:
    return isinstance(node, Call) and FUNCTIONS[node.function].over_people


def _near(name: str, known: Iterable[str]) -> Phrase | str:
    near = get_close_matches(name, sorted(known), 1)
    return Phrase(" (do you mean {near}?)", {"near": near[0]}) if near else ""
