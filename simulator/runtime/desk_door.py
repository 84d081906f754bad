"""The door of the certification records at the desk: the keys of the staff on this machine, for somebody to choose."""

from __future__ import annotations

from collections.abc import Set

from simulator.model.ledger import Role
from simulator.model.problem import Problem
from simulator.model.text import Text
from simulator.model.wording import either
from simulator.ui.archive import Door, Holder

LOOKING = Door(busy=True)
STAFF: Set[Role] = frozenset(Role) - {Role.TRAINEE}


def door_for(roles: Set[Role]) -> Door:
    """Which keys with these roles there are.  Blocks."""
    from simulator.records.store.keys import Protection  # only now: the window does not wait for a database
    from simulator.runtime.store import Store

    store = Store()
    try:
        cards = store.keys.cards()
    except Problem as problem:
        return Door(why=whole(problem))
    found = tuple(
        Holder(name, card.role.value, card.holder, card.protection is Protection.PASSPHRASE)
        for name, card in cards.items()
        if card.role in roles
    )
    return Door(found, why=None if found else no_key(roles), empty=not store.file.exists())


def no_key(roles: Set[Role]) -> Text:
    """What to do where there is none."""
    needed = either(roles)
    return Text(
        f"本机没有{needed.zh}的密钥。用 zongji records key new 建立，并由管理员登记。",
        f"There is no key of the role {needed.en} on this machine. Make one with zongji records key new and have it "
        "enrolled.",
    )


def whole(problem: Problem) -> Text:
    """What is wrong, and what to do."""
    message, hint = problem.message, problem.hint
    return message if hint is None else Text(f"{message.zh}\n{hint.zh}", f"{message.en}\n{hint.en}")
