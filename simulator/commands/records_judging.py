"""``zongji records rule | appeal | confirm | void | course | certify | retire | erase``: people's decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, option, say
from simulator.commands.unlocking import key_option, ledger_of
from simulator.model.ledger import Role
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Status
from simulator.model.scorecard import Verdict
from simulator.model.text import Text
from simulator.records.out.award import certificate_number
from simulator.records.store.trust import read_trust
from simulator.runtime import erasing, examining, folders, judging
from simulator.runtime.store import Store
from simulator.runtime.verifying import verify_everything
from simulator.runtime.workspace import workspace_of

PATH = click.Path(path_type=Path)
reason_option = option("--reason", required=True, text=Text("理由。", "Why."))
records_option = option(
    "--records", "root", type=PATH, default=None, text=Text("记录文件夹所在处。", "Where the record folders are.")
)


@command(
    "rule",
    Text(
        "教员裁定一项：FINDING=pass|fail。自动评分和人工裁定都保留。",
        "A trainer rules on a finding: FINDING=pass|fail. The automatic score and the ruling are both kept.",
    ),
)
@click.argument("id")
@click.argument("ruling", metavar="FINDING=pass|fail")
@reason_option
@option("--second", is_flag=True, text=Text("第二评定人：不改变分数。", "A second rater: changes no score."))
@records_option
@key_option
def rule(id: str, ruling: str, reason: str, second: bool, root: Path | None, key_name: str) -> None:
    finding, equals, said = ruling.partition("=")
    if not equals or said not in ("pass", "fail") or not reason.strip():
        raise Problem(
            Exit.USAGE,
            Text(
                "写作 FINDING=pass 或 FINDING=fail，并给出理由。", "write FINDING=pass or FINDING=fail, with a reason."
            ),
        )
    store = Store()
    attempt = judging.attempt_named(store, id)
    ledger = ledger_of(store, key_name, Role.TRAINER)
    if second:
        judging.rate_again(store, ledger, attempt, finding, Verdict(said), reason.strip())
        say(Text("第二评定已入库。", "The second rating is entered."))
        return
    folder = judging.folder_of(store, attempt, root or folders.records())
    card = judging.rule_on(store, ledger, attempt, folder, finding, Verdict(said), reason.strip())
    say(Text(f"已裁定；现在的结果：{card.verdict}。", f"Ruled; the result now: {card.verdict}."))


@command("appeal", Text("学员对一项提出申诉。", "The trainee appeals against a finding."))
@click.argument("id")
@click.argument("finding")
@reason_option
@option("--by", required=True, text=Text("谁申诉。", "Who appeals."))
@records_option
def appeal(id: str, finding: str, reason: str, by: str, root: Path | None) -> None:
    store = Store()
    attempt = judging.attempt_named(store, id)
    folder = judging.folder_of(store, attempt, root or folders.records())
    judging.appeal_against(store, attempt, folder, finding, reason.strip(), by)
    say(Text("申诉已入库。", "The appeal is entered."))


@command(
    "confirm", Text("由人确认结果；不利的结果确认后才生效。", "Stand for a result; no adverse one takes effect before.")
)
@click.argument("id")
@key_option
def confirm(id: str, key_name: str) -> None:
    store = Store()
    judging.confirm(ledger_of(store, key_name, Role.TRAINER, Role.HR), judging.attempt_named(store, id))
    say(Text("已确认。", "Confirmed."))


@command("void", Text("宣布一次记录无效。", "Declare an attempt void."))
@click.argument("id")
@reason_option
@key_option
def void(id: str, reason: str, key_name: str) -> None:
    store = Store()
    judging.void(ledger_of(store, key_name, Role.TRAINER, Role.HR), judging.attempt_named(store, id), reason)
    say(Text("已作废。", "Void."))


@command(
    "course",
    Text("教员发布课程的这一版：证书的有效期由此而来。", "A trainer releases a course: the terms of its certificates."),
)
@click.argument("file", type=PATH)
@key_option
def course(file: Path, key_name: str) -> None:
    workspace = workspace_of(file, folders.library())
    loaded = workspace.load_course(file)
    if loaded.exam is None or loaded.status is not Status.RELEASED:
        raise Problem(
            Exit.REFUSED,
            Text("只有已发布且有考试的课程可以发证。", "only a released course with an exam can certify."),
            Text("在文件里写 status: released 和 exam。", "state status: released and exam in its file."),
        )
    store = Store()
    made = examining.release(workspace, loaded, loaded.exam, file.read_bytes())
    ledger_of(store, key_name, Role.TRAINER).append(made)
    say(Text(f"课程 {loaded.id} 已入库。", f"The course {loaded.id} is entered."))


@command(
    "certify",
    Text(
        "人事核对全库后，为通过的考试发证。不要在学员用的机器上做。",
        "HR certifies a passed exam, after verifying the whole store. Not on a trainee's machine.",
    ),
)
@click.argument("exam")
@records_option
@key_option
def certify(exam: str, root: Path | None, key_name: str) -> None:
    store = Store()
    ledger = ledger_of(store, key_name, Role.HR)
    found = verify_everything(store.database, read_trust(store.database, store.anchor), (), root or folders.records())
    id, made = judging.certify(store, ledger, examining.exam_named(store, exam), date.today(), found)
    number = certificate_number(id)
    say(
        Text(
            f"已发证，{made.granted} 起，{made.expires or '长期'} 止。打印：zongji records certificate {number}",
            f"Certified from {made.granted} to {made.expires or 'no end'}. "
            f"On paper: zongji records certificate {number}",
        )
    )


@command("retire", Text("作废一张证书。", "Retire a certificate."))
@click.argument("certificate")
@reason_option
@key_option
def retire(certificate: str, reason: str, key_name: str) -> None:
    store = Store()
    judging.retire(store, ledger_of(store, key_name, Role.HR), certificate, reason, date.today())
    say(Text("证书已作废。", "The certificate is retired."))


@command(
    "erase",
    Text(
        "销毁一名学员的密钥，删除本机的日志和录音：姓名、工号、理由、录音永远无法再读；记录仍可核对，但不能重新评分。",
        "Destroy a trainee's key and delete the recordings here: nothing opens any more, the records still verify.",
    ),
)
@click.argument("trainee")
@reason_option
@option("--yes", is_flag=True, text=Text("确实要删除。", "Really erase."))
@records_option
@key_option
def erase(trainee: str, reason: str, yes: bool, root: Path | None, key_name: str) -> None:
    if not yes:
        raise Problem(
            Exit.USAGE, Text("删除无法撤回；确定的话加 --yes。", "this cannot be undone; add --yes if you mean it.")
        )
    store = Store()
    ledger = ledger_of(store, key_name, Role.HR, Role.ADMINISTRATOR)
    gone = erasing.erase(store, ledger, trainee, reason, root or folders.records())
    say(
        Text(
            f"密钥已销毁，本机 {gone} 个通话的日志和录音已删除。其他机器下次 deliver 时删除；以前的备份要另外删除。",
            f"The key is destroyed, {gone} record folders here are deleted. Other machines follow with their next "
            "delivery; delete backups made before.",
        )
    )


JUDGING = (rule, appeal, confirm, void, course, certify, retire, erase)
