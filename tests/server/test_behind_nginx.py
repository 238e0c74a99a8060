"""The service behind nginx, with the file that docs/operations.md shows."""

import gzip
import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.machine import free_port
from tests.server.service import SPARQL, Answer, query_path, running_service

pytestmark = pytest.mark.system

NAME = "kg.example.org"
PAGE = "/doc/2024/profile/6.3.html"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  gzip on;  # as Debian has it
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  {guide}
}}
"""
_addresses = count(2)


@dataclass(frozen=True)
class Proxy:
    """A running nginx.

    Args:
        port: for TLS.
        plain_port: for HTTP.
        trust: a context that trusts its certificate.
    """

    port: int
    plain_port: int
    trust: ssl.SSLContext

    def connect(self, client: str) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.port), 30, (client, 0))
        return self.trust.wrap_socket(plain, server_hostname=NAME)

    def get(self, path: str, client: str = "127.0.0.1", **headers: str) -> Answer:
        return self.request("GET", path, None, client, **headers)

    def ask(self, query: str, client: str = "127.0.0.1") -> Answer:
        return self.request("POST", "/sparql", query.encode(), client, Content_Type=SPARQL)

    def request(
        self, method: str, path: str, body: bytes | None, client: str, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection(NAME)
        connection.sock = self.connect(client)
        started = time.perf_counter()
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        return Answer(response.status, response.headers, content, time.perf_counter() - started)


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def make_certificate(folder: Path) -> None:
    command = [program("openssl"), "req", "-x509", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    command += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-addext", f"subjectAltName=DNS:{NAME}"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)


def guide_with(replacements: dict[str, str]) -> str:
    """Return the guide's nginx file with other ports and paths, and nothing else changed."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"^```nginx\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for old, new in replacements.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return str(text)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that nginx can use when it gives up being root."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="module")
