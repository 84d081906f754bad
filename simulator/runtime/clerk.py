"""What staff do with the certification records at the window: as the commands do it, with what to tell after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

from simulator.model.ledger import AttemptBegun, Certified, Checkpoint, Deed, TraineeErased
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Trainee
from simulator.model.text import Lang, Text
from simulator.records.out.award import certificate_number
from simulator.records.store.ledger import Ledger, utc_now
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import Verification
from simulator.records.workbook import write_workbook
from simulator.runtime import erasing, examining, judging, retaining
from simulator.runtime.awards import award_named, badge_of
from simulator.runtime.backup import back_up
from simulator.runtime.checkpointing import anchor_for, read_checkpoint, require_signer, write_checkpoint
from simulator.runtime.counting import as_csv, counted
from simulator.runtime.enrolling import import_roster, join_people
from simulator.runtime.exporting import write_noted
from simulator.runtime.learning_records import as_xapi
from simulator.runtime.performance import new_seed
from simulator.runtime.reporting import report_on, report_on_class
from simulator.runtime.sheets import every_sheet
from simulator.runtime.store import Store
from simulator.runtime.verifying import told, verify_everything
from simulator.runtime.workspace import Workspace
from simulator.ui.archive import Outcome

Progress = Callable[[float], None]
"""Told which share, 0..1, is over."""
REPORTED = Text("报告已写好", "The report is written")
EXPORTED = Text("已导出 {rows} 行", "{rows} rows are exported")
STATED = Text("已导出 {rows} 条 xAPI 陈述", "{rows} xAPI statements are exported")
CERTIFIED = Text("已发证：编号 {number}，{since} 起，{until} 止", "Certified: {number}, from {since} to {until}")
FOR_EVER = Text("长期", "no end")
NOT_WRITTEN = Text("证书文件没有写下：{why}", "The certificate's file was not written: {why}")
BACKED_UP = Text(
    "已备份 {entries} 条记录，{folders} 个通话。备份用口令加密，请另放一处；人员的密钥不在其中。",
    "{entries} entries and {folders} calls are backed up, encrypted. Keep the file elsewhere; no keys of people in it.",
)
JOIN_HERE = Text("在“名册”里选中“{said}”，归到名册里的人", "choose “{said}” under Roster and join the two")
JOINED = Text("“{said}”的记录从此归工号 {number}", "What was done as “{said}” counts for {number} from now on")
ERASED = Text(
    "密钥已销毁，本机 {n} 个通话的日志和录音已删除。其他电脑上的记录文件夹和以前的备份，请另外删除。",
    "The key is destroyed, {n} record folders here are deleted. Delete those on other machines, and earlier backups.",
)
RETAINED = Text("日志和录音从此保存 {n} 个月", "Logs and recordings are kept for {n} months from now on")
OVERDUE_ERASED = Text("超过保存期的 {n} 个通话已删除", "{n} calls beyond their period are deleted")
COMPARED = Text(
    "与 {made} 的检查点一致：当时的 {n} 条记录都在，没有换过。",
    "It agrees with the checkpoint of {made}: the {n} entries of then are all here, and the same.",
)
CHECKPOINT = Text(
    "核对无误，检查点已写好（{n} 条记录）。请保存到这台电脑以外的地方。",
    "Verified, and the checkpoint is written ({n} entries). Keep it away from this machine.",
)
NO_CHECKPOINT = Text("没有写检查点。{why}", "No checkpoint was written. {why}")
RETIRED = Text("证书 {number} 已作废", "Certificate {number} is retired")
VOIDED = Text("这条记录已作废，不再计入成绩和统计", "The attempt is void: it counts no more")
CONFIRMED = Text("结果已确认，签名入库", "The result is confirmed, signed and entered")
PRINTED = Text("证书 {number} 已写好", "Certificate {number} is written")
BADGE = Text(
    "证书 {number} 的电子凭证已写好，请交给本人",
    "The credential of certificate {number} is written: give it to its holder",
)
BEGUN = Text(
    "已为 {said} 开始第 {n} 次考试，{calls} 个来电。学员在开始页填姓名或工号即可进入。",
    "Exam {n} of {said} has begun, {calls} calls. The start screen offers it to that name or number.",
)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Whoever has opened the records: ``ledger`` is of that key.  ``library`` has the rulebooks, ``to`` gets the files.

    Everything blocks and raises ``Problem``.
    """

    store: Store
    ledger: Ledger
    library: Path
    records: Path
    to: Path
    lang: Lang

    def report(self, who: Trainee) -> Outcome:
        name, page = report_on(self.store, who, "", date.today(), self._clauses(), self.lang)
        return Outcome(REPORTED, True, self._write(f"{name}.html", page.encode("utf-8")))

    def report_class(self) -> Outcome:
        name, page = report_on_class(self.store, "", date.today(), self._clauses(), self.lang)
        return Outcome(REPORTED, True, self._write(f"{name}.html", page.encode("utf-8")))

    def export(self) -> Outcome:
        tables = list(every_sheet(self.store, "", self.lang))
        rows = sum(len(table.rows) for table in tables)
        file = self._write(f"records-{date.today().isoformat()}.xlsx", write_workbook(tables))
        return Outcome(EXPORTED.fill(rows=rows), True, file)

    def export_xapi(self) -> Outcome:
        data, rows = as_xapi(self.store)
        return Outcome(STATED.fill(rows=rows), True, self._write(f"xapi-{date.today().isoformat()}.json", data))

    def back_up(self, passphrase: str) -> Outcome:
        file = self._unused("backup", ".zongji")
        done = back_up(self.store, self.ledger, self.records, file, passphrase, utc_now())
        return Outcome(BACKED_UP.fill(entries=done.entries, folders=done.folders), True, str(file), opens=False)

    def import_roster(self, file: Path) -> Outcome:
        return Outcome(import_roster(self.store, self.ledger, file).told(JOIN_HERE), True)

    def join(self, said: str, number: str) -> Outcome:
        join_people(self.store, self.ledger, said.strip(), number.strip())
        return Outcome(JOINED.fill(said=said.strip(), number=number.strip()), True)

    def no_erasing(self) -> Text | None:
        """Why this key erases nothing."""
        return self._refused(TraineeErased)

    def erase(self, said: str, reason: str) -> Outcome:
        gone = erasing.erase(self.store, self.ledger, said, reason, self.records)
        return Outcome(ERASED.fill(n=gone), True)

    def retain(self, months: int) -> Outcome:
        self.store.retain(months)
        return Outcome(RETAINED.fill(n=months), True)

    def erase_overdue(self) -> Outcome:
        found = list(retaining.overdue(self.store, self.records, date.today()))
        retaining.erase_overdue(self.store, self.ledger, found)
        return Outcome(OVERDUE_ERASED.fill(n=len(found)), True)

    def save_count(self, subject: str) -> Outcome:
        made, _ = counted(self.store, subject, "", self.lang)
        name = f"{subject}-{date.today().isoformat()}.csv"
        return Outcome(EXPORTED.fill(rows=len(made.rows)), True, self._write(name, as_csv(made)))

    def verify(self, checkpoint: Path | None, progress: Progress) -> Outcome:
        """Everything; and against a checkpoint file, which brings its administrator."""
        database = self.store.database
        read = () if checkpoint is None else (read_checkpoint(checkpoint, self.store, database),)
        found = self._verified(progress, read)
        texts = list(told(found, database))
        if read and found.fault is None:
            texts.append(COMPARED.fill(made=read[0].made[:10], n=read[0].count))
        whole = Text("\n".join(text.zh for text in texts), "\n".join(text.en for text in texts))
        return Outcome(whole, found.fault is None and not found.unvouched)

    def checkpoint(self, progress: Progress) -> Outcome:
        require_signer(self.ledger)
        found = self._verified(progress)
        if found.fault is not None:
            first, *_ = told(found, self.store.database)
            why = Text(NO_CHECKPOINT.zh.format(why=first.zh), NO_CHECKPOINT.en.format(why=first.en))
            return Outcome(why, False)
        file = self._unused("checkpoint", ".json")
        made = write_checkpoint(self.store, self.store.database, self.ledger, file, found)
        return Outcome(CHECKPOINT.fill(n=made.count), True, str(file), opens=False)

    def certify(self, exam: str, progress: Progress) -> Outcome:
        self.ledger.require(Certified)
        found = self._verified(progress)
        named = examining.exam_named(self.store, exam)
        id, made = judging.certify(self.store, self.ledger, named, date.today(), found)
        number = certificate_number(id)
        until = Text(made.expires, made.expires) if made.expires else FOR_EVER
        done = Text(
            CERTIFIED.zh.format(number=number, since=made.granted, until=until.zh),
            CERTIFIED.en.format(number=number, since=made.granted, until=until.en),
        )
        try:
            return Outcome(done, True, self._certificate(number))
        except Problem as problem:  # it is entered all the same
            why = NOT_WRITTEN.zh.format(why=problem.message.zh), NOT_WRITTEN.en.format(why=problem.message.en)
            return Outcome(Text(f"{done.zh}\n{why[0]}", f"{done.en}\n{why[1]}"), False)

    def print(self, number: str) -> Outcome:
        return Outcome(PRINTED.fill(number=number), True, self._certificate(number))

    def badge(self, number: str) -> Outcome:
        """HR's: the credential is signed by the key that opened the records."""
        self.ledger.require(Certified)
        award = award_named(self.store, number, date.today())
        file = self._write(f"{certificate_number(award.id)}.jwt", badge_of(award, self.ledger.signer))
        return Outcome(BADGE.fill(number=number), True, file, opens=False)

    def retire(self, number: str, reason: str) -> Outcome:
        judging.retire(self.store, self.ledger, number, reason, date.today())
        return Outcome(RETIRED.fill(number=number), True)

    def confirm(self, attempt: str) -> Outcome:
        judging.confirm(self.ledger, judging.attempt_named(self.store, attempt))
        return Outcome(CONFIRMED, True)

    def void(self, attempt: str, reason: str) -> Outcome:
        judging.void(self.ledger, judging.attempt_named(self.store, attempt), reason)
        return Outcome(VOIDED, True)

    def no_exam(self) -> Text | None:
        """Why this key begins none."""
        return self._refused(AttemptBegun)

    def begin(self, course: str, said: str) -> Outcome:
        begun = examining.begin(self.store, self.ledger, course, said, new_seed()).begun
        who = self.store.trainees()[begun.trainee]
        whose = f"{who.name} {who.number}".strip()
        return Outcome(BEGUN.fill(said=whose, n=begun.number, calls=len(begun.calls)), True)

    def _clauses(self) -> Mapping[str, str]:
        return Workspace(self.library).clauses()

    def _refused(self, kind: type) -> Text | None:
        try:
            self.ledger.require(kind)
        except Problem as problem:
            return problem.message
        return None

    def _verified(self, progress: Progress, read: tuple[Checkpoint, ...] = ()) -> Verification:
        database = self.store.database
        count = max(1, database.count())
        trust = read_trust(database, anchor_for(self.store, read))
        return verify_everything(database, trust, read, self.records, lambda done: progress(done / count))

    def _certificate(self, number: str) -> str:
        from simulator.records.out.certificate import certificate_pdf  # only now: the library takes a while

        award = award_named(self.store, number, date.today())
        return self._write(f"{certificate_number(award.id)}.pdf", certificate_pdf(award))

    def _write(self, name: str, data: bytes) -> str:
        """Into the folder for what leaves the store; the path."""
        file = self._folder() / "".join(one if one.isalnum() or one in "-_." else "_" for one in name)
        write_noted(self.ledger, Deed.EXPORTED, file, data)
        return str(file)

    def _unused(self, name: str, ending: str) -> Path:
        """A file of today with that name, beside those of today that there are already: they are to be kept."""
        stem = f"{name}-{date.today().isoformat()}"
        names = chain([stem], (f"{stem}-{n}" for n in count(2)))
        return next(file for one in names if not (file := self._folder() / (one + ending)).exists())

    def _folder(self) -> Path:
        """For what leaves the store; made where it is not there yet."""
        try:
            self.to.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(
                Exit.STORAGE,
                Text(f"建不了文件夹 {self.to}：{error.strerror}", f"cannot make {self.to}: {error.strerror}"),
                Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
            ) from error
        return self.to
