"""The model → RDF: one function for each kind of thing, triples in the order of reading.

The terms are those of ``ontology/cigref.ttl``; nothing here has a blank node, so that every node
can be named, dereferenced and compared between versions.
"""

from collections.abc import Iterable, Sequence

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from cigref_kg.base import model
from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language, Names, Text
from cigref_kg.base.text import verbatim
from cigref_kg.graph.concordance_conversion import concordance_triples
from cigref_kg.graph.namespaces import CIG, SCHEMA
from cigref_kg.graph.terms import Triples, integer, localized, texts


def nomenclature_triples(nomenclature: model.Nomenclature, iris: Iris) -> Triples:
    """Yield every triple about the editions, their content and the competence framework."""
    editions = nomenclature.editions
    for number, edition in enumerate(editions):
        yield from _edition(edition, editions[number - 1] if number else None, iris)
    for edition in editions:
        if edition.content:
            yield from _EditionTriples(edition.year, nomenclature.framework, iris).all(
                edition.content
            )
            if edition.content.concordance:
                yield from concordance_triples(edition.content.concordance, iris)
    yield from _FrameworkTriples(nomenclature.framework, iris).all()


def _each(subject: URIRef, predicate: URIRef, objects: Iterable[Node]) -> Triples:
    for value in objects:
        yield subject, predicate, value


def labels(subject: URIRef, names: Names) -> Triples:
    """Yield what a concept is called: by its title, by other names, by spellings of the source."""
    yield from texts(subject, SKOS.prefLabel, names.title)
    for predicate, others in ((SKOS.altLabel, names.alternative), (SKOS.hiddenLabel, names.hidden)):
        for language in LANGUAGES:
            for label in others.get(language, ()):
                yield subject, predicate, localized(label, language)


def _coded(subject: URIRef, notation: str, sort_key: int) -> Triples:
    yield subject, SKOS.notation, Literal(notation)
    yield subject, CIG.sortKey, integer(sort_key)


def _concept(
    subject: URIRef, kind: URIRef, code: tuple[str, int], names: Names, definition: Text
) -> Triples:
    """Yield what every concept has; ``code`` is its notation with its place in order."""
    yield subject, RDF.type, kind
    yield subject, RDF.type, SKOS.Concept
    yield from _coded(subject, *code)
    yield from labels(subject, names)
    yield from texts(subject, SKOS.definition, definition)


def _top_concept(subject: URIRef, scheme: URIRef) -> Triples:
    yield subject, SKOS.inScheme, scheme
    yield subject, SKOS.topConceptOf, scheme


def _edition(edition: model.Edition, previous: model.Edition | None, iris: Iris) -> Triples:
    subject = URIRef(iris.edition(edition.year))
    yield subject, RDF.type, CIG.Edition
    yield from texts(subject, RDFS.label, edition.names.title)
    yield from texts(subject, DCTERMS.title, edition.names.title)
    yield from texts(subject, DCTERMS.description, edition.description)
    yield subject, CIG.year, integer(edition.year)
    yield subject, DCTERMS.issued, Literal(str(edition.year), datatype=XSD.gYear)
    if edition.family_count is not None:
        yield subject, CIG.familyCount, integer(edition.family_count)
    if edition.profile_count is not None:
        yield subject, CIG.profileCount, integer(edition.profile_count)
    if edition.framework is not None:
        yield subject, CIG.framework, Literal(edition.framework)
    if previous is not None:
        yield subject, DCTERMS.replaces, URIRef(iris.edition(previous.year))
    if edition.content is not None:
        yield subject, RDF.type, SKOS.ConceptScheme
        families = (iris.family(edition.year, family.code) for family in edition.content.families)
        yield from _each(subject, SKOS.hasTopConcept, map(URIRef, families))


