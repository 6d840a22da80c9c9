"""A server on loopback that takes what the documented API of Kibana takes, keeps it, and refuses as it refuses.

No Kibana: it knows the few paths that we ask, checks bodies by the shapes of these tests, and draws nothing.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jsonschema import Draft202012Validator

from tests.kibana.api_faults import find_faults
from tests.kibana.saved_faults import LATEST
from tests.kibana.shapes import DATA_VIEW

Reply = tuple[int, Any]


@dataclass
class StubKibana:
    """`keys` are those that may write; `readers` may only look. Without any of them nobody is asked who they are."""

    version: str = "9.5.0"
    keys: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset({"default"})
    # By type and id, for ids are known once for all spaces: the space and what was given.
    objects: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    # Answers on order: what begins so is refused with them.
    orders: dict[tuple[str, str], tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)

    def order(self, method: str, path: str, status: int, body: object, **headers: str) -> None:
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.orders[method, path] = (status, written, headers)

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        space, inner = _split_space(path)
        if self.keys and not self._may(headers, self.keys | self.readers):
            return _error(401, "Unauthorized", "security_exception: missing authentication credentials")
        if method == "GET" and inner == "/api/status":
            return 200, {"name": "stub", "version": {"number": self.version}, "status": {"overall": {}}}
        if found := re.fullmatch(r"/api/spaces/space/([\w-]+)", inner):
            return self._space(found[1])
        return self._stopped(space, method, inner, headers) or self._write(
            method, inner, space, headers, body
        )

    def _stopped(self, space: str, method: str, inner: str, headers: Mapping[str, str]) -> Reply | None:
        """What keeps somebody from writing anything at all."""
        if space not in self.spaces:
            return _error(404, "Not Found", f"Saved object [space/{space}] not found")
        if "kbn-xsrf" not in headers:
            return _error(400, "Bad Request", "Request must contain a kbn-xsrf header.")
        if self.keys and not self._may(headers, self.keys):
            return _error(403, "Forbidden", f"API [{method} {inner}] is unauthorized for user")
        return None

    def _may(self, headers: Mapping[str, str], keys: frozenset[str]) -> bool:
        return headers.get("authorization", "").removeprefix("ApiKey ") in keys

    def _space(self, name: str) -> Reply:
        if name in self.spaces:
            return 200, {"id": name, "name": name, "disabledFeatures": []}
        return _error(404, "Not Found", f"Saved object [space/{name}] not found")

    def _write(self, method: str, inner: str, space: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if (method, inner) == ("POST", "/api/data_views/data_view"):
            return self._data_view(space, json.loads(body))
        if (method, inner) == ("POST", "/api/saved_objects/_import?overwrite=true"):
            return self._import(space, headers["content-type"], body)
        found = re.fullmatch(r"/api/dashboards/([\w-]+)", inner)
        if method == "PUT" and found and self._numbers() >= (9, 5):
            return self._dashboard(space, found[1], json.loads(body))
        return _error(404, "Not Found", "Not Found")

    def _data_view(self, space: str, body: dict[str, Any]) -> Reply:
        faults = [error.message for error in Draft202012Validator(DATA_VIEW).iter_errors(body)]
        if faults:
            return _error(400, "Bad Request", f"[request body]: {faults[0]}")
        view = body["data_view"]
        for key, (place, known) in list(self.objects.items()):
            # With `override` Kibana deletes whatever has the same name in this space, under any id.
            if key[0] == "index-pattern" and place == space and known.get("name") == view["name"]:
                del self.objects[key]
        return self._keep("index-pattern", view["id"], space, view, fresh=200)

    def _dashboard(self, space: str, id_: str, body: dict[str, Any]) -> Reply:
        views = [
            key[1] for key, kept in self.objects.items() if key[0] == "index-pattern" and kept[0] == space
        ]
        if faults := find_faults(body, views):
            return _error(400, "Bad Request", f"[request body]: {faults[0]}")
        return self._keep("dashboard", id_, space, body, fresh=201)

    def _keep(self, kind: str, id_: str, space: str, body: Any, fresh: int) -> Reply:
        known = self.objects.get((kind, id_))
        if known and known[0] != space:
            return _error(409, "Conflict", f"Saved object [{kind}/{id_}] conflict")
        self.objects[kind, id_] = (space, body)
        return 200 if known else fresh, {"id": id_, "data": body, "meta": {"managed": False}}

    def _import(self, space: str, content_type: str, body: bytes) -> Reply:
        form = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
        (part,) = form.get_payload()  # type: ignore[misc]
        if part.get_param("name", header="content-disposition") != "file":  # type: ignore[union-attr]
            return _error(400, "Bad Request", "[request body.file]: expected value of type [Stream]")
        if not str(part.get_filename()).endswith(".ndjson"):  # type: ignore[union-attr]
            return _error(400, "Bad Request", f"Invalid file extension {part.get_filename()}")  # type: ignore[union-attr]
        lines = part.get_payload(decode=True).decode().splitlines()  # type: ignore[union-attr]
        objects = [json.loads(line) for line in lines]
        coming = {(one["type"], one["id"]) for one in objects}
        errors = [error for one in objects if (error := self._refused(one, space, coming))]
        if not errors:
            for one in objects:
                self.objects[one["type"], one["id"]] = (space, one)
        return 200, {
            "success": not errors,
            "successCount": len(objects) - len(errors),
            **({"errors": errors} if errors else {}),
        }

    def _refused(
        self, one: dict[str, Any], space: str, coming: set[tuple[str, str]]
    ) -> dict[str, Any] | None:
        """What an import says of one object, or None."""
        here = {key for key, kept in self.objects.items() if kept[0] == space}
        lost = [
            {"type": reference["type"], "id": reference["id"]}
            for reference in one["references"]
            if (reference["type"], reference["id"]) not in coming | here
        ]
        named = {"type": one["type"], "id": one["id"], "title": one["attributes"]["title"]}
        if lost:
            return named | {"error": {"type": "missing_references", "references": lost}}
        if _stamp(one) > LATEST[one["type"]]:
            return named | {
                "error": {"type": "unknown", "message": "Document belongs to a more recent version"}
            }
        return None

    def _numbers(self) -> tuple[int, int]:
        major, minor = (int(part) for part in self.version.split(".")[:2])
        return major, minor


def _stamp(one: dict[str, Any]) -> tuple[int, ...]:
    return tuple(int(part) for part in one["typeMigrationVersion"].split("."))


def _split_space(path: str) -> tuple[str, str]:
    found = re.match(r"/s/([\w-]+)(/.*)", path)
    return (found[1], found[2]) if found else ("default", path)


def _error(status: int, error: str, message: str) -> Reply:
    return status, {"statusCode": status, "error": error, "message": message}


@contextmanager
def running(stub: StubKibana, trust: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address; with `trust` over TLS."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            stub.asked.append((self.command, self.path))
            stub.headers.append(headers)
            self.reply(*self.choose(headers, body))

        def choose(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes, Mapping[str, str]]:
            for (method, path), ordered in stub.orders.items():
                if method == self.command and self.path.startswith(path):
                    return ordered
            status, value = stub.answer(self.command, self.path, headers, body)
            return status, json.dumps(value).encode(), {}

        def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in ({"Content-Type": "application/json"} | dict(headers)).items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names http.server looks for

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that does not trust the certificate hangs up."""

    server = Server(("127.0.0.1", 0), Handler)
    if trust:
        server.socket = trust.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http{'s' if trust else ''}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
