"""Examines the machine: what works, what is missing, why, and how to put it right."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from threading import Event

import numpy as np

from audio.ears.choice import AUTO, Engine, choose
from audio.levels import level
from audio.models import State, catalogue, inspect
from audio.ports import SAMPLE_RATE, Pcm
from audio.soundcard import MiniaudioCard, Side, device_names, microphone_level
from audio.voice.choice import open_speaker
from simulator.model.problem import Exit, Problem
from simulator.model.script import Voice as VoiceSpec
from simulator.model.text import Text, same
from simulator.runtime import folders
from simulator.runtime.fonts import chinese_font

LISTENING_MS = 1_500
OPENING_S = 3.0
DIGITAL_SILENCE_DB = -80.0
"""A microphone that is on has more noise than this; less means muted or switched off."""
QUIET_DB = -50.0
"""Speech that peaks below this is too quiet for a recogniser."""
CLIPPING_DB = -0.5
SENTENCE = "您好请稍等正在为您转接"
MANDARIN_MS = (120, 500)
"""What a character of ``SENTENCE`` takes, generously; the English names of characters take over 1000 ms each."""
LEAST_FREE_BYTES = 500_000_000


class Status(StrEnum):
    """How a part is.  ``missing`` keeps the program from doing something; ``warning`` makes it worse."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the machine.  ``part`` names it for programs; ``exit`` is the exit code when it is missing."""

    part: str
    title: Text
    status: Status
    why: Text
    fix: Text | None = None
    exit: Exit = Exit.OK


def examine() -> Iterator[Finding]:
    """Look at one part after the other; each comes as soon as it is known."""
    yield _system()
    yield from _recogniser_and_models()
    yield from _guarded(_voice, "voice", VOICE)
    yield from _guarded(_microphone, "microphone", MICROPHONE)
    yield from _guarded(_speaker, "speaker", SPEAKER)
    yield _font()
    yield from _input_method()
    yield _storage()


def examine_for_voice() -> Iterator[Finding]:
    """What a call by voice needs, without listening: recogniser, Mandarin voice, microphone, speaker."""
    yield _recogniser()
    yield from _guarded(_some_voice, "voice", VOICE)
    names = device_names(Side.MICROPHONE)
    there = Finding("microphone", MICROPHONE, Status.OK, _listed(names))
    yield there if names else _no_device("microphone", MICROPHONE)
    yield from _guarded(_speaker, "speaker", SPEAKER)


SYSTEM = Text("系统", "system")
RECOGNISER = Text("语音识别", "recogniser")
VOICE = Text("普通话语音", "Mandarin voice")
MICROPHONE = Text("麦克风", "microphone")
SPEAKER = Text("扬声器或耳机", "speaker or headset")
FONT = Text("中文字体", "Chinese font")
INPUT_METHOD = Text("输入法", "input method")
STORAGE = Text("存储", "storage")


def _guarded(part: Callable[[], Finding], name: str, title: Text) -> Iterator[Finding]:
    """A part that reports a problem of its own."""
    try:
        yield part()
    except Problem as problem:
        yield Finding(name, title, Status.MISSING, problem.message, problem.hint, problem.exit)


def _system() -> Finding:
    what = f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}"
    return Finding("system", SYSTEM, Status.OK, same(what))


def _recogniser() -> Finding:
    choice = choose(AUTO, folders.models())
    status = Status.OK if choice.engine is not Engine.NONE else Status.MISSING
    fix = (
        None
        if status is Status.OK
        else Text("运行 zongji models install whisper-base", "Run zongji models install whisper-base")
    )
    return Finding("recogniser", RECOGNISER, status, choice.why, fix, Exit.MISSING)


def _recogniser_and_models() -> Iterator[Finding]:
    yield _recogniser()
    for name in catalogue().models:
        found = inspect(folders.models(), name)
        title = Text(f"模型 {name}", f"model {name}")
        install = Text(f"运行 zongji models install {name}", f"Run zongji models install {name}")
        if found.state is State.INTACT:
            files = Text("每个文件都已核对", "every file checked")
            yield Finding(f"model:{name}", title, Status.OK, files)
        elif found.state is State.CORRUPT:
            damaged = Text(f"已损坏：{'、'.join(found.faults)}", f"corrupt: {', '.join(found.faults)}")
            yield Finding(f"model:{name}", title, Status.MISSING, damaged, install, Exit.MISSING)
        else:
            yield Finding(f"model:{name}", title, Status.OK, Text("未安装（可选）", "not installed (optional)"))


def _some_voice() -> Finding:
    """That there is one, without having it speak, which takes seconds."""
    return Finding("voice", VOICE, Status.OK, same(open_speaker("auto", folders.models() / "kokoro").identity))


def _voice() -> Finding:
    """Speaks a sentence to know: a voice that is not Mandarin names each character in English and takes far longer."""
    speaker = open_speaker("auto", folders.models() / "kokoro")
    spoken = speaker.speak(SENTENCE, VoiceSpec())
    each = len(spoken) * 1_000 // SAMPLE_RATE // len(SENTENCE)
    if not MANDARIN_MS[0] <= each <= MANDARIN_MS[1] or level(spoken).peak < QUIET_DB:
        return Finding(
            "voice",
            VOICE,
            Status.MISSING,
            Text(f"{speaker.identity} 说的不是普通话", f"{speaker.identity} does not speak Mandarin"),
            Text(
                "在系统设置中安装中文（普通话）语音。", "Install a Chinese (Mandarin) voice in the system's settings."
            ),
            Exit.MISSING,
        )
    return Finding("voice", VOICE, Status.OK, same(speaker.identity))


