"""What a profile's own changes make of what it has from others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cigref_kg.base.model import ActivityGroup, Requirement, Statement, StatementList, Text
from cigref_kg.company.inheritance.profiles import (
    LISTED,
    TEXTS,
    EffectiveProfile,
    EffectiveRequirement,
    Origins,
    in_order,
)
from cigref_kg.company.records import Both, CompanyProfile, StatementChanges, names_of, text_of


def changed(
    inherited: EffectiveProfile, code: str, record: CompanyProfile, edition: int
) -> EffectiveProfile:
    """Return what holds after a profile's own changes.

    Args:
        inherited: what it has from those that it extends.
        code: its code.
        record: its own changes.
        edition: the year of the edition that the company builds on.
    """
    base, changes = inherited.profile, record.statements
    requirements = _requirements(inherited, code, record)
    profile = replace(
        base,
        code=code,
        family=record.family or base.family,
        edition=edition,
        names=names_of(record),
        page=0,
        requirements=tuple(
            Requirement(need.competence, need.level)
            for need in requirements
            if need.level is not None
        ),
        groups=(
            *_reworded_groups(base.groups, changes),
            *_own_groups(record, len(inherited.origins["activities"])),
        ),
        deliverables=_own_list(base.deliverables, record, "deliverables", inherited.origins),
        indicators=_own_list(base.indicators, record, "indicators", inherited.origins),
        editorial_note=Text(),
        # A text replaces the whole: another's words in the other language would contradict it.
        mission=text_of(record.mission) or base.mission,
        career_path=text_of(record.career_path) or base.career_path,
        trends=text_of(record.trends) or base.trends,
    )
    own = {listed: range(1, len(getattr(record, listed)) + 1) for listed in LISTED.values()}
    return EffectiveProfile(
        profile,
        (code, *inherited.lineage),
        inherited.roots,
        requirements,
        {
            listed: [*inherited.origins[listed], *((code, number) for number in own[listed])]
            for listed in LISTED.values()
        },
        inherited.own_texts | {name for name in TEXTS if getattr(record, name)},
        inherited.own_words | set(changes.replace),
    )


def _requirements(
    inherited: EffectiveProfile, code: str, record: CompanyProfile
) -> tuple[EffectiveRequirement, ...]:
    changes = record.requirements
    needs = {need.competence: need for need in inherited.requirements}
    said: dict[str, int | None] = {**dict.fromkeys(changes.drop), **changes.override, **changes.add}
    for competence, level in said.items():
        original = needs[competence].original if competence in needs else None
        needs[competence] = EffectiveRequirement(competence, level, original, code)
    # What one own profile added and another dropped is no difference from the nomenclature.
    return in_order(n for n in needs.values() if n.level is not None or n.original is not None)


def _own_groups(record: CompanyProfile, after: int) -> Iterator[ActivityGroup]:
    for position, group in enumerate(record.activities, after + 1):
        yield ActivityGroup(
            position,
            tuple(_own_statements(group.activities, 0)),
            heading=text_of(group.heading),
        )


def _own_statements(listed: Iterable[Both], after: int) -> Iterator[Statement]:
    return (Statement(number, words.text) for number, words in enumerate(listed, after + 1))


def _own_list(
    inherited: StatementList, record: CompanyProfile, listed: str, origins: Origins
) -> StatementList:
    kept = _reworded(inherited.items, record.statements, listed.removesuffix("s"))
    own = _own_statements(getattr(record, listed), len(origins[listed]))
    return replace(inherited, items=(*kept, *own))


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
