"""Session time: the wall clock less the time in which nothing but the machine was at work (DESIGN decision 2)."""

from __future__ import annotations


class SessionClock:
    """Maps wall ms (any monotonic clock) to session ms.

    While a recognition is pending the clock stands still from the last thing that anybody did until the result is in,
    so that a slow machine gives the same call as a fast one.  Everything that people or voices do in the meantime
    moves it on.
    """

    def __init__(self, wall: int) -> None:
        self._offset = wall
        self._pending = 0
        self._still_from = 0  # wall ms of the last activity while something is pending

    @property
    def holding(self) -> bool:
        return self._pending > 0

    def session(self, wall: int) -> int:
        """Session time of something that happened at ``wall``."""
        return wall - self._offset

    def wall(self, session: int) -> int:
        """When a session time will be (or was) on the wall clock, if nothing is held in between."""
        return session + self._offset

    def shown(self, wall: int) -> int:
        """Session time as a clock on the desk shows it at ``wall``: standing still while only the machine works."""
        return (self._still_from if self._pending else wall) - self._offset

    def hold(self, wall: int) -> None:
        """A recognition is pending; the time at which its utterance was found to have ended is ``wall``."""
        self._pending += 1
        self._still_from = max(self._still_from, wall) if self._pending > 1 else wall

    def active(self, wall: int) -> None:
        """Somebody did something, or a voice was heard until now."""
        self._still_from = max(self._still_from, wall)

    def release(self, wall: int) -> None:
        """A result is in.  With the last one, the time in which only the machine worked is taken out."""
        self._pending -= 1
        if self._pending == 0:
            self._offset += max(0, wall - self._still_from)
        elif self._pending < 0:
            raise AssertionError("released more recognitions than were held")
