"""Workbooks worked out again by LibreOffice, from files whose remembered results were all wiped out before."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from python_calamine import CalamineWorkbook

Rows = list[list[object]]
_RESULT = re.compile(r"(<c [^>]*?)( t=\"str\")?(>)(<f[^>]*>[^<]*</f>)<v>[^<]*</v>")
# 0: always work formulas out when a file is opened
_SETTING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def without_results(content: bytes, path: Path) -> int:
    """Writes the workbook with every formula's remembered result set to 12345; says how many there were."""
    path.write_bytes(content)
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    wiped = 0
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            text, count = _RESULT.subn(r"\1\3\4<v>12345</v>", part.decode())
            parts[name], wiped = text.encode(), wiped + count
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return wiped


def work_out(paths: list[Path], folder: Path) -> None:
    """Converts all files in one run of LibreOffice, with a profile of its own that always recalculates."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTING)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), *map(str, paths)], check=True, capture_output=True, timeout=110
    )


def read_sheets(path: Path) -> dict[str, Rows]:
    book = CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    return {name: [list(row) for row in sheet.to_python(skip_empty_area=False)] for name, sheet in sheets.items()}
