"""Where parts of the document are compared with one another."""

from collections.abc import Mapping, Sequence

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.document.copies import Agreed
from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.text import Line, squash
from cigref_kg.document.lines.titles import most_frequent, same_title
from cigref_kg.document.parts.changes import ChangeTable
from cigref_kg.document.parts.competences import Block
from cigref_kg.document.parts.family_openings import FamilyOpening
from cigref_kg.document.parts.introduction import Introduction
from cigref_kg.document.parts.profiles import ReadProfile
from cigref_kg.document.report import Check, FindingKind, Notes

_INTRODUCTION = message("document.introduction")
_CONTENTS = message("document.contents")
_CHANGES = message("document.changes")
_SUMMARY = message("document.summary")
_DETAIL = message("document.detail")


def check_profiles(
    profiles: Sequence[ReadProfile],
    changes: ChangeTable,
    pages: Mapping[str, int],
    announced_count: int | None,
    notes: Notes,
) -> None:
    """Compare the profiles with those that the front matter and the contents announce.

    Args:
        profiles: those that were read.
        changes: the table of changes.
        pages: of profiles, by code.
        announced_count: how many profiles the document announces.
        notes: takes what is missing or doubtful.
    """
    codes = [profile.code for profile in profiles]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        notes.failure(code, "profile-repeated", times=codes.count(code))
    if announced_count is not None and announced_count != len(profiles):
        places = {"announced": announced_count, "found": len(profiles)}
        notes.failure("profiles", "other-count", **places)
    announced = dict.fromkeys([*pages, *(row.profile for row in changes.rows)])
    for code in announced:
        if code not in codes:
            notes.failure(code, "profile-announced")
    for profile in profiles:
        if profile.code not in pages:
            notes.failure(profile.code, "no-page", profile.title.lines[0])


def check_families(
    openings: Sequence[FamilyOpening], introduction: Introduction, notes: Notes
) -> None:
    """Compare the families with what the introduction says of them.

    Args:
        openings: the opening pages of families.
        introduction: the introduction.
        notes: takes what is missing or doubtful.
    """
    if introduction.family_count is not None and introduction.family_count != len(openings):
        counts = {"announced": introduction.family_count, "found": len(openings)}
        notes.failure("families", "other-count", None, **counts)
    codes = [opening.code for opening in openings]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        notes.failure(f"family {code}", "family-repeated", times=codes.count(code))
    for opening in openings:
        subject = f"family {opening.code}"
        line = opening.title.lines[0]
        if not opening.entries:
            notes.failure(subject, "no-contents", line)
        if opening.description is None:
            notes.failure(subject, "no-family-description", line)
        elif not introduction.says(opening.description.text):
            notes.add(FindingKind.DISAGREEMENT, subject, "family-described-otherwise", line)
        for unread in opening.unread:
            notes.failure(subject, "contents-unread", unread.number)
        names = introduction.names_of_family(opening.code, opening.title.text, len(openings))
        for name in names:
            if not same_title(name, opening.title.text):
                kind, own = FindingKind.CONTRADICTION, opening.title.text
                places = {"place": _INTRODUCTION, "title": name, "own": own}
                notes.add(kind, subject, "other-title", line, **places)


def check_contents(
    openings: Sequence[FamilyOpening], profiles: Sequence[ReadProfile], notes: Notes
) -> None:
    """Compare the titles in the contents with those of the profiles.

    Args:
        openings: the opening pages of families.
        profiles: those that were read.
        notes: takes what is missing or doubtful.
    """
    titles = {profile.code: profile.title.text for profile in profiles}
    for opening in openings:
        for entry in opening.entries:
            if entry.code in titles:
                _compare_titles(
                    _CONTENTS,
                    entry.code,
                    entry.title.text,
                    entry.title.lines[0],
                    titles,
                    notes,
                )


def check_changes(changes: ChangeTable, profiles: Sequence[ReadProfile], notes: Notes) -> None:
    """Compare the table of changes with the profiles.

    Args:
        changes: the table of changes.
        profiles: those that were read.
        notes: takes what is missing or doubtful.
    """
    if changes.heading is None:
        notes.failure("table of changes", "no-changes-heading")
        return
    titles = {profile.code: profile.title.text for profile in profiles}
    for code, line in changes.unread:
        notes.failure("table of changes", "changes-unread", line, code=code)
    codes = [row.profile for row in changes.rows]
    unread = [code for code, _ in changes.unread]
    for profile in profiles:
        if profile.code not in codes and profile.code not in unread:
            notes.failure("table of changes", "no-changes-row", code=profile.code)
    for row in changes.rows:
        if row.profile in titles:
            _compare_titles(
                _CHANGES,
                row.profile,
                row.title.text,
                row.title.lines[0],
                titles,
                notes,
            )


def _compare_titles(
    place: Text, code: str, title: str, line: int, titles: Mapping[str, str], notes: Notes
) -> None:
    if same_title(title, titles[code]):
        return
    namesake = next((other for other in titles if same_title(titles[other], title)), None)
    if namesake is not None:
        entry, places = "title-of-another", {"other": namesake}
    else:
        entry, places = "other-title", {"title": title}
    own = titles[code]
    notes.add(FindingKind.CONTRADICTION, code, entry, line, place=place, own=own, **places)


