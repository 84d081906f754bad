"""The notice before recording: shown to each trainee once for each version of it, and entered when agreed to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from simulator.model.ledger import NoticeAcknowledged
from simulator.model.notice import notice
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.people import who_is
from simulator.runtime.entering import trainee_for
from simulator.runtime.retaining import retention_months
from simulator.runtime.store import Store

Agree = Callable[[Text], bool]
"""Shows the notice and asks whether the person agrees: the port for a terminal or a window."""


def require_agreement(store: Store, said: str, agree: Agree) -> None:
    """Let the trainee of that number or name agree before being recorded, unless they did.  Raises ``Problem``.

    On disk before this returns.  Somebody who gives no name is asked each time, and nothing is entered.
    """
    text = unread_notice(store, said)
    if text is None:
        return
    if not agree(text):
        raise Problem(
            Exit.REFUSED,
            Text("没有同意，不录音。", "not agreed to: nothing is recorded."),
            Text("可以打字练习：--trainee typed。", "practise by typing: --trainee typed."),
        )
    enter_agreement(store, said)


def unread_notice(store: Store, said: str) -> Text | None:
    """The present notice; None where this person has agreed to it."""
    text = notice(retention_months(store))
    return None if said and _version(text) in _agreed(store, who_is(store.trainees(), said)) else text


def enter_agreement(store: Store, said: str) -> None:
    """Somebody who is not on the roster is enrolled by the name, as by a first call."""
    if said:
        version = _version(notice(retention_months(store)))
        store.workstation().append(NoticeAcknowledged(trainee_for(store, said), version, recording=True))


def _version(notice: Text) -> str:
    return hashlib.sha256(notice.zh.encode("utf-8")).hexdigest()


def _agreed(store: Store, trainee: str | None) -> set[str]:
    """The versions that somebody agreed to."""
    bodies = (store.body(one.id) for one in store.database.of_kind("NoticeAcknowledged"))
    return {one.notice for one in bodies if isinstance(one, NoticeAcknowledged) and one.trainee == trainee}
