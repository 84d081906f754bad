"""A perfect plan of each rulebook beside the switchboard's, spoken: the real recogniser hears enough for it to pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from audio.ports import Ears, Pcm
from audio.voice.recorded import recorded_line
from audio.voice.silent import SilentSpeaker
from audio.voice.studio import shaped
from simulator.model.scorecard import Verdict
from simulator.model.script import Say
from simulator.runtime import folders
from simulator.runtime.cast import cast_of, opened_ears
from simulator.runtime.claims import unmet
from simulator.runtime.performance import plan_of, rehearse_by_voice
from simulator.runtime.results import read_record, score_record
from simulator.runtime.workspace import Workspace
from tests.operator_speech import AGAIN, FOLDER, RULEBOOKS, clips

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
SEED = 1

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def ears() -> Iterator[Ears]:
    """The recogniser, opened once."""
    if not (folders.models() / "whisper-base" / "model.bin").is_file():
        pytest.skip("the model whisper-base is not installed: zongji models install whisper-base")
    with ExitStack() as stack:
        yield opened_ears("whisper", stack)


def operator_says(step: Say, again: bool) -> Pcm:
    return shaped(recorded_line(FOLDER, clips(again)[step.text].name))


@pytest.mark.parametrize(("rulebook", "call"), RULEBOOKS.items())
def test_a_perfect_trainee_passes(rulebook: str, call: str, ears: Ears, tmp_path: Path) -> None:
    loaded = Workspace(LIBRARY).load_call(LIBRARY / "calls" / rulebook / f"{call}.yaml")
    plan = plan_of(loaded, "perfect")
    missed = {}
    for again in (False, True) if call in AGAIN else (False,):
        cast = replace(cast_of(loaded, SEED, ears, SilentSpeaker()), clip=partial(operator_says, again=again))
        card = score_record(read_record(rehearse_by_voice(loaded, plan, tmp_path, SEED, cast)))
        missed[again] = [one.en for one in unmet(plan, card)]
        if card.verdict is Verdict.PASS and not missed[again]:
            return
    pytest.fail(f"not understood: {missed}")
