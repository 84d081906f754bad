"""Errors that a person can do something about: what happened, what to do next, and the exit code."""

from __future__ import annotations

from enum import IntEnum

from simulator.model.text import Text


class Exit(IntEnum):
    """What the program tells the shell.  2 is click's own for a wrong command line."""

    OK = 0
    USAGE = 2
    FILES = 3  # a scenario, rulebook or plan file has errors
    MISSING = 4  # a model, a voice or a recogniser is not installed, or is corrupt
    DAMAGED = 5  # a log or record is incomplete or was changed
    STORAGE = 6  # disk full, folder not writable
    DEVICE = 7  # microphone or speaker
    CLAIM = 8  # a plan did not get the verdict it claims
    AUDIO_FORMAT = 9  # a sound file cannot be used
    DISPLAY = 10  # no graphical session to show the window in
    UNREACHED = 11  # a place of a call could not be reached by anything that an operator may do
    SERVER = 12  # the shared record store cannot be reached
    REFUSED = 13  # a key, a role or the store does not allow it
    UNCOVERED = 14  # an enforced clause that no plan passes, or none fails


class Problem(Exception):
    """Raised by shells, printed by the command line; never a traceback.  ``findings`` are printed above the message."""

    def __init__(self, exit: Exit, message: Text, hint: Text | None = None, findings: Text | None = None) -> None:
        super().__init__(message.en)
        self.exit = exit
        self.message = message
        self.hint = hint
        self.findings = findings
