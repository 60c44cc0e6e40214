"""`/timeline post`: the funded posts, their recruitment and their money."""

from commands.call import Call
from commands.registry import Press, Submit, Verb, text
from commands.timeline.post_words import Asked, check_form, read_asked
from services.posts import change, overview
from services.posts.change import Change

LIST = "timeline/posts"
ONE = "timeline/post"


async def post(call: Call, asked: Asked) -> None:
    if asked.change is not None:
        await call.reply(ONE, await call.ask(change.change, asked.words, asked.change, call.now))
    elif asked.words and asked.words.split()[0].upper() in await call.ask(overview.known, call.now):
        await call.reply(ONE, await call.ask(overview.show, asked.words, call.now))
    else:
        await call.reply(LIST, await call.ask(overview.overview, asked.words, call.now))


async def show(call: Call, post_id: str) -> None:
    await call.reply(ONE, await call.ask(overview.show, post_id, call.now))


async def show_list(call: Call, words: str) -> None:
    await call.reply(LIST, await call.ask(overview.overview, words, call.now), replace=True)


async def open_change(call: Call, post_id: str) -> None:
    view = await call.ask(overview.show, post_id, call.now)
    await call.open("timeline/post_form", view, state=f"{view.line.post_id} {view.version} {call.response_url}")


async def change_given(call: Call, wanted: Change) -> None:
    post_id, version, place = (*call.state.split(" "), "")[:3]
    view = await call.ask(change.change, post_id, wanted, call.now, int(version))
    await call.answer_modal(place, ONE, view)


VERBS = (
    Verb(
        "post",
        "post",
        "shows the funded posts: vacancy rate, empty seats, money",
        read_asked,
        post,
    ),
    Verb("post", "post Mental health", "shows those of a profession, employer or team", read_asked, post),
    Verb("post", "post ME04", "shows one post with its history", read_asked, post),
    Verb("post", "post ME04 offered starts 1 Jun", "says how its recruitment goes", read_asked, post),
    Verb("post", "post ME04 sustainable yes", "says whether their later money is agreed", read_asked, post),
)

PRESSES = (
    Press("timeline.post_show", text, show),
    Press("timeline.post_list", text, show_list),
    Press("timeline.post_change", text, open_change),
)

SUBMITS = (Submit("timeline.post_form", check_form, change_given),)
