"""What a total may tell to one of those in it."""

from __future__ import annotations

from typing import Any

import pytest

from planner.calculators.proof import Prover
from planner.calculators.replay import replay
from planner.calculators.scheme import run_scheme
from tests.calculators.samples import scheme

LEVELS = ["director", *["lead"] * 5, *["junior"] * 6]


def staff(count: int = 12) -> list[dict[str, Any]]:
    return [
        {"id": str(place), "pay": 4000 + 7 * place, "bonus": 50 if place < 3 else 0, "level": LEVELS[place]}
        for place in range(count)
    ]


def told(formula: str, **parts: Any) -> str | None:
    """What the proof says of a company step over twelve people: one director, five leads, six juniors."""
    document = scheme(company=[{"name": "a", "formula": formula}], **parts)
    prover = Prover(run_scheme(document, {}, staff()))
    proof = prover.proof(11)
    assert replay(proof).holds
    (step,) = proof["company"]
    result: str | None = step["result"]
    return result


ALL_PAY = sum(4000 + 7 * place for place in range(12))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("total(pay)", str(ALL_PAY)),
        ("total(pay * 12 + 1)", str(12 * ALL_PAY + 12)),
        ("total(1)", "12"),
        ("count()", "12"),
        ("total(if(level = 'junior', pay, 0))", str(sum(4000 + 7 * place for place in range(6, 12)))),
        ("total(pay * (level = 'lead'))", str(sum(4000 + 7 * place for place in range(1, 6)))),
        ("total(if(level = 'nobody', pay, 0))", "0"),
        ("total(if(pay > 0, pay, 0))", str(ALL_PAY)),
    ],
)
def test_told(formula: str, value: str) -> None:
    assert told(formula) == value


@pytest.mark.parametrize(
    "formula",
    [
        "total(if(level = 'director', pay, 0))",
        "total(pay * (level = 'director'))",
        "total(if(level = 'director', 0, pay))",
        "total(pay) - total(if(level != 'director', pay, 0))",
        "average(if(level = 'director', pay, 0))",
        "total(lookup(level, chosen) * pay)",
        "total(if(not (level = 'lead') and not (level = 'junior'), pay, 0))",
        "total(bonus)",
        "largest(pay)",
        "smallest(pay)",
    ],
)
def test_withheld(formula: str) -> None:
    table = {"chosen": {"table": {"director": 1, "lead": 0, "junior": 0}}}
    assert told(formula, given=table) is None


def test_choosing_in_a_step_before_does_not_help() -> None:
    document = scheme(
        person=[{"name": "chosen", "formula": "if(level = 'director', pay, 0)"}],
        award=[{"amount": "total(chosen) / 100"}],
    )
    proof = Prover(run_scheme(document, {}, staff())).proof(11)
    assert proof["awards"][0]["amount"]["operands"] == {"total(chosen)": None}
    assert replay(proof).holds


def test_by_group_each_sees_their_own_if_it_is_large_enough() -> None:
    document = scheme(award=[{"amount": "total(pay, level) / 100"}])
    prover = Prover(run_scheme(document, {}, staff()))
    seen = [prover.proof(place)["awards"][0]["amount"]["operands"]["total(pay, level)"] for place in (0, 1, 11)]
    assert seen == [
        None,
        str(sum(4000 + 7 * place for place in range(1, 6))),
        str(sum(4000 + 7 * place for place in range(6, 12))),
    ]
