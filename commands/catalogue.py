"""Everything that can be typed, pressed or submitted."""

from commands import boards, fsp, supervision
from commands.registry import Commands

COMMANDS = Commands(
    nouns=(supervision.NOUN, boards.TEAM, boards.TIMELINE, boards.DIGEST, fsp.NOUN),
    presses=(*supervision.PRESSES, *fsp.PRESSES),
    submits=supervision.SUBMITS,
)
