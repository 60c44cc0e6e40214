"""Every table, by noun. Importing this package fills `SQLModel.metadata`."""

from storage.tables.access import AuditRow, DelegationRow, RoleGrantRow, SlackLinkRow
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
    "AgendaSlotRow",
    "AuditRow",
    "BusyFeedRow",
    "BusyTimeRow",
    "CalendarFeedRow",
    "DelegationRow",
    "DeliveryRow",
    "DeliveryState",
    "FamilyReviewRow",
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
    "PostRow",
    "PostTeamRow",
    "PreferenceRow",
    "Presence",
    "ProposalItemRow",
    "ProposalRow",
    "ReviewAgencyRow",
    "ReviewMemberRow",
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
