"""The cap table of a journal: what each transaction does, and what is wrong with journals that can't be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculators.captable_samples import (
    BASIS,
    ISSUER,
    Object,
    faults,
    money,
    options,
    plan,
    preferred,
    ratio,
    safe,
    shares,
    stakeholder,
    stock_class,
    table,
    told,
    tx,
    use,
    warrant,
)

JAN, FEB, MAR = "2026-01-10", "2026-02-10", "2026-03-10"


def held(found: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Shares by holder and class."""
    return {name: each["shares"] for name, each in found["holders"].items() if each["shares"]}


def pool(found: dict[str, Any], name: str = "plan") -> tuple[str, str, str]:
    """Reserved, used and free."""
    each = found["plans"][name]
    return each["reserved"], each["used"], each["free"]


def test_the_table_counts_shares_rights_and_the_free_pool() -> None:
    found = table(
        shares("s1", JAN, "ana", "600"),
        shares("p1", JAN, "ben", "100", of="prefs"),
        options("o1", FEB, "ben", "50"),
        options("u1", FEB, "ben", "20", compensation_type="RSU"),
        warrant("w1", FEB, "ana", "30"),
        basis=[*BASIS[:4], preferred("prefs", ratio="2"), plan("200")],
    )
    assert found["totals"] == {
        "issued": "700", "as_converted": "800", "rights": "100", "pool_free": "130", "fully_diluted": "1030",
    }  # fmt: skip
    assert held(found) == {"ana": {"common": "600"}, "ben": {"prefs": "100"}}
    assert found["holders"]["ben"]["rights"] == {"OPTION": "50", "RSU": "20"}
    assert found["holders"]["ben"]["fully_diluted"] == "270"
    assert pool(found) == ("200", "70", "130")
    assert (found["issuer"], found["date"]) == ("Voorbeeld B.V.", FEB)


def test_the_table_of_a_day_knows_nothing_of_what_comes_after() -> None:
    journal = [shares("s1", JAN, "ana", "600"), shares("s2", MAR, "ben", "100")]
    assert held(table(*journal, date=FEB)) == {"ana": {"common": "600"}}
    assert table(*journal, date=FEB) == {**table(journal[0]), "date": FEB}
    assert held(table(*journal, date="2025-01-01")) == {}


def test_old_names_of_equity_compensation_are_the_new_ones() -> None:
    grant = options("o1", JAN, "ana", "50")
    exercise = use("EQUITY_COMPENSATION_EXERCISE", "o1", FEB, quantity="20", resulting_security_ids=["s1"])
    rest = shares("s1", FEB, "ana", "20")
    old = [
        {**each, "object_type": each["object_type"].replace("EQUITY_COMPENSATION", "PLAN_SECURITY")}
        for each in (grant, exercise)
    ]
    assert table(*old, rest) == table(grant, exercise, rest)


def test_a_transfer_of_a_part_leaves_the_rest_under_a_new_id() -> None:
    found = table(
        shares("s1", JAN, "ana", "600"),
        use("STOCK_TRANSFER", "s1", FEB, quantity="250", resulting_security_ids=["s2"], balance_security_id="s3"),
        shares("s2", FEB, "ben", "250"),
        shares("s3", FEB, "ana", "350"),
    )
    assert held(found) == {"ana": {"common": "350"}, "ben": {"common": "250"}}


def test_securities_may_be_handed_on_twice_in_a_day_whatever_their_ids() -> None:
    found = table(
        shares("s1", JAN, "ana", "600"),
        use("STOCK_TRANSFER", "s1", FEB, name="z", quantity="600", resulting_security_ids=["s2"]),
        shares("s2", FEB, "ben", "600"),
        use("STOCK_TRANSFER", "s2", FEB, name="a", quantity="600", resulting_security_ids=["s3"]),
        shares("s3", FEB, "ana", "600"),
    )
    assert held(found) == {"ana": {"common": "600"}}


