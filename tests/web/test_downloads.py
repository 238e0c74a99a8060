"""The files of the dataset."""

import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cigref_kg.base.model import LANGUAGES
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.served import Served
from cigref_kg.publish.spreadsheets import workbook_files, workbooks
from cigref_kg.publish.versions import keep_version
from cigref_kg.web.app import create_app


def test_index_tells_size_sum_date_and_licence(
    client: FlaskClient, files: dict[str, bytes]
) -> None:
    page = client.get("/download/").get_data(as_text=True)
    for name, content in files.items():
        assert f'href="../download/{name}"' in page
        assert hashlib.sha256(content).hexdigest() in page
    assert "creativecommons.org/licenses/by/4.0" in page
    assert re.search(r"\d{1,2}(er)? \w+ 20\d\d", page)


def test_files_are_served_as_built(client: FlaskClient, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        response = client.get(f"/download/{name}")
        assert response.status_code == 200
        assert response.data == content
        assert name in response.headers["Content-Disposition"]
        assert 'rel="license"' in response.headers["Link"]


def test_file_is_what_a_browser_gets(client: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/download/cigref-kg.ttl", headers=browser).status_code == 200


def test_client_that_wants_another_format_is_led_to_the_description(client: FlaskClient) -> None:
    response = client.get("/download/cigref-kg.nt", headers={"Accept": "text/turtle"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/doc/download/cigref-kg.nt.ttl"
    described = client.get(response.headers["Location"]).get_data(as_text=True)
    assert "dcat:Distribution" in described
    assert client.get("/download/cigref-kg.nt", headers={"Accept": "image/png"}).status_code == 406


def test_unknown_file_is_404_with_the_names(client: FlaskClient, app: Flask) -> None:
    response = client.get("/download/none.ttl")
    assert response.status_code == 404
    assert "cigref-kg.ttl" in response.get_json()["files"]


def test_a_file_has_an_address_with_its_version(dataset: Dataset, tmp_path: Path) -> None:
    keep_version(tmp_path, "0123456789ab", {"profiles.csv": b"code"})
    client = create_app(dataset, versions=tmp_path).test_client()
    current = client.get(f"/download/{dataset.version}/profiles.csv")
    assert current.data == client.get("/download/profiles.csv").data
    assert "immutable" in current.headers["Cache-Control"]
    assert client.get("/download/0123456789ab/profiles.csv").data == b"code"
    for path in ("0123456789ab/moves.csv", "ba9876543210/profiles.csv", "x/../profiles.csv"):
        assert client.get(f"/download/{path}").status_code == 404
    assert "0123456789ab" in client.get("/download/").text


def test_whatever_is_listed_has_an_address_with_its_version(
    dataset: Dataset, client: FlaskClient
) -> None:
    page = client.get("/download/?lang=en").text
    listed = re.findall(r'href="\.\./download/([^"?]+)\?lang=en"', page)
    assert {"cigref-kg.nq", "family-9.xlsx", "excel/moves.csv"} <= set(listed)
    for name in listed:
        response = client.get(f"/download/{dataset.version}/{name}?lang=en")
        assert response.status_code == 200, name
        assert "immutable" in response.headers["Cache-Control"]


def test_workbooks_are_kept_with_a_version(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every, one = workbooks.edition_workbooks, "family-6"  # all of them take seconds
    assert every(served).keys() == {"cigref-kg", *(f"family-{n}" for n in range(1, 10))}
    monkeypatch.setattr(workbooks, "edition_workbooks", lambda each: {one: every(each)[one]})
    version, files = "0123456789ab", workbook_files(served)
    assert files.keys() == {f"{one}{y}.{lang}.xlsx" for y in ("", "-2024") for lang in LANGUAGES}
    keep_version(tmp_path, version, {"profiles.csv": b"code,title\n", **files})
    client = create_app(served.dataset, versions=tmp_path).test_client()
    workbook = f"/download/{version}/family-6.xlsx"
    assert client.get(f"{workbook}?lang=fr").data == files["family-6.fr.xlsx"]
    assert client.get(f"{workbook}?lang=en&edition=2024").data == files["family-6-2024.en.xlsx"]
    table = client.get(f"/download/{version}/excel/profiles.csv?lang=fr")
    assert table.text == "\ufeffcode;title\r\n"
    for missing in ("family-10.xlsx", "excel/moves.csv"):
        assert client.get(f"/download/{version}/{missing}").status_code == 404


def test_what_changed_since_a_kept_version_is_told_by_code(
    dataset: Dataset, files: dict[str, bytes], tmp_path: Path
) -> None:
    old = files["requirements.csv"].decode().replace(",4,", ",3,", 1)
    lines = files["moves.csv"].decode().splitlines(keepends=True)
    tables = {name: content for name, content in files.items() if name.endswith(".csv")}
    tables |= {"requirements.csv": old.encode(), "moves.csv": "".join(lines[:-1]).encode()}
    keep_version(tmp_path, "0123456789ab", tables)
    client = create_app(dataset, versions=tmp_path).test_client()
    found = client.get("/download/0123456789ab/changes.json").get_json()
    assert (found["from"], found["to"], found["count"]) == ("0123456789ab", dataset.version, 2)
    changed, added = found["changes"]
    assert (changed["table"], changed["change"]) == ("requirements", "changed")
    assert changed["cells"] == {"level": {"before": "3", "after": "4"}}
    assert (added["table"], added["change"]) == ("moves", "added")
    assert client.get(f"/download/{dataset.version}/changes.json").get_json()["changes"] == []
    assert client.get("/download/ba9876543210/changes.json").status_code == 404
