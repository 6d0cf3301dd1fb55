"""The tables, one noun a file."""

from planner.models.account import Account
from planner.models.announcement import Announcement
from planner.models.audit_entry import AuditEntry
from planner.models.base import Base, Moment, db, folded
from planner.models.company import Company
from planner.models.draft import Draft, DraftStep
from planner.models.former_people import FormerPeople
from planner.models.interim import Interim
from planner.models.invitation import Invitation
from planner.models.job import Job
from planner.models.membership import Membership, Role
from planner.models.message import Message
from planner.models.paper import Paper
from planner.models.password_reset import PasswordReset
from planner.models.payment import Payment
from planner.models.people_import import PeopleImport
from planner.models.person import Person
from planner.models.proposal import Decision, Proposal
from planner.models.run import Run
from planner.models.run_origin import RunOrigin
from planner.models.run_summary import RunSummary
from planner.models.scheme_version import SchemeVersion
from planner.models.session import Session
from planner.models.sign_in_attempt import SignInAttempt
from planner.models.statement import Statement
from planner.models.year import Year

__all__ = [
    "Account",
    "Announcement",
    "AuditEntry",
    "Base",
    "Company",
    "Decision",
    "Draft",
    "DraftStep",
    "FormerPeople",
    "Interim",
    "Invitation",
    "Job",
    "Membership",
    "Message",
    "Moment",
    "Paper",
    "PasswordReset",
    "Payment",
    "PeopleImport",
    "Person",
    "Proposal",
    "Role",
    "Run",
    "RunOrigin",
    "RunSummary",
    "SchemeVersion",
    "Session",
    "SignInAttempt",
    "Statement",
    "Year",
    "db",
    "folded",
]
