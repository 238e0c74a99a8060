"""Rows of the CSV files → quads with the true ESCO URIs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.vocabularies.esco import terms
from cigref_kg.vocabularies.labels import Labels, read_labels, tidy, tidy_text
from cigref_kg.vocabularies.tables import Row
from cigref_kg.vocabularies.terms import DCTERMS, OWL, RDF, RDFS, SKOS

Quads = Iterator[Quad]


@dataclass(frozen=True, slots=True)
class ConceptFile:
    """One kind of concept: the file that lists it and what it is in RDF."""

    name: str
    """In the plural, for people and as the key of counts."""
    stem: str
    columns: tuple[str, ...]
    types: tuple[NamedNode, ...]
    scheme: str
    """The concept scheme whose hierarchy holds these concepts."""
    other_schemes: tuple[str, ...] = ()


_BASIC = ("conceptUri", "preferredLabel")


def _concept_file(
    *, columns: Iterable[str], types: Iterable[str], other_schemes: Iterable[str], **told: str
) -> ConceptFile:
    return ConceptFile(
        columns=(*_BASIC, *columns),
        types=(SKOS.Concept, *(getattr(terms.MODEL, each) for each in types)),
        other_schemes=tuple(other_schemes),
        **told,
    )


CONCEPT_FILES: Final = tuple(_concept_file(**told) for told in data_beside(__file__))

SCHEMES: Final = ("isco", "occupations", "member-occupations", "skills", "member-skills")
"""The schemes of the two pillars; the files of version 1.0 do not name them."""

_SKILL_TYPES: Final = {
    "knowledge": "knowledge",
    "skill/competence": "skill",
    "skill": "skill",
}
_REUSE_LEVELS: Final = frozenset(
    {"transversal", "cross-sector", "sector-specific", "occupation-specific"}
)
_TEXTS: Final = {
    "description": DCTERMS.description,
    "definition": SKOS.definition,
    "scopeNote": SKOS.scopeNote,
}
RELATIONS: Final = {
    "essential": terms.MODEL.relatedEssentialSkill,
    "optional": terms.MODEL.relatedOptionalSkill,
}


class Converter:
    """Turns rows into quads of one named graph; counts values that it does not know."""

    def __init__(self, graph: str, unknown: Counter[str]) -> None:
        self.graph = NamedNode(graph)
        self.unknown = unknown

    def quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        """Return a quad of the graph.

        Args:
            subject: of the triples.
            predicate: of the triples.
            value: of the triple.
        """
        return Quad(subject, predicate, value, self.graph)

    def provenance(self, release: str | None) -> Quads:
        """Yield what the graph says of itself: whose it is, that it is adapted, which release."""
        graph = self.graph
        yield self.quad(graph, DCTERMS.publisher, terms.COMMISSION)
        yield self.quad(graph, DCTERMS.license, terms.CC_BY)
        yield self.quad(graph, DCTERMS.title, Literal("ESCO"))
        for language, sentence in terms.ATTRIBUTION.items():
            yield self.quad(graph, DCTERMS.rights, Literal(sentence, language=language))
        if release is not None:
            yield self.quad(graph, OWL.versionInfo, Literal(release))

    def schemes(self) -> Quads:
        """Yield the concept schemes of the two pillars."""
        for name in SCHEMES:
            scheme = NamedNode(terms.SCHEMES + name)
            yield self.quad(scheme, RDF.type, SKOS.ConceptScheme)
            for language, title in message(f"vocabularies.esco-scheme-{name}").items():
                yield self.quad(scheme, RDFS.label, Literal(title, language=language))

    def subject(self, row: Row, column: str = "conceptUri") -> NamedNode:
        """Return the concept that a row names.

        Raises:
            DataError: if that is no URI of ESCO.
        """
        uri = row.get(column).strip()
        if not uri.startswith(terms.RESOURCES):
            raise row.error(f"{column} is {uri!r}, not a URI under {terms.RESOURCES}")
        try:
            return NamedNode(uri)
        except ValueError as error:
            raise row.error(f"{column} is {uri!r}, not a valid URI") from error

    def facts(self, kind: ConceptFile, subject: NamedNode, row: Row) -> Quads:
        """Yield what does not depend on the language.

        Args:
            kind: of concept.
            subject: of the triples.
            row: of the download.
        """
        for type_ in kind.types:
            yield self.quad(subject, RDF.type, type_)
        for scheme in _schemes(kind, row):
            yield self.quad(subject, SKOS.inScheme, scheme)
        code = row.get("code").strip()
        if code:
            yield self.quad(subject, SKOS.notation, Literal(code))
        status = row.get("status").strip()
        if status:
            yield self.quad(subject, terms.STATUS, Literal(status))
        if "iscoGroup" in kind.columns:
            yield self.quad(subject, terms.MODEL.memberOfISCOGroup, _isco_group(row))
        if "skillType" in kind.columns:
            yield from self._skill_facts(subject, row)

    def _skill_facts(self, subject: NamedNode, row: Row) -> Quads:
        # One skill of version 1.0 has both types in its cell.
        for written in row.get("skillType").split():
            name = _SKILL_TYPES.get(written)
            if name is None:
                self.unknown[f"skillType: {written}"] += 1
            else:
                type_ = NamedNode(f"{terms.RESOURCES}skill-type/{name}")
                yield self.quad(subject, terms.MODEL.skillType, type_)
        level = row.get("reuseLevel").strip()
        if level in _REUSE_LEVELS:
            reuse = NamedNode(f"{terms.RESOURCES}skill-reuse-level/{level}")
            yield self.quad(subject, terms.MODEL.skillReuseLevel, reuse)
        elif level:
            self.unknown[f"reuseLevel: {level}"] += 1

    def texts(self, subject: NamedNode, row: Row, labels: Labels, language: str) -> Quads:
        """Yield labels and descriptions in one language.

        Args:
            subject: of the triples.
            row: of the download.
            labels: by concept.
            language: of the words.
        """
        roles = (
            (SKOS.prefLabel, (labels.preferred,) if labels.preferred else ()),
            (SKOS.altLabel, labels.alternative),
            (SKOS.hiddenLabel, labels.hidden),
        )
        for predicate, values in roles:
            for label in values:
                yield self.quad(subject, predicate, Literal(label, language=language))
        for column, predicate in _TEXTS.items():
            text = tidy_text(row.get(column))
            if text:
                yield self.quad(subject, predicate, Literal(text, language=language))

    def scheme_texts(self, row: Row, language: str) -> Quads:
        """Yield a concept scheme that the download describes, such as that of digital skills."""
        scheme = self.subject(row, "conceptSchemeUri")
        yield self.quad(scheme, RDF.type, SKOS.ConceptScheme)
        label = tidy(row.get("preferredLabel"))
        # The pillars have a name already, and two in one language would be one too many.
        if label and str(scheme.value).removeprefix(terms.SCHEMES) not in SCHEMES:
            yield self.quad(scheme, RDFS.label, Literal(label, language=language))

    def top_concept(self, subject: NamedNode, kind: ConceptFile) -> Quads:
        """Yield that a concept has none above it in its pillar."""
        scheme = NamedNode(terms.SCHEMES + kind.scheme)
        yield self.quad(subject, SKOS.topConceptOf, scheme)
        yield self.quad(scheme, SKOS.hasTopConcept, subject)


def labels_of(row: Row) -> Labels:
    """Return the labels of a row, fit for SKOS."""
    return read_labels(row.get("preferredLabel"), row.get("altLabels"), row.get("hiddenLabels"))


def _schemes(kind: ConceptFile, row: Row) -> list[NamedNode]:
    """Return the schemes that the row lists (from 1.1 on), and always those of the pillar."""
    listed = [uri for uri in re.split(r"[\s,|]+", row.get("inScheme")) if uri]
    own = [terms.SCHEMES + name for name in (kind.scheme, *kind.other_schemes)]
    unique = dict.fromkeys([*own, *listed])
    try:
        return [NamedNode(uri) for uri in unique]
    except ValueError as error:
        raise row.error(f"inScheme is {row.get('inScheme')!r}, not a list of URIs") from error


def _isco_group(row: Row) -> NamedNode:
    code = row.get("iscoGroup").strip()
    if not re.fullmatch(r"\d{1,4}", code):
        raise row.error(f"iscoGroup is {code!r}, not the four digits of an ISCO-08 unit group")
    # An occupation stands in a unit group: a shorter code lost its zeros in a spreadsheet program.
    return NamedNode(terms.ISCO + code.zfill(4))