def test_what_is_exercised_becomes_shares_and_stays_used() -> None:
    found = table(
        options("o1", JAN, "ana", "100"),
        use("EQUITY_COMPENSATION_EXERCISE", "o1", FEB, quantity="40", resulting_security_ids=["s1"]),
        shares("s1", FEB, "ana", "40"),
    )
    assert found["holders"]["ana"]["rights"] == {"OPTION": "60"}
    assert held(found) == {"ana": {"common": "40"}}
    assert (pool(found), found["totals"]["fully_diluted"]) == (("1000", "100", "900"), "1000")


def test_released_units_and_warrants_become_shares() -> None:
    found = table(
        options("u1", JAN, "ana", "100", compensation_type="RSU"),
        use("EQUITY_COMPENSATION_RELEASE", "u1", FEB, quantity="100", settlement_date=FEB, release_price=money("5"),
            resulting_security_ids=["s1"]),
        shares("s1", FEB, "ana", "100"),
        warrant("w1", JAN, "ben", "30"),
        use("WARRANT_EXERCISE", "w1", FEB, trigger_id="t", resulting_security_ids=["s2"]),
        shares("s2", FEB, "ben", "30"),
    )  # fmt: skip
    assert held(found) == {"ana": {"common": "100"}, "ben": {"common": "30"}}
    assert found["totals"]["rights"] == "0"


def test_a_net_exercise_is_said_to_be_one() -> None:
    journal = (
        options("o1", JAN, "ana", "100"),
        use("EQUITY_COMPENSATION_EXERCISE", "o1", FEB, quantity="100", resulting_security_ids=["s1"]),
        shares("s1", FEB, "ana", "60"),
    )
    text = "is of 100, and 60 shares come of it; that may be a net exercise"
    assert told(*journal) == [f"equity-compensation-exercise-o1: {text}"]
    back = tx("STOCK_PLAN_RETURN_TO_POOL", "r1", FEB, security_id="o1", stock_plan_id="plan", quantity="40",
              reason_text="withheld")  # fmt: skip
    assert pool(table(*journal, back)) == ("1000", "60", "940")


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ("RETURN_TO_POOL", ("1000", "60", "940")),
        ("RETIRE", ("960", "60", "900")),
        ("HOLD_AS_CAPITAL_STOCK", ("960", "60", "900")),
        ("DEFINED_PER_PLAN_SECURITY", ("1000", "100", "900")),
        (None, ("1000", "100", "900")),
    ],
)
def test_what_is_cancelled_goes_where_the_plan_says(behaviour: str | None, expected: tuple[str, str, str]) -> None:
    journal = [
        options("o1", JAN, "ana", "100"),
        use("EQUITY_COMPENSATION_CANCELLATION", "o1", FEB, quantity="40", reason_text="left",
            balance_security_id="o2"),
        options("o2", FEB, "ana", "60"),
    ]  # fmt: skip
    basis = [*BASIS[:5], plan(behaviour=behaviour), plan("50", name="next")]
    assert pool(table(*journal, basis=basis)) == expected
    back = tx("STOCK_PLAN_RETURN_TO_POOL", "r1", FEB, security_id="o1", quantity="40", reason_text="rolled over")
    to_own = table(*journal, {**back, "stock_plan_id": "plan"}, basis=basis)
    assert pool(to_own) == ("1000", "60", "940")
    to_next = table(*journal, {**back, "stock_plan_id": "next"}, basis=basis)
    assert (pool(to_next), pool(to_next, "next")) == (("960", "60", "900"), ("90", "0", "90"))


def test_returning_to_the_pool_ends_what_was_not_cancelled() -> None:
    back = tx("STOCK_PLAN_RETURN_TO_POOL", "r1", FEB, security_id="o1", stock_plan_id="plan", quantity="100",
              reason_text="lapsed")  # fmt: skip
    found = table(options("o1", JAN, "ana", "100"), back)
    assert (pool(found), found["holders"]) == (("1000", "0", "1000"), {})


def test_repurchased_and_retracted_shares_are_gone() -> None:
    found = table(
        shares("s1", JAN, "ana", "100"),
        use("STOCK_REPURCHASE", "s1", FEB, quantity="100", price=money("1.00")),
        options("o1", JAN, "ana", "100"),
        use("EQUITY_COMPENSATION_RETRACTION", "o1", FEB, reason_text="slip"),
    )
    assert (found["holders"], found["totals"]["issued"], pool(found)) == ({}, "0", ("1000", "0", "1000"))


