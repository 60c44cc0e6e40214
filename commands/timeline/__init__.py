"""`/timeline`: the implementation timeline, its actions, risks, posts and boards; one module a journey."""

from commands import boards
from commands.registry import Noun
from commands.timeline import action, board, risk

NOUN = Noun(
    command="/timeline",
    summary="The implementation timeline: what is red or amber, and why; its boards, actions and risks",
    hint="[action, risk, board]",
    verbs=(*boards.TIMELINE_VERBS, *action.VERBS, *risk.VERBS, *board.VERBS),
)

PRESSES = (*action.PRESSES, *risk.PRESSES, *board.PRESSES)

SUBMITS = (*action.SUBMITS, *risk.SUBMITS, *board.SUBMITS)
