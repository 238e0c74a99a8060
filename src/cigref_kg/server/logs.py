"""The service's log: one JSON object a line on standard error, without who asked or what.

To log neither fails nor waits: where nobody reads, or the disk is full, lines are lost, and their
number is told once there is room again.
"""

import json
import logging
import os
import socket
import stat
from datetime import UTC, datetime

from cigref_kg.base.systems import system

_STANDARD_ERROR = 2  # the descriptor
_MOST_BYTES = 4096
"""Of a line: what a pipe takes as one write (PIPE_BUF), so that lines of processes do not mix."""
_lost = 0


def log(event: str, **fields: object) -> None:
    """Write one line, or lose it."""
    global _lost
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "pid": os.getpid(),
        "event": event,
        **fields,
    }
    if _lost:
        entry["lines_lost_before"] = _lost
    _lost = 0 if _write(_line(entry)) else _lost + 1


def _line(entry: dict[str, object]) -> bytes:
    """Return an entry as a line; texts of one that is too long are cut."""
    for longest in (_MOST_BYTES, 400, 40):
        cut = {
            name: f"{value[:longest]}…"
            if isinstance(value, str) and len(value) > longest
            else value
            for name, value in entry.items()
        }
        line = json.dumps(cut, ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n"
        if len(line) <= _MOST_BYTES:
            break
    return line[: _MOST_BYTES - 1].rstrip(b"\n") + b"\n"


def _write(line: bytes) -> bool:
    """Write without waiting, whatever standard error is; tell whether all of it was written."""
    try:
        kind = os.fstat(_STANDARD_ERROR).st_mode
        if stat.S_ISSOCK(kind):  # systemd's journal
            with socket.socket(fileno=os.dup(_STANDARD_ERROR)) as journal:
                return journal.send(line, socket.MSG_DONTWAIT) == len(line)
        if stat.S_ISREG(kind):
            return os.write(_STANDARD_ERROR, line) == len(line)
        return system.write_to_pipe(_STANDARD_ERROR, line)
    except (OSError, ValueError):
        return False


def say(text: str) -> None:
    """Tell whoever is at the terminal, if anybody is."""
    _write(text.encode("utf-8", "replace"))


class JsonHandler(logging.Handler):
    """Writes what libraries log, tracebacks included, as lines of the service's log."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        fields: dict[str, object] = {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            fields["traceback"] = logging.Formatter().formatException(record.exc_info)
        log(record.levelname.lower(), **fields)


def log_as_json() -> None:
    """Let everything that is logged in this process go into the service's log."""
    logging.basicConfig(handlers=[JsonHandler()], level=logging.WARNING, force=True)
    logging.raiseExceptions = False
