from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Refused
from planner.figures.formula import FUNCTIONS, parse
from planner.figures.syntax import (
    Band,
    Binary,
    Call,
    Denied,
    Name,
    Negated,
    Node,
    Number,
    Quoted,
    plain_text,
)

NAMES = st.sampled_from(["pay", "fte", "level", "net_profit", "é", "x2", "or_not", "to"]).filter(
    lambda name: name != "to"
)
NUMBERS = st.sampled_from(["0", "1", "2.50", "12.5%", "1_000.50", "007"])
QUOTES = st.sampled_from(["senior", "", "2026-01-01", "it's", "ë"])


def number(written: str) -> Number:
    plain = written.replace("_", "")
    return Number(0, Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain), written)


LEAVES = st.one_of(NAMES.map(lambda name: Name(0, name)), NUMBERS.map(number), QUOTES.map(lambda text: Quoted(0, text)))


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.sampled_from(["+", "-", "*", "/", "^", "<", "<=", "=", "!=", ">=", ">", "and", "or"])
    bands = st.builds(lambda rate, limit: Band(0, rate, limit), inner, inner)
    return st.one_of(
        st.builds(lambda sign, left, right: Binary(0, sign, left, right), signs, inner, inner),
        st.builds(lambda operand: Negated(0, operand), inner),
        st.builds(lambda operand: Denied(0, operand), inner),
        st.builds(lambda a, b: Call(0, "max", (a, b)), inner, inner),
        st.builds(lambda a, b, c: Call(0, "if", (a, b, c)), inner, inner, inner),
        st.builds(lambda a, b: Call(0, "mix", (a, b)), inner, inner),
        st.builds(lambda x, band, rate: Call(0, "tiers", (x, band, rate)), inner, bands, inner),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=12)


@given(TREES)
def test_a_tree_written_out_reads_as_the_same_tree(tree: Node) -> None:
    assert parse(plain_text(tree)) == tree


@given(TREES)
def test_a_canonical_text_stays_as_it_is(tree: Node) -> None:
    text = plain_text(tree)
    assert plain_text(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("max(0,net_profit-8%*equity)", "max(0, net_profit - 8% * equity)"),
        ("((a))", "a"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("-2^2", "-2^2"),
        ("(-2)^2", "(-2)^2"),
        ("2^-1", "2^-1"),
        ("(2^3)^2", "(2^3)^2"),
        ("2^3^2", "2^3^2"),
        ("+a", "a"),
        ("a × b ÷ c − d", "a * b / c - d"),
        ("a ≤ b", "a <= b"),
        ("not (a and b)", "not (a and b)"),
        ("not a = b", "not a = b"),
        ("a or b and c", "a or b and c"),
        ("(a or b) and c", "(a or b) and c"),
        ("tiers(profit,10% to 2_500_000,20%)", "tiers(profit, 10% to 2_500_000, 20%)"),
        ("notary", "notary"),
        ("order + android", "order + android"),
        ("a\n + b", "a + b"),
    ],
)
def test_spellings(text: str, canonical: str) -> None:
    assert plain_text(parse(text)) == canonical


def said(text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse(text)
    (fault,) = caught.value.faults
    return fault.say()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", '"": character 1: the formula stops too early'),
        ("2 +", '"2 +": character 4: the formula stops too early'),
        ("(a", '"(a": character 3: the formula stops too early'),
        ("a b", '"a b": character 3: "b" is not expected here'),
        ("a == b", '"a == b": character 4: "=" is not expected here; to compare, write one ='),
        ("1 < a < 2", '"1 < a < 2": character 7: "<" is not expected here; join two comparisons with and'),
        ("a $ b", '"a $ b": character 3: "$" is not expected here'),
        ("'open", '"\'open": character 1: this quote is never closed'),
        ("1.5.2", '"1.5.2": character 4: "." is not expected here'),
        ("import('os')", "there is no function import(…)"),
        ("a.b", '"a.b": character 2: "." is not expected here'),
        ("a[0]", '"a[0]": character 2: "[" is not expected here'),
        ("lambda: 1", '"lambda: 1": character 7: ":" is not expected here'),
        ("maximum(a)", "there is no function maximum(…) (do you mean max?)"),
        ("min()", "min(…) takes 1 or more, here it has 0"),
        ("round(a)", "round(…) takes 2, here it has 1"),
        ("total(a, b, c)", "total(…) takes 1 to 2, here it has 3"),
        ("mix(50%, a, 50%)", "mix(…) takes pairs, here it has 3"),
        ("tiers(a, 10%, 20%)", "tiers(…) takes a figure, then `rate to limit` bands, then the last rate"),
        ("max(10% to 5, 2)", "tiers(…) takes a figure, then `rate to limit` bands, then the last rate"),
        ("is_given(a + 1)", "is_given(…) takes the name of a fact"),
        ("lookup(level, 3)", "lookup(x, table) takes the name of a table"),
        ("(" * 151 + "1" + ")" * 151 + "+", "the formula stops too early"),
        ("1" + "+1" * 160, "is nested more than 150 deep"),
        ("x" * 10_001, "is longer than 10000 characters"),
    ],
)
def test_errors_point_at_the_character(text: str, sentence: str) -> None:
    assert sentence in said(text)


ALPHABET = st.text(alphabet="ab1 .%'\"()+-*/^<>=,_éλ١\n\t\0\\{}[]:;#@!", max_size=40)
WORDS = st.lists(
    st.sampled_from([*FUNCTIONS, "a", "1", "(", ")", ",", "+", "-", "^", "not", "and", "to", "=", "'x'", "2%"]),
    max_size=15,
).map(" ".join)


@given(st.one_of(ALPHABET, WORDS, st.text(max_size=20)))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    try:
        tree = parse(text, "scheme.company[0].formula")
    except Refused as refused:
        (fault,) = refused.faults
        assert fault.place == "scheme.company[0].formula"
        assert 1 <= int(str(fault.values["character"])) <= len(text) + 1
        assert fault.say()
    else:
        assert parse(plain_text(tree)) == tree


@given(st.integers(min_value=1, max_value=400), st.sampled_from(["(", "-", "not ", "max(1,", "2^"]))
def test_deep_formulas_are_read_or_refused(depth: int, piece: str) -> None:
    closing = ")" * depth if piece.endswith(("(", ",")) else ""
    text = piece * depth + "1" + closing
    try:
        tree = parse(text)
    except Refused as refused:
        fault = refused.faults[0]
        assert (depth >= 150, "deep" in fault.say()) == (True, True)
    else:
        assert parse(plain_text(tree)) == tree


def test_a_formula_keeps_its_percentage_for_readers() -> None:
    assert parse("12.5%") == Number(0, Fraction(1, 8), "12.5%")
    assert parse("1_000.50") == Number(0, Fraction(2001, 2), "1_000.50")
