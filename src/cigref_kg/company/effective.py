"""What holds in a company after its changes, with the difference from the nomenclature marked.

A profile takes everything from the one that it extends, and so on up to the nomenclature, save what
it says otherwise: it adds, overrides and drops requirements, adds statements, and replaces texts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import (
    ActivityGroup,
    Competence,
    CompetenceAtLevel,
    EditionContent,
    Family,
    JobProfile,
    Names,
    Nomenclature,
    RatingCompleteness,
    Requirement,
    Statement,
    StatementList,
    Text,
)
from cigref_kg.company.consistency import content_of, lineage
from cigref_kg.company.records import (
    Both,
    Company,
    CompanyCompetence,
    CompanyFamily,
    CompanyProfile,
    StatementChanges,
)


class Difference(StrEnum):
    """How a requirement stands to the nomenclature."""

    SAME = "same"
    ADDED = "added"
    OVERRIDDEN = "overridden"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class EffectiveRequirement:
    """A competence, the level that the company requires and the one that the nomenclature does."""

    competence: str
    level: int | None
    """``None`` if the company dropped it."""
    original: int | None
    """The level in the nomenclature; ``None`` if it is not required there."""
    stated_by: str | None
    """The own profile that last changed it; ``None`` if none did."""

    @property
    def difference(self) -> Difference:
        """How it stands to the nomenclature."""
        if self.level == self.original:
            return Difference.SAME
        if self.original is None:
            return Difference.ADDED
        return Difference.DROPPED if self.level is None else Difference.OVERRIDDEN


@dataclass(frozen=True, slots=True)
class EffectiveProfile:
    """A profile of a company as it holds, and what is the company's own in it."""

    code: str
    profile: JobProfile
    lineage: tuple[str, ...]
    """It and the own profiles that it extends, the nearest first."""
    root: JobProfile | None
    """The profile of the nomenclature at the end of the line; ``None`` if it is new."""
    requirements: tuple[EffectiveRequirement, ...]
    """With those that were dropped, in the order of the codes."""
    origins: Mapping[str, Sequence[tuple[str, int]]]
    """For each of its ``activities`` (the groups), ``deliverables`` and ``indicators``, the code of
    the profile that lists it, and its position there."""
    own_texts: frozenset[str]
    """Which of ``mission``, ``career_path`` and ``trends`` are the company's own."""
    own_words: frozenset[str]
    """Inherited statements that are told in the company's words: ``activity/2/3``."""

    @property
    def changed(self) -> tuple[EffectiveRequirement, ...]:
        """The requirements that differ from the nomenclature's."""
        return tuple(need for need in self.requirements if need.difference is not Difference.SAME)

    def is_own(self, listed: str, position: int) -> bool:
        """Whether one of its ``activities``, ``deliverables`` or ``indicators`` is a company's."""
        return self.origins[listed][position - 1][0] in self.lineage

    def stated_by(self, competence: str) -> str:
        """Return the code of the profile that last said at which level a competence is required.

        Raises:
            LookupError: if the profile does not require it.
        """
        for need in self.requirements:
            if need.competence == competence and need.level is not None:
                if need.stated_by or self.root is None:
                    return need.stated_by or self.code
                return self.root.code
        raise LookupError(f"{self.code} does not require {competence}")


_TEXTS = ("mission", "career_path", "trends")


