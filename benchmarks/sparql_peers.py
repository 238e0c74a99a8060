"""The servers that are compared: each started on the same triples, stopped afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 180.0
_GLANCE = 0.1
_IDLE = 0.15
"""The share of a processor below which a server has nothing to do."""


@dataclass(frozen=True)
class Peer:
    """A running server."""

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The address of its endpoint."""
        return f"http://127.0.0.1:{self.port}{self.path}"


@dataclass(frozen=True)
class Programs:
    """Where the programs of others are; ``None`` for those that are not installed."""

    oxigraph: str | None
    virtuoso: str | None
    python: str | None
    """A Python that has rdflib-endpoint, oxrdflib and uvicorn."""


def find_programs(peers_python: str | None) -> Programs:
    """Look for the programs."""
    beside = Path(sys.executable).with_name("oxigraph")
    python = peers_python or sys.executable
    has_endpoint = not subprocess.run(
        [python, "-c", "import rdflib_endpoint, oxrdflib, uvicorn"], capture_output=True
    ).returncode
    return Programs(
        str(beside) if beside.exists() else shutil.which("oxigraph"),
        shutil.which("virtuoso-t"),
        python if has_endpoint else None,
    )


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def started(
    name: str, command: Sequence[str], port: int, path: str, folder: Path
) -> Iterator[Peer]:
    """Start a server, wait until it answers, stop it in the end."""
    log = folder / f"{name.replace(' ', '-').replace(',', '')}.log"
    with (
        log.open("wb") as stream,
        subprocess.Popen(command, stdout=stream, stderr=stream, cwd=folder) as process,
    ):
        peer = Peer(name, port, path, process)
        try:
            wait_for(peer, log)
            yield peer
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def settle(peer: Peer) -> None:
    """Wait until a server has done with what its clients asked before they left."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        before = processor_seconds(peer.process.pid)
        time.sleep(_GLANCE)
        if processor_seconds(peer.process.pid) - before < _GLANCE * _IDLE:
            return


def processor_seconds(pid: int) -> float:
    """Return what a process and those below it have used of the processors so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)


def wait_for(peer: Peer, log: Path) -> None:
    """Wait for the first answer.

    Raises:
        RuntimeError: if there is none.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and peer.process.poll() is None:
        try:
            urllib.request.urlopen(f"{peer.url}?query=ASK%7B%7D", timeout=10).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{peer.name} does not start: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def ours(folder: Path, extra: Sequence[Path], **environment: str) -> Iterator[Peer]:
    """Start this project's service, on its own dataset and ``extra`` files."""
    port = free_port()
    code = "from cigref_kg.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", str(port)]
    for file in extra:
        command += ["--load", str(file)]
    os.environ.update(environment)
    with started("ours", command, port, "/sparql", folder) as peer:
        yield peer


_CONSTANT = """
def app(environ, start_response, body=b"x" * 300):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "300")])
    return [body]
"""


@contextmanager
def constant(folder: Path) -> Iterator[Peer]:
    """Start the least that our HTTP server can do: the same bytes for every request."""
    (folder / "constant.py").write_text(_CONSTANT)
    port = free_port()
    program = str(Path(sys.executable).with_name("granian"))
    options = ["--interface", "wsgi", "--workers", "2", "--no-ws", "--port", str(port)]
    command = [program, *options, "--log-level", "error", "constant:app"]
    with started("constant", command, port, "/", folder) as peer:
        yield peer


@contextmanager
def oxigraph(program: str, folder: Path, triples: Path) -> Iterator[Peer]:
    """Start Oxigraph's server read-only on disk, as one deploys it."""
    store, port = folder / "oxigraph-store", free_port()
    subprocess.run([program, "load", "-l", store, "-f", triples], check=True, capture_output=True)
    subprocess.run([program, "optimize", "-l", store], check=True, capture_output=True)
    command = [program, "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]
    with started("Oxigraph", command, port, "/query", folder) as peer:
        yield peer


_ENDPOINT = """
import sys, uvicorn
from rdflib import Dataset, Graph
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(store=sys.argv[3], default_union=True)
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def rdflib_endpoint(python: str, folder: Path, triples: Path, store: str) -> Iterator[Peer]:
    """Start rdflib-endpoint over one of its stores."""
    port = free_port()
    command = [python, "-c", _ENDPOINT, str(triples), str(port), store]
    with started(f"rdflib-endpoint, {store}", command, port, "/", folder) as peer:
        yield peer


_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso-errors.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
ServerThreads = 20
DirsAllowed = {folder}
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(program: str, folder: Path, triples: Path) -> Iterator[Peer]:
    """Start Virtuoso and load the triples by its SQL client."""
    port, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=sql))
    command = [program, "+foreground", "+configfile", str(settings)]
    with started("Virtuoso", command, port, "/sparql", folder) as peer:
        load = f"DB.DBA.TTLP_MT(file_to_string_output('{triples}'), '', 'urn:all'); checkpoint;"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"],
            check=True,
            capture_output=True,
        )
        yield peer
