"""Every table, by noun. Importing this package fills `SQLModel.metadata`."""

from storage.tables.access import AuditRow, DelegationRow, RoleGrantRow, SlackLinkRow
from storage.tables.messages import DeliveryRow, DeliveryState, NoticeRow
from storage.tables.roster import (
    AbsenceRow,
    MembershipRow,
    PersonRow,
    PostRow,
    PostTeamRow,
    SupervisorLinkRow,
    TeamRow,
    TravelRow,
)
from storage.tables.supervision import ItemState, ProposalItemRow, ProposalRow, SessionRow
from storage.tables.system import InstallationRow, WorkerRow
from storage.tables.timeline import MilestoneRow

__all__ = [
    "AbsenceRow",
    "AuditRow",
    "DelegationRow",
    "DeliveryRow",
    "DeliveryState",
    "InstallationRow",
    "ItemState",
    "MembershipRow",
    "MilestoneRow",
    "NoticeRow",
    "PersonRow",
    "PostRow",
    "PostTeamRow",
    "ProposalItemRow",
    "ProposalRow",
    "RoleGrantRow",
    "SessionRow",
    "SlackLinkRow",
    "SupervisorLinkRow",
    "TeamRow",
    "TravelRow",
    "WorkerRow",
]
