"""What Open Cap Format 1.2.0 asks of each kind of object: its fields, which of them it must have, and what they hold.

A table of our own, from the standard's documentation. `field:kind`; without a kind it is a text, and a kind in capitals
is one of those words.
"""

from __future__ import annotations

from dataclasses import dataclass


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OBJECT = "id object_type"
_EVENT = f"{_OBJECT} date:date"
_SECURITY = f"{_EVENT} security_id"
_ISSUANCE = f"{_SECURITY} custom_id:any_text stakeholder_id security_law_exemptions:list"
_APPROVED = "board_approval_date:date stockholder_approval_date:date"
_ISSUED = f"{_APPROVED} consideration_text"
_VESTED = "vesting_terms_id vestings:list"
_RESULTS = "resulting_security_ids:texts"
_CANCELLED = f"{_SECURITY} reason_text"
_BEHAVIOUR = "RETIRE|RETURN_TO_POOL|HOLD_AS_CAPITAL_STOCK|DEFINED_PER_PLAN_SECURITY"
_CLASS, _PLAN = f"{_EVENT} stock_class_id", f"{_EVENT} stock_plan_id"

# kind of object: the fields that it must have, and those that it may have
_FIELDS = {
    "ISSUER": (
        f"{_OBJECT} legal_name formation_date:date country_of_formation",
        "dba country_subdivision_of_formation country_subdivision_name_of_formation tax_ids:list email:keys "
        "phone:keys address:keys initial_shares_authorized:limit",
    ),
    "STAKEHOLDER": (
        f"{_OBJECT} name:name stakeholder_type:INDIVIDUAL|INSTITUTION",
        "issuer_assigned_id current_relationship primary_contact:keys contact_info:keys addresses:list tax_ids:list",
    ),
    "STOCK_CLASS": (
        f"{_OBJECT} name class_type:COMMON|PREFERRED default_id_prefix:any_text initial_shares_authorized:limit "
        "votes_per_share:number seniority:number",
        f"{_APPROVED} par_value:money price_per_share:money conversion_rights:rights "
        "liquidation_preference_multiple:number participation_cap_multiple:number",
    ),
    "STOCK_LEGEND_TEMPLATE": (f"{_OBJECT} name text", ""),
    "STOCK_PLAN": (
        f"{_OBJECT} plan_name initial_shares_reserved:count",
        f"{_APPROVED} default_cancellation_behavior:{_BEHAVIOUR} stock_class_id stock_class_ids:texts",
    ),
    "VALUATION": (
        f"{_OBJECT} price_per_share:money effective_date:date valuation_type stock_class_id",
        f"provider {_APPROVED}",
    ),
    "VESTING_TERMS": (f"{_OBJECT} name description allocation_type vesting_conditions:conditions", ""),
    "FINANCING": (f"{_OBJECT} name issuance_ids:texts date:date", ""),
    "DOCUMENT": (f"{_OBJECT} path", "security_id"),
    "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": (f"{_EVENT} issuer_id new_shares_authorized:count", _APPROVED),
    "TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT": (f"{_CLASS} new_shares_authorized:count", _APPROVED),
    "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT": (f"{_CLASS} new_ratio_conversion_mechanism:mechanism", ""),
    "TX_STOCK_CLASS_SPLIT": (f"{_CLASS} split_ratio:ratio", ""),
    "TX_STOCK_PLAN_POOL_ADJUSTMENT": (f"{_PLAN} shares_reserved:count", _APPROVED),
    "TX_STOCK_PLAN_RETURN_TO_POOL": (f"{_SECURITY} stock_plan_id quantity:count reason_text", ""),
    "TX_CONVERTIBLE_ISSUANCE": (
        f"{_ISSUANCE} convertible_type investment_amount:sum conversion_triggers:triggers seniority:integer",
        f"{_ISSUED} pro_rata:number",
    ),
    "TX_CONVERTIBLE_ACCEPTANCE": (_SECURITY, ""),
    "TX_CONVERTIBLE_CANCELLATION": (f"{_CANCELLED} amount:sum", "balance_security_id"),
    "TX_CONVERTIBLE_CONVERSION": (
        f"{_SECURITY} {_RESULTS} reason_text trigger_id",
        "quantity_converted:count balance_security_id capitalization_definition:keys",
    ),
    "TX_CONVERTIBLE_RETRACTION": (_CANCELLED, ""),
    "TX_CONVERTIBLE_TRANSFER": (f"{_SECURITY} {_RESULTS} amount:sum", "balance_security_id consideration_text"),
    "TX_EQUITY_COMPENSATION_ISSUANCE": (
        f"{_ISSUANCE} compensation_type:OPTION|OPTION_NSO|OPTION_ISO|RSU|CSAR|SSAR quantity:count "
        "expiration_date:date_or_none termination_exercise_windows:list",
        f"{_ISSUED} {_VESTED} stock_plan_id stock_class_id option_grant_type exercise_price:money base_price:money "
        "early_exercisable:flag",
    ),
    "TX_EQUITY_COMPENSATION_ACCEPTANCE": (_SECURITY, ""),
    "TX_EQUITY_COMPENSATION_CANCELLATION": (f"{_CANCELLED} quantity:count", "balance_security_id"),
    "TX_EQUITY_COMPENSATION_EXERCISE": (f"{_SECURITY} {_RESULTS} quantity:count", "consideration_text"),
    "TX_EQUITY_COMPENSATION_RELEASE": (
        f"{_SECURITY} {_RESULTS} quantity:count settlement_date:date release_price:money",
        "consideration_text",
    ),
    "TX_EQUITY_COMPENSATION_RETRACTION": (_CANCELLED, ""),
    "TX_EQUITY_COMPENSATION_TRANSFER": (
        f"{_SECURITY} {_RESULTS} quantity:count",
        "balance_security_id consideration_text",
    ),
    "TX_STOCK_ISSUANCE": (
        f"{_ISSUANCE} stock_class_id share_price:money quantity:count stock_legend_ids:texts",
        f"{_ISSUED} {_VESTED} stock_plan_id share_numbers_issued:list cost_basis:money issuance_type",
    ),
    "TX_STOCK_ACCEPTANCE": (_SECURITY, ""),
    "TX_STOCK_CANCELLATION": (f"{_CANCELLED} quantity:count", "balance_security_id"),
    "TX_STOCK_CONVERSION": (f"{_SECURITY} {_RESULTS} quantity_converted:count", "balance_security_id"),
    "TX_STOCK_REISSUANCE": (f"{_SECURITY} {_RESULTS}", "split_transaction_id reason_text"),
    "TX_STOCK_REPURCHASE": (f"{_SECURITY} price:money quantity:count", "balance_security_id consideration_text"),
    "TX_STOCK_RETRACTION": (_CANCELLED, ""),
    "TX_STOCK_TRANSFER": (f"{_SECURITY} {_RESULTS} quantity:count", "balance_security_id consideration_text"),
    "TX_WARRANT_ISSUANCE": (
        f"{_ISSUANCE} exercise_triggers:triggers purchase_price:money",
        f"{_ISSUED} {_VESTED} quantity:count exercise_price:money warrant_expiration_date:date quantity_source",
    ),
    "TX_WARRANT_ACCEPTANCE": (_SECURITY, ""),
    "TX_WARRANT_CANCELLATION": (f"{_CANCELLED} quantity:count", "balance_security_id"),
    "TX_WARRANT_EXERCISE": (f"{_SECURITY} {_RESULTS} trigger_id", "consideration_text"),
    "TX_WARRANT_RETRACTION": (_CANCELLED, ""),
    "TX_WARRANT_TRANSFER": (f"{_SECURITY} {_RESULTS} quantity:count", "balance_security_id consideration_text"),
    "TX_VESTING_ACCELERATION": (f"{_SECURITY} quantity:count reason_text", ""),
    "TX_VESTING_START": (f"{_SECURITY} vesting_condition_id", ""),
    "TX_VESTING_EVENT": (f"{_SECURITY} vesting_condition_id", ""),
}
# Of later versions: followed, but no part of 1.2.0
_LATER = {
    "TX_STOCK_CONSOLIDATION": (f"{_EVENT} security_ids:texts resulting_security_id", "reason_text"),
    "TX_EQUITY_COMPENSATION_REPRICING": (f"{_SECURITY} new_exercise_price:money", ""),
}
# Without these the table can't be worked out; what else is missing only keeps an object from being 1.2.0
_NEEDED = _names(
    "date security_id stakeholder_id stock_class_id quantity investment_amount amount "
    "quantity_converted new_shares_authorized shares_reserved split_ratio new_ratio_conversion_mechanism "
    "initial_shares_reserved compensation_type security_ids resulting_security_id new_exercise_price "
    "vesting_condition_id"
)
# Used where they are there
_USED = _NEEDED | _names(
    "stock_plan_id stock_class_ids balance_security_id resulting_security_ids exercise_price base_price share_price "
    "price_per_share initial_shares_authorized seniority liquidation_preference_multiple participation_cap_multiple "
    "conversion_rights exercise_triggers conversion_triggers expiration_date vesting_terms_id"
)
# Kept and handed on; the table isn't worked out from them
_ASIDE = ("STOCK_LEGEND_TEMPLATE", "VALUATION", "VESTING_TERMS", "FINANCING", "DOCUMENT")
_ALIAS, _PROPER = "TX_PLAN_SECURITY_", "TX_EQUITY_COMPENSATION_"


