"""Texts to jobs and competences: quotes that are in the text, and no job where there is none."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cigref_kg.insight.served import Served
from cigref_kg.insight.texts.classification import MOST_PROFILES, Classifier
from cigref_kg.insight.texts.passages import Passages
from cigref_kg.insight.texts.phrases import PhraseIndex, tokens

ADVERT = """Administratrice systèmes et réseaux (H/F) – Dijon

Vous rejoignez une équipe de quatre personnes. Vos missions :
- administrer les serveurs Windows et Linux, l'Active Directory et la virtualisation VMware ;
- appliquer les correctifs et suivre la supervision ;
- traiter les incidents que le centre de services vous transmet.
"""
COOK = """Chef de partie. Vous préparez les plats chauds au sein d'une brigade de huit, veillez à
l'hygiène (HACCP) et formez les commis. Les commandes se font sur l'informatique du restaurant."""
SYLLABUS = """Formation : protéger les applications web. Deux jours.
Comprendre les vulnérabilités de l'OWASP, mener des tests d'intrusion simples, corriger le code,
mettre en place l'analyse de risques et la réponse aux incidents de sécurité."""


@pytest.fixture(scope="module")
def classifier(served: Served) -> Classifier:
    return served.classifier


def test_advert_leads_to_its_job_with_its_own_words(classifier: Classifier) -> None:
    found = classifier.classify(ADVERT, "fr")
    assert not found.none
    assert found.profiles[0].profile.code == "4.4"
    assert len(found.profiles) <= MOST_PROFILES
    evidence = [
        *(each for profile in found.profiles for each in profile.evidence),
        *(each for competence in found.competences for each in competence.evidence),
    ]
    assert evidence
    for each in evidence:
        assert each.quote in ADVERT
        assert each.statement
    assert "C.5" in {each.code for each in found.competences}


def test_what_the_job_requires_and_the_text_does_not_show_is_told(classifier: Classifier) -> None:
    found = classifier.classify(ADVERT, "fr")
    required = found.profiles[0].profile.required_levels
    shown = {each.code for each in found.competences}
    assert {code for code, _ in found.missing} == required.keys() - shown
    assert all(level == required[code] for code, level in found.missing)


@pytest.mark.parametrize("text", [COOK, "", "de la", "Bonjour à tous, il fait beau."])
def test_text_without_a_digital_job_gets_none(classifier: Classifier, text: str) -> None:
    found = classifier.classify(text, "en")
    assert found.none
    assert not found.profiles
    assert not found.competences
    assert found.why_none


def test_syllabus_tells_what_it_teaches(classifier: Classifier) -> None:
    found = classifier.classify(SYLLABUS, "en")
    assert {"E.8", "E.3"} <= {each.code for each in found.competences}
    assert found.profiles[0].profile.family == "6"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Douze ans d'expérience – permis B\nCompétences\n• Planification, suivi des coûts\n"
            "• Comités de pilotage, coordination d'équipes techniques\n• MS Project\n"
            "Formation : master en informatique, PRINCE2",
            "2.3",
        ),
        (
            "Facilitator of two product teams: daily stand-ups, retrospectives, sprint reviews\n"
            "2019 to date: insurer\n2015-2019: tester.\nPSM II",
            "2.5",
        ),
        ("ADMIN SYS / RÉSEAU H/F - CDI - 35-42 k€ - Rennes\n✔ gérer le réseau des sites", "4.4"),
        (
            "Nous recherchons pour notre client, acteur de la grande distribution, un(e) "
            "développeur(se) Java pour son siège.",
            "3.2",
        ),
        ("Nous cherchons un(e) ingénieur(e) réseaux (H/F) MPLS, 2024. Cisco, BGP.", "4.8"),
    ],
    ids=["diploma", "post-left", "genders", "article", "feminine"],
)
def test_what_is_no_headline_names_no_job(classifier: Classifier, text: str, code: str) -> None:
    found = classifier.classify(text, "fr")
    assert not found.none
    assert found.profiles[0].profile.code == code
    assert all(each.quote in text for profile in found.profiles for each in profile.evidence)


def test_quotes_of_a_job_repeat_no_words(classifier: Classifier) -> None:
    text = (
        "Administrateur systèmes. Vous administrez des serveurs Linux et Windows, automatisez les"
        " configurations avec Ansible, gérez les sauvegardes, la supervision et les correctifs,"
        " traitez les incidents de niveau 2 et 3, suivez VMware et tenez la documentation à jour."
    )
    evidence = [each.quote for each in classifier.classify(text, "fr").profiles[0].evidence]
    places = sorted((text.index(quote), text.index(quote) + len(quote)) for quote in evidence)
    assert len(places) > 1
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_buttons_and_other_offers_of_a_page_are_no_evidence(classifier: Classifier) -> None:
    page = f"""Aller au contenu
Postuler  Sauvegarder  Partager
{ADVERT}
Tickets restaurant.
Offres similaires
Testeuse logiciel (H/F)
Plans de test, tests de non-régression, ISTQB, campagnes de tests, Selenium, Cypress."""
    found, alone = classifier.classify(page, "fr"), classifier.classify(ADVERT, "fr")
    assert [each.profile.code for each in found.profiles] == [
        each.profile.code for each in alone.profiles
    ]
    assert found.competences == alone.competences


def test_words_of_any_trade_make_no_text_digital(classifier: Classifier) -> None:
    text = (
        "Gestion de projets, suivi du budget, appels d'offres, coordination d'équipes, reporting."
    )
    assert classifier.classify(text, "fr").none


def test_phrases_are_found_whatever_their_form() -> None:
    index = PhraseIndex([("mise en production", "B.4"), ("C++", "B.1"), ("API REST", "B.1")])
    text = "Mises en production, du C++ et des APIs REST."
    found = [(text[each.start : each.end], each.meaning) for each in index.find(tokens(text))]
    assert found == [("Mises en production", "B.4"), ("C++", "B.1"), ("APIs REST", "B.1")]


@settings(max_examples=60)
@given(st.text(max_size=600))
def test_quotes_are_always_verbatim(classifier: Classifier, text: str) -> None:
    text = f"{text} tests unitaires {text}"
    place = text.index("tests unitaires")
    assert Passages(text).quote(place, place + 15) in text
    for part in classifier.classify(text, "fr").competences:
        assert all(each.quote in text for each in part.evidence)
