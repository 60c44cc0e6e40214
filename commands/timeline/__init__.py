"""`/timeline`: the implementation timeline, its actions, risks, posts and boards; one module a journey."""

from commands import boards
from commands.registry import Noun
from commands.timeline import action

NOUN = Noun(
    command="/timeline",
    summary="The implementation timeline: what is red or amber, and why; its actions",
    hint="[action add]",
    verbs=(*boards.TIMELINE_VERBS, *action.VERBS),
)

PRESSES = (*action.PRESSES,)

SUBMITS = (*action.SUBMITS,)
