"""What a frame of the window costs: a console-like scene, software rendering, maybe with the recogniser beside it.

    python benchmarks/frames.py FONT [--size 1280x720] [--seconds 20] [--json]
    python benchmarks/frames.py FONT --beside-whisper MODEL_FOLDER FOLDER_WITH_SPEECH

Work is everything between the clock's tick and the end of ``pygame.display.update``: events, changed values, layout,
drawing, putting the rectangles on the screen.  Lamps blink, twelve timers and a ring clock run, a caption grows by a
character in every third frame and a new one begins every three seconds, the level meter moves with every frame and
the waveform scrolls; the mouse wanders over the keys.  Under a dummy display the last step costs less than on a real
one; run it under Xvfb for that.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

import numpy as np
import pygame

from simulator.ui.widgets.boxes import BAR, CARD, Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.feed import Entry, Feed
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.widgets.gallery import look_for
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.meters import Meter
from simulator.ui.widgets.ring_clock import RingClock
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.waveform import LiveWaveform

FRAMES_A_SECOND = 60
LINES = 6
WORDS = "您好，这里是总机，王经理正在通话中，请问您需要等候，还是留言？好的，请您稍等，我马上为您转接市场部。"


@dataclass(frozen=True, slots=True)
class Figures:
    """Work in ms a frame; ``late``: share of frames whose work took longer than a frame lasts."""

    size: str
    driver: str
    beside: str
    frames: int
    mean: float
    median: float
    p99: float
    highest: float
    late: float
    mean_cpu: float  # of the drawing thread alone: what the machine's other work does not change
    p99_cpu: float
    pixels: float  # drawn in a frame, in millions


class Scene:
    """A console with everything on it moving."""

    def __init__(self, root: Root) -> None:
        self.timers = [Label("00:00", Style.FIGURE, width=80) for _ in range(LINES)]
        self.holds = [Label("00:00", Style.SMALL, "muted", width=60) for _ in range(LINES)]
        self.dials = [RingClock(size=44) for _ in range(LINES)]
        self.feed, self.meter, self.live = Feed(), Meter(), LiveWaveform(Hue.TEAL)
        self.clock = Label("09:30:00", Style.FIGURE, width=110)
        self.people = ListView(
            [Item(f"王经理 {n}", "市场部", f"80{n:02}", light=Light(Hue.GOOD, "disc")) for n in range(60)]
        )
        self.said: list[Entry] = []
        root.show(self._screen())

    def _screen(self) -> Column:
        lights = [Light(Hue.WARN, "bell", "fast"), Light(Hue.VIOLET, "bars", "slow"), Light(Hue.GOOD, "disc")]
        lines = [
            Row(
                Lamp(lights[n % 3]),
                self.dials[n],
                Column(self.timers[n], self.holds[n], gap=0),
                Space(),
                pad=8,
                plate=CARD,
            )
            for n in range(LINES)
        ]
        top = Row(Badge("模拟训练", Hue.WARN), Space(), self.clock, self.live, self.meter, pad=(16, 8), plate=BAR)
        keys = Flow(*(Button(f"按键{n}", badge=f"F{n}") for n in range(1, 13)), even=True, pad=8, plate=BAR)
        middle = Row(
            Column(*lines, width=300),
            Column(self.feed, grow=1, plate=CARD),
            Column(self.people, width=300, plate=CARD),
            grow=1,
            pad=12,
            gap=12,
        )
        return Column(top, middle, keys, gap=0)

    def step(self, frame: int, now: int) -> None:
        """Everything that changes in a frame."""
        seconds = now // 1000
        for n in range(LINES):
            self.timers[n].text = f"{seconds // 60:02}:{(seconds + n * 7) % 60:02}"
            self.holds[n].text = f"{(now // 100 + n) % 600 / 10:04.1f}"
            self.dials[n].set((now + n * 900) % 16_000 if n % 2 == 0 else -1)
        self.clock.text = f"09:{30 + seconds // 60 % 30}:{seconds % 60:02}"
        level = abs(math.sin(frame / 9)) * abs(math.sin(frame / 31))
        self.meter.set(-60 + 58 * level)
        self.live.push([level, level * 0.7])
        if frame % 180 == 0:
            self.said = [*self.said, Entry("来电人", "", open=True)][-60:]
        if frame % 3 == 0 and self.said:
            last = self.said[-1]
            text = WORDS[: len(last.text) + 1]
            self.said = [*self.said[:-1], Entry("来电人", text, f"{seconds}", own=len(self.said) % 2 == 0, open=True)]
            self.feed.show(self.said)


def measure(typeface: Typeface, size: tuple[int, int], seconds: float, beside: str) -> Figures:
    pygame.display.init()
    surface = pygame.display.set_mode(size)
    root = Root(look_for(typeface, size), size)
    scene, clock = Scene(root), pygame.time.Clock()
    work, cpu, pixels, began = [], [], 0, time.perf_counter()
    frame = 0
    while time.perf_counter() - began < seconds:
        start, spent = time.perf_counter(), time.thread_time()
        for event in pygame.event.get():
            root.handle(event)
        x = round(size[0] * (0.5 + 0.45 * math.sin(frame / 40)))
        root.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(x, size[1] - 30)))
        now = round((start - began) * 1000)
        scene.step(frame, now)
        rects = root.frame(surface, now)
        pygame.display.update(rects)
        work.append((time.perf_counter() - start) * 1000)
        cpu.append((time.thread_time() - spent) * 1000)
        pixels += sum(rect.w * rect.h for rect in rects)
        frame += 1
        clock.tick(FRAMES_A_SECOND)
    work, cpu = work[30:], cpu[30:]  # the first ones draw everything and make the glyphs
    return Figures(
        size=f"{size[0]}x{size[1]}",
        driver=pygame.display.get_driver(),
        beside=beside,
        frames=len(work),
        mean=statistics.mean(work),
        median=statistics.median(work),
        p99=float(np.percentile(work, 99)),
        highest=max(work),
        late=sum(one > 1000 / FRAMES_A_SECOND for one in work) / len(work),
        mean_cpu=statistics.mean(cpu),
        p99_cpu=float(np.percentile(cpu, 99)),
        pixels=pixels / frame / 1e6,
    )


def recognising(model: Path, folder: Path) -> Callable[[], None]:
    """Whisper hears clips over and over until the function that is returned is called."""
    from audio.ears.whisper import WhisperEars
    from audio.ports import BLOCK
    from audio.wav import read_sound

    clips = [read_sound(path) for path in sorted(folder.rglob("*")) if path.suffix in (".wav", ".flac", ".ogg")]
    if not clips:
        sys.exit(f"no WAV, FLAC or OGG files in {folder}")
    ears, enough = WhisperEars(model), threading.Event()

    def hear() -> None:
        while not enough.is_set():
            for clip in clips:
                hearing = ears.listen()
                for at in range(0, clip.size, BLOCK):
                    hearing.accept(clip[at : at + BLOCK])
                hearing.transcript().result()
                if enough.is_set():
                    return

    thread = threading.Thread(target=hear, name="recognising")
    thread.start()

    def stop() -> None:
        enough.set()
        thread.join()
        ears.close()

    return stop


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("font", type=Path)
    parser.add_argument("--face", type=int, default=0)
    parser.add_argument("--size", default="1280x720,2560x1440")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--beside-whisper", nargs=2, type=Path, metavar=("MODEL", "SPEECH"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    stop = recognising(*options.beside_whisper) if options.beside_whisper else None
    beside = "whisper" if stop is not None else "nothing"
    try:
        for size in options.size.split(","):
            wide, high = map(int, size.split("x"))
            figures = measure(Typeface(options.font, options.face), (wide, high), options.seconds, beside)
            if options.json:
                print(json.dumps(asdict(figures)))
            else:
                print(
                    f"{figures.size} ({figures.driver}, beside {figures.beside}): {figures.frames} frames, "
                    f"mean {figures.mean:.2f} ms, median {figures.median:.2f}, p99 {figures.p99:.2f}, "
                    f"highest {figures.highest:.1f}; {figures.late:.1%} late; "
                    f"processor mean {figures.mean_cpu:.2f}, p99 {figures.p99_cpu:.2f}; "
                    f"{figures.pixels:.3f} Mpx a frame"
                )
    finally:
        if stop is not None:
            stop()


if __name__ == "__main__":
    main()
