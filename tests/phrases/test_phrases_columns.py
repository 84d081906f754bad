"""What all keys cost at once is what each costs by its row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.phrases.columns import Columns
from simulator.phrases.sounds import EQUAL, FUZZY, NEAR, NEVER, OTHER, SYLLABLES, UNLIKE

ENTRIES = st.sampled_from((EQUAL, FUZZY, NEAR, OTHER, UNLIKE, NEVER))


@given(data=st.data(), keys=st.integers(0, 70), heard=st.sets(st.integers(0, SYLLABLES - 1), max_size=6))
def test_the_least_of_every_key(data: st.DataObject, keys: int, heard: set[int]) -> None:
    entries = {number: data.draw(st.lists(ENTRIES, min_size=keys, max_size=keys)) for number in sorted(heard)}
    missing = data.draw(st.lists(st.sampled_from((OTHER, UNLIKE, NEVER)), min_size=keys, max_size=keys))
    rows = [bytearray([NEVER]) * SYLLABLES for _ in range(keys)]
    for number, column in entries.items():
        for row, entry in zip(rows, column, strict=True):
            row[number] = entry
    least, beyond = Columns([bytes(row) for row in rows], missing).least(heard)
    expected = [min(missing[key], *(entries[number][key] for number in heard), NEVER) for key in range(keys)]
    assert list(least) == expected
    for level, keys_beyond in zip((EQUAL, FUZZY, NEAR, OTHER, UNLIKE), beyond, strict=True):
        assert [bool(keys_beyond >> key & 1) for key in range(keys)] == [one > level for one in expected]
