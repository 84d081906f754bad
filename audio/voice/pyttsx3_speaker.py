"""The system's voices by pyttsx3 (SAPI5, NSSpeech, espeak-ng), each utterance in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audio.ports import Pcm
from audio.voice.mandarin import SystemVoice, mandarin_voices, suited
from audio.voice.plausible import implausible
from audio.wav import read_sound
from simulator.model.problem import Exit, Problem
from simulator.model.script import Voice as VoiceSpec
from simulator.model.text import Text

CHILD = Path(__file__).with_name("pyttsx3_child.py")
TIMEOUT_S = 30.0
TRIES = 3

DRIVERS = {"win32": ("sapi5", "espeak"), "darwin": ("nsss", "espeak")}
"""What each system is asked for, in order; elsewhere espeak alone."""

CHARACTERS_PER_WORD = {"espeak": 1.25, "sapi5": 1.25, "nsss": 1.25}
"""pyttsx3 counts words a minute: Mandarin characters a minute for each of them (espeak measured, the others near)."""


class Pyttsx3Speaker:
    """Raises ``Problem`` with ``MISSING`` when pyttsx3 or a Mandarin voice is not there."""

    def __init__(self) -> None:
        self._driver, version, self._voices = _find_voices()
        names = [suited(self._voices, VoiceSpec(gender=gender)).rsplit("/", 1)[-1] for gender in ("female", "male")]
        self.identity = f"pyttsx3:{version}:{','.join(dict.fromkeys(names))}"

    @property
    def voices(self) -> tuple[SystemVoice, ...]:
        """The Mandarin voices that were found."""
        return self._voices

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        """See ``audio.ports.Speaker``.  Tries again when the engine crashes, hangs or writes nothing."""
        chosen = suited(self._voices, voice)
        failures: list[str] = []
        with tempfile.TemporaryDirectory(prefix="zongji-voice-", ignore_cleanup_errors=True) as folder:
            for number in range(TRIES):
                path = Path(folder) / f"{number}.{'aiff' if self._driver == 'nsss' else 'wav'}"
                try:
                    return self._render(text, chosen, voice.rate, path)
                except (_ChildFailed, Problem) as error:
                    failures.append(str(error))
        raise _cannot_speak(text, failures[-1])

    def _render(self, text: str, chosen: str, rate: int, path: Path) -> Pcm:
        words = round(rate / CHARACTERS_PER_WORD[self._driver])
        reply = _ask({"driver": self._driver, "voice": chosen, "rate": words, "text": text, "path": str(path)})
        if reply["voice"].lower() != chosen.lower():  # a voice that cannot be set leaves the English default
            raise _ChildFailed(f"the engine spoke with {reply['voice']} in place of {chosen}")
        if reply["failures"]:
            raise _ChildFailed("; ".join(reply["failures"]))
        pcm = read_sound(path)
        if wrong := implausible(pcm, text):
            raise _ChildFailed(wrong)
        return pcm


class _ChildFailed(Exception):
    """The process crashed, hung, or did not do as asked."""


def _find_voices() -> tuple[str, str, tuple[SystemVoice, ...]]:
    """The first driver that has Mandarin voices, its version, and those."""
    failures: list[str] = []
    for driver in DRIVERS.get(sys.platform, ("espeak",)):
        try:
            reply = _ask({"driver": driver})
        except _ChildFailed as error:
            failures.append(f"{driver}: {error}")
            continue
        voices = mandarin_voices([SystemVoice(**voice) for voice in reply["voices"]])
        if voices:
            return driver, str(reply["version"]), voices
        failures.append(f"{driver}: {len(reply['voices'])} voices, none of them Mandarin")
    raise _no_voice("; ".join(failures))


def _ask(request: Mapping[str, object]) -> dict[str, Any]:
    """The answer of a fresh process.  Raises ``_ChildFailed``."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", str(CHILD)],
            input=json.dumps(request).encode("ascii"),
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        reply: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines()
        raise _ChildFailed(lines[-1] if lines else f"exit code {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise _ChildFailed(f"no answer within {TIMEOUT_S:.0f} s") from error
    except (OSError, ValueError, IndexError) as error:
        raise _ChildFailed(str(error) or "an empty answer") from error
    return reply


def _no_voice(detail: str) -> Problem:
    return Problem(
        Exit.MISSING,
        Text(f"没有找到普通话语音（{detail}）。", f"No Mandarin voice was found ({detail})."),
        Text(
            "Linux：pip install espeakng-loader；Windows：设置 > 时间和语言 > 语音，添加中文（简体）；"
            "macOS：系统设置 > 辅助功能 > 朗读内容，添加婷婷。也可以安装 kokoro 语音。",
            "Linux: pip install espeakng-loader. Windows: Settings > Time & language > Speech, add Chinese "
            "(Simplified). macOS: System Settings > Accessibility > Spoken Content, add Tingting. "
            "Or install the kokoro voices.",
        ),
    )


def _cannot_speak(text: str, detail: str) -> Problem:
    return Problem(
        Exit.MISSING,
        Text(f"语音合成失败：“{text}”（{detail}）。", f"The voice could not speak “{text}” ({detail})."),
        Text("请运行 zongji doctor 检查语音。", "Check the voice with `zongji doctor`."),
    )
