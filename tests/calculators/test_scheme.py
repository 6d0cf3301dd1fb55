from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import result_document
from tests.calculators.samples import amounts, faults, ran, result, scheme

CONTRACT = {
    "scheme": "winstdeling-2026",
    "title": {"nl": "Winstdeling 2026", "en": "Profit share 2026"},
    "currency": "EUR",
    "period": {"from": "2026-01-01", "to": "2026-12-31"},
    "given": {
        "required_return": {"value": "8%", "title": {"nl": "Vereist rendement", "en": "Required return"}},
        "level_points": {"table": {"junior": 10, "medior": 12, "senior": 15}},
    },
    "eligible": [{"name": "service", "when": "tenure_months >= 6"}],
    "company": [
        {"name": "surplus", "formula": "max(0, net_profit - required_return * equity)", "step": "0.01", "unit": "EUR"},
        {"name": "pool", "formula": "10% * surplus", "step": "0.01", "unit": "EUR"},
    ],
    "person": [
        {"name": "presence", "formula": "fte * days_employed / days_in_period", "step": "0.0001"},
        {"name": "points", "formula": "presence * lookup(level, level_points)", "step": "0.0001"},
    ],
    "award": [{"split": "pool", "by": "mix(50%, points, 50%, pay_in_period)", "cap": "salary * fte / 12"}],
    "clauses": [{"name": "leaving", "text": {"nl": "Wie gaat.", "en": "Whoever leaves."}}],
}
THREE = [
    {"id": "1", "start_date": "2020-01-01", "monthly_salary": "4000", "level": "junior"},
    {"id": "2", "start_date": "2020-01-01", "monthly_salary": "5000", "level": "senior", "fte": "0.8"},
    {"id": "3", "start_date": "2026-08-01", "monthly_salary": "3000", "level": "medior"},
]


def test_the_contracts_own_scheme_by_hand() -> None:
    """Surplus 150,000 − 8 % × 1,000,000 = 70,000, pool 7,000, shared by half points and half pay, at most a month."""
    found = result(CONTRACT, THREE, net_profit="150000", equity=1_000_000)
    assert found["company"] == {"surplus": "70000.00", "pool": "7000.00"}
    # points 10 and 12; pay 48,000 each: weights 5/22 + 1/4 and 6/22 + 1/4, of 7,000: 3,340.91 and 3,659.09
    assert [each["amount"] for each in found["awards"]] == ["3340.91", "3659.09", "0.00"]
    assert found["awards"][0]["steps"] == {"presence": "1.0000", "points": "10.0000"}
    assert found["awards"][2] == {"id": "3", "eligible": False, "reason": "service", "amount": "0.00"}
    assert (found["total"], found["undistributed"]) == ("7000.00", "0.00")


def test_the_contracts_own_scheme_with_everyone_at_the_cap() -> None:
    found = result(CONTRACT, THREE, net_profit="1150000", equity=1_000_000)
    assert [each["amount"] for each in found["awards"]] == ["4000.00", "4000.00", "0.00"]
    assert [each.get("capped") for each in found["awards"]] == [True, True, None]
    assert (found["total"], found["undistributed"]) == ("8000.00", "99000.00")


def test_each_step_goes_on_rounded() -> None:
    document = scheme(
        company=[{"name": "third", "formula": "1 / 3", "step": "0.01"}, {"name": "back", "formula": "third * 3"}],
        award=[{"amount": "back"}],
    )
    assert result(document, [{"id": "1"}])["company"] == {"third": "0.33", "back": "0.99"}


def test_without_a_step_a_figure_is_exact() -> None:
    document = scheme(company=[{"name": "third", "formula": "1 / 3"}, {"name": "back", "formula": "third * 3"}])
    assert result(document, [{"id": "1"}])["company"] == {"third": "1/3", "back": "1"}


def test_parts_of_one_sum() -> None:
    award = [{"split": "first", "by": "1"}, {"split": "pool - first", "by": "1"}]
    steps = [{"name": "pool", "formula": "100.01"}, {"name": "first", "formula": "pool / 2", "step": "0.01"}]
    found = result(scheme(company=steps, award=award), [{"id": "1"}])
    assert (found["awards"][0]["parts"], found["total"]) == (["50.01", "50.00"], "100.01")


