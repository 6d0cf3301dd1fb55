"""A line of a sheet of securities: one security, or what a pool holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Texts as the contract writes them, `""` where a cell is empty. A convertible's quantity is its sum."""

    holder_id: str = ""
    holder: str = ""
    security_kind: str = "STOCK"
    security_class: str = ""
    security_plan: str = ""
    security_quantity: str = ""
    issued_on: str = ""
    security_price: str = ""
    security_strike: str = ""
    security_currency: str = ""
    certificate: str = ""
    vests_from: str = ""
    vesting_months: str = ""
    cliff_months: str = ""
    issued_by: str = ""
