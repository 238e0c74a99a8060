"""Companies' frameworks throughout the site: their pages, and beside the nomenclature."""

import csv
import io
import json
import logging
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from rdflib import URIRef

from cigref_kg import Dataset
from cigref_kg.company.adding import CompanyDataset, with_company
from cigref_kg.company.io.sources import read_source
from cigref_kg.company.records import Company
from cigref_kg.graph.namespaces import CIG, DCAT
from cigref_kg.records.errors import RecordError
from cigref_kg.web.app import create_app
from tests.company.conftest import VERGER, replace
from tests.conftest import ROOT

PEOPLE = "person,competence,level\nZ-17,E.8,3\nZ-17,D.1,5\nY-4,VRG-C2,4\n"


def workbook(client: FlaskClient, path: str) -> openpyxl.Workbook:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return openpyxl.load_workbook(io.BytesIO(answer.data))


@pytest.fixture(scope="module")
def served(verger_dataset: CompanyDataset) -> CompanyDataset:
    return verger_dataset


@pytest.fixture(scope="module")
def app(served: CompanyDataset) -> Flask:
    app = create_app(served)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_dataset_has_the_company_beside_the_nomenclature(
    served: CompanyDataset, dataset: Dataset
) -> None:
    assert served.version != dataset.version
    assert "company/verger" in served.graphs
    assert "company/verger" not in dataset.graphs
    assert len(served.union) > len(dataset.union)
    extending = set(served.graphs["company/verger"].subjects(CIG.extends))
    assert len(extending) == 6
    assert b"graph/company/verger> ." in served.n_quads
    stated = served.union.objects(URIRef(served.iris.dataset), DCAT.version)
    assert [str(version) for version in stated] == [served.version]
    with pytest.raises(RecordError, match="verger is served already"):
        with_company(served, VERGER)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/company/verger",
        "/company/verger/profile/VRG-CISO",
        "/company/verger/profile/VRG-HARVEST",
        "/company/verger/profile/VRG-SITE-LEAD",
        "/match",
        "/doc/2022.html",
        pytest.param("/download/", marks=pytest.mark.slow),
    ],
)
def test_every_page_answers(path: str, language: str, client: FlaskClient) -> None:
    separator = "&" if "?" in path else "?"
    answer = client.get(f"{path}{separator}lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("path", ["/company/verger", "/company/verger/profile/VRG-CISO"])
def test_a_page_says_under_which_licence_the_company_publishes(
    path: str, client: FlaskClient
) -> None:
    assert "The company publishes what is its own" in client.get(f"{path}?lang=en").text
    assert "The company publishes" not in client.get("/?lang=en").text


def test_a_profile_marks_what_differs(client: FlaskClient) -> None:
    page = client.get("/company/verger/profile/VRG-CISO?lang=en").text
    for word in ("added", "other level", "dropped"):
        assert f'<strong class="tag">{word}</strong>' in page
    assert "Map of the machines" in page
    assert page.count('<strong class="tag">company</strong>') == 4


def test_a_profile_shows_what_its_levels_mean_and_what_it_inherits(
    client: FlaskClient, served: CompanyDataset
) -> None:
    answer = client.get("/company/verger/profile/VRG-CISO?lang=en")
    meant = served.nomenclature.framework.at_level["E.8", 4].description.en
    assert meant
    assert escape(meant) in answer.text
    assert answer.text.count('class="stars"') == 7
    # Its words are the company's: neither our licence nor our way to cite them holds.
    assert "license" not in answer.headers["Link"]
    assert "cite-as" not in answer.headers["Link"]


def test_the_graph_can_be_had(client: FlaskClient) -> None:
    answer = client.get("/company/verger.ttl")
    assert answer.mimetype == "text/turtle"
    assert b"cig:extends" in answer.data
    assert client.get("/company/verger.jsonld").mimetype == "application/ld+json"


def test_the_workbook_can_be_had_and_read_again(
    client: FlaskClient, verger: Company, tmp_path: Path
) -> None:
    answer = client.get("/company/verger.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verger.xlsx"'
    file = tmp_path / "verger.xlsx"
    file.write_bytes(answer.data)
    assert read_source(file)[0].company == verger


def test_files_are_offered_for_download(client: FlaskClient) -> None:
    for page in ("/download/", "/company/verger"):
        text = client.get(f"{page}?lang=en").text
        for ending in ("xlsx", "ttl", "jsonld", "nt", "rdf"):
            assert f"company/verger.{ending}" in text, (page, ending)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/company/none", 404),
        ("/company/none.ttl", 404),
        ("/company/none.xlsx", 404),
        ("/company/none/compare", 404),
        ("/company/verger/profile/VRG-NONE", 404),
        ("/compare?p=6.3&p=VRG-NONE", 400),
        ("/matrix?company=none", 400),
        ("/matrix.xlsx?company=none", 400),
    ],
)
def test_what_there_is_not(path: str, status: int, client: FlaskClient) -> None:
    assert client.get(path).status_code == status


