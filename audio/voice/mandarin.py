"""Which of a system's voices speak Mandarin, and which of those suits an actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.script import Voice as VoiceSpec

ESPEAK_MANDARIN = "sit/cmn-latn-pinyin"
"""espeak-ng's Mandarin that reads Latin letters as pinyin, not as English."""

ESPEAK_TIMBRES = {"female": "+f3", "male": "+m7"}
"""Of its variants those that Whisper base understood best: 8 to 18 of 42 syllables wrong; the plain voice makes it run
away."""


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """A voice as the system lists it: identifier, name, language tags, ``Male`` / ``Female`` or similar."""

    id: str
    name: str
    languages: str
    gender: str


_OTHER_CHINESE = re.compile(r"yue|cantonese|hak|hakka|nan\b|min nan|zh[-_]hk|hong ?kong|[_-]c04\b", re.IGNORECASE)
_MANDARIN = re.compile(
    r"\bcmn|mandarin|putonghua|普通话|zh[-_](hans[-_])?(cn|sg)|simplified|\b804\b|_zh-cn_", re.IGNORECASE
)
_TAIWAN = re.compile(r"zh[-_](hant[-_])?tw|taiwan|\b404\b", re.IGNORECASE)
_FEMALE_NAMES = re.compile(r"huihui|yaoyao|xiaoxiao|ting-?ting|meijia|mei-jia|lili|yating|hanhan", re.IGNORECASE)
_MALE_NAMES = re.compile(r"kangkang|yunxi|yunyang|yunjian|zhiwei|li-?mu|bobo", re.IGNORECASE)


def mandarin_voices(voices: Sequence[SystemVoice]) -> tuple[SystemVoice, ...]:
    """Those that speak Mandarin, the mainland's accent first."""
    if any(voice.id == ESPEAK_MANDARIN for voice in voices):
        return tuple(voice for voice in voices if voice.id == ESPEAK_MANDARIN)
    accents: dict[bool, list[SystemVoice]] = {True: [], False: []}
    for voice in voices:
        described = f"{voice.id} {voice.name} {voice.languages}"
        if _OTHER_CHINESE.search(described):
            continue
        if _MANDARIN.search(described) or _TAIWAN.search(described):
            accents[bool(_MANDARIN.search(described))].append(voice)
    return (*accents[True], *accents[False])


def suited(voices: Sequence[SystemVoice], wanted: VoiceSpec) -> str:
    """The identifier of the voice for an actor: the one named, else the first of the actor's gender, else the first."""
    if wanted.name:
        for voice in voices:
            if wanted.name.lower() in (voice.id.lower(), voice.name.lower()):
                return voice.id
    if voices[0].id == ESPEAK_MANDARIN:  # one voice, and a timbre for each gender
        return ESPEAK_MANDARIN + ESPEAK_TIMBRES.get(wanted.gender, "")
    return next((voice.id for voice in voices if gender(voice) == wanted.gender), voices[0].id)


def gender(voice: SystemVoice) -> str:
    """``female``, ``male`` or empty."""
    for word in ("female", "male"):
        if voice.gender.lower().removeprefix("voicegender") == word:
            return word
    if _FEMALE_NAMES.search(voice.name):
        return "female"
    return "male" if _MALE_NAMES.search(voice.name) else ""
