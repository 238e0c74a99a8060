"""Where parts of the document are compared with one another; what disagrees goes into the notes."""

from collections.abc import Iterable, Sequence

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.document.copies import Agreed
from cigref_kg.document.gathered import Gathered
from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.text import Line, Passage, squash
from cigref_kg.document.lines.titles import most_frequent, same_title
from cigref_kg.document.parts.profiles import ReadProfile
from cigref_kg.document.report import Check, FindingKind, Notes

_INTRODUCTION = message("document.introduction")
_CONTENTS = message("document.contents")
_CHANGES = message("document.changes")
_SUMMARY = message("document.summary")
_DETAIL = message("document.detail")
_MOST_COMPETENCES = 10  # of a profile, by the rule of the document


def check_parts(read: Gathered, coverage: Coverage, notes: Notes) -> None:
    """Check that all parts agree, and that every line belongs to one.

    Args:
        read: the parts.
        coverage: what became of every line.
        notes: takes what is missing or doubtful.
    """
    for number in read.outline.orphans:
        notes.failure("outline", "no-title-above", number)
    for check in (
        _check_profiles,
        _check_families,
        _check_contents,
        _check_changes,
        _check_summaries,
        _check_labels,
        _check_titles,
        _check_copies,
        _check_introduction,
    ):
        check(read, notes)
    _check_coverage(coverage, read.outline.operational, notes)


def check_totals(checks: Sequence[Check], notes: Notes) -> None:
    """Note each total that is not that of the whole edition of 2022, if nothing else failed."""
    if not notes.failed:
        for check in checks:
            if not check.passed:
                name = check.name.replace("_", " ")
                places = {"found": check.found, "expected": check.expected}
                notes.failure(name, "other-total", **places)


def _repeated(codes: Sequence[str]) -> Iterable[str]:
    return dict.fromkeys(code for code in codes if codes.count(code) > 1)


def _check_profiles(read: Gathered, notes: Notes) -> None:
    """Compare the profiles with those that the front matter and the contents announce."""
    codes, announced_count = [each.code for each in read.profiles], read.introduction.profile_count
    for code in _repeated(codes):
        notes.failure(code, "profile-repeated", times=codes.count(code))
    if announced_count is not None and announced_count != len(codes):
        notes.failure("profiles", "other-count", announced=announced_count, found=len(codes))
    for code in dict.fromkeys([*read.pages, *(row.profile for row in read.changes.rows)]):
        if code not in codes:
            notes.failure(code, "profile-announced")
    for profile in read.profiles:
        if profile.code not in read.pages:
            notes.failure(profile.code, "no-page", profile.title.lines[0])


def _check_families(read: Gathered, notes: Notes) -> None:
    """Compare the families with what the introduction says of them."""
    introduction, openings = read.introduction, read.openings
    announced, found = introduction.family_count, len(openings)
    if announced is not None and announced != found:
        notes.failure("families", "other-count", announced=announced, found=found)
    codes = [opening.code for opening in openings]
    for code in _repeated(codes):
        notes.failure(f"family {code}", "family-repeated", times=codes.count(code))
    for opening in openings:
        subject, own = f"family {opening.code}", opening.title.text
        line = opening.title.lines[0]
        if not opening.entries:
            notes.failure(subject, "no-contents", line)
        if opening.description is None:
            notes.failure(subject, "no-family-description", line)
        elif not introduction.says(opening.description.text):
            notes.add(FindingKind.DISAGREEMENT, subject, "family-described-otherwise", line)
        for unread in opening.unread:
            notes.failure(subject, "contents-unread", unread.number)
        for name in introduction.names_of_family(opening.code, own, found):
            if not same_title(name, own):
                places = {"place": _INTRODUCTION, "title": name, "own": own}
                notes.add(FindingKind.CONTRADICTION, subject, "other-title", line, **places)


def _check_contents(read: Gathered, notes: Notes) -> None:
    for opening in read.openings:
        for entry in opening.entries:
            _compare_titles(_CONTENTS, entry.code, entry.title, read, notes)


