"""A real HTTP server on loopback that answers what it is told to."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Told = tuple[int, bytes, dict[str, str]]
"""Status, body, headers."""


Tell = Callable[[Asked], Told]
Answering = Callable[[Tell], str]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    tell: Tell

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name of the standard library
        pass

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, content, more = type(self).tell(Asked(self.command, self.path, headers, body))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):  # who asked may not have waited
                self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _answer  # noqa: N815 the names of the standard library


@contextlib.contextmanager
def servers_on_loopback() -> Iterator[Answering]:
    """Each gives its address; all stop in the end."""
    servers: list[ThreadingHTTPServer] = []

    def start(tell: Tell) -> str:
        handler = type("Handler", (_Handler,), {"tell": staticmethod(tell)})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
