"""The cap table of each year: the rounds' and the waterfall's own results, and what vests."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.growth import plan
from planner.calculators.growth_cap_table import pays_from
from planner.calculators.rounds import financings
from planner.calculators.waterfall import waterfall
from tests.calculators.plans import CAP_TABLE, grown, of_years, planned, said
from tests.calculators.tables import TABLES, table_of

ROUND = {"id": "B", "year": 2, "pre_money": 8_000_000, "new_money": 2_000_000, "convention": "percentage_ownership",
         "pool_target": "10%"}  # fmt: skip
PROTECTED = [{**CAP_TABLE["classes"][0], "anti_dilution": "full_ratchet"}, CAP_TABLE["classes"][1]]


def test_a_round_is_calc_rounds() -> None:
    found = grown({"rounds": [ROUND]})
    terms = {key: value for key, value in ROUND.items() if key != "year"}
    holders = [{"id": "A", "class": "A", "shares": 200_000}, {"id": "common", "shares": 790_000},
               {"id": "grant", "shares": 10_000}]  # fmt: skip
    alone = financings({"shareholders": holders,
                        "preferred": [{"id": "A", "shares": 200_000, "price": 10}], "rounds": [terms]})  # fmt: skip
    owned = alone["rounds"][0]["ownership"]
    expected = {name: line["part"] for name, line in owned["holders"].items()} | {"pool": owned["pool"]["part"]}
    expected["B"] = owned["new_money"]["part"]
    first, second, third = of_years(found, "ownership")
    assert first == {"A": "1/5", "common": "79/100", "grant": "1/100", "pool": "0/1"}
    assert second == third == expected
    assert found["years"][2]["company"]["equity"] != grown()["years"][2]["company"]["equity"]


def test_a_sale_is_calc_waterfall() -> None:
    """After a round at a low price the first class converts into more, and the new one is paid first."""
    terms = {**ROUND, "pool_target": None, "multiple": 2, "seniority": 0, "participating": True, "cap_multiple": 3}
    table = {**CAP_TABLE, "classes": PROTECTED, "debt": [{"id": "bank", "claim": 100_000, "seniority": 0}]}
    found = grown({"rounds": [terms]}, cap_table=table)
    year = found["years"][2]
    # full ratchet: A becomes 2,000,000 ÷ p shares, so that (800,000 + 2,000,000 ÷ p) p is 8 million, and p is 7.50
    alone, _ = waterfall({
        "exit": year["exit_value"], "debt": table["debt"],
        "classes": [
            {**CAP_TABLE["classes"][0], "conversion_ratio": "4/3"}, CAP_TABLE["classes"][1],
            {"id": "B", "type": "preferred", "shares": "800000/3", "invested": 2_000_000, "multiple": 2, "seniority": 0,
             "participating": True, "cap_multiple": 3},
        ],
        "options": [{"id": "grant", "quantity": 10_000, "strike": 12}],
    })  # fmt: skip
    assert year["payouts"] == alone["payouts"]
    assert found["exit"]["returns"]["B"] == round(float(Fraction(alone["payouts"]["B"])) / 2_000_000 - 1, 10)


def test_vesting_counts_in_a_sale() -> None:
    """Half of the options share in the first year's sale, all in the second's; the rest is told as unvested."""
    first, second, _ = grown()["years"]
    price = (Fraction(22_000_000) + 5_000 * 12) / 995_000
    assert first["people"]["noor"]["grant"] == f"{float(5_000 * (price - 12)):.2f}"
    assert Fraction(first["unvested"]["grant"]) > 0
    assert second["unvested"] == {"grant": "0.00"}
    assert Fraction(first["people"]["sam"]["common"]) == round(Fraction(first["payouts"]["common"]) / 100, 2)


def test_shares_of_one_class_are_told_together() -> None:
    holdings = [{"person": "sam", "class": "common", "shares": count} for count in (900, 7_000)]
    apart = grown(cap_table={**CAP_TABLE, "holdings": holdings})["exit"]
    assert apart == grown()["exit"]
    assert grown(cap_table={**CAP_TABLE, "holdings": holdings})["years"][2]["people"] == grown()["years"][2]["people"]


def test_from_which_exit_value_a_right_pays() -> None:
    """Common shares after the preference of 2 million; options once all 990,000 are worth 12 each."""
    found = grown()
    assert found["pays_from"] == {"grant": "11880000.00", "common": "2000000.00"}
    tables = plan(planned()).tables
    assert tables is not None
    assert pays_from(tables.table(3))["A"] == 0


@given(TABLES)
def test_a_right_pays_from_its_exit_value_on(document: dict[str, Any]) -> None:
    _, table = table_of(document)
    for name, start in pays_from(table).items():
        if start is None:
            assert table.share(Fraction(10**9)).payouts[name] == 0
        else:
            assert table.share(start).payouts[name] == 0
            assert table.share(start + Fraction(1, 10**6)).payouts[name] > 0


@given(st.lists(st.integers(0, 4), min_size=2, max_size=3))
def test_a_sale_pays_out_what_it_brings(vested: list[int]) -> None:
    parts = [f"{each * 25}%" for each in sorted(vested)]
    table = {**CAP_TABLE, "options": [{**CAP_TABLE["options"][0], "vested": parts}]}
    for year in grown({"rounds": [ROUND]}, cap_table=table)["years"]:
        assert sum(map(Fraction, year["payouts"].values())) == Fraction(year["exit_value"])
        assert sum(map(Fraction, year["ownership"].values())) == 1


def test_faults() -> None:
    late = {**ROUND, "year": 3}
    assert said({"rounds": [late]}) == [
        "drivers.rounds[0].year: 3 is not before the exit in year 3; leave the round out or sell later"
    ]
    sold = {"exit": {"hazard": {"value": "5%"}, "value": 10}}
    rounds = [late, {**ROUND, "id": "C"}, {**ROUND, "year": 9, "grants": [{"id": "x", "quantity": 1}]}]
    assert said({**sold, "rounds": rounds}) == [
        'drivers.rounds[2].id: "B" is also the id of rounds[0]',
        "drivers.rounds[1].year: 2 is before the year of the round before it",
        "drivers.rounds[2].grants: are not taken here; options stand under cap_table.options",
        "drivers.rounds[2].year: 9 is after the last year of the plan, 3",
    ]  # fmt: skip
    assert said({**sold, "rounds": [{**ROUND, "id": "grant"}]}) == [
        'drivers.rounds[0].id: "grant" is also the id of cap_table.options[0]'
    ]
    assert said({**sold, "rounds": [{**ROUND, "participating": True, "cap_multiple": "0.5"}]}) == [
        "drivers.rounds[0]: has a cap_multiple below its multiple: less than its preference alone"
    ]
    assert said({**sold, "rounds": [{**ROUND, "pool_target": "90%"}]}) == [
        "drivers.rounds[0].pool_target: and the new money take more than all shares together"
    ]


def test_faults_of_rights() -> None:
    classes = [{**PROTECTED[0], "invested": 0}, PROTECTED[1]]
    rights = {"classes": classes, "options": [{**CAP_TABLE["options"][0], "person": "x", "vested": ["50%", "40%"]}],
              "phantoms": [{"id": "p", "quantity": 1, "vested": "110%"}],
              "holdings": [{"person": "sam", "class": "B", "shares": 1},
                           {"person": "sam", "class": "A", "shares": 200_001}]}  # fmt: skip
    assert said(cap_table=rights) == [
        'cap_table.options[0].person: "x" is nobody under people',
        "cap_table.options[0].vested: doesn't rise from 0% to at most 100%",
        "cap_table.phantoms[0].vested: doesn't rise from 0% to at most 100%",
        'cap_table.holdings[0].class: "B" is no class with shares; there are A, common',
        'cap_table.holdings[1].shares: are 1 more than class "A" has',
        "cap_table.classes[0].anti_dilution: needs invested: what a share was sold at is what is protected",
    ]
    assert said(cap_table={"classes": [{"id": "pool", "type": "unallocated_pool", "shares": 10}]}) == [
        "cap_table.classes: have nobody to share 1 of the exit; common shares are needed"
    ]
