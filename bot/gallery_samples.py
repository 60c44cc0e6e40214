"""Sample data for every template that people see. The golden files and the gallery are made from these."""

from datetime import UTC, date, datetime

from bot.gallery_boards import BOARDS
from bot.gallery_engine import ENGINE
from bot.gallery_feed import FEEDS
from bot.gallery_governance import GOVERNANCE
from bot.gallery_groups import GROUPS
from bot.gallery_meetings import MEETINGS
from bot.gallery_planning import PLANNING
from bot.gallery_posts import POSTS
from bot.gallery_preferences import PREFERENCES
from bot.gallery_reminders import REMINDERS
from bot.gallery_reviews import REVIEWS
from bot.gallery_rhythm import RHYTHMS
from bot.gallery_sample import Sample
from bot.gallery_times import TIMES
from commands.catalogue import COMMANDS
from domain.access import Role
from domain.calendar import Month
from services.digest import DigestView, SupervisionCounts
from services.findings import FindingLine, FindingsView
from services.notices import ChannelView, ComingView, DeclinedView, HeldView, PlanView
from services.people import Contact, Linked, LinkOffer
from services.planning.runs import Begun
from services.planning.views import Approved, Discarded, ProposalView, ProposedLine, UnplacedLine
from services.sessions import Answered, MySupervision, PersonLine, SessionView
from services.team import DisciplineGroup, EmptySeat, Member, TeamView
from services.timeline import MilestoneLine, TimelineView

MAY = Month(2020, 5)
SESSION = SessionView(
    session_id="0f6c",
    supervisee="Nia O'Connor",
    supervisor="Amara Evans",
    kind="Professional supervision",
    starts_at=datetime(2020, 5, 12, 9, 0, tzinfo=UTC),
    minutes=90,
    state="planned",
)
SEATS = (
    EmptySeat("Mental health nurse", "vacant", ("East 1",)),
    EmptySeat("Domestic abuse worker", "recruiting", ()),
)
GO_LIVE = MilestoneLine(
    key="go-live",
    title="Go-live",
    planned=date(2020, 6, 30),
    precision="month",
    forecast=date(2020, 6, 30),
    actual=None,
    rag="amber",
    reason="waits_for",
    days=27,
    waits_for="Information sharing agreements with partners",
    source="cabinet report 2019, p45",
    workstream="Programme",
)
DONE = MilestoneLine(
    key="mi-training-starts",
    title="Motivational Interviewing training starts",
    planned=date(2019, 10, 31),
    precision="month",
    forecast=date(2019, 10, 7),
    actual=date(2019, 10, 7),
    rag="done",
    reason="done_on_time",
    days=0,
    waits_for=None,
    source="cabinet report 2019, p45",
    workstream="Training",
)
LATE = MilestoneLine(
    key="information-sharing",
    title="Information sharing agreements with partners",
    planned=date(2020, 3, 31),
    precision="quarter",
    forecast=date(2020, 3, 31),
    actual=None,
    rag="red",
    reason="overdue",
    days=27,
    waits_for=None,
    source="Hertfordshire report 2018, 6.3",
    workstream="Partnership",
)
COMING = MilestoneLine(
    key="initial-evaluation",
    title="Initial evaluation",
    planned=date(2020, 10, 31),
    precision="month",
    forecast=date(2020, 10, 31),
    actual=None,
    rag="green",
    reason="on_course",
    days=187,
    waits_for=None,
    source="cabinet report 2019, p45",
    workstream="Programme",
)
TIMELINE = TimelineView("Family Safeguarding", date(2020, 4, 27), GO_LIVE, (LATE, GO_LIVE), (COMING,), (DONE,))
PROPOSAL = ProposalView(
    month=MAY,
    version="3f9a1c0b7d2e",
    status="best_found",
    gap=None,
    new=(
        ProposedLine("C1062", "C1060", "professional", "Nia O'Connor", "Amara Evans", SESSION.starts_at, 90),
        ProposedLine(
            "C1061",
            "C1060",
            "professional",
            "Ben Andrews",
            "Amara Evans",
            datetime(2020, 5, 12, 12, 30, tzinfo=UTC),
            90,
        ),
    ),
    booked=1,
    unplaced=(
        UnplacedLine(
            "C1147",
            "professional",
            "Siân Davies",
            "other_discipline",
            {"days": [], "supervisor": "Naomi Yilmaz", "supervisor_leaves": None, "away": []},
        ),
        UnplacedLine(
            "C1064",
            "professional",
            "Jack Mahmood",
            "supervisor_full",
            {
                "days": [1, 2],
                "full_until": None,
                "supervisor": "Amara Evans",
                "supervisor_leaves": None,
                "away": [],
            },
        ),
    ),
    off_slack=("Callum Morris",),
    measures={},
)
DIGEST = DigestView(
    code="NORTH-1",
    team="North 1",
    service_name="Family Safeguarding",
    week=date(2020, 5, 4),
    supervision=SupervisionCounts(due=12, covered="7", missing=None, this_week="fewer than 5", rule="calendar_month"),
    empty_seats=SEATS,
    joiners=(("Mei Fletcher", date(2020, 5, 11)),),
    leavers=(),
    bank_holidays=((date(2020, 5, 8), "May Day"),),
    milestones=(GO_LIVE,),
    month=MAY,
)
QUIET = DigestView(
    code="SOUTH-1",
    team="South 1",
    service_name="Family Safeguarding",
    week=date(2020, 5, 18),
    supervision=None,
    empty_seats=(),
    joiners=(),
    leavers=(),
    bank_holidays=(),
    milestones=(),
    month=MAY,
)
MINE = MySupervision(
    name="Amara Evans",
    supervisor="Naomi Yilmaz",
    next=SESSION,
    last=SessionView(
        session_id="0f6b",
        supervisee="Amara Evans",
        supervisor="Naomi Yilmaz",
        kind="Professional supervision",
        starts_at=datetime(2020, 4, 14, 9, 0, tzinfo=UTC),
        minutes=90,
        state="held",
    ),
    people=(
        PersonLine("Ben Andrews", datetime(2020, 5, 12, 12, 30, tzinfo=UTC), date(2020, 4, 9), 18, over_limit=False),
        PersonLine("Jack Mahmood", None, date(2020, 3, 10), 48, over_limit=True),
        PersonLine("Nia O'Connor", SESSION.starts_at, None, None, over_limit=False),
    ),
    can_plan=True,
    months=(Month(2020, 4), MAY),
    limit_days=42,
)
TEAM = TeamView(
    code="NORTH-1",
    name="North 1",
    office="North",
    manager="Amara Evans",
    groups=(
        DisciplineGroup(
            "Social work",
            (
                Member("Amara Evans", "Team manager", (), away=False, leaves_on=None, on_slack=True),
                Member("Nia O'Connor", "Social worker", (), away=True, leaves_on=date(2020, 6, 5), on_slack=True),
            ),
        ),
        DisciplineGroup(
            "Mental health",
            (Member("Callum Morris", "Mental health nurse", ("North 2",), away=False, leaves_on=None, on_slack=False),),
        ),
    ),
    empty_seats=SEATS,
    also=("North 2",),
)
NO_FACTS = {"kind": "", "name": "", "role": "", "other": "", "subject": "", "detail": "", "teams": ()}


