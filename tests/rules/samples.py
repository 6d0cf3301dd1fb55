"""A small rule book of a country that doesn't exist."""

from __future__ import annotations

from planner.rules.book import RuleBook, read_book

SOURCES = """
sources:
  act: {title: The Act, address: "https://example.org/act", date: 2025-12}
  bill: {title: The Bill, address: "https://example.org/bill", date: 2026-09-15}
"""
TAX = """
topic: tax
title: {nl: Belasting, en: Tax}
rules:
  rate:
    title: {nl: Tarief, en: Rate}
    unit: "%"
    values:
      - {year: 2025, source: act, checked: 2025-01-10, value: 12.5%}
      - {year: 2026, source: act, checked: 2026-01-10, value: 20%}
      - {year: 2027, source: bill, checked: 2026-01-10, status: provisional, value: 20%}
      - {year: 2028, source: bill, checked: 2026-01-10, status: provisional, derived: true, value: 21%}
  brackets:
    title: {nl: Schijven, en: Brackets}
    columns: {above: EUR, rate: "%"}
    values:
      - {from: 2025-07-01, source: act, checked: 2025-01-10, value: [[0, 10%], [1000.50, 30.125%]]}
  relief:
    title: {nl: Vrijstelling, en: Relief}
    unit: EUR
    values:
      - {from: 2020-01-01, until: 2026-06-30, source: act, checked: 2026-01-10, status: ended, value: 500}
  term:
    title: {nl: Termijn, en: Term}
    unit: years
    values:
      - {from: 2027-01-01, source: bill, checked: 2026-01-10, status: expected, value: 5}
  note:
    title: {nl: Let op, en: Note}
    unit: text
    values:
      - from: 2025-01-01
        source: act
        checked: 2026-01-10
        value: {nl: Niet voor iedereen., en: Not for everyone.}
"""


def book(tax: str = TAX, sources: str = SOURCES) -> RuleBook:
    return read_book("XX", {"sources.yaml": sources, "tax.yaml": tax})
