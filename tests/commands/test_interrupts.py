"""Ctrl-C ends every verb at once, with the exit code that shells know, and leaves nothing half."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.system

INTERRUPTED = 130


STARTED = "from cigref_kg.__main__ import run; print(flush=True); run()"


@pytest.mark.parametrize("after", [0.3, 0.7, 1.3, 2.1], ids=lambda seconds: f"{seconds}s")
@pytest.mark.parametrize("verb", [("build", "--out"), ("export",)], ids=lambda words: words[0])
def test_interrupted(
    verb: tuple[str, ...], after: float, tmp_path: Path, files: dict[str, bytes]
) -> None:
    command = [sys.executable, "-c", STARTED, *verb, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.readline()
        time.sleep(after)  # wherever it is by then
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert b"Traceback" not in said
    if running.returncode == 0:  # it was done before: everything is there
        assert (tmp_path / "out").is_dir()
    else:
        assert running.returncode == INTERRUPTED
        left = [path for path in tmp_path.rglob("*") if path.is_file()]
        names = {path.relative_to(tmp_path / "out").as_posix() for path in left}
        # It may have been done but for its last words.
        assert not left or (verb[0] == "build" and names == files.keys())


def test_ctrl_c_after_the_work_changes_nothing() -> None:
    late = "import atexit, os, signal; atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    command = [sys.executable, "-c", f"{late}; {STARTED}", "--version"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
