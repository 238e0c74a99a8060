"""What search engines read says what the graph says, and the sitemap lists pages that are there."""

import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import SKOS

from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import CIG
from cigref_kg.insight.served import Served
from cigref_kg.publish.schema_org import (
    Description,
    aspect_term,
    competence_term,
    dataset_description,
    edition_term_set,
    framework_term_set,
    level_term,
    occupation,
    written,
)
from cigref_kg.publish.sitemap import indexed_paths, sitemap
from cigref_kg.web.app import create_app

SCHEMA = Namespace("https://schema.org/")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ROOT = "https://metiers.example/"


def read_as_rdf(description: Description) -> Graph:
    """What an RDF reader makes of a description, without fetching schema.org's context."""
    inline = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "inDefinedTermSet": {"@type": "@id"}}
    return Graph().parse(data=json.dumps({**description, "@context": inline}), format="json-ld")


@pytest.mark.parametrize("language", LANGUAGES)
def test_occupation_needs_what_the_graph_requires(
    dataset: Dataset, served: Served, language: Language
) -> None:
    for profile in dataset.nomenclature.content.profiles:
        described = read_as_rdf(occupation(served, profile, language))
        subject = URIRef(dataset.iris.profile(2022, profile.code))
        skills = set(described.objects(subject, SCHEMA.skills))
        assert skills == set(dataset.union.objects(subject, CIG.requiresCompetence))
        name = str(described.value(subject, SCHEMA.name))
        labels = dataset.union.objects(subject, SKOS.prefLabel)
        assert name in {str(label) for label in labels if label.language == language}  # type: ignore[attr-defined]


def test_occupation_tells_levels_family_and_activities(served: Served) -> None:
    profile = served.nomenclature.content.profile["6.3"]
    described = json.loads(written(occupation(served, profile, "en")))
    levels = {
        skill["termCode"]: int(skill["disambiguatingDescription"].split()[1])
        for skill in described["skills"]
    }
    assert levels == profile.required_levels
    categories = described["occupationalCategory"]
    assert isinstance(categories, list)
    assert categories[0]["codeValue"] == "6"
    codes = {each["inCodeSet"].get("name"): each["codeValue"] for each in categories[1:]}
    assert (codes["ISCO-08"], codes["ESCO"]) == ("2529", "2529.1")
    assert "ROME 4.0" in codes
    assert len(described["responsibilities"]) == sum(len(g.activities) for g in profile.groups)
    assert not [text for text in described["responsibilities"] if text.endswith(":")]
    assert described["@id"].endswith("/id/2022/profile/6.3")


def test_terms_belong_to_their_scheme(served: Served) -> None:
    framework = served.nomenclature.framework
    scheme = "https://w3id.org/cigref-kg/id/ecf/2019"
    assert competence_term(served, framework.competence["E.8"], "fr")["inDefinedTermSet"] == scheme
    assert aspect_term(served, framework.aspect["T5"], "fr")["termCode"] == "T5"
    standard = level_term(served, framework.at_level["E.8", 4], "en")
    assert (standard["termCode"], standard["inDefinedTermSet"]) == ("E.8/4", scheme)
    added = level_term(served, framework.at_level["E.9", 3], "en")
    assert added["inDefinedTermSet"] == "https://w3id.org/cigref-kg/id/2022"


def test_term_sets_hold_every_term(served: Served) -> None:
    assert len(list_of(framework_term_set(served, "fr"))) == 41 + 7
    assert len(list_of(edition_term_set(served, served.nomenclature.served, "fr"))) == 50
    assert "hasDefinedTerm" not in edition_term_set(served, served.nomenclature.editions[0], "fr")


def list_of(description: Description) -> list[object]:
    terms = description["hasDefinedTerm"]
    assert isinstance(terms, list)
    return terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_dataset_has_what_dataset_search_asks_for(
    dataset: Dataset, served: Served, language: Language
) -> None:
    described = json.loads(written(dataset_description(served, language)))
    assert 50 <= len(described["description"]) <= 5000
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert described["version"] == dataset.version
    date.fromisoformat(described["datePublished"])
    formats = {file["encodingFormat"] for file in described["distribution"]}
    assert {"text/turtle", "application/ld+json", "application/n-quads"} <= formats
    assert all(file["contentUrl"].startswith("https://") for file in described["distribution"])


def test_nothing_in_a_description_ends_the_script() -> None:
    text = written({"name": "</script><!--"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><!--"}


def test_sitemap_lists_each_page_in_each_language_with_its_others(dataset: Dataset) -> None:
    paths = indexed_paths(dataset.nomenclature)
    top = ET.fromstring(sitemap(ROOT, paths, date(2026, 11, 24)))
    entries = {entry.findtext(f"{SITEMAP}loc"): entry for entry in top}
    assert len(entries) == 3 * len(paths)
    entry = entries[f"{ROOT}doc/2022/profile/6.3.html?lang=fr"]
    assert entry.findtext(f"{SITEMAP}lastmod") == "2026-11-24"
    alternates = {link.get("hreflang"): link.get("href") for link in entry.iter(f"{XHTML}link")}
    assert alternates == {
        "fr": f"{ROOT}doc/2022/profile/6.3.html?lang=fr",
        "en": f"{ROOT}doc/2022/profile/6.3.html?lang=en",
        "x-default": f"{ROOT}doc/2022/profile/6.3.html",
    }


def test_sitemap_refuses_a_root_that_is_no_address() -> None:
    with pytest.raises(ValueError, match="slash"):
        sitemap("https://metiers.example", [])


@pytest.mark.slow
def test_every_page_of_the_sitemap_is_served(dataset: Dataset) -> None:
    client = create_app(dataset).test_client()
    for path in indexed_paths(dataset.nomenclature):
        response = client.head(f"/{path}", headers={"Accept": "text/html"})
        assert response.status_code == 200, path
        assert response.mimetype == "text/html", path
