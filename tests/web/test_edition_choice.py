"""Two editions served: each page knows which it shows and offers the other."""

import csv
import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient

LISTS = (
    "/",
    "/profiles",
    "/competences",
    "/matrix",
    "/aspects",
    "/careers",
    "/compare",
    "/match",
    "/titles",
    "/classify",
)


@pytest.mark.parametrize("path", LISTS)
def test_lists_take_an_edition_and_offer_the_other(path: str, client: FlaskClient) -> None:
    for year, other in (("2022", "2024"), ("2024", "2022")):
        answer = client.get(f"{path}?edition={year}&lang=en")
        assert answer.status_code == 200
        offered = dict(_editions(answer.text))
        assert set(offered) == {year, other}
        assert ('aria-current="true"' in offered[year]) is True
        assert ('aria-current="true"' in offered[other]) is False
        assert ("edition=2024" in offered[other]) == (other == "2024")
        assert "lang=en" in offered[other]


def test_what_an_edition_adds_is_shown_with_it_only(client: FlaskClient) -> None:
    for path in ("/profiles", "/matrix", "/aspects"):
        assert ">8.6<" not in client.get(path).text
        page = client.get(f"{path}?edition=2024").text
        assert ">8.6<" in page
        assert "doc/2024/profile/8.6.html" in page
        assert "doc/2022/profile" not in page


def test_links_stay_in_the_edition(client: FlaskClient) -> None:
    page = client.get("/doc/2024/profile/6.3.html?lang=en").text
    assert 'href="../../../matrix?lang=en&amp;edition=2024"' in page
    assert 'href="../../../doc/ecf/2019/competence/E.8.html?lang=en&amp;edition=2024"' in page
    assert '<input type="hidden" name="edition" value="2024">' in page
    assert 'href="../../../download/?lang=en"' in page
    assert "edition=" not in client.get("/doc/2022/profile/6.3.html?lang=en").text.replace(
        "editions/compare", ""
    )


def test_a_thing_leads_to_itself_in_the_other_edition(client: FlaskClient) -> None:
    page = client.get("/doc/2022/profile/6.3.html").text
    assert 'href="../../../doc/2024/profile/6.3.html"' in dict(_editions(page))["2024"]
    page = client.get("/doc/2024/profile/8.6.html").text
    assert 'href="../../../doc/2022.html"' in dict(_editions(page))["2022"]


def test_what_is_the_same_in_all_offers_none(client: FlaskClient) -> None:
    for path in ("/download/", "/dataset", "/ontology", "/sparql"):
        assert not _editions(client.get(path, headers={"Accept": "text/html"}).text)


def test_a_competence_says_who_needs_it_in_the_edition(client: FlaskClient) -> None:
    page = client.get("/doc/ecf/2019/competence/A.10.html").text
    assert "doc/2022/profile" in page
    later = client.get("/doc/ecf/2019/competence/A.10.html?edition=2024").text
    assert "doc/2024/profile" in later
    assert "doc/2022/profile" not in later


@pytest.mark.parametrize(
    "path",
    [
        "/profiles",
        "/search.json?q=x",
        "/matrix.csv",
        "/matrix.xlsx",
        "/compare.json?p=2.6&p=2.5",
        "/download/cigref-kg.xlsx",
        "/doc/ecf/2019/competence/E.8.html",
        "/profile/6.3",
        "/reconcile/en",
    ],
)
@pytest.mark.parametrize("asked", ["2018", "1", "abc", "2024x", "²⁰²²"])
def test_an_edition_that_is_not_served_is_not_found(
    path: str, asked: str, client: FlaskClient
) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}edition={asked}")
    assert answer.status_code == 404
    assert "2022, 2024" in answer.get_json()["detail"]
    assert answer.get_json()["editions"] == ["2022", "2024"]


def test_an_empty_choice_is_none(client: FlaskClient) -> None:
    assert client.get("/profiles?edition=").status_code == 200


def test_hits_carry_their_edition(client: FlaskClient) -> None:
    for query in ("", "&edition=2024"):
        hit = client.get(f"/search.json?q=rssi{query}").get_json()["hits"][0]
        assert hit["edition"] == (2024 if query else 2022)
        assert hit["page"] == f"doc/{hit['edition']}/profile/6.3.html"
    hits = client.get("/search.json?q=data+architect&edition=2024").get_json()["hits"]
    assert hits[0]["code"] == "8.6"


@pytest.mark.parametrize("kind", ["profile", "family"])
def test_an_address_without_edition_leads_to_the_latest(kind: str, client: FlaskClient) -> None:
    code = {"profile": "6.3", "family": "6"}[kind]
    answer = client.get(f"/{kind}/{code}")
    assert answer.headers["Location"] == f"/doc/2024/{kind}/{code}.html"
    assert client.get(f"/id/{kind}/{code}").headers["Location"] == f"/id/2024/{kind}/{code}"
    asked = client.get(f"/{kind}/{code}?edition=2022")
    assert asked.headers["Location"] == f"/doc/2022/{kind}/{code}.html"


