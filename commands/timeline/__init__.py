"""`/timeline`: the implementation timeline, its actions, risks, posts and boards; one module a journey."""

from commands import boards
from commands.registry import Noun
from commands.timeline import action, board, post, risk

NOUN = Noun(
    command="/timeline",
    summary="The implementation timeline: what is red or amber, and why; its boards, actions, risks and posts",
    hint="[action, risk, post, board]",
    verbs=(*boards.TIMELINE_VERBS, *action.VERBS, *risk.VERBS, *post.VERBS, *board.VERBS),
)

PRESSES = (*action.PRESSES, *risk.PRESSES, *post.PRESSES, *board.PRESSES)

SUBMITS = (*action.SUBMITS, *risk.SUBMITS, *post.SUBMITS, *board.SUBMITS)
