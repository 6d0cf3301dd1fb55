"""A replayed proof as its reader sees it: each step by its title, its formula in words, as printed and as redone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planner.calculators.replay import Check, Replay
from planner.calculators.scheme_document import Scheme, say_title
from planner.errors import Refused
from planner.figures.formula import parse
from planner.figures.number import read_number
from planner.language import number, say, sentence
from planner.statements.rule_words import in_words
from planner.statements.vocabulary import lowered, title_of

_PARTS = {
    "split": sentence("what is shared"),
    "by": sentence("what you bring"),
    "cap": sentence("at most"),
    "floor": sentence("at least"),
    "amount": sentence("worked out"),
    "part": sentence("your part"),
    "leftover": sentence("the leftover"),
}
_AWARD = re.compile(r"awards\[(\d+)\](?:\.(\w+))?")
_PLAIN = re.compile(r"-?\d+(?:\.(\d+))?")
_PRODUCT = re.compile(r"[-\d./]+(?: [×+] [-\d./]+)+")


@dataclass(frozen=True)
class CheckedStep:
    """One step redone. `state` is `same`, `differs`, or `taken`: as given, since it rests on a withheld total."""

    what: str
    formula: str
    printed: str
    recomputed: str
    state: str


def checked_steps(replayed: Replay, language: str) -> tuple[CheckedStep, ...]:
    """Every step with a formula, and whatever else differs, in the order of the working out."""
    checks = (check for check in replayed.checks if check.formula or not check.holds)
    return tuple(_step(check, replayed.proof.scheme, language) for check in checks)


def title_of_place(place: str, scheme: Scheme, language: str) -> str:
    """A step's place in the proof in words: `company.pool` is *De pot*, `awards[0].part` *Uw deel: uw deel*."""
    head, _, rest = place.partition(".")
    award = _AWARD.fullmatch(".".join(place.split(".")[:2]) if place.startswith("awards[") else "")
    if award and int(award[1]) < len(scheme.award):
        title = say_title(scheme.award[int(award[1])].title, language) or say(language, "Your part")
        return f"{title}: {say(language, _PARTS[award[2]])}" if award[2] in _PARTS else title
    if head == "issued":
        return say(language, "The difference with before" if ".difference." in place else "What stands from now on")
    if head == "amounts":
        return say(language, "You get")
    name = rest.split(".")[-1]
    condition = next((each for each in scheme.eligible if each.name == name and head == "eligible"), None)
    if condition is not None:
        return say_title(condition.title, language) or name.replace("_", " ")
    return _capitalised(title_of(name, scheme, language)) if head in ("company", "steps", "person") and name else place


def _step(check: Check, scheme: Scheme, language: str) -> CheckedStep:
    state = "taken" if check.taken else "same" if check.holds else "differs"
    show = _yes_or_no if check.place.startswith("eligible.") else _figure
    printed = show(check.printed, language)
    recomputed = say(language, "taken as given") if check.taken else show(check.recomputed, language)
    what = title_of_place(check.place, scheme, language)
    return CheckedStep(what, _formula(check.formula, scheme, language), printed, recomputed, state)


def _formula(text: str, scheme: Scheme, language: str) -> str:
    """The formula in words, or the product or sum that makes a part, as the language writes its numbers."""
    if _PRODUCT.fullmatch(text):
        return " ".join(piece if piece in "×+" else _figure(piece, language) for piece in text.split(" "))
    try:
        return lowered(in_words(parse(text), scheme, language)) if text else ""
    except Refused:
        return text


def _figure(text: str, language: str) -> str:
    plain, value = _PLAIN.fullmatch(text), read_number(text)
    return number(language, value, len(plain[1] or "")) if plain and value is not None else text


def _yes_or_no(text: str, language: str) -> str:
    return say(language, "yes" if text == "1" else "no") if text in ("0", "1") else text


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