def test_amounts_of_different_units_are_not_added() -> None:
    award = [
        {"split": "100", "by": "1"},
        {"split": "10", "by": "1", "unit": "share"},
        {"amount": "2.5", "unit": "day", "step": "0.5"},
    ]
    found = result(scheme(award=award), [{"id": "1"}, {"id": "2"}, {"id": "3"}])
    assert found["awards"][0]["amounts"] == {"EUR": "33.34", "share": "4", "day": "2.5"}
    assert found["totals"] == {"EUR": "100.00", "share": "10", "day": "7.5"}
    assert (found["awards"][0]["amount"], found["awards"][0]["parts"]) == ("33.34", ["33.34", "4", "2.5"])


def test_one_unit_that_is_no_money() -> None:
    found = result(scheme(award=[{"split": "10", "by": "1", "unit": "share"}]), [{"id": "1"}, {"id": "2"}, {"id": "3"}])
    assert [each["amount"] for each in found["awards"]] == ["4", "3", "3"]
    assert (found["total"], found["awards"][0]["leftover"]) == ("10", "1")


def test_ties_go_by_natural_order_of_numbers() -> None:
    who = [{"id": "E10"}, {"id": "E2"}, {"id": "E1"}]
    assert amounts(scheme(), who) == ["33.33", "33.33", "33.34"]
    assert amounts(scheme(award=[{"split": "100.01", "by": "1"}]), who) == ["33.33", "33.34", "33.34"]


def test_the_first_condition_that_fails_is_the_reason() -> None:
    document = scheme(
        period={"from": "2026-01-01", "to": "2026-12-31"},
        eligible=[{"name": "service", "when": "tenure_months >= 6"}, {"name": "hours", "when": "fte >= 0.5"}],
    )
    who = [{"id": "a", "start_date": "2026-12-01", "fte": "0.1"}, {"id": "b", "start_date": "2020-01-01", "fte": "0.1"},
           {"id": "c", "start_date": "2027-01-01"}, {"id": "d", "start_date": "2020-01-01"}]  # fmt: skip
    assert [each.get("reason") for each in result(document, who)["awards"]] == [
        "service",
        "hours",
        "not_in_period",
        None,
    ]


def test_someone_left_out_needs_no_facts_for_the_rest() -> None:
    document = scheme(eligible=[{"name": "chosen", "when": "chosen_one = 1"}], award=[{"split": "10", "by": "bonus"}])
    assert amounts(document, [{"id": "1", "chosen_one": 1, "bonus": 2}, {"id": "2", "chosen_one": 0}]) == [
        "10.00",
        "0.00",
    ]


def test_negative_pools_mirror() -> None:
    up, down = (amounts(scheme(award=[{"split": total, "by": "fte"}])) for total in ("100.01", "-100.01"))
    assert down == ["0.00" if Fraction(each) == 0 else f"-{each}" for each in up]


def test_a_person_below_zero_is_a_warning() -> None:
    run = ran(scheme(award=[{"amount": "-1"}]), [{"id": "7"}])
    assert [fault.say() for fault in run.warnings] == ["scheme.award[0]: is below zero for people[0] (7)"]


def test_floors_and_caps() -> None:
    who = [{"id": "1", "w": 1}, {"id": "2", "w": 9}]
    award: dict[str, Any] = {"split": "100", "by": "w", "floor": "20.001", "cap": "79.999"}
    assert amounts(scheme(award=[award]), who) == ["20.01", "79.99"]


def test_a_floor_for_each_is_kept_where_weights_are_zero() -> None:
    award = {"split": "30", "by": "w", "floor": "10"}
    assert amounts(scheme(award=[award]), [{"id": "1", "w": 0}, {"id": "2", "w": 1}]) == ["10.00", "20.00"]


PERSON = st.fixed_dictionaries(
    {
        "w": st.integers(0, 50),
        "low": st.integers(0, 3),
        "high": st.integers(3, 400),
        "x": st.decimals("0.01", 10, places=2).map(str),
    }
)


