"""Dutch wage tax and national insurance: the white table of a month, and the special rate of what is paid once.

(Sources: Belastingdienst, Rekenvoorschriften voor de geautomatiseerde loonadministratie 2026, chapters 2 and 3; Wet op
de loonbelasting 1964, art. 25 and 26. All figures are the rule book's.)
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from planner.calculators.payroll_tax_document import PayrollTaxDocument
from planner.figures.number import half_up, write_decimal
from planner.rules.book import Lookup
from planner.rules.rule import Rows

MONTHS = 12
CENT = Fraction(1, 100)
FINE = Fraction(1, 100_000)  # to which the calculation rules round what lies above the table


def month(rules: Lookup, person: PayrollTaxDocument) -> dict[str, str]:
    """What is withheld of a month's wage, and the labour credit in it.

    The wage of a year is rounded down to a row of the table, the tax to whole euros down, the credits up, and a twelfth
    of it to the cent: € 4,000 in 2026 is the row of 47,952 a year, tax 17,306 less credits of 1,950 and 5,532 is 9,824,
    a month 818.67. Above the last row the top rate is added, rounded down to the cent.
    """
    wage = person.monthly_wage or Fraction(0)
    step, end = rules.at("wage-tax.table-step").number, rules.at("wage-tax.table-end").number
    row = min(wage * MONTHS // step * step, end)
    brackets = rules.at(f"wage-tax.brackets.{person.age_group}").rows
    gross = bracket_tax(brackets, row)
    labour, others = _credits(rules, person, row)
    labour = min(labour, max(0, gross - others))
    left = max(0, gross - others - labour - _single(rules, person))
    above = half_up(max(wage - end / MONTHS, Fraction(0)), FINE) * brackets[-1][-1]
    tax = _of_a_month(left) + above // CENT * CENT
    return {"tax": write_decimal(tax, 2), "labour_credit": write_decimal(_of_a_month(labour), 2)}


def bonus(rules: Lookup, person: PayrollTaxDocument) -> dict[str, str]:
    """The special rate, in percent, and what is withheld of the bonus: to the cent, in the employee's favour.

    Without the credit it is the table's own rate; with it the standard rate and the offset that takes credits back: at
    € 50,000 in 2026 37.56 + 12.91 = 50.47 %, of € 1,234.56 it is 623.0824, so 623.08.
    """
    annual = person.last_year.annual_wage if person.last_year else person.annual_wage or Fraction(0)
    if person.last_year:
        rules.at("special-rate.annual-wage")
    table = rules.at(f"special-rate.{person.age_group}{'.single' if person.single_elderly else ''}").rows
    _, plain, standard, offset = [row for row in table if row[0] <= annual][-1]
    rate = standard + offset if person.tax_credit else plain
    tax = (person.bonus or Fraction(0)) * rate // CENT * CENT
    return {"rate": write_decimal(rate * 100, 2), "tax": write_decimal(tax, 2)}


def _credits(rules: Lookup, person: PayrollTaxDocument, wage: Fraction) -> tuple[int, int]:
    """The labour credit, and the general one with that for the elderly."""
    if not person.tax_credit:
        return 0, 0
    is_elderly = person.age_group != "below"
    group = "pensioner" if is_elderly else "below"
    labour = credit_at(rules.at(f"wage-tax.labour-credit.{group}").rows, wage)
    others = credit_at(rules.at(f"wage-tax.general-credit.{group}").rows, wage)
    if is_elderly:
        others += credit_at(rules.at("wage-tax.elderly-credit").rows, wage)
    return labour, others


def _single(rules: Lookup, person: PayrollTaxDocument) -> int:
    is_taken = person.tax_credit and person.single_elderly
    return int(rules.at("wage-tax.single-elderly-credit").number) if is_taken else 0


def bracket_tax(rows: Rows, wage: Fraction) -> int:
    """The tax of a year in whole euros, each bracket rounded down: rows of what lies above, at which rate.

    >>> bracket_tax(((Fraction(0), Fraction("0.3575")), (Fraction(38883), Fraction("0.3756"))), Fraction(47952))
    17306
    """
    ends = [row[0] for row in rows[1:]] + [wage]
    return sum(
        floor((min(wage, end) - above) * rate) for (above, rate), end in zip(rows, ends, strict=True) if wage > above
    )


def credit_at(rows: Rows, wage: Fraction) -> int:
    """A credit at an annual wage in whole euros, rounded up, never past what the next row begins with.

    Each row has the wage from which it counts, the credit there and how much a euro more adds.
    """
    place = max(at for at, row in enumerate(rows) if at == 0 or row[0] < wage)
    above, credit, rate = rows[place]
    beyond = rows[place + 1][1] if place + 1 < len(rows) else credit
    lowest, highest = sorted((credit, beyond))
    return int(min(max(Fraction(ceil(credit + (wage - above) * rate)), lowest), highest))


def _of_a_month(amount: int) -> Fraction:
    return half_up(Fraction(amount, MONTHS), CENT)
