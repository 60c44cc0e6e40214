"""When people are not free, and when supervisors give supervision."""

from commands.call import Call
from commands.registry import Press, Submit, Verb, nothing, text
from commands.supervision.typed_times import (
    Address,
    Whose,
    WindowChange,
    check_busy,
    check_calendar,
    parse_busy,
    parse_window,
)
from domain.when import FixedTime
from services.planning import busy, windows
from services.planning.busy import BusyView

BUSY = "supervision/busy"


async def fixed_times(call: Call, asked: Whose | Address | FixedTime) -> None:
    match asked:
        case Whose(typed):
            await call.reply(BUSY, await call.ask(busy.fixed_times, typed, call.now))
        case Address(address):
            await call.reply(BUSY, await _read(call, address))
        case FixedTime():
            await call.reply(BUSY, await call.ask(busy.add, asked, call.now))


async def remove(call: Call, key: str) -> None:
    await call.reply(BUSY, await call.ask(busy.remove, key, call.now), replace=True)


async def open_add(call: Call, _request: None) -> None:
    await call.open("supervision/busy_add", None, state=call.response_url)


async def open_calendar(call: Call, _request: None) -> None:
    await call.open("supervision/busy_calendar", None, state=call.response_url)


async def add(call: Call, fixed: FixedTime) -> None:
    await call.answer_modal(call.state, BUSY, await call.ask(busy.add, fixed, call.now))


async def add_calendar(call: Call, given: Address) -> None:
    await call.answer_modal(call.state, BUSY, await _read(call, given.address))


async def window(call: Call, change: WindowChange) -> None:
    if change.default:
        view = await call.ask(windows.clear, change.typed, call.now)
    elif change.hours is None and change.sessions_a_day is None:
        view = await call.ask(windows.show, change.typed, call.now)
    else:
        view = await call.ask(windows.choose, change.typed, change.hours, change.sessions_a_day, call.now)
    await call.reply("supervision/window", view)


async def default_window(call: Call, _request: None) -> None:
    await call.reply("supervision/window", await call.ask(windows.clear, "", call.now), replace=True)


async def _read(call: Call, address: str) -> BusyView:
    content = await call.edge.calendars.read(address)
    return await call.ask(busy.add_calendar, call.actor.staff_id, content, address, call.edge.now())


VERBS = (
    Verb("busy", "busy", "shows your fixed times, or those of somebody you may book for", parse_busy, fixed_times),
    Verb("busy", "busy Tue 14:00-16:00", "keeps a time free; with `every`, each week", parse_busy, fixed_times),
    Verb("busy", "busy https://...", "reads the busy times of your calendar twice a day", parse_busy, fixed_times),
    Verb("window", "window", "shows when you give supervision", parse_window, window),
    Verb("window", "window Tue,Thu 09:00-13:00 max 2", "sets it; `default` goes back", parse_window, window),
)

PRESSES = (
    Press("supervision.busy_remove", text, remove),
    Press("supervision.busy_add", nothing, open_add),
    Press("supervision.busy_calendar", nothing, open_calendar),
    Press("supervision.window_default", nothing, default_window),
)

SUBMITS = (
    Submit("supervision.busy_add", check_busy, add),
    Submit("supervision.busy_calendar", check_calendar, add_calendar),
)
