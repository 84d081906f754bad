"""A web server on loopback that can misbehave, and a small catalogue that points at it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Shelf:
    """What the server has, how it behaves, and what it was asked for."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: list[int] = field(default_factory=list)
    """For each answer that comes, the bytes after which the connection is cut; empty: never."""
    ranges: bool = True
    redirect_to: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range header of every request."""

    def put(self, name: str, data: bytes) -> tuple[str, str]:
        """Offer a file; returns its address and sha256."""
        self.files[f"/{name}"] = data
        return f"{self.url}/{name}", hashlib.sha256(data).hexdigest()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            shelf.asked.append((self.path, asked))
            if shelf.redirect_to:
                self.send_response(302)
                self.send_header("Location", shelf.redirect_to)
                self.end_headers()
            elif self.path not in shelf.files:
                self.send_error(404)
            else:
                self.answer(shelf.files[self.path], int(asked[6:-1]) if asked and shelf.ranges else 0)

        def answer(self, data: bytes, start: int) -> None:
            if start >= len(data) and start:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(data)}")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(data) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            cut = shelf.cut_after.pop(0) if shelf.cut_after else len(data)
            self.wfile.write(data[start : start + cut])

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up is part of the tests."""

    server = Server(("127.0.0.1", 0), Handler)
    shelf.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield shelf
    server.shutdown()
    thread.join()
    server.server_close()
