"""`/team`, `/timeline` and `/digest`: three screens to look at."""

from commands.call import Call
from commands.registry import Noun, Verb, nothing, text
from services import digest, team, timeline


async def show_team(call: Call, typed: str) -> None:
    await call.reply("team/show", await call.ask(team.team, typed, call.now))


async def show_timeline(call: Call, _request: None) -> None:
    await call.reply("timeline/show", await call.ask(timeline.overview, call.now))


async def preview_digest(call: Call, typed: str) -> None:
    await call.reply("digest/team", await call.ask(digest.preview, typed, call.now))


TEAM = Noun(
    command="/team",
    summary="Who is in a team, by profession, and which seats are empty",
    hint="[team name]",
    verbs=(Verb("", "[team name]", "shows your own team, or the one you name", text, show_team),),
    free_text=True,
)

TIMELINE_VERBS = (Verb("", "", "shows what needs attention, what is next and what is done", nothing, show_timeline),)

DIGEST = Noun(
    command="/digest",
    summary="The weekly digest of a team, as its channel will see it",
    hint="[team name]",
    verbs=(Verb("", "[team name]", "shows it for your own team, or the one you name", text, preview_digest),),
    free_text=True,
)
