"""Everything that can be typed, pressed or submitted."""

from commands import boards, feed, fsp, supervision
from commands.registry import Commands

COMMANDS = Commands(
    nouns=(supervision.NOUN, boards.TEAM, boards.TIMELINE, boards.DIGEST, fsp.NOUN),
    presses=(*supervision.PRESSES, *feed.PRESSES),
    submits=supervision.SUBMITS,
)
