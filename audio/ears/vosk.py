"""Vosk: a streaming recogniser with captions, word times and confidences.

One model is shared by all utterances, each utterance has a recogniser of its own.  All of them are fed from one worker
thread, so that the thread which brings the sound never waits.  There is no way to give a grammar: what is scored is
free decoding.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import vosk

from audio.ears.model_files import damaged, identity, require, stopped
from audio.ears.pending import cancelled, submit
from audio.ears.samples import Reblocker, checked
from audio.ears.speech_gate import SpeechGate
from audio.ports import SAMPLE_RATE, Pcm
from simulator.model.speech import Transcript, Word
from simulator.model.text import same

REQUIRED: Final = ("am/final.mdl", "conf/model.conf", "conf/mfcc.conf")
CHUNK: Final = SAMPLE_RATE // 10
"""Samples given to the recogniser at a time, whatever size they arrive in: its result depends on that size a little."""

vosk.SetLogLevel(-1)


class VoskEars:
    """``Ears`` on a Vosk model folder.

    Raises ``Problem`` when the model is incomplete or damaged.
    """

    streaming = True

    def __init__(self, folder: Path) -> None:
        require(folder, REQUIRED)
        self.identity = identity("vosk", folder, _model_files(folder))
        self._model = _load(folder)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vosk")

    def listen(self) -> VoskHearing:
        return VoskHearing(self._model, self.identity, self._worker)

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)


class VoskVocabulary:
    """``Vocabulary`` of a Vosk model folder; the model is loaded when somebody asks for a word.

    Raises ``Problem`` when the model is incomplete.
    """

    def __init__(self, folder: Path) -> None:
        require(folder, REQUIRED)
        self.identity = identity("vosk", folder, _model_files(folder))
        self._folder = folder
        self._model: vosk.Model | None = None

    def knows(self, word: str) -> bool:
        if self._model is None:
            self._model = _load(self._folder)
        return bool(self._model.vosk_model_find_word(word) >= 0)


class VoskHearing:
    """One utterance: a stream of segments, each ended by a pause that the model's rules find or by ``transcript()``.

    What an ended segment was is not changed by what follows.  A streaming engine gains nothing from being asked for a
    transcript before the utterance is over; whoever asks nevertheless gets the words so far, and later words as a new
    segment.
    """

    def __init__(self, model: vosk.Model, engine: str, worker: ThreadPoolExecutor) -> None:
        self._recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE)
        self._recogniser.SetWords(True)
        self._engine = engine
        self._worker = worker
        self._chunks = Reblocker(CHUNK)
        self._gate = SpeechGate()
        self._words: list[Word] = []
        self._caption = ""
        self._failure: Exception | None = None
        self._closed = threading.Event()

    def accept(self, pcm: Pcm) -> None:
        """Take the next samples; they are recognised on the worker's thread."""
        block = checked(pcm)
        if not self._closed.is_set():
            submit(self._worker, self._hear, block)

    def partial(self) -> str:
        return self._caption

    def transcript(self) -> Future[Transcript]:
        """The words of everything accepted so far; cancelled if the utterance is closed first."""
        if self._closed.is_set():
            return cancelled()
        return submit(self._worker, self._finish)

    def close(self) -> None:
        self._closed.set()

    # On the worker's thread from here on.

    def _hear(self, pcm: Pcm) -> None:
        if self._closed.is_set() or self._failure:
            return
        try:
            self._recognise(pcm)
        except (
            Exception
        ) as error:  # the binding raises nothing more precise; whoever asks for the transcript learns of it
            self._failure = error

    def _recognise(self, pcm: Pcm) -> None:
        self._gate.accept(pcm)
        for chunk in self._chunks.accept(pcm):
            if self._recogniser.AcceptWaveform(chunk.tobytes()):
                self._keep(self._recogniser.Result())
            self._caption = self._caption_now()

    def _caption_now(self) -> str:
        if not self._gate.open:
            return ""
        unfinished = str(json.loads(self._recogniser.PartialResult()).get("partial", ""))
        return join([*(word.text for word in self._words), *unfinished.split()])

    def _finish(self) -> Transcript:
        if self._failure:
            raise stopped("vosk", same(str(self._failure))) from self._failure
        rest = self._chunks.flush()
        if rest.size:
            self._recogniser.AcceptWaveform(rest.tobytes())
        self._keep(self._recogniser.FinalResult())
        return transcript_of(self._words, self._engine) if self._gate.open else Transcript("", 0.0, engine=self._engine)

    def _keep(self, result: str) -> None:
        self._words += words_of(json.loads(result))