def _microphone() -> Finding:
    names = device_names(Side.MICROPHONE)
    if not names:
        return _no_device("microphone", MICROPHONE)
    heard_level = microphone_level(ms=LISTENING_MS)
    heard = f"{_listed(names).en}, {heard_level.peak:.0f} dB"
    if heard_level.peak <= DIGITAL_SILENCE_DB:
        return Finding(
            "microphone",
            MICROPHONE,
            Status.WARNING,
            Text(f"{heard}：没有任何声音", f"{heard}: nothing at all"),
            Text(
                "检查静音开关、系统的录音权限和输入设备。",
                "Check the mute switch, recording permission and input device.",
            ),
        )
    if heard_level.peak >= CLIPPING_DB:
        return Finding(
            "microphone",
            MICROPHONE,
            Status.WARNING,
            Text(f"{heard}：过载", f"{heard}: overloaded"),
            Text("把录音音量调低。", "Turn the recording level down."),
        )
    if heard_level.peak < QUIET_DB:
        return Finding(
            "microphone",
            MICROPHONE,
            Status.OK,
            Text(f"{heard}：很安静", f"{heard}: quiet"),
            Text(
                "如果刚才在说话，请把录音音量调高。", "If somebody was speaking just now, turn the recording level up."
            ),
        )
    return Finding("microphone", MICROPHONE, Status.OK, same(heard))


def _speaker() -> Finding:
    """Plays a little silence to know: a list of devices also names what cannot be opened."""
    names = device_names(Side.SPEAKER)
    if not names:
        return _no_device("speaker", SPEAKER)
    played = Event()

    def silence(samples: int) -> Pcm:
        played.set()
        return np.zeros(samples, dtype=np.int16)

    card = MiniaudioCard(microphone=None)
    card.start(lambda pcm: None, silence, lambda side: None)
    moving = played.wait(OPENING_S)
    card.stop()
    return Finding("speaker", SPEAKER, Status.OK, _listed(names)) if moving else _no_device("speaker", SPEAKER)


def _listed(names: tuple[str, ...]) -> Text:
    return same(", ".join(names[:3]) + (" …" if len(names) > 3 else ""))


def _no_device(part: str, title: Text) -> Finding:
    return Finding(
        part,
        title,
        Status.MISSING,
        Text("没有找到设备", "no device found"),
        Text(
            "插上耳麦再运行一次；没有设备时可以打字练习，但成绩不能用于认证。",
            "Plug in a headset and try again; without one calls can be typed, but such a record cannot certify.",
        ),
        Exit.DEVICE,
    )


def _font() -> Finding:
    font = chinese_font(_library_characters())
    if font:
        return Finding("font", FONT, Status.OK, same(f"{font.path.name} ({font.source})"))
    return Finding(
        "font",
        FONT,
        Status.MISSING,
        Text("没有一个字体包含所有要显示的汉字", "no font has all the characters that are shown"),
        Text(
            "安装 Noto Sans CJK SC，或运行 pip install pylopdf-fonts-zh-cn。",
            "Install Noto Sans CJK SC, or run pip install pylopdf-fonts-zh-cn.",
        ),
        Exit.MISSING,
    )


def _library_characters() -> str:
    """Every character of the shipped scenarios: what a font must be able to show."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(folders.library().rglob("*.yaml")))
    return "".join(sorted(set("".join(texts))))


def _input_method() -> Iterator[Finding]:
    """On Linux the window's library speaks fcitx only."""
    wanted = (
        os.environ.get("XMODIFIERS", "") + os.environ.get("SDL_IM_MODULE", "") + os.environ.get("GTK_IM_MODULE", "")
    )
    if sys.platform == "linux" and "ibus" in wanted:
        yield Finding(
            "input_method",
            INPUT_METHOD,
            Status.WARNING,
            Text(
                "正在使用 ibus，窗口中无法用它输入汉字", "ibus is in use, and the window cannot be typed into with it"
            ),
            Text(
                "改用 fcitx5；或安装 pysdl2-dll 并把 SDL_DYNAMIC_API 指向它。",
                "Use fcitx5, or install pysdl2-dll and point SDL_DYNAMIC_API at it.",
            ),
        )


def _storage() -> Finding:
    home = folders.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(home).free
    except OSError as error:
        why = Text(f"{home} 无法写入：{error.strerror}", f"{home} cannot be written to: {error.strerror}")
        fix = Text(
            "检查权限，或用 ZONGJI_HOME 指定别的文件夹。",
            "Check its permissions, or name another folder in ZONGJI_HOME.",
        )
        return Finding("storage", STORAGE, Status.MISSING, why, fix, Exit.STORAGE)
    why = Text(f"{home}，剩余 {free / 1e9:.1f} GB", f"{home}, {free / 1e9:.1f} GB free")
    if free < LEAST_FREE_BYTES:
        return Finding("storage", STORAGE, Status.WARNING, why, Text("清理磁盘。", "Make room on the disk."))
    return Finding("storage", STORAGE, Status.OK, why)
