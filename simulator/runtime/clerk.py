"""What staff do with the certification records at the window: as the commands do it, with what to tell after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulator.model.ledger import AttemptBegun, Certified
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Trainee
from simulator.model.text import Lang, Text
from simulator.records.out.award import certificate_number
from simulator.records.store.ledger import Ledger, utc_now
from simulator.records.store.verify import Verification
from simulator.records.workbook import write_workbook
from simulator.runtime import examining, judging
from simulator.runtime.awards import award_named
from simulator.runtime.backup import back_up
from simulator.runtime.enrolling import import_roster
from simulator.runtime.exporting import write_export
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
CERTIFIED = Text("已发证：编号 {number}，{since} 起，{until} 止", "Certified: {number}, from {since} to {until}")
FOR_EVER = Text("长期", "no end")
NOT_WRITTEN = Text("证书文件没有写下：{why}", "The certificate's file was not written: {why}")
BACKED_UP = Text(
    "已备份 {entries} 条记录，{folders} 个通话。备份用口令加密，请另放一处；人员的密钥不在其中。",
    "{entries} entries and {folders} calls are backed up, encrypted. Keep the file elsewhere; no keys of people in it.",
)
RETIRED = Text("证书 {number} 已作废", "Certificate {number} is retired")
VOIDED = Text("这条记录已作废，不再计入成绩和统计", "The attempt is void: it counts no more")
CONFIRMED = Text("结果已确认，签名入库", "The result is confirmed, signed and entered")
PRINTED = Text("证书 {number} 已写好", "Certificate {number} is written")
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

    def back_up(self, passphrase: str) -> Outcome:
        file = self._folder() / f"backup-{date.today().isoformat()}.zongji"
        done = back_up(self.store, self.records, file, passphrase, utc_now())
        return Outcome(BACKED_UP.fill(entries=done.entries, folders=done.folders), True, str(file), opens=False)

    def import_roster(self, file: Path) -> Outcome:
        return Outcome(import_roster(self.store, self.ledger, file).told(), True)

    def verify(self, progress: Progress) -> Outcome:
        found = self._verified(progress)
        texts = told(found, self.store.database)
        whole = Text("\n".join(text.zh for text in texts), "\n".join(text.en for text in texts))
        return Outcome(whole, found.fault is None and not found.unvouched)

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
        try:
            self.ledger.require(AttemptBegun)
        except Problem as problem:
            return problem.message
        return None

    def begin(self, course: str, said: str) -> Outcome:
        begun = examining.begin(self.store, self.ledger, course, said, new_seed()).begun
        who = self.store.trainees()[begun.trainee]
        whose = f"{who.name} {who.number}".strip()
        return Outcome(BEGUN.fill(said=whose, n=begun.number, calls=len(begun.calls)), True)

    def _clauses(self) -> Mapping[str, str]:
        return Workspace(self.library).clauses()

    def _verified(self, progress: Progress) -> Verification:
        database = self.store.database
        count = max(1, database.count())
        return verify_everything(database, self.store.trust, (), self.records, lambda done: progress(done / count))

    def _certificate(self, number: str) -> str:
        from simulator.records.out.certificate import certificate_pdf  # only now: the library takes a while

        award = award_named(self.store, number, date.today())
        return self._write(f"{certificate_number(award.id)}.pdf", certificate_pdf(award))

    def _write(self, name: str, data: bytes) -> str:
        """Into the folder for what leaves the store; the path."""
        file = self._folder() / "".join(one if one.isalnum() or one in "-_." else "_" for one in name)
        write_export(self.store, file, data)
        return str(file)

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
