"""What the window has the clerk do with the certification records: every action under the name that it goes on by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model.text import Text
from simulator.ui.archive import Outcome

if TYPE_CHECKING:
    from simulator.runtime.clerk import Clerk

REPORTING, EXPORTING = Text("正在写报告", "Writing the report"), Text("正在导出", "Exporting")
VERIFYING, PRINTING = Text("正在核对全部记录", "Verifying every record"), Text("正在写证书", "Writing the certificate")
SIGNING = Text("正在签电子凭证", "Signing the credential")
BEGINNING = Text("正在抽题", "Drawing the calls")
BACKING_UP, IMPORTING = Text("正在备份", "Backing up"), Text("正在导入名册", "Importing the roster")
ENTERING, ERASING = Text("正在签名入库", "Signing and entering"), Text("正在删除", "Deleting")

Progress = Callable[[float], None]


class Deeds:
    """The actions of ``ui.archive.Archive``; ``_do`` is whose store it is."""

    def _do(self, what: Text, act: Callable[[Clerk, Progress], Outcome]) -> None:
        raise NotImplementedError

    # --- an attempt --------------------------------------------------------------------------------------------------

    def report(self, attempt: str) -> None:
        def act(clerk: Clerk, progress: Progress) -> Outcome:
            from simulator.runtime.filing import trainee_behind

            return clerk.report(trainee_behind(clerk.store, attempt))

        self._do(REPORTING, act)

    def certify(self, exam: str) -> None:
        self._do(VERIFYING, lambda clerk, progress: clerk.certify(exam, progress))

    def print(self, certificate: str) -> None:
        self._do(PRINTING, lambda clerk, progress: clerk.print(certificate))

    def badge(self, certificate: str) -> None:
        self._do(SIGNING, lambda clerk, progress: clerk.badge(certificate))

    def retire(self, certificate: str, reason: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.retire(certificate, reason))

    def confirm(self, attempt: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.confirm(attempt))

    def void(self, attempt: str, reason: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.void(attempt, reason))

    def begin_exam(self, course: str, number: str) -> None:
        self._do(BEGINNING, lambda clerk, progress: clerk.begin(course, number))

    # --- people ------------------------------------------------------------------------------------------------------

    def import_roster(self, file: str) -> None:
        self._do(IMPORTING, lambda clerk, progress: clerk.import_roster(path_of(file)))

    def join(self, said: str, number: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.join(said, number))

    def erase(self, said: str, reason: str) -> None:
        self._do(ERASING, lambda clerk, progress: clerk.erase(said, reason))

    # --- the store ---------------------------------------------------------------------------------------------------

    def report_class(self) -> None:
        self._do(REPORTING, lambda clerk, progress: clerk.report_class())

    def export(self) -> None:
        self._do(EXPORTING, lambda clerk, progress: clerk.export())

    def export_xapi(self) -> None:
        self._do(EXPORTING, lambda clerk, progress: clerk.export_xapi())

    def save_count(self, subject: str) -> None:
        self._do(EXPORTING, lambda clerk, progress: clerk.save_count(subject))

    def back_up(self, passphrase: str) -> None:
        self._do(BACKING_UP, lambda clerk, progress: clerk.back_up(passphrase))

    def verify(self, checkpoint: str = "") -> None:
        file = path_of(checkpoint) if checkpoint else None
        self._do(VERIFYING, lambda clerk, progress: clerk.verify(file, progress))

    def checkpoint(self) -> None:
        self._do(VERIFYING, lambda clerk, progress: clerk.checkpoint(progress))

    def retain(self, months: int) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.retain(months))

    def erase_overdue(self) -> None:
        self._do(ERASING, lambda clerk, progress: clerk.erase_overdue())


def path_of(said: str) -> Path:
    """As it was typed, dropped or copied: with quotation marks, where the system copies it so."""
    return Path(said.strip().strip('"'))