def test_every_address_that_is_told_answers(client: FlaskClient) -> None:
    text = (ROOT / "docs" / "linked-data.md").read_text("utf-8")
    told = text.partition("## Companies' frameworks")[2].partition("## Other addresses")[0]
    addresses = re.findall(r"`(/[^`]*(?:NAME|CODE)[^`]*)`", told)
    assert len(addresses) > 10
    for address in addresses:
        path = address.replace("NAME", "verger").replace("CODE", "VRG-CISO")
        assert client.get(path, follow_redirects=True).status_code == 200, address


# --- Beside the nomenclature --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "code", "page"),
    [
        ("responsable cybersecurite industrielle", "VRG-CISO", "company/verger/profile/VRG-CISO"),
        ("vrg-shop-po", "VRG-SHOP-PO", "company/verger/profile/VRG-SHOP-PO"),
        ("automates de tri", "VRG-C2", "company/verger#competence-VRG-C2"),
        ("informatique de station", "VRG-SITE", "company/verger#family-VRG-SITE"),
    ],
)
def test_search_finds_what_is_own_and_says_whose_it_is(
    client: FlaskClient, query: str, code: str, page: str
) -> None:
    hit = client.get("/search.json", query_string={"q": query}).get_json()["hits"][0]
    assert (hit["code"], hit["company"], hit["page"]) == (code, "verger", page)
    found = client.get("/search", query_string={"q": query, "lang": "en"}).text
    path, _, anchor = page.partition("#")
    assert f'href="./{path}?lang=en{"#" if anchor else ""}{anchor}"' in found
    assert "</span>verger</span>" in found
    assert not anchor or f'id="{anchor}"' in client.get(f"/{path}").text


def test_search_finds_the_company(client: FlaskClient) -> None:
    hit = client.get("/search.json?q=vergers+du+littoral").get_json()["hits"][0]
    assert (hit["kind"], hit["page"]) == ("company", "company/verger")


def test_search_for_others_names_no_company(client: FlaskClient) -> None:
    hits = client.get("/search.json?q=dpo").get_json()["hits"]
    assert "company" not in hits[0]


@pytest.mark.parametrize(
    ("title", "identifier", "page"),
    [
        (
            "Responsable cybersécurité industrielle",
            "verger/profile/VRG-CISO",
            "/company/verger/profile/VRG-CISO",
        ),
        ("Automates de tri", "verger/competence/VRG-C2", "/company/verger#competence-VRG-C2"),
        ("vrg-site", "verger/family/VRG-SITE", "/company/verger#family-VRG-SITE"),
    ],
)
def test_what_search_finds_reconciliation_knows(
    client: FlaskClient, title: str, identifier: str, page: str
) -> None:
    queries = json.dumps({"q": {"query": title}})
    found = client.get("/reconcile/fr", query_string={"queries": queries}).get_json()
    best = found["q"]["result"][0]
    assert best["id"] == identifier
    assert "Vergers du Littoral" in best["description"]
    seen = client.get(f"/reconcile/fr/view?id={identifier}")
    assert (seen.status_code, seen.headers["Location"]) == (303, page)
    assert client.get(f"/reconcile/fr/preview?id={identifier}").status_code == 200


def test_a_table_is_extended_with_what_is_own(client: FlaskClient) -> None:
    extend = {"ids": ["verger/profile/VRG-CISO"], "properties": [{"id": "level/VRG-C2"}]}
    answer = client.get("/reconcile/en", query_string={"extend": json.dumps(extend)}).get_json()
    assert answer["rows"] == {"verger/profile/VRG-CISO": {"level/VRG-C2": [{"int": 4}]}}