def test_shares_convert_at_the_ratio_of_their_class() -> None:
    journal = [
        shares("p1", JAN, "ana", "100", of="prefs"),
        tx("STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT", "a1", FEB, stock_class_id="prefs",
           new_ratio_conversion_mechanism={"ratio": ratio("3", "2")}),
        use("STOCK_CONVERSION", "p1", MAR, quantity_converted="40", resulting_security_ids=["s1"],
            balance_security_id="p2"),
        shares("p2", MAR, "ana", "60", of="prefs"),
    ]  # fmt: skip
    found = table(*journal, shares("s1", MAR, "ana", "60"))
    assert held(found) == {"ana": {"common": "60", "prefs": "60"}}
    assert (found["classes"]["prefs"]["conversion_ratio"], found["totals"]["as_converted"]) == ("3/2", "150")
    text = "stock-conversion-p1: converts 40 shares into 50; by the ratio of the class it would be 60"
    assert told(*journal, shares("s1", MAR, "ana", "50")) == [text]


def test_a_convertible_is_money_until_it_converts() -> None:
    journal = [
        safe("c1", JAN, "ana", "200000"),
        use("CONVERTIBLE_TRANSFER", "c1", FEB, amount=money("50000"), resulting_security_ids=["c2"],
            balance_security_id="c3"),
        safe("c2", FEB, "ben", "50000"),
        safe("c3", FEB, "ana", "150000"),
    ]  # fmt: skip
    found = table(*journal)
    assert {name: (each["holder"], each["amount"]) for name, each in found["convertibles"].items()} == {
        "c2": ("ben", "50000"), "c3": ("ana", "150000"),
    }  # fmt: skip
    assert found["totals"]["fully_diluted"] == "1000"
    conversion = use("CONVERTIBLE_CONVERSION", "c2", MAR, trigger_id="round", reason_text="round",
                     resulting_security_ids=["p1"])  # fmt: skip
    after = table(*journal, conversion, shares("p1", MAR, "ben", "123", of="prefs"))
    assert (list(after["convertibles"]), held(after)) == (["c3"], {"ben": {"prefs": "123"}})


def test_a_split_takes_along_all_that_counts_in_the_class() -> None:
    found = table(
        shares("s1", JAN, "ana", "100"),
        options("o1", JAN, "ana", "30", strike="6.00"),
        tx("STOCK_CLASS_SPLIT", "x1", FEB, stock_class_id="common", split_ratio=ratio("3")),
        shares("s2", FEB, "ben", "7"),
        basis=[*BASIS[:3], stock_class("common", "500"), preferred("prefs", ratio="2"), plan("60")],
        also=["securities"],
    )
    assert held(found) == {"ana": {"common": "300"}, "ben": {"common": "7"}}
    option = next(each for each in found["securities"] if each["id"] == "o1")
    assert (option["quantity"], option["price"]) == ("90", "2")
    assert pool(found) == ("180", "90", "90")
    assert (found["classes"]["common"]["authorised"], found["classes"]["prefs"]["conversion_ratio"]) == ("1500", "6/1")


def test_a_number_set_on_the_day_of_a_split_stands_as_it_is_set() -> None:
    found = table(
        shares("s1", JAN, "ana", "100"),
        tx("STOCK_CLASS_SPLIT", "x1", FEB, stock_class_id="common", split_ratio=ratio("1", "4")),
        tx("STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT", "a1", FEB, stock_class_id="common",
           new_shares_authorized="5000"),
        tx("STOCK_PLAN_POOL_ADJUSTMENT", "a2", FEB, stock_plan_id="plan", shares_reserved="77"),
    )  # fmt: skip
    assert (held(found), found["classes"]["common"]["left"], pool(found)) == (
        {"ana": {"common": "25"}}, "4975", ("77", "0", "77"),
    )  # fmt: skip


