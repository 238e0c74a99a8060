"""The query behind a profile's page gives what the page shows."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from cigref_kg.base.model import LANGUAGES, JobProfile, Language, Statement
from cigref_kg.engine import Engine, embedded_engine
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.things.page_query import query_behind
from tests.engine.reading import answered

Row = dict[str, str | None]
AS_PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def engine(dataset: Dataset) -> Engine:
    """The dataset in an engine."""
    return embedded_engine(dataset)


def asked(engine: Engine, query: str) -> dict[str, list[Row]]:
    """The rows of the answer by part of the page, in order."""
    answer = answered(engine, query)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    assert names == ["part", "code", "text", "level", "detail"]
    parts: dict[str, list[Row]] = defaultdict(list)
    for solution in answer:
        row = {name: solution[name].value if solution[name] else None for name in names}
        parts[str(row["part"])].append(row)
    return parts


def column(rows: Iterable[Row], name: str) -> list[str | None]:
    return [row[name] for row in rows]


def told(statements: Iterable[Statement], language: Language) -> list[str | None]:
    """The texts of statements, each before what details it."""
    texts: list[str | None] = []
    for statement in statements:
        texts += [statement.text.get(language), *told(statement.below, language)]
    return texts


def activities(profile: JobProfile, language: Language) -> list[str | None]:
    texts: list[str | None] = [profile.introduction.get(language)]
    for group in profile.groups:
        opening = sorted(
            text for part in (group.heading, group.introduction) if (text := part.get(language))
        )
        texts += [*opening, *told(group.activities, language)]
    return [text for text in texts if text]


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_has_all_that_the_model_says_of_each_profile(
    dataset: Dataset, engine: Engine, language: Language, step: int
) -> None:
    nomenclature, year = dataset.nomenclature, dataset.nomenclature.served.year
    content = nomenclature.content
    change = {change.profile: change for change in content.changes}
    for profile in content.profiles[::step]:
        query = query_behind(dataset.iris.profile(year, profile.code), profile, language)
        parts = asked(engine, query)
        for part, text in (
            ("name", profile.names.title),
            ("mission", profile.mission),
            ("career path", profile.career_path),
            ("trends", profile.trends),
            ("note", profile.editorial_note),
        ):
            assert column(parts[part], "text") == [t for t in [text.get(language)] if t]
        assert column(parts["activities"], "text") == activities(profile, language)
        assert column(parts["deliverables"], "text") == told(profile.deliverables.items, language)
        note = profile.indicator_note.get(language)
        assert column(parts["indicators"], "text") == [
            *([note] if note else []),
            *told(profile.indicators.items, language),
        ]
        at_level = nomenclature.framework.at_level
        assert [(r["code"], r["level"], r["detail"]) for r in parts["competences"]] == [
            (c.code, str(level), at_level[c.code, level].description.get(language))
            for c in nomenclature.framework.competences
            if (level := profile.required_levels.get(c.code))
        ]
        stars = {row["code"]: int(row["level"] or 0) for row in parts["aspects"]}
        assert stars == profile.stars
        for part, ends in (
            (
                "leads to",
                [(m.to_profile, m) for m in content.moves if m.from_profile == profile.code],
            ),
            (
                "comes from",
                [(m.from_profile, m) for m in content.moves if m.to_profile == profile.code],
            ),
        ):
            assert {(r["code"], r["detail"]) for r in parts[part]} == {
                (code, section.value) for code, move in ends for section in move.stated_in
            }
        stated = change.get(profile.code)
        assert set(column(parts["no longer required"], "text")) == set(
            stated.removed if stated else ()
        )
        assert set(column(parts["new or at another level"], "code")) == set(
            stated.added_or_relevelled if stated else ()
        )


def test_page_leads_to_the_query_and_shows_its_counterparts(
    client: FlaskClient, dataset: Dataset, engine: Engine
) -> None:
    for language, words in (
        ("fr", "La requête de cette page"),
        ("en", "The query behind this page"),
    ):
        page = html.unescape(
            client.get(f"/doc/2022/profile/6.3.html?lang={language}").get_data(as_text=True)
        )
        link = re.search(rf'href="([^"]+)"[^>]*>{words}<', page)
        assert link
        shown_query = client.get(f"/ask/profile-page?{urlsplit(link[1]).query}", headers=AS_PAGE)
        assert shown_query.status_code == 200
        assert "Veille technologique" in shown_query.text or "Technology Trend" in shown_query.text
        query = re.search(
            r'<textarea id="query"[^>]*>(.*?)</textarea>', shown_query.text, re.DOTALL
        )
        assert query
        parts = asked(engine, html.unescape(query[1]))
        mapped = parts["ESCO"] + parts["ISCO-08"]
        shown = re.findall(
            r'class="counterpart" href="[^"]+" rel="external">'
            r'(?:<span class="code[^>]*>\d+</span> )?(?:<[^>]+>)?([^<]+)',
            page,
        )
        assert shown
        assert column(mapped, "text") == shown


def test_query_behind_a_page_is_that_of_its_edition(client: FlaskClient) -> None:
    def rows(address: str) -> list[str]:
        return client.get(address, headers={"Accept": "text/csv"}).text.splitlines()

    address = "/ask/profile-page?profile=2.8&lang=en"
    assert any("Product Manager" in row for row in rows(f"{address}&edition=2024"))
    for unknown in (address, "/ask/profile-page?profile=x", "/ask/profile-page"):
        assert client.get(unknown).status_code == 404
    assert client.get(f"{address}&edition=1999").status_code == 404
