"""The kinds of message that the bot sends by itself, besides answers."""

from enum import StrEnum


class Kind(StrEnum):
    SUPERVISION_COMING = "supervision_coming"
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
    GROUP_CHANGED = "group_changed"
    MEETING_LEAD = "meeting_lead"
    SLOT_SWAP = "slot_swap"
    MEETING_CANNOT = "meeting_cannot"
    MEETING_EXCUSED = "meeting_excused"
    BREACH_FORESEEN = "breach_foreseen"
    ACTION_GIVEN = "action_given"
    ACTION_DUE = "action_due"
    ACTION_LATE = "action_late"
    CHANNEL_CLOSED = "channel_closed"
