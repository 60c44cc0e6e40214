"""`/fsp calendar`: a private calendar feed of one's own, made, made anew and stopped."""

from commands.call import Call
from commands.registry import Press, Verb, nothing
from services import feeds


async def show(call: Call, _request: None) -> None:
    await call.reply("fsp/calendar", await call.ask(feeds.show, call.now))


async def renew(call: Call, _request: None) -> None:
    await call.reply("fsp/calendar", await call.ask(feeds.renew, call.now), replace=True)


async def stop(call: Call, _request: None) -> None:
    await call.ask(feeds.stop, call.now)
    await call.reply("fsp/calendar_stopped", None, replace=True)


VERBS = (Verb("calendar", "calendar", "gives your sessions an address that your own calendar can read", nothing, show),)

PRESSES = (Press("fsp.calendar_new", nothing, renew), Press("fsp.calendar_stop", nothing, stop))