def words_of(result: dict[str, Any]) -> list[Word]:
    """The words of a Vosk result, whose times are seconds since the recogniser began, whatever segments there were."""
    return [
        Word(entry["word"], round(entry["start"] * 1000), round(entry["end"] * 1000), min(1.0, max(0.0, entry["conf"])))
        for entry in result.get("result", ())
    ]


def transcript_of(words: list[Word], engine: str) -> Transcript:
    """The text of the words; its confidence is the mean of theirs, each weighted by its length in characters (0
    without words)."""
    characters = sum(len(word.text) for word in words)
    weighted = sum(word.confidence * len(word.text) for word in words)
    return Transcript(
        join([word.text for word in words]), weighted / characters if characters else 0.0, tuple(words), engine=engine
    )


def join(words: list[str]) -> str:
    """Words as text is written: a space between words, but none beside a Chinese character."""
    text = ""
    for word in words:
        spaced = text and word and not (_is_chinese(text[-1]) or _is_chinese(word[0]))
        text += f" {word}" if spaced else word
    return text


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


# --- loading ---------------------------------------------------------------------------------------------------------


def _model_files(folder: Path) -> list[Path]:
    """What makes a model this model: the acoustic model and the graph."""
    return [folder / "am" / "final.mdl", *(path for path in (folder / "graph").rglob("*") if path.is_file())]


def _load(folder: Path) -> vosk.Model:
    try:
        with _undithered(folder) as view:
            if sys.platform == "win32" and not str(view).isascii():
                with _inside(view):
                    return _checked_model(".")
            return _checked_model(str(view))
    except Exception as error:  # the binding raises nothing more precise
        raise damaged(folder, same(str(error))) from error


def _checked_model(path: str) -> vosk.Model:
    """Load from a path, never by language or name, which would download.

    A damaged graph shows only when a recogniser is made, so one is made.  All files are read before this returns.
    """
    model = vosk.Model(path)
    vosk.KaldiRecognizer(model, SAMPLE_RATE)
    return model


@contextmanager
def _undithered(folder: Path) -> Iterator[Path]:
    """A view of a model folder in which the features' dither, random noise of one bit, is switched off.

    With it the same sound gets other confidences, and now and then other words, each time; without it the same
    samples always give the same transcript.  The model's own files stay as they were published; the view is made of
    links and gone after loading.
    """
    with TemporaryDirectory(prefix="zongji-", ignore_cleanup_errors=True) as temporary:
        view = Path(temporary)
        shutil.copytree(folder.resolve(), view, copy_function=_link, dirs_exist_ok=True)
        features = view / "conf" / "mfcc.conf"
        options = [
            line for line in features.read_text(encoding="utf-8").splitlines() if not line.startswith("--dither")
        ]
        features.unlink()
        features.write_text("\n".join([*options, "--dither=0", ""]), encoding="utf-8")
        yield view


def _link(source: str, target: str) -> None:
    """Symbolic links need a privilege on Windows, hard links the same volume; a copy is what is left."""
    for way in (os.symlink, os.link):
        try:
            return way(source, target)
        except OSError:
            continue
    shutil.copyfile(source, target)


_WORKING_FOLDER = threading.Lock()


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work inside a folder for a moment.

    On Windows the library opens its files with narrow strings and cannot find a path such as ``C:\\Users\\王芳``; from
    inside the folder every path it needs is plain ASCII.
    """
    with _WORKING_FOLDER:
        before = Path.cwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
