"""A small HTTP proxy on loopback that refuses chosen requests as an overloaded Elasticsearch would."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Instead of a status: hang up without a word, before the request is passed on or after it was done.
DROPPED, DROPPED_AFTER = 0, 1
# Method, path and body → the status and JSON to answer with, or None to pass the request on.
Refuse = Callable[[str, str, bytes], tuple[int, object] | None]


@contextmanager
def refusing_proxy(target: str, refuse: Refuse) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            refused = refuse(self.command, self.path, body)
            if refused and refused[0] in (DROPPED, DROPPED_AFTER):
                if refused[0] == DROPPED_AFTER:
                    self.forward(body)
                self.close_connection = True
            elif refused:
                self.reply(refused[0], "application/json", json.dumps(refused[1]).encode())
            else:
                self.reply(*self.forward(body))

        def forward(self, body: bytes) -> tuple[int, str, bytes]:
            kept = {
                name: value
                for name, value in self.headers.items()
                if name.lower() in ("content-type", "accept")
            }
            request = urllib.request.Request(target + self.path, body or None, kept, method=self.command)
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    return response.status, response.headers["Content-Type"] or "", response.read()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.headers["Content-Type"] or "", error.read()

        def reply(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815 - the names http.server looks for

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def bulk_items(body: bytes, status: int) -> dict[str, object]:
    """The answer to a bulk request of which every item is refused with this status."""
    lines = [json.loads(line) for line in body.splitlines()]
    actions = [line for line in lines if set(line) in ({"index"}, {"delete"})]
    error = {"type": "es_rejected_execution_exception", "reason": "queue is full"}
    items = [
        {verb: {"_index": action["_index"], "_id": action["_id"], "status": status, "error": error}}
        for line in actions
        for verb, action in line.items()
    ]
    return {"took": 1, "errors": True, "items": items}
