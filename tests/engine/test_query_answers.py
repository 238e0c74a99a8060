"""Every worked question against an answer computed from the model, without RDF.

Two datasets are asked: the one that is shipped, and one under another base whose ratings,
changes, moves and words are invented, so that no question is answered by an empty table. Each
question is asked in French and in English.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

import cigref_kg
from cigref_kg.base.iris import DEFAULT_BASE, TERMS, Iris
from cigref_kg.base.model import (
    LANGUAGES,
    AspectRating,
    CareerMove,
    Change,
    Competence,
    EditionContent,
    JobProfile,
    Language,
    MoveSection,
    Names,
    Nomenclature,
    ProfilePart,
    RatingCompleteness,
    Requirement,
    Statement,
    StatementList,
    Text,
)
from cigref_kg.engine import Engine, embedded_engine
from cigref_kg.graph.dataset import Dataset, build_dataset
from cigref_kg.graph.namespaces import CIG, PREFIXES, SCHEMA
from cigref_kg.records.mappings import Vocabulary, read_mappings
from cigref_kg.records.worked_queries import read_queries
from tests.engine.reading import answered

QUERIES = read_queries()
Rows = list[tuple[Any, ...]]


# --- A dataset in which everything happens ------------------------------------------------------


@cache
def invented() -> Dataset:
    nomenclature = cigref_kg.load().nomenclature
    content = nomenclature.content
    changed = replace(
        content,
        profiles=tuple(
            _invented_profile(number, profile, nomenclature)
            for number, profile in enumerate(content.profiles)
        ),
        moves=(*content.moves, *_invented_moves(content)),
        changes=tuple(
            _invented_change(number, profile, nomenclature)
            for number, profile in enumerate(content.profiles)
        ),
    )
    editions = tuple(
        replace(edition, content=changed) if edition is nomenclature.served else edition
        for edition in nomenclature.editions
    )
    changed_nomenclature = replace(nomenclature, editions=editions)
    return build_dataset(changed_nomenclature, Iris("https://example.org/rh/"), read_mappings())


def _invented_profile(number: int, profile: JobProfile, nomenclature: Nomenclature) -> JobProfile:
    completeness = list(RatingCompleteness)[number % 4]
    aspects = nomenclature.framework.aspects[number % 4 :] if number % 4 != 3 else ()
    ratings = (AspectRating(a.code, (3 * number + 2 * n) % 5 + 1) for n, a in enumerate(aspects))
    # Neighbours get the same words, one of them in capitals.
    words = f"Compte rendu {number // 2}"
    shared = Statement(9, Text(fr=words.upper() if number % 2 else words, en=f"Report {number}"))
    requirements = {
        requirement.competence: requirement for requirement in profile.requirements[number % 3 :]
    }
    at_levels = list(nomenclature.framework.at_level.values())
    for at_level in (at_levels[(7 * number) % len(at_levels)], at_levels[-number - 1]):
        requirements[at_level.competence] = Requirement(at_level.competence, at_level.level)
    requirements.pop("D.6", None)
    if number == 0:
        requirements |= {"E.8": Requirement("E.8", 4), "D.6": Requirement("D.6", 4)}
    names = replace(profile.names, alternative={}) if number % 5 == 0 else profile.names
    return replace(
        profile,
        ratings=tuple(ratings),
        rating_completeness=completeness,
        deliverables=StatementList((*profile.deliverables.items, shared)),
        requirements=tuple(requirements.values()),
        names=names,
        indicators=StatementList(()) if number % 7 == 0 else profile.indicators,
        indicator_note=Text(fr="Rien.") if number % 14 == 0 else Text(),
        editorial_note=Text(fr="Une note.", en="A note.") if number % 10 == 0 else Text(),
    )


def _invented_moves(content: EditionContent) -> Iterator[CareerMove]:
    """Yield moves that go round in circles, some stated in both sections."""
    taken = {move.notation for move in content.moves}
    for start, end in (("6.3", "4.8"), ("1.4", "4.1"), ("2.1", "2.2"), ("9.4", "9.3")):
        move = CareerMove(start, end, tuple(MoveSection))
        if move.notation not in taken:
            yield move


def _invented_change(number: int, profile: JobProfile, nomenclature: Nomenclature) -> Change:
    competences = nomenclature.framework.competences
    added = {competences[number % 41].code, profile.requirements[0].competence}
    return Change(
        profile.code,
        from_edition=2018,
        to_edition=nomenclature.served.year,
        parts=tuple(part for n, part in enumerate(ProfilePart) if (number + n) % 3),
        removed=("D.10", "A.9", "D.12")[: number % 4],
        added_or_relevelled=tuple(sorted(added)),
    )


@pytest.fixture(scope="module", params=["shipped", "shipped-2024", "invented"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    if request.param == "invented":
        return invented()
    shipped = cigref_kg.load()
    if request.param == "shipped":
        return shipped
    return replace(shipped, nomenclature=shipped.nomenclature.at(2024))


# --- What the answers are made of ---------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """A dataset as one who reads it in one language sees it."""

    dataset: Dataset
    language: Language

    @property
    def model(self) -> Nomenclature:
        return self.dataset.nomenclature

    @property
    def year(self) -> int:
        return self.model.served.year

    @property
    def profiles(self) -> Sequence[JobProfile]:
        return sorted(self.model.content.profiles, key=lambda p: by_number(p.code))

    @property
    def competences(self) -> Sequence[Competence]:
        return sorted(self.model.framework.competences, key=lambda c: by_number(c.code))

    def profile(self, code: str) -> JobProfile:
        return self.model.content.profile[code]

    def text(self, text: Text) -> str | None:
        return text.get(self.language)

    def title(self, names: Names) -> str | None:
        return names.title.get(self.language)

    def named(self, profile: JobProfile | str) -> tuple[str, str | None]:
        """The code and the title of a profile."""
        known = self.profile(profile) if isinstance(profile, str) else profile
        return known.code, self.title(known.names)

    def skill(self, code: str) -> tuple[str, str | None]:
        """The code and the title of a competence."""
        return code, self.title(self.model.framework.competence[code].names)

    def iri(self, profile: JobProfile | str, below: str = "") -> str:
        code = profile if isinstance(profile, str) else profile.code
        return self.dataset.iris.profile(self.year, code) + below

    def skill_iri(self, code: str) -> str:
        return self.dataset.iris.competence(self.model.framework.year, code)

    def change_iri(self, change: Change) -> str:
        return self.dataset.iris.change(self.year, change.profile)

    @property
    def changes(self) -> Sequence[Change]:
        return sorted(self.model.content.changes, key=lambda change: by_number(change.profile))

    def levels(self, competence: str) -> list[int]:
        return [
            p.required_levels[competence] for p in self.profiles if competence in p.required_levels
        ]


def by_number(code: str) -> tuple[str, int]:
    """Sort codes as people do: D.10 after D.9."""
    head, _, number = code.partition(".")
    return head, int(number or 0)


def mean(values: Sequence[int]) -> Decimal:
    """The mean, rounded half up to two places."""
    hundredfold = Fraction(sum(values) * 100, len(values))
    return Decimal(int(hundredfold + Fraction(1, 2))) / 100


def missing_levels(held: JobProfile, asked: JobProfile) -> list[int]:
    """How far the first is below the second, in each competence that the second requires."""
    levels = held.required_levels
    return [max(0, r.level - levels.get(r.competence, 0)) for r in asked.requirements]


Answer = Callable[..., Any]
ANSWERS: dict[str, Answer] = {}


def answers(name: str) -> Callable[[Answer], Answer]:
    def register(function: Answer) -> Answer:
        ANSWERS[name] = function
        return function

    return register


# --- Competences --------------------------------------------------------------------------------


@answers("competence-at-level")
def _(world: World, competence: str = "E.8", minimum: int = 4) -> Rows:
    rows = [
        (*world.named(p), competence, p.required_levels[competence], world.iri(p))
        for p in world.profiles
        if p.required_levels.get(competence, 0) >= minimum
    ]
    return sorted(rows, key=lambda row: -row[3])


@answers("competence-usage")
def _(world: World) -> Rows:
    rows = [
        (
            *world.skill(c.code),
            len(found),
            mean(found),
            min(found),
            max(found),
            world.skill_iri(c.code),
        )
        for c in world.competences
        if (found := world.levels(c.code))
    ]
    return sorted(rows, key=lambda row: -row[2])


@answers("competence-rare")
def _(world: World) -> Rows:
    rows = [
        (
            *world.skill(c.code),
            len(world.levels(c.code)),
            *world.named(p),
            p.required_levels[c.code],
            world.iri(p),
        )
        for c in world.competences
        if len(world.levels(c.code)) <= 2
        for p in world.profiles
        if c.code in p.required_levels
    ]
    return sorted(rows, key=lambda row: row[2])


@answers("competence-levels")
def _(world: World) -> Rows:
    return [
        (*world.skill(c.code), *(found.count(level) for level in range(1, 6)))
        for c in world.competences
        if (found := world.levels(c.code))
    ]


@answers("competence-levels-added")
def _(world: World) -> Rows:
    word = {"fr": "niveau", "en": "level"}[world.language]
    return [
        (
            at_level.notation,
            f"{world.title(competence.names)}, {word} {at_level.level}",
            at_level.added_by,
            world.levels(competence.code).count(at_level.level),
            f"{world.skill_iri(competence.code)}/{at_level.level}",
        )
        for competence in world.competences
        for at_level in competence.levels
        if at_level.added_by
    ]


@answers("competence-mean-by-family")
def _(world: World) -> Rows:
    rows = []
    for family in world.model.content.families:
        for area in world.model.framework.areas:
            levels = [
                requirement.level
                for p in world.profiles
                for requirement in p.requirements
                if p.family == family.code and requirement.competence[0] == area.code
            ]
            if levels:
                names = family.code, world.title(family.names), area.code, world.title(area.names)
                rows.append((*names, len(levels), mean(levels)))
    return rows


@answers("competence-common-to-family")
def _(world: World) -> Rows:
    rows = []
    for family in world.model.content.families:
        members = [p.required_levels for p in world.profiles if p.family == family.code]
        for c in world.competences:
            levels = [member[c.code] for member in members if c.code in member]
            if len(levels) == len(members):
                names = family.code, world.title(family.names), *world.skill(c.code)
                rows.append((*names, min(levels), max(levels)))
    return rows


@answers("competence-pairs")
def _(world: World) -> Rows:
    rows = []
    for a, b in combinations(world.competences, 2):
        together = sum({a.code, b.code} <= set(p.required_levels) for p in world.profiles)
        if together:
            rows.append((*world.skill(a.code), *world.skill(b.code), together))
    return sorted(rows, key=lambda row: -row[-1])[:15]


# --- Profiles -----------------------------------------------------------------------------------


@answers("profile-requirements")
def _(world: World, code: str = "6.3") -> Rows:
    at_level = world.model.framework.at_level
    return [
        (
            *world.skill(r.competence),
            r.level,
            world.text(at_level[r.competence, r.level].description),
            world.iri(code, f"/requirement/{r.competence}"),
        )
        for r in sorted(world.profile(code).requirements, key=lambda r: by_number(r.competence))
    ]


@answers("profile-rome")
def _(world: World, code: str = "6.3") -> Rows:
    return [
        (
            mapping.relation.value,
            mapping.target.uri.rpartition("/")[2],
            mapping.target.labels.fr,
            mapping.confidence,
            world.text(mapping.reason),
            f"{world.dataset.iris.base}id/mapping/{mapping.subject.year}/profile/{code}/rome/{place}",
        )
        for place, mapping in enumerate(
            world.dataset.mappings.mappings_of(world.iri(code), Vocabulary.ROME), start=1
        )
        if mapping.target
    ]


@answers("profile-gap")
def _(world: World, start: str = "2.5", end: str = "2.4") -> Rows:
    held, asked = world.profile(start).required_levels, world.profile(end).required_levels
    return [
        (
            *world.skill(code),
            held.get(code),
            asked.get(code),
            max(0, asked.get(code, 0) - held.get(code, 0)),
            world.skill_iri(code),
        )
        for code in sorted(held.keys() | asked.keys(), key=by_number)
    ]


@answers("profile-nearest")
def _(world: World, code: str = "6.3") -> Rows:
    mine = world.profile(code).required_levels
    rows: Rows = []
    for p in world.profiles:
        shared = mine.keys() & p.required_levels.keys()
        if p.code != code and shared:
            distance = sum(abs(mine[c] - p.required_levels[c]) for c in shared)
            rows.append((*world.named(p), len(shared), distance, world.iri(p)))
    return sorted(rows, key=lambda row: (-row[2], row[3]))[:10]


@answers("profile-covers")
def _(world: World, covering: str = "9.3", covered: str = "9.2") -> bool:
    return not any(missing_levels(world.profile(covering), world.profile(covered)))


@answers("profile-nearly-covers")
def _(world: World) -> Rows:
    rows = [
        (*world.named(held), *world.named(asked), sum(missing_levels(held, asked)))
        for held, asked in permutations(world.profiles, 2)
    ]
    return sorted(rows, key=lambda row: row[-1])[:20]


@answers("profile-top-levels")
def _(world: World, level: int = 5) -> Rows:
    counted = [(p, [r.level for r in p.requirements].count(level)) for p in world.profiles]
    rows = [(*world.named(p), n, world.iri(p)) for p, n in counted if n >= 3]
    return sorted(rows, key=lambda row: -row[2])


@answers("profile-levels")
def _(world: World) -> Rows:
    rows = []
    for p in world.profiles:
        levels = [r.level for r in p.requirements]
        summary = len(levels), mean(levels), min(levels), max(levels)
        rows.append((*world.named(p), *summary, world.iri(p)))
    return sorted(rows, key=lambda row: -row[3])


@answers("training-audience")
def _(world: World, taught: Mapping[str, int] | None = None) -> Rows:
    taught = taught or {"E.3": 3, "E.8": 3}
    rows = []
    for p in world.profiles:
        served = [r for r in p.requirements if r.level <= taught.get(r.competence, 0)]
        if served:
            rows.append((*world.named(p), len(served), world.iri(p)))
    return sorted(rows, key=lambda row: -row[2])


@answers("families")
def _(world: World) -> Rows:
    return [
        (
            family.code,
            family.names.title.fr,
            family.names.title.en,
            sum(p.family == family.code for p in world.profiles),
            world.dataset.iris.family(world.year, family.code),
        )
        for family in world.model.content.families
    ]


@answers("profiles")
def _(world: World) -> Rows:
    return [
        (p.code, p.names.title.fr, p.names.title.en, p.family, world.iri(p)) for p in world.profiles
    ]


@answers("family-profiles")
def _(world: World, family: str = "6") -> Rows:
    return [
        (p.code, p.names.title.fr, p.names.title.en, p.page, world.iri(p))
        for p in world.profiles
        if p.family == family
    ]


@answers("hierarchy")
def _(world: World, top: str = "E") -> Rows:
    rows: Rows = [(1, *world.named(p), world.iri(p)) for p in world.profiles if p.family == top]
    word = {"fr": "niveau", "en": "level"}[world.language]
    for competence in world.competences:
        if competence.area == top:
            iri = world.skill_iri(competence.code)
            rows.append((1, *world.skill(competence.code), iri))
            rows += [
                (
                    2,
                    level.notation,
                    f"{world.title(competence.names)}, {word} {level.level}",
                    f"{iri}/{level.level}",
                )
                for level in competence.levels
            ]
    return rows


@answers("search-labels")
def _(world: World, words: str = "security") -> Rows:
    iris, framework = world.dataset.iris, world.model.framework
    kinds: list[tuple[str, Iterable[Any], Callable[[str], str]]] = [
        ("profile", world.profiles, world.iri),
        ("family", world.model.content.families, lambda code: iris.family(world.year, code)),
        ("area", framework.areas, lambda code: iris.area(framework.year, code)),
        ("competence", world.competences, world.skill_iri),
        ("aspect", framework.aspects, lambda code: iris.aspect(framework.year, code)),
    ]
    return [
        (kind, concept.code, label, language, iri_of(concept.code))
        for kind, concepts, iri_of in kinds
        for concept in concepts
        for language, label in sorted(labels(concept.names))
        if words.lower() in label.lower()
    ]


def labels(names: Names) -> Iterator[tuple[str, str]]:
    yield from names.title.items()
    for language in LANGUAGES:
        for more in (names.alternative, names.hidden):
            yield from ((language, label) for label in more.get(language, ()))


@answers("synonyms-missing")
def _(world: World) -> Rows:
    return [
        (p.code, p.names.title.fr, world.iri(p))
        for p in world.profiles
        if not p.names.alternative.get(world.language)
    ]


@answers("activity-search")
def _(world: World, word: str = "audit") -> Rows:
    return [
        (*world.named(p), world.text(group.heading), text, world.iri(p, f"/activity/{path}"))
        for p in world.profiles
        for group in p.groups
        for path, activity in with_paths(group.activities, str(group.position))
        if (text := world.text(activity.text)) and word in text.lower()
    ]


def with_paths(statements: Sequence[Statement], above: str) -> Iterator[tuple[str, Statement]]:
    for statement in statements:
        path = f"{above}/{statement.position}"
        yield path, statement
        yield from with_paths(statement.below, path)


@answers("deliverable-shared")
def _(world: World) -> Rows:
    found = [
        (text.lower(), p, world.iri(p, f"/deliverable{path}"))
        for p in world.profiles
        for path, deliverable in with_paths(p.deliverables.items, "")
        if (text := world.text(deliverable.text))
    ]
    users: dict[str, set[str]] = {}
    for text, p, _ in found:
        users.setdefault(text, set()).add(p.code)
    rows = [
        (text, len(users[text]), *world.named(p), iri)
        for text, p, iri in found
        if len(users[text]) > 1
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0], by_number(row[2]), row[4]))


@answers("indicator-absent")
def _(world: World) -> Rows:
    return [
        (*world.named(p), world.text(p.indicator_note), world.iri(p))
        for p in world.profiles
        if not p.indicators.items
    ]


@answers("statement-counts")
def _(world: World) -> Rows:
    return [
        (
            *world.named(p),
            len(p.groups),
            sum(len(group.activities) for group in p.groups),
            sum(len(a.below) for group in p.groups for a in group.activities),
            len(p.deliverables.items),
            len(p.indicators.items),
        )
        for p in world.profiles
    ]


# --- Ratings ------------------------------------------------------------------------------------


@answers("rating-stars")
def _(world: World, aspect: str = "T5", minimum: int = 5) -> Rows:
    rows = [
        (*world.named(p), stars, p.rating_completeness.value, world.iri(p))
        for p in world.profiles
        if (stars := p.stars.get(aspect, 0)) >= minimum
    ]
    return sorted(rows, key=lambda row: -row[2])


@answers("rating-incomplete")
def _(world: World) -> Rows:
    aspects = len(world.model.framework.aspects)
    return [
        (
            *world.named(p),
            p.rating_completeness.value,
            len(p.ratings),
            aspects - len(p.ratings),
            world.iri(p),
        )
        for p in world.profiles
        if p.rating_completeness is not RatingCompleteness.COMPLETE
    ]


@answers("rating-mean-by-family")
def _(world: World) -> Rows:
    rows: Rows = []
    for family in world.model.content.families:
        of_family = []
        for aspect in world.model.framework.aspects:
            members = [p for p in world.profiles if p.family == family.code]
            stars = [p.stars[aspect.code] for p in members if aspect.code in p.stars]
            names = family.code, world.title(family.names), aspect.code, world.title(aspect.names)
            if stars:
                of_family.append((*names, len(stars), mean(stars)))
        rows += sorted(of_family, key=lambda row: -row[-1])
    return rows


# --- Careers ------------------------------------------------------------------------------------


def moves(world: World) -> list[CareerMove]:
    return sorted(
        world.model.content.moves,
        key=lambda move: (by_number(move.from_profile), by_number(move.to_profile)),
    )


@answers("career-moves")
def _(world: World) -> Rows:
    return [
        (
            *world.named(move.from_profile),
            *world.named(move.to_profile),
            section,
            world.dataset.iris.move(world.year, move.notation),
        )
        for move in moves(world)
        for section in sorted(section.value for section in move.stated_in)
    ]


@answers("career-effort")
def _(world: World) -> Rows:
    rows: Rows = []
    for move in moves(world):
        gaps = missing_levels(world.profile(move.from_profile), world.profile(move.to_profile))
        names = *world.named(move.from_profile), *world.named(move.to_profile)
        rows.append((*names, sum(gap > 0 for gap in gaps), sum(gaps)))
    return sorted(rows, key=lambda row: row[-1])


@answers("career-two-steps")
def _(world: World) -> Rows:
    return [
        (*world.named(a.from_profile), *world.named(a.to_profile), *world.named(b.to_profile))
        for a in moves(world)
        for b in moves(world)
        if a.to_profile == b.from_profile and b.to_profile != a.from_profile
    ]


@answers("career-reachable")
def _(world: World, start: str = "4.1") -> Rows:
    return reached(world, start, [(each.from_profile, each.to_profile) for each in moves(world)])


@answers("career-origins")
def _(world: World, goal: str = "6.3") -> Rows:
    return reached(world, goal, [(each.to_profile, each.from_profile) for each in moves(world)])


def reached(world: World, start: str, steps: list[tuple[str, str]]) -> Rows:
    """What is reached in one step or more, what takes one first."""
    direct = {there for here, there in steps if here == start}
    every, frontier = set[str](), {start}
    while frontier:
        frontier = {there for here, there in steps if here in frontier} - every
        every |= frontier
    found = sorted(every - {start}, key=lambda code: (code not in direct, by_number(code)))
    return [(*world.named(code), code in direct, world.iri(code)) for code in found]


# --- Changes and editions -----------------------------------------------------------------------


@answers("change-parts")
def _(world: World) -> Rows:
    return [
        (
            *world.named(change.profile),
            change.from_edition,
            change.to_edition,
            part.value,
            world.change_iri(change),
        )
        for change in world.changes
        for part in ProfilePart
        if part in change.parts
    ]


@answers("change-part-counts")
def _(world: World) -> Rows:
    counts = {part.value: sum(part in c.parts for c in world.changes) for part in ProfilePart}
    return sorted(
        ((part, count) for part, count in counts.items() if count),
        key=lambda row: (-row[1], row[0]),
    )


@answers("change-removed-competences")
def _(world: World) -> Rows:
    known = world.model.framework.competence
    return [
        (
            *world.named(change.profile),
            code,
            world.title(known[code].names) if code in known else None,
            world.change_iri(change),
        )
        for change in world.changes
        for code in sorted(change.removed, key=by_number)
    ]


@answers("change-added-competences")
def _(world: World) -> Rows:
    return [
        (
            *world.named(change.profile),
            *world.skill(code),
            world.profile(change.profile).required_levels.get(code),
            world.change_iri(change),
        )
        for change in world.changes
        for code in sorted(change.added_or_relevelled, key=by_number)
    ]


@answers("edition-timeline")
def _(world: World) -> Rows:
    rows: Rows = []
    before = None
    for edition in world.model.editions:
        told = edition.family_count, edition.profile_count, edition.framework, before
        iri = world.dataset.iris.edition(edition.year)
        rows.append((edition.year, world.title(edition.names), *told, iri))
        before = edition.year
    return rows


@answers("editorial-notes")
def _(world: World) -> Rows:
    profiles = [
        (*world.named(p), world.text(p.editorial_note), world.iri(p)) for p in world.profiles
    ]
    competences = [
        (*world.skill(c.code), world.text(c.editorial_note), world.skill_iri(c.code))
        for c in world.competences
    ]
    return [row for row in profiles + competences if row[2]]


# --- The dataset as a whole ---------------------------------------------------------------------


@answers("dataset-graphs")
def _(world: World) -> Rows:
    titles = {
        "ontology": {"fr": "L’ontologie", "en": "The ontology"},
        "nomenclature": {
            "fr": "La nomenclature, le référentiel de compétences et la description du jeu de"
            " données",
            "en": "The nomenclature, the competence framework and the description of the dataset",
        },
        "mappings": {
            "fr": "Correspondances avec ESCO, la CITP-08 et le ROME",
            "en": "Mappings to ESCO, ISCO-08 and ROME",
        },
    }
    return [
        (
            world.dataset.iris.graph(name),
            titles.get(name, {}).get(world.language),
            len(graph),
            len(set(graph.subjects())),
        )
        for name, graph in sorted(world.dataset.graphs.items())
    ]


@answers("dataset-metadata")
def _(world: World) -> Rows:
    iris, graph = world.dataset.iris, world.dataset.graphs["nomenclature"]
    dataset = URIRef(iris.dataset)

    def said(predicate: URIRef) -> str:
        [words] = (
            str(value)
            for value in graph.objects(dataset, predicate)
            if isinstance(value, Literal) and value.language in {None, world.language}
        )
        return words

    licence = "https://creativecommons.org/licenses/by/4.0/"
    source = iris.edition(world.year)
    facts = world.dataset.version, said(DCTERMS.issued), licence, source, said(DCTERMS.rights)
    return [(said(DCTERMS.title), *facts, str(dataset))]


@answers("dataset-classes")
def _(world: World) -> Rows:
    framework = world.model.framework
    contents = [world.model.at(year).content for year in world.model.edition]
    profiles = [profile for content in contents for profile in content.profiles]
    activities = [list(with_paths(g.activities, "")) for p in profiles for g in p.groups]
    counts = {
        CIG.Activity: sum(map(len, activities)),
        CIG.ActivityGroup: len(activities),
        CIG.AspectRating: sum(len(p.ratings) for p in profiles),
        CIG.CareerMove: sum(len(content.moves) for content in contents),
        CIG.Change: sum(len(content.changes) for content in contents),
        CIG.Competence: len(framework.competences),
        CIG.CompetenceArea: len(framework.areas),
        CIG.CompetenceAtLevel: len(framework.at_level),
        CIG.Deliverable: sum(len(list(with_paths(p.deliverables.items, ""))) for p in profiles),
        CIG.Edition: len(world.model.editions),
        CIG.Family: sum(len(content.families) for content in contents),
        CIG.Indicator: sum(len(list(with_paths(p.indicators.items, ""))) for p in profiles),
        CIG.JobProfile: len(profiles),
        CIG.ProficiencyLevel: len(framework.levels),
        CIG.Requirement: sum(len(p.requirements) for p in profiles),
        CIG.TransversalAspect: len(framework.aspects),
    }
    ontology = world.dataset.graphs["ontology"]
    rows = [
        (str(term), str(label), counts.get(URIRef(str(term)), 0))
        for term in ontology.subjects(RDF.type, OWL.Class)
        for label in ontology.objects(term, RDFS.label)
        if str(term).startswith(str(CIG))
        if isinstance(label, Literal) and label.language == world.language
    ]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


Triples = set[tuple[str, str, tuple[str, str | None]]]


@answers("describe-profile")
def _(world: World, code: str = "6.3") -> Triples:
    subject = URIRef(world.iri(code))
    triples = world.dataset.union.predicate_objects(subject)
    return {
        (str(subject), str(p), (str(o), o.language if isinstance(o, Literal) else None))
        for p, o in triples
    }


@answers("construct-schema-org")
def _(world: World) -> Triples:
    language = world.language
    triples: Triples = set()

    def say(subject: str, name: str, *values: str | None, tag: str | None = language) -> None:
        triples.update((subject, str(SCHEMA[name]), (value, tag)) for value in values if value)

    def is_a(subject: str, name: str) -> None:
        triples.add((subject, str(RDF.type), (str(SCHEMA[name]), None)))

    for p in world.profiles:
        iri = world.iri(p)
        is_a(iri, "Occupation")
        say(iri, "name", world.title(p.names))
        say(iri, "alternateName", *p.names.alternative.get(language, ()))
        say(iri, "description", world.text(p.mission))
        say(iri, "occupationalCategory", world.title(world.model.content.family[p.family].names))
        tasks = [world.text(a.text) for group in p.groups for a in group.activities]
        say(iri, "responsibilities", *tasks)
        for code in p.required_levels:
            skill = world.skill_iri(code)
            is_a(skill, "DefinedTerm")
            say(iri, "skills", skill, tag=None)
            say(skill, "termCode", code, tag=None)
            say(skill, "name", world.skill(code)[1])
            framework = world.dataset.iris.framework(world.model.framework.year)
            say(skill, "inDefinedTermSet", framework, tag=None)
    return triples


@answers("construct-company")
def _(world: World, codes: Sequence[str] = ("2.6", "3.2", "6.3")) -> Triples:
    triples: Triples = set()

    def concept(iri: str, kind: URIRef, code: str, names: Names) -> None:
        triples.update((iri, str(RDF.type), (str(c), None)) for c in (kind, SKOS.Concept))
        triples.add((iri, str(SKOS.notation), (code, None)))
        triples.update((iri, str(SKOS.prefLabel), (t, tag)) for tag, t in names.title.items())

    for p in map(world.profile, codes):
        family = world.dataset.iris.family(world.year, p.family)
        concept(world.iri(p), CIG.JobProfile, p.code, p.names)
        concept(family, CIG.Family, p.family, world.model.content.family[p.family].names)
        triples.add((world.iri(p), str(SKOS.broader), (family, None)))
        for r in p.requirements:
            iri, skill = world.iri(p, f"/requirement/{r.competence}"), world.skill_iri(r.competence)
            names = world.model.framework.competence[r.competence].names
            concept(skill, CIG.Competence, r.competence, names)
            triples |= {
                (world.iri(p), str(CIG.hasRequirement), (iri, None)),
                (iri, str(RDF.type), (str(CIG.Requirement), None)),
                (iri, str(CIG.competence), (skill, None)),
                (iri, str(CIG.level), (world.dataset.iris.level(r.level), None)),
                (iri, str(CIG.levelValue), (str(r.level), None)),
            }
    return triples


# --- The questions asked ------------------------------------------------------------------------

ENGINES: dict[str, Engine] = {}
WORDS_OF = r"(VALUES (?:\?language|\(\?language[^)]*\)) \{ \(?)\"..\""


def ask(world: World, name: str, *changes: tuple[str, str]) -> Any:
    """Return the answer to a worked question, in the world's language, as plain values."""
    text = re.sub(WORDS_OF, rf'\1"{world.language}"', QUERIES[name].text)
    text = re.sub(r"\b2022\b", str(world.year), text)  # the one parameter of an edition
    for old, new in changes:
        assert old in text, f"{name} no longer has the parameter {old}"
        text = text.replace(old, new)
    key = world.dataset.version + world.dataset.iris.base
    if key not in ENGINES:
        ENGINES[key] = embedded_engine(world.dataset)
    answer = answered(ENGINES[key], text)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, list):
        return {(plain(t.subject), plain(t.predicate), tagged(t.object)) for t in answer}
    return [tuple(plain(row[variable]) for variable in answer.variables) for row in answer]


