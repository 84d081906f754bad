"""What holds for every test: no connection leaves the machine, nobody's folders are touched, CI skips nothing."""

from __future__ import annotations

import ipaddress
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("zongji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zongji")  # machines are noisy: no test fails for being slow


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a test that would be skipped fails (CI has everything)")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where live tests alone are asked for, each worker reads their files alone, not all of the others."""
    if config.getoption("markexpr") != "live" or not collection_path.match("test_*.py"):
        return None
    return "pytest.mark.live" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is begun first, so that in the end nobody waits for it alone.

    Live tests are given out two at a time to begin with: a long one and a short one, so that no long one waits behind
    another.
    """
    live = [item for item in items if item.get_closest_marker("live")]
    others = [item for item in items if not item.get_closest_marker("live")]
    others.sort(key=lambda item: item.get_closest_marker("long") is None)
    long = [item for item in live if item.get_closest_marker("long")]
    short = [item for item in live if not item.get_closest_marker("long")]
    in_turn = [item for pair in zip_longest(long, short) for item in pair if item is not None]
    items[:] = [*others, *in_turn]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    return _without_skips((yield), item.config)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    return _without_skips((yield), collector.config)


def _without_skips(report: Any, config: pytest.Config) -> Any:
    """The report; with --no-skips a skip, of a test or of a module, has become a failure that gives its reason."""
    if report.skipped and not hasattr(report, "wasxfail") and config.getoption("--no-skips"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: {reason}"
    return report


@pytest.fixture(scope="session")
def without_network() -> list[str]:
    """What to put before a command to run it where there is no network at all, not even loopback."""
    for prefix in (["unshare", "-rn"], ["unshare", "-n"]):  # an ordinary user, root in a container
        if shutil.which(prefix[0]) and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    pytest.skip("needs unshare and the right to use it (Linux namespaces) to remove networking")


class ConnectionLeft(AssertionError):
    """A test tried to connect to somewhere outside of this machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only loopback and local sockets connect, and only loopback names are looked up."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _require_local(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _require_local(self.family, address)
        return connect_ex(self, address)

    def guarded_lookup(host: Any, *arguments: Any, **settings: Any) -> Any:
        _require_loopback(host)
        return getaddrinfo(host, *arguments, **settings)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's folders are fresh for every test, but for the installed models, which are only read."""
    from simulator.runtime import folders

    models = folders.models()
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ZONGJI_HOME", str(home))
    monkeypatch.setenv("ZONGJI_MODELS", str(models))
    monkeypatch.delenv("ZONGJI_LANG", raising=False)
    return home


def _require_local(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6):
        _require_loopback(address[0])


def _require_loopback(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        if ipaddress.ip_address(name).is_loopback:
            return
    except ValueError:
        pass
    raise ConnectionLeft(f"a test wanted to reach {name}")


FOUR = ("gm-accepts", "complaint", "busy", "fault")


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped library with four of its calls, all drafts: less to compile."""
    from simulator.runtime import folders

    library = tmp_path_factory.mktemp("library") / "scenarios"
    shutil.copytree(folders.library(), library)
    for path in (library / "calls").rglob("*.yaml"):
        if path.parent.name != "switchboard" or path.name.split(".")[0] not in FOUR:
            path.unlink()
    for path in (library / "courses").glob("*.yaml"):
        if path.stem != "switchboard-basics":
            path.unlink()
    for path in (*library.glob("calls/*/*.yaml"), *library.glob("rulebooks/*/*.yaml"), *library.glob("courses/*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^status: \w+", "status: draft", text), encoding="utf-8")
    return library


COURSE = """\
zongji: course/1
id: basics
title: 总机话务基础
status: released
summary: 接听、请示、转接，投诉和故障。
stages:
  all: {title: 全部, calls: [gm-accepts, complaint, busy, fault]}
exam:
  pool: [gm-accepts, busy]
  draw: 1
  attempts: 2
  engine: {ears: whisper-base, matcher: "1", tables: "%s"}
""" % ("0" * 64)


@pytest.fixture(scope="session")
def released_library(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, released, with a course that examines by two of the calls, twice."""
    library = tmp_path_factory.mktemp("released") / "scenarios"
    shutil.copytree(small_library, library)
    for path in (*library.glob("calls/*/*.yaml"), *library.glob("rulebooks/*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^status: \w+", "status: released", text), encoding="utf-8")
    for path in (library / "courses").glob("*.yaml"):
        path.unlink()
    (library / "courses" / "basics.yaml").write_text(COURSE, encoding="utf-8")
    return library


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


@pytest.fixture
def headset(audio_server: AudioServer) -> dict[str, str]:
    """The environment of a client whose earphone does not leak into its microphone."""
    for command in (
        ("load-module", "module-null-sink", "sink_name=mouth", "rate=16000", "channels=1"),
        ("load-module", "module-remap-source", "source_name=headset", "master=mouth.monitor"),
        ("set-default-source", "headset"),
    ):
        subprocess.run(["pactl", *command], env=audio_server.environment, check=True, capture_output=True)
    return audio_server.environment