def _check_changes(read: Gathered, notes: Notes) -> None:
    """Compare the table of changes with the profiles."""
    changes = read.changes
    if changes.heading is None:
        notes.failure("table of changes", "no-changes-heading")
        return
    for code, line in changes.unread:
        notes.failure("table of changes", "changes-unread", line, code=code)
    listed = {row.profile for row in changes.rows} | {code for code, _ in changes.unread}
    for profile in read.profiles:
        if profile.code not in listed:
            notes.failure("table of changes", "no-changes-row", code=profile.code)
    for row in changes.rows:
        _compare_titles(_CHANGES, row.profile, row.title, read, notes)


def _compare_titles(place: Text, code: str, printed: Passage, read: Gathered, notes: Notes) -> None:
    """Compare the title that a place prints for a profile with the profile's own, if it is read."""
    own, title = read.titles.get(code), printed.text
    if own is None or same_title(title, own):
        return
    namesake = next((c for c, other in read.titles.items() if same_title(other, title)), None)
    if namesake is not None:
        entry, places = "title-of-another", {"other": namesake}
    else:
        entry, places = "other-title", {"title": title}
    line = printed.lines[0]
    notes.add(FindingKind.CONTRADICTION, code, entry, line, place=place, own=own, **places)


def _check_summaries(read: Gathered, notes: Notes) -> None:
    """Compare the summary table of each profile with its competences in detail."""
    for profile in read.profiles:
        code, line = profile.code, _line_of_summary(profile)
        summary = [(cell.code, cell.level) for cell in profile.summary.required]
        detail = [(block.code, block.level) for block in profile.detail.blocks]
        for pairs, place in ((summary, _SUMMARY), (detail, _DETAIL)):
            for competence in _repeated([competence for competence, _ in pairs]):
                notes.failure(code, "competence-repeated", line, place=place, code=competence)
            if not pairs:
                notes.failure(code, "no-competence", line, place=place)
        if summary and detail and set(summary) != set(detail):
            differing = sorted({competence for competence, _ in set(summary) ^ set(detail)})
            notes.failure(code, "summary-differs", line, codes=", ".join(differing))
        elif summary != detail:
            order = ", ".join(competence for competence, _ in detail)
            notes.add(FindingKind.CONTRADICTION, code, "other-order", line, order=order)
        if (found := len(summary)) > _MOST_COMPETENCES:
            notes.add(FindingKind.CONTRADICTION, code, "many-competences", line, found=found)


def _line_of_summary(profile: ReadProfile) -> int:
    return min(profile.summary.passage.lines, default=profile.title.lines[0])


def _check_titles(read: Gathered, notes: Notes) -> None:
    """Compare the titles of each competence in all profiles."""
    titles: dict[str, list[tuple[str, Text, int]]] = {}
    for block in read.blocks:
        place, line = message("document.detail-of", code=block.profile), block.title.lines[0]
        titles.setdefault(block.code, []).append((block.title.text, place, line))
    for profile in read.profiles:
        place, line = message("document.summary-of", code=profile.code), _line_of_summary(profile)
        for cell in profile.summary.required:
            titles.setdefault(cell.code, []).append((cell.title, place, line))
    for code, found in titles.items():
        usual = most_frequent([title for title, _, _ in found])
        for title, place, line in found:
            if not same_title(title, usual):
                places = {"place": place, "title": title, "usual": usual}
                notes.add(FindingKind.DISAGREEMENT, code, "unusual-title", line, **places)


