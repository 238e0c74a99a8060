"""The service without Linux's own calls, which raise here: the tests of others hold for it too."""

from collections.abc import Iterator

import pytest

from tests.server import test_hostile_queries
from tests.server.conftest import SETTINGS
from tests.server.service import PORTABLE, Service, running_service
from tests.server.test_survival import (
    test_any_process_may_be_killed_under_load,
    test_reload_loads_anew_and_refuses_nobody,
    test_service_goes_on_when_the_first_process_is_killed,
)

__all__ = [
    "test_any_process_may_be_killed_under_load",
    "test_reload_loads_anew_and_refuses_nobody",
    "test_service_goes_on_when_the_first_process_is_killed",
]
pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def start() -> tuple[str, ...]:
    return PORTABLE


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    log = tmp_path_factory.mktemp("portable") / "log"
    with running_service(log, settings=SETTINGS, start=PORTABLE) as service:
        yield service
    assert service.process.returncode == 0, log.read_text()


@pytest.mark.parametrize("name", ["cross product", "order by of a cross product", "deep negation"])
def test_worst_queries_are_bounded(mortal: Service, name: str) -> None:
    test_hostile_queries.test_worst_query_is_bounded_and_others_do_not_notice(mortal, name)


def test_the_start_tells_which_bounds_are_missing(mortal: Service) -> None:
    told = mortal.log.read_text()
    assert "Without Linux: short queries may take CIGREF_KG_MEMORY_MIB" in told
    assert "Traceback" not in told
