"""Microphone and speaker: the real ones, by miniaudio, and a virtual pair without a clock.

Only this module imports miniaudio.  Both cards implement ``audio.ports.SoundCard``.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock, Thread

import miniaudio
import numpy as np

from audio.levels import Level, LevelMeter, level
from audio.ports import BLOCK, SAMPLE_RATE, Pcm
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

PERIOD_MS = 20
LOST_AFTER_MS = 1_500
START_MS = 4_000
"""What a device may take longer than that to get going; a virtual sink fills a buffer of 2 s after its first block."""
GOING = SAMPLE_RATE // 2
"""Samples after which a device has got going."""


class Side(StrEnum):
    """The two halves of a sound card, as ``on_lost`` names them."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"


PERIODS = {Side.MICROPHONE: 8, Side.SPEAKER: 4}
"""Blocks of 20 ms that the system keeps in reserve, for when the machine is busy; only the speaker's delay sound."""
WATCH_MS = 250
LISTED_EVERY = 3
MISSING_TWICE = 2

OnCapture = Callable[[Pcm], None]
FillPlayback = Callable[[int], Pcm]
OnLost = Callable[[str], None]

_NAMES = {Side.MICROPHONE: Text("麦克风", "microphone"), Side.SPEAKER: Text("扬声器或耳机", "speaker or headset")}


# --- what there is ---------------------------------------------------------------------------------------------------


def device_names(side: Side) -> tuple[str, ...]:
    """The names of the devices that can be opened; empty on a machine without sound."""
    return tuple(device.name for device in _devices(side))


def _quiet_alsa() -> object:
    """On Linux, the ALSA library prints pages to stderr where there is no sound; returns the handler, to be kept."""
    if sys.platform != "linux":
        return None
    handler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)(
        lambda *_: None
    )
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(handler)
    except (OSError, AttributeError):
        return None
    return handler


_ALSA_HANDLER = _quiet_alsa()


def _backends() -> list[miniaudio.Backend]:
    """All that this machine may have; the null backend would pass a machine without sound for one with."""
    enabled = miniaudio.get_enabled_backends()
    return [backend for backend in miniaudio.Backend if backend in enabled and backend is not miniaudio.Backend.NULL]


@dataclass(frozen=True, slots=True)
class _Device:
    name: str
    id: object
    default: bool


def _devices(side: Side) -> list[_Device]:
    """What is plugged in now.  miniaudio's own listing opens every device and hides the default."""
    ffi, lib = miniaudio.ffi, miniaudio.lib
    try:
        context = miniaudio.Devices(_backends())
    except miniaudio.MiniaudioError:
        return []
    infos, count = ffi.new("ma_device_info**"), ffi.new("ma_uint32*")
    wanted = (ffi.NULL, ffi.NULL, infos, count) if side is Side.MICROPHONE else (infos, count, ffi.NULL, ffi.NULL)
    if lib.ma_context_get_devices(context._context, *wanted) != lib.MA_SUCCESS:
        return []
    return [
        _Device(ffi.string(info.name).decode(errors="replace"), ffi.new("ma_device_id*", info.id), bool(info.isDefault))
        for info in (infos[0][i] for i in range(count[0]))
    ]


def _find(side: Side, name: str) -> _Device | None:
    """The named device, or the default one for ``""`` (``None`` where the system does not tell which that is).

    Raises ``Problem`` with ``DEVICE`` when there is no device of that name.
    """
    found = [device for device in _devices(side) if (device.name == name if name else device.default)]
    if name and not found:
        raise _no_device(side, f"“{name}”")
    return found[0] if found else None


def _no_device(side: Side, detail: str) -> Problem:
    what = _NAMES[side]
    return Problem(
        Exit.DEVICE,
        Text(f"无法打开{what.zh}（{detail}）。", f"The {what.en} cannot be opened ({detail})."),
        Text(
            "请插好设备后运行 zongji doctor 查看可用设备；没有设备时可以打字练习。",
            "Plug it in and see the list of devices with `zongji doctor`; without one, calls can be typed.",
        ),
    )


