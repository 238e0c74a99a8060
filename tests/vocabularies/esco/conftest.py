"""An invented ESCO in a store, and the real release 1.0 where it is at hand."""

from pathlib import Path

import pytest

from cigref_kg.base.iris import Iris
from cigref_kg.vocabularies.esco.classification import Classification
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.sinks import StoreFolder, open_store
from tests.conftest import SHARED
from tests.vocabularies.esco.downloads import files, write_folder

GRAPH = Iris().graph("esco")


@pytest.fixture
def download(tmp_path: Path) -> Path:
    """A folder with the invented download."""
    return write_folder(tmp_path / "ESCO dataset - v1.2.0 - classification", files())


@pytest.fixture(scope="session")
def invented_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented download."""
    folder = tmp_path_factory.mktemp("invented")
    source = write_folder(folder / "esco-v1.2", files())
    import_esco(source, ("fr", "en"), StoreFolder(folder / "store", GRAPH))
    return folder / "store"


@pytest.fixture(scope="session")
def invented(invented_store: Path) -> Classification:
    """The invented ESCO."""
    return Classification(open_store(invented_store), GRAPH)


@pytest.fixture(scope="session")
def esco_1_0() -> Path:
    """The official layout of release 1.0, which the repository does not hold."""
    folder = SHARED / "esco" / "v1.0-csv"
    if not folder.is_dir():
        pytest.skip(f"ESCO 1.0 is not at hand ({folder})")
    return folder
