"""Speech to test with, ways of measuring sound, and a private audio server with a virtual cable."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from audio.wav import read_sound

SPEECH = Path(__file__).parents[1] / "data" / "speech"


@pytest.fixture(scope="session")
def human_clips() -> tuple[Pcm, ...]:
    """Sixteen people, one sentence each."""
    clips = tuple(read_sound(path) for path in sorted(SPEECH.glob("*.flac")))
    assert len(clips) == 16
    return clips


@pytest.fixture(scope="session")
def sine() -> Callable[..., Pcm]:
    """A tone: frequency in Hz, length in ms, peak in sample values."""

    def _sine(frequency: float, ms: int, peak: float = 8_000) -> Pcm:
        n = np.arange(ms * SAMPLE_RATE // 1000)
        return np.round(peak * np.sin(2 * np.pi * frequency / SAMPLE_RATE * n)).astype(np.int16)

    return _sine


@pytest.fixture(scope="session")
def spectrum() -> Callable[[Pcm], tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Frequencies in Hz and the power at each."""

    def _spectrum(pcm: Pcm) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        windowed = pcm.astype(np.float64) * np.hanning(pcm.size)
        return np.fft.rfftfreq(pcm.size, 1 / SAMPLE_RATE), np.abs(np.fft.rfft(windowed)) ** 2

    return _spectrum


@pytest.fixture(scope="session")
def loudest_frequency(
    spectrum: Callable[..., tuple[NDArray[np.float64], NDArray[np.float64]]],
) -> Callable[[Pcm], float]:
    def _loudest(pcm: Pcm) -> float:
        frequencies, power = spectrum(pcm)
        return float(frequencies[np.argmax(power)])

    return _loudest


# --- the audio server ------------------------------------------------------------------------------------------------

CABLE = """\
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=cable rate=16000 channels=1 sink_properties=device.description=Cable
load-module module-remap-source source_name=mic master=cable.monitor source_properties=device.description=Mic
set-default-sink cable
set-default-source mic
"""


@dataclass(frozen=True)
class AudioServer:
    """A PulseAudio of our own: what is played into the sink ``Cable`` is heard by the source ``Mic``."""

    environment: dict[str, str]
    pid_file: Path

    def unplug_microphone(self) -> None:
        subprocess.run(["pactl", "unload-module", "module-remap-source"], env=self.environment, check=True)

    def kill(self) -> None:
        if self.pid_file.exists():
            os.kill(int(self.pid_file.read_text(encoding="ascii")), signal.SIGKILL)
            self.pid_file.unlink()


@pytest.fixture
def audio_server(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[AudioServer]:
    """Started for one test, with runtime, state and home folders of its own; this process is its client."""
    for program in ("pulseaudio", "pactl"):
        if shutil.which(program) is None:
            pytest.skip(f"the program {program} is missing (Debian packages pulseaudio and pulseaudio-utils)")
    folder = tmp_path_factory.mktemp("pulse")
    runtime, state = folder / "runtime", folder / "state"
    runtime.mkdir(mode=0o700)
    state.mkdir()
    socket = folder / "socket"
    script = folder / "cable.pa"
    script.write_text(CABLE.format(socket=socket), encoding="ascii")
    private = {"HOME": str(folder), "PULSE_RUNTIME_PATH": str(runtime), "PULSE_STATE_PATH": str(state)}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "DBUS_", "XDG_"))}
    started = subprocess.run(
        ["pulseaudio", "--daemonize=yes", "-n", "--exit-idle-time=-1", "--disable-shm=yes", "-F", str(script)],
        env=clean | private,
        capture_output=True,
        text=True,
    )
    assert started.returncode == 0, started.stderr
    for name, value in private.items() | {("PULSE_SERVER", f"unix:{socket}")}:
        monkeypatch.setenv(name, value)
    server = AudioServer(dict(os.environ), runtime / "pid")
    yield server
    server.kill()
