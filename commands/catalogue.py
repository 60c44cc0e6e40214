"""Everything that can be typed, pressed or submitted."""

from commands import boards, feed, fsp, group, preferences, supervision, timeline
from commands.registry import Commands

COMMANDS = Commands(
    nouns=(supervision.NOUN, group.NOUN, boards.TEAM, timeline.NOUN, boards.DIGEST, fsp.NOUN),
    presses=tuple(
        press for journeys in (supervision, group, timeline, fsp, feed, preferences) for press in journeys.PRESSES
    ),
    submits=tuple(submit for journeys in (supervision, group, timeline, preferences) for submit in journeys.SUBMITS),
)
