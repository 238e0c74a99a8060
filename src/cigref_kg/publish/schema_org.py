"""What search engines read in a page: schema.org descriptions as JSON-LD (https://schema.org).

Each function returns what a ``<script type="application/ld+json">`` holds, once written with
:func:`written`. Names and texts are in the language of the page; ``@id`` is the canonical IRI, so
that the descriptions in two pages are of the same thing.
"""

import json
from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from cigref_kg.base.iris import LICENCE
from cigref_kg.base.messages import message
from cigref_kg.base.model import (
    Competence,
    CompetenceAtLevel,
    Edition,
    JobProfile,
    Language,
    Names,
    TransversalAspect,
)
from cigref_kg.graph.namespaces import DCAT
from cigref_kg.insight.served import Served
from cigref_kg.records.mappings import Relation, Vocabulary

Description = dict[str, object]

_CONTEXT = "https://schema.org"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_CODE_SETS = {
    Vocabulary.ISCO: "ISCO-08",
    Vocabulary.ESCO: "ESCO",
    Vocabulary.ROME: "ROME 4.0",
}
_FALLS_UNDER = frozenset({Relation.EXACT, Relation.CLOSE, Relation.BROAD})


def occupation(served: Served, profile: JobProfile, language: Language) -> Description:
    """Describe a profile as a ``schema:Occupation``: what it does, and the skills that it needs.

    Args:
        served: the edition, with companies' frameworks beside it.
        profile: the profile.
        language: of the words.
    """
    iris, year = served.iris, served.year
    family = served.content.family[profile.family]
    edition = iris.edition(year)
    return _described(
        "Occupation",
        iris.profile(year, profile.code),
        profile.names,
        language,
        description=profile.mission.localized(language),
        identifier=profile.code,
        # "6 Security" as a code of the nomenclature's own list of families, then codes of others.
        occupationalCategory=[
            {
                "@type": "CategoryCode",
                "@id": iris.family(year, family.code),
                "codeValue": family.code,
                "name": family.names.localized(language),
                "inCodeSet": {"@type": "CategoryCodeSet", "@id": edition},
            },
            *_other_categories(served, iris.profile(year, profile.code), language),
        ],
        responsibilities=[
            # An activity is one text with those below it: some only announce them.
            whole
            for group in profile.groups
            for activity in group.activities
            if (
                whole := " ".join(filter(None, (t.localized(language) for _, t in activity.walk())))
            )
        ],
        experienceRequirements=profile.career_path.localized(language),
        skills=[
            {
                **_term(served, served.framework.competence[need.competence], language),
                "disambiguatingDescription": _of_five(need.level, language),
            }
            for need in profile.requirements
        ],
    )


def _of_five(level: int, language: Language) -> str:
    return message("publish.of-five", level=level).localized(language)


def _other_categories(served: Served, iri: str, language: Language) -> list[Description]:
    """Return the codes of ESCO, ISCO-08 and ROME that a profile falls under, best first each."""
    return [
        {
            "@type": "CategoryCode",
            "@id": mapping.target.iri(served.iris),
            "codeValue": mapping.target.code,
            "name": mapping.target.labels.localized(language),
            "inCodeSet": {"@type": "CategoryCodeSet", "name": name},
        }
        for vocabulary, name in _CODE_SETS.items()
        for mapping in served.dataset.mappings.mappings_of(iri, vocabulary)
        if mapping.relation in _FALLS_UNDER and mapping.target is not None
    ]


def competence_term(served: Served, competence: Competence, language: Language) -> Description:
    """Describe a competence as a ``schema:DefinedTerm`` of the e-CF.

    Args:
        served: the edition, with companies' frameworks beside it.
        competence: the competence.
        language: of the words.
    """
    return {
        "@context": _CONTEXT,
        **_term(served, competence, language),
        **_filled(
            alternateName=list(competence.names.alternative.get(language, ())),
            description=competence.description.localized(language),
        ),
    }


def level_term(served: Served, at_level: CompetenceAtLevel, language: Language) -> Description:
    """Describe a competence at a level as a ``schema:DefinedTerm``.

    Args:
        served: the edition, with companies' frameworks beside it.
        at_level: the competence at a level.
        language: of the words.
    """
    framework, iris = served.published.framework, served.iris
    names = framework.competence[at_level.competence].names
    # A level that Cigref added is a term of its edition, not of the standard.
    added_by = at_level.added_by
    scheme = iris.framework(framework.year) if added_by is None else iris.edition(added_by)
    level = _of_five(at_level.level, language)
    iri = iris.competence_at_level(framework.year, at_level.competence, at_level.level)
    return {
        "@context": _CONTEXT,
        "@type": "DefinedTerm",
        "@id": iri,
        "url": iri,
        **_filled(
            name=f"{names.localized(language)}, {level}",
            termCode=at_level.notation,
            description=at_level.description.localized(language),
            inDefinedTermSet=scheme,
        ),
    }


