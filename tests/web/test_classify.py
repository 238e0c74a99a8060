"""`/classify` and `/classify.json`: texts and files in, nothing kept, hostile input refused."""

import io

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
