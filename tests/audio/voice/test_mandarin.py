"""Which system voices are Mandarin, on lists as the systems really give them."""

from __future__ import annotations

import pytest

from audio.voice.mandarin import ESPEAK_MANDARIN, SystemVoice, gender, mandarin_voices, suited
from simulator.model.script import Voice

SAPI = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Speech\\Voices\\Tokens\\"
WINDOWS = [
    SystemVoice(SAPI + "TTS_MS_EN-US_ZIRA_11.0", "Microsoft Zira Desktop - English (United States)", "", ""),
    SystemVoice(
        SAPI + "TTS_MS_ZH-HK_TRACY_11.0", "Microsoft Tracy Desktop - Chinese(Traditional, HongKong SAR)", "", ""
    ),
    SystemVoice(SAPI + "TTS_MS_ZH-TW_HANHAN_11.0", "Microsoft Hanhan Desktop - Chinese (Taiwan)", "", ""),
    SystemVoice(SAPI + "TTS_MS_ZH-CN_HUIHUI_11.0", "Microsoft Huihui Desktop - Chinese (Simplified)", "", ""),
    SystemVoice(SAPI + "TTS_MS_ZH-CN_KANGKANG_11.0", "Microsoft Kangkang - Chinese (Simplified, PRC)", "", ""),
]
MAC = [
    SystemVoice("com.apple.voice.compact.en-US.Samantha", "Samantha", "en_US", "VoiceGenderFemale"),
    SystemVoice("com.apple.voice.compact.zh-HK.Sinji", "Sin-ji", "zh_HK", "VoiceGenderFemale"),
    SystemVoice("com.apple.voice.compact.zh-CN.Tingting", "Tingting", "zh_CN", "VoiceGenderFemale"),
    SystemVoice("com.apple.voice.compact.zh-TW.Meijia", "Meijia", "zh_TW", "VoiceGenderFemale"),
]
ESPEAK = [
    SystemVoice("gmw/en", "English (Great Britain)", "en", "Male"),
    SystemVoice("sit/cmn", "Chinese (Mandarin, latin as English)", "cmn", "Male"),
    SystemVoice("sit/cmn-latn-pinyin", "Chinese (Mandarin, latin as Pinyin)", "cmn-latn-pinyin", "Male"),
    SystemVoice("sit/hak", "Hakka Chinese", "hak", "Male"),
    SystemVoice("sit/yue", "Chinese (Cantonese)", "yue", "Male"),
]


def names(voices):
    return [voice.id.rsplit("\\", 1)[-1] for voice in mandarin_voices(voices)]


def test_windows():
    assert names(WINDOWS) == ["TTS_MS_ZH-CN_HUIHUI_11.0", "TTS_MS_ZH-CN_KANGKANG_11.0", "TTS_MS_ZH-TW_HANHAN_11.0"]


def test_macos():
    assert names(MAC) == ["com.apple.voice.compact.zh-CN.Tingting", "com.apple.voice.compact.zh-TW.Meijia"]


def test_espeak_reads_latin_letters_as_pinyin():
    assert names(ESPEAK) == [ESPEAK_MANDARIN]


@pytest.mark.parametrize("voices", [[], WINDOWS[:2], MAC[:2], [ESPEAK[0], ESPEAK[3], ESPEAK[4]]])
def test_no_mandarin(voices):
    assert mandarin_voices(voices) == ()


@pytest.mark.parametrize(
    ("voices", "wanted", "ending"),
    [
        (WINDOWS, Voice(gender="female"), "HUIHUI_11.0"),
        (WINDOWS, Voice(gender="male"), "KANGKANG_11.0"),
        (MAC, Voice(gender="male"), "Tingting"),
        (MAC, Voice(name="Meijia"), "Meijia"),
        (MAC, Voice(name="zf_xiaoxiao"), "Tingting"),
        (ESPEAK, Voice(gender="male"), "cmn-latn-pinyin+m7"),
        (ESPEAK, Voice(gender="female"), "cmn-latn-pinyin+f3"),
    ],
)
def test_the_voice_for_an_actor(voices, wanted, ending):
    assert suited(mandarin_voices(voices), wanted).endswith(ending)


def test_gender_is_no_substring():
    assert gender(SystemVoice("x", "x", "", "Female")) == "female"
    assert gender(SystemVoice("x", "x", "", "VoiceGenderMale")) == "male"
    assert gender(SystemVoice("x", "x", "", "")) == ""
