"""Editions side by side, and the feed of changes, with one edition served and with two."""

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from cigref_kg.base.model import Nomenclature
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client_of_two(dataset: Dataset) -> FlaskClient:
    """A site whose edition 2018 is at hand too: without 6.3, and with another level in 6.2."""
    nomenclature = dataset.nomenclature
    content = nomenclature.content
    changed = content.profile["6.2"]
    need = changed.requirements[0]
    other = replace(need, level=need.level - 1 if need.level > 1 else 2)
    older = replace(
        content,
        profiles=tuple(
            replace(changed, requirements=(other, *changed.requirements[1:]))
            if profile.code == "6.2"
            else profile
            for profile in content.profiles
            if profile.code != "6.3"
        ),
    )
    editions = tuple(
        replace(edition, content=older) if edition.year == 2018 else edition
        for edition in nomenclature.editions
    )
    two = replace(dataset, nomenclature=replace(nomenclature, editions=editions))
    return create_app(two).test_client()


@pytest.mark.parametrize(
    ("language", "told"), [("fr", "n’a pas le contenu de 2018"), ("en", "the content of 2018")]
)
def test_edition_that_is_not_at_hand_is_said_and_stated_changes_stand_in(
    client: FlaskClient, nomenclature: Nomenclature, language: str, told: str
) -> None:
    page = client.get(f"/editions/compare?from=2018&to=2022&lang={language}").text
    assert told in page
    table = page[page.index('id="stated"') :]
    for change in nomenclature.content.changes:
        assert f"/2022/profile/{change.profile}.html" in table


@pytest.mark.parametrize(
    ("asked", "pair"),
    [
        ("", "2022 → 2024"),
        ("to=2024", "2022 → 2024"),
        ("from=2022", "2022 → 2024"),
        ("to=2022", "2018 → 2022"),
        ("from=2018", "2018 → 2022"),
        ("from=2024&to=2022", "2022 → 2024"),
    ],
)
def test_without_years_the_latest_two_that_can_be_compared_are(
    client: FlaskClient, asked: str, pair: str
) -> None:
    page = client.get(f"/editions/compare?{asked}").text
    offered = re.findall(r">(\d{4} → \d{4})</a>", page)
    assert offered == ["2022 → 2024", "2018 → 2022"]
    assert f'aria-current="true">{pair}</a>' in page


def test_machines_get_the_same_without_years(client: FlaskClient) -> None:
    for extension in ("json", "csv"):
        bare = client.get(f"/editions/compare.{extension}?lang=en")
        assert bare.status_code == 200
        assert bare.data == client.get(f"/editions/compare.{extension}?{PAIR}&lang=en").data


def test_two_editions_are_compared_profile_by_profile(client_of_two: FlaskClient) -> None:
    page = client_of_two.get("/editions/compare?from=2018&to=2022&lang=en").text
    assert "2 jobs changed" in page
    assert "New profile." in page
    assert "Levels: " in page
    assert 'id="stated"' not in page


@pytest.mark.parametrize(
    ("query", "told"),
    [("from=1900", "“1900”"), ("from=2022&to=2022", "not 2022 twice"), ("to=abc", "“abc”")],
)
def test_wrong_editions_are_said(client: FlaskClient, query: str, told: str) -> None:
    response = client.get(f"/editions/compare?{query}&lang=en")
    assert response.status_code == 400
    assert told in response.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_feed_tells_the_stated_changes(
    client: FlaskClient, nomenclature: Nomenclature, language: str
) -> None:
    response = client.get(f"/changes.atom?lang={language}")
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    root = ET.fromstring(response.data)
    entries = [
        entry
        for entry in root.findall(f"{ATOM}entry")
        if "/id/2022/" in (entry.findtext(f"{ATOM}id") or "")
    ]
    assert len(entries) == len(nomenclature.content.changes) > 0
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for element in (root, *entries):
        assert all(element.findtext(f"{ATOM}{tag}") for tag in ("id", "title", "updated"))
    change = nomenclature.content.changes[0]
    summary = entries[0].findtext(f"{ATOM}summary") or ""
    assert all(code in summary for code in (*change.removed, *change.added_or_relevelled))
    path = str(ids[0]).removeprefix("https://w3id.org/cigref-kg")
    assert client.get(path, follow_redirects=True).status_code == 200


