"""`kill -9` of any process, reload, and a graceful end."""

import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cigref_kg.server.supervisor import check_address
from tests.machine import free_port, is_alive
from tests.server.service import START, Service, children, new_query, query_path, running_service

pytestmark = pytest.mark.system

_BACK = 60.0
"""Far more than a service needs to come back; how long it takes is measured by benchmarks/."""
ROLES = {"generation", "granian", "web", "worker"}


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    log = tmp_path_factory.mktemp("mortal") / "log"
    with running_service(log, settings={"DEADLINE": "30"}) as service:
        yield service
    assert service.process.returncode == 0, log.read_text()


def roles(service: Service) -> dict[int, str]:
    """What each process does, by its place: the generation has workers and one that has the web."""
    found = {}
    for generation in children(service.process.pid):
        found[generation] = "generation"
        for pid in children(generation):
            found[pid] = "granian" if children(pid) else "worker"
            found |= dict.fromkeys(children(pid), "web")
    return found


def test_processes_tell_what_they_do_in_ps(mortal: Service) -> None:
    names = {Path(f"/proc/{pid}/comm").read_text().strip() for pid in mortal.processes()}
    assert {"cigref-kg query", "cigref-kg gener", "granian", "cigref-kg web"} <= names


def test_queries_give_way_to_what_the_web_processes_answer_themselves(mortal: Service) -> None:
    found = roles(mortal)
    niceness = {role: os.getpriority(os.PRIO_PROCESS, pid) for pid, role in found.items()}
    assert niceness["worker"] >= niceness["web"] + 5


def test_the_first_to_ask_wait_and_are_answered(tmp_path: Path) -> None:
    """From before the service listens: then as soon as it does, nobody is refused."""
    port, log = free_port(), tmp_path / "log"
    statuses: list[int] = []

    def ask(number: int) -> None:
        query = f"ASK {{ FILTER({number} > 1) }}" if number % 2 else new_query()
        while service.process.poll() is None:
            try:
                statuses.append(service.get(query_path(query)).status)
                return
            except ConnectionRefusedError:
                time.sleep(0.005)

    command = [sys.executable, "-c", START, "serve", "--port", str(port)]
    settings = {**os.environ, "CIGREF_KG_DEADLINE": "2"}
    with (
        log.open("wb") as stream,
        subprocess.Popen(command, stderr=stream, env=settings) as process,
    ):
        service = Service(process, port, log)
        try:
            clients = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
            for client in clients:
                client.start()
            for client in clients:
                client.join(_BACK)
        finally:
            process.send_signal(signal.SIGTERM)
    assert statuses == [200] * 12, log.read_text()


def test_any_process_may_be_killed_under_load(mortal: Service) -> None:
    assert set(roles(mortal).values()) == ROLES
    stop = threading.Event()
    outcomes: list[int] = []
    failures: dict[str, int] = {}

    def ask() -> None:
        while not stop.is_set():
            try:
                outcomes.append(mortal.get(query_path(new_query())).status)
            except OSError:
                outcomes.append(0)
                time.sleep(0.01)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for kind in sorted(ROLES):
            victim = one_that_is(kind, mortal)
            before, processes = len(outcomes), mortal.processes()
            os.kill(victim, signal.SIGKILL)
            time.sleep(0.1)
            assert_orphans_end(processes, mortal)
            assert_is_back(mortal)
            failures[kind] = sum(outcome != 200 for outcome in outcomes[before:])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert set(outcomes) <= {200, 503, 0}
    assert failures["worker"] <= 1


def one_that_is(role: str, service: Service) -> int:
    """Return a process with a role, as soon as each role has one.

    Before, a web server that has no process of its own yet would pass for a worker.
    """
    until = time.monotonic() + _BACK
    while time.monotonic() < until:
        found = roles(service)
        if set(found.values()) == ROLES:
            return next(pid for pid, one in found.items() if one == role)
        time.sleep(0.02)
    raise AssertionError(service.log.read_text())


def assert_orphans_end(processes: list[int], service: Service) -> None:
    """See that of ``processes`` those end that lost their parent.

    Where the kernel does not end them they serve on for a moment, and what they drop then is not
    the fault of what is killed next.
    """
    until = time.monotonic() + _BACK
    while any(is_alive(pid) for pid in set(processes) - set(service.processes())):
        assert time.monotonic() < until, service.log.read_text()
        time.sleep(0.02)


