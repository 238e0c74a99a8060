"""Editions side by side, and the feed of changes, with one edition served and with two."""

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
    without_years = client.get(f"/editions/compare?lang={language}").text
    assert [f'value="{year}" selected' in without_years for year in (2018, 2021, 2022)] == [
        True,
        False,
        True,
    ]


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
