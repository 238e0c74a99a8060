"""The dataset as tables: one CSV file a subject, codes and IRIs beside titles in both languages."""

from collections.abc import Iterator, Sequence

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import LANGUAGES, Nomenclature, Text
from cigref_kg.base.writing import csv_bytes
from cigref_kg.insight.things import Kind, Thing, things
from cigref_kg.publish.csvw import header, tables_of_editions
from cigref_kg.records.mappings import Mapping

Cell = str | int | None
Row = tuple[Cell, ...]


def csv_files(
    nomenclature: Nomenclature, iris: Iris, mappings: Sequence[Mapping] = ()
) -> dict[str, bytes]:
    """Return the CSV files (RFC 4180, UTF-8, header first) of the served edition, by name.

    Args:
        nomenclature: the edition, and its framework.
        iris: the IRIs under the dataset's base.
        mappings: the judgements; those of other editions are left out.
    """
    tables = _Tables(nomenclature, iris)
    rows = {
        "profiles.csv": tables.profiles(),
        "families.csv": tables.families(),
        "requirements.csv": tables.requirements(),
        "ratings.csv": tables.ratings(),
        "competences.csv": tables.competences(),
        "levels.csv": tables.levels(),
        "statements.csv": tables.statements(),
        "moves.csv": tables.moves(),
        "changes.csv": tables.changes(),
        "labels.csv": tables.labels(),
        "mappings.csv": tables.mappings(mappings),
    }
    return {name: csv_bytes([header(name), *found]) for name, found in rows.items()}


def edition_files(nomenclature: Nomenclature, iris: Iris) -> dict[str, bytes]:
    """Return the tables of the editions that are not in the foreground: ``2024-profiles.csv``."""
    return {
        f"{year}-{name}": content
        for year in other_years(nomenclature)
        for name, content in csv_files(nomenclature.at(year), iris).items()
        if name in tables_of_editions()
    }


def other_years(nomenclature: Nomenclature) -> list[int]:
    """Return the years of the editions that are not in the foreground."""
    return [year for year in nomenclature.edition if year != nomenclature.served.year]


def _both(text: Text) -> tuple[str | None, str | None]:
    return text.fr, text.en


class _Tables:
    """The rows of each table."""

    def __init__(self, nomenclature: Nomenclature, iris: Iris) -> None:
        self.nomenclature = nomenclature
        self.framework = nomenclature.framework
        self.content = nomenclature.content
        self.year = nomenclature.served.year
        self.iris = iris

    def profiles(self) -> Iterator[Row]:
        for profile in self.content.profiles:
            yield (
                profile.code,
                profile.family,
                *_both(profile.names.title),
                profile.page,
                profile.rating_completeness.value,
                self.iris.profile(self.year, profile.code),
            )

    def families(self) -> Iterator[Row]:
        for family in self.content.families:
            members = [p.code for p in self.content.profiles if p.family == family.code]
            iri = self.iris.family(self.year, family.code)
            yield family.code, *_both(family.names.title), " ".join(members), iri

    def requirements(self) -> Iterator[Row]:
        for profile in self.content.profiles:
            for requirement in profile.requirements:
                code = requirement.competence
                yield (
                    profile.code,
                    *_both(profile.names.title),
                    code,
                    *_both(self.framework.competence[code].names.title),
                    requirement.level,
                    self.iris.requirement(self.year, profile.code, code),
                )

    def ratings(self) -> Iterator[Row]:
        for profile in self.content.profiles:
            for rating in profile.ratings:
                iri = self.iris.rating(self.year, profile.code, rating.aspect)
                yield profile.code, *_both(profile.names.title), rating.aspect, rating.stars, iri

    def competences(self) -> Iterator[Row]:
        for competence in self.framework.competences:
            levels = " ".join(str(at_level.level) for at_level in competence.levels)
            iri = self.iris.competence(self.framework.year, competence.code)
            yield competence.code, competence.area, *_both(competence.names.title), levels, iri

    def levels(self) -> Iterator[Row]:
        for competence in self.framework.competences:
            for at in competence.levels:
                iri = self.iris.competence_at_level(self.framework.year, competence.code, at.level)
                yield competence.code, at.level, at.added_by, *_both(at.description), iri

    def statements(self) -> Iterator[Row]:
        for profile in self.content.profiles:
            iri = self.iris.profile(self.year, profile.code)
            for group in profile.groups:
                position = str(group.position)
                yield (
                    profile.code,
                    "activity group",
                    position,
                    *_both(group.heading),
                    f"{iri}/activity/{position}",
                )
                for activity in group.activities:
                    for below, text in activity.walk(f"{position}/"):
                        path = f"{iri}/activity/{below}"
                        yield profile.code, "activity", below, *_both(text), path
            for kind, statements in (
                ("deliverable", profile.deliverables),
                ("indicator", profile.indicators),
            ):
                for item in statements.items:
                    for position, text in item.walk():
                        path = f"{iri}/{kind}/{position}"
                        yield profile.code, kind, position, *_both(text), path

    def moves(self) -> Iterator[Row]:
        for move in self.content.moves:
            iri = self.iris.move(self.year, move.notation)
            yield move.from_profile, move.to_profile, "; ".join(move.stated_in), iri

    def changes(self) -> Iterator[Row]:
        for change in self.content.changes:
            yield (
                change.profile,
                change.from_edition,
                change.to_edition,
                "; ".join(change.parts),
                " ".join(change.removed),
                " ".join(change.added_or_relevelled),
            )

    def labels(self) -> Iterator[Row]:
        for thing in self.named():
            for language in LANGUAGES:
                kinds = {
                    "preferred": (thing.names.title.get(language),),
                    "alternative": thing.names.alternative.get(language, ()),
                    "hidden": thing.names.hidden.get(language, ()),
                }
                for kind, labels in kinds.items():
                    for label in labels:
                        if label:
                            yield thing.code, kind, language, label, thing.iri

    def mappings(self, mappings: Sequence[Mapping]) -> Iterator[Row]:
        names = {thing.iri: thing.names for thing in self.named()}
        for mapping in mappings:
            title, target = names.get(mapping.subject.iri(self.iris)), mapping.target
            if title is None:
                continue
            yield (
                mapping.subject.code,
                *_both(title.title),
                mapping.vocabulary.value,
                mapping.position,
                mapping.relation.value,
                target.code if target else None,
                *_both(target.labels if target else Text()),
                str(mapping.confidence),
                mapping.version,
                *_both(mapping.reason),
                target.iri(self.iris) if target else None,
                mapping.iri(self.iris),
            )

    def named(self) -> Iterator[Thing]:
        """Yield everything that people search by name."""
        kinds = (Kind.FAMILY, Kind.PROFILE, Kind.COMPETENCE, Kind.ASPECT)
        return things(self.nomenclature, self.iris, *kinds)