@given(st.lists(PERSON, min_size=1, max_size=9), st.integers(0, 100_000), st.randoms(use_true_random=False))
def test_nothing_is_lost_whatever_the_order(who: list[dict[str, Any]], cents: int, random: Any) -> None:
    who = [{"id": f"p{place}", **each, "w": each["w"] + 1} for place, each in enumerate(who)]
    total = Fraction(cents, 100) + sum(each["low"] for each in who)
    award = {"split": f"{total.numerator} / {total.denominator}", "by": "w / x", "floor": "low", "cap": "high"}
    found = result(scheme(award=[award]), who)
    paid = sum(Fraction(each["amount"]) for each in found["awards"])
    assert paid + Fraction(found["undistributed"]) == total
    assert paid == Fraction(found["total"])
    for person, each in zip(who, found["awards"], strict=True):
        assert person["low"] <= Fraction(each["amount"]) <= person["high"]
    mixed = list(who)
    random.shuffle(mixed)
    again = {each["id"]: each for each in result(scheme(award=[award]), mixed)["awards"]}
    assert [again[each["id"]] for each in found["awards"]] == found["awards"]


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.lists(st.integers(1, 400), min_size=2, max_size=8))
def test_more_profit_or_more_hours_is_no_less_but_for_a_cent(profit: int, more: int, hours: list[int]) -> None:
    document = scheme(
        company=[{"name": "pool", "formula": "max(0, 7% * profit)", "step": "0.01"}],
        award=[{"split": "pool", "by": "hours"}],
    )
    who = [{"id": str(place), "hours": each} for place, each in enumerate(hours)]
    now = [Fraction(each) for each in amounts(document, who, profit=profit)]
    richer = [Fraction(each) for each in amounts(document, who, profit=profit + more)]
    assert all(after >= before - Fraction(1, 100) for before, after in zip(now, richer, strict=True))
    longer = [
        Fraction(each) for each in amounts(document, [{**who[0], "hours": hours[0] + 40}, *who[1:]], profit=profit)
    ]
    assert longer[0] >= now[0] - Fraction(1, 100)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=8), st.integers(0, 10**6))
def test_someone_without_weight_changes_nothing(weights: list[int], cents: int) -> None:
    who = [{"id": f"a{place}", "w": each} for place, each in enumerate(weights)]
    document = scheme(award=[{"split": f"{cents} / 100", "by": "w"}])
    assert amounts(document, [*who, {"id": "0", "w": 0}]) == [*amounts(document, who), "0.00"]


@given(st.lists(st.integers(1, 99), min_size=1, max_size=8), st.integers(0, 10**6), st.integers(1, 50))
def test_weights_on_another_scale_change_nothing(weights: list[int], cents: int, scale: int) -> None:
    who = [{"id": str(place), "w": each} for place, each in enumerate(weights)]
    plain, scaled = (scheme(award=[{"split": f"{cents} / 100", "by": by}]) for by in ("w", f"w * {scale} / 7"))
    assert amounts(plain, who) == amounts(scaled, who)


ONE = [{"id": "1", "x": "1", "zero": "0", "who": "me"}, {"id": "2", "x": "2", "zero": "1", "who": "you"}]


