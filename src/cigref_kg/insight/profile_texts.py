"""Every text of a profile under the path by which a concordance names it."""

from collections.abc import Iterator

from cigref_kg.base.model import JobProfile, StatementList, Text


def profile_texts(profile: JobProfile) -> dict[str, Text]:
    """Return the texts that a profile has, by path, in the order of the document.

    The text of a requirement is its level.
    """
    return {path: text for path, text in _texts(profile) if text}


def _texts(profile: JobProfile) -> Iterator[tuple[str, Text]]:
    yield "title", profile.names.title
    yield "mission", profile.mission
    yield "introduction", profile.introduction
    for group in profile.groups:
        path = f"activity/{group.position}"
        yield path, group.heading
        yield f"{path}/introduction", group.introduction
        for activity in group.activities:
            yield from activity.walk(f"{path}/")
    yield from _list("deliverable", profile.deliverables)
    yield from _list("indicator", profile.indicators)
    yield "indicator_note", profile.indicator_note
    yield "career_path", profile.career_path
    yield "trends", profile.trends
    for need in profile.requirements:
        yield f"requirement/{need.competence}", Text(fr=str(need.level), en=str(need.level))


def _list(kind: str, statements: StatementList) -> Iterator[tuple[str, Text]]:
    yield f"{kind}/heading", statements.heading
    for item in statements.items:
        yield from item.walk(f"{kind}/")