def assert_is_back(service: Service) -> None:
    """See that it answers again, from every process."""
    until = time.monotonic() + _BACK
    in_a_row = 0
    while in_a_row < 10:
        assert time.monotonic() < until, service.log.read_text()
        try:
            in_a_row = in_a_row + 1 if service.get("/ready").status == 200 else 0
        except OSError:
            in_a_row = 0
            time.sleep(0.02)


def test_reload_loads_anew_and_refuses_nobody(mortal: Service) -> None:
    before = roles(mortal)
    stop = threading.Event()
    failures: list[object] = []

    def ask() -> None:
        while not stop.is_set():
            try:
                answer = mortal.get(query_path("ASK {}"))
            except OSError as error:
                failures.append(error)
            else:
                if answer.status != 200:
                    failures.append(answer.status)
            time.sleep(0.005)

    thread = threading.Thread(target=ask)
    thread.start()
    mortal.process.send_signal(signal.SIGHUP)
    until = time.monotonic() + _BACK
    try:
        while set(mortal.processes()) & set(before):
            assert time.monotonic() < until, mortal.log.read_text()
            time.sleep(0.1)
    finally:
        stop.set()
        thread.join()
    # A connection that waits in the queue of a socket when that is closed is reset by the kernel.
    assert len(failures) <= list(before.values()).count("web"), failures
    assert '"event": "reloaded"' in mortal.log.read_text()


def test_query_under_way_is_answered_before_the_end(tmp_path: Path) -> None:
    settings = {"DEADLINE": "10", "SHORT_TIME": "0.1"}
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . ?a ?b ?o . ?c ?d ?b }"
    answers: list[int] = []
    with running_service(tmp_path / "log", settings=settings) as service:
        thread = threading.Thread(target=lambda: answers.append(service.ask(slow).status))
        thread.start()
        until = time.monotonic() + _BACK
        while b"\ncigref_kg_queries_running 1\n" not in service.get("/metrics").body:
            assert time.monotonic() < until, service.log.read_text()
            time.sleep(0.02)
    thread.join()
    assert answers in ([200], [504])
    assert service.process.returncode == 0


def test_ctrl_c_in_a_terminal_stops_the_service_in_order(tmp_path: Path) -> None:
    with running_service(tmp_path / "log") as service:
        # A terminal sends it to the whole process group.
        group = os.getpgid(service.process.pid)
        assert all(os.getpgid(pid) != group for pid in service.processes())
        service.process.send_signal(signal.SIGINT)
        assert service.process.wait(_BACK) == 0
    assert '"event": "failed"' not in service.log.read_text()


def test_service_goes_on_when_the_first_process_is_killed(
    tmp_path: Path, start: tuple[str, ...]
) -> None:
    with running_service(tmp_path / "log", start=start) as service:
        beginning = roles(service)
        (generation,) = children(service.process.pid)
        try:
            service.process.kill()
            service.process.wait()
            assert service.ask("ASK {}").status == 200
            # What it keeps alive, it still replaces.
            (worker, *_) = [pid for pid, role in beginning.items() if role == "worker"]
            os.kill(worker, signal.SIGKILL)
            assert_is_back(service)
        finally:
            os.kill(generation, signal.SIGTERM)
        until = time.monotonic() + _BACK
        while any(is_alive(pid) for pid in beginning):
            assert time.monotonic() < until, service.log.read_text()
            time.sleep(0.02)
    assert '"event": "first process ended"' in service.log.read_text()


def test_second_service_on_the_same_port_is_refused(mortal: Service, tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, "serve", "--port", str(mortal.port)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert f"port {mortal.port} of 127.0.0.1 is in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_host_may_be_a_name() -> None:
    port = free_port()
    address = ipaddress.ip_address(check_address("localhost", port))
    assert address.is_loopback
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(OSError, match="Address already in use"):
            check_address("127.0.0.1", port)


def test_log_has_one_json_object_a_line_and_no_query(mortal: Service) -> None:
    mortal.get(query_path("ASK { <urn:secret"))
    lines = [line for line in mortal.log.read_text().splitlines() if line.startswith("{")]
    entries = [json.loads(line) for line in lines]
    assert any(entry["event"] == "request" and entry["status"] == 400 for entry in entries)
    assert "secret" not in mortal.log.read_text()
