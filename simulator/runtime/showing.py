"""A file opened as a double click would: a page in the browser, a PDF in its reader, a workbook in Excel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def show_file(file: Path) -> bool:
    """Returns once the system has taken it, on some systems once it is closed again.  False where nothing opens it."""
    try:
        if sys.platform == "win32":
            os.startfile(file)
            return True
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        return subprocess.run([opener, file], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except OSError:
        return False
