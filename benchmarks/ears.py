"""What our ears cost over the bare recogniser: the same decodes of the same clips, alternately, in one run.

    python benchmarks/ears.py whisper MODEL_FOLDER FOLDER_WITH_SPEECH [--repeats 5] [--json]
    python benchmarks/ears.py vosk MODEL_FOLDER FOLDER_WITH_SPEECH

Ours is everything between the samples and the transcript: taking blocks of 20 ms, the speech gate, the queue, the
pipe to the process and back.  Bare is the library called by hand with the same settings: faster-whisper's features,
encoder and decoder on one thread; Vosk's recogniser on the same model in chunks of 100 ms.  Of each clip's repeats the
fastest counts, since the machine is never quiet; ``ratio`` is ours by bare over all clips.

Work done on speculation is reported by itself: decodes begun at a pause of 240 ms within an utterance, for nothing,
because the speaker went on.  With Vosk there is none, it decodes as the sound comes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from audio.ears.whisper import WhisperEars
from audio.ears.windows import frames_for
from audio.endpoint import Endpointer, Paused, Resumed
from audio.ports import BLOCK, SAMPLE_RATE, Ears, Pcm
from audio.wav import read_sound

Decode = Callable[[Pcm], str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The result.  Times in seconds, memory in MB (0 where the system does not tell)."""

    engine: str
    clips: int
    sound: float
    load: float
    bare: float
    ours: float
    ratio: float
    different_texts: int
    realtime_factor: float
    median: float
    p95: float
    after_speech_median: float
    after_speech_p95: float
    speculations: int
    speculation: float
    resident: int
    resident_worker: int
    highest_worker: int


def ours(ears: Ears) -> Decode:
    """A whole utterance through the port, in blocks as the microphone brings them."""

    def decode(pcm: Pcm) -> str:
        hearing = ears.listen()
        for at in range(0, pcm.size, BLOCK):
            hearing.accept(pcm[at : at + BLOCK])
        return hearing.transcript().result().text

    return decode


def bare_whisper(folder: Path) -> Decode:
    """faster-whisper by hand, with the settings of ``audio.ears.whisper_decoder``."""
    import ctranslate2
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    tokens = Tokenizer(model.hf_tokenizer, multilingual=True, task="transcribe", language="zh")
    prompt = [*tokens.sot_sequence, tokens.no_timestamps]

    def decode(pcm: Pcm) -> str:
        frames = frames_for(pcm.size)
        samples = np.zeros(frames * 160, np.float32)
        samples[: pcm.size] = pcm.astype(np.float32) / 32_768
        features = np.ascontiguousarray(model.feature_extractor(samples)[np.newaxis, :, :frames])
        encoded = model.model.encode(ctranslate2.StorageView.from_array(features))
        result = model.model.generate(
            encoded, [prompt], beam_size=5, num_hypotheses=5, return_scores=True, return_no_speech_prob=True
        )
        return str(tokens.decode(result[0].sequences_ids[0]).strip())

    return decode


def bare_vosk(model: Any) -> Decode:
    """Vosk's own loop, on a model that is loaded already."""
    import vosk

    from audio.ears.vosk import CHUNK, join

    def decode(pcm: Pcm) -> str:
        recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE)
        recogniser.SetWords(True)
        texts = []
        for at in range(0, pcm.size, CHUNK):
            if recogniser.AcceptWaveform(pcm[at : at + CHUNK].tobytes()):
                texts.append(json.loads(recogniser.Result())["text"])
            else:
                recogniser.PartialResult()
        texts.append(json.loads(recogniser.FinalResult())["text"])
        return join(" ".join(texts).split())

    return decode


def timed(decode: Decode, pcm: Pcm) -> tuple[float, str]:
    began = time.perf_counter()
    text = decode(pcm)
    return time.perf_counter() - began, text


def after_speech(ears: Ears, pcm: Pcm) -> float:
    """From the last block of samples to the transcript, where all blocks before had been heard by then."""
    hearing = ears.listen()
    for at in range(0, pcm.size - BLOCK, BLOCK):
        hearing.accept(pcm[at : at + BLOCK])
    ears.listen().transcript().result()  # engines work in the order in which they are asked: what came before is done
    began = time.perf_counter()
    hearing.accept(pcm[-BLOCK:])
    hearing.transcript().result()
    return time.perf_counter() - began


