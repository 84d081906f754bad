"""The keys of one machine: a folder with a key file and a description for each, and the vault.

    boss.pem      PKCS#8, encrypted with the passphrase
    boss.json     {"holder", "protection", "public", "role"}

A person's key is protected by a passphrase, or by one that the system's key store keeps; the workstation's own key
has to sign without anybody, so it is in the key store where there is one, and else in a file that only its user reads.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from simulator.model.ledger import Role
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.model.wording import either
from simulator.records.codec import Malformed, from_text, to_text
from simulator.records.store import keystore
from simulator.records.store.canonical import fingerprint_of
from simulator.records.store.crypto import (
    KEY,
    SALT,
    SecretKey,
    Unopenable,
    WrongPassphrase,
    close_box,
    new_key,
    new_secret,
    open_box,
    read_key,
    stretched,
)
from simulator.records.store.sealing import Vault

WORKSTATION = "workstation"
_VAULT = "vault.key"

AskPassphrase = Callable[[str], str]
"""Asks for the passphrase of the key of that name."""


class Protection(StrEnum):
    PASSPHRASE = "passphrase"
    KEY_STORE = "keystore"
    FILE = "file"  # by the permissions of the file only


@dataclass(frozen=True, slots=True)
class KeyCard:
    """What may be known of a key; also the file by which it is taken to the administrator to be enrolled."""

    public: str
    role: Role
    holder: str
    protection: Protection

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(bytes.fromhex(self.public))


@dataclass(frozen=True, slots=True)
class Signer:
    """An opened key with its role."""

    card: KeyCard
    secret: SecretKey


class KeyFolder:
    """The keys below a folder.  Everything raises ``Problem``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def cards(self) -> dict[str, KeyCard]:
        """All keys by name."""
        found = ((path.stem, read_card(path)) for path in sorted(self.path.glob("*.json")))
        return dict(found)

    def new(self, name: str, role: Role, holder: str, protection: Protection, passphrase: str = "") -> KeyCard:
        """Make a key; ``passphrase`` is used with that protection only."""
        if (self.path / f"{name}.pem").exists():
            raise Problem(Exit.USAGE, Text(f"密钥 {name} 已存在。", f"there is a key {name} already."))
        key = new_key()
        card = KeyCard(key.public.hex(), role, holder, protection)
        if protection is Protection.KEY_STORE:
            passphrase = secrets.token_urlsafe(24)
            keystore.remember(card.fingerprint, passphrase)
        elif protection is Protection.FILE:
            passphrase = ""
        _write_private(self.path / f"{name}.pem", key.pem(passphrase))
        _write_private(self.path / f"{name}.json", to_text(card).encode("utf-8") + b"\n")
        return card

    def open(self, name: str, ask: AskPassphrase) -> Signer:
        """The key, ready to sign."""
        path = self.path / f"{name}.pem"
        if not path.is_file():
            raise Problem(
                Exit.REFUSED,
                Text(f"本机没有密钥 {name}。", f"there is no key {name} on this machine."),
                Text("用 zongji records key list 查看。", "see zongji records key list."),
            )
        card = read_card(self.path / f"{name}.json")
        passphrase = ""
        if card.protection is Protection.KEY_STORE:
            passphrase = keystore.recall(card.fingerprint) or ""
        elif card.protection is Protection.PASSPHRASE:
            passphrase = ask(name)
        try:
            secret = read_key(path.read_bytes(), passphrase)
        except (WrongPassphrase, OSError) as error:
            raise Problem(
                Exit.REFUSED, Text(f"打不开密钥 {name}：口令不对。", f"wrong passphrase for the key {name}.")
            ) from error
        if secret.public.hex() != card.public:
            raise _damaged(path)
        return Signer(card, secret)

    def of_role(self, roles: frozenset[Role]) -> str:
        """The name of the only key with one of these roles."""
        found = [name for name, card in self.cards().items() if card.role in roles]
        if len(found) == 1:
            return found[0]
        wanted = either(roles)
        if found:
            raise Problem(
                Exit.USAGE,
                Text(f"有几把密钥可用：{'、'.join(found)}。", f"several keys could be used: {', '.join(found)}."),
                Text("用 --key 选一把。", "choose one with --key."),
            )
        raise Problem(
            Exit.REFUSED,
            Text(
                f"这要用{wanted.zh}的密钥，本机没有。",
                f"this takes a key of the role {wanted.en}; there is none on this machine.",
            ),
            Text(
                "用 zongji records key new 建立，并由管理员登记。",
                "make one with zongji records key new and have it enrolled.",
            ),
        )

    def workstation(self, holder: str) -> str:
        """The name of the workstation's own key, made when there is none yet."""
        if not (self.path / f"{WORKSTATION}.pem").exists():
            protection = Protection.KEY_STORE if keystore.unattended() else Protection.FILE
            self.new(WORKSTATION, Role.TRAINEE, holder, protection)
        return WORKSTATION

    # --- the vault ---------------------------------------------------------------------------------------------------

    def vault(self) -> Vault:
        """The site's vault key, drawn when there is none yet."""
        path = self.path / _VAULT
        if not path.exists():
            self.take_vault(Vault(new_secret()))
        try:
            secret = base64.b64decode(path.read_bytes(), validate=True)
        except (ValueError, OSError) as error:
            raise _damaged(path) from error
        if len(secret) != KEY:
            raise _damaged(path)
        return Vault(secret)

    def take_vault(self, vault: Vault) -> None:
        """Use this vault from now on."""
        path = self.path / _VAULT
        path.unlink(missing_ok=True)
        _write_private(path, base64.b64encode(vault.secret))


def read_card(path: Path) -> KeyCard:
    """Raises ``Problem``."""
    try:
        card = from_text(KeyCard, path.read_bytes())
    except OSError as error:
        raise Problem(
            Exit.USAGE, Text(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}")
        ) from error
    if isinstance(card, Malformed) or len(card.public) != 2 * KEY:
        raise _damaged(path)
    return card


def locked_vault(vault: Vault, passphrase: str) -> bytes:
    """The vault to be carried to another machine."""
    salt = os.urandom(SALT)
    box = close_box(stretched(passphrase, salt), vault.secret, b"zongji vault")
    data = {"zongji": "vault/1", "salt": salt.hex(), "box": base64.b64encode(box).decode("ascii")}
    return json.dumps(data, sort_keys=True).encode("ascii")


def unlocked_vault(data: bytes, passphrase: str) -> Vault:
    """Raises ``Problem``."""
    try:
        read = json.loads(data)
        key = stretched(passphrase, bytes.fromhex(read["salt"]))
        return Vault(open_box(key, base64.b64decode(read["box"]), b"zongji vault"))
    except (ValueError, KeyError, TypeError, Unopenable) as error:
        raise Problem(
            Exit.REFUSED,
            Text(
                "打不开保险钥匙：口令不对或文件损坏。", "the vault does not open: wrong passphrase, or a damaged file."
            ),
        ) from error


def _write_private(path: Path, data: bytes) -> None:
    """A new file that only its user may read; never over another."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"写不了密钥文件 {path}：{error.strerror}", f"cannot write the key file {path}: {error.strerror}"),
            Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
        ) from error


def _damaged(path: Path) -> Problem:
    return Problem(
        Exit.DAMAGED,
        Text(f"密钥文件已损坏：{path}", f"the key file is damaged: {path}"),
        Text("请从备份恢复，或建立新密钥并登记。", "restore it from a backup, or make a new key and have it enrolled."),
    )
