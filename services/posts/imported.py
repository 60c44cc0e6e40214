"""What an import changes about posts: the roster's newer word holds, from the day it came."""

from collections.abc import Mapping
from datetime import date

from domain.programme import Programme
from storage import governance
from storage.posts import roster_states
from storage.tables import PostProgressRow
from storage.unit_of_work import UnitOfWork


def note_states(uow: UnitOfWork, programme: Programme, before: Mapping[str, str], today: date) -> None:
    """Keep since when each post has the state that an import gave it; `before` are the states until then.

    A post that is imported for the first time begins without a word: since when it is empty follows from its dates.
    """
    for post_id, state in roster_states(uow.session).items():
        old = before.get(post_id)
        if old is None or old == state:
            continue
        row = uow.session.get(PostProgressRow, post_id) or PostProgressRow(
            post_id=post_id,
            state=old,
            roster_state=old,
            since=today,
            changed_at=uow.now,
            changed_by=uow.actor_id,
            version=0,
        )
        said = row.state if row.roster_state == old else old
        if programme.post_states[state].filled:
            row.empty_since, row.starts_on = None, None
        elif row.empty_since is None:
            row.empty_since = today
        row.state, row.roster_state, row.since = state, state, today
        row.changed_at, row.changed_by, row.version = uow.now, uow.actor_id, row.version + 1
        uow.session.add(row)
        if said != state:
            governance.note_change(uow, post_id, "state", {"before": said, "after": state})