def test_lists_have_what_is_own(client: FlaskClient) -> None:
    assert "VRG-CISO" in client.get("/profiles").text
    page = client.get("/competences?lang=en").text
    row = page.partition('#competence-VRG-C2"')[2].partition("</tr>")[0]
    assert row.rstrip().endswith('<td class="number">4</td>')
    assert "VRG-C2" not in client.get("/doc/ecf/2019.html").text


def test_own_profiles_are_compared(client: FlaskClient) -> None:
    page = client.get("/compare?p=6.3&p=VRG-CISO&lang=en").text
    assert '<optgroup label="Digital jobs of Vergers du Littoral">' in page
    assert '<option value="VRG-CISO" selected>' in page
    assert 'href="./company/verger?lang=en#competence-VRG-C1"' in page
    compared = client.get("/compare.json?p=6.3&p=VRG-CISO").get_json()
    assert compared["toAcquire"] == [
        {"competence": "VRG-C1", "has": 0, "required": 1},
        {"competence": "VRG-C2", "has": 0, "required": 4},
    ]
    rows = list(csv.DictReader(io.StringIO(client.get("/compare.csv?p=6.3&p=VRG-CISO").text)))
    assert [row["VRG-CISO"] for row in rows if row["code"] == "VRG-C2"] == ["4"]
    book = workbook(client, "/compare.xlsx?p=6.3&p=VRG-CISO&lang=en")
    assert "VRG-C1" in [row[0].value for row in book["Comparison"].iter_rows()]


def test_what_to_acquire_is_in_order_of_effort(client: FlaskClient) -> None:
    acquire = client.get("/compare.json?p=6.3&p=VRG-SITE-LEAD").get_json()["toAcquire"]
    efforts = [(need["required"] - need["has"], need["required"]) for need in acquire]
    assert efforts == sorted(efforts)
    page = client.get("/compare?p=6.3&p=VRG-SITE-LEAD&lang=en").text
    shown = page.partition('<ul class="gains">')[2].partition("</ul>")[0]
    codes = re.findall(r"(?:competence/|#competence-)([A-Z][A-Z0-9.-]+)", shown)
    assert codes == [need["competence"] for need in acquire]


def test_the_comparison_of_version_0_1_0_leads_to_the_one_there_is(client: FlaskClient) -> None:
    answer = client.get("/company/verger/compare?p=6.3&p=VRG-CISO&lang=en")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/compare?p=6.3&p=VRG-CISO&lang=en"
    assert client.get("/company/verger/compare").headers["Location"] == "/compare"


def test_the_matrix_has_own_rows_and_columns(client: FlaskClient) -> None:
    page = client.get("/matrix?lang=en").text
    rows = re.findall(r'<tr><th scope="row">.*?<span class="code">([^<]+)</span>', page)
    assert rows[rows.index("6.3") + 1] == "VRG-CISO"
    assert "company/verger?lang=en#competence-VRG-C3" in page
    table = list(csv.DictReader(io.StringIO(client.get("/matrix.csv").text)))
    assert [row["code"] for row in table] == rows
    by_code = {row["code"]: row for row in table}
    assert (by_code["VRG-CISO"]["company"], by_code["VRG-CISO"]["VRG-C2"]) == ("verger", "4")
    assert by_code["6.3"]["company"] == ""


@pytest.mark.parametrize(
    ("filters", "rows", "columns"),
    [
        ("company=verger", 7, 44),
        ("company=verger&area=verger", 7, 3),
        ("family=VRG-SITE", 4, 44),
        ("family=6", 4, 44),
    ],
)
def test_the_matrix_is_filtered(client: FlaskClient, filters: str, rows: int, columns: int) -> None:
    table = list(csv.reader(io.StringIO(client.get(f"/matrix.csv?{filters}").text)))
    assert (len(table) - 1, len(table[0]) - 3) == (rows, columns)
    page = client.get(f"/matrix?{filters}").text
    assert page.count('<tr><th scope="row">') == rows
    sheet = workbook(client, f"/matrix.xlsx?{filters}&lang=en")["Matrix"]
    assert sheet.max_row - 1 == rows


def test_aspects_have_own_rows(client: FlaskClient) -> None:
    table = list(csv.DictReader(io.StringIO(client.get("/aspects.csv").text)))
    stars = {row["code"]: [row[f"T{n}"] for n in range(1, 8)] for row in table}
    assert stars["VRG-CISO"] == stars["6.3"]
    assert set(stars["VRG-HARVEST"]) == {""}
    assert "VRG-CISO" in client.get("/aspects").text


