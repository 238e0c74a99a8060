"""The page for a column of titles: paste, confirm, download."""

import io
import re

import pytest
from flask.testing import FlaskClient

PASTED = "Développeuse Java\nUX designer\n<script>alert(1)</script>\n"


def test_form_says_that_nothing_is_kept(client: FlaskClient) -> None:
    response = client.get("/titles?lang=fr")
    assert response.headers["Cache-Control"] == "no-store"
    assert "n’est conservé" in response.text


def test_pasted_titles_become_a_table_to_confirm(client: FlaskClient) -> None:
    response = client.post("/titles?lang=en", data={"pasted": PASTED})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert re.findall(r'<input name="code"[^>]* value="([^"]*)"', response.text) == ["3.2", "", ""]


def test_confirmed_codes_are_sent_back_in_order(client: FlaskClient) -> None:
    data = {"titles": "Développeuse\n=1+1", "code": ["3.2", ""], "format": "csv"}
    response = client.post("/titles/confirmed?lang=en", data=data)
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    lines = response.text.splitlines()
    assert lines[1].startswith("Développeuse,automatic,3.2,")
    assert lines[2].startswith("'=1+1,none,")


def test_titles_that_nobody_touched_keep_their_doubt(client: FlaskClient) -> None:
    data: dict[str, object] = {
        "titles": "Business analyst\nComptable",
        "code": ["1.1", ""],
        "format": "csv",
    }
    data["proposed"] = data["code"]
    untouched = client.post("/titles/confirmed?lang=en", data=data).text.splitlines()
    assert untouched[1].startswith("Business analyst,to check,1.1,")
    assert "chosen by a person" not in untouched[1]
    data["code"] = ["2.2", "1.1"]
    chosen = client.post("/titles/confirmed?lang=en", data=data).text.splitlines()
    assert all("chosen by a person" in line for line in chosen[1:])


@pytest.mark.parametrize(
    "data",
    [{"titles": "A\nB", "code": ["3.2"]}, {"titles": "A", "code": ["99.9"]}, {"code": ["3.2"]}],
)
def test_codes_that_do_not_fit_are_refused(client: FlaskClient, data: dict[str, object]) -> None:
    assert client.post("/titles/confirmed", data=data).status_code == 400


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "json"])
def test_file_is_answered_by_a_file(client: FlaskClient, wanted: str) -> None:
    file = (io.BytesIO(b"Poste;Site\nDSI;Lyon\n"), "t.csv")
    response = client.post("/titles", data={"file": file, "format": wanted})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'titles.{wanted}"')


def test_file_that_cannot_be_used_is_a_400_with_the_reason(client: FlaskClient) -> None:
    for content in (b"", bytes(range(256)) * 9, b"PK\x03\x04oops"):
        response = client.post("/titles", data={"file": (io.BytesIO(content), "t.xlsx")})
        assert response.status_code == 400
        assert "alert" in response.text


def test_table_that_is_too_large_is_a_413(client: FlaskClient) -> None:
    form = "application/x-www-form-urlencoded"
    response = client.post("/titles", data=b"pasted=" + b"x" * 1_200_000, content_type=form)
    assert response.status_code == 413
