"""A profile: its sections read to statements, prose and tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from cigref_kg.base.layers import GroupShape, ListShape, ProfileFacts, ProfileWords
from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.outline import ProfilePart
from cigref_kg.document.lines.pages import Flow
from cigref_kg.document.lines.text import Joiner, Passage
from cigref_kg.document.lines.widths import Measure
from cigref_kg.document.parts.competences import Detail, read_detail
from cigref_kg.document.parts.prose import Prose, mark_of, read_prose
from cigref_kg.document.parts.stars import Stars, read_stars
from cigref_kg.document.parts.statements import Item, Statements, read_statements, without_colon
from cigref_kg.document.parts.summary import Summary, read_summary
from cigref_kg.document.report import FindingKind, Notes
from cigref_kg.document.sections import Section

_PROSE = {
    Section.MISSION: Role.MISSION,
    Section.CAREER_PATH: Role.CAREER_PATH,
    Section.TRENDS: Role.TRENDS,
}
_LISTS = (Section.ACTIVITIES, Section.DELIVERABLES, Section.INDICATORS)


@dataclass(frozen=True)
class Measures:
    """The widths of the columns of prose and of listed items."""

    prose: Measure
    items: Measure

    @classmethod
    def of(cls, parts: Iterable[ProfilePart]) -> "Measures":
        """Measure the columns by the lines of all profiles."""
        prose, items = [], []
        for part in parts:
            for section in _PROSE:
                prose += [line.words for line in part.section(section) if not mark_of(line.words)]
            for section in _LISTS:
                items += [line.words for line in part.section(section)]
        return cls(Measure.of(filter(None, prose)), Measure.of(filter(None, items)))


@dataclass(frozen=True)
class ReadProfile:
    """A profile as it was read."""

    code: str
    title: Passage
    mission: Prose | None
    activities: Statements
    deliverables: Statements
    indicators: Statements
    career_path: Prose | None
    trends: Prose | None
    summary: Summary
    stars: Stars
    detail: Detail

    def facts(self, page: int) -> ProfileFacts:
        """Return the facts of the profile, which begins on this page of the document."""
        required = self.summary.required
        levels = {cell.code: cell.level for cell in required} or {
            block.code: block.level for block in self.detail.blocks
        }
        return ProfileFacts(
            code=self.code,
            page=page,
            requirements=levels,
            ratings=self.stars.by_aspect(),
            rating_completeness=self.stars.completeness,
            introduction=self.activities.introduction is not None,
            groups=tuple(
                GroupShape(
                    heading=group.heading is not None,
                    introduction=group.introduction is not None,
                    activities=_counts(group.items),
                )
                for group in self.activities.groups
            ),
            deliverables=_shape(self.deliverables),
            indicators=_shape(self.indicators),
            indicator_note=_note(self.indicators) is not None,
        )

    def words(self, title: str, hidden_labels: tuple[str, ...]) -> ProfileWords:
        """Return the words of the profile, verbatim, under this title."""
        groups: dict[str, str] = {}
        introductions: dict[str, str] = {}
        activities: dict[str, str] = {}
        for number, group in enumerate(self.activities.groups, 1):
            if group.heading:
                groups[str(number)] = group.heading.text
            if group.introduction:
                introductions[str(number)] = group.introduction.text
            activities |= _by_position(group.items, f"{number}/")
        return ProfileWords(
            code=self.code,
            title=title,
            hidden_labels=hidden_labels,
            mission=self.mission and self.mission.passage.text,
            introduction=_text(self.activities.introduction),
            groups=groups,
            group_introductions=introductions,
            activities=activities,
            deliverables_heading=_text(_heading(self.deliverables)),
            deliverables=_by_position(self.deliverables.items),
            indicators_heading=_text(_heading(self.indicators)),
            indicators=_by_position(self.indicators.items),
            indicator_note=_note(self.indicators),
            career_path=self.career_path and self.career_path.passage.text,
            trends=self.trends and self.trends.passage.text,
        )

    def cover(self, coverage: Coverage) -> None:
        """Enter all lines of the profile into the coverage, but for the competences in detail."""
        coverage.cover(Role.PROFILE_TITLE, self.code, self.title)
        for section, role in _PROSE.items():
            prose: Prose | None = getattr(self, section)
            if prose:
                coverage.cover(role, self.code, prose.passage)
        self._cover_activities(coverage)
        for statements, heading_role, role in (
            (self.deliverables, Role.DELIVERABLES_HEADING, Role.DELIVERABLE),
            (self.indicators, Role.INDICATORS_HEADING, Role.INDICATOR),
        ):
            if heading := _heading(statements):
                coverage.cover(heading_role, self.code, heading)
            if note := statements.introduction:
                coverage.cover(Role.INDICATOR_NOTE, self.code, note)
            _cover_items(coverage, role, self.code, statements.items)
            coverage.discard(Role.STRAY_MARK, self.code, statements.stray)
        coverage.discard(Role.STRAY_MARK, self.code, self.activities.stray)
        coverage.cover(Role.SUMMARY, self.code, self.summary.passage)
        for code, label in self.summary.labels:
            coverage.cover(Role.ASPECT, f"{self.code} {code}", label)
        coverage.discard(Role.STARS, self.code, self.summary.grid)

    def _cover_activities(self, coverage: Coverage) -> None:
        if self.activities.introduction:
            coverage.cover(Role.INTRODUCTION, self.code, self.activities.introduction)
        for number, group in enumerate(self.activities.groups, 1):
            subject = f"{self.code} {number}"
            if group.heading:
                coverage.cover(Role.GROUP, subject, group.heading)
            if group.introduction:
                coverage.cover(Role.GROUP_INTRODUCTION, subject, group.introduction)
            _cover_items(coverage, Role.ACTIVITY, self.code, group.items, f"{number}/")


def read_profile(
    part: ProfilePart, flow: Flow, joiner: Joiner, measures: Measures, notes: Notes
) -> ReadProfile:
    """Read a profile; what is missing, doubtful or not readable goes into the notes.

    Args:
        part: its lines.
        flow: the lines of the whole document, where a part goes on over pages.
        joiner: puts broken words together.
        measures: the widths of columns.
        notes: takes what is missing or doubtful.
    """
    title = joiner.join(line.raw for line in part.title).partition(" ")[2]
    line = part.title[0].number if part.title else None
    for section in Section:
        if section not in part.sections:
            notes.failure(part.code, "no-section", line, section=section.named)
    prose = {each: _read_prose(part, each, joiner, measures.prose, notes) for each in _PROSE}
    lists = {each: _read_list(part, each, joiner, measures.items, notes) for each in _LISTS}
    summary = read_summary(part.section(Section.SUMMARY), joiner)
    detail = read_detail(part.code, part.section(Section.DETAIL), flow, joiner)
    stars = read_stars(summary.grid, _header_follows(part, flow))
    _note_tables(part.code, summary, stars, detail, notes)
    return ReadProfile(
        part.code,
        joiner.passage(part.title, title),
        mission=prose[Section.MISSION],
        activities=lists[Section.ACTIVITIES],
        deliverables=lists[Section.DELIVERABLES],
        indicators=lists[Section.INDICATORS],
        career_path=prose[Section.CAREER_PATH],
        trends=prose[Section.TRENDS],
        summary=summary,
        stars=stars,
        detail=detail,
    )


def _header_follows(part: ProfilePart, flow: Flow) -> bool:
    """Tell whether a running header stood between the stars and the competences."""
    grid = part.section(Section.SUMMARY)
    detail = part.section(Section.DETAIL)
    if not grid or not detail:
        return False
    return any(grid[-1].number < number <= detail[0].number for number in flow.after_header)


def _read_prose(
    part: ProfilePart, section: Section, joiner: Joiner, measure: Measure, notes: Notes
) -> Prose | None:
    prose = read_prose(part.section(section), joiner, measure)
    if prose is None:
        if section in part.sections:
            notes.failure(part.code, "section-without-text", section=section.named)
        return None
    kind, entry = FindingKind.UNCERTAIN, "sentence-ends-line"
    for number in prose.full_ends:
        notes.add(kind, part.code, entry, number, section=section.named)
    return prose


def _read_list(
    part: ProfilePart, section: Section, joiner: Joiner, measure: Measure, notes: Notes
) -> Statements:
    statements = read_statements(part.section(section), joiner, measure)
    code, said = part.code, section.named
    for line in statements.stray:
        notes.add(FindingKind.NOISE, code, "mark-left-out", line.number, section=said)
    for line in statements.doubtful:
        notes.add(FindingKind.UNCERTAIN, code, "perhaps-a-beginning", line.number, section=said)
    seen = set()
    for item in statements.items:
        if item.passage.text in seen:
            line_number = item.passage.lines[0]
            notes.add(FindingKind.UNCERTAIN, code, "statement-twice", line_number, section=said)
        seen.add(item.passage.text)
    note, has_items = statements.introduction, any(statements.items)
    if section in part.sections and not has_items:
        kind = FindingKind.LACKING if note else FindingKind.FAILURE
        notes.add(kind, code, "section-without-list", section=said)
    if section is not Section.ACTIVITIES:
        headings = [group.heading for group in statements.groups if group.heading]
        misplaced = [group.introduction for group in statements.groups if group.introduction]
        for passage in [*headings[1:], *misplaced, *([note] if note and has_items else [])]:
            notes.failure(code, "line-between-items", passage.lines[0], section=said)
        if section is Section.DELIVERABLES and note:
            notes.failure(code, "note-for-list", note.lines[0], section=said)
    return statements


def _note_tables(code: str, summary: Summary, stars: Stars, detail: Detail, notes: Notes) -> None:
    if summary.rest:
        notes.failure(code, "odd-summary-cells", min(summary.passage.lines))
    for line in detail.loose:
        notes.failure(code, "text-before-competences", line.number)
    first = summary.grid[0].number if summary.grid else None
    missing = 7 - sum(1 for rating in stars.ratings if rating)
    if missing == 7 and not stars.printed:
        notes.add(FindingKind.LACKING, code, "no-stars", first)
    elif missing:
        places = {"missing": missing, "how": stars.how}
        notes.add(FindingKind.LACKING, code, "ratings-illegible", first, **places)
    elif stars.how and stars.completeness.value == "uncertain":
        notes.add(FindingKind.UNCERTAIN, code, "ratings-uncertain", first, how=stars.how)


def _cover_items(
    coverage: Coverage, role: Role, profile: str, items: Iterable[Item], prefix: str = ""
) -> None:
    for number, item in enumerate(items, 1):
        coverage.cover(role, f"{profile} {prefix}{number}", item.passage)
        for sub, passage in enumerate(item.below, 1):
            coverage.cover(role, f"{profile} {prefix}{number}/{sub}", passage)


def _by_position(items: Iterable[Item], prefix: str = "") -> dict[str, str]:
    words: dict[str, str] = {}
    for number, item in enumerate(items, 1):
        words[f"{prefix}{number}"] = item.passage.text
        for sub, passage in enumerate(item.below, 1):
            words[f"{prefix}{number}/{sub}"] = passage.text
    return words


def _counts(items: Iterable[Item]) -> tuple[int, ...]:
    return tuple(len(item.below) for item in items)


def _shape(statements: Statements) -> ListShape:
    heading = _heading(statements) is not None
    return ListShape(heading=heading, items=_counts(statements.items))


def _heading(statements: Statements) -> Passage | None:
    headings = (without_colon(group.heading) for group in statements.groups if group.heading)
    return next(headings, None)


def _note(statements: Statements) -> str | None:
    """Return what stands in place of a list."""
    return None if any(statements.items) else _text(statements.introduction)


def _text(passage: Passage | None) -> str | None:
    return passage.text if passage else None
