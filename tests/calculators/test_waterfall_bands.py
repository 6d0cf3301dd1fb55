"""Each band of an exit in words: who shares in it, for which part."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given

from planner.calculators.waterfall import waterfall
from planner.calculators.waterfall_bands import bands
from tests.calculators.tables import TABLES, common, preferred, table_of


def test_bands_of_a_complex_company_in_words() -> None:
    """T. Harms (Mercer Capital), A layperson's guide to the option pricing model (2016), ComplexCo: its five bands."""
    classes = [preferred("A", 500, 1000), preferred("B", 300, 1500), common(1500)]
    warrants = [{"id": "warrants", "quantity": 250, "strike": 10}]
    found, _ = waterfall({"exit": 30000, "classes": classes, "options": warrants, "bands": True})
    assert [band["text"]["en"] for band in found["bands"]] == [
        "From 0.00 to 2,500.00: 40.00% to A (preference); 60.00% to B (preference).",
        "From 2,500.00 to 5,500.00: 100.00% to common (common shares).",
        "From 5,500.00 to 11,500.00: 25.00% to A (converted to common shares); 75.00% to common (common shares).",
        "From 11,500.00 to 23,000.00: 21.74% to A (converted to common shares); "
        "13.04% to B (converted to common shares); 65.22% to common (common shares).",
        "Above 23,000.00: 19.61% to A (converted to common shares); 11.76% to B (converted to common shares); "
        "58.82% to common (common shares); 9.80% to warrants (options exercised).",
    ]
    assert found["bands"][2]["text"]["nl"] == (
        "Van 5.500,00 tot 11.500,00: 25,00% naar A (omgezet in gewone aandelen); 75,00% naar common (gewone aandelen)."
    )
    assert found["bands"][-1]["to"] is None
    assert found["bands"][-1]["parts"]["warrants"] == "5/51"


def test_costs_are_a_band_of_nobody() -> None:
    found, _ = waterfall({"exit": 1, "classes": [common(1)], "transaction_costs": 5, "bands": True})
    assert found["bands"][0]["text"] == {
        "nl": "Van 0,00 tot 5,00: kosten van de verkoop.", "en": "From 0.00 to 5.00: costs of the sale.",
    }  # fmt: skip
    assert found["bands"][0]["parts"] == {}


def test_other_exits_of_the_same_table() -> None:
    document: dict[str, Any] = {"classes": [preferred("A", 1, 50), common(2)]}
    found, _ = waterfall({"exit": 60, "exits": [60, 1000], **document})
    alone = [waterfall({"exit": each, **document})[0]["payouts"] for each in (60, 1000)]
    assert found["exits"] == [{"exit": "60", "payouts": alone[0]}, {"exit": "1000", "payouts": alone[1]}]


@given(TABLES)
def test_bands_follow_each_other_and_share_everything(document: dict[str, Any]) -> None:
    _, table = table_of(document)
    found = list(bands(table))
    assert [band.low for band in found] == [Fraction(0), *table.breakpoints]
    assert [band.high for band in found] == [*table.breakpoints, None]
    for band in found:
        assert sum(band.parts.values()) == (0 if band.low < table.costs else 1)
        assert all(part > 0 for part in band.parts.values())
        assert band.parts.keys() == band.roles.keys()
        assert band.say("nl") != band.say("en")
