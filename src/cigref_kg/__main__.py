"""The program: ``cigref-kg``, or ``python -m cigref_kg``."""

import gc
import io
import os
import signal
import sys

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C ended, as shells give it (128 + SIGINT)."""
UNUSABLE = 2  # exit code, as of commands/options.py
_ALLOCATIONS = 50_000
"""Objects made before garbage is looked for: most of what a verb makes lives to its end."""


def run() -> None:
    """Run the command line. Ctrl-C ends it at once, and what was half-written is gone.

    The handler does not raise KeyboardInterrupt: libraries that catch everything (rdflib's store
    in memory does) would swallow it.
    """
    signal.signal(signal.SIGINT, _end)
    _open_closed_streams()
    gc.set_threshold(_ALLOCATIONS)
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():  # "?" for what the code page of an old terminal lacks
            sys.stdout.reconfigure(errors="replace")
        else:  # JSON is in UTF-8 (RFC 8259), and so is every file that is written
            sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    from cigref_kg.cli import main

    try:
        main(prog_name="cigref-kg")
    except OSError as error:  # whatever no verb was there to explain, such as a full disk for help
        from cigref_kg.base.messages import message
        from cigref_kg.commands.arguments.language import environment_language
        from cigref_kg.commands.terminal import told

        said = message("commands.error", told=told(error)).localized(environment_language())
        sys.stderr.write(f"{said}\n")
        sys.exit(UNUSABLE)
    finally:
        # What was asked is done: Ctrl-C while Python ends would only change the exit code.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _open_closed_streams() -> None:
    """Take the places of standard streams that are closed, or files that are opened would.

    What reads finds nothing, errors go nowhere, and what writes its answer fails, which is said.
    """
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(os.devnull)), encoding="utf-8")
    if sys.stdout is None:
        unwritable = io.FileIO(os.open(os.devnull, os.O_RDONLY), "w")
        sys.stdout = io.TextIOWrapper(unwritable, encoding="utf-8", write_through=True)
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(
            io.FileIO(os.devnull, "w"), encoding="utf-8", write_through=True
        )


def _end(*_: object) -> None:
    from cigref_kg.base.files import remove_unfinished

    remove_unfinished()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    run()
