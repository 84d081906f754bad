"""The process in which Whisper runs: requests on standard input, replies on standard output, until the input ends.

``python -m audio.ears.whisper_worker`` is started inside the model's folder, so that no path with characters a
library cannot open is ever needed.  One line of JSON is written when the model is loaded (``{"ready": true}``) or
cannot be (``{"error": "..."}``).  A request is a line ``{"samples": n, "words": bool}`` followed by n little-endian
16-bit samples; its reply is a line with the transcript's fields or an error.  Nothing is shared with the program but
these two pipes, so the death of either end is an end of file for the other.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from audio.heap import give_back
from audio.ports import Pcm


def main() -> None:
    """Serve until the program closes the input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program; this process follows when its input ends
    replies = _private_output()
    try:
        from audio.ears.whisper_decoder import Decoder

        decoder = Decoder(Path())
    except Exception as error:  # whatever a library makes of a damaged file, the program has to hear of it
        _reply(replies, {"error": f"{type(error).__name__}: {error}"})
        return
    give_back()  # converting the model to int8 freed 45 MB
    _reply(replies, {"ready": True})
    while (request := _request(sys.stdin.buffer)) is not None:
        pcm, words = request
        try:
            _reply(replies, asdict(decoder.decode(pcm, words)))
        except Exception as error:
            _reply(replies, {"error": f"{type(error).__name__}: {error}"})


def _private_output() -> BinaryIO:
    """The pipe to the program, out of reach of libraries that print: their standard output goes to the error stream."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _request(source: BinaryIO) -> tuple[Pcm, bool] | None:
    line = source.readline()
    if not line:
        return None
    header = json.loads(line)
    raw = source.read(2 * header["samples"])
    if len(raw) < 2 * header["samples"]:
        return None
    return np.frombuffer(raw, "<i2").astype(np.int16, copy=False), bool(header["words"])


def _reply(target: BinaryIO, content: dict[str, Any]) -> None:
    target.write(json.dumps(content).encode() + b"\n")
    target.flush()


if __name__ == "__main__":
    main()
