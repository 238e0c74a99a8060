"""What a service serves, and what tells one state of it from another."""

from pathlib import Path

import pytest

import cigref_kg
from cigref_kg.base import cache
from cigref_kg.base.errors import InputError
from cigref_kg.engine import AcceptedFormats, Limits, Query
from cigref_kg.engine.cardinality import Degrees
from cigref_kg.engine.errors import DeadlineError
from cigref_kg.server import loading
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


def test_what_is_cheap_is_known_from_the_start(tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text("<urn:a> <urn:b> 1, 2, 3 . <urn:c> <urn:b> 1 .")
    degrees = load_source(Source(load=(file,))).degrees
    assert degrees is not None
    assert degrees["urn:b"] == Degrees(triples=4, of_subject=3, of_object=2)
    # Another version is counted anew, and the same one is not.
    file.write_text("<urn:a> <urn:b> 1 .")
    again = [load_source(Source(load=(file,))).degrees for _ in range(2)]
    assert again[0] == again[1] == {**degrees, "urn:b": Degrees(1, 1, 1)}


def test_a_graph_that_takes_too_long_to_count_has_no_degrees(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up(_: object) -> None:
        raise DeadlineError(30)

    monkeypatch.setattr(loading, "read_degrees", give_up)
    monkeypatch.setattr(cache, "kept", lambda _kind, _sources, make, **_: make())
    assert load_source(Source()).degrees is None


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
