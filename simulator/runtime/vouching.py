"""Whose key it is: somebody may do what an administrator vouched for, not what the key's own file says."""

from __future__ import annotations

from simulator.model.ledger import Role
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.model.wording import either
from simulator.records.store.canonical import fingerprint_of
from simulator.records.store.keys import AskPassphrase
from simulator.records.store.ledger import Ledger
from simulator.runtime.store import Store

STAFF = frozenset(Role) - {Role.TRAINEE}


def staff_ledger(store: Store, key: str, ask: AskPassphrase, roles: frozenset[Role] = STAFF) -> Ledger:
    """The chain of the key of that name, which has to be enrolled with one of the roles and not revoked.  Raises
    ``Problem``."""
    ledger, trust = store.ledger(key, ask), store.trust
    role = trust.role_of(ledger.public)
    if not store.anchor or role is None or fingerprint_of(bytes.fromhex(ledger.public)) in trust.revoked:
        raise Problem(
            Exit.REFUSED,
            Text(f"密钥 {key} 没有登记，或已吊销。", f"nobody vouches for the key {key}, or it was revoked."),
            Text("由管理员登记：zongji records key enrol。", "an administrator enrols it: zongji records key enrol."),
        )
    if role not in roles:
        wanted = either(roles)
        raise Problem(
            Exit.REFUSED,
            Text(f"这要用{wanted.zh}的密钥。", f"this takes a key of the role {wanted.en}."),
            Text("用 --key 选一把。", "choose one with --key."),
        )
    return ledger