def test_the_workbook_says_whose_a_row_is(client: FlaskClient) -> None:
    book = workbook(client, "/download/cigref-kg.xlsx?lang=en")
    title = "Digital jobs of Vergers du Littoral"
    for sheet in book.worksheets[:-1]:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[0][-1] == "Company framework", sheet.title
        for row in rows[1:]:
            whose = title if str(row[0]).startswith("VRG-") else None
            assert row[-1] == whose, (sheet.title, row[0])
    rows = [[cell.value for cell in row] for row in book["Jobs"].iter_rows()]
    iris = {row[0]: row[rows[0].index("IRI")] for row in rows}
    own = "https://rh.vergers.example/metiers/id/verger/profile/"
    assert iris["VRG-SHOP-PO"] == f"{own}VRG-SHOP-PO"


def test_the_workbook_of_an_own_family_can_be_had(client: FlaskClient) -> None:
    book = workbook(client, "/download/family-VRG-SITE.xlsx?lang=en")
    assert [row[0].value for row in book["Jobs"].iter_rows(min_row=2)] == [
        "VRG-HARVEST",
        "VRG-SITE-ADMIN",
        "VRG-SITE-LEAD",
        "VRG-SITE-TECH",
    ]


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("/doc/2022/profile/4.4.html", ["VRG-SITE-ADMIN", "VRG-SITE-LEAD"]),
        ("/doc/2022/family/6.html", ["VRG-CISO"]),
        ("/doc/ecf/2019/competence/E.8.html", ["VRG-CISO"]),
        ("/doc/2022/profile/1.1.html", []),
    ],
)
def test_pages_of_the_nomenclature_say_what_is_beside(
    client: FlaskClient, page: str, codes: list[str]
) -> None:
    section = client.get(page).text.partition('id="own-profiles"')[2].partition("</section>")[0]
    assert re.findall(r'<span class="code">([^<]+)</span>', section) == codes


def test_nearest_profiles_of_the_nomenclature_are_its_own(client: FlaskClient) -> None:
    page = client.get("/doc/2022/profile/6.3.html").text
    assert "VRG-" not in page.partition('id="nearest"')[2].partition("</section>")[0]


def test_ways_lead_to_own_profiles(client: FlaskClient) -> None:
    page = client.get("/careers?from=4.4&to=VRG-SITE-LEAD&lang=en").text
    assert "company/verger?lang=en#competence-VRG-C3" in page
    own = client.get("/careers/4.4.json?company=verger").get_json()["jobs"]
    assert own
    assert all(job["code"].startswith("VRG-") for job in own)


def test_nothing_of_it_is_there_without_a_company(dataset: Dataset) -> None:
    client = create_app(dataset).test_client()
    for path in ("/matrix", "/compare", "/search?q=verger", "/download/", "/careers"):
        page = client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
        assert "ompany" not in page, path
    assert client.get("/matrix.csv").text.startswith("code,title,A.1,")


# --- Several companies --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another company: the first under another name, with other codes."""
    folder = tmp_path_factory.mktemp("companies") / "orchard"
    for file in VERGER.rglob("*.yaml"):
        copy = folder / str(file.relative_to(VERGER)).replace("VRG-", "ORC-")
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text("utf-8").replace("VRG-", "ORC-").replace("name: verger", "name: orc")
        copy.write_text(text, "utf-8")
    return folder


@pytest.mark.slow
def test_several_companies_stand_side_by_side(served: CompanyDataset, second: Path) -> None:
    client = create_app(with_company(served, second)).test_client()
    compared = client.get("/compare.json?p=VRG-CISO&p=ORC-CISO").get_json()
    assert compared["profiles"] == ["VRG-CISO", "ORC-CISO"]
    assert client.get("/company/orc/profile/ORC-CISO").status_code == 200
    hit = client.get("/search.json?q=ORC-CISO").get_json()["hits"][0]
    assert (hit["company"], hit["page"]) == ("orc", "company/orc/profile/ORC-CISO")
    people = "person,competence,level\nZ,VRG-C2,4\nY,ORC-C2,4\n"
    page = client.post("/match?lang=en", data={"people": people}).text
    assert "ORC-CISO" in page
    assert "VRG-CISO" in page
    table = client.get("/matrix.csv?company=orc").text
    assert table.count("\nORC-") == 7
    assert "\nVRG-" not in table


