"""A framework → RDF in the company's own graph, in the order of reading.

Every subject stands under the company's base: what the nomenclature says stays as it is, and is
pointed to. Only what is the company's own is stated, except the shortcuts ``cig:requires`` and
``cig:requiresCompetence``, which tell what holds in the end, so that a query needs no reasoning.
"""

from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, NamespaceManager
from rdflib.term import Node

from cigref_kg.base.iris import Iris
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.iris import CompanyIris
from cigref_kg.company.records import (
    Both,
    CompanyCompetence,
    CompanyFamily,
    CompanyNamed,
    CompanyProfile,
    names_of,
    text_of,
)
from cigref_kg.graph.conversion import at_level_title, labels, requirement_label
from cigref_kg.graph.namespaces import CIG, PREFIXES, SCHEMA, empty_graph
from cigref_kg.graph.terms import Triples, integer, texts

_FAMILY_KEYS, _COMPETENCE_KEYS, _PROFILE_KEYS = 1_000_000, 2_000_000, 3_000_000
"""Sort keys begin here, so that no two concepts of the scheme share one."""


def company_graph(view: CompanyView, iris: Iris) -> Graph:
    """Return a company's own graph; ``iris`` are under the nomenclature's base, to point to."""
    graph = empty_graph()
    graph.namespace_manager = _KnownPrefixes(graph, bind_namespaces="none")
    graph += _CompanyTriples(view, iris).all()
    return graph


class _KnownPrefixes(NamespaceManager):
    """Shortens IRIs with the project's prefixes only.

    rdflib's own notes the namespace of every IRI that it meets. Where each of a thousand profiles
    is the namespace of its requirements, writing Turtle then takes time by the square.
    """

    def compute_qname(self, uri: str, generate: bool = True) -> tuple[str, URIRef, str]:
        if generate or uri.startswith(tuple(PREFIXES.values())):
            return super().compute_qname(uri, generate)
        raise KeyError(f"no prefix for {uri}")


