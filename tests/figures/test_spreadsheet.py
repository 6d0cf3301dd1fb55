"""Formulas as a spreadsheet file holds them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest

from planner.figures.formula import parse
from planner.figures.sheet_terms import NotInSheet, SheetTable, is_array, rounded, rounded_up
from planner.figures.spreadsheet import spreadsheet_formula
from planner.figures.syntax import Node, plain_text

KINDS = {"level": "text", "department": "text", "joined": "date", "left": "date"}


@dataclass
class Plain:
    """Names stand for themselves; a column is the name with everybody's mark."""

    is_plain_text: bool = True

    def kind(self, name: str) -> str:
        return KINDS.get(name, "number")

    def cell(self, node: Node, face: str) -> str:
        return plain_text(node)

    def column(self, node: Node, face: str) -> str:
        return f"all_{plain_text(node)}"

    def people(self) -> str:
        return "all_ids"

    def table(self, name: str) -> SheetTable:
        return SheetTable("keys", "values", name == "scale", self.is_plain_text)

    def is_plain(self, node: Node) -> bool:
        return self.is_plain_text


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1_000.50 + 12.5%", "1000.50+12.5%"),
        ("-2^2", "-(2^2)"),
        ("(-2)^2", "(-2)^2"),
        ("2^3^2", "2^(3^2)"),
        ("a - (b - c)", "a-(b-c)"),
        ("a / (b * c)", "a/(b*c)"),
        ("(a + b) * c", "(a+b)*c"),
        ("50%^2", "(50%)^2"),
        ("a < b", "IF(a<b,1,0)"),
        ("a != b", "IF(a<>b,1,0)"),
        ("not a", "IF(NOT(a<>0),1,0)"),
        ("a > 1 and b > 2", "IF(AND(a>1,b>2),1,0)"),
        ("b != 0 and a / b > 2", "IF(IF(b<>0,a/b>2,FALSE),1,0)"),
        ("b = 0 or a / b > 2", "IF(IF(b=0,TRUE,a/b>2),1,0)"),
        ("if(a > 0, a, -a)", "IF(a>0,a,-a)"),
        ("min(a, b, 3)", "MIN(a,b,3)"),
        ("round(a, 0.01)", "ROUND(ROUND((a)*100,6),0)/100"),
        ("floor(a, 250)", "INT(ROUND((a)/250,6))*250"),
        ("2 * ceil(a, 0.05)", "2*(-INT(-ROUND((a)*20,6))/20)"),
        ("is_given(a)", "IF(NOT(ISBLANK(a)),1,0)"),
        ("level = 'senior'", 'IF(EXACT(level,"senior"),1,0)'),
        ("level != 'se\"nior'", 'IF(NOT(EXACT(level,"se""nior")),1,0)'),
        ("joined < '2020-01-31'", "IF(joined<DATE(2020,1,31),1,0)"),
        ("days(joined, left)", "(left-joined)"),
        ("lookup(level, points)", "INDEX(values,MATCH(level,keys,0))"),
        ("lookup(grade, scale)", "INDEX(values,MATCH(grade,keys,0))"),
        ("tiers(a, 10% to 100, 20%)", "(10%*MAX(0,MIN(a,100))+20%*MAX(0,a-100))"),
        ("mix(50%, a, 50%, b)", "(50%*(a/SUM(all_a))+50%*(b/SUM(all_b)))"),
        ("total(a)", "SUM(all_a)"),
        ("total(a * b)", "SUM(all_a * b)"),
        ("count()", "COUNTA(all_ids)"),
        ("median(a)", "MEDIAN(all_a)"),
        ("total(a, level)", "SUMIF(all_level,level,all_a)"),
        ("average(a, level)", "AVERAGEIF(all_level,level,all_a)"),
        ("count(level)", "COUNTIF(all_level,level)"),
        ("largest(a, level)", "_xlfn.MAXIFS(all_a,all_level,level)"),
        ("median(a, level)", "MEDIAN(IF(EXACT(all_level,level),all_a))"),
    ],
)
def test_constructs(formula: str, expected: str) -> None:
    assert spreadsheet_formula(parse(formula), Plain()) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("total(a, level)", "SUMPRODUCT(EXACT(all_level,level)*all_a)"),
        ("count(level)", "SUMPRODUCT(EXACT(all_level,level)*1)"),
        ("smallest(a, level)", "MIN(IF(EXACT(all_level,level),all_a))"),
        ("lookup(level, points)", "SUMPRODUCT(EXACT(keys,level)*values)"),
    ],
)
def test_texts_that_would_be_read_as_signs_are_compared_exactly(formula: str, expected: str) -> None:
    """`>5` or `a*` would be a criterion, not a text."""
    assert spreadsheet_formula(parse(formula), Plain(is_plain_text=False)) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "level < 'senior'",  # orders of texts differ from program to program
        "grade = '1'",  # a number compared as it was written, where only the number stands in a cell
        "joined > '1899-12-31'",
        "round(a, b)",
        "lookup(level, scale)",
        "level + 1",
        "max(1, " * 70 + "a" + ")" * 70,  # programs nest 64 deep at most
        "level = '" + "x" * 256 + "'",
        " + ".join(["a_name_of_many_letters"] * 140) + f" - max({', '.join(['a_name_of_many_letters'] * 240)})",
    ],
)
def test_what_a_sheet_cannot_say_is_refused(formula: str) -> None:
    places = Plain()
    if "grade" in formula:
        places.cell = _no_text  # type: ignore[method-assign]
    with pytest.raises(NotInSheet):
        spreadsheet_formula(parse(formula), places)


def _no_text(node: Node, face: str) -> str:
    if face == "text":
        raise NotInSheet("a number as a text")
    return plain_text(node)


def test_steps_of_all_sizes() -> None:
    """Cents by decimals, other steps by counting them, so that the last division gives the nearest number there is."""
    cent, five, quarter = Fraction(1, 100), Fraction(5), Fraction(1, 4)
    assert rounded("x", cent) == "ROUND(x,2)"
    assert rounded("x", five) == "ROUND((x)/5,0)*5"
    assert rounded("x", quarter, 6) == "ROUND(ROUND((x)*4,6),0)/4"
    assert rounded_up("x", cent) == "-INT(-ROUND((x)*100,6))/100"


def test_formulas_over_rows_are_array_formulas() -> None:
    assert is_array("MEDIAN(IF(EXACT(A1:A9,A1),B1:B9))")
    assert not is_array("IF(EXACT(A1,B1),1,0)")
