"""Sample data for what people see of planning and single sessions."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from bot.gallery_sample import Sample
from commands.supervision.own import Declined
from domain.calendar import Month
from services.change_notice import ChangesView, Moved
from services.planning.absence import AwayView
from services.planning.bookings import Changed
from services.planning.broken import BrokenLine, BrokenView
from services.planning.forecast import BreachLine, ForecastView, OverfullLine
from services.planning.foreseen import ForeseenView
from services.planning.reasons import UsualLine, WhyNotView, WhyView
from services.planning.times import TimeLine, Times
from services.planning.views import OfSupervisor, ProposalView, ProposedLine, RemedyLine, UnplacedLine
from services.sessions import Answered, SessionView

MAY = Month(2020, 5)
TUESDAY = datetime(2020, 5, 12, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2020, 5, 14, 13, 0, tzinfo=UTC)
FRIDAY = datetime(2020, 5, 15, 8, 30, tzinfo=UTC)
NIA = SessionView("0f6c", "Nia O'Connor", "Amara Evans", "Professional supervision", THURSDAY, 90, "planned")
BEN = SessionView("1a2b", "Ben Andrews", "Amara Evans", "Professional supervision", FRIDAY, 90, "planned")
COVER = RemedyLine("cover", date(2020, 5, 13), "10:00", "C1070", "Imran Hussain", 90, 0)
SHORTER = RemedyLine("shorter", date(2020, 5, 12), "16:00", "C1060", "Amara Evans", 60, 1)
FULL = UnplacedLine(
    "C1064",
    "professional",
    "Jack Mahmood",
    "supervisor_full",
    {
        "days": [1],
        "full_until": date(2020, 5, 26),
        "supervisor": "Amara Evans",
        "supervisor_leaves": None,
        "away": [],
    },
    (COVER, SHORTER),
)
BREACH = BreachLine(
    "Jack Mahmood",
    "Amara Evans",
    "over_limit",
    date(2020, 6, 4),
    "supervisor_full",
    dict(FULL.facts),
    (COVER,),
)
TIMES = Times(
    "C1062",
    "Nia O'Connor",
    "Amara Evans",
    "0f6c",
    TUESDAY,
    tuple(TimeLine(at, 90, "C1060") for at in (THURSDAY, FRIDAY, datetime(2020, 5, 19, 9, 0, tzinfo=UTC))),
)
NO_TIMES = Times("C1147", "Siân Davies", None, None, None, ())
WHY = WhyView(
    supervisee="Nia O'Connor",
    supervisor="Amara Evans",
    starts_at=THURSDAY,
    booked=True,
    covers=False,
    cover_for=None,
    days_since=30,
    in_rhythm=True,
    over_limit=False,
    limit_days=42,
    same_weekday=False,
    same_start=False,
    usual=UsualLine(date(2020, 5, 12), time(10), "unavailable", "Amara Evans"),
    others=(FRIDAY,),
)


def _line(number: int) -> ProposedLine:
    boss = f"Manager {number % 15 + 1}"
    return ProposedLine(
        f"C{number}", f"B{number % 15}", "professional", f"Person {number}", boss, TUESDAY, 90, moved_from=None
    )


COUNTY = ProposalView(
    month=MAY,
    version="77aa",
    status="optimal",
    gap=0.0,
    new=tuple(_line(number) for number in range(60)),
    booked=4,
    unplaced=(FULL,),
    off_slack=(),
    measures={},
)
REPAIR = ProposalView(
    month=MAY,
    version="88bb",
    status="best_found",
    gap=0.03,
    new=(
        ProposedLine(
            "C1062",
            "C1070",
            "professional",
            "Nia O'Connor",
            "Imran Hussain",
            THURSDAY,
            90,
            cover_for="Amara Evans",
            covers=True,
            moved_from=TUESDAY,
        ),
    ),
    booked=5,
    unplaced=(FULL,),
    off_slack=(),
    measures={},
)

PLANNING: Mapping[str, Sample] = {
    "supervision-proposal-county": Sample("message", "supervision/proposal", COUNTY),
    "supervision-proposal-repair": Sample("message", "supervision/proposal", REPAIR),
    "supervision-of-supervisor": Sample(
        "message", "supervision/of_supervisor", OfSupervisor(MAY, "Imran Hussain", REPAIR.new)
    ),
    "supervision-without": Sample("modal", "supervision/without", MAY),
    "supervision-times": Sample("modal", "supervision/times", TIMES),
    "supervision-times-none": Sample("modal", "supervision/times", NO_TIMES),
    "supervision-declined": Sample(
        "message", "supervision/declined", Declined(Answered(NIA, "cancelled", "Amara Evans"), TIMES)
    ),
    "supervision-declined-no-times": Sample(
        "message", "supervision/declined", Declined(Answered(NIA, "cancelled", None), NO_TIMES)
    ),
    "supervision-moved": Sample(
        "message", "supervision/changed", Changed("moved", NIA, TUESDAY, ("Nia O'Connor",), ())
    ),
    "supervision-booked": Sample("message", "supervision/changed", Changed("booked", BEN, None, ("Ben Andrews",), ())),
    "supervision-covered": Sample(
        "message", "supervision/changed", Changed("covered", NIA, TUESDAY, (), ("Callum Morris",))
    ),
    "supervision-cancelled-by-name": Sample(
        "message", "supervision/changed", Changed("cancelled", NIA, None, ("Nia O'Connor",), ())
    ),
    "supervision-away": Sample(
        "message", "supervision/away", AwayView("Nia O'Connor", date(2020, 5, 12), date(2020, 5, 20), (NIA,), (MAY,))
    ),
    "supervision-away-calm": Sample(
        "message", "supervision/away", AwayView("Nia O'Connor", date(2020, 5, 12), date(2020, 5, 12), (), ())
    ),
    "supervision-why": Sample("message", "supervision/why", WHY),
    "supervision-why-not": Sample("message", "supervision/why_not", WhyNotView("Jack Mahmood", MAY, FULL)),
    "supervision-why-nothing": Sample("message", "supervision/why_not", WhyNotView("Jack Mahmood", MAY, None)),
    "supervision-forecast": Sample(
        "message",
        "supervision/forecast",
        ForecastView(
            6,
            42,
            (BREACH,),
            (OverfullLine("Amara Evans", MAY, 12, 10),),
        ),
    ),
    "supervision-forecast-calm": Sample("message", "supervision/forecast", ForecastView(6, 42, (), ())),
    "notice-sessions-changed": Sample(
        "message",
        "reminders/sessions_changed",
        ChangesView((Moved(TUESDAY, NIA),), (), (), (BEN,)),
    ),
    "notice-sessions-broken": Sample(
        "message",
        "reminders/sessions_broken",
        BrokenView((BrokenLine(NIA, "unavailable", "Nia O'Connor"), BrokenLine(BEN, "bank_holiday", None)), (MAY,)),
    ),
    "notice-breach-foreseen": Sample(
        "message",
        "reminders/breach_foreseen",
        ForeseenView(
            42,
            (BREACH,),
        ),
    ),
    "notice-session-cancelled": Sample("message", "reminders/sessions_changed", ChangesView((), (BEN,), (NIA,), ())),
    "problem-time-taken": Sample(
        "message",
        "problems/time_taken",
        {"cause": "unavailable", "who": "Amara Evans", "at": TUESDAY, "times": [THURSDAY, FRIDAY]},
    ),
    "problem-cover-other-discipline": Sample(
        "message", "problems/time_taken", {"cause": "other_discipline", "who": "Naomi Yilmaz", "at": None, "times": []}
    ),
}
