"""What a role is called."""

from __future__ import annotations

from collections.abc import Mapping

from planner.language import sentence
from planner.models import Role

ROLE_NAMES: Mapping[Role, str] = {
    Role.FOUNDER: sentence("founder"),
    Role.ACCOUNTANT: sentence("accountant"),
    Role.COUNCIL: sentence("council delegate"),
    Role.EMPLOYEE: sentence("employee"),
}
