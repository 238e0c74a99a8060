"""Competences at levels for badges and digital credentials.

An Open Badges 3.0 achievement has ``alignment``: what it shows, in the terms of a framework
(https://www.imsglobal.org/spec/ob/v3p0/#alignment). A European digital credential has learning
outcomes with ``relatedSkill`` and ``relatedESCOSkill``, in the European Learning Model
(https://europa.eu/europass/elm-browser/).
"""

from typing import Any, Final

from rdflib.namespace import SKOS

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, CompetenceAtLevel, Framework, Language
from cigref_kg.base.writing import json_bytes
from cigref_kg.records.mappings import MappingIndex, Relation

Json = dict[str, Any]

ELM: Final = "http://data.europa.eu/snb/model/elm/"
_REPLACEABLE: Final = frozenset({Relation.EXACT, Relation.CLOSE})
"""Only these say that who has our competence has ESCO's skill."""


def alignments(framework: Framework, at_level: CompetenceAtLevel, iris: Iris) -> Json:
    """Return the Open Badges alignment object of a competence at a level, in each language.

    Args:
        framework: the competences.
        at_level: the competence at a level.
        iris: the addresses of things.
    """
    return {language: _alignment(framework, at_level, iris, language) for language in LANGUAGES}


def _alignment(
    framework: Framework, at_level: CompetenceAtLevel, iris: Iris, language: Language
) -> Json:
    year = framework.year
    description = at_level.description.get(language)
    return {
        "type": ["Alignment"],
        "targetType": "ceasn:Competency",
        "targetCode": at_level.notation,
        "targetName": _name(framework, at_level, language),
        **({"targetDescription": description} if description else {}),
        "targetFramework": _scheme(framework),
        "targetUrl": iris.competence_at_level(year, at_level.competence, at_level.level),
    }


def alignments_file(framework: Framework, iris: Iris) -> bytes:
    """Return the alignment objects of all competences at levels, by language."""
    content = {
        language: [_alignment(framework, each, iris, language) for each in _all(framework)]
        for language in LANGUAGES
    }
    return json_bytes(content)


def learning_outcomes_file(framework: Framework, mappings: MappingIndex, iris: Iris) -> bytes:
    """Return competences at levels as learning outcomes of the European Learning Model.

    Each is related to the competence at a level, and to the ESCO skills that are the same as the
    competence or close to it. JSON-LD whose context is inline. It has what the shapes of the model
    ask (application profile for learning opportunities and qualifications, ``rdf/ap/loq`` in
    https://github.com/european-commission-empl/European-Learning-Model), which allow nothing else.

    Args:
        framework: the competences.
        mappings: those to other vocabularies.
        iris: the addresses of things.
    """
    outcomes = [_outcome(framework, each, mappings, iris) for each in _all(framework)]
    context = {
        "@vocab": ELM,
        "title": {"@id": "http://purl.org/dc/terms/title", "@container": "@language"},
        "identifier": "http://www.w3.org/ns/adms#identifier",
        "notation": f"{SKOS}notation",
        "Concept": f"{SKOS}Concept",
        "noteLiteral": {"@id": f"{ELM}noteLiteral", "@container": "@language"},
    }
    return json_bytes({"@context": context, "@graph": outcomes})


def _outcome(
    framework: Framework, at_level: CompetenceAtLevel, mappings: MappingIndex, iris: Iris
) -> Json:
    year = framework.year
    skills = [
        _concept(mapping.target.uri)
        for mapping in mappings.mappings_of(iris.competence(year, at_level.competence))
        if mapping.target is not None and mapping.relation in _REPLACEABLE
    ]
    iri = iris.competence_at_level(year, at_level.competence, at_level.level)
    return {
        "@id": f"{iri}#outcome",
        "@type": "LearningOutcome",
        "title": {language: _name(framework, at_level, language) for language in LANGUAGES},
        "identifier": {
            "@type": "Identifier",
            "notation": at_level.notation,
            "schemeName": _scheme(framework),
        },
        "additionalNote": {"@type": "Note", "noteLiteral": dict(at_level.description.items())},
        "relatedSkill": _concept(iri),
        **({"relatedESCOSkill": skills} if skills else {}),
    }


def _concept(iri: str) -> Json:
    return {"@id": iri, "@type": "Concept"}


def _scheme(framework: Framework) -> str:
    return f"e-CF, EN 16234-1:{framework.year}"


def _all(framework: Framework) -> list[CompetenceAtLevel]:
    return [each for competence in framework.competences for each in competence.levels]


def _name(framework: Framework, at_level: CompetenceAtLevel, language: Language) -> str:
    title = framework.competence[at_level.competence].names.title
    level = message("publish.of-five", level=at_level.level).localized(language)
    return f"{title.get(language) or title.en}, {level}"
