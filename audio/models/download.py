"""Fetches one file over HTTPS.  The only module of the program that opens a socket.

A download that was cut off goes on where it stopped: what has arrived is kept beside the target as ``.part`` and the
rest is asked for with a ``Range``.  Nothing is believed, neither the length nor the range; the hash decides.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from audio.models.digest import sha256_of

CHUNK = 1 << 16
TIMEOUT_S = 20
ATTEMPTS_WITHOUT_PROGRESS = 3
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Progress = Callable[[int], None]
"""Told how many bytes there are so far."""


class DownloadFailed(Exception):
    """This address did not yield the file; the argument says why, in English.

    ``unreachable``: the host did not answer at all.
    """

    def __init__(self, reason: str, *, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.unreachable = unreachable


def download(url: str, target: Path, *, sha256: str, limit: int, progress: Progress = lambda done: None) -> None:
    """Fetch ``url`` into ``target``, whose content must have the hash.

    ``limit`` is the most bytes it may have.  Raises ``DownloadFailed``; a full disk and the like raise ``OSError`` and
    keep what there is.
    """
    part = target.with_name(target.name + ".part")
    resumed = part.is_file()
    _complete(url, part, limit, progress)
    if sha256_of(part) != sha256 and resumed:  # what was left of an earlier download may be from another file
        part.unlink()
        _complete(url, part, limit, progress)
    if sha256_of(part) != sha256:
        part.unlink()
        raise DownloadFailed("its content is not what it should be (sha256 differs)")
    part.replace(target)


class _CutOff(Exception):
    """The connection ended early; what has arrived is kept."""


def _complete(url: str, part: Path, limit: int, progress: Progress) -> None:
    """Fetch until the server says that this was all, resuming as long as that brings something."""
    failures = 0
    while failures < ATTEMPTS_WITHOUT_PROGRESS:
        before = _size(part)
        try:
            _fetch(url, part, limit, progress)
            return
        except _CutOff as error:
            failures = 0 if _size(part) > before else failures + 1
            reason = str(error)
    raise DownloadFailed(f"the connection was cut off ({reason})")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to an address that would have been accepted at once."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        _require_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(url: str, part: Path, limit: int, progress: Progress) -> None:
    """Append what is missing of ``url`` to ``part``."""
    _require_safe(url)
    have = _size(part)
    request = urllib.request.Request(url, headers={"User-Agent": "zongji-trainer", "Accept-Encoding": "identity"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    opener = urllib.request.build_opener(_Redirects)
    try:
        response = opener.open(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            if _total(error.headers.get("Content-Range", "")) == have:
                return  # everything was there already
            part.unlink()
            raise _CutOff("what was left of an earlier download does not fit") from error
        raise DownloadFailed(f"the server answered {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise DownloadFailed(f"no connection ({getattr(error, 'reason', error)})", unreachable=True) from error
    with response:
        _receive(response, part, limit, progress)


def _receive(response: Any, part: Path, limit: int, progress: Progress) -> None:
    resumed = response.status == http.HTTPStatus.PARTIAL_CONTENT
    if resumed and _start(response.headers) != _size(part):
        raise DownloadFailed("the server sent another range than was asked for")
    done = _size(part) if resumed else 0
    expected = _length(response.headers)
    if expected is not None and done + expected > limit:
        raise DownloadFailed(f"it has {done + expected:,} bytes, more than the {limit:,} it should have")
    with part.open("ab" if resumed else "wb") as file:
        arrived = 0
        while chunk := _read(response):
            arrived += len(chunk)
            if done + arrived > limit:
                raise DownloadFailed(f"it has more than the {limit:,} bytes it should have")
            file.write(chunk)
            progress(done + arrived)
    if expected is not None and arrived < expected:
        raise _CutOff(f"{done + arrived:,} of {done + expected:,} bytes")


def _read(response: Any) -> bytes:
    try:
        data: bytes = response.read1(CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise _CutOff(str(error) or type(error).__name__) from error
    return data


def _require_safe(url: str) -> None:
    """HTTPS, or plain HTTP to this very machine (a mirror on a stick, a test)."""
    parsed = urllib.parse.urlsplit(url)
    if parsed.scheme != "https" and not (parsed.scheme == "http" and parsed.hostname in _LOOPBACK):
        raise DownloadFailed(f"{parsed.scheme or 'an address without scheme'} is not encrypted")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _length(headers: Any) -> int | None:
    value = headers.get("Content-Length", "")
    return int(value) if value.isdecimal() else None


def _start(headers: Any) -> int | None:
    """The first byte of a ``Content-Range: bytes 100-999/1000``."""
    unit, _, rest = headers.get("Content-Range", "").partition(" ")
    first = rest.partition("-")[0]
    return int(first) if unit == "bytes" and first.isdecimal() else None


def _total(content_range: str) -> int | None:
    total = content_range.rpartition("/")[2]
    return int(total) if total.isdecimal() else None
