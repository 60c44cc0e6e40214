"""Everything that can be typed, pressed or submitted."""

from commands import boards, feed, fsp, group, preferences, supervision
from commands.registry import Commands

COMMANDS = Commands(
    nouns=(supervision.NOUN, group.NOUN, boards.TEAM, boards.TIMELINE, boards.DIGEST, fsp.NOUN),
    presses=(*supervision.PRESSES, *group.PRESSES, *fsp.PRESSES, *feed.PRESSES, *preferences.PRESSES),
    submits=(*supervision.SUBMITS, *group.SUBMITS, *preferences.SUBMITS),
)