def microphone_level(microphone: str = "", ms: int = 1_000) -> Level:
    """Listen for ``ms`` and say how loud it was.  Raises ``Problem`` with ``DEVICE``."""
    heard: list[Pcm] = []
    enough = Event()

    def listen(pcm: Pcm) -> None:
        heard.append(pcm)
        if len(heard) * BLOCK >= ms * SAMPLE_RATE // 1000:
            enough.set()

    card = MiniaudioCard(microphone, None)
    card.start(listen, lambda n: np.zeros(n, dtype=np.int16), lambda side: enough.set())
    arrived = enough.wait(timeout=(ms + LOST_AFTER_MS) / 1000)
    card.stop()
    if not arrived or not heard:
        raise _no_device(Side.MICROPHONE, "no sound arrives")
    return level(np.concatenate(heard))


# --- noticing that a device is gone ----------------------------------------------------------------------------------


class Liveness:
    """Tells, from the progress of both sides, which of them is gone.  Each is the other's clock.

    The system's own notice is no use: PulseAudio tells "stopped" for a source that only sleeps until it is read, and
    nothing at all for one that was unloaded.

    ``progress`` counts samples of a side; ``stalled`` is for the time in which neither moves.  Both return the sides
    that are found lost now, each once.
    """

    def __init__(self, sides: tuple[Side, ...], lost_after_ms: int = LOST_AFTER_MS) -> None:
        self._lock = Lock()
        self._limit = lost_after_ms * SAMPLE_RATE // 1000
        self._silent_for = dict.fromkeys(sides, -START_MS * SAMPLE_RATE // 1000)
        self._moved = dict.fromkeys(sides, 0)
        self._missing: dict[Side, int] = {}

    def progress(self, side: Side, samples: int) -> tuple[Side, ...]:
        with self._lock:
            if side in self._silent_for:
                self._moved[side] += samples
                if self._moved[side] > GOING:
                    self._silent_for[side] = 0
            return self._waited([other for other in self._silent_for if other is not side], samples)

    def stalled(self, ms: int) -> tuple[Side, ...]:
        with self._lock:
            return self._waited(list(self._silent_for), ms * SAMPLE_RATE // 1000)

    def listed(self, side: Side, there: bool) -> tuple[Side, ...]:
        """Whether the system still lists a side's device; one that is missing twice running is gone."""
        with self._lock:
            self._missing[side] = 0 if there else self._missing.get(side, 0) + 1
            if self._missing[side] < MISSING_TWICE or side not in self._silent_for:
                return ()
            del self._silent_for[side]
            return (side,)

    def _waited(self, sides: list[Side], samples: int) -> tuple[Side, ...]:
        for side in sides:
            self._silent_for[side] += samples
        lost = tuple(side for side in sides if self._silent_for[side] > self._limit)
        for side in lost:
            del self._silent_for[side]
        return lost


# --- the real card ---------------------------------------------------------------------------------------------------


class MiniaudioCard:
    """The system's microphone and speaker at 16 kHz mono; the system converts.

    ``""`` takes the default device, ``None`` does without that side.  ``meter`` shows the microphone's level.
    """

    def __init__(self, microphone: str | None = "", speaker: str | None = "") -> None:
        self.meter = LevelMeter()
        self._names = {Side.MICROPHONE: microphone, Side.SPEAKER: speaker}
        self._devices: dict[Side, miniaudio.AbstractDevice] = {}
        self._chosen: dict[Side, str] = {}
        self._stopping = Event()
        self._watch: Thread | None = None

    def start(self, on_capture: OnCapture, fill_playback: FillPlayback, on_lost: OnLost) -> None:
        """See ``audio.ports.SoundCard``.  Raises ``Problem`` with ``DEVICE`` when a device cannot be opened."""
        self._stopping.clear()
        sides = tuple(side for side, name in self._names.items() if name is not None)
        self._on_lost = on_lost
        self._liveness = Liveness(sides)
        self._moved = Event()
        streams = {Side.MICROPHONE: self._capture(on_capture), Side.SPEAKER: self._playback(fill_playback)}
        try:
            for side in sides:
                self._open(side, streams[side])
        except Problem:
            self.stop()
            raise
        self._watch = Thread(target=self._watch_devices, name="sound devices", daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """Close both devices.  May be called again, and from ``on_lost``'s thread."""
        self._stopping.set()
        for device in self._devices.values():
            device.close()
        self._devices = {}

    def _open(self, side: Side, stream: Generator[Pcm | None, object, None]) -> None:
        next(stream)
        chosen = _find(side, self._names[side] or "")
        common = {
            "nchannels": 1,
            "sample_rate": SAMPLE_RATE,
            "buffersize_msec": PERIOD_MS,
            "callback_periods": PERIODS[side],
            "device_id": chosen.id if chosen else None,
            "backends": _backends(),
            "app_name": "zongji",
        }
        try:
            device: miniaudio.AbstractDevice = (
                miniaudio.CaptureDevice(input_format=miniaudio.SampleFormat.SIGNED16, **common)
                if side is Side.MICROPHONE
                else miniaudio.PlaybackDevice(output_format=miniaudio.SampleFormat.SIGNED16, **common)
            )
            self._devices[side] = device
            self._chosen[side] = chosen.name if chosen else ""
            device.start(stream)
        except miniaudio.MiniaudioError as error:
            raise _no_device(side, str(error.args[0] if error.args else error)) from error

    def _capture(self, on_capture: OnCapture) -> Generator[Pcm | None, object, None]:
        """Gets the system's buffers, whatever their size, and passes them on in blocks."""
        rest = np.zeros(0, dtype=np.int16)
        while True:
            buffer = yield None
            assert isinstance(buffer, bytearray)
            samples = np.frombuffer(buffer, dtype=np.int16)
            self._progress(Side.MICROPHONE, samples.size)
            self.meter.accept(samples)
            rest = np.concatenate((rest, samples))
            while rest.size >= BLOCK:
                on_capture(rest[:BLOCK].copy())
                rest = rest[BLOCK:]

    def _playback(self, fill_playback: FillPlayback) -> Generator[Pcm | None, object, None]:
        samples: Pcm | None = None
        while True:
            n = yield samples
            assert isinstance(n, int)
            self._progress(Side.SPEAKER, n)
            samples = fill_playback(n)

    def _progress(self, side: Side, samples: int) -> None:
        self._moved.set()
        self._report(self._liveness.progress(side, samples))

    def _watch_devices(self) -> None:
        """Notices what the streams do not tell: that neither moves any more, as when the audio server dies, and that a
        device is gone whose stream the system has moved to another one."""
        ticks = 0
        while not self._stopping.wait(WATCH_MS / 1000):
            ticks += 1
            if self._moved.is_set():
                self._moved.clear()
            else:
                self._report(self._liveness.stalled(WATCH_MS))
            if ticks % LISTED_EVERY == 0:
                self._look_for_devices()

    def _look_for_devices(self) -> None:
        for side, name in self._chosen.items():
            if name:
                self._report(self._liveness.listed(side, name in device_names(side)))

    def _report(self, lost: tuple[Side, ...]) -> None:
        for side in lost:
            if not self._stopping.is_set():
                self._on_lost(side.value)


# --- the virtual card ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Callbacks:
    on_capture: OnCapture
    fill_playback: FillPlayback
    on_lost: OnLost


class VirtualSoundCard:
    """A card without hardware or clock: its driver gives what the microphone hears and gets what is played."""

    def __init__(self) -> None:
        self.meter = LevelMeter()
        self._callbacks: _Callbacks | None = None
        self._lost: set[Side] = set()

    def start(self, on_capture: OnCapture, fill_playback: FillPlayback, on_lost: OnLost) -> None:
        self._callbacks = _Callbacks(on_capture, fill_playback, on_lost)

    def stop(self) -> None:
        self._callbacks = None

    def advance(self, captured: Pcm) -> Pcm:
        """One step of the card's time: the microphone hears ``captured``, the speaker plays as much.

        Any length; the microphone's sound is passed on before the speaker's is asked for, block by block.
        """
        played = np.zeros(captured.size, dtype=np.int16)
        for start in range(0, captured.size, BLOCK):
            block = captured[start : start + BLOCK]
            played[start : start + block.size] = self._step(block)
        return played

    def lose(self, side: Side) -> None:
        """The device disappears."""
        if side not in self._lost and self._callbacks is not None:
            self._lost.add(side)
            self._callbacks.on_lost(side.value)

    def _step(self, block: Pcm) -> Pcm:
        if self._callbacks is not None and Side.MICROPHONE not in self._lost:
            self.meter.accept(block)
            self._callbacks.on_capture(block)
        if self._callbacks is not None and Side.SPEAKER not in self._lost:
            return self._callbacks.fill_playback(block.size)
        return np.zeros(block.size, dtype=np.int16)