def _check_labels(read: Gathered, notes: Notes) -> None:
    """Note side labels that name another area, are mutilated, or are lost."""
    mutilated, lost = 0, 0
    for block in read.blocks:
        if block.label == f"{block.area}.{read.areas.get(block.area, '')}":
            continue
        other = next(
            (area for area in read.areas if block.label == f"{area}.{read.areas[area]}"), None
        )
        if other:
            line, places = block.label_lines[0].number, {"code": block.code, "area": other}
            notes.add(FindingKind.CONTRADICTION, block.profile, "other-label", line, **places)
        elif block.label:
            mutilated += 1
        else:
            lost += 1
    if mutilated or lost:
        counts = {"mutilated": mutilated, "all": len(read.blocks), "lost": lost}
        notes.add(FindingKind.LACKING, "side labels", "labels-lost", None, **counts)


def _check_copies(read: Gathered, notes: Notes) -> None:
    """Note where copies of a description or a descriptor are cut, differ, or cannot be trusted."""
    for copy in read.copies:
        start = copy.block.title.lines[0]
        if not copy.description.text:
            notes.failure(copy.subject, "no-description", start)
        elif not copy.descriptor.text:
            notes.failure(copy.subject, "no-level-text", start)
        elif copy.by_width and len(copy.block.pieces) > 2:
            notes.add(FindingKind.UNCERTAIN, copy.subject, "columns-unconfirmed", start)
        if copy.rest and copy is not read.copies[-1]:
            notes.failure(copy.subject, "text-after-competence", copy.rest[0].number)
    for code, description in read.descriptions.items():
        _note_agreed(code, message("document.of-description"), description, notes)
    for (code, level), descriptor in read.descriptors.items():
        _note_agreed(f"{code}/{level}", message("document.of-level-text"), descriptor, notes)


def _note_agreed(subject: str, what: Text, agreed: Agreed, notes: Notes) -> None:
    total = agreed.copies
    for passage in agreed.cut:
        places = {"total": total, "what": what, "length": len(passage.text)}
        line = passage.lines[0]
        notes.add(FindingKind.DISAGREEMENT, subject, "copy-completed", line, **places)
    for passage in agreed.variants:
        line = passage.lines[0]
        notes.add(FindingKind.DISAGREEMENT, subject, "copy-differs", line, total=total, what=what)
    if agreed.is_cut:
        notes.add(FindingKind.LACKING, subject, "copies-cut", total=total, what=what)
    if agreed.may_be_cut:
        notes.add(FindingKind.UNCERTAIN, subject, "copies-perhaps-cut", what=what)


def _check_introduction(read: Gathered, notes: Notes) -> None:
    """Compare the texts of added levels in the introduction with those in the profiles."""
    for added in read.introduction.added_levels:
        subject = f"{added.competence}/{added.level}"
        here = read.descriptors.get((added.competence, added.level))
        if here is None:
            notes.add(FindingKind.CONTRADICTION, subject, "level-unused", added.line)
        elif not _same_text(added.text, here.text):
            same = (
                f"{code}/{level}"
                for (code, level), other in read.descriptors.items()
                if _same_text(added.text, other.text)
            )
            source = next(same, None)
            entry = "quotes-another-level" if source else "quotes-another-text"
            notes.add(FindingKind.CONTRADICTION, subject, entry, added.line, source=source)


def _same_text(one: str, other: str) -> bool:
    return squash(one).rstrip(".").casefold() == squash(other).rstrip(".").casefold()


def _check_coverage(coverage: Coverage, operational: Sequence[Line], notes: Notes) -> None:
    """Note lines of families and profiles that nothing was made of, or that were used twice.

    Footnotes are noted too: they look like text.
    """
    first = operational[0].number if operational else 0
    for entry in coverage:
        if entry.role is Role.FOOTNOTE and entry.lines[0] > first:
            notes.add(FindingKind.NOISE, "document", "footnote-left-out", entry.lines[0])
    run: list[Line] = []
    for line in [*coverage.uncovered(operational), None]:
        if run and (line is None or line.number > run[-1].number + 3):
            notes.failure("document", "lines-of-no-part", run[0].number, count=len(run))
            run = []
        if line is not None:
            run.append(line)
    for number in coverage.covered_twice():
        notes.failure("document", "line-used-twice", number)
