from __future__ import annotations

import pytest

from planner.statements.statement import Part, Share, Token
from planner.web.charts import share_chart
from planner.web.paging import Paging
from planner.web.words import Term, reason_in_words, terms
from tests.web.samples import SCHEME


def sign(text: str) -> Token:
    return Token(text, is_sign=True)


def test_a_formula_is_read_as_operands_with_their_signs() -> None:
    bracketed = (sign("("), Token("181", "days"), sign("×"), Token("1.0"), sign(")"), sign("÷"), Token("365", "days"))
    assert terms(bracketed) == [Term("(", "181", "days"), Term("×", "1.0", "", ")"), Term("÷", "365", "days")]


def test_a_bracket_after_a_sign_opens_with_it() -> None:
    assert terms((Token("2"), sign("×"), sign("("), Token("3"), sign(")"))) == [
        Term("", "2", ""),
        Term("× (", "3", "", ")"),
    ]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("service", "Not met: At least six months' service"),
        ("not_in_period", "Not in service in this period"),
        ("other", "other"),
        (None, ""),
    ],
)
def test_a_reason_is_said_in_the_scheme_s_own_words(reason: str | None, sentence: str) -> None:
    assert reason_in_words(SCHEME, reason, "en") == sentence


@pytest.mark.parametrize(
    ("count", "asked", "shown"),
    [(0, 1, (1, 1, 0, 0)), (100, 9, (1, 1, 1, 100)), (101, 2, (2, 2, 101, 101)), (250, -3, (1, 3, 1, 100))],
)
def test_a_page_that_is_not_there_is_the_nearest(count: int, asked: int, shown: tuple[int, int, int, int]) -> None:
    paging = Paging(count, asked)
    assert (paging.page, paging.pages, paging.first, paging.last) == shown


def share(size: float, *parts: Part) -> Share:
    return Share("Of every €100 <b>", "Your part", "The whole", size, parts)


def test_the_part_starts_at_the_left_and_has_its_size() -> None:
    drawn = share_chart(share(0.25, Part("a", "", 1.0)))
    assert '<rect x="0.00" y="0" width="250.00"' in drawn
    assert "<line" not in drawn  # one award has nothing to enlarge
    assert "&lt;b&gt;" in drawn


def test_the_enlarged_pieces_fill_the_width() -> None:
    drawn = share_chart(share(0.01, Part("a", "", 0.4), Part("b", "", 0.6)))
    assert '<rect x="0.00" y="56" width="397.00"' in drawn
    assert '<rect x="400.00" y="56" width="600.00"' in drawn


def test_a_part_is_seen_however_small_and_nothing_is_drawn_as_nothing() -> None:
    assert 'width="2.00"' in share_chart(share(0.00001, Part("a", "", 1.0)))
    assert 'x="0.00" y="0" width="0.00"' in share_chart(share(0, Part("a", "", 1.0)))
