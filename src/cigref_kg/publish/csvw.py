"""CSV on the Web: what the CSV tables and their columns are, in ``csv-metadata.json``.

The specification: https://www.w3.org/TR/tabular-metadata/
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cigref_kg.base.iris import LICENCE, Iris
from cigref_kg.base.model import LANGUAGES, RatingCompleteness, Text
from cigref_kg.graph.namespaces import PREFIXES
from cigref_kg.publish.tables import OF_AN_EDITION
from cigref_kg.records.mappings import Relation, Vocabulary

METADATA_FILE = "csv-metadata.json"
"""The name under which CSV on the Web looks for what describes the tables beside it."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: what it is called, and what its cells are."""

    titles: Text
    datatype: str | Json = "string"
    language: str | None = None
    separator: str | None = None
    """What parts the values of a cell that may hold several."""
    is_required: bool = True
    property: str | None = None
    """The property of the graph of which the cells are values of the row's subject."""


def _texts(fr: str, en: str, name: str, *, required: bool = True) -> dict[str, _Column]:
    """Return the columns of a text in both languages."""
    return {
        f"{name}_{language}": _Column(
            Text(fr=f"{fr} ({language})", en=f"{en} ({language})"),
            language=language,
            is_required=required,
        )
        for language in LANGUAGES
    }


_LEVEL: Json = {"base": "integer", "minimum": 1, "maximum": 5}
_YEAR: Json = {"base": "gYear"}
_PROFILE_CODE: Json = {"base": "string", "format": r"[1-9]\.[1-9][0-9]?"}
_COMPETENCE_CODE: Json = {"base": "string", "format": r"[A-E]\.[1-9][0-9]?"}
_ASPECT_CODE: Json = {"base": "string", "format": "T[1-7]"}

_IRI = {"iri": _Column(Text(fr="IRI", en="IRI"), "anyURI")}
_PROFILE = {"profile": _Column(Text(fr="Code du profil", en="Profile code"), _PROFILE_CODE)}
_COMPETENCE = {
    "competence": _Column(Text(fr="Code de la compétence", en="Competence code"), _COMPETENCE_CODE)
}
_TITLE = _texts("Titre", "Title", "title")
_PROFILE_TITLE = _texts("Titre du profil", "Profile title", "profile_title")


def _one_of(*values: str) -> Json:
    return {"base": "string", "format": "|".join(values)}


