"""Style sheets of some kinds of pages: each page loads those that it needs, no rule is dead."""

import re
from itertools import chain
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cigref_kg import Dataset
from cigref_kg.company.adding import with_company
from cigref_kg.web.app import create_app
from cigref_kg.web.ui.assets import FOLDER
from tests.company.conftest import VERGER
from tests.company.test_browser import PAGES as OF_COMPANY
from tests.web.test_browser import PAGES

WEB = FOLDER.parent
PACKAGE = WEB.parent
OF_ALL = "site.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"([^{}]+)\{")
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_WRITTEN = re.compile(r'\bclass="([^"]*)"')


def _classes(sheet: str) -> list[frozenset[str]]:
    """Return the classes of which each selector of a sheet speaks."""
    text = _COMMENT.sub("", (FOLDER / sheet).read_text(encoding="utf-8"))
    selectors = ",".join(_SELECTOR.findall(text)).split(",")
    return [frozenset(_CLASS.findall(selector)) for selector in selectors]


SHEETS = {
    file.name: _classes(file.name) for file in FOLDER.glob("*.css") if file.name != "preview.css"
}


@pytest.fixture(scope="module")
def company_client(dataset: Dataset) -> FlaskClient:
    """A client of a site that serves the invented company."""
    return create_app(with_company(dataset, VERGER)).test_client()


@pytest.mark.parametrize("path", [*PAGES.values(), "/doc/nowhere", "/sparql?query=ASK"])
def test_page_loads_the_styles_of_all_that_it_shows(client: FlaskClient, path: str) -> None:
    _check(client, path)


@pytest.mark.parametrize("path", sorted({*OF_COMPANY.values()} - {"/download/"}))
def test_page_with_a_company_loads_them_too(company_client: FlaskClient, path: str) -> None:
    _check(company_client, path)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/match", {"people": "person,competence,level,job\nP-1,E.8,3,6.3\n", "profile": "held"}),
        ("/match", {"people": "x"}),
        ("/plan", {"people": "x", "budget": "much"}),
        ("/titles", {"pasted": "RSSI"}),
        ("/classify", {"pasted": "RSSI : politique de sécurité, audits, risques."}),
    ],
    ids=["people", "no people", "no plan", "titles", "text"],
)
def test_answer_to_a_form_loads_them_too(
    client: FlaskClient, path: str, fields: dict[str, str]
) -> None:
    _check(client, path, fields)


def _check(client: FlaskClient, path: str, fields: dict[str, str] | None = None) -> None:
    accept = {"Accept": "text/html"}
    answer = (
        client.get(path, headers=accept)
        if fields is None
        else client.post(path, data=fields, headers=accept)
    )
    loaded = {name for name in SHEETS if f"/static/{name}?v=" in f"/{answer.text}"}
    assert OF_ALL in loaded
    styled = {name for sheet in loaded for selector in SHEETS[sheet] for name in selector}
    shown = set(chain.from_iterable(map(str.split, _WRITTEN.findall(answer.text))))
    for name in SHEETS.keys() - loaded:
        lacking = [each for each in SHEETS[name] if each <= shown and each - styled]
        assert not lacking, name


def test_no_rule_is_dead() -> None:
    sources = (
        *(WEB / "templates").glob("*.html"),
        *FOLDER.glob("*.js"),
        *(PACKAGE / "publish" / "pictures" / "templates").glob("*.svg"),
    )
    words = set(re.findall(r"[\w-]+", " ".join(map(_text, sources))))
    # What is put together: level 4, four stars, the hue of area E.
    made = {*(f"l{rank}" for rank in range(1, 6)), *(f"s{number}" for number in range(1, 6))}
    made |= {f"area-{letter}" for letter in "ABCDE"}
    made |= {"picture-levels", "picture-comparison"}
    for name, classes in SHEETS.items():
        dead = set().union(*classes) - words - made
        assert not dead, name


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
