"""The fonts that set-up cuts: the signs we print, figures of one width, and small enough for the page's first load."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import planner
from planner.statements.pdf import FONTS

FOLDER = Path(planner.__file__).parent / "static" / "fonts"
PAGE = ("Inter-Variable.woff2", "InterDisplay-SemiBold.woff2")
SIGNS = "€−×÷–—‘’“”…≥≤≠½✓→ \u00a0éëïöüßñçøåšžłı0123456789"


@pytest.mark.parametrize("name", [*FONTS, *PAGE])
def test_every_sign_that_we_print_is_there(name: str) -> None:
    known = TTFont(FOLDER / name).getBestCmap()
    assert [sign for sign in SIGNS if ord(sign) not in known] == []


@pytest.mark.parametrize("name", FONTS)
def test_paper_can_spell_other_alphabets(name: str) -> None:
    known = TTFont(FOLDER / name).getBestCmap()
    assert [sign for sign in "ệứđșțńČΑλДя" if ord(sign) not in known] == []


@pytest.mark.parametrize("name", FONTS)
def test_figures_on_paper_are_all_as_wide(name: str) -> None:
    font = TTFont(FOLDER / name)
    assert len({font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1


@pytest.mark.parametrize("name", PAGE)
def test_the_page_can_ask_for_tabular_figures_and_has_kerning(name: str) -> None:
    font = TTFont(FOLDER / name)
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def test_the_page_loads_less_than_fifty_kilobytes_of_type() -> None:
    assert sum((FOLDER / name).stat().st_size for name in PAGE) < 50_000


@pytest.mark.parametrize("name", [*FONTS, *PAGE])
def test_a_font_carries_no_date_of_its_making(name: str) -> None:
    head = TTFont(FOLDER / name)["head"]
    assert head.created == head.modified == 3_818_275_200


def test_the_licence_goes_with_them() -> None:
    assert "SIL Open Font License" in (FOLDER / "OFL.txt").read_text(encoding="utf-8").replace("OPEN FONT LICENSE", "")
