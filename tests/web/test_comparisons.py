"""The comparison for machines, and the files that its page offers."""

import csv
import io
import re
from html import unescape
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient


def test_csv_has_a_row_for_each_competence_and_aspect(client: FlaskClient) -> None:
    response = client.get("/compare.csv?p=2.5&p=2.4&lang=en")
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    assert 'filename="compare-2.5-2.4.csv"' in response.headers["Content-Disposition"]
    found = client.get("/compare.json?p=2.5&p=2.4").get_json()
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["code"] for row in rows] == [
        row["code"] for row in (*found["competences"], *found["aspects"])
    ]
    by_code = {row["code"]: row for row in rows}
    assert (by_code["D.3"]["2.5"], by_code["D.3"]["2.4"], by_code["D.3"]["gap"]) == ("", "3", "3")
    assert by_code["D.3"]["title"] == "Education and Training Provision"
    assert sum(int(row["reverse_gap"] or 0) for row in rows) == found["reverseGap"]


def test_csv_for_excel_is_split_as_its_language_wants(client: FlaskClient) -> None:
    french = client.get("/compare.csv?p=2.5&p=2.4&bom=1&lang=fr")
    assert french.text.startswith("\ufeffkind;code;title;2.5;2.4;")
    assert french.headers["Content-Language"] == "fr"


@pytest.mark.parametrize("query", ["", "?p=2.5", "?p=2.5&p=99.1", "?p=2.5&p=2.5"])
@pytest.mark.parametrize("extension", ["csv", "json"])
def test_refusal_gives_an_example(client: FlaskClient, extension: str, query: str) -> None:
    response = client.get(f"/compare.{extension}{query}")
    assert response.status_code == 400
    assert f"/compare.{extension}?p=2.5&p=2.4" in response.json["detail"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("p=2.5&p=&p=", 200, "Choisissez au moins un second métier"),
        ("p=99.1", 400, "Aucun métier n’a le code «\u00a099.1\u00a0»"),
        ("p=2.5&p=2.5", 400, "2.5 est choisi deux fois"),
        ("p=2.1&p=2.2&p=2.3&p=2.4&p=2.5", 400, "Quatre métiers au plus"),
    ],
)
def test_page_says_in_its_language_what_to_choose(
    client: FlaskClient, query: str, status: int, words: str
) -> None:
    answer = client.get(f"/compare?{query}&lang=fr")
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("page", "files"),
    [
        (
            "/download/",
            [
                "/download/cigref-kg.xlsx",
                "/download/family-6.xlsx",
                "/download/excel/profiles.csv",
            ],
        ),
        (
            "/matrix?family=6&area=E",
            ["/matrix.xlsx?family=6", "/matrix.csv?family=6&area=E", "/matrix.csv?bom=1&family=6"],
        ),
        (
            "/compare?p=2.5&p=2.4",
            [f"/compare.{ending}?p=2.5&p=2.4" for ending in ("csv", "xlsx", "json")],
        ),
        ("/doc/2022/family/6.html", ["/download/family-6.xlsx"]),
        ("/aspects", ["/matrix.xlsx", "/aspects.csv"]),
    ],
)
def test_page_links_to_its_files(
    client: FlaskClient, page: str, files: list[str], language: str
) -> None:
    mark = "&" if "?" in page else "?"
    text = client.get(f"{page}{mark}lang={language}").text
    links = [urljoin(page, unescape(link)) for link in re.findall(r'href="([^"]+)"', text)]
    for file in files:
        link = next(link for link in links if link.startswith(file))
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.mimetype != "text/html", link


def test_matrix_as_csv_keeps_to_a_family_and_an_area(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/matrix.csv?family=6&area=E").text)))
    assert all(code.startswith("E.") for code in rows[0][2:])
    assert {row[0].partition(".")[0] for row in rows[1:]} == {"6"}
    assert client.get("/matrix.csv?family=12").status_code == 400
    assert client.get("/matrix.csv?area=Z").status_code == 400


def test_page_tells_all_pairs_from_whom_one_starts(client: FlaskClient) -> None:
    query = "/compare?p=2.5&p=2.4&p=6.3&lang=en"
    for base in ("2.5", "2.4", "6.3"):
        page = client.get(f"{query}&from={base}").text
        learning = page.partition('id="learning"')[2].partition("</section>")[0]
        cards = re.findall(r'<h3 id="to-\d">.*?/profile/([\d.]+)\.html', learning)
        assert cards == [code for code in ("2.5", "2.4", "6.3") if code != base]


@pytest.mark.parametrize("shown", ["differences", "shared"])
def test_page_and_its_files_show_the_same_competences(client: FlaskClient, shown: str) -> None:
    query = f"?p=2.5&p=2.4&show={shown}&lang=en"
    found = client.get("/compare.json?p=2.5&p=2.4").get_json()["competences"]
    levels = {row["code"]: list(row["levels"].values()) for row in found}
    wanted = {
        code
        for code, each in levels.items()
        if (None not in each if shown == "shared" else len(set(each)) > 1)
    }
    table = client.get(f"/compare{query}").text.partition('<table class="listing comparison">')[2]
    page = set(re.findall(r"/competence/([A-E]\.\d+)\.html", table.partition("</table>")[0]))
    rows = csv.DictReader(io.StringIO(client.get(f"/compare.csv{query}").text))
    assert page == {row["code"] for row in rows if row["kind"] == "competence"} == wanted


@pytest.mark.parametrize("page", ["/profiles", "/search?q=securite", "/doc/2022/family/6.html"])
def test_jobs_of_a_list_are_compared_without_a_script(client: FlaskClient, page: str) -> None:
    text = client.get(page).text
    assert text.count('<form id="basket"') == 1
    codes = re.findall(r'type="checkbox" name="p" value="([^"]+)" form="basket"', text)
    assert len(codes) == len(set(codes)) > 1
    assert client.get("/compare?" + "&".join(f"p={code}" for code in codes[:4])).status_code == 200


def test_a_job_comes_as_a_word_document(client: FlaskClient) -> None:
    for path in ("/fiche/6.3.docx", "/fiche/6.3.docx?kind=advert", "/fiche/2.8.docx?edition=2024"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.data.startswith(b"PK")
    named = {
        "/fiche/6.3.docx?lang=fr": "fiche-de-poste-6.3-responsable-securite-des-systemes",
        "/fiche/2.5.docx?lang=en&kind=advert": 'job-advert-2.5-scrum-master.docx"',
        "/fiche/2.8.docx?lang=en&edition=2024": 'job-description-2.8-2024-product-manager.docx"',
    }
    for path, name in named.items():
        assert f'filename="{name}' in client.get(path).headers["Content-Disposition"]
    assert client.get("/fiche/2.8.docx").status_code == 404
    assert client.get("/fiche/6.3.docx?kind=poem").status_code == 400