@dataclass(frozen=True)
class Field:
    """A field of a kind of object: its name, what it holds, and whether it must be there."""

    name: str
    holds: str
    required: bool
    needed: bool  # by the table, not only by the standard


@dataclass(frozen=True)
class Kind:
    """A kind of object: all its fields, and those that the table is worked out from."""

    fields: dict[str, Field]
    used: tuple[Field, ...]


def proper_type(object_type: str) -> str:
    """The type under its present name: `TX_PLAN_SECURITY_*` is what equity compensation was called before.

    >>> proper_type("TX_PLAN_SECURITY_EXERCISE")
    'TX_EQUITY_COMPENSATION_EXERCISE'
    """
    return object_type.replace(_ALIAS, _PROPER, 1) if object_type.startswith(_ALIAS) else object_type


def _field(text: str, required: bool) -> Field:
    name, _, holds = text.partition(":")
    return Field(name, holds or "text", required, required and name in _NEEDED)


def _kind(name: str, required: str, optional: str) -> Kind:
    found = [_field(text, True) for text in required.split()]
    found += [_field(text, False) for text in [*optional.split(), "comments:list"]]
    used = _names("") if name in _ASIDE else _USED
    return Kind({each.name: each for each in found}, tuple(each for each in found if each.name in used))


STANDARD = {name: _kind(name, *fields) for name, fields in _FIELDS.items()}  # of 1.2.0, under their present names
KINDS = STANDARD | {name: _kind(name, *fields) for name, fields in _LATER.items()}