def test_shares_are_reissued_after_a_split_without_being_split_twice() -> None:
    found = table(
        shares("s1", JAN, "ana", "100"),
        tx("STOCK_CLASS_SPLIT", "x1", FEB, stock_class_id="common", split_ratio=ratio("2")),
        use("STOCK_REISSUANCE", "s1", FEB, resulting_security_ids=["s2"], split_transaction_id="x1"),
        shares("s2", FEB, "ana", "200"),
    )
    assert held(found) == {"ana": {"common": "200"}}


def test_what_later_versions_have_is_followed() -> None:
    found = table(
        shares("s1", JAN, "ana", "100"),
        shares("s2", JAN, "ana", "50"),
        tx("STOCK_CONSOLIDATION", "c1", FEB, security_ids=["s1", "s2"], resulting_security_id="s3"),
        shares("s3", FEB, "ana", "150"),
        options("o1", JAN, "ana", "30"),
        use("EQUITY_COMPENSATION_REPRICING", "o1", FEB, new_exercise_price=money("0.50")),
        also=["securities"],
    )
    assert held(found) == {"ana": {"common": "150"}}
    assert [each["price"] for each in found["securities"] if each["id"] == "o1"] == ["0.5"]


def test_rights_paid_in_money_are_no_shares_to_come() -> None:
    found = table(options("o1", JAN, "ana", "30", compensation_type="CSAR", base_price=money("1.00")))
    assert (found["totals"]["rights"], found["holders"]["ana"]["fully_diluted"]) == ("0", "0")
    assert found["holders"]["ana"]["rights"] == {"CSAR": "30"}


def test_what_is_left_out_on_purpose_is_not_there() -> None:
    grant = {**options("o1", JAN, "ana", "30"), "exercise_price": {"omitted": True}}
    assert table(grant, also=["securities"])["securities"][0]["price"] is None
    assert faults({**grant, "quantity": {"omitted": True}}) == ["issue-o1.quantity: is missing"]