def test_a_code_of_another_company_is_refused_at_its_place(
    served: CompanyDataset, second: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(second, tmp_path / "orchard")
    replace(folder / "competences.yaml", "ORC-C3:", "Vrg-c3:")
    for profile in ("HARVEST", "SITE-LEAD"):
        replace(folder / "profiles" / f"ORC-{profile}.yaml", "ORC-C3", "Vrg-c3")
    with pytest.raises(
        RecordError, match=r"competences\.yaml: Vrg-c3: verger, which is served too"
    ):
        with_company(served, folder)


# --- The form -----------------------------------------------------------------------------------


def test_people_are_matched_and_nothing_is_kept(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/match?lang=en", data={"people": PEOPLE})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Z-17" in answer.text
    assert "VRG-CISO" in answer.text
    assert "Z-17" not in caplog.text
    kept = b"".join(app.extensions["cigref_kg"].prepared._kept.values())
    assert b"Z-17" not in kept
    assert "Z-17" not in client.get("/match").text


def test_several_people_are_seen_as_a_team(client: FlaskClient) -> None:
    page = client.post("/match?lang=en", data={"people": PEOPLE, "profile": "6.3"}).text
    together = page.partition('id="team"')[2]
    # Of ten competences of 6.3, two are held by somebody, one of them at the required level.
    assert "9 of the competences are held by nobody at the required level." in together
    rows = together.partition("<tbody>")[2].split("</tr>")[:-1]
    assert len(rows) == 10
    assert "D.1" in rows[-1]
    one = client.post("/match?lang=en", data={"people": "person,competence,level\nZ,E.8,3\n"}).text
    assert 'id="team"' not in one


def test_people_are_ranked_for_a_profile(client: FlaskClient) -> None:
    page = client.post("/match?lang=en", data={"people": PEOPLE, "profile": "6.3"}).text
    cards = page.partition('class="reach people"')[2]
    assert cards.index("Z-17") < cards.index("Y-4")
    assert "8 / 9" in cards


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("", "is empty"),
        ("name\nx\n", "line 1: there is no column for person"),
        ("person,competence,level\nA,E.8,6\n", "E.8: there is no level “6”"),
        ("person,competence,level\nA,X.1,3\n", "there is no competence “X.1”"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_a_table_that_cannot_be_used(people: str, expected: str, client: FlaskClient) -> None:
    answer = client.post("/match?lang=en", data={"people": people})
    assert answer.status_code == 400
    assert expected in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>alert" not in answer.text


def test_the_form_works_without_a_company(dataset: Dataset) -> None:
    client = create_app(dataset).test_client()
    assert client.get("/match").status_code == 200
    answer = client.post("/match", data={"people": "person;E.8;D.1\nA;3;5\n"})
    assert answer.status_code == 200
    assert client.get("/company/verger").status_code == 404


# --- Another edition ----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_framework_on_another_edition_is_shown_with_that_edition(
    dataset: Dataset, served: CompanyDataset, tmp_path: Path
) -> None:
    folder = shutil.copytree(VERGER, tmp_path / "verger")
    replace(folder / "company.yaml", "edition: 2022", "edition: 2024")
    client = create_app(with_company(dataset, folder)).test_client()
    hit = client.get("/search.json?q=VRG-CISO").get_json()["hits"][0]
    assert (hit["code"], hit["edition"]) == ("VRG-CISO", 2024)
    assert "VRG-CISO" in client.get("/matrix.csv").text
    assert "VRG-CISO" not in client.get("/matrix.csv?edition=2022").text
    assert client.get("/compare.json?p=2022/6.3&p=VRG-CISO").get_json()["editions"] == [2022, 2024]
    assert client.get("/company/verger/profile/VRG-CISO").status_code == 200
    # Where some build on the default edition, that one is shown first.
    replace(folder / "company.yaml", "name: verger", "name: orchard")
    for file in folder.rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("VRG-", "ORC-"), "utf-8")
        file.rename(file.with_name(file.name.replace("VRG-", "ORC-")))
    both = create_app(with_company(served, folder)).test_client()
    assert both.get("/search.json?q=rssi").get_json()["hits"][0]["edition"] == 2022
    assert both.get("/compare.json?p=VRG-CISO&p=ORC-CISO").get_json()["editions"] == [2022, 2024]
