"""Objects of Open Cap Format 1.2.0 for the tests, complete as the standard asks; all invented."""

from __future__ import annotations

from typing import Any

from planner.calculators.captable import captable
from planner.errors import Refused

Object = dict[str, Any]

ISSUER: Object = {
    "object_type": "ISSUER", "id": "issuer", "legal_name": "Voorbeeld B.V.", "formation_date": "2020-01-15",
    "country_of_formation": "NL",
}  # fmt: skip


def money(amount: str, currency: str = "EUR") -> Object:
    return {"amount": amount, "currency": currency}


def stakeholder(name: str) -> Object:
    return {"object_type": "STAKEHOLDER", "id": name, "name": {"legal_name": name.title()},
            "stakeholder_type": "INDIVIDUAL"}  # fmt: skip


def stock_class(name: str, authorised: str = "UNLIMITED", **more: Any) -> Object:
    return {"object_type": "STOCK_CLASS", "id": name, "name": name.title(), "class_type": "COMMON",
            "default_id_prefix": "A-", "initial_shares_authorized": authorised, "votes_per_share": "1",
            "seniority": "1", **more}  # fmt: skip


def preferred(name: str, ratio: str = "1", into: str = "common", **more: Any) -> Object:
    mechanism = {"type": "RATIO_CONVERSION", "ratio": {"numerator": ratio, "denominator": "1"},
                 "conversion_price": money("1.00"), "rounding_type": "NORMAL"}  # fmt: skip
    right = {"type": "STOCK_CLASS_CONVERSION_RIGHT", "conversion_mechanism": mechanism,
             "converts_to_stock_class_id": into}  # fmt: skip
    given = {"class_type": "PREFERRED", "seniority": "2", "conversion_rights": [right], **more}
    return stock_class(name, **given)


def plan(reserved: str = "1000", behaviour: str | None = "RETURN_TO_POOL", name: str = "plan") -> Object:
    found = {"object_type": "STOCK_PLAN", "id": name, "plan_name": name.title(), "initial_shares_reserved": reserved,
             "stock_class_id": "common"}  # fmt: skip
    return found if behaviour is None else {**found, "default_cancellation_behavior": behaviour}


def tx(kind: str, name: str, day: str, **more: Any) -> Object:
    return {"object_type": f"TX_{kind}", "id": name, "date": day, **more}


def _issuance(kind: str, name: str, day: str, holder: str, **more: Any) -> Object:
    return tx(kind, f"issue-{name}", day, security_id=name, custom_id=name.upper(), stakeholder_id=holder,
              security_law_exemptions=[], **more)  # fmt: skip


def shares(
    name: str, day: str, holder: str, quantity: str, of: str = "common", price: str = "1.00", **more: Any
) -> Object:
    return _issuance("STOCK_ISSUANCE", name, day, holder, stock_class_id=of, share_price=money(price),
                     quantity=quantity, stock_legend_ids=[], **more)  # fmt: skip


def options(name: str, day: str, holder: str, quantity: str, strike: str = "2.00", **more: Any) -> Object:
    given = {"stock_plan_id": "plan", "compensation_type": "OPTION", "exercise_price": money(strike),
             "expiration_date": None, "termination_exercise_windows": [], **more}  # fmt: skip
    return _issuance("EQUITY_COMPENSATION_ISSUANCE", name, day, holder, quantity=quantity, **given)


def warrant(name: str, day: str, holder: str, quantity: str) -> Object:
    return _issuance("WARRANT_ISSUANCE", name, day, holder, quantity=quantity, exercise_triggers=[],
                     purchase_price=money("10.00"), exercise_price=money("3.00"))  # fmt: skip


def safe(name: str, day: str, holder: str, amount: str, cap: str | None = None, **terms: Any) -> Object:
    mechanism = {"type": "SAFE_CONVERSION", "conversion_timing": "POST_MONEY", "conversion_mfn": False, **terms}
    if cap:
        mechanism["conversion_valuation_cap"] = money(cap)
    right = {"type": "CONVERTIBLE_CONVERSION_RIGHT", "conversion_mechanism": mechanism,
             "converts_to_future_round": True}  # fmt: skip
    trigger = {"type": "ELECTIVE_AT_WILL", "trigger_id": "round", "conversion_right": right}
    return _issuance("CONVERTIBLE_ISSUANCE", name, day, holder, investment_amount=money(amount),
                     convertible_type="SAFE", conversion_triggers=[trigger], seniority=1)  # fmt: skip


def use(kind: str, security: str, day: str, **more: Any) -> Object:
    """A transaction with a security: `use("STOCK_CANCELLATION", "s1", …)` has the id `stock-cancellation-s1`."""
    name = more.pop("name", f"{kind.lower().replace('_', '-')}-{security}")
    return tx(kind, name, day, security_id=security, **more)


def ratio(numerator: str, denominator: str = "1") -> Object:
    return {"numerator": numerator, "denominator": denominator}


BASIS = [ISSUER, stakeholder("ana"), stakeholder("ben"), stock_class("common"), preferred("prefs"), plan()]


def table(*objects: Object, basis: list[Object] = BASIS, **more: Any) -> dict[str, Any]:
    """The table of these objects beside the basis: two holders, common and preferred shares, a plan."""
    return captable({"objects": [*basis, *objects], **more})[0]


def told(*objects: Object, basis: list[Object] = BASIS, **more: Any) -> list[str]:
    """The warnings that come with a table."""
    return [warning.say() for warning in captable({"objects": [*basis, *objects], **more})[1]]


def faults(*objects: Object, basis: list[Object] = BASIS, **more: Any) -> list[str]:
    """The sentences with which a journal is refused; none if it isn't."""
    try:
        captable({"objects": [*basis, *objects], **more})
    except Refused as refused:
        return [fault.say() for fault in refused.faults]
    return []
