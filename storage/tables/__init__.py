"""Every table, by noun. Importing this package fills `SQLModel.metadata`."""

from storage.tables.access import AuditRow, DelegationRow, RoleGrantRow, SlackLinkRow
from storage.tables.governance import ActionRow, BoardMeetingRow, DecisionRow, GovernanceChangeRow, RiskRow
from storage.tables.meetings import (
    AgendaSlotRow,
    MeetingAttendanceRow,
    MeetingRecordRow,
    MeetingReply,
    MeetingReplyRow,
    TeamMeetingRow,
)
from storage.tables.messages import DeliveryRow, DeliveryState, NoticeRow
from storage.tables.planning import (
    BusyFeedRow,
    BusyTimeRow,
    GroupAbsentRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    OccurrenceState,
    PlanRunRow,
    RunKind,
    RunState,
    SeriesState,
    SupervisorWindowRow,
)
from storage.tables.posts import PostProgressRow
from storage.tables.preferences import PreferenceRow, SnoozeRow
from storage.tables.reach import CalendarFeedRow, SecretRow, UsedLinkRow
from storage.tables.reviews import (
    FamilyReviewRow,
    Invitation,
    Presence,
    ReviewAgencyRow,
    ReviewMemberRow,
    SchoolTermRow,
)
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
    "ActionRow",
    "AgendaSlotRow",
    "AuditRow",
    "BoardMeetingRow",
    "BusyFeedRow",
    "BusyTimeRow",
    "CalendarFeedRow",
    "DecisionRow",
    "DelegationRow",
    "DeliveryRow",
    "DeliveryState",
    "FamilyReviewRow",
    "GovernanceChangeRow",
    "GroupAbsentRow",
    "GroupOccurrenceRow",
    "GroupSeriesRow",
    "InstallationRow",
    "Invitation",
    "ItemState",
    "MeetingAttendanceRow",
    "MeetingRecordRow",
    "MeetingReply",
    "MeetingReplyRow",
    "MembershipRow",
    "MilestoneRow",
    "NoticeRow",
    "OccurrenceState",
    "PersonRow",
    "PlanRunRow",
    "PostProgressRow",
    "PostRow",
    "PostTeamRow",
    "PreferenceRow",
    "Presence",
    "ProposalItemRow",
    "ProposalRow",
    "ReviewAgencyRow",
    "ReviewMemberRow",
    "RiskRow",
    "RoleGrantRow",
    "RunKind",
    "RunState",
    "SchoolTermRow",
    "SecretRow",
    "SeriesState",
    "SessionRow",
    "SlackLinkRow",
    "SnoozeRow",
    "SupervisorLinkRow",
    "SupervisorWindowRow",
    "TeamMeetingRow",
    "TeamRow",
    "TravelRow",
    "UsedLinkRow",
    "WorkerRow",
]
