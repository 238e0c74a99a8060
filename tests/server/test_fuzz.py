"""Hostile HTTP: whatever is sent, the answer is no 5xx, and the service is there afterwards.

``benchmarks/fuzz.py`` sends many more.
"""

import http.client
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.requests import RawRequest, raw_requests
from tests.server.service import Service, query_path

pytestmark = pytest.mark.system


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(request=raw_requests())
def test_hostile_request_gets_an_answer_that_is_no_5xx(
    service: Service, request: RawRequest
) -> None:
    status = exchange(service.port, request)
    assert status is None or status < 500 or status in {501, 505}, request


@settings(max_examples=30)
@given(junk=st.binary(min_size=1, max_size=300))
def test_what_is_no_http_does_not_hurt(service: Service, junk: bytes) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=60) as connection:
        connection.sendall(junk)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(60)
        try:
            while connection.recv(4096):
                continue
        except OSError:
            pass
    assert service.get(query_path("ASK {}")).status == 200


def exchange(port: int, request: RawRequest) -> int | None:
    """Send a request as it is; return the status, or ``None`` if the server hung up."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        try:
            connection.sendall(request.encoded())
        except OSError:
            return None
        response = http.client.HTTPResponse(connection, method=request.method)
        try:
            response.begin()
            response.read()
        except (http.client.HTTPException, ConnectionError):
            return None
        return response.status