def aspect_term(served: Served, aspect: TransversalAspect, language: Language) -> Description:
    """Describe a transversal aspect as a ``schema:DefinedTerm`` of the e-CF.

    Args:
        served: the edition, with companies' frameworks beside it.
        aspect: the aspect.
        language: of the words.
    """
    year = served.framework.year
    return _described(
        "DefinedTerm",
        served.iris.aspect(year, aspect.code),
        aspect.names,
        language,
        termCode=aspect.code,
        description=aspect.description.localized(language),
        inDefinedTermSet=served.iris.framework(year),
    )


def framework_term_set(served: Served, language: Language) -> Description:
    """Describe the e-CF as a ``schema:DefinedTermSet`` with its competences and aspects."""
    framework, iris = served.published.framework, served.iris
    return _described(
        "DefinedTermSet",
        iris.framework(framework.year),
        framework.names,
        language,
        description=framework.description.localized(language),
        hasDefinedTerm=[
            *(_term(served, competence, language) for competence in framework.competences),
            *(
                _in_set(
                    iris.aspect(framework.year, aspect.code), aspect.code, aspect.names, language
                )
                for aspect in framework.aspects
            ),
        ],
    )


def edition_term_set(served: Served, edition: Edition, language: Language) -> Description:
    """Describe an edition as a ``schema:DefinedTermSet`` with the profiles that are served.

    Args:
        served: the edition, with companies' frameworks beside it.
        edition: the edition.
        language: of the words.
    """
    iris = served.iris
    profiles = edition.content.profiles if edition.content else ()
    return _described(
        "DefinedTermSet",
        iris.edition(edition.year),
        edition.names,
        language,
        description=edition.description.localized(language),
        datePublished=str(edition.year),
        hasDefinedTerm=[
            _in_set(iris.profile(edition.year, profile.code), profile.code, profile.names, language)
            for profile in profiles
        ],
    )


def dataset_description(served: Served, language: Language) -> Description:
    """Describe the dataset as a ``schema:Dataset``, from what it says of itself in DCAT."""
    graph, subject = served.dataset.union, URIRef(served.iris.dataset)
    issued = graph.value(subject, DCTERMS.issued)
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": str(subject),
        "url": str(subject),
        **_filled(
            name=next(iter(_said(graph, subject, DCTERMS.title, language)), None),
            description=next(iter(_said(graph, subject, DCTERMS.description, language)), None),
            keywords=_said(graph, subject, DCAT.keyword, language),
            license=LICENCE,
            version=served.dataset.version,
            datePublished=str(issued) if issued is not None else None,
            isAccessibleForFree=True,
            inLanguage=["fr", "en"],
            creator={"@type": "Organization", "name": "cigref-kg contributors"},
            isBasedOn=served.iris.edition(served.year),
            distribution=[
                _download(graph, file) for file in graph.objects(subject, DCAT.distribution)
            ],
        ),
    }


def written(description: Mapping[str, object]) -> str:
    r"""Write a description so that it can stand in a ``script`` element: nothing ends that.

    >>> written({"name": "</script>"})
    '{"name": "\\u003c/script>"}'
    """
    return json.dumps(description, ensure_ascii=False).replace("<", "\\u003c")


def _described(
    kind: str, iri: str, names: Names, language: Language, **properties: object
) -> Description:
    return {
        "@context": _CONTEXT,
        "@type": kind,
        "@id": iri,
        "url": iri,
        **_filled(
            name=names.localized(language),
            alternateName=list(names.alternative.get(language, ())),
            **properties,
        ),
    }


def _term(served: Served, competence: Competence, language: Language) -> Description:
    year = served.framework.year
    return {
        **_in_set(
            served.iris.competence(year, competence.code),
            competence.code,
            competence.names,
            language,
        ),
        "inDefinedTermSet": served.iris.framework(year),
    }


def _in_set(iri: str, code: str, names: Names, language: Language) -> Description:
    return {
        "@type": "DefinedTerm",
        "@id": iri,
        "url": iri,
        "termCode": code,
        "name": names.localized(language),
    }


def _download(graph: Graph, file: object) -> Description:
    node = URIRef(str(file))
    media_type = str(graph.value(node, DCAT.mediaType) or "").removeprefix(_MEDIA_TYPES)
    return {
        "@type": "DataDownload",
        "name": str(graph.value(node, DCTERMS.title) or ""),
        "contentUrl": str(graph.value(node, DCAT.downloadURL) or node),
        "encodingFormat": media_type,
    }


def _filled(**properties: object) -> Description:
    """Return the properties that have a value."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def _said(graph: Graph, subject: URIRef, predicate: URIRef, language: Language) -> list[str]:
    """Return what a property says in a language, or in none."""
    return [
        str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal) and value.language in {None, language}
    ]
