"""`/timeline risk`: the register of risks, issues and early warnings."""

from dataclasses import replace

from commands.call import Call
from commands.registry import Press, Submit, Verb, text
from commands.timeline import fields
from commands.timeline.risk_words import Asked, Review, check_form, check_reason, check_review, read_asked
from services.governance import forms, risks
from services.governance.risk_views import RiskView
from services.governance.risks import NewRisk, Revision

LIST = "timeline/risks"
ONE = "timeline/risk"


async def risk(call: Call, asked: Asked) -> None:
    match asked.what:
        case "list":
            await call.reply(LIST, await call.ask(risks.register, asked.words, call.now))
        case "form":
            await open_add(call, asked.words)
        case "add":
            assert asked.new is not None
            await _add(call, asked.new)
        case "close" if not asked.words:
            await _open(call, "timeline/risk_close_form", asked.reference)
        case "give" if not asked.words:
            await _open(call, "timeline/risk_review_form", asked.reference)
        case _:
            await call.reply(ONE, await _changed(call, asked))


async def _add(call: Call, new: NewRisk) -> None:
    view = await fields.or_keep(call, call.response_url, new.text, _added(call, new))
    if view is not None:
        await call.reply(ONE, view)


async def _added(call: Call, new: NewRisk) -> RiskView:
    known = [row.key for row in call.edge.desk.programme.timeline]
    words, milestone = fields.split_re(new.text, known, "milestone")
    return await call.ask(risks.raise_risk, replace(new, text=words, milestone=milestone), call.now)


async def _changed(call: Call, asked: Asked) -> object:
    key = asked.reference
    if asked.what == "review":
        assert asked.revision is not None
        return await call.ask(risks.review, key, asked.revision, call.now)
    if asked.what == "give":
        return await call.ask(risks.hand_on, key, asked.words, call.now)
    if asked.what == "close":
        return await call.ask(risks.close, key, asked.words, call.now)
    if asked.what == "reopen":
        return await call.ask(risks.reopen, key, call.now)
    return await call.ask(risks.show, key, call.now)


async def show(call: Call, key: str) -> None:
    await call.reply(ONE, await call.ask(risks.show, key, call.now))


async def show_list(call: Call, kind: str) -> None:
    await call.reply(LIST, await call.ask(risks.register, "" if kind == "all" else kind, call.now), replace=True)


async def open_add(call: Call, kind: str) -> None:
    view = await call.ask(forms.new_risk, kind, call.now)
    await call.open("timeline/risk_form", view, state=call.response_url)


async def add_given(call: Call, new: NewRisk) -> None:
    view = await fields.or_keep(call, call.state, new.text, call.ask(risks.raise_risk, new, call.now))
    if view is not None:
        await call.answer_modal(call.state, ONE, view)


async def open_review(call: Call, key: str) -> None:
    await _open(call, "timeline/risk_review_form", key)


async def open_close(call: Call, key: str) -> None:
    await _open(call, "timeline/risk_close_form", key)


async def reopen(call: Call, key: str) -> None:
    await call.reply(ONE, await call.ask(risks.reopen, key, call.now), replace=True)


async def unchanged(call: Call, key: str) -> None:
    """Looked at, and nothing changed: again after the programme's usual time."""
    await call.reply(ONE, await call.ask(risks.review, key, Revision(), call.now), replace=True)


async def _open(call: Call, template: str, key: str) -> None:
    view = await call.ask(risks.show, key, call.now)
    await call.open(template, view, state=f"{view.line.risk_id} {view.version} {call.response_url}")


def _state(call: Call) -> tuple[str, int, str]:
    """The line, its version when the modal was opened, and where the answer goes."""
    key, version, place = (*call.state.split(" "), "")[:3]
    return key, int(version), place


async def review_given(call: Call, given: Review) -> None:
    key, version, place = _state(call)
    asked = call.ask(risks.review, key, given.revision, call.now, version, given.owner)
    view = await fields.or_keep(call, place, given.revision.mitigation or "", asked)
    if view is not None:
        await call.answer_modal(place, ONE, view)


async def close_given(call: Call, reason: str) -> None:
    key, _, place = _state(call)
    view = await fields.or_keep(call, place, reason, call.ask(risks.close, key, reason, call.now))
    if view is not None:
        await call.answer_modal(place, ONE, view)


VERBS = (
    Verb("risk", "risk", "shows risks, issues and early warnings, the heaviest first", read_asked, risk),
    Verb(
        "risk",
        "risk add 3x4 Nia O'Connor 12 Jun: partners do not fund the posts",
        "puts one into the register",
        read_asked,
        risk,
    ),
    Verb("risk", "risk rate 3 2x4", "rates it again; `3` alone shows it with its history", read_asked, risk),
    Verb("risk", "risk review 3 19 Jun", "says that it was looked at, and when next", read_asked, risk),
    Verb("risk", "risk give 3 Nia O'Connor", "hands it on", read_asked, risk),
    Verb("risk", "risk close 3 the contract is signed", "closes it, with the reason", read_asked, risk),
    Verb("risk", "risk reopen 3", "opens it again", read_asked, risk),
)

PRESSES = (
    Press("timeline.risk_show", text, show),
    Press("timeline.risk_add", text, open_add),
    Press("timeline.risk_review", text, open_review),
    Press("timeline.risk_unchanged", text, unchanged),
    Press("timeline.risk_close", text, open_close),
    Press("timeline.risk_reopen", text, reopen),
    *(Press(f"timeline.risk_list_{kind}", text, show_list) for kind in ("all", "risk", "issue", "warning")),
)

SUBMITS = (
    Submit("timeline.risk_form", check_form, add_given),
    Submit("timeline.risk_review_form", check_review, review_given),
    Submit("timeline.risk_close_form", check_reason, close_given),
)
