"""Load by wrk: answers per second of a server to a list of queries."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# A comment makes each request another query than all before, without any other work to do.
_SCRIPT = """
local queries = {{ {queries} }}
local cold = {cold}
local n = 0
request = function()
  n = n + 1
  local query = queries[(n - 1) % #queries + 1]
  if cold then query = query .. "%20%23{salt}-" .. n end
  return wrk.format("GET", "{path}?query=" .. query)
end
"""


@dataclass(frozen=True)
class Measured:
    """What one run of wrk measured."""

    per_second: float
    failures: int


def measure(
    port: int,
    path: str,
    queries: Sequence[str],
    *,
    cold: bool,
    concurrency: int,
    seconds: int,
    salt: str,
    folder: Path,
) -> Measured:
    """Send queries for some seconds.

    Args:
        port: of the server.
        path: of its endpoint.
        queries: sent in turn.
        cold: whether no query repeats.
        concurrency: connections, each with one request under way.
        seconds: how long.
        salt: what makes the queries of this run others than those of all runs before.
        folder: for wrk's script.
    """
    quoted = ", ".join(f'"{quote(query)}"' for query in queries)
    script = folder / "load.lua"
    script.write_text(
        _SCRIPT.format(queries=quoted, cold="true" if cold else "false", salt=salt, path=path)
    )
    command = ["wrk", "-t1", f"-c{concurrency}", f"-d{seconds}s", "--timeout", "30s"]
    done = subprocess.run(
        [*command, "-s", str(script), f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    return Measured(float(rate[1]) if rate else 0.0, int(wrong[1]) if wrong else 0)
