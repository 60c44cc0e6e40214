"""`/supervision`: one module a journey; each has its verbs, buttons and modals."""

from commands.registry import Noun
from commands.supervision import book, own, plan, repair, times

NOUN = Noun(
    command="/supervision",
    summary="Your supervision, and planning it for the people you supervise",
    hint="[plan May, move, book, held, cancel, why, busy, window, forecast]",
    verbs=(*own.VERBS, *plan.VERBS, *book.VERBS, *repair.VERBS, *times.VERBS),
)

PRESSES = (*own.PRESSES, *plan.PRESSES, *book.PRESSES, *repair.PRESSES, *times.PRESSES)

SUBMITS = (*own.SUBMITS, *plan.SUBMITS, *book.SUBMITS, *times.SUBMITS)