def test_what_only_an_earlier_edition_has_is_found_there(client: FlaskClient) -> None:
    moved = client.get("/id/move/2.5-2.4").headers["Location"]
    assert client.get(moved, follow_redirects=True).status_code == 200
    assert client.get("/profile/9.99").status_code == 404


def test_a_job_stands_beside_itself_of_another_edition(client: FlaskClient) -> None:
    compared = client.get("/compare.json?p=2022/2.6&p=2024/2.6").get_json()
    assert compared["profiles"] == ["2022/2.6", "2024/2.6"]
    assert compared["editions"] == [2022, 2024]
    page = client.get("/compare?p=2022/2.6&p=2024/2.6&lang=en").text
    assert "doc/2022/profile/2.6.html" in page
    assert "doc/2024/profile/2.6.html" in page
    rows = list(csv.reader(io.StringIO(client.get("/compare.csv?p=2.6&p=2024/2.6").text)))
    assert rows[0][3:5] == ["2022/2.6", "2024/2.6"]
    answer = client.get("/compare.xlsx?p=2.6&p=2024/2.6&lang=en")
    assert 'filename="compare-2022-2.6-2024-2.6.xlsx"' in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["Jobs"]
    iris = [row[-1].value for row in sheet.iter_rows(min_row=2)]
    assert [str(iri).split("/id/")[1] for iri in iris] == ["2022/profile/2.6", "2024/profile/2.6"]


def test_the_form_keeps_a_job_of_another_edition(client: FlaskClient) -> None:
    page = client.get("/compare?p=2.6&p=2024/2.6&lang=en").text
    assert '<option value="2024/2.6" selected>' in page
    assert '<option value="2.6" selected>' in page


def test_a_job_leads_to_itself_beside_the_other_edition(client: FlaskClient) -> None:
    for year in (2022, 2024):
        page = client.get(f"/doc/{year}/profile/2.6.html").text
        assert "compare?p=2022%2F2.6&amp;p=2024%2F2.6" in page
    assert "p=2022%2F8.6" not in client.get("/doc/2024/profile/8.6.html").text


@pytest.mark.slow
def test_workbooks_are_of_the_edition(client: FlaskClient) -> None:
    for query, count, name in (("", 50, "cigref-kg"), ("&edition=2024", 52, "cigref-kg-2024")):
        answer = client.get(f"/download/cigref-kg.xlsx?lang=en{query}")
        assert f'filename="{name}.xlsx"' in answer.headers["Content-Disposition"]
        assert openpyxl.load_workbook(io.BytesIO(answer.data))["Jobs"].max_row == count + 1


def test_titles_are_reconciled_with_the_edition(client: FlaskClient) -> None:
    queries = '{"q": {"query": "Data Architect", "type": "JobProfile"}}'
    found = client.get("/reconcile/en", query_string={"queries": queries, "edition": "2024"})
    assert found.get_json()["q"]["result"][0]["id"] == "2024/profile/8.6"
    assert client.get("/reconcile/en/preview?id=2024/profile/8.6").status_code == 200
    extend = '{"ids": ["2024/profile/8.6", "2022/profile/6.3"], "properties": [{"id": "family"}]}'
    rows = client.get("/reconcile/en", query_string={"extend": extend}).get_json()["rows"]
    assert rows["2024/profile/8.6"]["family"][0]["id"] == "2024/family/8"
    assert rows["2022/profile/6.3"]["family"][0]["id"] == "2022/family/6"


def test_search_engines_find_each_edition_under_its_own_address(client: FlaskClient) -> None:
    page = client.get("/matrix?edition=2024&lang=en")
    assert (
        '<link rel="canonical" href="https://w3id.org/cigref-kg/matrix?lang=en&amp;edition=2024">'
        in (page.text)
    )
    assert 'matrix?lang=en&edition=2024>; rel="canonical"' in page.headers["Link"]
    assert (
        client.get("/matrix").headers["ETag"] != client.get("/matrix?edition=2024").headers["ETag"]
    )
    assert "/doc/2024/profile/8.6.html" in client.get("/sitemap.xml").text


def test_a_page_links_to_its_languages_as_it_was_asked_for(client: FlaskClient) -> None:
    for query in ("edition=2022&lang=en", "lang=en", "edition=2024&lang=en", "x=1&lang=en"):
        page = client.get(f"/profiles?{query}").text
        other = query.replace("lang=en", "lang=fr").replace("&", "&amp;")
        assert f'href="?{other}" hreflang="fr"' in page


def _editions(page: str) -> list[tuple[str, str]]:
    """Return each edition that a page offers, with the mark-up of its link."""
    choice = re.search(r'<nav class="editions".*?</nav>', page, re.DOTALL)
    links = re.findall(r"<a [^>]*>\d+</a>", choice[0]) if choice else []
    return [(re.sub("<[^>]*>", "", link), link) for link in links]
