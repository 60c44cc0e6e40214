"""`/group`: a team's own meeting; one module a journey, each with its verbs, buttons and modals."""

from commands.group import own, slots
from commands.registry import Noun

NOUN = Noun(
    command="/group",
    summary="Your team's group supervision: when, who comes, who presents",
    hint="[slot 3, cannot, excuse, team name]",
    verbs=(*own.VERBS, *slots.VERBS),
    free_text=True,
)

PRESSES = (*own.PRESSES, *slots.PRESSES)

SUBMITS = (*own.SUBMITS,)
