"""`/group`: a team's own meeting; one module a journey, each with its verbs, buttons and modals."""

from commands.group import change, history, own, record, review, settings, slots
from commands.registry import Noun

NOUN = Noun(
    command="/group",
    summary="Your team's group supervision: when, who comes, who presents",
    hint="[slot 3, cannot, excuse, record, move, cancel, extra, review, settings, history, figures, team name]",
    verbs=(*own.VERBS, *slots.VERBS, *record.VERBS, *change.VERBS, *review.VERBS, *settings.VERBS, *history.VERBS),
    free_text=True,
)

PRESSES = (
    *own.PRESSES,
    *slots.PRESSES,
    *record.PRESSES,
    *change.PRESSES,
    *review.PRESSES,
    *settings.PRESSES,
    *history.PRESSES,
)

SUBMITS = (*own.SUBMITS, *record.SUBMITS, *change.SUBMITS, *review.SUBMITS, *settings.SUBMITS)