def speculated(ears: Ears, pcm: Pcm) -> list[float]:
    """What the decodes cost that were begun at a pause and thrown away because speech went on."""
    endpointer, hearing = Endpointer(), ears.listen()
    costs, pending = [], 0.0
    for at in range(0, pcm.size, BLOCK):
        block = pcm[at : at + BLOCK]
        hearing.accept(block)
        for event in endpointer.accept(block):
            if isinstance(event, Paused):
                began = time.perf_counter()
                hearing.transcript().result()
                pending = time.perf_counter() - began
            elif isinstance(event, Resumed):
                costs.append(pending)
    hearing.close()
    return costs


def memory(process: int, field: str) -> int:
    """A field of the process's status in MB; 0 where the system has none."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith(field))


def p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))


def measure(engine: str, folder: Path, clips: Sequence[Pcm], repeats: int) -> Figures:
    began = time.perf_counter()
    ears = open_engine(engine, folder)
    load = time.perf_counter() - began
    waits = [after_speech(ears, clip) for clip in clips]
    worker = ears.process_id if isinstance(ears, WhisperEars) else 0
    resident = memory(os.getpid(), "VmRSS"), memory(worker, "VmRSS"), memory(worker, "VmHWM")
    wasted = [] if ears.streaming else [cost for clip in clips for cost in speculated(ears, clip)]
    bare = bare_whisper(folder) if engine == "whisper" else bare_vosk(getattr(ears, "_model"))  # noqa: B009
    through_ours = ours(ears)
    best_bare, best_ours, different = [], [], 0
    for clip in clips:
        runs = [(timed(bare, clip), timed(through_ours, clip)) for _ in range(repeats)]
        best_bare.append(min(one[0] for one, _ in runs))
        best_ours.append(min(other[0] for _, other in runs))
        different += runs[0][0][1] != runs[0][1][1]
    ears.close()
    sound = sum(clip.size for clip in clips) / SAMPLE_RATE
    return Figures(
        engine=ears.identity,
        clips=len(clips),
        sound=sound,
        load=load,
        bare=sum(best_bare),
        ours=sum(best_ours),
        ratio=sum(best_ours) / sum(best_bare),
        different_texts=different,
        realtime_factor=sum(best_ours) / sound,
        median=statistics.median(best_ours),
        p95=p95(best_ours),
        after_speech_median=statistics.median(waits),
        after_speech_p95=p95(waits),
        speculations=len(wasted),
        speculation=sum(wasted),
        resident=resident[0],
        resident_worker=resident[1],
        highest_worker=resident[2],
    )


def open_engine(engine: str, folder: Path) -> Ears:
    if engine == "whisper":
        return WhisperEars(folder)
    from audio.ears.vosk import VoskEars

    return VoskEars(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=["vosk", "whisper"])
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.suffix in (".wav", ".flac", ".ogg"))
    if not files:
        sys.exit(f"no WAV, FLAC or OGG files in {options.folder}")
    figures = measure(options.engine, options.model, [read_sound(path) for path in files], options.repeats)
    if options.json:
        print(json.dumps(asdict(figures), indent=1))
        return
    print(f"{figures.engine}: {figures.clips} clips, {figures.sound:.1f} s of sound; loaded in {figures.load:.2f} s")
    print(f"bare {figures.bare:.2f} s, ours {figures.ours:.2f} s: ratio {figures.ratio:.3f}", end="")
    print(f"; {figures.different_texts} texts differ")
    print(
        f"real-time factor {figures.realtime_factor:.3f}; decode median {figures.median:.3f} s, p95 {figures.p95:.3f} s"
    )
    print(f"from the last sample: median {figures.after_speech_median:.3f} s, p95 {figures.after_speech_p95:.3f} s")
    print(f"speculation, on top: {figures.speculations} decodes for nothing, {figures.speculation:.2f} s")
    print(f"resident: this process {figures.resident} MB, worker {figures.resident_worker} MB", end="")
    print(f" (highest, while loading: {figures.highest_worker} MB)")


if __name__ == "__main__":
    main()