S1 = shares("s1", JAN, "ana", "100")
O1 = options("o1", JAN, "ana", "100")
WRONG: list[tuple[list[Object], str]] = [
    (
        [shares("s1", JAN, "ana", "600"), tx("STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT", "a1", JAN,
         stock_class_id="common", new_shares_authorized="500")],
        'issue-s1: takes the class "Common" to 600 issued shares; 500 are authorised',
    ),
    (
        [S1, tx("ISSUER_AUTHORIZED_SHARES_ADJUSTMENT", "a1", JAN, issuer_id="issuer", new_shares_authorized="50")],
        "issue-s1: takes the company to 100 issued shares; 50 are authorised",
    ),
    (
        [options("o1", JAN, "ana", "1001")],
        'issue-o1: takes the plan "Plan" to 1001 used shares; 1000 are reserved',
    ),
    (
        [S1, use("STOCK_TRANSFER", "s1", FEB, quantity="101", resulting_security_ids=["s2"]),
         shares("s2", FEB, "ben", "101")],
        'stock-transfer-s1: takes 101 of the security "s1", which has 100',
    ),
    (
        [O1, use("EQUITY_COMPENSATION_EXERCISE", "o1", FEB, quantity="101", resulting_security_ids=[])],
        'equity-compensation-exercise-o1: takes 101 of the security "o1", which has 100',
    ),
    (
        [S1, use("STOCK_CANCELLATION", "s1", FEB, quantity="101", reason_text="x")],
        'stock-cancellation-s1: takes 101 of the security "s1", which has 100',
    ),
    (
        [use("STOCK_CANCELLATION", "s9", FEB, quantity="1", reason_text="x")],
        'stock-cancellation-s9: names the security "s9", which no issuance makes',
    ),
    (
        [S1, use("STOCK_RETRACTION", "s1", FEB, reason_text="x"),
         use("STOCK_CANCELLATION", "s1", MAR, quantity="1", reason_text="x")],
        f'stock-cancellation-s1: uses the security "s1", which ended on {FEB} by stock-retraction-s1',
    ),
    (
        [shares("s1", MAR, "ana", "100"), use("STOCK_CANCELLATION", "s1", FEB, quantity="1", reason_text="x")],
        f'stock-cancellation-s1: is dated {FEB}, but its security "s1" is issued on {MAR}',
    ),
    (
        [O1, use("STOCK_CANCELLATION", "o1", FEB, quantity="1", reason_text="x")],
        'stock-cancellation-o1: is about the security "o1", which is of another kind: issue-o1 made it',
    ),
    (
        [S1, use("STOCK_TRANSFER", "s1", FEB, quantity="100", resulting_security_ids=["s2"]),
         shares("s2", FEB, "ben", "99")],
        "stock-transfer-s1: hands on 100, but 99 come of it",
    ),
    (
        [S1, use("STOCK_CANCELLATION", "s1", FEB, quantity="40", reason_text="x", balance_security_id="s2"),
         shares("s2", FEB, "ana", "59")],
        'stock-cancellation-s1: leaves 60 of the security "s1", but its balance security has 59',
    ),
    (
        [S1, use("STOCK_CANCELLATION", "s1", FEB, quantity="40", reason_text="x", balance_security_id="s2")],
        'stock-cancellation-s1: leaves a rest in the security "s2", which no issuance makes',
    ),
    (
        [S1, use("STOCK_TRANSFER", "s1", FEB, quantity="100", resulting_security_ids=["s1"])],
        'stock-transfer-s1: both takes and gives the security "s1"',
    ),
    (
        [S1, shares("s2", JAN, "ben", "100"), shares("s3", FEB, "ben", "100"),
         use("STOCK_TRANSFER", "s1", FEB, quantity="100", resulting_security_ids=["s3"]),
         use("STOCK_TRANSFER", "s2", FEB, quantity="100", resulting_security_ids=["s3"])],
        'stock-transfer-s2: should give the security "s3", which comes of stock-transfer-s1 already',
    ),
    (
        [S1, shares("s2", FEB, "ben", "50"),
         use("STOCK_TRANSFER", "s1", FEB, quantity="100", resulting_security_ids=["s2", "s2"])],
        "stock-transfer-s1: hands on 100, but 50 come of it",
    ),
    (
        [S1, shares("s2", FEB, "ben", "200"),
         tx("STOCK_CONSOLIDATION", "c1", FEB, security_ids=["s1", "s1"], resulting_security_id="s2")],
        "c1: hands on 100, but 200 come of it",
    ),
    (
        [tx("STOCK_CLASS_SPLIT", "x1", FEB, stock_class_id="common", split_ratio=ratio("2", "0"))],
        "x1.split_ratio: is a ratio with a part that is not more than 0",
    ),
    (
        [tx("STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT", "a1", FEB, stock_class_id="prefs",
            new_ratio_conversion_mechanism={"ratio": ratio("0")})],
        "a1.new_ratio_conversion_mechanism: is a ratio with a part that is not more than 0",
    ),
    (
        [tx("STOCK_CLASS_SPLIT", "x1", FEB, stock_class_id="other", split_ratio=ratio("2"))],
        'x1.stock_class_id: "other" is not the id of any STOCK_CLASS',
    ),
    (
        [tx("STOCK_PLAN_POOL_ADJUSTMENT", "a1", FEB, stock_plan_id="other", shares_reserved="1")],
        'a1.stock_plan_id: "other" is not the id of any STOCK_PLAN',
    ),
    (
        [O1, tx("STOCK_PLAN_RETURN_TO_POOL", "r1", FEB, security_id="o1", stock_plan_id="plan", quantity="101",
                reason_text="x")],
        'r1: takes 101 of the security "o1", which has 100',
    ),
    ([shares("s1", JAN, "carl", "1")], 'issue-s1.stakeholder_id: "carl" is not the id of any STAKEHOLDER'),
    ([shares("s1", JAN, "ana", "1", of="b")], 'issue-s1.stock_class_id: "b" is not the id of any STOCK_CLASS'),
    ([{**S1, "quantity": "-1"}], 'issue-s1.quantity: "-1" is less than 0'),
    ([{**S1, "quantity": "1e3"}], 'issue-s1.quantity: "1e3" is not a number'),
    ([{**S1, "date": "2026-02-30"}], 'issue-s1.date: "2026-02-30" is not a date that exists'),
    ([{**S1, "security_id": ""}], 'issue-s1.security_id: "" is not a text'),
    ([{**S1, "share_price": {"amount": "1"}}], "issue-s1.share_price: has a currency that isn't three capitals"),
    ([{**O1, "exercise_price": "2.00"}], "issue-o1.exercise_price: \"2.00\" is not money, such as"),
    (
        [safe("c1", JAN, "ana", "100"), use("CONVERTIBLE_TRANSFER", "c1", FEB, amount=money("-5"),
                                            resulting_security_ids=["c2"])],
        "convertible-transfer-c1.amount: is a sum of less than 0",
    ),
    ([{**S1, "id": ""}], "objects[6].id: is missing"),
    ([{"id": "x"}], "x.object_type: is missing"),
    ([S1, {**S1, "security_id": "s2"}], "issue-s1: is the id of more than one transaction; each needs its own"),
    ([stakeholder("ana")], "ana: is the id of more than one STAKEHOLDER; each needs its own"),
    ([S1, {**S1, "id": "z"}], 'z: makes the security "s1", which issue-s1 makes already'),
    ([{**ISSUER, "id": "other"}], "objects: name more than one issuer; a journal is of one"),
    ([preferred("x", ratio="0")], "x.conversion_rights: is a ratio with a part that is not more than 0"),
]  # fmt: skip


