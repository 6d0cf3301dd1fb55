"""YAML and JSON: read exactly, or refused with the file and the line."""

import json
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner.documents import lines_of, read_document
from planner.errors import Refused

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
TREE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | TEXT | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def said(content: str | bytes, filename: str, language: str = "en") -> list[str]:
    with pytest.raises(Refused) as caught:
        read_document(content, filename)
    return [fault.say(language) for fault in caught.value.faults]


def test_yaml_scalars_come_as_written() -> None:
    text = """
    profit: 1657313.00
    code: 0167
    rate: 8%
    date: 2026-01-01
    answer: no
    quoted: "true"
    yes_: true
    nothing:
    tilde: ~
    nil: null
    list: [1_000.50, off, 1:30]
    """
    assert read_document(text, "a.yaml") == {
        "profit": "1657313.00",
        "code": "0167",
        "rate": "8%",
        "date": "2026-01-01",
        "answer": "no",
        "quoted": "true",
        "yes_": True,
        "nothing": None,
        "tilde": None,
        "nil": None,
        "list": ["1_000.50", "off", "1:30"],
    }


def test_json_floats_by_their_shortest_decimal_text() -> None:
    value = read_document('{"a": 0.10, "b": 12, "c": 1e3, "d": 0.1000000000000000055}', "a.json")
    assert value == {"a": Decimal("0.1"), "b": 12, "c": Decimal("1000.0"), "d": Decimal("0.1")}
    assert [type(x) for x in value.values()] == [Decimal, int, Decimal, Decimal]


def test_a_nameless_text_is_json_by_its_first_character() -> None:
    assert read_document('\n [1, "x"]', "-") == [1, "x"]
    assert read_document("x: 1", "-") == {"x": "1"}
    assert read_document(b"\xef\xbb\xbf{}", "standard input") == {}


@given(TREE)
def test_what_json_writes_is_read_back(tree: Any) -> None:
    assert read_document(json.dumps(tree), "x.json") == tree
    assert read_document(json.dumps(tree, ensure_ascii=False).encode(), "x.json") == tree


@given(TREE)
def test_what_yaml_writes_is_read_back(tree: Any) -> None:
    text = yaml.safe_dump({"tree": tree}, allow_unicode=True)
    if "*id" in text or "? " in text:
        return
    assert read_document(text, "x.yaml")["tree"] == _as_texts(tree)


