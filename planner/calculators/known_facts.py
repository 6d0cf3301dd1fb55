"""What well-known facts are counted in, for readers: a hint, never a ground to refuse a formula."""

from __future__ import annotations

from planner.calculators.scheme_document import FactNote
from planner.figures.unit import Unit, declared, hinted

_MONEY = frozenset({
    "net_profit", "profit", "operating_profit", "gross_profit", "taxable_income", "ebit", "ebitda", "equity", "capital",
    "revenue", "turnover", "sales", "value_added", "payroll", "wages", "cash", "budget", "bonus", "salary",
    "monthly_salary", "pay_in_period", "pay", "wage",
})  # fmt: skip
_DAYS = frozenset({
    "days_employed", "days_in_period", "days_absent_parental", "days_absent_unpaid", "days_absent_other",
})  # fmt: skip


def unit_of(name: str, note: FactNote | None, currency: str) -> Unit:
    """The unit that a fact's note declares, or else the one that readers expect of a fact of this name."""
    if note is not None and note.unit:
        return declared(note.unit)
    if name in _MONEY:
        return hinted(currency)
    return hinted("day" if name in _DAYS else "month" if name == "tenure_months" else "")
