"""Everything that can be typed, pressed or submitted."""

from commands import boards, fsp, group, supervision, timeline
from commands.registry import Commands

COMMANDS = Commands(
    nouns=(supervision.NOUN, group.NOUN, boards.TEAM, timeline.NOUN, boards.DIGEST, fsp.NOUN),
    presses=(*supervision.PRESSES, *group.PRESSES, *timeline.PRESSES),
    submits=(*supervision.SUBMITS, *group.SUBMITS, *timeline.SUBMITS),
)
