"""``zongji records certificate``: a certificate on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, option, say
from simulator.model.text import Text
from simulator.records.out.award import certificate_number
from simulator.runtime.awards import award_named
from simulator.runtime.exporting import write_export
from simulator.runtime.store import Store


@command(
    "certificate",
    Text(
        "把一张证书写成 PDF（A4 横向，可直接打印）；编号在 records certificates 里。",
        "A certificate as PDF (A4 landscape, ready for print); its number is in records certificates.",
    ),
)
@click.argument("number")
@option(
    "--out", "file", type=click.Path(path_type=Path), default=None,
    text=Text("文件；没有给出时以编号为名。", "The file; named by the number if none is given."),
)  # fmt: skip
def certificate(number: str, file: Path | None) -> None:
    from simulator.records.out.certificate import certificate_pdf  # the library takes as long as a list of records

    store = Store()
    award = award_named(store, number, date.today())
    file = file or Path(f"{certificate_number(award.id)}.pdf")
    write_export(store, file, certificate_pdf(award))
    say(Text(f"证书已写入 {file}。", f"The certificate is in {file}."))


CERTIFICATES = (certificate,)
