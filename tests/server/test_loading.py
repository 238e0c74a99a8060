"""What a service serves, and what tells one state of it from another."""

from pathlib import Path

import pytest

import cigref_kg
from cigref_kg.base.errors import InputError
from cigref_kg.engine import AcceptedFormats, Limits, Query
from cigref_kg.server.loading import Source, load_source, without_credentials


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:p%40ss@example.org:8080/x?y", "http://example.org:8080/x?y"),
        ("https://me@example.org/", "https://example.org/"),
        ("http://a@b:c@example.org/", "http://example.org/"),
        ("http://example.org/", "http://example.org/"),
    ],
)
def test_address_of_a_store_is_shown_without_credentials(url: str, shown: str) -> None:
    assert without_credentials(url) == shown
    assert Source(url).shown == shown


def test_refusal_of_files_for_a_remote_store_shows_no_password(tmp_path: Path) -> None:
    source = Source("http://me:s3cret@example.org/", (tmp_path / "x.ttl",))
    with pytest.raises(
        InputError, match=r"load the files into http://example\.org/ itself"
    ) as told:
        load_source(source)
    assert "s3cret" not in str(told.value)


def test_version_is_that_of_all_that_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    versions = [load_source(Source()).version]
    for content in ("<urn:a> <urn:b> 1 .", "<urn:a> <urn:b> 2 ."):
        file.write_text(content)
        versions.append(load_source(Source(load=(file,))).version)
    assert versions[0] == cigref_kg.load().version
    assert len(set(versions)) == 3
    assert load_source(Source(load=(file,))).version == versions[-1]


def test_version_of_a_folder_changes_with_what_others_load_into_it(tmp_path: Path) -> None:
    folder, file = tmp_path / "store", tmp_path / "more.ttl"
    source = Source(str(folder))
    before = load_source(source)
    assert load_source(source).version == before.version
    file.write_text("<urn:a> <urn:b> 1 .")
    assert load_source(Source(str(folder), load=(file,))).version != before.version
    engine = before.make_engine(Limits())
    assert engine(Query("ASK { ?s ?p ?o }"), AcceptedFormats("text/csv", None)).body == b"true"


def test_another_server_has_no_version() -> None:
    assert load_source(Source("http://127.0.0.1:9/")).version is None
