"""The service's log: one JSON object a line on standard error, without who asked or what."""

import json
import os
import sys
from datetime import UTC, datetime


def log(event: str, **fields: object) -> None:
    """Write one line."""
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "pid": os.getpid(),
        "event": event,
        **fields,
    }
    # One write, so that lines of several processes do not mix.
    sys.stderr.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
    sys.stderr.flush()
