"""The tables, one noun a file."""

from planner.models.base import Base, db, folded
from planner.models.company import Company
from planner.models.run import Run
from planner.models.scheme_version import SchemeVersion
from planner.models.statement import Statement

__all__ = ["Base", "Company", "Run", "SchemeVersion", "Statement", "db", "folded"]
