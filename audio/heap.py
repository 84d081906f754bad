"""Memory that was freed and that the system could have back."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Have the C library return what is free, after work that needed much for a moment.

    glibc keeps it otherwise, a heap for each thread.  Elsewhere there is nothing to do.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim:
            trim(0)