_COLUMNS: Mapping[str, dict[str, _Column]] = {
    "profiles.csv": {
        "code": _Column(Text(fr="Code", en="Code"), _PROFILE_CODE, property="skos:notation"),
        "family": _Column(Text(fr="Code de la famille", en="Family code")),
        **_TITLE,
        "page": _Column(Text(fr="Page du document", en="Page of the document"), "integer"),
        "rating_completeness": _Column(
            Text(fr="Notes lisibles", en="Ratings that can be read"),
            _one_of(*(each.value for each in RatingCompleteness)),
            property="cig:ratingCompleteness",
        ),
        **_IRI,
    },
    "families.csv": {
        "code": _Column(Text(fr="Code", en="Code"), property="skos:notation"),
        **_TITLE,
        "profiles": _Column(
            Text(fr="Codes de ses profils", en="Codes of its profiles"),
            _PROFILE_CODE,
            separator=" ",
        ),
        **_IRI,
    },
    "requirements.csv": {
        **_PROFILE,
        **_PROFILE_TITLE,
        **_COMPETENCE,
        **_texts("Titre de la compétence", "Competence title", "competence_title"),
        "level": _Column(Text(fr="Niveau", en="Level"), _LEVEL, property="cig:levelValue"),
        **_IRI,
    },
    "ratings.csv": {
        **_PROFILE,
        **_PROFILE_TITLE,
        "aspect": _Column(Text(fr="Code de l’aspect", en="Aspect code"), _ASPECT_CODE),
        "stars": _Column(Text(fr="Étoiles", en="Stars"), _LEVEL, property="cig:stars"),
        **_IRI,
    },
    "competences.csv": {
        "code": _Column(Text(fr="Code", en="Code"), _COMPETENCE_CODE, property="skos:notation"),
        "area": _Column(Text(fr="Domaine", en="Area"), {"base": "string", "format": "[A-E]"}),
        **_TITLE,
        "levels": _Column(
            Text(fr="Niveaux employés", en="Levels that are used"), _LEVEL, separator=" "
        ),
        **_IRI,
    },
    "levels.csv": {
        **_COMPETENCE,
        "level": _Column(Text(fr="Niveau", en="Level"), _LEVEL, property="cig:levelValue"),
        "added_by": _Column(
            Text(fr="Ajouté par l’édition", en="Added by the edition"), _YEAR, is_required=False
        ),
        **_texts("Description", "Description", "description"),
        **_IRI,
    },
    "statements.csv": {
        **_PROFILE,
        "kind": _Column(
            Text(fr="Nature", en="Kind"),
            _one_of("activity group", "activity", "deliverable", "indicator"),
        ),
        "position": _Column(
            Text(fr="Position", en="Position"), {"base": "string", "format": "[0-9]+(/[0-9]+)*"}
        ),
        **_texts("Texte", "Text", "text", required=False),
        **_IRI,
    },
    "moves.csv": {
        "from_profile": _Column(Text(fr="De", en="From"), _PROFILE_CODE),
        "to_profile": _Column(Text(fr="Vers", en="To"), _PROFILE_CODE),
        "stated_in": _Column(
            Text(fr="Sections qui le disent", en="Sections that say so"),
            separator="; ",
            property="cig:statedIn",
        ),
        **_IRI,
    },
    "changes.csv": {
        **_PROFILE,
        "from_edition": _Column(Text(fr="Édition de départ", en="From the edition"), _YEAR),
        "to_edition": _Column(Text(fr="Édition d’arrivée", en="To the edition"), _YEAR),
        "parts": _Column(
            Text(fr="Parties changées", en="Parts that changed"), separator="; ", is_required=False
        ),
        "removed": _Column(
            Text(fr="Compétences retirées", en="Competences removed"),
            separator=" ",
            is_required=False,
        ),
        "added_or_relevelled": _Column(
            Text(
                fr="Compétences ajoutées ou d’un autre niveau",
                en="Competences added or at another level",
            ),
            _COMPETENCE_CODE,
            separator=" ",
            is_required=False,
        ),
    },
    "labels.csv": {
        "code": _Column(Text(fr="Code", en="Code")),
        "kind": _Column(
            Text(fr="Nature du nom", en="Kind of name"),
            _one_of("preferred", "alternative", "hidden"),
        ),
        "language": _Column(Text(fr="Langue", en="Language"), _one_of(*LANGUAGES)),
        "label": _Column(Text(fr="Nom", en="Name")),
        **_IRI,
    },
    "mappings.csv": {
        "code": _Column(Text(fr="Code", en="Code")),
        **_TITLE,
        "vocabulary": _Column(
            Text(fr="Vocabulaire", en="Vocabulary"), _one_of(*(each.value for each in Vocabulary))
        ),
        "rank": _Column(Text(fr="Rang, le meilleur d’abord", en="Rank, the best first"), "integer"),
        "relation": _Column(
            Text(fr="Relation (SKOS)", en="Relation (SKOS)"),
            _one_of(*(each.value for each in Relation)),
        ),
        "notation": _Column(
            Text(fr="Code dans ce vocabulaire", en="Code in that vocabulary"), is_required=False
        ),
        **_texts("Nom dans ce vocabulaire", "Name in that vocabulary", "label", required=False),
        "confidence": _Column(
            Text(fr="Confiance", en="Confidence"),
            {"base": "decimal", "minimum": 0, "maximum": 1},
            property="sssom:confidence",
        ),
        "version": _Column(
            Text(fr="Version de ce vocabulaire", en="Version of that vocabulary"),
            property="sssom:object_source_version",
        ),
        **_texts("Raison", "Reason", "reason"),
        "concept": _Column(Text(fr="Concept", en="Concept"), "anyURI", is_required=False),
        **_IRI,
    },
}

