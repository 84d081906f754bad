"""Passphrases on the command line: asked without echo, or taken from ``ZONGJI_PASSPHRASE`` by a program."""

from __future__ import annotations

import os

import click

from simulator.commands.frame import language, option
from simulator.model.ledger import Role
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.runtime.store import Store

VARIABLE = "ZONGJI_PASSPHRASE"

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
    """The chain of the key of that name, or of the only key with one of the roles."""
    return store.ledger(key_name or store.keys.of_role(frozenset(roles)), ask_passphrase)