def proxy(folder: Path) -> Iterator[Proxy]:
    nginx = program("nginx")
    make_certificate(folder)
    port, plain_port = free_port(), free_port()
    settings = {"DEADLINE": "2", "SHORT_TIME": "0.2"}
    with running_service(folder / "service.log", settings=settings) as service:
        guide = guide_with(
            {
                "server 127.0.0.1:8000;": f"server 127.0.0.1:{service.port};",
                "listen 80;": f"listen 127.0.0.1:{plain_port};",
                "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
                "/etc/ssl/kg.example.org.pem": f"{folder}/certificate.pem",
                "/etc/ssl/private/kg.example.org.key": f"{folder}/key.pem",
            }
        )
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, guide=guide))
        command = [nginx, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert tested.returncode == 0, tested.stderr
        assert "warn" not in tested.stderr, tested.stderr
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                wait_for(port, process, folder / "error.log")
                trust = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
                yield Proxy(port, plain_port, trust)
            finally:
                process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(log.read_text(errors="replace"))


@pytest.fixture
def client() -> str:
    """An address of this machine from which nobody has asked yet: limits are for each address."""
    return f"127.0.1.{next(_addresses)}"


def test_page_is_compressed_once_and_its_tag_gives_304(proxy: Proxy) -> None:
    page = proxy.get(PAGE, Accept_Encoding="gzip")
    assert page.status == 200
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(page.body)
    tag = page.headers["ETag"]
    assert tag.startswith('"')
    again = proxy.get(PAGE, Accept_Encoding="gzip", If_None_Match=tag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Encoding" not in proxy.get(PAGE).headers


@pytest.mark.parametrize("path", ["/", "/health", "/profile/6.3", query_path("ASK {}")])
def test_small_answers_keep_strong_tags(proxy: Proxy, path: str) -> None:
    answer = proxy.get(path, Accept_Encoding="gzip", Accept="*/*")
    assert answer.status in {200, 302}
    assert not (answer.headers["ETag"] or '"').startswith("W/")
    assert answer.headers["Strict-Transport-Security"]


def test_browsers_stay_with_tls(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=60)
    connection.request("GET", "/profile/6.3?lang=fr", headers={"Host": NAME})
    answer = connection.getresponse()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/profile/6.3?lang=fr"
    connection.close()


def test_redirects_and_links_are_right_behind_tls(proxy: Proxy) -> None:
    moved = proxy.get("/profile/6.3")
    assert moved.status == 302
    assert moved.headers["Location"] == PAGE
    assert "127.0.0.1" not in str(proxy.get(PAGE).headers)


def test_absolute_links_have_the_scheme_and_the_name_that_the_proxy_gives(proxy: Proxy) -> None:
    for host in (NAME, "other.example"):
        robots = proxy.get("/robots.txt", Host=host).body.decode()
        assert f"Sitemap: https://{NAME}/sitemap.xml" in robots
        assert b"http://kg" not in proxy.get("/sitemap.xml", Host=host).body
        service = json.loads(proxy.get("/reconcile", Host=host).body)
        assert service["logo"] == f"https://{NAME}/static/icon.svg"


def test_metrics_are_hidden_however_they_are_written(proxy: Proxy) -> None:
    for path in ("/metrics", "/%6detrics", "//metrics", "/x/../metrics", "/metrics?x", "/metrics/"):
        answer = proxy.get(path)
        assert answer.status == 404, path
        assert b"cigref_kg_" not in answer.body
    assert proxy.get("/cigref-kg/metrics").status == 404


def test_queries_pass_by_get_and_post(proxy: Proxy, client: str) -> None:
    assert json.loads(proxy.ask("ASK {}", client).body)["boolean"] is True
    form = b"query=ASK+%7B%7D"
    media_type = "application/x-www-form-urlencoded"
    assert proxy.request("POST", "/sparql", form, client, Content_Type=media_type).status == 200
    long = "ASK { FILTER('" + "y" * 20_000 + "' != '') }"
    assert proxy.get(query_path(long), client).status == 200
    refused = proxy.ask("ASK {", client)
    assert refused.status == 400
    assert json.loads(refused.body)["line"] == 1


def test_large_body_is_refused(proxy: Proxy, client: str) -> None:
    assert proxy.ask("ASK {} #" + "x" * 1_100_000, client).status == 413
    assert proxy.ask("ASK {} #" + "x" * 100_000, client).status == 200


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/cigref-kg/sparql"])
def test_client_that_asks_too_often_is_told_to_wait(proxy: Proxy, client: str, path: str) -> None:
    query = query_path("ASK {}").replace("/sparql", path, 1)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: proxy.get(query, client), range(100)))
    assert {answer.status for answer in answers} == {200, 429}
    (refused, *_) = [answer for answer in answers if answer.status == 429]
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert json.loads(refused.body)["status"] == 429
    assert int(refused.headers["Retry-After"]) > 0
    # A page of another site may read why.
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert proxy.get(PAGE, client).status == 200
    assert proxy.get(query, "127.0.0.1").status == 200


def test_client_may_have_few_queries_under_way(proxy: Proxy, client: str) -> None:
    with ThreadPoolExecutor(14) as threads:
        asked = [threads.submit(proxy.ask, f"{ENDLESS} # {n}", client) for n in range(14)]
        statuses = [answer.result().status for answer in asked]
    assert statuses.count(429) >= 1
    assert statuses.count(504) >= 1
    assert set(statuses) <= {429, 503, 504}


def test_slow_senders_do_not_reach_the_service(proxy: Proxy, client: str) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: {SPARQL}\r\n"
    query = b"ASK {}"
    slow = [proxy.connect(client) for _ in range(8)]
    try:
        for connection in slow:
            connection.sendall(f"{head}Content-Length: {len(query)}\r\n\r\n".encode())
        for byte in query[:-1]:
            for connection in slow:
                connection.sendall(bytes([byte]))
            assert proxy.ask(f"ASK {{}} # {byte}").status == 200
        for connection in slow:
            connection.sendall(query[-1:])
            assert connection.recv(15) == b"HTTP/1.1 200 OK"
    finally:
        for connection in slow:
            connection.close()


def test_http2_is_offered(proxy: Proxy, folder: Path) -> None:
    trust = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    trust.set_alpn_protocols(["h2"])
    with (
        socket.create_connection(("127.0.0.1", proxy.port), 10) as plain,
        trust.wrap_socket(plain, server_hostname=NAME) as secured,
    ):
        assert secured.selected_alpn_protocol() == "h2"
