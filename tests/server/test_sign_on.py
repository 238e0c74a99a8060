"""Sign-on in front of the service, with the locations that docs/operations.md shows."""

import contextlib
import http.client
import re
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.machine import free_port
from tests.server.test_behind_nginx import program

pytestmark = pytest.mark.system

_AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; {guide} }}
}}
"""


@dataclass
class Heard:
    """What a server behind the proxy was asked: path, headers, body."""

    requests: list[tuple[str, Message, bytes]] = field(default_factory=list)


def _listening(heard: Heard, *, knows_who: bool) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            heard.requests.append((self.path, self.headers, body))
            signed_in = "session=ok" in (self.headers.get("Cookie") or "")
            refused = knows_who and self.path == "/oauth2/auth" and not signed_in
            self.send_response(401 if refused else 200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_GET = do_POST = answer  # noqa: N815  (http.server's names)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@dataclass(frozen=True)
class Guarded:
    """A running nginx, and what the servers behind it hear."""

    port: int
    service: Heard
    sign_on: Heard

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
            return response


def _recipe(place: int) -> str:
    """The locations of the guide: those for a sign-on of one's own, or those for passwords."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    guides = re.findall(r"^```conf\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(guides) == 2
    return str(guides[place])


@contextlib.contextmanager
def _guarding(guide: str, folder: Path) -> Iterator[Guarded]:
    """Run nginx with a recipe before a service and a sign-on that only listen."""
    service, sign_on = Heard(), Heard()
    servers = [_listening(service, knows_who=False), _listening(sign_on, knows_who=True)]
    for port, server in zip((8000, 4180), servers, strict=True):
        guide = guide.replace(f"127.0.0.1:{port}", f"127.0.0.1:{server.server_address[1]}")
    port = free_port()
    folder.chmod(0o777)
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, port=port, guide=guide))
    process = subprocess.Popen([program("nginx"), "-c", str(folder / "nginx.conf")])
    try:
        for _ in range(1200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield Guarded(port, service, sign_on)
    finally:
        process.terminate()
        process.wait(60)
        for server in servers:
            server.shutdown()
            server.server_close()


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def guarded(folder: Path) -> Iterator[Guarded]:
    with _guarding(_recipe(0), folder) as found:
        yield found


def test_who_has_not_signed_in_is_led_there(guarded: Guarded) -> None:
    answer = guarded.ask("GET", "/company/verger?lang=fr")
    assert answer.status == 302
    assert "/oauth2/sign_in?rd=http" in (answer.headers["Location"] or "")
    assert (answer.headers["Location"] or "").endswith("/company/verger?lang=fr")
    assert guarded.service.requests == []


def test_who_has_signed_in_is_served_and_only_the_service_sees_what_is_sent(
    guarded: Guarded,
) -> None:
    signed = {"Cookie": "session=ok", "Authorization": "Basic eDp5"}
    assert guarded.ask("POST", "/match", b"people=Z-17", **signed).status == 200
    ((path, headers, body),) = guarded.service.requests
    assert (path, body) == ("/match", b"people=Z-17")
    assert headers["Cookie"] is None
    assert headers["Authorization"] is None
    assert all(b"Z-17" not in sent for _, _, sent in guarded.sign_on.requests)


def test_passwords_let_in_who_has_one(folder: Path) -> None:
    # "secret" by `openssl passwd -apr1 -salt aaaaaaaa`
    (folder / "passwords").write_text("rh:$apr1$aaaaaaaa$MqchNCVdxX0pf/Qh4kRT.0\n")
    (folder / "passwords").chmod(0o644)
    recipe = _recipe(1).replace("/etc/nginx/cigref-kg.htpasswd", str(folder / "passwords"))
    with _guarding(recipe, folder) as found:
        assert found.ask("GET", "/company/verger").status == 401
        assert found.ask("GET", "/", Authorization="Basic cmg6d3Jvbmc=").status == 401  # rh:wrong
        assert found.service.requests == []
        assert found.ask("GET", "/", Authorization="Basic cmg6c2VjcmV0").status == 200  # rh:secret
    ((_, headers, _),) = found.service.requests
    assert headers["Authorization"] is None
