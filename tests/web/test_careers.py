"""Ways from one job to another, as the page of careers shows them."""

import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from cigref_kg.base.model import Language, Nomenclature
from cigref_kg.company.adding import CompanyDataset
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.paths import Pathways, skills_to_train
from cigref_kg.web.app import create_app


@pytest.mark.parametrize(("language", "gain"), [("fr", "{} : de 3 à 4"), ("en", "{}: from 3 to 4")])
def test_the_direct_gap_is_told_in_words(
    client: FlaskClient, nomenclature: Nomenclature, language: Language, gain: str
) -> None:
    page = client.get(f"/careers?from=6.2&to=6.3&lang={language}").text
    told = " ".join(re.sub(r"<[^>]+>", "", page.replace("\xa0", " ")).split())
    assert gain.format(nomenclature.framework.competence["E.3"].names.title.get(language)) in told
    for each in Pathways(nomenclature.content).direct("6.2", "6.3").to_learn:
        assert f"/competence/{each.competence}/{each.required}.html" in page


def test_stepping_stones_are_shown_where_they_shorten_the_way(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    stones = Pathways(nomenclature.content).stepping_stones("2.3", "2.4")
    page = client.get("/careers?from=2.3&to=2.4&lang=en").text
    assert page.count('<h4 id="way-') == len(stones) > 0
    assert "way-1" not in client.get("/careers?from=3.2&to=2.3&lang=en").text


def test_the_direct_gap_names_the_skills_to_train(client: FlaskClient, dataset: Dataset) -> None:
    page = client.get("/careers?from=6.2&to=1.6&lang=en").text
    direct = Pathways(dataset.nomenclature.content).direct("6.2", "1.6")
    skills = skills_to_train(dataset.mappings.mappings, 2019)
    wanted = {skill.uri for gap in direct.to_learn for skill in skills[gap.competence]}
    shown = set(re.findall(r'href="\./esco\?uri=([^"&]+)&amp;lang=en">[^<]', page))
    assert {unquote(uri) for uri in shown} == wanted
    assert client.get(f"/esco?uri={next(iter(shown))}").status_code == 200


def test_every_job_has_a_page_of_what_is_within_reach(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    for profile in nomenclature.content.profiles:
        moves = [m for m in nomenclature.content.moves if m.from_profile == profile.code]
        found = client.get(f"/careers/{profile.code}.json").get_json()
        assert found["from"]["code"] == profile.code
        first = {job["code"] for job in found["jobs"][: len(moves)]}
        assert first == {move.to_profile for move in moves}
        assert all(job["stated"] or job["likeness"] >= 0.3333 for job in found["jobs"])
    page = client.get("/careers/6.3?lang=en").text
    for job in client.get("/careers/6.3.json").get_json()["jobs"]:
        assert f'id="to-{job["code"]}"' in page


def test_a_profile_leads_to_what_is_within_its_reach(client: FlaskClient) -> None:
    assert (
        'href="../../../careers/6.3?lang=en"'
        in client.get("/doc/2022/profile/6.3.html?lang=en").text
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/careers/99.1", 404),
        ("/careers/99.1.json", 404),
        ("/careers/6.3?company=nobody", 400),
        ("/careers/6.3.json?company=nobody", 400),
        ("/careers.json", 400),
        ("/careers.json?from=6.3&to=6.3", 400),
        ("/careers/2.8", 404),
        ("/careers/2.8?edition=2024", 200),
    ],
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


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
    assert 'id="to-6.1"' in response.text


def test_a_gap_of_any_size_is_shown_as_json(client: FlaskClient) -> None:
    told = client.get("/careers.json?from=4.1&to=7.4").get_json()
    assert (told["from"]["code"], told["to"]["code"], told["stated"]) == ("4.1", "7.4", False)
    assert all(gap["required"] > gap["has"] for gap in told["toLearn"])


def test_navigation_leads_to_matching(client: FlaskClient) -> None:
    page = client.get("/careers?lang=en").text
    assert '<a href="./match?lang=en">People and jobs</a>' in page
    assert 'aria-current="page">People and jobs</a>' in client.get("/match?lang=en").text


def test_navigation_leads_to_the_companies_that_are_served(
    verger_dataset: CompanyDataset,
) -> None:
    with_one = create_app(verger_dataset).test_client()
    page = with_one.get("/careers?lang=en").text
    link = re.search(r'<li><a href="\./(company/verger\?lang=en)">([^<]+)</a>', page)
    assert link
    assert f'aria-current="page">{link[2]}</a>' in with_one.get(f"/{link[1]}").text
