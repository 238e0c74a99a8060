"""The pages for people and their data for machines."""

import csv
import html
import io
import json
import re

import pytest
from flask.testing import FlaskClient
from rdflib import URIRef
from rdflib.namespace import SKOS

from cigref_kg.base.model import Nomenclature
from cigref_kg.graph.dataset import Dataset


def text_of(client: FlaskClient, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_start_page_leads_to_every_profile(client: FlaskClient, nomenclature: Nomenclature) -> None:
    page = text_of(client, "/")
    for profile in nomenclature.content.profiles:
        assert f'href="./doc/2022/profile/{profile.code}.html"' in page


def test_language_follows_the_client_and_the_parameter(client: FlaskClient) -> None:
    assert '<html lang="fr">' in text_of(client, "/")
    assert '<html lang="en">' in text_of(client, "/", **{"Accept-Language": "en-US"})
    english = text_of(client, "/?lang=en", **{"Accept-Language": "fr"})
    assert '<html lang="en">' in english
    assert 'href="./doc/2022/profile/6.3.html?lang=en"' in english
    assert 'hreflang="fr" href="?lang=fr"' in english


def test_each_page_has_a_title_and_a_description_of_its_own(client: FlaskClient) -> None:
    paths = ["/", "/doc/2022/profile/6.3.html", "/doc/2022/profile/2.5.html", "/matrix", "/careers"]
    heads = [
        re.findall(r'<title>(.+?)</title>|<meta name="description" content="(.+?)"', page)
        for page in (text_of(client, path) for path in paths)
    ]
    titles = {head[0][0] for head in heads}
    descriptions = {head[1][1] for head in heads}
    assert len(titles) == len(descriptions) == len(paths)


def test_profile_page_shows_everything_of_the_profile(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    profile = nomenclature.content.profile["6.3"]
    page = html.unescape(text_of(client, "/doc/2022/profile/6.3.html?lang=en"))
    texts = [profile.names.title]
    for group in profile.groups:
        texts.append(group.heading)
        for activity in group.activities:
            texts += [activity.text, *(below.text for below in activity.below)]
    texts += [item.text for item in (*profile.deliverables.items, *profile.indicators.items)]
    texts += [
        nomenclature.framework.at_level[need.competence, need.level].description
        for need in profile.requirements
    ]
    for prose in (profile.mission, profile.career_path, profile.trends):
        assert prose.en
        lines = [line.removeprefix("• ") for line in prose.en.splitlines() if line]
        assert [line for line in lines if line not in page] == []
    assert [text.en for text in texts if text.en and text.en not in page] == []
    assert f"page {profile.page}" in page


def test_text_in_the_other_language_is_marked(client: FlaskClient) -> None:
    page = text_of(client, "/doc/2022/profile/6.3.html?lang=fr")
    assert '<dd lang="en"><details><summary>Chief Information Security Officer' in page


def test_competence_page_lists_who_needs_it_by_level(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    page = text_of(client, "/doc/ecf/2019/competence/E.8.html")
    for profile in nomenclature.content.profiles:
        needs_it = "E.8" in profile.required_levels
        assert (f"/2022/profile/{profile.code}.html" in page) is needs_it


def test_level_that_cigref_added_is_marked(client: FlaskClient) -> None:
    for code in ("A.1", "D.2", "E.9"):
        assert "ajouté par l’édition 2022" in text_of(
            client, f"/doc/ecf/2019/competence/{code}/3.html"
        )
    assert "ajouté par" not in text_of(client, "/doc/ecf/2019/competence/A.1/4.html")


def test_aspect_page_ranks_the_rated_and_names_the_others(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    page = text_of(client, "/doc/ecf/2019/aspect/T5.html")
    codes = re.findall(r"/2022/profile/([\d.]+)\.html", page)
    assert sorted(codes) == sorted(profile.code for profile in nomenclature.content.profiles)
    stars = [nomenclature.content.profile[code].stars.get("T5", 0) for code in codes]
    assert stars == sorted(stars, reverse=True)


@pytest.mark.parametrize(
    ("query", "page"),
    [("developpeur", "3.2"), ("RSSI", "6.3"), ("dpo", "8.5"), ("6.3", "6.3")],
)
def test_search_page_and_json_lead_to_the_right_page_first(
    client: FlaskClient, query: str, page: str
) -> None:
    found_page = text_of(client, f"/search?q={query}")
    results = found_page[found_page.index('class="results"') :]
    assert re.findall(r"/2022/profile/([\d.]+)\.html", results)[0] == page
    found = client.get(f"/search.json?q={query}").get_json()["hits"][0]
    assert found["page"] == f"doc/2022/profile/{page}.html"
    assert found["matched"]["by"]


def test_search_for_nothing_is_an_empty_page(client: FlaskClient) -> None:
    assert 'class="results"' not in text_of(client, "/search")
    assert client.get("/search.json").get_json()["hits"] == []
    assert "zzzz" in text_of(client, "/search?q=zzzz")


def test_search_escapes_the_query(client: FlaskClient) -> None:
    page = text_of(client, "/search?q=<script>alert(1)</script>")
    assert "<script>alert" not in page


def test_names_are_sorted_as_the_language_does(client: FlaskClient) -> None:
    page = text_of(client, "/profiles")
    letters = re.findall(r'id="letter-(\w)"', page)
    assert letters == sorted(set(letters))
    assert all(letter.isascii() for letter in letters)


def test_jobs_come_by_family_before_all_their_names(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    families, _, names = text_of(client, "/profiles").partition('id="names"')
    codes = re.findall(r'name="p" value="([^"]+)"', families)
    assert codes == [profile.code for profile in nomenclature.content.profiles]
    assert all(f"/profile/{code}.html" in names for code in codes)
    assert names.count("<details>") == names.count("</details>") > 10


def test_questions_come_before_the_editor_until_one_is_asked(client: FlaskClient) -> None:
    def order(path: str) -> bool:
        page = client.get(path, headers={"Accept": "text/html"}).text
        return page.index('id="questions"') < page.index('<textarea id="query"')

    assert order("/sparql")
    for asked in ("/sparql?query=ASK%7B%7D", "/sparql?query=ASK", "/sparql?example=families"):
        assert not order(asked)


def test_matrix_says_each_requirement(client: FlaskClient, nomenclature: Nomenclature) -> None:
    page = text_of(client, "/matrix")
    requirements = sum(len(p.requirements) for p in nomenclature.content.profiles)
    assert len(re.findall(r'<td class="cell l\d', page)) == requirements
    rows = list(csv.reader(io.StringIO(text_of(client, "/matrix.csv?lang=en"))))
    assert len(rows) == 51
    for row in rows[1:]:
        levels = dict(zip(rows[0][2:], row[2:], strict=True))
        said = {code: int(level) for code, level in levels.items() if level}
        assert said == nomenclature.content.profile[row[0]].required_levels


def test_aspects_say_each_rating_and_what_is_illegible(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    page = text_of(client, "/aspects")
    ratings = sum(len(p.ratings) for p in nomenclature.content.profiles)
    assert len(re.findall(r'<td class="cell s\d', page)) == ratings
    assert page.count(">illisible<") == 350 - ratings
    rows = list(csv.DictReader(io.StringIO(text_of(client, "/aspects.csv"))))
    for row in rows:
        stars = {code: int(row[code]) for code in row if code.startswith("T") and row[code]}
        assert stars == nomenclature.content.profile[row["code"]].stars


def test_counterparts_are_shown_with_their_reason(client: FlaskClient, dataset: Dataset) -> None:
    profile = URIRef(dataset.iris.profile(2022, "6.3"))
    targets = list(dataset.union.objects(profile, SKOS.exactMatch))
    assert targets
    page = text_of(client, "/doc/2022/profile/6.3.html?lang=en")
    for target in targets:
        ours = str(target).partition("/cigref-kg/id/")[2]
        link = f"../../../doc/{ours}.html?lang=en" if ours else str(target)
        assert f'href="{link}"' in page
    assert "/mapping/2022/profile/6.3/1.html" in page


def test_matrix_can_be_narrowed(client: FlaskClient) -> None:
    page = text_of(client, "/matrix?family=6&area=E")
    table = page[page.index("<table") :]
    assert set(re.findall(r"/2022/profile/([\d.]+)\.html", table)) == {"6.1", "6.2", "6.3"}
    assert set(re.findall(r"/competence/([A-E])\.\d+\.html", table)) == {"E"}


def test_csv_for_excel_begins_with_a_byte_order_mark(client: FlaskClient) -> None:
    for language, separator in (("fr", ";"), ("en", ",")):
        for_excel = client.get(f"/matrix.csv?bom=1&lang={language}").data
        assert for_excel.startswith(f"\ufeffcode{separator}title{separator}A.1".encode())
    assert not client.get("/matrix.csv").data.startswith(b"\xef\xbb\xbf")


def test_comparison_json_has_the_promised_shape(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    found = client.get("/compare.json?p=2.5&p=2.4").get_json()
    first, last = (nomenclature.content.profile[code].required_levels for code in ("2.5", "2.4"))
    assert found["profiles"] == ["2.5", "2.4"]
    assert {row["code"] for row in found["competences"]} == {*first, *last}
    for row in found["competences"]:
        code = row["code"]
        assert row["levels"] == {"2.5": first.get(code), "2.4": last.get(code)}
        assert row["gap"] == max(0, last.get(code, 0) - first.get(code, 0))


def test_comparison_of_unknown_profiles_says_so(client: FlaskClient) -> None:
    response = client.get("/compare?p=2.5&p=9.9")
    assert response.status_code == 400
    assert "9.9" in response.get_data(as_text=True)


def test_careers_page_shows_every_move(client: FlaskClient, nomenclature: Nomenclature) -> None:
    page = text_of(client, "/careers")
    for move in nomenclature.content.moves:
        assert f"/2022/move/{move.notation}.html" in page


def test_timeline_has_every_edition(client: FlaskClient, nomenclature: Nomenclature) -> None:
    page = text_of(client, "/doc/2018.html")
    for edition in nomenclature.editions:
        assert str(edition.year) in page


def test_ontology_and_shapes_pages_tell_every_term(client: FlaskClient) -> None:
    page = text_of(client, "/ontology")
    for term in ("JobProfile", "hasRequirement", "levelValue"):
        assert f'id="{term}"' in page
    assert "Profile" in text_of(client, "/shapes?lang=en")


def test_values_are_written_as_the_language_does(client: FlaskClient) -> None:
    for language, word, date, number in (
        ("fr", "<p>tendances</p>", r"<p>\d{1,2} [a-zéû]+ \d{4}</p>", r"<p>\d\d\u202f\d{3}</p>"),
        ("en", "<p>trends</p>", r"<p>\d{1,2} [A-Z][a-z]+ \d{4}</p>", r"<p>\d\d,\d{3}</p>"),
    ):
        assert word in text_of(client, f"/doc/2022/move/2.5-2.4.html?lang={language}")
        page = text_of(client, f"/dataset.html?lang={language}")
        assert re.search(date, page)
        assert re.search(number, page)


def test_changes_lead_to_the_competences_that_are_new(client: FlaskClient) -> None:
    page = text_of(client, "/editions/compare?from=2018&to=2022&lang=en")
    cell = re.search(r'<td class="codes"[^>]*>(.*?)</td>', page)
    assert cell
    assert re.search(r'href="\.\./doc/ecf/2019/competence/[A-E]\.\d+\.html\?lang=en"', cell[1])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "Dataset"),
        ("/dataset", "Dataset"),
        ("/download/", "Dataset"),
        ("/doc/2022/profile/6.3.html", "Occupation"),
        ("/doc/ecf/2019/competence/E.8.html", "DefinedTerm"),
        ("/doc/ecf/2019/competence/E.8/4.html", "DefinedTerm"),
        ("/doc/ecf/2019/aspect/T5.html", "DefinedTerm"),
        ("/doc/ecf/2019.html", "DefinedTermSet"),
        ("/doc/2022.html", "DefinedTermSet"),
    ],
)
def test_page_tells_search_engines_what_it_is_about(
    client: FlaskClient, path: str, kind: str
) -> None:
    page = text_of(client, path, Accept="text/html")
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    assert found
    described = json.loads(found[1])
    assert described["@type"] == kind
    assert f'rel="canonical" href="{described["@id"]}"' in page or kind == "Dataset"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_of_a_page_can_be_found(client: FlaskClient, language: str) -> None:
    for path, iri in (
        ("/doc/2022/profile/6.3.html", "id/2022/profile/6.3"),
        ("/careers", "careers"),
    ):
        canonical = f"https://w3id.org/cigref-kg/{iri}?lang={language}"
        response = client.get(f"{path}?lang={language}")
        assert f'rel="canonical" href="{canonical}"' in response.get_data(as_text=True)
        assert f'<{canonical}>; rel="canonical"' in response.headers["Link"]


def test_sitemap_lists_pages_that_answer(client: FlaskClient) -> None:
    content = text_of(client, "/sitemap.xml")
    addresses = re.findall(r"<loc>http://localhost(/[^<?]*)</loc>", content)
    assert "/doc/2022/profile/6.3.html" in addresses
    for address in addresses[:: max(1, len(addresses) // 40)]:
        assert client.get(address).status_code == 200, address
    assert "Sitemap: http://localhost/sitemap.xml" in text_of(client, "/robots.txt")


@pytest.mark.parametrize("path", ["/", "/matrix?family=6", "/doc/2022/profile/6.3.html"])
def test_page_can_be_shared_with_a_card(client: FlaskClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    for language, other in (("fr_FR", "en_GB"), ("en_GB", "fr_FR")):
        page = text_of(client, f"{path}{mark}lang={language[:2]}")
        told = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))
        assert all(told.values())
        assert (told["og:locale"], told["og:locale:alternate"]) == (language, other)
        assert f'<meta name="description" content="{told["og:description"]}">' in page
        assert told["og:url"].startswith("https://w3id.org/cigref-kg/")
        picture = client.get(told["og:image"].removeprefix("https://w3id.org/cigref-kg"))
        assert (picture.status_code, picture.mimetype) == (200, "image/png")
        size = [int.from_bytes(picture.data[at : at + 4]) for at in (16, 20)]
        assert size == [int(told["og:image:width"]), int(told["og:image:height"])] == [1200, 630]
        assert len(picture.data) <= 120_000


def test_page_of_an_error_has_no_address_to_share(client: FlaskClient) -> None:
    page = client.get("/nothing", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "og:url" not in page


@pytest.mark.parametrize(
    "path", ["/", "/careers", "/matrix?family=6", "/download/", "/match", "/sparql"]
)
def test_page_says_in_headers_what_it_is(client: FlaskClient, path: str) -> None:
    links = client.get(path, headers={"Accept": "text/html"}).headers["Link"]
    bare = path.partition("?")[0]
    assert f'<https://w3id.org/cigref-kg{bare}>; rel="canonical"' in links
    mark = "&" if "?" in path else "?"
    for language in ("fr", "en"):
        assert f'<{path}{mark}lang={language}>; rel="alternate"; hreflang="{language}"' in links
    for relation in ("describedby", "cite-as", "license"):
        assert links.count(f'rel="{relation}"') == 1
    described = re.search(r'<([^>]+)>; rel="describedby"', links)
    assert described
    assert client.get(described[1]).status_code == 200


@pytest.mark.parametrize(
    ("page", "media_types"),
    [
        ("/matrix?family=6", ["text/csv"]),
        ("/aspects", ["text/csv"]),
        ("/search?q=ciso", ["application/json"]),
        ("/compare?p=2.5&p=2.4&lang=en", ["application/json", "text/csv"]),
    ],
)
def test_header_leads_to_the_data_of_the_page(
    client: FlaskClient, page: str, media_types: list[str]
) -> None:
    links = client.get(page).headers["Link"]
    found = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', links)
    assert [media_type for _, media_type in found] == media_types
    for target, media_type in found:
        response = client.get(target)
        assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize("path", ["/about", "/glossary", "/accessibility"])
def test_pages_of_an_institution_are_there_and_linked(client: FlaskClient, path: str) -> None:
    for language in ("fr", "en"):
        assert client.get(f"{path}?lang={language}").status_code == 200
    assert f'href=".{path}?lang=en"' in client.get("/?lang=en").text


def test_a_page_of_the_data_can_be_cited(client: FlaskClient) -> None:
    page = html.unescape(client.get("/doc/2022/profile/6.3.html?lang=en").text)
    [item] = json.loads(re.search(r"<code>(\[.*?\])</code>", page, re.DOTALL)[1])  # type: ignore[index]
    assert item["URL"] == "https://w3id.org/cigref-kg/id/2022/profile/6.3"
    assert "@online{cigref-kg-id-2022-profile-6-3," in page


def test_cells_of_the_matrix_lead_to_requirements(
    client: FlaskClient, nomenclature: Nomenclature
) -> None:
    page = client.get("/matrix?lang=en").text
    for profile in nomenclature.content.profiles:
        for code in profile.required_levels:
            assert f"/profile/{profile.code}/requirement/{code}.html?lang=en" in page