def plain(term: Any) -> Any:
    if not isinstance(term, ox.Literal):
        return None if term is None else term.value
    kinds: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "decimal": Decimal,
        "boolean": "true".__eq__,
    }
    _, _, kind = term.datatype.value.rpartition("#")
    return kinds.get(kind, str)(term.value)


def tagged(term: Any) -> tuple[str, str | None]:
    return term.value, term.language if isinstance(term, ox.Literal) else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", QUERIES)
def test_the_answer_is_that_of_the_model(name: str, language: Language, dataset: Dataset) -> None:
    world = World(dataset, language)
    expected = ANSWERS[name](world)
    assert ask(world, name) == expected
    if dataset.iris.base != DEFAULT_BASE:
        assert expected or expected is False, "each question needs an answer in this dataset"


@pytest.mark.parametrize(
    ("name", "old", "new", "arguments"),
    [
        ("competence-at-level", '("E.8" 4)', '("D.10" 3)', ["D.10", 3]),
        ("profile-requirements", '"6.3"', '"1.1"', ["1.1"]),
        ("profile-rome", '"6.3"', '"2.3"', ["2.3"]),
        ("profile-rome", '"6.3"', '"9.1"', ["9.1"]),
        ("profile-gap", '("2.5" "2.4")', '("1.1" "6.3")', ["1.1", "6.3"]),
        ("profile-gap", '("2.5" "2.4")', '("6.3" "6.3")', ["6.3", "6.3"]),
        ("profile-nearest", '"6.3"', '"8.4"', ["8.4"]),
        ("profile-covers", '("9.3" "9.2")', '("9.2" "9.3")', ["9.2", "9.3"]),
        ("profile-covers", '("9.3" "9.2")', '("1.1" "1.1")', ["1.1", "1.1"]),
        ("profile-top-levels", "?level { 5 }", "?level { 3 }", [3]),
        ("training-audience", '("E.3" 3) ("E.8" 3)', '("B.1" 2)', [{"B.1": 2}]),
        ("family-profiles", '"6"', '"1"', ["1"]),
        ("hierarchy", '"E"', '"6"', ["6"]),
        ("hierarchy", '"E"', '"D"', ["D"]),
        ("search-labels", '"security"', '"DéVELOPP"', ["développ"]),
        ("search-labels", '"security"', '"4.1 has no such name"', ["4.1 has no such name"]),
        ("activity-search", '"audit"', '"projet"', ["projet"]),
        ("rating-stars", '("T5" 5)', '("T1" 2)', ["T1", 2]),
        ("career-reachable", '"4.1"', '"2.2"', ["2.2"]),
        ("career-origins", '"6.3"', '"1.6"', ["1.6"]),
        ("describe-profile", '"6.3"', '"2.5"', ["2.5"]),
        ("construct-company", '"2.6" "3.2" "6.3"', '"5.1"', [["5.1"]]),
    ],
)
def test_the_parameters_can_be_changed(
    name: str, old: str, new: str, arguments: list[Any], dataset: Dataset
) -> None:
    world = World(dataset, "fr")
    assert ask(world, name, (old, new)) == ANSWERS[name](world, *arguments)