class _CompanyTriples:
    """The triples of one company."""

    def __init__(self, view: CompanyView, iris: Iris) -> None:
        self.view = view
        self.company = view.company
        self.iris = iris
        self.own = CompanyIris.of(view.company)
        self.scheme = URIRef(self.own.scheme)
        self.framework = view.nomenclature.framework

    def all(self) -> Triples:
        company = self.company
        yield from self.heading()
        for number, (code, family) in enumerate(company.families.items(), _FAMILY_KEYS):
            yield from self.family(code, family, number)
        for number, (code, competence) in enumerate(company.competences.items()):
            yield from self.competence(code, competence, _COMPETENCE_KEYS + number * 10)
        for number, (code, profile) in enumerate(company.profiles.items(), _PROFILE_KEYS):
            yield from self.profile(code, profile, number)

    def heading(self) -> Triples:
        company, scheme = self.company, self.scheme
        yield scheme, RDF.type, SKOS.ConceptScheme
        yield scheme, SKOS.notation, Literal(company.name)
        yield from texts(scheme, RDFS.label, company.title.text)
        yield from texts(scheme, DCTERMS.title, company.title.text)
        yield from texts(scheme, DCTERMS.description, text_of(company.description))
        if company.licence:
            yield scheme, DCTERMS.license, URIRef(company.licence)
        yield scheme, PROV.wasDerivedFrom, URIRef(self.iris.edition(company.edition))
        for code in company.families:
            yield scheme, SKOS.hasTopConcept, URIRef(self.own.family(code))
        for code in company.competences:
            yield scheme, SKOS.hasTopConcept, URIRef(self.own.competence(code))
        for code, profile in company.profiles.items():
            if profile.family not in company.families:
                yield scheme, SKOS.hasTopConcept, URIRef(self.own.profile(code))

    def concept(
        self, subject: URIRef, kinds: Iterable[URIRef], notation: str, sort_key: int
    ) -> Triples:
        for kind in (*kinds, SKOS.Concept):
            yield subject, RDF.type, kind
        yield subject, SKOS.notation, Literal(notation)
        yield subject, CIG.sortKey, integer(sort_key)
        yield subject, SKOS.inScheme, self.scheme

    def family(self, code: str, family: CompanyFamily, sort_key: int) -> Triples:
        subject = URIRef(self.own.family(code))
        yield from self.concept(subject, [CIG.Family], code, sort_key)
        yield subject, SKOS.topConceptOf, self.scheme
        yield from labels(subject, names_of(family))
        yield from texts(subject, SKOS.definition, text_of(family.description))
        if family.close_to:
            target = self.iris.family(self.company.edition, family.close_to)
            yield subject, SKOS.closeMatch, URIRef(target)
        for member, profile in self.company.profiles.items():
            if profile.family == code:
                yield subject, SKOS.narrower, URIRef(self.own.profile(member))

    def competence(self, code: str, competence: CompanyCompetence, sort_key: int) -> Triples:
        subject, year = URIRef(self.own.competence(code)), self.framework.year
        yield from self.concept(subject, [CIG.Competence], code, sort_key)
        yield subject, SKOS.topConceptOf, self.scheme
        yield from labels(subject, names_of(competence))
        yield from texts(subject, SKOS.definition, text_of(competence.description))
        if competence.within:
            yield subject, SKOS.broadMatch, URIRef(self.iris.competence(year, competence.within))
        if competence.close_to:
            yield subject, SKOS.closeMatch, URIRef(self.iris.competence(year, competence.close_to))
        for level in competence.levels:
            yield subject, SKOS.narrower, URIRef(f"{subject}/{level}")
        for level, words in competence.levels.items():
            yield from self.at_level(subject, code, competence, int(level), words, sort_key)

    def at_level(
        self,
        parent: URIRef,
        code: str,
        competence: CompanyNamed,
        level: int,
        words: Both,
        sort_key: int,
    ) -> Triples:
        subject = URIRef(self.own.competence_at_level(code, level))
        yield from self.concept(
            subject, [CIG.CompetenceAtLevel], f"{code}/{level}", sort_key + level
        )
        yield subject, SKOS.broader, parent
        yield from texts(subject, SKOS.prefLabel, at_level_title(competence.title.text, level))
        yield from texts(subject, SKOS.definition, words.text)
        yield subject, CIG.competence, parent
        yield subject, CIG.level, URIRef(self.iris.level(level))
        yield subject, CIG.levelValue, integer(level)

    def profile(self, code: str, profile: CompanyProfile, sort_key: int) -> Triples:
        subject = URIRef(self.own.profile(code))
        yield from self.concept(subject, [CIG.JobProfile, SCHEMA.Occupation], code, sort_key)
        yield from labels(subject, names_of(profile))
        yield from self.family_of(subject, profile)
        yield from self.extended(subject, code, profile)
        yield from texts(subject, SKOS.definition, text_of(profile.mission))
        yield from texts(subject, CIG.mission, text_of(profile.mission))
        yield from texts(subject, CIG.careerPath, text_of(profile.career_path))
        yield from texts(subject, CIG.trends, text_of(profile.trends))
        yield from self.shortcuts(subject, code)
        yield from self.groups(subject, code, profile)
        for listed, kind, has, path in (
            (profile.deliverables, CIG.Deliverable, CIG.hasDeliverable, "deliverable"),
            (profile.indicators, CIG.Indicator, CIG.hasIndicator, "indicator"),
        ):
            for number, words in enumerate(listed, 1):
                item = URIRef(self.own.statement(code, f"{path}/{number}"))
                yield subject, has, item
                yield from self.statement(subject, item, kind, number, words)
        yield from self.requirements(subject, code, profile)
        yield from self.rewordings(subject, code, profile)
        if profile.criticality is not None:
            yield subject, CIG.criticality, integer(profile.criticality)

    def family_of(self, subject: URIRef, profile: CompanyProfile) -> Triples:
        if profile.family and profile.family in self.company.families:
            yield subject, SKOS.broader, URIRef(self.own.family(profile.family))
            return
        yield subject, SKOS.topConceptOf, self.scheme
        if profile.family:
            family = self.iris.family(self.company.edition, profile.family)
            yield subject, SKOS.broadMatch, URIRef(family)

    def extended(self, subject: URIRef, code: str, profile: CompanyProfile) -> Triples:
        for extended in profile.extends:
            yield subject, CIG.extends, self.profile_iri(extended)
        match = SKOS.closeMatch if profile.match == "close" else SKOS.broadMatch
        for root in self.view.profiles[code].roots:
            yield subject, match, self.profile_iri(root.code)

    def profile_iri(self, code: str) -> URIRef:
        if code in self.company.profiles:
            return URIRef(self.own.profile(code))
        return URIRef(self.iris.profile(self.company.edition, code))

    def shortcuts(self, subject: URIRef, code: str) -> Triples:
        needs = self.view.profiles[code].profile.requirements
        for need in needs:
            at_level = self.at_level_iri(need.competence, need.level)
            if at_level:
                yield subject, CIG.requires, at_level
        for need in needs:
            yield subject, CIG.requiresCompetence, self.competence_iri(need.competence)

    def competence_iri(self, code: str) -> URIRef:
        if code in self.company.competences:
            return URIRef(self.own.competence(code))
        return URIRef(self.iris.competence(self.framework.year, code))

    def at_level_iri(self, code: str, level: int) -> URIRef | None:
        """The competence at that level, if anything describes it."""
        own = self.company.competences.get(code)
        if own is not None:
            described = str(level) in own.levels
            return URIRef(self.own.competence_at_level(code, level)) if described else None
        if (code, level) not in self.framework.at_level:
            return None
        return URIRef(self.iris.competence_at_level(self.framework.year, code, level))

    def groups(self, owner: URIRef, code: str, profile: CompanyProfile) -> Triples:
        for number, group in enumerate(profile.activities, 1):
            subject = URIRef(self.own.statement(code, f"activity/{number}"))
            yield owner, CIG.hasActivityGroup, subject
            yield subject, RDF.type, CIG.ActivityGroup
            yield from texts(subject, RDFS.label, text_of(group.heading))
            yield subject, CIG.position, integer(number)
            yield subject, DCTERMS.isPartOf, owner
            for position, words in enumerate(group.activities, 1):
                item = URIRef(self.own.statement(code, f"activity/{number}/{position}"))
                yield owner, CIG.hasActivity, item
                yield subject, CIG.hasActivity, item
                yield from self.statement(owner, item, CIG.Activity, position, words)

    @staticmethod
    def statement(
        owner: URIRef, subject: URIRef, kind: URIRef, position: int, words: Both
    ) -> Triples:
        yield subject, RDF.type, kind
        yield from texts(subject, RDFS.label, words.text)
        yield subject, CIG.position, integer(position)
        yield subject, DCTERMS.isPartOf, owner

    def rewordings(self, owner: URIRef, code: str, profile: CompanyProfile) -> Triples:
        """Inherited statements in other words; those that are dropped have none."""
        changes = profile.statements
        for path, words in {**changes.replace, **dict.fromkeys(changes.drop)}.items():
            subject = URIRef(self.own.rewording(code, path))
            yield owner, CIG.hasRewording, subject
            yield subject, RDF.type, CIG.Rewording
            yield subject, SKOS.notation, Literal(path)
            yield subject, CIG.rewords, self.inherited(code, path)
            yield from texts(subject, RDFS.label, text_of(words))
            yield subject, DCTERMS.isPartOf, owner

    def inherited(self, code: str, path: str) -> URIRef:
        """The statement of an extended profile that a path names, where it was first listed."""
        origin, listed = self.view.inheritance.inherited(code).origin(path)
        return URIRef(f"{self.profile_iri(origin)}/{listed}")

    def requirements(self, owner: URIRef, code: str, profile: CompanyProfile) -> Triples:
        changes = profile.requirements
        for competence, level in changes.override.items():
            yield from self.requirement(owner, code, competence, level)
            for overridden in self.overridden(profile, competence):
                subject = URIRef(self.own.requirement(code, competence))
                yield subject, CIG.overrides, overridden
        for competence, level in changes.add.items():
            yield from self.requirement(owner, code, competence, level)
        for competence in changes.drop:
            for dropped in self.overridden(profile, competence):
                yield owner, CIG.drops, dropped

    def overridden(self, profile: CompanyProfile, competence: str) -> Iterator[Node]:
        """The requirements of a competence in what a profile extends, where they were stated."""
        for extended in profile.extends:
            inherited = self.view.inheritance.of(extended)
            if competence in inherited.levels:
                stated_by = inherited.stated_by(competence)
                if stated_by in self.company.profiles:
                    yield URIRef(self.own.requirement(stated_by, competence))
                else:
                    year = self.company.edition
                    yield URIRef(self.iris.requirement(year, stated_by, competence))

    def requirement(self, owner: URIRef, code: str, competence: str, level: int) -> Triples:
        subject = URIRef(self.own.requirement(code, competence))
        yield owner, CIG.hasRequirement, subject
        yield subject, RDF.type, CIG.Requirement
        yield from texts(subject, RDFS.label, requirement_label(code, competence, level))
        yield subject, CIG.competence, self.competence_iri(competence)
        yield subject, CIG.level, URIRef(self.iris.level(level))
        yield subject, CIG.levelValue, integer(level)
        at_level = self.at_level_iri(competence, level)
        if at_level:
            yield subject, CIG.atLevel, at_level
        yield subject, DCTERMS.isPartOf, owner
