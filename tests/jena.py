"""Jena 4.9 of Debian (``libapache-jena-java``): riot, its SHACL engine, its SPARQL engine."""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

JARS = Path("/usr/share/java")
_MOVED = "org/apache/jena/ext/"
_LOGGING = re.compile("slf4j-(?!api|simple)|-slf4j|log4j")
_VERSION = re.compile(r"-[\d.]+\.jar$")


@cache
def _classpath() -> str:
    """What java searches for classes: the jars, each once and with one way of logging.

    Debian moves the package of Jena's XML schema types and forgets the messages that these load,
    without which no program of Jena starts: they are put where they are looked for.
    """
    messages = Path(tempfile.mkdtemp(prefix="jena-messages-"))
    atexit.register(shutil.rmtree, messages, ignore_errors=True)
    with ZipFile(JARS / "jena-core.jar") as core:
        for name in core.namelist():
            if name.startswith(_MOVED) and name.endswith(".properties"):
                place = messages / name.removeprefix(_MOVED)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(core.read(name))
    jars = [jar for jar in sorted(JARS.glob("*.jar")) if not _VERSION.search(jar.name)]
    return ":".join(map(str, [messages, *(j for j in jars if not _LOGGING.search(j.name))]))


def jena(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of Jena, by its class (``"riotcmd.riot"``), whatever it exits with.

    Skips the test where Jena is not at hand.
    """
    java = shutil.which("java")
    if not java or not (JARS / "jena-cmds.jar").exists():
        pytest.skip("Jena is not at hand (Debian: apt-get install libapache-jena-java)")
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # a short run is not worth optimizing
    command = [java, *quick, program, *map(str, arguments)]
    environment = {**os.environ, "CLASSPATH": _classpath()}
    return subprocess.run(command, capture_output=True, text=True, env=environment)
