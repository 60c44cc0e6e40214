"""Months that are planned already, and then something happens."""

from dataclasses import replace

from hypothesis import strategies as st

from planning.month.greedy import best_cost
from planning.month.model import MonthRequest, Standing
from tests.planning.counties import _absences, counties, wishes


@st.composite
def disturbed(draw: st.DrawFn) -> MonthRequest:
    """Some bookings of a plan stand, some of them fixed; then somebody falls ill, perhaps under a standing booking."""
    request = draw(wishes(draw(counties())))
    plan = best_cost(request)
    standing = tuple(Standing(one, fixed=draw(st.booleans())) for one in plan.bookings if draw(st.booleans()))
    diaries = dict(request.diaries)
    if draw(st.booleans()):
        ill = draw(st.sampled_from([*diaries]))
        diaries[ill] = replace(diaries[ill], absences=draw(_absences()))
    most = draw(st.sampled_from([None, 0, 1]))
    return replace(request, diaries=diaries, standing=standing, most_moved=most)
