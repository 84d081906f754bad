"""Whisper's decode itself: one utterance in, one transcript out.  Runs inside the worker process.

The recipe, measured on human Mandarin speech: a window fitted to the utterance (``windows``), Mandarin, temperature
0, beam 5, no timestamps, blank suppressed, and no prompt, ever: a prompted Whisper hears the prompt in a ring
tone.  The model is run by CTranslate2, the engine of faster-whisper; the rest of faster-whisper is not imported, which
saves 20 MB and a download client.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import ctranslate2  # type: ignore[import-untyped]
import numpy as np
from tokenizers import Tokenizer

from audio.ears.mel import log_mel
from audio.ears.numbers import Hypothesis, by_number, has_long_number
from audio.ears.pieces import Heard, joined
from audio.ears.windows import WINDOWS, cut, frames_for
from audio.ports import SAMPLE_RATE, Pcm
from simulator.model.speech import Transcript, Word

PROMPT: Final = ("<|startoftranscript|>", "<|zh|>", "<|transcribe|>", "<|notimestamps|>")
BEAM: Final = 5
ALTERNATIVES: Final = 2
"""Further hypotheses handed on, besides the text itself."""

TOKENS_AT_LEAST: Final = 16
TOKENS_A_SECOND: Final = 16
"""No one speaks more than eight characters a second, of two tokens each; a decode that uses all its tokens has run
away."""

LONGEST_DECODE: Final = 448
"""The model's own limit, prompt included."""

NO_SPEECH_WEIGHT: Final = 2.0
BELIEVABLE: Final = -2.0
"""Something was said where the average log probability, less twice the probability of no speech, exceeds this.

Measured: speech down to 5 dB of noise and to single syllables is at -1.8 and above; tones, noise and music are at
-2.1 and below.
"""

FRAME_MS: Final = 20
"""What one step of the encoder's output stands for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was decoded from at most 30 s: hypotheses best first, the logarithms of the mean token probabilities, and
    the words."""

    texts: tuple[str, ...]
    log_probability: float
    no_speech: float
    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """The geometric mean of the tokens' probabilities times the probability that there was speech."""
        return math.exp(self.log_probability) * (1.0 - self.no_speech)

    @property
    def credible(self) -> bool:
        """Whether anything was said."""
        return self.log_probability - NO_SPEECH_WEIGHT * self.no_speech > BELIEVABLE

    def transcript(self) -> Transcript:
        return Transcript(self.texts[0], self.confidence, self.words, _distinct(self.texts))


class Decoder:
    """A loaded model.  Raises ``RuntimeError`` or ``ValueError`` from its libraries when the files are damaged."""

    def __init__(self, folder: Path) -> None:
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=1, inter_threads=1
        )
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._prompt = [self._tokens.token_to_id(name) for name in PROMPT]
        self._figures = _with_figures(self._tokens)

    def decode(self, pcm: Pcm, words: bool = False) -> Transcript:
        """Decode an utterance of any length; ``words`` asks for the words' times as well, which costs about a tenth
        more."""
        heard = []
        at = 0
        for part in cut(pcm):
            piece = self._decode_piece(part, words)
            if piece is not None and piece.credible:
                heard.append(Heard(at, part.size, piece.transcript()))
            at += part.size
        return joined(heard, engine="")

    def _decode_piece(self, pcm: Pcm, words: bool) -> Piece | None:
        """Decode in the fitting window and, where that runs away, in the model's own; None where that runs away too."""
        for frames in sorted({frames_for(pcm.size), WINDOWS[-1][1]}):
            encoded = self._model.encode(ctranslate2.StorageView.from_array(log_mel(pcm, frames)[np.newaxis]))
            limit = min(LONGEST_DECODE, len(self._prompt) + TOKENS_AT_LEAST + TOKENS_A_SECOND * pcm.size // SAMPLE_RATE)
            free, no_speech = self._hypotheses(encoded, limit, ())
            if free and has_long_number(free[0].text):
                free = by_number(free, self._hypotheses(encoded, limit, self._figures)[0])
            if free:
                best = free[0]
                return Piece(
                    tuple(one.text for one in free),
                    best.log_probability / (len(best.tokens) + 1),  # the end of the text is a token as well
                    no_speech,
                    self._align(encoded, best.tokens, pcm.size) if words else (),
                )
        return None

    def _hypotheses(
        self, encoded: ctranslate2.StorageView, limit: int, without: Sequence[int]
    ) -> tuple[tuple[Hypothesis, ...], float]:
        """What may have been said in at most ``limit`` tokens, best first, none of it with the tokens ``without``; and
        the probability of no speech.  Nothing where the best has run away."""
        result = self._model.generate(
            encoded,
            [self._prompt],
            beam_size=BEAM,
            num_hypotheses=BEAM,
            max_length=limit,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=[-1, *without],
        )[0]
        if len(self._prompt) + len(result.sequences_ids[0]) >= limit:
            return (), result.no_speech_prob
        pairs = zip(result.sequences_ids, result.scores, strict=True)
        # the score is the mean over the tokens, the end token not counted
        return tuple(
            Hypothesis(self._tokens.decode(ids).strip(), tuple(ids), score * len(ids)) for ids, score in pairs
        ), result.no_speech_prob

    def _align(self, encoded: ctranslate2.StorageView, tokens: Sequence[int], samples: int) -> tuple[Word, ...]:
        """The times of the words by the decoder's attention to the sound."""
        frames = max(1, samples * 100 // SAMPLE_RATE)
        aligned = self._model.align(encoded, self._prompt[:-1], [list(tokens)], frames)[0]
        times = [samples * 1000 // SAMPLE_RATE] * (len(tokens) + 1)
        for token, frame in reversed(aligned.alignments):
            times[token] = min(times[token], frame * FRAME_MS)
        words = [
            Word(text, times[first], times[last], float(np.mean(aligned.text_token_probs[first:last])))
            for text, first, last in self._spelt(tokens)
        ]
        return _without_lead_in(words)

    def _spelt(self, tokens: Sequence[int]) -> Iterator[tuple[str, int, int]]:
        """The smallest groups of tokens that spell whole characters: text, first token, one past the last."""
        first = 0
        for last in range(1, len(tokens) + 1):
            text = self._tokens.decode(list(tokens[first:last])).strip()
            if "\ufffd" in text:
                continue
            if any(character.isalnum() for character in text):
                yield text, first, last
            first = last


def _without_lead_in(words: Sequence[Word]) -> tuple[Word, ...]:
    """The alignment counts the silence before the first word to it; it is at most twice as long as the middle one."""
    if not words:
        return ()
    usual = sorted(word.end - word.start for word in words)[len(words) // 2]
    first = words[0]
    return (replace(first, start=max(first.start, first.end - 2 * usual)), *words[1:])


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """The hypotheses that differ from the first, and from each other, by more than spaces and punctuation."""
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault("".join(character for character in text if character.isalnum()), text)
    seen.pop("", None)
    return tuple(seen.values())[1 : 1 + ALTERNATIVES]


def _with_figures(tokens: Tokenizer) -> tuple[int, ...]:
    """The tokens that spell a figure."""
    texts = range(tokens.token_to_id("<|endoftext|>") or 0)
    return tuple(one for one in texts if any("0" <= char <= "9" for char in tokens.decode([one])))
