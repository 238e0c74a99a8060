"""Ways from one job to another, as the page of careers shows them."""

import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from cigref_kg.base.model import Nomenclature
from cigref_kg.company.dataset import with_company
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.paths import Pathways, skills_to_train
from cigref_kg.web.app import create_app
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("language", "stated", "levels"),
    [
        ("fr", "passage énoncé", "{} niveaux à acquérir en tout"),
        ("en", "stated move", "{} levels to learn in all"),
    ],
)
def test_ways_tell_each_step_and_what_it_asks(
    client: FlaskClient, nomenclature: Nomenclature, language: str, stated: str, levels: str
) -> None:
    page = client.get(f"/careers?from=6.2&to=1.6&lang={language}").text
    ways = Pathways(nomenclature.content).between("6.2", "1.6")
    shown = re.findall(r'<h3 id="way-\d">([^<]+)</h3>', page)
    assert shown == [" → ".join(way.codes) for way in ways]
    assert page.count(stated) == sum(step.move is not None for way in ways for step in way.steps)
    for way in ways:
        assert levels.format(way.effort) in page
        for gap in (gap for step in way.steps for gap in step.to_learn):
            assert f"/competence/{gap.competence}/{gap.required}.html" in page


def test_each_step_names_the_skills_to_train(client: FlaskClient, dataset: Dataset) -> None:
    page = client.get("/careers?from=6.2&to=1.6&lang=en").text
    ways = Pathways(dataset.nomenclature.content).between("6.2", "1.6")
    learnt = {gap.competence for way in ways for step in way.steps for gap in step.to_learn}
    skills = skills_to_train(dataset.mappings.mappings, 2019)
    wanted = {skill.uri for code in learnt for skill in skills[code]}
    shown = set(re.findall(r'href="\./esco\?uri=([^"&]+)&amp;lang=en">[^<]', page))
    assert {unquote(uri) for uri in shown} == wanted
    assert client.get(f"/esco?uri={next(iter(shown))}").status_code == 200


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=6.2&to=99.1", "“99.1”"),
        ("from=99.1", "“99.1”"),
        ("from=6.2&to=6.2", "from 6.2 to itself"),
    ],
)
def test_wrong_end_is_said_and_the_form_is_there(
    client: FlaskClient, query: str, told: str
) -> None:
    response = client.get(f"/careers?{query}&lang=en")
    assert response.status_code == 400
    assert told in response.text
    assert '<select id="from"' in response.text


def test_one_end_alone_is_chosen_in_the_form(client: FlaskClient) -> None:
    response = client.get("/careers?from=6.2&lang=en")
    assert response.status_code == 200
    assert '<option value="6.2" selected>' in response.text
    assert "There is no such way" not in response.text


def test_no_way_is_said(client: FlaskClient, nomenclature: Nomenclature) -> None:
    pathways = Pathways(nomenclature.content)
    codes = [profile.code for profile in nomenclature.content.profiles]
    unreached = next(
        ((a, b) for a in codes for b in codes if a != b and not pathways.between(a, b, 1)), None
    )
    if unreached is None:
        pytest.skip("every profile leads to every other one")
    page = client.get(f"/careers?from={unreached[0]}&to={unreached[1]}&lang=en").text
    assert "There is no such way" in page


def test_navigation_leads_to_matching(client: FlaskClient) -> None:
    page = client.get("/careers?lang=en").text
    assert '<a href="./match?lang=en">People</a>' in page
    assert 'aria-current="page">People</a>' in client.get("/match?lang=en").text


def test_navigation_leads_to_the_companies_that_are_served(dataset: Dataset) -> None:
    with_one = create_app(with_company(dataset, ROOT / "examples" / "verger")).test_client()
    page = with_one.get("/careers?lang=en").text
    link = re.search(r'<li><a href="\./(company/verger\?lang=en)">([^<]+)</a>', page)
    assert link
    assert f'aria-current="page">{link[2]}</a>' in with_one.get(f"/{link[1]}").text
