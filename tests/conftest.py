"""What many tests need: the shipped dataset once, and the official document where it is."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import cigref_kg
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.dataset import served_edition
from cigref_kg.insight.served import Served
from cigref_kg.publish import files as publishing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from cigref_kg.company.adding import CompanyDataset

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
VERGER = ROOT / "examples" / "verger"

settings.register_profile("untimed", deadline=None)  # how long an example takes is the machine's
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[None]":
    """Keep apart the user's own cache, and the language that they speak."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("LANG", "C.UTF-8")
        for name in ("CIGREF_KG_LANG", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _loaded_once() -> "Iterator[None]":
    """Let all commands and services of a process have one shipped dataset: none changes it."""
    loading = cigref_kg.load
    shared = cache(lambda base: loading(base=base))

    def load(*, base: str = DEFAULT_BASE, official: Path | None = None) -> cigref_kg.Dataset:
        return loading(base=base, official=official) if official else shared(base)

    with pytest.MonkeyPatch.context() as patch:
        for module in ("graph", "company"):
            patch.setattr(f"cigref_kg.{module}.dataset.load", load)
        yield


@pytest.fixture(scope="session", autouse=True)
def _published_once(_loaded_once: None) -> "Iterator[None]":
    """Let all sites and builds of one dataset have the files that were made for the first."""
    published = cache(publishing.publication_files)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("publish.files", "web.site"):
            patch.setattr(f"cigref_kg.{module}.publication_files", published)
        yield


@pytest.fixture(scope="session")
def dataset(_loaded_once: None) -> cigref_kg.Dataset:
    """The dataset that the package ships."""
    return cigref_kg.load()


@pytest.fixture(scope="session")
def verger_dataset(dataset: cigref_kg.Dataset) -> "CompanyDataset":
    """The same with the invented company of the examples beside it."""
    from cigref_kg.company.adding import with_company

    return with_company(dataset, VERGER)


@pytest.fixture(scope="session")
def files(dataset: cigref_kg.Dataset, _published_once: None) -> dict[str, bytes]:
    """What a build publishes of the shipped dataset, by name."""
    return publishing.publication_files(dataset)


@pytest.fixture(scope="session")
def served(dataset: cigref_kg.Dataset) -> Served:
    """The edition that is served by default, without companies."""
    return served_edition(dataset)


@pytest.fixture(scope="session")
def nomenclature(dataset: cigref_kg.Dataset) -> Nomenclature:
    """The shipped model."""
    return dataset.nomenclature


@pytest.fixture(scope="session")
def official_document() -> Path:
    """The official document, which the repository may not hold."""
    path = Path(
        os.environ.get("CIGREF_DOCUMENT", SHARED / "source" / "cigref-nomenclature-2022.txt")
    )
    if not path.exists():
        pytest.skip("the official document is not at hand (CIGREF_DOCUMENT names it)")
    return path


@pytest.fixture(scope="session")
def english_edition() -> Path:
    """The English edition of 2024, parsed by others, which the repository may not hold."""
    file = SHARED / "source" / "cigref-2024-en-parsed.json"
    path = Path(os.environ.get("CIGREF_DOCUMENT_2024", file))
    if not path.exists():
        pytest.skip("the English edition is not at hand (CIGREF_DOCUMENT_2024 names it)")
    return path


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """A browser; tests that use it are marked ``needs_chromium``."""
    from tests.web.browsing import launched

    with launched() as browser:
        yield browser


collect_ignore = ["doors/mcp_client.py"]
"""Runs in an environment of its own, which has the SDK."""
