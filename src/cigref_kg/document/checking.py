"""Where parts of the document are compared with one another."""

from collections.abc import Mapping, Sequence

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
        notes.failure(code, f"the profile was found {codes.count(code)} times")
    if announced_count is not None and announced_count != len(profiles):
        message = f"the introduction announces {announced_count}, found {len(profiles)}"
        notes.failure("profiles", message)
    announced = dict.fromkeys([*pages, *(row.profile for row in changes.rows)])
    for code in announced:
        if code not in codes:
            notes.failure(code, "the profile is announced, but the document does not have it")
    for profile in profiles:
        if profile.code not in pages:
            message = "the profile has no page in the contents of its family"
            notes.failure(profile.code, message, profile.title.lines[0])


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
        message = f"the introduction announces {introduction.family_count}, found {len(openings)}"
        notes.failure("families", message)
    codes = [opening.code for opening in openings]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        notes.failure(f"family {code}", f"the family was found {codes.count(code)} times")
    for opening in openings:
        subject = f"family {opening.code}"
        line = opening.title.lines[0]
        if not opening.entries:
            notes.failure(subject, "expected the contents of the family, found none", line)
        if opening.description is None:
            notes.failure(subject, "expected a description of the family, found none", line)
        elif not introduction.says(opening.description.text):
            message = "the introduction describes the family in other words than its page"
            notes.add(FindingKind.DISAGREEMENT, subject, message, line)
        for unread in opening.unread:
            notes.failure(subject, "a line of the contents could not be read", unread.number)
        names = introduction.names_of_family(opening.code, opening.title.text, len(openings))
        for name in names:
            if not same_title(name, opening.title.text):
                message = f"the introduction calls it “{name}”, its page “{opening.title.text}”"
                notes.add(FindingKind.CONTRADICTION, subject, message, line)


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
                    "the contents",
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
        notes.failure("table of changes", "expected its heading in the front matter, found none")
        return
    titles = {profile.code: profile.title.text for profile in profiles}
    for code, line in changes.unread:
        message = f"the spaces of the row of {code} do not add up to seven flags and eight codes"
        notes.failure("table of changes", message, line)
    codes = [row.profile for row in changes.rows]
    unread = [code for code, _ in changes.unread]
    for profile in profiles:
        if profile.code not in codes and profile.code not in unread:
            notes.failure("table of changes", f"expected a row of {profile.code}, found none")
    for row in changes.rows:
        if row.profile in titles:
            _compare_titles(
                "the table of changes",
                row.profile,
                row.title.text,
                row.title.lines[0],
                titles,
                notes,
            )


def _compare_titles(
    place: str, code: str, title: str, line: int, titles: Mapping[str, str], notes: Notes
) -> None:
    if same_title(title, titles[code]):
        return
    namesake = next((other for other in titles if same_title(titles[other], title)), None)
    if namesake is not None:
        message = f"{place} gives it the title of {namesake}, its page “{titles[code]}”"
    else:
        message = f"{place} calls it “{title}”, its page “{titles[code]}”"
    notes.add(FindingKind.CONTRADICTION, code, message, line)


def check_summaries(profiles: Sequence[ReadProfile], notes: Notes) -> None:
    """Compare the summary table of each profile with its competences in detail."""
    for profile in profiles:
        summary = [(cell.code, cell.level) for cell in profile.summary.required]
        detail = [(block.code, block.level) for block in profile.detail.blocks]
        line = min(profile.summary.passage.lines, default=profile.title.lines[0])
        for codes, place in ((summary, "summary table"), (detail, "detail")):
            names = [code for code, _ in codes]
            for code in dict.fromkeys(name for name in names if names.count(name) > 1):
                notes.failure(profile.code, f"the {place} has {code} more than once", line)
            if not codes:
                notes.failure(profile.code, f"the {place} has no competence", line)
        if summary and detail and set(summary) != set(detail):
            differing = sorted({code for code, _ in set(summary) ^ set(detail)})
            message = f"summary table and detail differ in {', '.join(differing)}"
            notes.failure(profile.code, message, line)
        elif summary != detail:
            order = ", ".join(code for code, _ in detail)
            message = f"the detail has another order than the summary table: {order}"
            notes.add(FindingKind.CONTRADICTION, profile.code, message, line)
        if len(summary) > 10:
            message = f"the document promises at most 10 competences, here are {len(summary)}"
            notes.add(FindingKind.CONTRADICTION, profile.code, message, line)


def check_titles(blocks: Sequence[Block], profiles: Sequence[ReadProfile], notes: Notes) -> None:
    """Compare the titles of each competence in all profiles.

    Args:
        blocks: of the competence part.
        profiles: those that were read.
        notes: takes what is missing or doubtful.
    """
    titles: dict[str, list[tuple[str, str, int]]] = {}
    for block in blocks:
        place = (block.title.text, f"the detail of {block.profile}", block.title.lines[0])
        titles.setdefault(block.code, []).append(place)
    for profile in profiles:
        line = min(profile.summary.passage.lines, default=profile.title.lines[0])
        for cell in profile.summary.required:
            place = (cell.title, f"the summary table of {profile.code}", line)
            titles.setdefault(cell.code, []).append(place)
    for code, found in titles.items():
        usual = most_frequent([title for title, _, _ in found])
        for title, place_name, number in found:
            if not same_title(title, usual):
                message = f"{place_name} calls it “{title}”, most others “{usual}”"
                notes.add(FindingKind.DISAGREEMENT, code, message, number)


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
            message = f"the side label of {block.code} is that of area {other}"
            line = block.label_lines[0].number
            notes.add(FindingKind.CONTRADICTION, block.profile, message, line)
        elif block.label:
            mutilated += 1
        else:
            lost += 1
    if mutilated or lost:
        message = f"{mutilated} of {len(blocks)} are mutilated and {lost} are lost"
        notes.add(FindingKind.LACKING, "side labels", message)


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
            message = "the introduction adds this level, but no profile uses it"
            notes.add(FindingKind.CONTRADICTION, subject, message, added.line)
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
        message = (
            f"the introduction quotes for it the text of {source}"
            if source
            else "the introduction quotes another text than the profiles have"
        )
        notes.add(FindingKind.CONTRADICTION, subject, message, added.line)


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
            notes.add(FindingKind.NOISE, "document", "a footnote was left out", entry.lines[0])
    uncovered = coverage.uncovered(operational)
    run: list[Line] = []
    for line in [*uncovered, None]:
        if run and (line is None or line.number > run[-1].number + 3):
            count = f"{len(run)} lines" if len(run) > 1 else "a line"
            notes.failure("document", f"{count} of text belong to no part", run[0].number)
            run = []
        if line is not None:
            run.append(line)
    for number in coverage.covered_twice():
        notes.failure("document", "a line was used twice", number)


def check_totals(checks: Sequence[Check], notes: Notes) -> None:
    """Note each total that is not that of the whole edition of 2022, if nothing else failed."""
    if not notes.failed:
        for check in checks:
            if not check.passed:
                name = check.name.replace("_", " ")
                message = (
                    f"found {check.found}, the whole edition of 2022 has {check.expected}: "
                    "something is lost or part of something else (see what is uncertain)"
                )
                notes.failure(name, message)
