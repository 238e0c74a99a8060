"""`/classify` and `/classify.json`: texts and files in, nothing kept, hostile input refused."""

import html
import io
import re
from unittest.mock import ANY

import pytest
from flask.testing import FlaskClient

from tests.commands.test_classify import ADVERT, docx


def test_json_by_post_takes_text_and_files(client: FlaskClient) -> None:
    plain = client.post("/classify.json", data=ADVERT.encode(), content_type="text/plain")
    sent = client.post("/classify.json", data={"file": (io.BytesIO(docx(ADVERT)), "a.docx")})
    assert plain.status_code == sent.status_code == 200
    assert plain.headers["Cache-Control"] == "no-store"
    assert plain.get_json()["profiles"][0]["code"] == "3.2"
    assert sent.get_json()["profiles"][0]["code"] == "3.2"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 50, b"%PDF-1.7", b"PK\x03\x04", b"a " * 300_000]
)
def test_json_by_post_refuses_the_rest(client: FlaskClient, content: bytes) -> None:
    response = client.post("/classify.json", data=content, content_type="text/plain")
    assert response.status_code == 400
    assert response.get_json()["detail"]


def test_page_shows_the_job_and_escapes_the_text(client: FlaskClient) -> None:
    response = client.post("/classify?lang=fr", data={"pasted": f"{ADVERT}\n<script>x</script>"})
    assert response.status_code == 200
    assert "<script>x" not in response.text
    assert "doc/2022/profile/3.2.html" in response.text
    assert "ne décide rien sur une personne" in response.text
    assert client.post("/classify", data={"pasted": ""}).status_code == 400


def test_each_passage_is_quoted_once_with_all_that_it_shows(client: FlaskClient) -> None:
    sent = {"pasted": ADVERT}
    page = client.post("/classify?lang=en", data=sent).text
    quoted = re.findall(r"<q>(.*?)</q>", page)
    assert len(quoted) == len(set(quoted)) > 1
    found = client.post("/classify.json", data=ADVERT.encode(), content_type="text/plain")
    shown = [*found.get_json()["profiles"], *found.get_json()["competences"]]
    assert {html.unescape(each) for each in quoted} == {
        evidence["quote"] for each in shown for evidence in each["evidence"]
    }
    places = [ADVERT.find(html.unescape(each)) for each in quoted]
    assert places == sorted(places)
    for number in re.findall(r'href="#passage-(\d+)"', page):
        assert f'id="passage-{number}"' in page


@pytest.mark.parametrize("path", ["/classify", "/titles", "/match", "/plan"])
def test_what_cannot_be_used_is_said_in_the_language_of_the_page(
    client: FlaskClient, path: str
) -> None:
    fields = ["pasted", "people", "catalogue"]
    for content in ["", "x\0" * 50, "person,competence,level\n1,Z.9,3", "a,b,c\n1,2,3"]:
        data = dict.fromkeys(fields, content)
        french = client.post(f"{path}?lang=fr", data=data)
        english = client.post(f"{path}?lang=en", data=data)
        assert french.status_code == english.status_code == (400 if not content else ANY)
        if french.status_code == 200:
            continue
        told, said = (page.text.partition('role="alert"')[2] for page in (french, english))
        told, said = told.partition("</div>")[0], said.partition("</div>")[0]
        assert "lang=" not in told
        assert not {*told.split()} & {"is", "has", "there", "line", "which", "save", "no"}, told
        assert not {*said.split()} & {"est", "ligne", "aucun", "quelle", "enregistrez"}, said
