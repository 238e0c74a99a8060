"""The Containerfile, built and run, where there are tools for it and an image to build on."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.machine import free_port
from tests.server.service import Service, wait_for

pytestmark = [pytest.mark.system, pytest.mark.slow]

BASE = os.environ.get("CIGREF_BASE_IMAGE", "python:3.13-slim")
NAME = "cigref-kg"


def told(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Service]:
    """The service in a container that was built here, with the network of this machine."""
    buildah = shutil.which("buildah")
    if buildah is None:
        pytest.skip("buildah is not installed")
    stored = subprocess.run([buildah, "inspect", "--type", "image", BASE], capture_output=True)
    if stored.returncode:
        pytest.skip(f"the image {BASE} is not here (buildah pull, or CIGREF_BASE_IMAGE names one)")
    told("make", "container", f"CONTAINER={buildah}", f"BASE={BASE}")
    container = told(buildah, "from", NAME)
    port, log = free_port(), tmp_path / "log"
    command = [buildah, "run", container, "cigref-kg", "serve", "--port", str(port)]
    try:
        with (
            log.open("wb") as stream,
            subprocess.Popen(command, stderr=stream, start_new_session=True) as process,
        ):
            service = Service(process, port, log)
            try:
                wait_for(service, 200)
                yield service
            finally:
                os.killpg(process.pid, signal.SIGTERM)  # what runs inside, too
    finally:
        told(buildah, "rm", container)


def test_the_container_serves(running: Service) -> None:
    assert running.get("/doc/2022/profile/6.3.ttl").status == 200
    assert running.ask("ASK { ?s ?p ?o }").status == 200
