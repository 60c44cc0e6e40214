"""Each kind of message: its template, and what tells whether it is still true and what to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reminders.kinds import Kind
from reminders.late import EACH, How, Late
from reminders.together import together
from services import change_notice, digest, notices, overdue, preferences, unreachable, upcoming
from services.desk import Desk
from services.governance import register_reminders
from services.governance import reminders as governance_reminders
from services.group import notices as meeting_notices
from services.group import reminders as meeting_reminders
from services.notices import Subject
from services.planning import broken, foreseen, group_notice
from services.posts import reminders as post_reminders
from services.reviews import notices as review_notices


@dataclass(frozen=True, slots=True)
class Rule:
    """`view` returns what the template shows, or a `notices.Drop` with the reason when it helps nobody any more.

    `late` is what becomes of it after a stop. Kinds that are merged have a view with a `session`.
    """

    template: str
    view: Callable[[Desk, Subject, datetime], object]
    late: Late = EACH


WHOLE = Late(How.LAST)
"""For summaries: the last one names all that is still open."""

_RULES: Mapping[Kind, Rule] = {
    Kind.SUPERVISION_COMING: Rule("reminders/supervision_coming", notices.coming, Late(How.MERGE)),
    Kind.SUPERVISION_DIARY: Rule("reminders/supervision_diary", upcoming.diary),
    Kind.SUPERVISION_UNCONFIRMED: Rule("reminders/supervision_unconfirmed", upcoming.unconfirmed, Late(How.MERGE)),
    Kind.SUPERVISION_UNBOOKED: Rule("reminders/supervision_unbooked", overdue.still_unbooked, WHOLE),
    Kind.SUPERVISION_OVERDUE: Rule("reminders/supervision_overdue", overdue.still_overdue, WHOLE),
    Kind.SUPERVISION_HELD: Rule("reminders/supervision_held", notices.held_question, Late(How.MERGE)),
    Kind.TEAM_DIGEST: Rule("digest/team", digest.for_delivery, Late(How.LAST, helps_for=timedelta(days=3))),
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
    Kind.REVIEW_CHANGED: Rule("reminders/review_changed", review_notices.changed),
    Kind.REVIEW_COMING: Rule("reminders/review_coming", review_notices.coming),
    Kind.REVIEW_TODO: Rule("reminders/review_todo", review_notices.to_do),
    Kind.REVIEW_HELD: Rule("reminders/review_held", review_notices.held),
    Kind.MEETING_LEAD: Rule("reminders/meeting_lead", meeting_notices.lead),
    Kind.SLOT_SWAP: Rule("reminders/slot_swap", meeting_notices.swap),
    Kind.MEETING_CANNOT: Rule("reminders/meeting_cannot", meeting_notices.cannot),
    Kind.MEETING_EXCUSED: Rule("reminders/meeting_excused", meeting_notices.excused),
    Kind.BREACH_FORESEEN: Rule("reminders/breach_foreseen", foreseen.breach_foreseen),
    Kind.CHANNEL_CLOSED: Rule("reminders/channel_closed", notices.channel_closed, Late(helps_for=timedelta(days=7))),
    Kind.PERSON_UNREACHABLE: Rule(
        "reminders/person_unreachable", unreachable.person_unreachable, Late(helps_for=timedelta(days=7))
    ),
    Kind.ACTION_GIVEN: Rule("reminders/action_given", governance_reminders.given),
    Kind.ACTION_DUE: Rule("reminders/action_due", governance_reminders.due),
    Kind.ACTION_LATE: Rule("reminders/action_due", governance_reminders.late),
    Kind.RISK_GIVEN: Rule("reminders/risk_review", register_reminders.given),
    Kind.RISK_REVIEW: Rule("reminders/risk_review", register_reminders.review),
    Kind.BOARD_PAPERS: Rule("reminders/board_papers", register_reminders.papers),
    Kind.POST_FUNDING: Rule("reminders/post_funding", post_reminders.funding),
    Kind.MILESTONES: Rule("reminders/milestones", upcoming.milestones, WHOLE),
}

_RESPECTING = {kind: replace(rule, view=preferences.respecting(kind.value, rule.view)) for kind, rule in _RULES.items()}

RULES: Mapping[Kind, Rule] = {**_RESPECTING, Kind.TOGETHER: Rule("reminders/together", together(_RESPECTING))}
"""Every kind, with what people chose checked once more when it is sent."""