@dataclass(frozen=True)
class CompanyView:
    """A framework over the nomenclature that it builds on.

    Args:
        company: one that fits (:func:`cigref_kg.company.consistency.check_fit`).
        nomenclature: what it builds on.
    """

    company: Company
    nomenclature: Nomenclature

    @cached_property
    def content(self) -> EditionContent:
        """The edition that it builds on."""
        return content_of(self.nomenclature, self.company)

    @cached_property
    def profiles(self) -> Mapping[str, EffectiveProfile]:
        """The effective profiles by code."""
        return {code: self.effective(code) for code in self.company.profiles}

    def effective(self, code: str) -> EffectiveProfile:
        """Return what holds for a profile of the company's own.

        Raises:
            KeyError: if the company has no such profile.
        """
        own, root_code = lineage(self.company, code)
        root = self.content.profile[root_code] if root_code else None
        steps = [(step, self.company.profiles[step]) for step in reversed(own)]
        requirements = _requirements(root, steps)
        return EffectiveProfile(
            code,
            replace(
                _built(root, steps, self.company.edition),
                requirements=tuple(
                    Requirement(need.competence, need.level)
                    for need in requirements
                    if need.level is not None
                ),
            ),
            own,
            root,
            requirements,
            _origins(root, steps),
            frozenset(name for name in _TEXTS if any(getattr(record, name) for _, record in steps)),
            frozenset(path for _, record in steps for path in record.statements.replace),
        )

    @cached_property
    def competences(self) -> Mapping[str, Competence]:
        """The company's own competences by code, in the shape of the framework's."""
        return {
            code: _competence(code, record, self.company.name)
            for code, record in self.company.competences.items()
        }

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """The company's own families by code."""
        return {
            code: Family(code, names_of(record), text_of(record.description))
            for code, record in self.company.families.items()
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of everything that is the company's own."""
        company = self.company
        return (*company.families, *company.competences, *company.profiles)


def names_of(record: CompanyFamily | CompanyCompetence | CompanyProfile) -> Names:
    """Return the names of a record as the model has them."""
    return Names(record.title.text, record.alternative_labels.by_language())


def text_of(words: Both | None) -> Text:
    """Return words as the model has them, empty for none."""
    return words.text if words else Text()


def _built(
    root: JobProfile | None, steps: list[tuple[str, CompanyProfile]], edition: int
) -> JobProfile:
    """Everything of a profile but its requirements."""
    code, record = steps[-1]
    records = [step for _, step in steps]
    family = root.family if root else ""
    for step in records:
        family = step.family or family
    return JobProfile(
        code=code,
        family=family,
        edition=edition,
        names=names_of(record),
        page=0,
        requirements=(),
        ratings=root.ratings if root else (),
        rating_completeness=root.rating_completeness if root else RatingCompleteness.ABSENT,
        groups=tuple(_groups(root, records)),
        deliverables=_statements(root.deliverables if root else None, records, "deliverables"),
        indicators=_statements(root.indicators if root else None, records, "indicators"),
        has_introduction=root.has_introduction if root else False,
        introduction=root.introduction if root else Text(),
        has_indicator_note=root.has_indicator_note if root else False,
        indicator_note=root.indicator_note if root else Text(),
        **{name: _last_said(root, records, name) for name in _TEXTS},
    )


def _last_said(root: JobProfile | None, records: list[CompanyProfile], name: str) -> Text:
    """A text as the last own profile that has it says it, language by language."""
    said: Text = getattr(root, name) if root else Text()
    for record in records:
        own = text_of(getattr(record, name))
        # A text replaces the whole: another's words in the other language would contradict it.
        said = own or said
    return said


def _groups(root: JobProfile | None, records: list[CompanyProfile]) -> list[ActivityGroup]:
    groups = list(root.groups) if root else []
    position = len(groups)
    for record in records:
        groups = list(_reworded_groups(groups, record.statements))
        for group in record.activities:
            position += 1
            statements = (Statement(n, words.text) for n, words in enumerate(group.activities, 1))
            groups.append(
                ActivityGroup(
                    position,
                    tuple(statements),
                    has_heading=group.heading is not None,
                    heading=text_of(group.heading),
                )
            )
    return groups


def _reworded_groups(
    groups: Iterable[ActivityGroup], changes: StatementChanges
) -> Iterator[ActivityGroup]:
    for group in groups:
        path = f"activity/{group.position}"
        activities = tuple(_reworded(group.activities, changes, path))
        if not activities or path in changes.drop:
            continue
        heading = changes.replace.get(path)
        yield replace(
            group,
            activities=activities,
            has_heading=group.has_heading or heading is not None,
            heading=heading.text if heading else group.heading,
        )


def _reworded(
    statements: Iterable[Statement], changes: StatementChanges, above: str
) -> Iterator[Statement]:
    """Statements in the company's words, less those that it drops; each keeps its position."""
    for statement in statements:
        path = f"{above}/{statement.position}"
        if path not in changes.drop:
            words = changes.replace.get(path)
            text = words.text if words else statement.text
            below = tuple(_reworded(statement.below, changes, path))
            yield replace(statement, text=text, below=below)


def _statements(
    inherited: StatementList | None, records: list[CompanyProfile], name: str
) -> StatementList:
    items = list(inherited.items) if inherited else []
    position = len(items)
    for record in records:
        items = list(_reworded(items, record.statements, name.removesuffix("s")))
        for words in getattr(record, name):
            position += 1
            items.append(Statement(position, words.text))
    return replace(inherited, items=tuple(items)) if inherited else StatementList(tuple(items))


def _origins(
    root: JobProfile | None, steps: list[tuple[str, CompanyProfile]]
) -> Mapping[str, Sequence[tuple[str, int]]]:
    inherited: Mapping[str, Sequence[ActivityGroup | Statement]] = {
        "activities": root.groups if root else (),
        "deliverables": root.deliverables.items if root else (),
        "indicators": root.indicators.items if root else (),
    }
    return {
        listed: [
            *((root.code, item.position) for item in items if root),
            *(
                (code, number)
                for code, record in steps
                for number in range(1, len(getattr(record, listed)) + 1)
            ),
        ]
        for listed, items in inherited.items()
    }


def _requirements(
    root: JobProfile | None, steps: list[tuple[str, CompanyProfile]]
) -> tuple[EffectiveRequirement, ...]:
    original = root.required_levels if root else {}
    have: dict[str, tuple[int | None, str | None]] = {
        code: (level, None) for code, level in original.items()
    }
    for code, record in steps:
        changes = record.requirements
        have |= dict.fromkeys(changes.drop, (None, code))
        have |= {c: (level, code) for c, level in {**changes.override, **changes.add}.items()}
    return tuple(
        EffectiveRequirement(competence, level, original.get(competence), stated_by)
        for competence, (level, stated_by) in sorted(
            have.items(), key=lambda item: natural_key(item[0])
        )
        # What one own profile added and another dropped is no difference from the nomenclature.
        if level is not None or competence in original
    )


def _competence(code: str, record: CompanyCompetence, company: str) -> Competence:
    return Competence(
        code,
        company,
        names_of(record),
        text_of(record.description),
        tuple(
            CompetenceAtLevel(code, int(level), words.text)
            for level, words in record.levels.items()
        ),
    )