@pytest.mark.parametrize(
    ("parts", "sentences"),
    [
        (
            {"award": [{"split": "100", "by": "zero * 0"}]},
            ['scheme.award[0].by: "zero * 0" all weights are zero, so nobody can get a part'],
        ),
        (
            {"award": [{"split": "100", "by": "x - 2"}]},
            ['scheme.award[0].by: "x - 2" is below zero, and a share can\'t be, for people[0] (1)'],
        ),
        (
            {"award": [{"split": "x", "by": "1"}]},
            ['scheme.award[0].split: "x": character 1: x is a fact of people; a company step uses it in total(…) only'],
        ),
        (
            {"award": [{"split": "1", "by": "1", "floor": "1"}]},
            ['scheme.award[0].by: "1" the floors add up to more than there is to share'],
        ),
        (
            {"award": [{"split": "9", "by": "1", "floor": "x", "cap": "1"}]},
            ['scheme.award[0].by: "1" has a floor above the cap, for people[1] (2)'],
        ),
        (
            {"award": [{"amount": "1 / zero"}]},
            ['scheme.award[0].amount: "1 / zero" divides by zero: zero is 0, for people[0] (1)'],
        ),
        (
            {"award": [{"amount": "who"}]},
            [
                'scheme.award[0].amount: "who" who is "me", which isn\'t a number, for people[0] (1)',
                'scheme.award[0].amount: "who" who is "you", which isn\'t a number, for people[1] (2)',
            ],
        ),
        ({"eligible": [{"name": "none", "when": "1 > 2"}]}, ['scheme.award[0].by: "1" nobody is eligible']),
        (
            {"eligible": [{"name": "all", "when": "total(x) > 2"}]},
            [
                'scheme.eligible[0].when: "total(x) > 2": character 1: '
                "total(…) looks over eligible people, who aren't known yet"
            ],
        ),
        (
            {"company": [{"name": "a", "formula": "1 / 0"}, {"name": "b", "formula": "a + 1"}]},
            ['scheme.company[0].formula: "1 / 0" divides by zero'],
        ),
        (
            {"company": [{"name": "a", "formula": "total(x / zero)"}]},
            ['scheme.company[0].formula: "total(x / zero)" divides by zero: zero is 0, for people[0] (1)'],
        ),
        (
            {"company": [{"name": "a", "formula": "b"}, {"name": "b", "formula": "1"}]},
            ['scheme.company[0].formula: "b": character 1: b isn\'t known here: steps are worked out in order'],
        ),
        (
            {"company": [{"name": "a", "formula": "total(x, who)"}]},
            [
                'scheme.company[0].formula: "total(x, who)" is a figure a person, where one value is needed; '
                "use total(…) or another over all"
            ],
        ),
        (
            {"person": [{"name": "x", "formula": "1"}]},
            ["scheme.person[0].name: x stands for two things: also for people[…].x"],
        ),
        (
            {"company": [{"name": "a", "formula": "1"}], "person": [{"name": "a", "formula": "2"}]},
            ["scheme.person[0].name: a stands for two things: also for company[0].name"],
        ),
        (
            {"person": [{"name": "p", "formula": "10^10001"}]},
            ['scheme.person[0].formula: "10^10001" would grow past 10,000 digits'],
        ),
        (
            {"award": [{"amount": "age"}]},
            [
                'scheme.award[0].amount: "age": character 1: age is protected: '
                "it needs a justification under allow, printed on every statement"
            ],
        ),
        (
            {"award": [{"amount": "xs"}]},
            ['scheme.award[0].amount: "xs": character 1: xs is not known (do you mean x?)'],
        ),
    ],
)
def test_what_a_scheme_is_refused_for(parts: dict[str, Any], sentences: list[str]) -> None:
    assert faults(scheme(**parts), ONE) == sentences


def test_all_faults_at_once() -> None:
    document = scheme(
        company=[{"name": "a", "formula": "1 +"}, {"name": "b", "formula": "2 *"}], award=[{"amount": "a"}], extra=1
    )
    who = [{"id": "1", "fte": "1.3"}, {"id": "1"}, {"fte": "-1"}]
    found = faults(document, who, {"profit": "much"})
    for piece in ("scheme.extra", "company.profit", "people[0].fte", "people[1].id", "people[2].id", "people[2].fte"):
        assert any(sentence.startswith(piece) for sentence in found), piece


def test_protected_facts_may_be_allowed_with_a_ground() -> None:
    document = scheme(allow={"age": "the law asks it"}, award=[{"amount": "age"}])
    assert amounts(document, [{"id": "1", "age": "40"}]) == ["40.00"]


def test_a_fact_may_be_marked_protected() -> None:
    document = scheme(facts={"x": {"protected": True}}, award=[{"amount": "x"}])
    assert "x is protected" in faults(document, ONE)[0]


def test_same_input_same_output() -> None:
    first, second = (
        result_document(run_scheme(CONTRACT, {"net_profit": 150000, "equity": 1}, THREE)) for _ in range(2)
    )
    assert first == second


def test_many_problems_are_told_shortly() -> None:
    who = [{"id": str(place), "zero": 0} for place in range(20)]
    (sentence,) = faults(scheme(award=[{"amount": "1 / zero"}]), who)
    first_five = ", ".join(f"people[{n}] ({n})" for n in range(5))
    assert sentence.endswith(f"divides by zero: zero is 0, for {first_five} and 15 more")
