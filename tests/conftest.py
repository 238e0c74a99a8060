"""What many tests need: the shipped dataset once, and the official document where it is."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cigref_kg
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.dataset import served_edition
from cigref_kg.insight.served import Served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[None]":
    """Keep apart the user's own cache, and the language that they speak."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("LANG", "C.UTF-8")
        for name in ("CIGREF_KG_LANG", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def dataset() -> cigref_kg.Dataset:
    """The dataset that the package ships."""
    return cigref_kg.load()


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