_TITLES: Mapping[str, Text] = {
    "profiles.csv": Text(fr="Profils métiers", en="Job profiles"),
    "families.csv": Text(fr="Familles de profils", en="Families of profiles"),
    "requirements.csv": Text(
        fr="Compétences requises et leur niveau", en="Required competences and their level"
    ),
    "ratings.csv": Text(fr="Aspects transverses", en="Transversal aspects"),
    "competences.csv": Text(fr="Compétences de l’e-CF", en="e-CF competences"),
    "levels.csv": Text(fr="Compétences à un niveau", en="Competences at a level"),
    "statements.csv": Text(
        fr="Activités, livrables et indicateurs", en="Activities, deliverables and indicators"
    ),
    "moves.csv": Text(fr="Évolutions professionnelles", en="Career moves"),
    "changes.csv": Text(fr="Changements depuis 2018", en="Changes since 2018"),
    "labels.csv": Text(fr="Noms et synonymes", en="Names and synonyms"),
    "mappings.csv": Text(
        fr="Correspondances avec ESCO, la CITP-08 et le ROME",
        en="Mappings to ESCO, ISCO-08 and ROME",
    ),
}

_PRIMARY_KEYS: Mapping[str, list[str]] = {
    "profiles.csv": ["code"],
    "families.csv": ["code"],
    "requirements.csv": ["profile", "competence"],
    "ratings.csv": ["profile", "aspect"],
    "competences.csv": ["code"],
    "levels.csv": ["competence", "level"],
    "statements.csv": ["iri"],
    "moves.csv": ["from_profile", "to_profile"],
    "changes.csv": ["profile", "from_edition", "to_edition"],
    "labels.csv": ["iri", "kind", "language", "label"],
    "mappings.csv": ["iri"],
}

_FOREIGN_KEYS: Mapping[str, list[tuple[list[str], str, list[str]]]] = {
    "profiles.csv": [(["family"], "families.csv", ["code"])],
    "requirements.csv": [
        (["profile"], "profiles.csv", ["code"]),
        (["competence"], "competences.csv", ["code"]),
        (["competence", "level"], "levels.csv", ["competence", "level"]),
    ],
    "ratings.csv": [(["profile"], "profiles.csv", ["code"])],
    "levels.csv": [(["competence"], "competences.csv", ["code"])],
    "statements.csv": [(["profile"], "profiles.csv", ["code"])],
    "moves.csv": [
        (["from_profile"], "profiles.csv", ["code"]),
        (["to_profile"], "profiles.csv", ["code"]),
    ],
    "changes.csv": [(["profile"], "profiles.csv", ["code"])],
}


def csvw(iris: Iris, others: Sequence[int] = ()) -> bytes:
    """Return the description of all tables: titles, data types, keys, and the row's subject.

    Args:
        iris: the IRIs under the dataset's base.
        others: the years of editions that have tables beside those of the default one.
    """
    content: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _in_both(Text(fr="Tables de cigref-kg", en="Tables of cigref-kg")),
        "dc:license": {"@id": LICENCE},
        "dc:source": {"@id": iris.dataset},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tables": [_table(name) for name in _COLUMNS]
        + [_table(name, year) for year in others for name in OF_AN_EDITION],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _table(name: str, year: int | None = None) -> Json:
    """Describe a table, or the same of another edition."""

    def address(table: str) -> str:
        return f"{year}-{table}" if year and table in OF_AN_EDITION else table

    columns = _COLUMNS[name]
    schema: Json = {
        "columns": [_column(key, column) for key, column in columns.items()],
        "primaryKey": _PRIMARY_KEYS[name],
    }
    if "iri" in columns:
        schema["aboutUrl"] = "{+iri}"
    if name in _FOREIGN_KEYS:
        schema["foreignKeys"] = [
            {
                "columnReference": own,
                "reference": {"resource": address(table), "columnReference": theirs},
            }
            for own, table, theirs in _FOREIGN_KEYS[name]
        ]
    title = _in_both(_TITLES[name], f"{year}" if year else "")
    return {"url": address(name), "dc:title": title, "tableSchema": schema}


def _column(name: str, column: _Column) -> Json:
    told: Json = {
        "name": name,
        # What stands in the first line of the table must be among the titles.
        "titles": {"und": [name], **dict(column.titles.items())},
        "datatype": column.datatype,
        "required": column.is_required,
    }
    if column.language:
        told["lang"] = column.language
    if column.separator:
        told["separator"] = column.separator
    if column.property:
        prefix, _, term = column.property.partition(":")
        told["propertyUrl"] = f"{PREFIXES[prefix]}{term}"
    return told


def _in_both(text: Text, after: str = "") -> list[Json]:
    return [
        {"@value": f"{words} {after}".strip(), "@language": language}
        for language, words in text.items()
    ]