def check_summaries(profiles: Sequence[ReadProfile], notes: Notes) -> None:
    """Compare the summary table of each profile with its competences in detail."""
    for profile in profiles:
        summary = [(cell.code, cell.level) for cell in profile.summary.required]
        detail = [(block.code, block.level) for block in profile.detail.blocks]
        line = min(profile.summary.passage.lines, default=profile.title.lines[0])
        for codes, place in ((summary, _SUMMARY), (detail, _DETAIL)):
            names = [code for code, _ in codes]
            for code in dict.fromkeys(name for name in names if names.count(name) > 1):
                notes.failure(profile.code, "competence-repeated", line, place=place, code=code)
            if not codes:
                notes.failure(profile.code, "no-competence", line, place=place)
        if summary and detail and set(summary) != set(detail):
            differing = sorted({code for code, _ in set(summary) ^ set(detail)})
            notes.failure(profile.code, "summary-differs", line, codes=", ".join(differing))
        elif summary != detail:
            order = ", ".join(code for code, _ in detail)
            kind = FindingKind.CONTRADICTION
            notes.add(kind, profile.code, "other-order", line, order=order)
        if len(summary) > 10:
            kind = FindingKind.CONTRADICTION
            notes.add(kind, profile.code, "many-competences", line, found=len(summary))


def check_titles(blocks: Sequence[Block], profiles: Sequence[ReadProfile], notes: Notes) -> None:
    """Compare the titles of each competence in all profiles.

    Args:
        blocks: of the competence part.
        profiles: those that were read.
        notes: takes what is missing or doubtful.
    """
    titles: dict[str, list[tuple[str, Text, int]]] = {}
    for block in blocks:
        place = (
            block.title.text,
            message("document.detail-of", code=block.profile),
            block.title.lines[0],
        )
        titles.setdefault(block.code, []).append(place)
    for profile in profiles:
        line = min(profile.summary.passage.lines, default=profile.title.lines[0])
        for cell in profile.summary.required:
            place = (cell.title, message("document.summary-of", code=profile.code), line)
            titles.setdefault(cell.code, []).append(place)
    for code, found in titles.items():
        usual = most_frequent([title for title, _, _ in found])
        for title, place_name, number in found:
            if not same_title(title, usual):
                places = {"place": place_name, "title": title, "usual": usual}
                notes.add(FindingKind.DISAGREEMENT, code, "unusual-title", number, **places)


def check_labels(blocks: Sequence[Block], areas: Mapping[str, str], notes: Notes) -> None:
    """Note side labels that name another area, are mutilated, or are lost.

    Args:
        blocks: of the competence part.
        areas: of the e-CF.
        notes: takes what is missing or doubtful.
    """
    mutilated, lost = 0, 0
    for block in blocks:
        whole = f"{block.area}.{areas.get(block.area, '')}"
        if block.label == whole:
            continue
        other = next((area for area in areas if block.label == f"{area}.{areas[area]}"), None)
        if other:
            line, places = block.label_lines[0].number, {"code": block.code, "area": other}
            notes.add(FindingKind.CONTRADICTION, block.profile, "other-label", line, **places)
        elif block.label:
            mutilated += 1
        else:
            lost += 1
    if mutilated or lost:
        counts = {"mutilated": mutilated, "all": len(blocks), "lost": lost}
        notes.add(FindingKind.LACKING, "side labels", "labels-lost", None, **counts)


def check_introduction(
    introduction: Introduction,
    descriptors: Mapping[tuple[str, int], Agreed],
    notes: Notes,
) -> None:
    """Compare the texts of added levels in the introduction with those in the profiles.

    Args:
        introduction: the introduction.
        descriptors: the texts of levels.
        notes: takes what is missing or doubtful.
    """
    for added in introduction.added_levels:
        subject = f"{added.competence}/{added.level}"
        here = descriptors.get((added.competence, added.level))
        if here is None:
            notes.add(FindingKind.CONTRADICTION, subject, "level-unused", added.line)
            continue
        if _same_text(added.text, here.text):
            continue
        source = next(
            (
                f"{code}/{level}"
                for (code, level), other in descriptors.items()
                if (code, level) != (added.competence, added.level)
                and _same_text(added.text, other.text)
            ),
            None,
        )
        entry = "quotes-another-level" if source else "quotes-another-text"
        notes.add(FindingKind.CONTRADICTION, subject, entry, added.line, source=source)


def _same_text(one: str, other: str) -> bool:
    return squash(one).rstrip(".").casefold() == squash(other).rstrip(".").casefold()


def check_coverage(coverage: Coverage, operational: Sequence[Line], notes: Notes) -> None:
    """Note lines of families and profiles that nothing was made of, or that were used twice.

    Footnotes are noted too: they look like text.

    Args:
        coverage: what became of every line.
        operational: the lines of families and profiles.
        notes: takes what is missing or doubtful.
    """
    first = operational[0].number if operational else 0
    for entry in coverage:
        if entry.role is Role.FOOTNOTE and entry.lines[0] > first:
            notes.add(FindingKind.NOISE, "document", "footnote-left-out", entry.lines[0])
    uncovered = coverage.uncovered(operational)
    run: list[Line] = []
    for line in [*uncovered, None]:
        if run and (line is None or line.number > run[-1].number + 3):
            notes.failure("document", "lines-of-no-part", run[0].number, count=len(run))
            run = []
        if line is not None:
            run.append(line)
    for number in coverage.covered_twice():
        notes.failure("document", "line-used-twice", number)


def check_totals(checks: Sequence[Check], notes: Notes) -> None:
    """Note each total that is not that of the whole edition of 2022, if nothing else failed."""
    if not notes.failed:
        for check in checks:
            if not check.passed:
                name = check.name.replace("_", " ")
                places = {"found": check.found, "expected": check.expected}
                notes.failure(name, "other-total", **places)
