"""Real SPARQL servers, started by the tests that need them, where they are installed."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.machine import free_port

_PATIENCE = 60.0


def oxigraph_program() -> str:
    """Return Oxigraph's own server; skip the test where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    return found


@contextmanager
def running(command: list[str], probe: str, log: Path, cwd: Path | None = None) -> Iterator[None]:
    """Run a server until the block ends; wait until ``probe`` answers."""
    environment = {**os.environ, "no_proxy": "*"}
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            command, stdout=stream, stderr=stream, env=environment, cwd=cwd
        ) as process,
    ):
        try:
            wait_for(probe, process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text(errors="replace"))


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    """Start Oxigraph's server on an empty store, its default graph the union; yield its URL."""
    program, port = oxigraph_program(), free_port()
    url = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with running(command, f"{url}/query?query=ASK%7B%7D", folder / "oxigraph.log"):
        yield url


_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
[SPARQL]
DefaultQuery = ASK {{}}
"""


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[str]:
    """Start Virtuoso on an empty store that anyone may write to; yield its URL."""
    program, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or isql is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource-7)")
    port, sql = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=sql))
    command = [program, "+foreground", "+configfile", str(settings)]
    with running(command, f"{url}/sparql", folder / "out.log", cwd=folder):
        subprocess.run(
            [isql, f"127.0.0.1:{sql}", "dba", "dba", 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'],
            check=True,
            capture_output=True,
        )
        yield url