@pytest.mark.parametrize(("objects", "sentence"), WRONG, ids=[sentence[:60] for _, sentence in WRONG])
def test_a_journal_that_cannot_be_is_refused_with_its_sentence(objects: list[Object], sentence: str) -> None:
    found = faults(*objects)
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_all_faults_are_told() -> None:
    found = faults({**S1, "quantity": "many", "date": "soon"}, use("STOCK_RETRACTION", "s9", FEB, reason_text="x"))
    assert [each.partition(":")[0] for each in found] == ["issue-s1.date", "issue-s1.quantity", "stock-retraction-s9"]


def test_a_number_of_shares_within_a_day_may_be_too_many_for_a_while() -> None:
    """The adjustment comes on the day of the issuance, in whatever order they stand."""
    more = tx("STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT", "zz", JAN, stock_class_id="common",
              new_shares_authorized="100")  # fmt: skip
    basis = [*BASIS[:3], stock_class("common", "0"), *BASIS[4:]]
    assert faults(S1, more, basis=basis) == []
    assert len(faults(S1, basis=basis)) == 1


def test_what_goes_down_is_not_beyond_and_a_limit_below_what_there_is_is_odd() -> None:
    """After the first day nothing more is issued: the balance security is the rest of what there was."""
    basis = [*BASIS[:3], stock_class("common", "50"), *BASIS[4:]]
    cancelled = use("STOCK_CANCELLATION", "s1", FEB, quantity="40", reason_text="x", balance_security_id="s2")
    assert [each.partition(":")[0] for each in faults(S1, cancelled, shares("s2", FEB, "ana", "60"), basis=basis)] == [
        "issue-s1"
    ]
    lower = tx("STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT", "a1", FEB, stock_class_id="common",
               new_shares_authorized="99")  # fmt: skip
    assert told(S1, lower) == ["a1: leaves room for 99 shares where 100 are issued or used already"]


def test_what_is_odd_is_told() -> None:
    assert told({"object_type": "CE_STAKEHOLDER_STATUS", "id": "e1", "date": JAN}) == [
        "e1: is of the kind CE_STAKEHOLDER_STATUS, which is not followed here; it is kept"
    ]
    assert told(S1, use("STOCK_CANCELLATION", "s1", FEB, quantity="40", reason_text="x")) == [
        'stock-cancellation-s1: leaves 60 of the security "s1" without a balance_security_id; they stay there'
    ]
    assert told(O1, use("EQUITY_COMPENSATION_EXERCISE", "o1", FEB, quantity="1", resulting_security_ids=["s9"])) == [
        'equity-compensation-exercise-o1: should give the security "s9", which no issuance makes'
    ]
    late = use("EQUITY_COMPENSATION_EXERCISE", "o1", FEB, quantity="1", resulting_security_ids=["s9"])
    assert told(O1, late, shares("s9", MAR, "ana", "1")) == [
        f'equity-compensation-exercise-o1: should give the security "s9", which is issued only on {MAR}'
    ]