def test_feed_of_two_editions_is_their_comparison(client_of_two: FlaskClient) -> None:
    root = ET.fromstring(client_of_two.get("/changes.atom?lang=en").data)
    titles = [
        entry.findtext(f"{ATOM}title")
        for entry in root.findall(f"{ATOM}entry")
        if "/id/2022/" in (entry.findtext(f"{ATOM}id") or "")
    ]
    assert len(titles) == 2
    assert [str(title).split()[0] for title in titles] == ["6.2", "6.3"]


# --- 2022 and 2024 ------------------------------------------------------------------------------

PAIR = "from=2022&to=2024"


@pytest.mark.parametrize(("language", "told"), [("fr", "Nouveau profil"), ("en", "New profile")])
def test_page_shows_what_changed_text_by_text(
    client: FlaskClient, language: str, told: str
) -> None:
    response = client.get(f"/editions/compare?{PAIR}&lang={language}")
    assert response.status_code == 200
    assert told in response.text
    assert "/2024/profile/2.8.html" in response.text
    assert response.text.count("<del>") == 3
    assert response.text.count("<ins>") == 2
    links = response.headers.getlist("Link")
    assert any("/editions/compare.csv?from=2022&to=2024" in link for link in links)


def test_json_has_the_texts_of_both_sides(client: FlaskClient) -> None:
    found = client.get(f"/editions/compare.json?{PAIR}&lang=en").get_json()
    assert (found["from"], found["to"]) == (2022, 2024)
    assert found["totals"]["changed"] == 2
    changed = {profile["code"]: profile for profile in found["changed"]}
    (text,) = [t for t in changed["2.6"]["texts"] if t["relation"] == "changed"]
    assert text["from"]["path"] == text["to"]["path"] == "trends"
    assert "Product Manager" in text["to"]["text"]
    assert changed["2.8"]["from"] is None
    assert len(found["reworded"]) == 29
    assert "6.1" in found["unchanged"]


def test_csv_has_a_row_for_each_text(client: FlaskClient) -> None:
    response = client.get(f"/editions/compare.csv?{PAIR}&lang=fr")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert len(rows) == 1637 + 64 + 2 + 49 + 1
    moved = next(row for row in rows if row["path_to"] == "activity/1/introduction")
    assert (moved["profile_to"], moved["path_from"]) == ("5.1", "activity/1/1")
    level = next(row for row in rows if row["path_to"] == "requirement/A.10")
    assert level["text_to"] in {"2", "3", "4"}
    assert "editions-2022-2024.csv" in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("from=2018&to=2022", 404, "2022, 2024"),
        ("from=1066&to=2022", 404, "2022, 2024"),
        ("from=2022&to=2022", 400, "2022 twice"),
    ],
)
def test_editions_that_cannot_be_compared_are_refused(
    client: FlaskClient, asked: str, status: int, told: str
) -> None:
    for extension in ("json", "csv"):
        response = client.get(f"/editions/compare.{extension}?{asked}")
        assert response.status_code == status
        assert told in response.get_json()["detail"]


def test_feed_tells_of_2024(client: FlaskClient) -> None:
    root = ET.fromstring(client.get("/changes.atom?lang=en").data)
    entries = [e for e in root if "/id/2024/" in (e.findtext(f"{ATOM}id") or "")]
    titles = [str(entry.findtext(f"{ATOM}title")).split()[0] for entry in entries]
    assert titles == ["2.3", "2.5", "2.6", "2.8", "8.6"]
