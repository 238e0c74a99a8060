"""One service for the tests that do it no harm for good."""

from collections.abc import Iterator

import pytest

from tests.server.service import ORDINARY, Service, running_service

SETTINGS = {
    "DEADLINE": "2",
    "SHORT_TIME": "0.2",
    "MEMORY_MIB": "160",
    "SHORT_MEMORY_MIB": "96",
    "ANSWER_MIB": "8",
    "ANSWER_ROWS": "60000",
    "LOG": "requests",
}


@pytest.fixture(scope="session")
def start() -> tuple[str, ...]:
    """How the command line is started."""
    return ORDINARY


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    log = tmp_path_factory.mktemp("service") / "log"
    with running_service(log, settings=SETTINGS) as service:
        yield service
    assert service.process.returncode == 0, log.read_text()
