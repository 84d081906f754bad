"""A file opened with whatever the system has for it: a page in the browser, a PDF in its reader."""

from __future__ import annotations

import webbrowser
from pathlib import Path


def show_file(file: Path) -> bool:
    """Returns once the program has been started.  False where there is none."""
    try:
        # With the address of a file this is what a double click opens it with, where the system has such a thing.
        return webbrowser.open(file.resolve().as_uri())
    except (OSError, webbrowser.Error):
        return False
