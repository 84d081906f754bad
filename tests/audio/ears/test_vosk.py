"""Vosk: how its results are read, and the real library on damaged models and awkward paths."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from audio.ears import vosk as module
from audio.ears.vosk import VoskEars, VoskVocabulary, join, transcript_of, words_of
from simulator.model.problem import Exit, Problem
from simulator.model.speech import Transcript, Word

RESULT = {
    "result": [
        {"conf": 1.0, "start": 0.12, "end": 0.54, "word": "您好"},
        {"conf": 0.4, "start": 0.54, "end": 1.08, "word": "恒城"},
        {"conf": 0.7, "start": 1.08, "end": 1.5004, "word": "集团"},
    ],
    "text": "您好 恒城 集团",
}


def test_words_times_and_confidences() -> None:
    transcript = transcript_of(words_of(RESULT), "vosk:small:0")
    assert transcript.text == "您好恒城集团"
    assert transcript.words[1] == Word("恒城", 540, 1080, 0.4)
    assert transcript.words[2].end == 1500
    assert transcript.confidence == pytest.approx(0.7)
    assert transcript.engine == "vosk:small:0"


def test_long_words_weigh_more() -> None:
    words = [Word("总", 0, 1, 0.1), Word("综合管理部", 1, 2, 0.9)]
    assert transcript_of(words, "").confidence == pytest.approx((0.1 + 5 * 0.9) / 6)


def test_a_result_without_words_is_no_words() -> None:
    assert words_of({"text": ""}) == []
    assert transcript_of([], "e") == Transcript("", 0.0, engine="e")


def test_confidences_stay_in_range() -> None:
    assert words_of({"result": [{"conf": 1.0000002, "start": 0, "end": 1, "word": "好"}]})[0].confidence == 1.0


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["您好", "恒城", "集团"], "您好恒城集团"),
        (["hello", "world"], "hello world"),
        (["발설", "출발"], "발설 출발"),
        (["我", "要", "ppt", "文件"], "我要ppt文件"),
        (["", "好"], "好"),
    ],
)
def test_only_other_scripts_have_spaces(words: list[str], text: str) -> None:
    assert join(words) == text


def test_there_is_no_way_to_give_a_grammar() -> None:
    assert "Grammar" not in Path(module.__file__).read_text(encoding="utf-8")


@pytest.mark.engine
def test_segments_keep_the_time_of_the_utterance(vosk: VoskEars, clips) -> None:
    hearing = vosk.listen()
    hearing.accept(clips[0].pcm)
    first = hearing.transcript().result(timeout=600)
    hearing.accept(clips[5].pcm)
    both = hearing.transcript().result(timeout=600)
    assert both.words[: len(first.words)] == first.words
    assert both.words[len(first.words)].start >= clips[0].pcm.size // 16


@pytest.mark.engine
@pytest.mark.parametrize("name", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst"])
def test_a_damaged_model_is_a_problem(vosk_folder: Path, tmp_path: Path, link: Callable[..., None], name: str) -> None:
    model = tmp_path / "vosk-broken"
    shutil.copytree(vosk_folder, model, copy_function=lambda source, target: link(Path(source), Path(target)))
    with (vosk_folder / name).open("rb") as whole:
        beginning = whole.read(5_000)
    (model / name).unlink()
    (model / name).write_bytes(beginning)
    with pytest.raises(Problem) as caught:
        VoskEars(model)
    assert caught.value.exit is Exit.MISSING
    assert str(model) in caught.value.message.zh


@pytest.mark.engine
def test_the_vocabulary_of_a_model(vosk: VoskEars, vosk_folder: Path) -> None:
    words = VoskVocabulary(vosk_folder)
    assert words.identity == vosk.identity
    assert words.knows("안녕하세요")
    assert not words.knows("恒城集团")
    assert not words.knows("")


@pytest.mark.engine
def test_the_vocabulary_of_a_damaged_model_is_a_problem(vosk_folder: Path, tmp_path: Path) -> None:
    model = model_like(tmp_path / "vosk-broken")
    words = VoskVocabulary(model)
    with pytest.raises(Problem):
        words.knows("好")


def test_an_incomplete_model_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"am/final\.mdl"):
        VoskEars(tmp_path)


@pytest.mark.engine
def test_a_model_loads_from_inside_its_folder(vosk_folder: Path, tmp_path: Path) -> None:
    """What Windows needs where the path has other than ASCII characters."""
    before = Path.cwd()
    with module._inside(vosk_folder):
        assert Path.cwd() == vosk_folder.resolve()
        assert module._checked_model(".")
    assert Path.cwd() == before


@pytest.mark.engine
def test_the_working_folder_comes_back_after_a_failure(tmp_path: Path) -> None:
    before = Path.cwd()
    with pytest.raises(Exception, match="model"), module._inside(tmp_path):
        module._checked_model(".")
    assert Path.cwd() == before


def model_like(folder: Path) -> Path:
    for name, text in (
        ("am/final.mdl", "m"),
        ("conf/model.conf", "c"),
        ("conf/mfcc.conf", "--dither=1.0\n--low-freq=20\n"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_view_without_dither_leaves_the_model_alone(tmp_path: Path) -> None:
    model = model_like(tmp_path / "model")
    with module._undithered(model) as view:
        assert (view / "conf/mfcc.conf").read_text(encoding="utf-8").split() == ["--low-freq=20", "--dither=0"]
        assert (view / "am/final.mdl").read_text(encoding="utf-8") == "m"
    assert not view.exists()
    assert (model / "conf/mfcc.conf").read_text(encoding="utf-8").startswith("--dither=1.0")
    assert (model / "am/final.mdl").exists()


def test_the_view_is_made_of_copies_where_links_are_not_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.symlink", refused)
    monkeypatch.setattr("os.link", refused)
    with module._undithered(model_like(tmp_path / "model")) as view:
        assert (view / "am/final.mdl").read_text(encoding="utf-8") == "m"
