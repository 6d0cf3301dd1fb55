from __future__ import annotations

from planner.errors import Fault, Phrase, Refused, refuse


def test_phrases_are_said_in_the_language_of_their_sentence() -> None:
    fault = Fault("award", '"{formula}" {problem}', {"formula": "1 / 0", "problem": Phrase("divides by zero")})
    assert fault.say() == 'award: "1 / 0" divides by zero'
    assert fault.say("nl") == 'award: "1 / 0" deelt door nul'


def test_phrases_within_phrases() -> None:
    hint = Phrase(" (do you mean {near}?)", {"near": "pay"})
    problem = Phrase("{name} is not known{hint}", {"name": "pai", "hint": hint})
    values = {"formula": "pai", "character": 1, "problem": problem}
    fault = Fault("", '"{formula}": character {character}: {problem}', values)
    assert fault.say() == '"pai": character 1: pai is not known (do you mean pay?)'
    assert fault.say("nl") == '"pai": teken 1: pai is niet bekend (bedoelt u pay?)'


def test_a_phrase_as_text_is_english() -> None:
    assert str(Phrase("a list")) == "a list"
    assert Phrase("a list").say("nl") == "een lijst"


def test_places_are_named_from_outside_in() -> None:
    fault = Fault("fte", "is missing").within("people[3]").within("document")
    assert fault.say() == "document.people[3].fte: is missing"
    assert Fault("[0]", "is missing").within("people").say() == "people[0]: is missing"


def test_a_refusal_is_all_its_sentences() -> None:
    assert str(Refused([Fault("a", "is missing"), Fault("b", "is not a list")])) == "a: is missing\nb: is not a list"
    assert refuse("c", "{value} is less than 0", value='"-1"').faults[0].say("nl") == 'c: "-1" is minder dan 0'
