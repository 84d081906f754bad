"""``zongji records key``: keys made, listed, enrolled and revoked."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import console, group, option, say, table
from simulator.commands.unlocking import admit, key_option, ledger_of, new_passphrase
from simulator.model.ledger import KeyEnrolled, KeyRevoked, Role
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.model.wording import ROLES
from simulator.records.store import keystore
from simulator.records.store.canonical import fingerprint_of
from simulator.records.store.keys import KeyCard, Protection, locked_vault, read_card, unlocked_vault
from simulator.records.terminal import plain
from simulator.runtime.store import Store

PATH = click.Path(path_type=Path)
COLUMNS = (
    Text("名称", "Name"), Text("角色", "Role"), Text("持有人", "Holder"), Text("保护", "Protection"),
    Text("已登记", "Enrolled"), Text("指纹", "Fingerprint"),
)  # fmt: skip
NEW = Text("新口令", "New passphrase")
CARRYING = Text("保险钥匙文件的口令", "Passphrase for the vault's file")


@group("key", Text("签名密钥：建立、登记、吊销。", "Signing keys: make, enrol, revoke."))
def key() -> None:
    pass


@key.command(
    "new",
    text=Text(
        "建立一把密钥。第一把管理员密钥成为这个存储库的信任根；其他的要由管理员登记。",
        "Make a key. The first administrator's key becomes the store's anchor; the others have to be enrolled.",
    ),
)
@click.argument("name")
@option("--role", required=True, type=click.Choice([role.value for role in Role]), text=Text("角色。", "Its role."))
@option(
    "--holder", default="", text=Text("持有人，裁定和证书上显示。", "Who holds it, as rulings and certificates show.")
)
@option("--keystore", "in_keystore", is_flag=True, text=Text("口令存在系统钥匙串。", "Passphrase kept by the system."))
def new(name: str, role: str, holder: str, in_keystore: bool) -> None:
    store = Store()
    if not name.replace("-", "").replace("_", "").isalnum():
        raise Problem(Exit.USAGE, Text("名称只用字母、数字、- 和 _。", "a name has letters, digits, - and _ only."))
    if in_keystore and not keystore.available():
        raise Problem(
            Exit.MISSING, Text("这个系统没有可用的钥匙串。", "this system has no key store that can be used.")
        )
    protection = Protection.KEY_STORE if in_keystore else Protection.PASSPHRASE
    passphrase = "" if in_keystore else new_passphrase(NEW)
    if not in_keystore and len(passphrase) < 8:
        raise Problem(Exit.USAGE, Text("口令至少 8 个字符。", "a passphrase has 8 characters at least."))
    card = store.keys.new(name, Role(role), holder or name, protection, passphrase)
    say(Text(f"密钥 {name}：指纹 {card.fingerprint}", f"Key {name}: fingerprint {card.fingerprint}"))
    if card.role is Role.ADMINISTRATOR and not store.anchor:
        store.trust_administrator(card.fingerprint)
        boss = store.ledger(name, lambda _: passphrase)
        boss.append(KeyEnrolled(card.public, card.role, card.holder))
        say(
            Text(
                "这是信任根。请把指纹抄在别处，并登记本机和其他人的密钥（zongji records key enrol）。",
                "This is the anchor. Note the fingerprint elsewhere; enrol other keys (zongji records key enrol).",
            )
        )


@key.command(
    "list", text=Text("列出本机的密钥，以及是否已登记。", "List this machine's keys and whether they are enrolled.")
)
def list_keys() -> None:
    store = Store()
    trust = store.trust
    made = table(*COLUMNS)
    for name, card in store.keys.cards().items():
        enrolled = bool(store.anchor) and trust.role_of(card.public) is card.role
        made.add_row(
            plain(name), card.role.value, plain(card.holder), card.protection.value, "✓" if enrolled else "—",
            card.fingerprint[:16],
        )  # fmt: skip
    console().print(made)


@key.command(
    "enrol",
    text=Text(
        "管理员为一把密钥担保：本机密钥的名称，或别的机器带来的 NAME.json。",
        "The administrator vouches for a key: its name on this machine, or a NAME.json brought from another.",
    ),
)
@click.argument("card")
@key_option
def enrol(card: str, key_name: str) -> None:
    store = Store()
    store.keys.workstation(store.station.name)
    found = _card(store, card)
    ledger = ledger_of(store, key_name, Role.ADMINISTRATOR)
    ledger.append(KeyEnrolled(found.public, found.role, found.holder))
    say(
        Text(
            f"已登记 {found.holder}（{ROLES[found.role].zh}），指纹 {found.fingerprint[:16]}。",
            f"Enrolled {found.holder} ({found.role}), fingerprint {found.fingerprint[:16]}.",
        )
    )


@key.command(
    "revoke", text=Text("吊销一把密钥：此前的记录仍有效。", "Revoke a key; what it signed so far still counts.")
)
@click.argument("fingerprint")
@option("--reason", required=True, text=Text("原因。", "Why."))
@key_option
def revoke(fingerprint: str, reason: str, key_name: str) -> None:
    store = Store()
    trust = store.trust
    named = [public for public in trust.roles if fingerprint_of(bytes.fromhex(public)).startswith(fingerprint)]
    if len(named) != 1:
        raise Problem(
            Exit.USAGE, Text(f"没有（或不只一把）{fingerprint}。", f"no key {fingerprint}, or more than one.")
        )
    chains = store.database.chains_of(named[0])
    heads = {chain: head.seq for chain, head in store.database.heads().items() if chain in chains}
    ledger = ledger_of(store, key_name, Role.ADMINISTRATOR)
    ledger.append(KeyRevoked(fingerprint_of(bytes.fromhex(named[0])), heads, reason))
    say(Text(f"已吊销 {trust.holders[named[0]]} 的密钥。", f"Revoked the key of {trust.holders[named[0]]}."))


@key.command(
    "trust",
    text=Text(
        "在另一台机器上：信任这个指纹的管理员（抄自建立它的机器）。",
        "On another machine: trust the administrator of this fingerprint (noted where it was made).",
    ),
)
@click.argument("fingerprint")
def trust_administrator(fingerprint: str) -> None:
    if len(fingerprint) != 64 or not all(digit in "0123456789abcdef" for digit in fingerprint):
        raise Problem(Exit.USAGE, Text("指纹是 64 位十六进制数。", "a fingerprint is 64 hexadecimal digits."))
    store = Store()
    store.trust_administrator(fingerprint)
    card = store.keys.path / f"{store.keys.workstation(store.station.name)}.json"
    say(
        Text(
            f"已信任。请把本机密钥的名片 {card} 带给管理员登记（zongji records key enrol）。",
            f"Trusted. Take the card of this machine's key, {card}, to the administrator (zongji records key enrol).",
        )
    )


@key.command(
    "vault",
    text=Text(
        "保险钥匙（打开姓名和工号）：--export 写成带口令的文件，--import 在另一台机器上采用。",
        "The vault key, which opens names and numbers: --export under a passphrase, --import elsewhere.",
    ),
)
@option("--export", "out", type=PATH, text=Text("写到这个文件。", "Write this file."))
@option("--import", "incoming", type=PATH, text=Text("读这个文件。", "Read this file."))
@key_option
def vault(out: Path | None, incoming: Path | None, key_name: str) -> None:
    store = Store()
    if (out is None) == (incoming is None):
        raise Problem(Exit.USAGE, Text("请给 --export 或 --import 之一。", "give one of --export and --import."))
    try:
        if out is not None:
            admit(store, key_name)
            out.write_bytes(locked_vault(store.vault, new_passphrase(CARRYING)))
        elif incoming is not None:
            store.adopt_vault(unlocked_vault(incoming.read_bytes(), new_passphrase(CARRYING)))
    except OSError as error:
        raise Problem(Exit.STORAGE, Text(f"文件出错：{error.strerror}", f"file error: {error.strerror}")) from error
    say(Text(f"保险钥匙 {store.vault.fingerprint}。", f"Vault key {store.vault.fingerprint}."))


def _card(store: Store, named: str) -> KeyCard:
    cards = store.keys.cards()
    return cards[named] if named in cards else read_card(Path(named))
