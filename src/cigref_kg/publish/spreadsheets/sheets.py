"""What each sheet holds: rows from the model, with codes, names in one language and IRIs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from cigref_kg.base.messages import message
from cigref_kg.base.model import (
    Competence,
    JobProfile,
    Language,
    Names,
    Statement,
    Text,
    TransversalAspect,
)
from cigref_kg.insight.relations import Relations
from cigref_kg.insight.served import Served
from cigref_kg.publish.spreadsheets.shape import TEXT, WHOLE_NUMBER, Column, Sheet, Value
from cigref_kg.records.mappings import Vocabulary

Row = tuple[Value, ...]

_COLUMNS = {
    "profiles": "code title family_code family mission career_path trends completeness page iri",
    "requirements": "profile_code profile competence_code competence area level descriptor iri",
    "aspects": "profile_code profile aspect_code aspect stars meaning iri",
    "competences": "code title area description levels demand iri",
    "levels": "competence_code competence level descriptor added_by iri",
    "statements": "profile_code profile kind position text iri",
    "moves": "from_code from to_code to stated_in iri",
    "changes": "profile_code profile from_edition to_edition parts removed added iri",
    "names": "code kind language use name iri",
    "mappings": "code title vocabulary relation concept_code concept confidence reason iri",
}
"""The columns of each sheet but the matrices; :class:`Sheets` has a method for the rows of each."""
_FROZEN = {"levels": 3, "moves": 1, "names": 1}
"""How many columns stay in view where that is not two."""
_WIDTHS = {
    column: width
    for width, columns in (
        (7, "page"),
        (8, "code"),
        (9, "profile_code family_code aspect_code from_code to_code level stars position language"),
        (10, "levels"),
        (11, "demand added_by from_edition to_edition confidence"),
        (12, "competence_code"),
        (14, "use"),
        (16, "area"),
        (18, "kind completeness relation concept_code"),
        (22, "stated_in vocabulary"),
        (24, "removed"),
        (26, "added"),
        (34, "parts"),
        (44, "meaning"),
        (52, "iri"),
        (60, "career_path trends"),
        (70, "reason mission description descriptor"),
        (90, "text"),
    )
    for column in columns.split()
}
"""Of columns, in characters."""
_HYPHENS = str.maketrans("_ ", "--")
_USUAL_WIDTH = 38  # characters of a column of titles
_NUMBERS = frozenset({"level", "stars", "page", "demand", "added_by", "from_edition", "to_edition"})


class Sheets:
    """The sheets about some profiles of the served edition, in one language.

    Where companies' frameworks are served, each sheet has a column that says whose a row is.

    Args:
        served: the edition, and the IRIs of what is in it.
        language: of names, texts and headings.
        profiles: those to tell of; all by default.
        competences: those to tell of, if one of the profiles requires them; all by default.
    """

    def __init__(
        self,
        served: Served,
        language: Language,
        profiles: Sequence[JobProfile] | None = None,
        competences: Sequence[Competence] | None = None,
    ) -> None:
        self.framework = served.framework
        self.content = served.content
        self.year = served.year
        self.iris = served.iris
        self.owners = served.owners
        self._mappings = served.dataset.mappings
        self.language = language
        self.profiles = self.content.profiles if profiles is None else profiles
        self._among = self.framework.competences if competences is None else competences
        self._demand = Relations(served.nomenclature).demand

    @cached_property
    def required(self) -> Sequence[Competence]:
        """The competences that one of the profiles requires, in the framework's order."""
        codes = {code for profile in self.profiles for code in profile.required_levels}
        return [competence for competence in self._among if competence.code in codes]

    def all_sheets(self) -> list[Sheet]:
        """Return every sheet, the most asked for first."""
        first, *others = _COLUMNS
        return [self.sheet(first), self.matrix(), *map(self.sheet, others)]

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name, such as ``profiles``; matrices have methods of their own."""
        rows: Mapping[str, Callable[[], Iterator[Row]]] = {
            "profiles": self._profiles,
            "requirements": self._requirements,
            "aspects": self._aspects,
            "competences": self._competences,
            "levels": self._levels,
            "statements": self._statements,
            "moves": self._moves,
            "changes": self._changes,
            "names": self._names,
            "mappings": self._mapped,
        }
        columns = [self.column(key) for key in _COLUMNS[name].split()]
        title, frozen = self.said("sheet", name), _FROZEN.get(name, 2)
        return self._with_owners(Sheet(title, columns, list(rows[name]()), frozen))

    def _profiles(self) -> Iterator[Row]:
        """The profiles with their texts."""
        for profile in self.profiles:
            yield (
                profile.code,
                self.localized(profile.names),
                profile.family,
                self.localized(self.content.family[profile.family].names),
                self.localized(profile.mission),
                self.localized(profile.career_path),
                self.localized(profile.trends),
                self.said("completeness", profile.rating_completeness),
                profile.page or None,
                self.iris.profile(profile.edition, profile.code),
            )

    def matrix(self) -> Sheet:
        """The profiles by the competences that they require, with the levels."""
        return self._matrix("matrix", self.required, lambda profile: profile.required_levels)

    def aspect_matrix(self) -> Sheet:
        """The profiles by the transversal aspects, with the stars; illegible ones are empty."""
        return self._matrix("aspect_matrix", self.framework.aspects, lambda profile: profile.stars)

    def _matrix(
        self,
        title: str,
        things: Sequence[Competence | TransversalAspect],
        values: Callable[[JobProfile], Mapping[str, int]],
    ) -> Sheet:
        upright = [
            Column(
                f"{thing.code}  {self.localized(thing.names)}",
                4.5,
                WHOLE_NUMBER,
                is_level=True,
                is_upright=True,
            )
            for thing in things
        ]
        rows = []
        for profile in self.profiles:
            known = values(profile)
            levels = (known.get(thing.code) for thing in things)
            rows.append((profile.code, self.localized(profile.names), *levels))
        columns = [self.column("profile_code"), self.column("profile"), *upright]
        return self._with_owners(Sheet(self.said("sheet", title), columns, rows, frozen_columns=2))

    def _requirements(self) -> Iterator[Row]:
        """Which profile requires which competence, at which level, and what that means."""
        for profile in self.profiles:
            for need in profile.requirements:
                competence = self.framework.competence[need.competence]
                at_level = self.framework.at_level.get((need.competence, need.level))
                yield (
                    profile.code,
                    self.localized(profile.names),
                    need.competence,
                    self.localized(competence.names),
                    self._area(competence),
                    need.level,
                    self.localized(at_level.description) if at_level else None,
                    self.iris.requirement(profile.edition, profile.code, need.competence),
                )

    def _aspects(self) -> Iterator[Row]:
        """The stars of each profile; where they are illegible the sheet says so."""
        for profile in self.profiles:
            for aspect in self.framework.aspects:
                stars = profile.stars.get(aspect.code)
                yield (
                    profile.code,
                    self.localized(profile.names),
                    aspect.code,
                    self.localized(aspect.names),
                    stars,
                    self.localized(self.framework.stars[stars])
                    if stars
                    else self.said("illegible", "stars"),
                    self.iris.rating(profile.edition, profile.code, aspect.code) if stars else None,
                )

    def _competences(self) -> Iterator[Row]:
        """The competences that the profiles require."""
        for competence in self.required:
            yield (
                competence.code,
                self.localized(competence.names),
                self._area(competence),
                self.localized(competence.description),
                " ".join(str(at_level.level) for at_level in competence.levels),
                len(self._demand[competence.code]),
                self.iris.competence(self.framework.year, competence.code),
            )

    def _levels(self) -> Iterator[Row]:
        """What each competence means at each of its levels."""
        for competence in self.required:
            for at_level in competence.levels:
                yield (
                    competence.code,
                    self.localized(competence.names),
                    at_level.level,
                    self.localized(at_level.description),
                    at_level.added_by,
                    self.iris.competence_at_level(
                        self.framework.year, competence.code, at_level.level
                    ),
                )

    def _statements(self) -> Iterator[Row]:
        """The activities, deliverables and indicators, in the order of the document."""
        for profile in self.profiles:
            for kind, position, text in _statements(profile, self.language):
                path = "activity" if kind == "group" else kind
                yield (
                    profile.code,
                    self.localized(profile.names),
                    self.said("kind", kind),
                    position,
                    text,
                    self.iris.statement(profile.edition, profile.code, f"{path}/{position}"),
                )

    def _moves(self) -> Iterator[Row]:
        """The career moves into and out of the profiles."""
        codes = {profile.code for profile in self.profiles}
        for move in self.content.moves:
            if move.from_profile in codes or move.to_profile in codes:
                yield (
                    move.from_profile,
                    self.localized(self.content.profile[move.from_profile].names),
                    move.to_profile,
                    self.localized(self.content.profile[move.to_profile].names),
                    ", ".join(self.said("section", section) for section in move.stated_in),
                    self.iris.move(self.year, move.notation),
                )

    def _changes(self) -> Iterator[Row]:
        """What changed in the profiles since the edition before."""
        codes = {profile.code for profile in self.profiles}
        for change in self.content.changes:
            if change.profile in codes:
                yield (
                    change.profile,
                    self.localized(self.content.profile[change.profile].names),
                    change.from_edition,
                    change.to_edition,
                    ", ".join(self.said("part", part) for part in change.parts),
                    ", ".join(change.removed),
                    ", ".join(change.added_or_relevelled),
                    self.iris.change(self.year, change.profile),
                )

    def _names(self) -> Iterator[Row]:
        """Every name of every thing in both languages, one a row, to look up by."""
        for code, kind, names, iri in self._named():
            for language in ("fr", "en"):
                labels = [("preferred", names.title.get(language))]
                labels += [("alternative", name) for name in names.alternative.get(language, ())]
                for use, label in labels:
                    if label:
                        yield (
                            code,
                            self.said("kind", kind),
                            language,
                            self.said("kind", use),
                            label,
                            iri,
                        )

    def _mapped(self) -> Iterator[Row]:
        """What the profiles and competences correspond to elsewhere, the best first."""
        for code, _, names, iri in self._named():
            for vocabulary in Vocabulary:
                for mapping in self._mappings.mappings_of(iri, vocabulary):
                    target = mapping.target
                    yield (
                        code,
                        self.localized(names),
                        self.said("vocabulary", vocabulary),
                        self.said("relation", mapping.relation),
                        target.code if target else None,
                        self.localized(target.labels) if target else None,
                        str(mapping.confidence),
                        self.localized(mapping.reason),
                        target.iri(self.iris) if target else None,
                    )

    def _named(self) -> Iterator[tuple[str, str, Names, str]]:
        families = {profile.family for profile in self.profiles}
        for family in self.content.families:
            if family.code in families:
                yield family.code, "family", family.names, self.iris.family(self.year, family.code)
        for profile in self.profiles:
            iri = self.iris.profile(profile.edition, profile.code)
            yield profile.code, "profile", profile.names, iri
        for competence in self.required:
            iri = self.iris.competence(self.framework.year, competence.code)
            yield competence.code, "competence", competence.names, iri
        for aspect in self.framework.aspects:
            iri = self.iris.aspect(self.framework.year, aspect.code)
            yield aspect.code, "aspect", aspect.names, iri

    def localized(self, words: Text | Names) -> str | None:
        """Return words in the workbook's language, or in the other one where it has none."""
        return words.localized(self.language) or None

    def said(self, kind: str, key: str) -> str:
        """Return what a sheet calls something, in the workbook's language."""
        return message(f"publish.{kind}-{key.translate(_HYPHENS)}").localized(self.language)

    def column(self, key: str) -> Column:
        """Return the column under ``key``."""
        return Column(
            self.said("heading", key),
            _WIDTHS.get(key, _USUAL_WIDTH),
            WHOLE_NUMBER if key in _NUMBERS else TEXT,
            is_link=key == "iri",
            is_level=key in {"level", "stars"},
        )

    def _area(self, competence: Competence) -> str:
        return f"{competence.area} {self.localized(self.framework.area[competence.area].names)}"

    def _with_owners(self, sheet: Sheet) -> Sheet:
        """Return a sheet with a last column that says whose the code at a row's beginning is."""
        if not self.owners:
            return sheet
        owners = (self.owners.get(str(row[0])) for row in sheet.rows)
        whose = [self.localized(owner.title) if owner else None for owner in owners]
        return replace(
            sheet,
            columns=[*sheet.columns, self.column("owner")],
            rows=[(*row, owner) for row, owner in zip(sheet.rows, whose, strict=True)],
        )


def _statements(profile: JobProfile, language: Language) -> Iterator[tuple[str, str, str | None]]:
    """Yield the kind, the position and the text of each statement."""
    for group in profile.groups:
        yield "group", str(group.position), group.opening.localized(language) or None
        for position, text in _walk(group.activities, f"{group.position}/"):
            yield "activity", position, text.localized(language) or None
    for kind, listed in (("deliverable", profile.deliverables), ("indicator", profile.indicators)):
        for position, text in _walk(listed.items, ""):
            yield kind, position, text.localized(language) or None


def _walk(statements: Sequence[Statement], prefix: str) -> Iterator[tuple[str, Text]]:
    for statement in statements:
        yield from statement.walk(prefix)