def test_one_profile_covers_another_or_does_not() -> None:
    world = World(invented(), "fr")
    covers = {
        ask(world, "profile-covers", ('("9.3" "9.2")', f'("{a}" "{b}")'))
        for a, b in (("1.1", "1.1"), ("1.1", "6.3"))
    }
    assert covers == {True, False}


def test_the_answers_to_known_counts() -> None:
    world = World(cigref_kg.load(), "fr")
    assert len(ask(world, "families")) == 9
    assert sum(row[3] for row in ask(world, "families")) == 50
    assert len(ask(world, "competence-usage")) == 41
    assert [row[0] for row in ask(world, "competence-levels-added")] == ["A.1/3", "D.2/3", "E.9/3"]
    assert [row[0] for row in ask(world, "indicator-absent")] == ["2.5"]
    assert sum(row[3] for row in ask(world, "statement-counts")) == 615
    assert sum(row[4] for row in ask(world, "statement-counts")) == 36


# --- Their form ---------------------------------------------------------------------------------


def test_every_query_has_an_answer_to_compare_with() -> None:
    assert set(ANSWERS) == set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_the_query_runs_anywhere(name: str) -> None:
    """Two parsers read it with no prefix but its own, and it names nothing under the base."""
    text = QUERIES[name].text
    ox.Store().query(text)
    translateQuery(parseQuery(text))
    assert set(re.findall(re.escape(DEFAULT_BASE) + "[^>]*", text)) <= {TERMS}


@pytest.mark.parametrize("name", QUERIES)
def test_the_query_declares_what_it_uses_and_sorts_its_rows(name: str) -> None:
    body = "\n".join(line for line in QUERIES[name].text.splitlines() if not line.startswith("#"))
    declared = dict(re.findall(r"PREFIX (\w+): <(.*)>", body))
    query = re.sub(r"PREFIX .*|\"[^\"]*\"", "", body)
    assert set(re.findall(r"(?<![\w?])(\w+):", query)) == set(declared)
    assert declared.items() <= PREFIXES.items()
    assert ("ORDER BY" in body) == query.strip().startswith("SELECT")
    assert "VALUES" in body
