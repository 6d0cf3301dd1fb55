"""The Open Cap Format objects that rows of a sheet stand for, complete as 1.2.0 asks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from planner.operations.people_in.headings import plain_name
from planner.operations.people_in.values import exact_text
from planner.operations.securities.row import Row
from planner.operations.securities.vesting_terms import monthly_terms

_SHARES, _RIGHTS, _CONVERTIBLES = ("STOCK",), ("OPTION", "RSU", "SSAR", "CSAR"), ("SAFE", "NOTE")
Object = dict[str, Any]


class Issuances:
    """Collects the holders, classes and plans that rows name, and makes an issuance of each row."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.holders: dict[str, Object] = {}
        self.by_name: dict[str, str] = {}
        self.classes: dict[str, Object] = {}
        self.plans: dict[str, Object] = {}
        self.reserved: dict[str, Fraction] = {}  # as rows of the kind pool say
        self.granted: dict[str, Fraction] = {}
        self.terms: dict[str, Object] = {}
        self.transactions: list[Object] = []
        self.beside: list[Object] = []
        self.count = 0

    def meet(self, row: Row) -> None:
        """The holder and the class that a row names, before anything is issued: others may name them too."""
        if row.security_kind != "POOL":
            self._holder(row.holder, row.holder_id)
        if row.security_class:
            self._class(row.security_class)

    def add(self, row: Row) -> None:
        """One row more."""
        self.count += 1
        if row.security_kind == "POOL":
            plan = self._plan(row)
            self.reserved[plan] = self.reserved.get(plan, Fraction(0)) + Fraction(row.security_quantity)
        elif row.security_kind == "PHANTOM":
            self.beside.append(self._phantom(row))
        elif row.security_kind == "RECEIPT":
            self.beside.append(self._receipt(row))
        else:
            self.transactions += self._issuance(row)

    def journal(self, issuer: Mapping[str, Any] | None) -> dict[str, Any]:
        """All objects; a plan without a row of its own reserves what was granted from it."""
        for name, plan in self.plans.items():
            reserved = self.reserved.get(name, self.granted.get(name, Fraction(0)))
            plan["initial_shares_reserved"] = exact_text(reserved)
        objects = [*self.holders.values(), *self.classes.values(), *self.plans.values(), *self.terms.values()]
        found: dict[str, Any] = {"objects": [*([dict(issuer)] if issuer else []), *objects, *self.transactions]}
        return {**found, "beside": self.beside} if self.beside else found

    def _name(self, row: Row) -> str:
        return row.certificate or f"{row.security_kind.lower()}-{self.count}"

    def _holder(self, name: str, number: str = "") -> str:
        """The id of a holder: the number that the sheet gives, or else one made of the name."""
        if not number and name in self.by_name:
            return self.by_name[name]
        key = number or plain_name(name) or "holder"
        while not number and key in self.holders:  # another name that is spelled alike
            key += "-2"
        self.holders.setdefault(key, _stakeholder(key, name))
        self.by_name.setdefault(name, key)
        return key

    def _class(self, name: str) -> str:
        key = plain_name(name) or "class"
        self.classes.setdefault(key, _stock_class(key, name))
        return key

    def _plan(self, row: Row) -> str:
        key = plain_name(row.security_plan) or "plan"
        into = self._class(row.security_class) if row.security_class else self._common()
        self.plans.setdefault(key, {
            "object_type": "STOCK_PLAN", "id": key, "plan_name": row.security_plan, "initial_shares_reserved": "0",
            "default_cancellation_behavior": "RETURN_TO_POOL", "stock_class_id": into,
        })  # fmt: skip
        return key

    def _common(self) -> str:
        """The first class of common shares: what the rights of a plan are to, unless it is said."""
        found = (key for key, each in self.classes.items() if each["class_type"] == "COMMON")
        return next(found, None) or self._class("Common")

    def _money(self, row: Row, written: str) -> Object:
        return {"amount": written or "0", "currency": row.security_currency.upper() or self.currency}

    def _issuance(self, row: Row) -> list[Object]:
        name = self._name(row)
        kind, terms = self._terms(row)
        found = {
            "object_type": f"TX_{kind}_ISSUANCE", "id": f"issue-{name}", "date": row.issued_on, "security_id": name,
            "custom_id": row.certificate, "stakeholder_id": self._holder(row.holder, row.holder_id),
            "security_law_exemptions": [], **terms,
        }  # fmt: skip
        if not (row.vests_from and row.vesting_months and kind != "CONVERTIBLE"):
            return [found]
        vesting = monthly_terms(int(Fraction(row.vesting_months)), int(Fraction(row.cliff_months or "0")))
        self.terms[vesting["id"]] = vesting
        start = {"object_type": "TX_VESTING_START", "id": f"vest-{name}", "date": row.vests_from,
                 "security_id": name, "vesting_condition_id": vesting["vesting_conditions"][0]["id"]}  # fmt: skip
        return [{**found, "vesting_terms_id": vesting["id"]}, start]

    def _terms(self, row: Row) -> tuple[str, Object]:
        """The family of the issuance, and what is particular to it."""
        kind = row.security_kind
        if kind in _SHARES:
            return "STOCK", {"stock_class_id": self._class(row.security_class), "quantity": row.security_quantity,
                             "share_price": self._money(row, row.security_price), "stock_legend_ids": []}  # fmt: skip
        if kind in _RIGHTS:
            return "EQUITY_COMPENSATION", self._right(row)
        if kind in _CONVERTIBLES:
            return "CONVERTIBLE", {
                "investment_amount": self._money(row, row.security_quantity), "convertible_type": kind,
                "conversion_triggers": [_as_agreed(self._name(row))], "seniority": 1,
            }  # fmt: skip
        return "WARRANT", {"quantity": row.security_quantity, "exercise_triggers": [],
                           "purchase_price": self._money(row, row.security_price),
                           "exercise_price": self._money(row, row.security_strike)}  # fmt: skip

    def _right(self, row: Row) -> Object:
        plan = self._plan(row)
        self.granted[plan] = self.granted.get(plan, Fraction(0)) + Fraction(row.security_quantity)
        found: Object = {
            "stock_plan_id": plan, "compensation_type": row.security_kind, "quantity": row.security_quantity,
            "expiration_date": None, "termination_exercise_windows": [],
        }  # fmt: skip
        if row.security_class:
            found["stock_class_id"] = self._class(row.security_class)
        if row.security_strike:
            price = "base_price" if row.security_kind.endswith("SAR") else "exercise_price"
            found[price] = self._money(row, row.security_strike)
        return found

    def _phantom(self, row: Row) -> Object:
        name = self._name(row)
        found: Object = {
            "object_type": "PHANTOM_SHARE_ISSUANCE", "id": f"issue-{name}", "date": row.issued_on, "grant_id": name,
            "stakeholder_id": self._holder(row.holder, row.holder_id), "quantity": row.security_quantity,
        }  # fmt: skip
        if row.security_class:
            found["stock_class_id"] = self._class(row.security_class)
        return {**found, "base_price": self._money(row, row.security_strike)} if row.security_strike else found

    def _receipt(self, row: Row) -> Object:
        name = self._name(row)
        return {
            "object_type": "DEPOSITARY_RECEIPT_ISSUANCE", "id": f"issue-{name}", "date": row.issued_on,
            "receipt_id": name, "stakeholder_id": self._holder(row.holder, row.holder_id),
            "issued_by": self._foundation(row.issued_by), "stock_class_id": self._class(row.security_class),
            "quantity": row.security_quantity,
        }  # fmt: skip

    def _foundation(self, written: str) -> str:
        """By number or by name, as holders are."""
        return written if written in self.holders else self._holder(written)


def _stakeholder(key: str, name: str) -> Object:
    return {"object_type": "STAKEHOLDER", "id": key, "name": {"legal_name": name}, "stakeholder_type": "INDIVIDUAL"}


def _stock_class(key: str, name: str) -> Object:
    kind = "PREFERRED" if "pref" in key else "COMMON"
    return {
        "object_type": "STOCK_CLASS", "id": key, "name": name, "class_type": kind, "default_id_prefix": "",
        "initial_shares_authorized": "NOT APPLICABLE", "votes_per_share": "1",
        "seniority": "2" if kind == "PREFERRED" else "1",
    }  # fmt: skip


def _as_agreed(name: str) -> Object:
    """A convertible's terms aren't in a sheet: it converts as its own agreement says."""
    mechanism = {"type": "CUSTOM_CONVERSION", "custom_conversion_description": "As agreed."}
    right = {"type": "CONVERTIBLE_CONVERSION_RIGHT", "conversion_mechanism": mechanism}
    return {"type": "UNSPECIFIED", "trigger_id": f"{name}-trigger", "conversion_right": right}
