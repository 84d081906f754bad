"""``zongji records certificate | badge``: a certificate on paper, and as a credential that others can check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, option, say
from simulator.commands.unlocking import admit, ask_passphrase, key_option
from simulator.model.ledger import Certified, Role
from simulator.model.text import Text
from simulator.records.out.award import certificate_number
from simulator.records.out.badge import did_key
from simulator.records.store.ledger import refused
from simulator.runtime.awards import award_named, badge_of
from simulator.runtime.exporting import write_export
from simulator.runtime.store import Store

_out = option(
    "--out", "file", type=click.Path(path_type=Path), default=None,
    text=Text("文件；没有给出时以编号为名。", "The file; named by the number if none is given."),
)  # fmt: skip


@command(
    "certificate",
    Text(
        "把一张证书写成 PDF（A4 横向，可直接打印）；编号在 records certificates 里。",
        "A certificate as PDF (A4 landscape, ready for print); its number is in records certificates.",
    ),
)
@click.argument("number")
@_out
@key_option
def certificate(number: str, file: Path | None, key_name: str) -> None:
    from simulator.records.out.certificate import certificate_pdf  # the library takes as long as a list of records

    store = Store()
    admit(store, key_name)
    award = award_named(store, number, date.today())
    file = file or Path(f"{certificate_number(award.id)}.pdf")
    write_export(store, file, certificate_pdf(award))
    say(Text(f"证书已写入 {file}。", f"The certificate is in {file}."))


@command(
    "badge",
    Text(
        "人事把一张证书签成 Open Badges 3.0 凭证（JWT），由本人交给别的单位核对。",
        "HR signs a certificate as an Open Badges 3.0 credential (JWT), for its holder to show elsewhere.",
    ),
)
@click.argument("number")
@_out
@key_option
def badge(number: str, file: Path | None, key_name: str) -> None:
    store = Store()
    award = award_named(store, number, date.today())
    signer = store.keys.open(key_name or store.keys.of_role(frozenset({Role.HR})), ask_passphrase)
    public = signer.secret.public
    if store.trust.role_of(public.hex()) is not Role.HR:
        raise refused(signer.card.role, Certified)
    file = file or Path(f"{certificate_number(award.id)}.jwt")
    write_export(store, file, badge_of(award, signer))
    say(Text(f"凭证已写入 {file}，签发者 {did_key(public)}。", f"The credential is in {file}, from {did_key(public)}."))


CERTIFICATES = (certificate, badge)