def _finding(**facts: object) -> FindingLine:
    return FindingLine(**(NO_FACTS | facts))  # type: ignore[arg-type]  # samples of every kind share one shape


FINDINGS = FindingsView(
    (
        _finding(
            kind="vacant_post",
            subject="ME04",
            role="Mental health",
            detail="vacant",
            teams=("North 3", "East 1"),
        ),
        _finding(kind="other_discipline", name="Siân Davies", other="Naomi Yilmaz"),
        _finding(kind="supervisor_leaving", name="Rosa Lin", other="Ben Jenkins", detail="29 May 2020"),
        _finding(kind="manager_without_row", name="Jo-Anne Reid", role="Practice lead"),
        _finding(kind="nobody_above", name="Jo-Anne Reid", role="Practice lead"),
    )
)


def _answered(answer: str, told: str | None = None) -> Sample:
    return Sample("message", "supervision/answered", Answered(SESSION, answer, told))


def _problem(code: str, **facts: object) -> Sample:
    return Sample("message", f"problems/{code}", facts)


SAMPLES: dict[str, Sample] = {
    "supervision-mine": Sample("message", "supervision/mine", MINE),
    "supervision-working": Sample("message", "supervision/working", Begun("9c1e", MAY, joined=False)),
    "supervision-working-joined": Sample("message", "supervision/working", Begun("9c1e", MAY, joined=True)),
    "supervision-stopping": Sample("message", "supervision/stopping", None),
    "supervision-plan-stopped": Sample("message", "supervision/plan_stopped", MAY),
    "supervision-proposal": Sample("message", "supervision/proposal", PROPOSAL),
    "supervision-approved": Sample("message", "supervision/approved", Approved(MAY, 2, 3, ("Callum Morris",))),
    "supervision-discarded": Sample("message", "supervision/discarded", Discarded(MAY)),
    "supervision-confirmed": _answered("confirmed"),
    "supervision-cancelled": _answered("cancelled", "Amara Evans"),
    "supervision-held": _answered("held"),
    "supervision-missed": _answered("missed"),
    "supervision-held-on": Sample("modal", "supervision/held_on", SESSION),
    "reminder-coming": Sample("message", "reminders/supervision_coming", ComingView(SESSION, confirmed=False)),
    "reminder-coming-confirmed": Sample("message", "reminders/supervision_coming", ComingView(SESSION, confirmed=True)),
    "reminder-held": Sample("message", "reminders/supervision_held", HeldView(SESSION, for_supervisor=True)),
    "reminder-held-own": Sample("message", "reminders/supervision_held", HeldView(SESSION, for_supervisor=False)),
    "notice-plan-approved": Sample("message", "reminders/plan_approved", PlanView("2020-05", (SESSION,))),
    "notice-diary-approved": Sample("message", "reminders/diary_approved", PlanView("2020-05", (SESSION, SESSION))),
    "notice-declined": Sample(
        "message", "reminders/session_declined", DeclinedView(SESSION, "Nia O'Connor", True, "2020-05")
    ),
    "notice-channel-closed": Sample("message", "reminders/channel_closed", ChannelView("North 1", "fsp-north-1")),
    "digest-team": Sample("message", "digest/team", DIGEST),
    "digest-team-quiet": Sample("message", "digest/team", QUIET),
    "team": Sample("message", "team/show", TEAM),
    "timeline": Sample("message", "timeline/show", TIMELINE),
    "help": Sample("message", "fsp/help", COMMANDS),
    "findings": Sample("message", "fsp/findings", FINDINGS),
    "findings-none": Sample("message", "fsp/findings", FindingsView(())),
    "people-offer": Sample(
        "message", "people/offer", LinkOffer("C1062", "Nia O'Connor", "Social worker", "Family Safeguarding")
    ),
    "people-linked": Sample("message", "people/linked", Linked("Nia O'Connor", "U1", "Family Safeguarding")),
    "people-linked-by-anew": Sample(
        "message", "people/linked_by", Linked("Nia O'Connor", "U1", "Family Safeguarding", replaced=True)
    ),
    "people-linked-by": Sample("message", "people/linked_by", Linked("Nia O'Connor", "U1", "Family Safeguarding")),
    "problem-not-understood": _problem(
        "not_understood",
        typed="plna May",
        suggestions=["/supervision plan"],
        usages=["/supervision", "/supervision plan May"],
    ),
    "problem-bad-value": _problem("bad_value", what="month", typed="Mayy", example="May"),
    "problem-past-month": _problem("bad_value", what="past_month", typed="", example="", month=Month(2020, 3)),
    "problem-no-team": _problem("bad_value", what="team", typed="", example="North 1"),
    "problem-not-allowed": _problem(
        "not_allowed", who_can=[(Role.SUPERVISOR.value, "supervisee"), (Role.SERVICE_MANAGER.value, "service")]
    ),
    "problem-not-linked": _problem("not_linked", reason="guest", ask=[Contact("Priya Mbeki", "U0ADMIN")]),
    "problem-not-found": _problem("not_found", what="team", typed="Norht", suggestions=["North 1"]),
    "problem-stale": _problem("stale", what="proposal"),
    "problem-settled": _problem("already_settled", what="session", answer="held"),
    "problem-nothing": _problem("nothing_to_do", what="plan"),
    "problem-unexpected": _problem("unexpected", reference="1a2b3c4d"),
}

SAMPLES.update(PLANNING)
SAMPLES.update({name: Sample(*sample) for name, sample in GROUPS.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in TIMES.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in MEETINGS.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in RHYTHMS.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in REVIEWS.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in ENGINE.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in FEEDS.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in REMINDERS.items()})
SAMPLES.update({name: Sample(*sample) for name, sample in PREFERENCES.items()})
SAMPLES.update(GOVERNANCE)
SAMPLES.update(BOARDS)
SAMPLES.update(POSTS)
