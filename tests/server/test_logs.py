"""The log: JSON lines, and neither errors nor waiting where they cannot be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LOG_OFTEN = """
from cigref_kg.server.logs import log
for number in range({times}):
    log("event", number=number, text="x" * 500)
print("done")
"""


def run(times: int, stderr: int) -> str:
    started = [sys.executable, "-c", LOG_OFTEN.format(times=times)]
    return subprocess.run(
        started, stdout=subprocess.PIPE, stderr=stderr, text=True, timeout=60, check=True
    ).stdout


def test_lines_are_json_and_long_texts_are_cut(capfd: pytest.CaptureFixture[str]) -> None:
    from cigref_kg.server.logs import log

    log("event", text="é" * 10_000, query="q", number=1)
    (line,) = capfd.readouterr().err.splitlines()
    entry = json.loads(line)
    assert (entry["event"], entry["query"], entry["number"]) == ("event", "q", 1)
    assert len(line.encode()) <= 4096


def test_nobody_reads_and_nobody_waits() -> None:
    reading, writing = os.pipe()
    try:
        assert run(1000, writing) == "done\n"
    finally:
        os.close(writing)
        content = os.read(reading, 10_000_000)
        os.close(reading)
    assert 0 < len(content) <= 65536
    assert json.loads(content.splitlines()[0])["event"] == "event"


def test_the_reader_is_dead() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert run(10, writing) == "done\n"
    finally:
        os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_the_disk_is_full() -> None:
    with Path("/dev/full").open("wb") as full:
        assert run(10, full.fileno()) == "done\n"


def test_standard_error_is_closed() -> None:
    closed = ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-c", LOG_OFTEN.format(times=3)]
    assert subprocess.run(closed, stdout=subprocess.PIPE, check=True, timeout=60).stdout


def test_lost_lines_are_counted(tmp_path: Path) -> None:
    script = """
import os
from cigref_kg.server.logs import log
kept = os.dup(2)
os.close(2); os.open("/dev/full", os.O_WRONLY)
log("lost"); log("lost")
os.dup2(kept, 2)
log("event")
"""
    file = tmp_path / "log"
    with file.open("wb") as stream:
        subprocess.run([sys.executable, "-c", script], stderr=stream, check=True, timeout=60)
    assert json.loads(file.read_text())["lines_lost_before"] == 2
