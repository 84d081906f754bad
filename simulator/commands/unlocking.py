"""Passphrases on the command line: asked without echo, or taken from ``ZONGJI_PASSPHRASE`` by a program."""

from __future__ import annotations

import os

import click

from simulator.commands.frame import language, option
from simulator.model.ledger import Role
from simulator.model.problem import Problem
from simulator.model.standing import Trainee
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.records.store.sql.database import Database
from simulator.runtime.store import Store
from simulator.runtime.vouching import STAFF, staff_ledger

VARIABLE = "ZONGJI_PASSPHRASE"
ANY_KEY = Text("口令（教员、人事或管理员的密钥）", "Passphrase of a key of the staff")

key_option = option(
    "--key", "key_name", default="", metavar="NAME", text=Text("用哪把密钥签名。", "The key to sign with.")
)


def ask_passphrase(name: str) -> str:
    """The passphrase of a key that is there."""
    question = Text(f"密钥 {name} 的口令", f"Passphrase of the key {name}")[language()]
    return os.environ.get(VARIABLE) or str(click.prompt(question, hide_input=True, err=True))


def new_passphrase(what: Text) -> str:
    """A new one, typed twice."""
    return os.environ.get(VARIABLE) or str(
        click.prompt(what[language()], hide_input=True, confirmation_prompt=True, err=True)
    )


def ledger_of(store: Store, key_name: str, *roles: Role) -> Ledger:
    """The chain of the key of that name, or of the only key with one of the roles; an administrator vouched for it."""
    name = key_name or store.keys.of_role(frozenset(roles))
    return staff_ledger(store, name, ask_passphrase, frozenset(roles))


def admit(store: Store, key_name: str, *roles: Role) -> Ledger:
    """Whoever has one of these roles (any of the staff, if none is named): by the key of that name, else by the key on
    this machine that the passphrase opens.  Raises ``Problem``."""
    wanted = frozenset(roles) or STAFF
    names = [name for name, card in store.keys.cards().items() if card.role in wanted]
    if key_name or len(names) < 2:
        return ledger_of(store, key_name, *wanted)
    passphrase = os.environ.get(VARIABLE) or str(click.prompt(ANY_KEY[language()], hide_input=True, err=True))
    for name in names:
        try:
            return staff_ledger(store, name, lambda _: passphrase, wanted)
        except Problem as problem:
            refused = problem
    raise refused


def people_for(store: Store, database: Database, key_name: str) -> dict[str, Trainee]:
    """Who is behind the pseudonyms, for the staff of this machine; nobody where it has no key of theirs."""
    if not key_name and not any(card.role in STAFF for card in store.keys.cards().values()):
        return {}
    admit(store, key_name)
    return store.trainees(database)
