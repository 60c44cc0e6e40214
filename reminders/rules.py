"""Each kind of message: its template, and what tells whether it is still true and what to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reminders.kinds import Kind
from services import change_notice, digest, notices
from services.desk import Desk
from services.governance import register_reminders
from services.governance import reminders as governance_reminders
from services.group import notices as meeting_notices
from services.group import reminders as meeting_reminders
from services.notices import Subject
from services.planning import broken, foreseen, group_notice
from services.posts import reminders as post_reminders


@dataclass(frozen=True, slots=True)
class Rule:
    """`view` returns what the template shows, or a `notices.Drop` with the reason when it helps nobody any more."""

    template: str
    view: Callable[[Desk, Subject, datetime], object]


RULES: Mapping[Kind, Rule] = {
    Kind.SUPERVISION_COMING: Rule("reminders/supervision_coming", notices.coming),
    Kind.SUPERVISION_HELD: Rule("reminders/supervision_held", notices.held_question),
    Kind.TEAM_DIGEST: Rule("digest/team", digest.for_delivery),
    Kind.PLAN_APPROVED: Rule("reminders/plan_approved", notices.plan_approved),
    Kind.DIARY_APPROVED: Rule("reminders/diary_approved", notices.plan_approved),
    Kind.SESSION_DECLINED: Rule("reminders/session_declined", notices.declined),
    Kind.SESSIONS_CHANGED: Rule("reminders/sessions_changed", change_notice.sessions_changed),
    Kind.SESSIONS_BROKEN: Rule("reminders/sessions_broken", broken.sessions_broken),
    Kind.GROUP_SLOT: Rule("reminders/group_slot", group_notice.group_slot),
    Kind.GROUP_COMING: Rule("reminders/group_coming", meeting_reminders.coming),
    Kind.GROUP_SUMMARY: Rule("reminders/group_summary", meeting_reminders.summary),
    Kind.GROUP_HELD: Rule("group/record", meeting_reminders.held),
    Kind.GROUP_UNRECORDED: Rule("reminders/group_unrecorded", meeting_reminders.unrecorded),
    Kind.GROUP_CHANGED: Rule("reminders/group_changed", meeting_notices.changed),
    Kind.MEETING_LEAD: Rule("reminders/meeting_lead", meeting_notices.lead),
    Kind.SLOT_SWAP: Rule("reminders/slot_swap", meeting_notices.swap),
    Kind.MEETING_CANNOT: Rule("reminders/meeting_cannot", meeting_notices.cannot),
    Kind.MEETING_EXCUSED: Rule("reminders/meeting_excused", meeting_notices.excused),
    Kind.BREACH_FORESEEN: Rule("reminders/breach_foreseen", foreseen.breach_foreseen),
    Kind.ACTION_GIVEN: Rule("reminders/action_given", governance_reminders.given),
    Kind.ACTION_DUE: Rule("reminders/action_due", governance_reminders.due),
    Kind.ACTION_LATE: Rule("reminders/action_due", governance_reminders.late),
    Kind.RISK_GIVEN: Rule("reminders/risk_review", register_reminders.given),
    Kind.RISK_REVIEW: Rule("reminders/risk_review", register_reminders.review),
    Kind.BOARD_PAPERS: Rule("reminders/board_papers", register_reminders.papers),
    Kind.POST_FUNDING: Rule("reminders/post_funding", post_reminders.funding),
    Kind.CHANNEL_CLOSED: Rule("reminders/channel_closed", notices.channel_closed),
}
