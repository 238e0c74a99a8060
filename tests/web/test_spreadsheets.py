"""Workbooks over HTTP: the right media type, language, name and cache, and reasons for refusals."""

import io

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from cigref_kg.publish.spreadsheets import MEDIA_TYPE


@pytest.mark.parametrize(
    ("path", "name", "first_sheet"),
    [
        ("/download/family-6.xlsx", "family-6.xlsx", {"fr": "Métiers", "en": "Jobs"}),
        ("/matrix.xlsx", "matrix.xlsx", {"fr": "Matrice", "en": "Matrix"}),
        ("/matrix.xlsx?family=6", "matrix-6.xlsx", {"fr": "Matrice", "en": "Matrix"}),
        (
            "/compare.xlsx?p=2.5&p=2.4",
            "compare-2.5-2.4.xlsx",
            {"fr": "Comparaison", "en": "Comparison"},
        ),
    ],
)
def test_workbook_is_a_file_in_the_language_asked_for(
    client: FlaskClient, path: str, name: str, first_sheet: dict[str, str]
) -> None:
    for language, sheet in first_sheet.items():
        response = client.get(path, headers={"Accept-Language": language})
        assert (response.status_code, response.mimetype) == (200, MEDIA_TYPE)
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "Accept-Language" in response.vary
        assert load_workbook(io.BytesIO(response.data)).sheetnames[0] == sheet


def test_whole_workbook_is_prepared_once_and_revalidated(client: FlaskClient) -> None:
    response = client.get("/download/cigref-kg.xlsx?lang=fr")
    assert response.status_code == 200
    workbook = load_workbook(io.BytesIO(response.data), read_only=True)
    assert workbook.sheetnames[0] == "Métiers"
    again = client.get(
        "/download/cigref-kg.xlsx?lang=fr", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    other = client.head("/download/cigref-kg.xlsx?lang=en")
    assert other.headers["ETag"] != response.headers["ETag"]


@pytest.mark.parametrize(("language", "separator"), [("fr", ";"), ("en", ",")])
def test_table_for_excel_has_byte_order_mark_and_separator(
    client: FlaskClient, language: str, separator: str
) -> None:
    response = client.get(f"/download/excel/requirements.csv?lang={language}")
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    head, *rows = response.text.splitlines()
    assert head.startswith(f"\ufeffprofile{separator}profile_title_fr{separator}")
    assert len(rows) == 418


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/download/family-12.xlsx", 404, "1, 2, 3"),
        ("/matrix.xlsx?family=12", 400, "1, 2, 3"),
        ("/compare.xlsx?p=2.5", 400, "p=2.5&p=2.4"),
        ("/compare.xlsx?p=2.5&p=99.1", 400, "99.1"),
        ("/download/excel/nothing.csv", 404, "requirements.csv"),
    ],
)
def test_refusal_says_what_to_do(client: FlaskClient, path: str, status: int, told: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert told in response.json["detail"]  # type: ignore[index]
