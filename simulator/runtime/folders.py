"""Where the program keeps things: models, records, caches, and the library that ships with it.

``ZONGJI_HOME`` moves everything into one folder; ``ZONGJI_MODELS`` moves only the models (shared by several users).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

NAME = "zongji"


def home() -> Path:
    """The user's folder for everything that should survive."""
    return _from_environment("ZONGJI_HOME") or _user_data()


def models() -> Path:
    """Where models are installed: ``models()/NAME``."""
    return _from_environment("ZONGJI_MODELS") or home() / "models"


def records() -> Path:
    """Where calls are recorded unless another folder is named."""
    return home() / "records"


def store() -> Path:
    """The store of certification records: database, keys, what it is connected to."""
    return home() / "store"


def settings() -> Path:
    """What was set in the window last time."""
    return home() / "settings.json"


def exports() -> Path:
    """Where the window puts what leaves the store: among the user's documents, where people look for files."""
    chosen = _from_environment("ZONGJI_HOME")
    return chosen / "exports" if chosen else platformdirs.user_documents_path() / NAME


def cache() -> Path:
    """What can be made again: rendered lines and the like."""
    chosen = _from_environment("ZONGJI_HOME")
    return chosen / "cache" if chosen else platformdirs.user_cache_path(NAME, appauthor=False)


def library() -> Path:
    """The shipped scenarios, beside the packages both in a checkout and where the program is installed.  Read-only."""
    return Path(__file__).resolve().parents[2] / "scenarios"


def _from_environment(variable: str) -> Path | None:
    value = os.environ.get(variable, "").strip()
    return Path(value).expanduser().absolute() if value else None


def _user_data() -> Path:
    """The platform's folder, but on Windows only an ASCII one: Vosk cannot open a model below a Chinese user name."""
    folder = platformdirs.user_data_path(NAME, appauthor=False)
    if sys.platform == "win32" and not str(folder).isascii():
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / NAME
    return folder
