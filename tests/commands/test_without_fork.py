"""Without fork and the modules of POSIX, as on Windows, all commands work but serve."""

import json
import subprocess
import sys

import pytest

WITHOUT = """
import json, os, sys
del os.fork
for module in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[module] = None
from click.testing import CliRunner
from cigref_kg.cli import main
import cigref_kg.export
asked = [
    ["query", "-e", "ASK {}", "--format", "json"],
    ["search", "rssi"],
    ["show", "6.3"],
    ["list", "profiles"],
    ["classify", "--help"],
    ["company", "--help"],
    ["serve"],
]
print(json.dumps([[r.exit_code, r.output] for r in (CliRunner().invoke(main, a) for a in asked)]))
"""


@pytest.mark.system
def test_all_commands_but_serve_work_and_serve_says_what_to_do() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True, timeout=60
    )
    *others, (code, message) = json.loads(done.stdout)
    assert [code for code, _ in others] == [0] * len(others), others
    assert '"boolean":true' in others[0][1]
    assert code == 2
    assert message.startswith("Error: serve does not run on Windows: it needs Linux, macOS")
