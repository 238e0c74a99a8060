"""The official SDK's client lists and calls every tool, over both transports."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.doors.test_mcp import CALLS
from tests.server.service import running_service

pytestmark = pytest.mark.system

PYTHON = Path(os.environ.get("CIGREF_MCP", ROOT / "build" / "mcp" / "bin" / "python"))
SCRIPT = Path(__file__).parent / "mcp_client.py"


def talked(*target: str) -> dict[str, Any]:
    if not PYTHON.exists():
        pytest.skip(
            f"the SDK is not at hand ({PYTHON}; make peers installs it, CIGREF_MCP names it)"
        )
    done = subprocess.run(
        [str(PYTHON), str(SCRIPT), *target],
        input=json.dumps(CALLS),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def assert_whole(told: dict[str, Any]) -> None:
    assert set(told["tools"]) == CALLS.keys()
    assert told["resources"] == 9
    assert told["prompts"] == 4
    for name, text in told["answers"].items():
        assert json.loads(text)["source"], name


def test_over_standard_input_and_output() -> None:
    assert_whole(talked("stdio", sys.executable, "-m", "cigref_kg", "mcp"))


def test_over_http(tmp_path: Path) -> None:
    with running_service(tmp_path / "log") as service:
        assert_whole(talked("http", f"http://127.0.0.1:{service.port}/mcp"))