class _EditionTriples:
    """The triples of the content of one edition."""

    def __init__(self, year: int, framework: model.Framework, iris: Iris) -> None:
        self.year = year
        self.framework_year = framework.year
        self.iris = iris
        self.scheme = URIRef(iris.edition(year))

    def profile_iri(self, code: str) -> URIRef:
        return URIRef(self.iris.profile(self.year, code))

    def all(self, content: model.EditionContent) -> Triples:
        yield self.scheme, DCTERMS.conformsTo, URIRef(self.iris.framework(self.framework_year))
        for family in content.families:
            members = [profile for profile in content.profiles if profile.family == family.code]
            yield from self.family(family, members)
            for profile in members:
                moves = [move for move in content.moves if move.from_profile == profile.code]
                yield from self.profile(profile, moves)
        for move in content.moves:
            yield from self.move(move)
        for change in content.changes:
            yield from self.change(change)

    def family(self, family: model.Family, members: Sequence[model.JobProfile]) -> Triples:
        subject = URIRef(self.iris.family(self.year, family.code))
        code = family.code, int(family.code)
        yield from _concept(subject, CIG.Family, code, family.names, family.description)
        yield from _top_concept(subject, self.scheme)
        yield from _each(subject, SKOS.narrower, (self.profile_iri(p.code) for p in members))

    def profile(self, profile: model.JobProfile, moves: Sequence[model.CareerMove]) -> Triples:
        subject = self.profile_iri(profile.code)
        yield subject, RDF.type, CIG.JobProfile
        yield subject, RDF.type, SKOS.Concept
        yield subject, RDF.type, SCHEMA.Occupation
        yield from _coded(subject, profile.code, int(profile.family) * 100 + _number(profile.code))
        yield from labels(subject, profile.names)
        yield subject, SKOS.inScheme, self.scheme
        yield subject, SKOS.broader, URIRef(self.iris.family(self.year, profile.family))
        yield from texts(subject, SKOS.definition, profile.mission)
        yield from texts(subject, CIG.mission, profile.mission)
        yield from texts(subject, CIG.introduction, profile.introduction)
        yield from texts(subject, CIG.indicatorNote, profile.indicator_note)
        yield from texts(subject, CIG.careerPath, profile.career_path)
        yield from texts(subject, CIG.trends, profile.trends)
        yield from texts(subject, SKOS.editorialNote, profile.editorial_note)
        yield subject, CIG.page, integer(profile.page)
        yield subject, DCTERMS.source, self.scheme
        yield subject, CIG.ratingCompleteness, Literal(profile.rating_completeness.value)
        yield from self.shortcuts(subject, profile, moves)
        for group in profile.groups:
            yield from self.group(subject, profile, group)
        yield from self.statement_list(
            subject, profile.deliverables, CIG.Deliverable, CIG.hasDeliverable, "deliverable"
        )
        yield from self.statement_list(
            subject, profile.indicators, CIG.Indicator, CIG.hasIndicator, "indicator"
        )
        for requirement in profile.requirements:
            yield from self.requirement(subject, profile.code, requirement)
        for rating in profile.ratings:
            yield from self.rating(subject, profile.code, rating)

    def shortcuts(
        self, subject: URIRef, profile: model.JobProfile, moves: Sequence[model.CareerMove]
    ) -> Triples:
        iris, framework = self.iris, self.framework_year
        for requirement in profile.requirements:
            code, level = requirement.competence, requirement.level
            yield subject, CIG.requires, URIRef(iris.competence_at_level(framework, code, level))
            yield subject, CIG.requiresCompetence, URIRef(iris.competence(framework, code))
        yield from _each(
            subject, CIG.mayEvolveTo, (self.profile_iri(move.to_profile) for move in moves)
        )

    def group(
        self, owner: URIRef, profile: model.JobProfile, group: model.ActivityGroup
    ) -> Triples:
        subject = URIRef(self.iris.statement(self.year, profile.code, f"activity/{group.position}"))
        yield owner, CIG.hasActivityGroup, subject
        yield subject, RDF.type, CIG.ActivityGroup
        yield from texts(subject, RDFS.label, group.heading)
        yield from texts(subject, CIG.introduction, group.introduction)
        yield subject, CIG.position, integer(group.position)
        yield subject, DCTERMS.isPartOf, owner
        for activity in group.activities:
            iri = URIRef(f"{subject}/{activity.position}")
            yield owner, CIG.hasActivity, iri
            yield from self.statement(
                owner, subject, activity, iri, CIG.Activity, CIG.hasActivity, Text()
            )

    def statement_list(
        self, owner: URIRef, statements: model.StatementList, kind: URIRef, has: URIRef, path: str
    ) -> Triples:
        for item in statements.items:
            iri = URIRef(f"{owner}/{path}/{item.position}")
            yield from self.statement(owner, owner, item, iri, kind, has, statements.heading)

    def statement(
        self,
        owner: URIRef,
        parent: URIRef,
        statement: model.Statement,
        subject: URIRef,
        kind: URIRef,
        has: URIRef,
        heading: Text,
    ) -> Triples:
        yield parent, has, subject
        yield subject, RDF.type, kind
        yield from texts(subject, RDFS.label, statement.text)
        yield from texts(subject, CIG.underHeading, heading)
        yield subject, CIG.position, integer(statement.position)
        yield subject, DCTERMS.isPartOf, owner
        for below in statement.below:
            iri = URIRef(f"{subject}/{below.position}")
            yield from self.statement(owner, subject, below, iri, kind, has, Text())

    def requirement(self, owner: URIRef, profile: str, requirement: model.Requirement) -> Triples:
        iris, framework = self.iris, self.framework_year
        code, level = requirement.competence, requirement.level
        subject = URIRef(iris.requirement(self.year, profile, code))
        yield owner, CIG.hasRequirement, subject
        yield subject, RDF.type, CIG.Requirement
        yield from texts(subject, RDFS.label, requirement_label(profile, code, level))
        yield subject, CIG.competence, URIRef(iris.competence(framework, code))
        yield subject, CIG.level, URIRef(iris.level(level))
        yield subject, CIG.levelValue, integer(level)
        yield subject, CIG.atLevel, URIRef(iris.competence_at_level(framework, code, level))
        yield subject, DCTERMS.isPartOf, owner

    def rating(self, owner: URIRef, profile: str, rating: model.AspectRating) -> Triples:
        code, stars = rating.aspect, rating.stars
        subject = URIRef(self.iris.rating(self.year, profile, code))
        yield owner, CIG.hasRating, subject
        yield subject, RDF.type, CIG.AspectRating
        label = message("graph.rating-label", profile=profile, aspect=code, stars=stars)
        yield from texts(subject, RDFS.label, label)
        yield subject, CIG.aspect, URIRef(self.iris.aspect(self.framework_year, code))
        yield subject, CIG.stars, integer(stars)
        yield subject, DCTERMS.isPartOf, owner

    def move(self, move: model.CareerMove) -> Triples:
        subject = URIRef(self.iris.move(self.year, move.notation))
        yield subject, RDF.type, CIG.CareerMove
        label = verbatim(f"{move.from_profile} → {move.to_profile}")
        yield from texts(subject, RDFS.label, label)
        yield subject, CIG.fromProfile, self.profile_iri(move.from_profile)
        yield subject, CIG.toProfile, self.profile_iri(move.to_profile)
        yield from _each(subject, CIG.statedIn, map(Literal, move.stated_in))
        yield subject, DCTERMS.isPartOf, self.scheme

    def change(self, change: model.Change) -> Triples:
        iris = self.iris
        subject = URIRef(iris.change(self.year, change.profile))
        years = f"{change.from_edition} → {change.to_edition}"
        yield subject, RDF.type, CIG.Change
        label = message("graph.change-label", profile=change.profile, years=years)
        yield from texts(subject, RDFS.label, label)
        yield subject, CIG.ofProfile, self.profile_iri(change.profile)
        yield subject, CIG.fromEdition, URIRef(iris.edition(change.from_edition))
        yield subject, CIG.toEdition, URIRef(iris.edition(change.to_edition))
        yield from _each(subject, CIG.changedPart, map(Literal, change.parts))
        yield from _each(subject, CIG.removedCompetenceCode, map(Literal, change.removed))
        kept = (iris.competence(self.framework_year, code) for code in change.added_or_relevelled)
        yield from _each(subject, CIG.addedOrRelevelledCompetence, map(URIRef, kept))
        yield subject, DCTERMS.isPartOf, self.scheme


