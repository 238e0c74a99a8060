"""Connections on which nothing moves."""

import socket
import threading

from cigref_kg.base.systems import system
from cigref_kg.base.systems.posix import Traffic
from cigref_kg.server.slow_clients import SlowClients, _connections

KIBIBYTE = 1024


def test_who_moves_is_left_alone_and_who_does_not_is_told() -> None:
    clients = SlowClients(patience=20)
    slow: list[object] = []
    for second in range(0, 61, 5):
        slow += clients.are_slow(
            second,
            {
                "asks now and then": Traffic(300 * (second // 15), is_pending=False),
                "reads fast": Traffic(50 * KIBIBYTE * second, is_pending=True),
                **({"new": Traffic(0, is_pending=False)} if second > 50 else {}),
            },
        )
    assert slow == []
    clients = SlowClients(patience=20)
    for second in range(0, 26, 5):
        slow = clients.are_slow(
            second,
            {
                "sends nothing whole": Traffic(0, is_pending=False),
                "reads a byte a second": Traffic(second, is_pending=True),
                "reads fast": Traffic(50 * KIBIBYTE * second, is_pending=True),
            },
        )
        if slow:
            break
    assert set(slow) == {"sends nothing whole", "reads a byte a second"}
    assert second == 20


def test_the_kernel_tells_what_a_client_takes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            server, _ = listener.accept()
            with server:
                ((peer, seen),) = _connections(port).items()
                assert peer == client.getsockname()
                assert system.traffic(seen) == Traffic(0, is_pending=False)
                server.sendall(b"x" * 1000)
                client.recv(1000)
                client.sendall(b"y")
                server.recv(1)
                assert system.traffic(seen) == Traffic(1000, is_pending=False)
                sender = threading.Thread(target=_send_much, args=(server,))
                sender.start()
                while (traffic := system.traffic(seen)) and not traffic.is_pending:
                    pass
                seen.shutdown(socket.SHUT_RDWR)
                sender.join(timeout=60)
                assert not sender.is_alive()
                seen.close()


def _send_much(server: socket.socket) -> None:
    try:
        server.sendall(b"x" * 50_000_000)
    except OSError:
        return
