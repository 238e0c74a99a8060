"""Messages between a web process and the engine's workers, over a local stream socket.

Each is a head of fixed size and a body. What is rare (graphs of the protocol, errors) is JSON in
the body, so that the common case costs as little as can be: this lies on the path of every query.
"""

import json
import socket
import struct
import time
from contextlib import ExitStack
from typing import get_args

from cigref_kg.engine.answers import AcceptedFormats, AnswerKind, Query, Result
from cigref_kg.engine.errors import QueryError, error_from
from cigref_kg.engine.formats import GRAPHS, RESULTS

_HEAD = struct.Struct(">IBBBd")
"""Size of the body; what it is; two choices of a format; seconds."""
_READ = 65536  # bytes that are read at once
_REST_SECONDS = 5.0
"""How long the rest of a message may take once it has begun."""

_HELLO, _PLAIN, _WITH_GRAPHS, _ERROR, _FIRST_KIND = range(5)
_KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)
_MEDIA_TYPES = (None, *dict.fromkeys((*RESULTS, *GRAPHS)))
_NUMBERS = {media_type: number for number, media_type in enumerate(_MEDIA_TYPES)}

_CONNECT_PATIENCE = struct.pack("@ll", 2, 0)
"""Seconds and microseconds to wait where too many wait before."""
_PARTS = b"cl"
"""What is sent with a connection and its lifeline, a byte for each."""

Message = tuple[int, int, int, float, bytes]


def send_hello(connection: socket.socket, pid: int) -> None:
    """Say which worker this is."""
    _send(connection, _HELLO, 0, 0, 0.0, str(pid).encode())


def receive_hello(connection: socket.socket) -> int:
    """Learn which worker this is."""
    return int(_receive(connection)[4])


def entrance_and_arrivals() -> tuple[socket.socket, socket.socket]:
    """Return two ends: where web processes connect, and where that comes to all workers."""
    entrance, arrivals = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    entrance.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _CONNECT_PATIENCE)
    return entrance, arrivals


def connect(entrance: socket.socket) -> tuple[socket.socket, socket.socket]:
    """Connect to whichever worker is free, or will be.

    A socket pair has no name that others could connect to, on a file system or beside it.

    Args:
        entrance: see :func:`entrance_and_arrivals`.

    Returns:
        The connection, and a lifeline: when that closes, the worker ends.

    Raises:
        OSError: if too many wait already.
    """
    with ExitStack() as ours, ExitStack() as theirs:
        pairs = [socket.socketpair() for _ in _PARTS]
        for own, other in pairs:
            ours.enter_context(own)
            theirs.enter_context(other)
        socket.send_fds(entrance, [_PARTS], [other.fileno() for _, other in pairs])
        ours.pop_all()
        return pairs[0][0], pairs[1][0]


def accept(arrivals: socket.socket) -> tuple[socket.socket, socket.socket] | None:
    """Wait for what :func:`connect` sent; ``None`` if it did not come whole."""
    _, descriptors, _, _ = socket.recv_fds(arrivals, len(_PARTS), len(_PARTS))
    received = [socket.socket(fileno=descriptor) for descriptor in descriptors]
    if len(received) == len(_PARTS):
        return received[0], received[1]
    for part in received:
        part.close()
    return None


def send_query(
    connection: socket.socket, query: Query, accepted: AcceptedFormats, seconds: float
) -> None:
    """Ask a worker, which may take ``seconds``.

    Args:
        connection: to the worker.
        query: what is asked.
        accepted: the formats that may be answered in.
        seconds: how long it may take.

    Raises:
        OSError: if the other side has gone.
    """
    results, graph = _NUMBERS[accepted.results], _NUMBERS[accepted.graph]
    if query.default_graphs or query.named_graphs:
        told = json.dumps([query.text, query.default_graphs, query.named_graphs])
        _send(connection, _WITH_GRAPHS, results, graph, seconds, told.encode())
    else:
        _send(connection, _PLAIN, results, graph, seconds, query.text.encode())


def receive_query(connection: socket.socket) -> tuple[Query, AcceptedFormats, float]:
    """Receive what :func:`send_query` sent.

    Raises:
        EOFError, OSError: if the other side has gone.
    """
    what, results, graph, seconds, body = _receive(connection)
    accepted = AcceptedFormats(_MEDIA_TYPES[results], _MEDIA_TYPES[graph])
    if what == _PLAIN:
        return Query(body.decode()), accepted, seconds
    text, default, named = json.loads(body)
    return Query(text, tuple(default), tuple(named)), accepted, seconds


def send_outcome(connection: socket.socket, outcome: Result | QueryError) -> None:
    """Answer a query.

    Raises:
        OSError: if the other side has gone.
    """
    if isinstance(outcome, QueryError):
        told = json.dumps([outcome.code, dict(outcome.fields)]).encode()
        _send(connection, _ERROR, 0, 0, 0.0, told)
    else:
        what = _FIRST_KIND + _KINDS.index(outcome.kind)
        number = _NUMBERS[outcome.media_type]
        _send(connection, what, number, 0, outcome.seconds, outcome.body)


def receive_outcome(connection: socket.socket) -> Result:
    """Receive what :func:`send_outcome` sent.

    Raises:
        QueryError: if the query has no answer.
        EOFError, OSError: if the other side has gone; ``BlockingIOError`` if the socket's
            time-out passes first.
    """
    what, number, _, seconds, body = _receive(connection)
    if what == _ERROR:
        code, fields = json.loads(body)
        raise error_from(code, fields)
    return Result(body, _MEDIA_TYPES[number] or "", _KINDS[what - _FIRST_KIND], seconds)


def _send(
    connection: socket.socket, what: int, first: int, second: int, seconds: float, body: bytes
) -> None:
    head = _HEAD.pack(len(body), what, first, second, seconds)
    if len(body) < _READ:
        connection.sendall(head + body)
    else:
        connection.sendall(head)
        connection.sendall(body)


def _receive(connection: socket.socket) -> Message:
    # Nothing follows a message before it is answered, so one read may take all that is there.
    content = connection.recv(_READ)
    while len(content) < _HEAD.size:
        part = connection.recv(_READ) if content else b""
        if not part:
            raise EOFError
        content += part
    size, what, first, second, seconds = _HEAD.unpack_from(content)
    parts, left = [content[_HEAD.size :]], _HEAD.size + size - len(content)
    late = time.monotonic() + _REST_SECONDS
    while left:
        try:
            # As much as there is at once: copied by the kernel, while other threads work.
            parts.append(connection.recv(left, socket.MSG_WAITALL))
        except BlockingIOError:
            # The time-out is for the answer to begin; what has begun is not left half-read.
            if time.monotonic() > late:
                raise EOFError from None
            continue
        if not parts[-1]:
            raise EOFError
        left -= len(parts[-1])
    return what, first, second, seconds, b"".join(parts)
