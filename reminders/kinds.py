"""The kinds of message that the bot sends by itself, besides answers."""

from enum import StrEnum


class Kind(StrEnum):
    SUPERVISION_COMING = "supervision_coming"
    SUPERVISION_DIARY = "supervision_diary"
    SUPERVISION_UNCONFIRMED = "supervision_unconfirmed"
    SUPERVISION_UNBOOKED = "supervision_unbooked"
    SUPERVISION_OVERDUE = "supervision_overdue"
    SUPERVISION_HELD = "supervision_held"
    TEAM_DIGEST = "team_digest"
    PLAN_APPROVED = "plan_approved"
    DIARY_APPROVED = "diary_approved"
    SESSION_DECLINED = "session_declined"
    SESSIONS_CHANGED = "sessions_changed"
    SESSIONS_BROKEN = "sessions_broken"
    GROUP_SLOT = "group_slot"
    GROUP_COMING = "group_coming"
    GROUP_SUMMARY = "group_summary"
    GROUP_HELD = "group_held"
    GROUP_UNRECORDED = "group_unrecorded"
    SLOT_SWAP = "slot_swap"
    MEETING_CANNOT = "meeting_cannot"
    MEETING_EXCUSED = "meeting_excused"
    BREACH_FORESEEN = "breach_foreseen"
    MILESTONES = "milestones"
    CHANNEL_CLOSED = "channel_closed"
