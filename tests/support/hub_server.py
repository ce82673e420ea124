"""A server on loopback that speaks as much of the hub's protocol as a download needs, and fails."""

import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMMIT = "a" * 40


class Hub:
    """Files of one repository, and how they are to be given out.

    ``drop_after`` breaks that many answers off after so many bytes; ``lie`` sends other bytes than
    the checksum is of; ``plain_etag`` states no SHA-256, as the hub does for small files.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.drop_after: list[int] = []
        self.lie = False
        self.plain_etag = False
        self.status = 200
        self.ranges: list[str] = []
        self.requests = 0
        self.hold: threading.Event | None = None
        self.url = ""

    def etag(self, name: str) -> str:
        return "abc" if self.plain_etag else hashlib.sha256(self.files[name]).hexdigest()


class _Server(ThreadingHTTPServer):
    def __init__(self, hub: Hub) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hub = hub

    def handle_error(self, *_args: object) -> None:
        """Say nothing: connections are broken on purpose."""


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        self.server.hub.requests += 1
        if self.server.hub.status != 200:
            self._send(self.server.hub.status, b"", {})
        elif self.path.startswith("/api/"):
            listed = [
                {"type": "file", "oid": "0" * 40, "size": len(data), "path": name}
                for name, data in self.server.hub.files.items()
            ]
            self._send(200, json.dumps(listed).encode(), {"Content-Type": "application/json"})
        else:
            self._file(self.path.rsplit("/", maxsplit=1)[-1].split("?")[0], body=body)

    def _file(self, name: str, *, body: bool) -> None:
        data = self.server.hub.files[name]
        told = {
            "X-Repo-Commit": COMMIT,
            "X-Linked-Etag": f'"{self.server.hub.etag(name)}"',
            "X-Linked-Size": str(len(data)),
            "ETag": f'"{self.server.hub.etag(name)}"',
            "Accept-Ranges": "bytes",
        }
        wanted = self.headers.get("Range", "")
        if not body:
            self._send(200, b"", told, length=len(data))
            return
        start, status = 0, 200
        if wanted.startswith("bytes="):
            self.server.hub.ranges.append(wanted)
            start, status = int(wanted[6:].split("-")[0] or 0), 206
            told["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        sent = bytes(len(data)) if self.server.hub.lie else data
        self._send(status, sent[start:], told, breakable=True)

    def _send(
        self, status: int, data: bytes, headers: dict[str, str],
        *, length: int | None = None, breakable: bool = False,
    ) -> None:  # fmt: skip
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if breakable and self.server.hub.drop_after:
            self.wfile.write(data[: self.server.hub.drop_after.pop(0)])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        half = len(data) // 2
        self.wfile.write(data[:half])
        self.wfile.flush()
        if breakable and self.server.hub.hold is not None:
            self.server.hub.hold.wait(60)
        self.wfile.write(data[half:])


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Hub]:
    """A hub with these files, until the block ends."""
    hub = Hub(files)
    server = _Server(hub)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hub
    finally:
        if hub.hold is not None:
            hub.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
