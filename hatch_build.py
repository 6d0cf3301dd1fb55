"""Set-up's part in the package: Inter, cut to what paper and page need.

The type comes as one variable font from the package `fontpkg-inter` (SIL Open Font License). Paper gets static TrueType
with the alphabets a name may be written in; the page gets small woff2 with the Latin one. Nothing of it stands in the
repository: `planner/static/fonts/` is made when the package is built, editable or wheel, the same bytes every time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path(__file__).parent / "planner" / "static" / "fonts"
MADE = 3_818_275_200  # a moment in 2024, in seconds since 1904: a font's own date must not change its bytes
TEXT, DISPLAY = 14, 32  # optical sizes: Inter, and Inter Display from 20 px up
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}

SIGNS = "–—‘’‚“”„•…‹›€−×÷≈≠≤≥½✓←↑→↓↗\u2009\u2011\u202f"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "ȘșȚț" + SIGNS)]
# Latin Extended-B and Additional (Vietnamese), combining marks, Greek, Cyrillic.
NAMES = [*LATIN, *range(0x180, 0x250), *range(0x300, 0x330), *range(0x370, 0x460), *range(0x1E00, 0x1F00)]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]


def subset(font: TTFont, characters: Iterable[int]) -> TTFont:
    """The font with these characters and no others; tabular figures and kerning stay."""
    kept = {"layout_features": FEATURES, "name_IDs": ["*"], "drop_tables": ["STAT"]}
    subsetter = Subsetter(Options(hinting=False, notdef_outline=True, **kept))
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def tabular(font: TTFont) -> None:
    """Make the tabular figures the font's own: paper has no others, and text is set faster without a feature."""
    layout = font["GSUB"].table
    wide = next(record.Feature for record in layout.FeatureList.FeatureRecord if record.FeatureTag == "tnum")
    for number in wide.LookupListIndex:
        for table in layout.LookupList.Lookup[number].SubTable:
            mapping = getattr(table, "ExtSubTable", table).mapping
            for characters in font["cmap"].tables:
                characters.cmap.update({code: mapping[characters.cmap[code]] for code in map(ord, "0123456789")})


def named(font: TTFont, family: str, style: str) -> TTFont:
    """The font under its own name, so that two cuts are never taken for one another, and of a fixed date."""
    full = f"{family} {style}"
    names = {1: full, 2: "Regular", 3: f"{full} 4.001", 4: full, 16: family, 17: style}
    names[6] = full.replace(" ", "-")
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = MADE
    return font


def cut(source: bytes, target: Path, characters: Iterable[int], size: int, weight: int | tuple[int, int]) -> None:
    """One file: the variable font at one size and weight (or between two weights), for these characters."""
    font = subset(TTFont(BytesIO(source), recalcTimestamp=False), characters)
    font = instantiateVariableFont(font, {"opsz": size, "wght": weight}, inplace=True)
    family = "Inter Display" if size == DISPLAY else "Inter"
    font = named(font, family, WEIGHTS[weight] if isinstance(weight, int) else "Variable")
    if target.suffix == ".woff2":
        font.flavor = "woff2"
    else:
        tabular(font)
    font.save(target)


def cuts(source: bytes, folder: Path) -> Iterable[Callable[[], None]]:
    """Every file that set-up makes, each as a task."""
    for weight, style in WEIGHTS.items():
        yield partial(cut, source, folder / f"Inter-{style}.ttf", NAMES, TEXT, weight)
    yield partial(cut, source, folder / "InterDisplay-SemiBold.ttf", NAMES, DISPLAY, 600)
    # One variable file is smaller than two static ones, and the page's first load is counted in kilobytes.
    yield partial(cut, source, folder / "Inter-Variable.woff2", LATIN, TEXT, (400, 600))
    yield partial(cut, source, folder / "InterDisplay-SemiBold.woff2", LATIN, DISPLAY, 600)


def cut_fonts(folder: Path = FOLDER) -> None:
    """Cut every font into the folder, beside the licence that goes with them; what is there and fresh stays."""
    path = Path(fontpkg.path("Inter"))
    source = path.read_bytes()
    mark, fresh = folder / ".made", sha256(source + Path(__file__).read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == fresh:
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path.parent.parent / "LICENSE", folder / "OFL.txt")
    at_once(cuts(source, folder))
    mark.write_text(fresh)


def at_once(tasks: Iterable[Callable[[], None]]) -> None:
    """Every task in a process of its own: a cut takes seconds of one core."""
    running = [get_context("fork").Process(target=task) for task in tasks]
    for process in running:
        process.start()
    for process in running:
        process.join()
    if any(process.exitcode for process in running):
        raise RuntimeError("A font could not be cut; the reason stands above.")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling calls before it makes a wheel, editable or not."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Cut the fonts and say that they belong in the wheel although git ignores them."""
        cut_fonts()
        build_data["artifacts"].extend(f"/planner/static/fonts/*.{kind}" for kind in ("ttf", "woff2", "txt"))
