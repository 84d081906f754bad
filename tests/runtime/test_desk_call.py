"""A call at the desk, from the order to the debrief: typed and by voice, with help, losses and an early end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.ports import BLOCK
from audio.soundcard import Side
from audio.wav import read_sound
from simulator.model.effects import Refusal
from simulator.model.ledger import Appealed
from simulator.model.moments import Moment
from simulator.model.parts import Part
from simulator.model.script import KeyName
from simulator.runtime.appeals import read_appeals
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.runtime.store import Store
from simulator.ui.desk import Done, Failed, Live
from simulator.ui.shown import Debrief, Hint, Mode, Order, Snapshot, Speaker, Voicing

from .desk_bench import DeskBench

SPEECH = Path(__file__).parents[1] / "data" / "speech"


def order(call: str, mode: Mode = Mode.PRACTICE, voicing: Voicing = Voicing.TYPED) -> Order:
    return Order("李敏", call, mode, voicing)


@pytest.fixture
def bench(tmp_path: Path, small_library: Path) -> Iterator[DeskBench]:
    bench = DeskBench(tmp_path, library=small_library)
    bench.desk.open()
    yield bench
    bench.desk.close()


def live(work: object) -> Snapshot:
    stage = work.stage()  # type: ignore[attr-defined]
    assert isinstance(stage, Live), stage
    return stage.snapshot


def done(work: object) -> Debrief:
    work.join()  # type: ignore[attr-defined]
    stage = work.stage()  # type: ignore[attr-defined]
    assert isinstance(stage, Done), stage
    return stage.debrief


@pytest.mark.parametrize("call", ["gm-accepts", "complaint", "busy", "fault"])
def test_a_call_worked_in_typed_words_ends_with_its_debrief(bench: DeskBench, call: str) -> None:
    work = bench.begin(order(call))
    bench.work_through(work, bench.plan(call))
    debrief = done(work)
    assert debrief.verdict == "pass"
    assert debrief.total >= 95_00
    assert not debrief.recorded
    assert {dimension.name for dimension in debrief.dimensions} == {
        "greeting",
        "phrasing",
        "handling",
        "record",
        "timing",
    }
    assert any("打字" in text for text in debrief.reservations), "typed words cannot certify"
    (record,) = bench.records.iterdir()
    assert find(record, seals_here()).holds(Part.SCORECARD)
    assert read_record(find(record, seals_here())).log.header.mode == "practice"
    assert find(record, seals_here()).sealed_for
    assert sorted(path.name for path in record.iterdir()) == ["log.jsonl.sealed", "scorecard.json.sealed", "sources"]


def test_captions_tell_who_says_what_and_a_voice_as_soon_as_it_sounds(bench: DeskBench) -> None:
    work = bench.begin(order("gm-accepts"))
    work.press(KeyName.ANSWER, "1")
    bench.inbox.run_for(1_000)
    work.say("您好，恒城集团。")
    bench.inbox.settle()
    own, caller = live(work).captions[-2:]
    assert (own.speaker, own.text) == (Speaker.TRAINEE, "您好，恒城集团。")
    assert caller.speaker is Speaker.CALLER
    assert caller.name == "来电人", "who it is, the operator has to ask"
    assert not any("王建国" in caption.name + caption.text for caption in live(work).captions)
    assert live(work).state.speaking, "it is being said"
    assert work.now() == bench.inbox.now()
    work.stop()
    done(work)


def test_captions_tell_how_the_caller_takes_it_and_the_board_does_not(bench: DeskBench) -> None:
    work = bench.begin(order("complaint"))
    work.press(KeyName.ANSWER, "1")
    bench.inbox.run_for(500)
    work.say("您好，恒城集团。")
    bench.inbox.run_until(bench.follower.quiet)
    work.say("实在对不起，您先别着急。")
    bench.inbox.settle()
    (mood,) = [caption for caption in live(work).captions if "消气" in caption.text]
    assert mood.text == "（消气了一些，火气 2/4：着急）"
    assert (mood.speaker, mood.name) == (Speaker.CALLER, "来电人"), "an exam shows what the board says, and no more"
    work.stop()
    done(work)


def test_a_key_without_effect_is_told_each_time(bench: DeskBench) -> None:
    work = bench.begin(order("gm-accepts"))
    for times in (1, 2):
        work.press(KeyName.HOLD)
        bench.inbox.settle()
        assert live(work).refused == (KeyName.HOLD, Refusal.NO_CALL)
        assert live(work).refusals == times
    work.stop()
    done(work)


def test_help_is_noted_costs_points_and_makes_the_caller_repeat(bench: DeskBench) -> None:
    work = bench.begin(order("gm-accepts"))
    work.press(KeyName.ANSWER, "1")
    bench.inbox.run_for(500)
    work.say("您好，恒城集团。")
    bench.inbox.run_until(bench.follower.quiet)
    said = live(work).captions[-1].text
    for kind in ("hint", "slower", "repeat"):
        work.help(kind)
        bench.inbox.settle()
    assert live(work).help_used == 3
    assert live(work).state.slow
    assert live(work).captions[-1].text == said, "said again"
    work.stop()
    (help_used,) = [finding for finding in done(work).findings if finding.id.startswith("help-used")]
    assert help_used.state == "partial"
    assert 0 < help_used.points < help_used.possible


def never(entries: object, scene: object, t: int) -> tuple[Hint, ...]:
    raise AssertionError("nobody asks for hints in an exam")


def test_in_an_exam_there_is_no_help_and_no_hint(tmp_path: Path, released_library: Path) -> None:
    bench = DeskBench(tmp_path, hints=never, library=released_library)
    bench.desk.open()
    exam = bench.begin(order("gm-accepts", Mode.EXAM, Voicing.VOICE))
    exam.help("hint")
    bench.inbox.settle()
    assert live(exam).help_used == 0
    assert live(exam).hints == ()
    exam.stop()
    assert done(exam).findings
    (record,) = bench.records.iterdir()
    assert read_record(find(record, seals_here())).log.header.mode == "exam"
    bench.desk.close()


def test_hints_follow_the_call_in_practice(tmp_path: Path, small_library: Path) -> None:
    from threading import Event

    found = Event()

    def hints(entries: object, scene: object, t: int) -> tuple[Hint, ...]:
        found.set()
        return (Hint("问候", "您好，恒城集团。", ("B4.1.1",)),)

    bench = DeskBench(tmp_path, hints=hints, library=small_library)
    bench.desk.open()
    work = bench.begin(order("gm-accepts"))
    assert found.wait(60)
    bench.inbox.run_until(lambda: bool(live(work).hints))
    assert live(work).hints[0].wording == "您好，恒城集团。"
    work.stop()
    done(work)
    bench.desk.close()


def test_a_call_that_is_ended_early_is_kept_and_scored(bench: DeskBench) -> None:
    work = bench.begin(order("gm-accepts"))
    work.press(KeyName.ANSWER, "1")
    bench.inbox.run_for(2_000)
    work.stop()
    debrief = done(work)
    assert debrief.verdict == "fail"
    (record,) = bench.records.iterdir()
    recorded = read_record(find(record, seals_here()))
    assert recorded.log.complete
    assert recorded.log.entries[-1].body.detail["reason"] == "abandoned"  # type: ignore[union-attr]


def test_closing_the_desk_in_mid_call_keeps_the_call(tmp_path: Path, small_library: Path) -> None:
    bench = DeskBench(tmp_path, library=small_library)
    bench.desk.open()
    work = bench.begin(order("complaint"))
    work.press(KeyName.ANSWER, "1")
    bench.inbox.settle()
    bench.desk.close()
    assert isinstance(work.stage(), Done)
    (record,) = bench.records.iterdir()
    assert read_record(find(record, seals_here())).log.complete
    assert find(record, seals_here()).holds(Part.SCORECARD)


def test_by_voice_the_call_is_recorded_and_every_moment_can_be_played(bench: DeskBench) -> None:
    equipment, ears = bench.equipment, bench.equipment.paper_ears
    work = bench.begin(order("gm-accepts", voicing=Voicing.VOICE))
    card = equipment.card(0)
    assert set(equipment.paper_speaker.spoken), "lines are rendered before the first ring"
    bench.inbox.run_for(1_000)
    work.press(KeyName.ANSWER, "1")
    bench.inbox.settle()
    clip = read_sound(min(SPEECH.glob("*.flac")))
    ears.words = "您好恒城集团"
    pause = np.zeros(16_000, np.int16)  # after which an utterance has ended
    for block in np.split(np.concatenate((clip[: clip.size // BLOCK * BLOCK], pause)), clip.size // BLOCK + 50):
        card.advance(block)
        bench.inbox.run_for(20)
    bench.follower.wait(Moment.UNDERSTOOD)
    bench.inbox.settle()
    assert any(caption.speaker is Speaker.TRAINEE for caption in live(work).captions)
    card.advance(clip)
    assert work.level() > -60
    card.lose(Side.MICROPHONE)
    bench.follower.wait(Moment.DEGRADED)
    bench.inbox.settle()
    assert "麦克风" in live(work).notices[0].zh
    assert work.level() == -120.0
    work.say("请问您贵姓？")
    bench.inbox.settle()
    assert live(work).captions[-1], "typing goes on"
    work.stop()
    debrief = done(work)
    assert debrief.recorded
    assert max(debrief.waves[0].peaks) > 0.3, "the trainee's voice shows"
    assert any("麦克风" in text for text in debrief.reservations)
    heard = next(finding for finding in debrief.findings if finding.span is not None)
    assert heard.span is not None
    work.play(*heard.span)
    earphone = equipment.card(1)
    assert np.abs(earphone.advance(np.zeros(16_000, np.int16))).max() > 500, "the trainee is heard"
    work.play(0, 0)
    with equipment.changed:
        assert equipment.changed.wait_for(lambda: earphone.stopped, 60), "stopped"


def test_what_is_missing_is_told_with_what_to_do(tmp_path: Path, small_library: Path) -> None:
    bench = DeskBench(tmp_path, "ears", library=small_library)
    bench.desk.open()
    work = bench.desk.begin(order("gm-accepts", voicing=Voicing.VOICE))
    work.join()
    stage = work.stage()
    assert isinstance(stage, Failed)
    assert stage.message.zh == "缺少ears"
    assert stage.hint is not None
    assert not bench.records.exists() or not any(bench.records.iterdir())
    bench.desk.close()


def test_an_appeal_is_on_disk_shown_and_changes_no_score(bench: DeskBench) -> None:
    work = bench.begin(order("gm-accepts"))
    work.press(KeyName.ANSWER, "1")
    bench.inbox.settle()
    work.stop()
    before = done(work)
    failed = next(finding for finding in before.findings if finding.state == "fail")
    work.appeal(failed.id, "我说了，没录上")
    work.join()
    past = bench.desk.debrief(before.record)
    again = done(past)
    folder = find(Path(before.record), seals_here())
    (kept,) = read_appeals(folder)
    assert (kept.finding, kept.reason, kept.by) == (failed.id, "我说了，没录上", "李敏")
    assert again.total == before.total
    assert [finding.id for finding in again.findings if finding.appealed] == [failed.id]
    store = Store()
    (entered,) = store.database.of_kind("Appealed")
    body = store.body(entered.id)
    assert isinstance(body, Appealed)
    assert body.finding == failed.id
    folder.keep(Part.APPEALS, folder.read(Part.APPEALS) + b'{"finding": "torn')
    past.appeal(failed.id, "再说一次")
    past.join()


def test_attempts_and_calls_know_what_was_done(bench: DeskBench) -> None:
    work = bench.begin(order("complaint"))
    bench.work_through(work, bench.plan("complaint"))
    debrief = done(work)
    (attempt,) = bench.desk.attempts("李敏")
    assert (attempt.call, attempt.mode, attempt.verdict) == ("complaint", "practice", debrief.verdict)
    assert attempt.total == debrief.total
    assert attempt.dimensions["phrasing"] <= 100
    assert all(0 <= points <= possible for points, possible in attempt.clauses.values())
    item = next(item for item in bench.desk.calls("李敏") if item.id == "complaint")
    assert (item.attempts, item.best) == (1, debrief.total // 100)
    assert next(item for item in bench.desk.calls("王芳") if item.id == "complaint").attempts == 0
    assert bench.desk.trainees() == ("李敏",)


def test_damaged_records_and_settings_harm_nothing(tmp_path: Path, small_library: Path) -> None:
    records = tmp_path / "records"
    (records / "empty").mkdir(parents=True)
    (records / "broken").mkdir()
    (records / "broken" / "scorecard.json").write_text("{", encoding="utf-8")
    (records / "broken" / "log.jsonl").write_bytes(b"\xff\xfe")
    (tmp_path / "settings.json").write_text("[1", encoding="utf-8")
    bench = DeskBench(tmp_path, library=small_library)
    bench.desk.open()
    assert bench.desk.settings() == {}
    assert bench.desk.attempts("李敏") == ()
    bench.desk.close()


def test_more_attempts_at_an_exam_than_the_course_allows_are_refused(tmp_path: Path, released_library: Path) -> None:
    bench = DeskBench(tmp_path, library=released_library)
    bench.desk.open()
    for left in (2, 1):
        work = bench.begin(order("gm-accepts", Mode.EXAM, Voicing.VOICE))
        assert {call.id: call.exam.left for call in bench.desk.calls("李敏") if call.exam} == {
            "gm-accepts": left,
            "busy": left,
        }
        work.stop()
        done(work)
    refused = bench.desk.begin(order("gm-accepts", Mode.EXAM, Voicing.VOICE)).stage()
    assert isinstance(refused, Failed)
    assert refused.message.zh == "课程“总机话务基础”的考试机会已用完（共 2 次）；可以继续练习，或者请培训师安排"
    another = bench.desk.begin(order("busy", Mode.EXAM, Voicing.VOICE)).stage()
    assert isinstance(another, Failed), "two attempts with one call each"
    bench.desk.close()


def test_an_exam_is_taken_by_voice_and_only_of_what_a_released_course_examines(
    tmp_path: Path, released_library: Path
) -> None:
    bench = DeskBench(tmp_path, library=released_library)
    bench.desk.open()
    bench.desk._library._read.wait()
    typed = bench.desk.begin(order("busy", Mode.EXAM)).stage()
    assert isinstance(typed, Failed)
    assert typed.message.zh == "考试要用语音回答"
    other = bench.desk.begin(order("complaint", Mode.EXAM, Voicing.VOICE)).stage()
    assert isinstance(other, Failed)
    assert other.message.zh == "没有已发布的课程用这个来电考试，只能练习"
    bench.desk.close()


def test_a_draft_is_for_practice_only(tmp_path: Path, small_library: Path) -> None:
    bench = DeskBench(tmp_path, library=small_library)
    bench.desk.open()
    bench.desk._library._read.wait()
    why = {call.id: call.no_exam.zh for call in bench.desk.calls("李敏") if call.no_exam}
    assert why["gm-accepts"] == "来电剧本还没有发布，只能练习"
    refused = bench.desk.begin(order("gm-accepts", Mode.EXAM, Voicing.VOICE)).stage()
    assert isinstance(refused, Failed)
    assert refused.message.zh == "来电剧本还没有发布，只能练习"
    bench.desk.close()


def test_settings_are_kept(tmp_path: Path) -> None:
    from simulator.runtime.settings import read_settings, write_settings

    path = tmp_path / "new" / "settings.json"
    write_settings(path, {"theme": "contrast", "trainee": "李敏"})
    assert read_settings(path) == {"theme": "contrast", "trainee": "李敏"}
    path.write_text(json.dumps({"text": 3, "theme": "light"}), encoding="utf-8")
    assert read_settings(path) == {"theme": "light"}
