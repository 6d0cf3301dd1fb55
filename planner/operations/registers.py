"""The files beside the statements: the register as PDF, as live spreadsheet and as CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.calculators.scheme_run import SchemeRun
from planner.operations.issued import Issued
from planner.operations.register import register_of
from planner.operations.register_csv import register_csv
from planner.operations.register_xlsx import register_workbook
from planner.operations.rerun import header_of, rerun
from planner.statements.header import Header

Maker = Callable[[SchemeRun, Header, str], bytes]


def register_pdf(run: SchemeRun, header: Header, language: str) -> bytes:
    """The register on paper."""
    from planner.statements.pdf import render_register

    return render_register(register_of(run, header, language), header.day)


MAKERS: dict[str, Maker] = {
    "register.pdf": register_pdf,
    "register.xlsx": register_workbook,
    "register.csv": register_csv,
}


def extra(make: Maker) -> Callable[[Issued, SchemeRun, str], bytes]:
    """A file of a run that has just been issued."""
    return lambda issued, run, language: make(run, header_of(issued), language)


def download(make: Maker) -> Callable[[Issued, str], bytes]:
    """The same file of a run that was issued before."""
    return lambda issued, language: make(rerun(issued), header_of(issued), language)


REGISTERS = {name: extra(make) for name, make in MAKERS.items()}
DOWNLOADS = {name: download(make) for name, make in MAKERS.items()}


def proposal_register(make: Maker, run: SchemeRun, header: Header, language: str) -> bytes:
    """The same file of a proposal: it has no identity yet, and says in its heading that it is one."""
    return make(run, replace(header, identity="", is_proposal=True), language)
