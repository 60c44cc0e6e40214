"""Sample data for what people read about actions, boards and the register of risks."""

from datetime import UTC, date, datetime

from bot.gallery_sample import Sample
from commands.timeline.fields import NotKept
from services.governance.action_views import ActionLine, ActionsView, ActionView
from services.governance.forms import NewActionForm, SourceChoice
from services.governance.history import ChangeLine
from services.governance.reminders import DueView, GivenView
from services.governance.sources import SourceName

TODAY = date(2020, 4, 27)
AT = datetime(2020, 4, 14, 9, 30, tzinfo=UTC)
BOARD = SourceName("board", "Partnership Board")


def _action(number: int, text: str, owner: str, due_on: date, source: SourceName, *, state: str = "open") -> ActionLine:
    late = max(0, (TODAY - due_on).days) if state == "open" else 0
    left = max(0, (due_on - TODAY).days)
    return ActionLine(f"a{number}", number, text, owner, due_on, late, left, state, source, mine=False, keeps=True)


VENUE = _action(12, "Agree the venue for the first course", "Nia O'Connor", date(2020, 4, 20), BOARD)
TERMS = _action(
    14,
    "Send the terms of the secondment to partners",
    "Ben Roberts",
    date(2020, 4, 28),
    SourceName("milestone", "Go-live"),
)
PLAIN = _action(15, "Book the room for the project team", "Ben Roberts", date(2020, 5, 12), SourceName("none", ""))
DONE = _action(9, "Draft the data sharing agreement", "Nia O'Connor", date(2020, 4, 17), BOARD, state="done")
HISTORY = (
    ChangeLine("add", AT, "Amara Evans", "", "Ben Roberts"),
    ChangeLine("hand_on", AT, "Amara Evans", "Ben Roberts", "Nia O'Connor"),
    ChangeLine("move", AT, "Nia O'Connor", "2020-04-14", "2020-04-20"),
)
ACTION = ActionView(VENUE, "", None, None, None, "Amara Evans", AT, HISTORY, 3)
SOURCES = (
    SourceChoice("board/partnership_board", BOARD),
    SourceChoice("clinic/", SourceName("clinic", "")),
    SourceChoice("milestone/go-live", SourceName("milestone", "Go-live")),
)

GOVERNANCE = {
    "timeline-actions": Sample(
        "message", "timeline/actions", ActionsView("mine", "", TODAY, (VENUE, TERMS, PLAIN), ("team", "overdue", "all"))
    ),
    "timeline-actions-overdue": Sample(
        "message", "timeline/actions", ActionsView("overdue", "", TODAY, (VENUE,), ("mine", "all"))
    ),
    "timeline-actions-none": Sample("message", "timeline/actions", ActionsView("mine", "", TODAY, (), ())),
    "timeline-action": Sample("message", "timeline/action", ACTION),
    "timeline-action-done": Sample(
        "message",
        "timeline/action",
        ActionView(DONE, "", date(2020, 4, 16), "Nia O'Connor", AT, "Amara Evans", AT, HISTORY[:1], 2, "done"),
    ),
    "timeline-action-form": Sample("modal", "timeline/action_form", NewActionForm("Amara Evans", TODAY, SOURCES, "")),
    "timeline-action-done-form": Sample("modal", "timeline/action_done_form", ACTION),
    "timeline-action-drop-form": Sample("modal", "timeline/action_drop_form", ACTION),
    "timeline-action-give-form": Sample("modal", "timeline/action_give_form", ACTION),
    "timeline-action-move-form": Sample("modal", "timeline/action_move_form", ACTION),
    "timeline-not-kept": Sample(
        "message",
        "timeline/not_kept",
        NotKept(
            "not_found",
            {"what": "person", "typed": "Nia Conor", "suggestions": ["Nia O'Connor"]},
            "Agree the venue for the first course",
        ),
    ),
    "reminder-action-given": Sample("message", "reminders/action_given", GivenView(TERMS, "Amara Evans")),
    "reminder-action-due": Sample("message", "reminders/action_due", DueView(TERMS, for_other=False)),
    "reminder-action-late-other": Sample("message", "reminders/action_due", DueView(VENUE, for_other=True)),
}