class _FrameworkTriples:
    """The triples of the competence framework and of the scale of its levels."""

    def __init__(self, framework: model.Framework, iris: Iris) -> None:
        self.framework = framework
        self.iris = iris
        self.scheme = URIRef(iris.framework(framework.year))

    def all(self) -> Triples:
        framework, iris = self.framework, self.iris
        yield from self.concept_scheme(
            self.scheme,
            framework.names,
            framework.description,
            [iris.area(framework.year, area.code) for area in framework.areas]
            + [iris.aspect(framework.year, aspect.code) for aspect in framework.aspects],
        )
        for area in framework.areas:
            competences = [c for c in framework.competences if c.area == area.code]
            yield from self.area(area, competences)
            for competence in competences:
                yield from self.competence(competence)
        for number, aspect in enumerate(framework.aspects, 1):
            yield from self.aspect(aspect, number)
        yield from self.concept_scheme(
            URIRef(iris.levels),
            framework.level_names,
            framework.level_description,
            [iris.level(level.rank) for level in framework.levels],
        )
        for level in framework.levels:
            yield from self.level(level)

    def concept_scheme(
        self, scheme: URIRef, names: Names, description: Text, top_concepts: Iterable[str]
    ) -> Triples:
        yield scheme, RDF.type, SKOS.ConceptScheme
        yield from texts(scheme, RDFS.label, names.title)
        yield from texts(scheme, DCTERMS.title, names.title)
        yield from texts(scheme, DCTERMS.description, description)
        yield from _each(scheme, SKOS.hasTopConcept, map(URIRef, top_concepts))

    def area(self, area: model.CompetenceArea, competences: Sequence[model.Competence]) -> Triples:
        year = self.framework.year
        subject = URIRef(self.iris.area(year, area.code))
        code = area.code, _rank_of(area.code) * 10_000
        yield from _concept(subject, CIG.CompetenceArea, code, area.names, area.description)
        yield from _top_concept(subject, self.scheme)
        narrower = (self.iris.competence(year, competence.code) for competence in competences)
        yield from _each(subject, SKOS.narrower, map(URIRef, narrower))

    def competence(self, competence: model.Competence) -> Triples:
        year, code = self.framework.year, competence.code
        subject = URIRef(self.iris.competence(year, code))
        sort_key = _rank_of(competence.area) * 10_000 + _number(code) * 10
        names, description = competence.names, competence.description
        yield from _concept(subject, CIG.Competence, (code, sort_key), names, description)
        yield from texts(subject, SKOS.editorialNote, competence.editorial_note)
        yield subject, SKOS.inScheme, self.scheme
        yield subject, SKOS.broader, URIRef(self.iris.area(year, competence.area))
        narrower = (self.iris.competence_at_level(year, code, at.level) for at in competence.levels)
        yield from _each(subject, SKOS.narrower, map(URIRef, narrower))
        for at_level in competence.levels:
            yield from self.at_level(competence, at_level, sort_key + at_level.level)

    def at_level(
        self, competence: model.Competence, at_level: model.CompetenceAtLevel, sort_key: int
    ) -> Triples:
        iris, year = self.iris, self.framework.year
        subject = URIRef(iris.competence_at_level(year, competence.code, at_level.level))
        parent = URIRef(iris.competence(year, competence.code))
        names = Names(at_level_title(competence.names.title, at_level.level))
        code = at_level.notation, sort_key
        yield from _concept(subject, CIG.CompetenceAtLevel, code, names, at_level.description)
        if at_level.added_by is None:
            yield subject, SKOS.inScheme, self.scheme
        else:
            added_by = URIRef(iris.edition(at_level.added_by))
            yield subject, SKOS.inScheme, added_by
            yield subject, CIG.addedBy, added_by
        yield subject, SKOS.broader, parent
        yield subject, CIG.competence, parent
        yield subject, CIG.level, URIRef(iris.level(at_level.level))
        yield subject, CIG.levelValue, integer(at_level.level)

    def aspect(self, aspect: model.TransversalAspect, number: int) -> Triples:
        subject = URIRef(self.iris.aspect(self.framework.year, aspect.code))
        names, code = aspect.names, (aspect.code, number)
        yield from _concept(subject, CIG.TransversalAspect, code, names, aspect.description)
        yield from texts(subject, SKOS.scopeNote, _star_scale(self.framework))
        yield from _top_concept(subject, self.scheme)

    def level(self, level: model.ProficiencyLevel) -> Triples:
        subject = URIRef(self.iris.level(level.rank))
        yield subject, RDF.type, CIG.ProficiencyLevel
        yield subject, RDF.type, SKOS.Concept
        yield from _coded(subject, str(level.rank), level.rank)
        yield subject, CIG.levelValue, integer(level.rank)
        yield from labels(subject, level.names)
        yield from texts(subject, SKOS.definition, level.description)
        yield from _top_concept(subject, URIRef(self.iris.levels))


def _number(code: str) -> int:
    """The number of a profile in its family, or of a competence in its area."""
    return int(code.partition(".")[2])


def _rank_of(area: str) -> int:
    """The place of an area's letter: 1 for ``A``."""
    return ord(area) - ord("A") + 1


def at_level_title(title: Text, level: int) -> Text:
    """Return what a competence is called at a level, in the languages in which it has a title."""
    words = message("graph.at-level", title=title, level=level)
    return Text(**{language: words.get(language) for language, _ in title.items()})


def requirement_label(profile: str, competence: str, level: int) -> Text:
    """Return what the requirement of a profile is called.

    Args:
        profile: its code.
        competence: the code of what it requires.
        level: at which level.
    """
    return message("graph.requirement-label", profile=profile, competence=competence, level=level)


def _star_scale(framework: model.Framework) -> Text:
    """What one to five stars mean, a line each."""

    def lines(language: Language) -> str | None:
        said = (text.get(language) for _, text in sorted(framework.stars.items()))
        return "\n".join(filter(None, said)) or None

    return Text(**{language: lines(language) for language in LANGUAGES})
