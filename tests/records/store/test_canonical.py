"""An entry as bytes: one form for equal entries, and nothing that two readers could read differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.ledger import MAY_ENTER, AttemptVoided, Audited, Deed, LedgerEntry
from simulator.model.wording import ENTRIES
from simulator.records.store.canonical import KINDS, Unfit, id_of, payload_of, read_payload, read_roughly
from tests.records.store.samples import attempt


def entry(detail: str = "", seq: int = 1) -> LedgerEntry:
    return LedgerEntry("ab" * 16, seq, "", "2026-03-16T00:00:00Z", Audited(Deed.EXPORTED, "", detail))


def test_the_id_of_a_known_entry() -> None:
    """Pinned: an id that changed would cut every store off from what it signed."""
    payload = payload_of(entry("核对"))
    assert payload.decode("utf-8") == (
        '{"at":"2026-03-16T00:00:00Z","body":{"deed":"exported","detail":"核对","subject":"","type":"Audited"},'
        f'"chain":"{"ab" * 16}","format":1,"previous":"","seq":1}}'
    )
    assert id_of(payload) == "2b0693e929e31d4f53b608f2876c216d28436db7e722ae4017565fb38cb4c97d"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_what_is_written_is_read_again_and_is_one_line(text: str) -> None:
    payload = payload_of(entry(text))
    assert read_payload(payload) == entry(text)
    assert len(payload.decode("utf-8").splitlines()) == 1


@pytest.mark.parametrize("made", [entry("\0"), entry(seq=2**53 + 1)])
def test_what_has_no_one_form_is_refused(made: LedgerEntry) -> None:
    with pytest.raises(Unfit):
        payload_of(made)


def test_the_order_of_a_mapping_does_not_matter() -> None:
    forwards, backwards = {"a": "1", "b": "2"}, {"b": "2", "a": "1"}
    ids = {
        id_of(payload_of(LedgerEntry("", 1, "", "", attempt(1, sources=sources)))) for sources in (forwards, backwards)
    }
    assert len(ids) == 1


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b'{"body":3}', b"\xff"])
def test_what_is_no_entry(payload: bytes) -> None:
    assert read_roughly(payload) is None


def test_every_kind_has_a_name_of_its_own() -> None:
    assert {Audited.__name__, AttemptVoided.__name__} <= KINDS
    assert len(KINDS) == 19
    assert {kind.__name__ for kind in MAY_ENTER} == set(ENTRIES) == KINDS  # and somebody who may enter it
