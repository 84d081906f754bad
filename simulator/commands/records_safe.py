"""``zongji records backup | restore``."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, say
from simulator.commands.unlocking import admit, key_option, new_passphrase
from simulator.model.text import Text
from simulator.records.store.ledger import utc_now
from simulator.runtime import folders
from simulator.runtime.backup import back_up
from simulator.runtime.backup import restore as restored
from simulator.runtime.store import Store

PATH = click.Path(path_type=Path)
PASSPHRASE = Text("备份的口令", "Passphrase of the backup")


@command(
    "backup",
    Text(
        "把存储库和记录文件夹（日志、录音）备份成一个文件，用口令加密。",
        "Back up the store and the record folders (logs, recordings) in one file, encrypted under a passphrase.",
    ),
)
@click.argument("file", type=PATH)
@key_option
def backup(file: Path, key_name: str) -> None:
    store = Store()
    ledger = admit(store, key_name)
    done = back_up(store, ledger, folders.records(), file, new_passphrase(PASSPHRASE), utc_now())
    say(
        Text(
            f"已备份到 {file}：{done.entries} 条记录，{done.folders} 个通话。",
            f"Backed up to {file}: {done.entries} entries, {done.folders} calls.",
        )
    )


@command(
    "restore",
    Text(
        "从备份恢复存储库，也用于换机器。之后请运行 zongji records verify，并登记本机的新密钥。",
        "Make the store again from a backup, also on a new machine. Then verify, and enrol the machine's new key.",
    ),
)
@click.argument("file", type=PATH)
def restore(file: Path) -> None:
    done = restored(Store(), folders.records(), file, new_passphrase(PASSPHRASE))
    say(
        Text(
            f"已恢复 {done.entries} 条记录，{done.folders} 个通话。请运行 zongji records verify。",
            f"Restored {done.entries} entries, {done.folders} calls. Run zongji records verify.",
        )
    )


SAFE = (backup, restore)