def _as_texts(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _as_texts(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_as_texts(value) for value in tree]
    return str(tree) if type(tree) is int else tree


@pytest.mark.parametrize(
    ("content", "filename", "sentence"),
    [
        ("", "a.yaml", "a.yaml: the file is empty"),
        ("  \n", "a.json", "a.json: the file is empty"),
        ("a: 1\nb: 2\na: 3\n", "a.yaml", 'a.yaml, line 3: the key "a" stands here twice'),
        ('{"a": 1,\n"b": {"c": 1,\n"c": 2}}', "a.json", 'a.json, line 3: the key "c" stands here twice'),
        ('{"a": 1, "\\u0061": 2}', "a.json", 'a.json, line 1: the key "a" stands here twice'),
        ("a: &x [1]\nb: *x\n", "a.yaml", 'a.yaml, line 2: the alias "*x" can\'t be used here; write the value out'),
        (
            "a: !!python/object/apply:os.system [ls]",
            "a.yaml",
            'a.yaml, line 1: the tag "tag:yaml.org,2002:python/object/apply:os.system" '
            "can't be used here; leave it out",
        ),
        ("a: 1\n---\nb: 2\n", "a.yaml", "a.yaml, line 2: a second document begins here; keep one document in a file"),
        ("a:\n\t- 1", "a.yaml", "a.yaml, line 2: a tab can't be used to indent; use spaces"),
        (
            "a: b: c",
            "a.yaml",
            "a.yaml, line 1: a colon stands where none can; put the text between quotes",
        ),
        ('a: "b\nc: d\n', "a.yaml", "a.yaml, line 3: a quote is opened here or before, but never closed"),
        ("a: [1, 2\n", "a.yaml", "a.yaml, line 2: a bracket is opened here or before, but never closed"),
        (
            "{x: 1}: 2",
            "a.yaml",
            "a.yaml, line 1: a key can't begin with a brace; put a text with braces between quotes",
        ),
        ("? [1]\n: 2", "a.yaml", "a.yaml, line 1: a key must be a word or a text"),
        (
            "a: 1\nb\n",
            "a.yaml",
            "a.yaml, line 3: this can't be read as YAML; look at the indentation, colons and quotes here",
        ),
        ('{"a": 1,\n "b": }', "a.json", "a.json, line 2: this can't be read as JSON, at character 7"),
        ('{"a":\nNaN}', "a.json", 'a.json, line 2: "NaN" is not a number that can be used here'),
        ("[1,\n-Infinity]", "a.json", 'a.json, line 2: "-Infinity" is not a number that can be used here'),
        ("[1e999]", "a.json", 'a.json, line 1: "1e999" is not a number that can be used here'),
        (f"[{'9' * 5000}]", "a.json", f'a.json, line 1: "{"9" * 37}…" is not a number that can be used here'),
        ('["ok",\n"\\ud83d"]', "a.json", "a.json, line 2: half a character is written here: \\ud83d"),
        (
            b"a: 1\nb: \x00\n",
            "a.yaml",
            "a.yaml, line 2: an invisible control character (U+0000) can't stand in this file",
        ),
        (b"a: 1\nb: caf\xe9\n", "a.yaml", "a.yaml, line 2: the byte E9 is not UTF-8; save the file as UTF-8"),
        ("[" * 60 + "]" * 60, "a.json", "a.json: more than 50 levels deep"),
        pytest.param("[" * 100_000, "a.json", "a.json: more than 50 levels deep", id="deep JSON"),
        ("[" * 60 + "]" * 60, "a.yaml", "a.yaml: more than 50 levels deep"),
        pytest.param("[" * 500_000, "a.yaml", "a.yaml: more than 50 levels deep", id="deep YAML"),
    ],
)
def test_each_bad_document_gets_its_sentence(content: str | bytes, filename: str, sentence: str) -> None:
    assert said(content, filename) == [sentence]


def test_a_file_of_more_than_50_mb_is_not_looked_into() -> None:
    assert said(b"\x00" * (50 * 1024 * 1024 + 1), "a.yaml") == ["a.yaml: the file is larger than 50 MB"]


def test_a_place_is_said_in_dutch_too() -> None:
    assert said("a: 1\na: 2", "bedrijf.yaml", "nl") == ['bedrijf.yaml, regel 2: de sleutel "a" staat hier twee keer']


def test_a_paired_surrogate_escape_is_a_character() -> None:
    assert read_document('["\\ud83d\\ude00 \\\\ud83d"]', "a.json") == ["😀 \\ud83d"]


def test_an_anchor_that_nobody_uses_is_harmless() -> None:
    assert read_document("a: &x 1", "a.yaml") == {"a": "1"}


@pytest.mark.parametrize("filename", ["a.json", "a.yaml"])
def test_lines_of_every_key_and_item(filename: str) -> None:
    text = '{"a": 1,\n "list": [10,\n {"b": "x"}, [],\n [true]],\n "c": {}}'
    assert lines_of(text, filename) == {
        (): 1,
        ("a",): 1,
        ("list",): 2,
        ("list", 0): 2,
        ("list", 1): 3,
        ("list", 1, "b"): 3,
        ("list", 2): 3,
        ("list", 3): 4,
        ("list", 3, 0): 4,
        ("c",): 5,
    }


@given(TREE)
def test_both_readers_name_the_same_places(tree: Any) -> None:
    text = json.dumps(tree, indent=1)
    if "\\u" not in text and "\x85" not in text:
        assert lines_of(text, "a.json").keys() == lines_of(text, "a.yaml").keys()
