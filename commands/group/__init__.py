"""`/group`: a team's own meeting; one module a journey, each with its verbs, buttons and modals."""

from commands.group import own, record, slots
from commands.registry import Noun

NOUN = Noun(
    command="/group",
    summary="Your team's group supervision: when, who comes, who presents",
    hint="[slot 3, cannot, excuse, record, team name]",
    verbs=(*own.VERBS, *slots.VERBS, *record.VERBS),
    free_text=True,
)

PRESSES = (*own.PRESSES, *slots.PRESSES, *record.PRESSES)

SUBMITS = (*own.SUBMITS, *record.SUBMITS)
