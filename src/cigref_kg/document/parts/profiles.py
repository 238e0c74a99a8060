"""A profile: its sections read to statements, prose and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cigref_kg.base.layers import GroupShape, ListShape, ProfileFacts, ProfileWords
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.outline import ProfilePart, Section
from cigref_kg.document.lines.pages import Flow
from cigref_kg.document.lines.text import Joiner, Line, Passage
from cigref_kg.document.lines.widths import Measure
from cigref_kg.document.parts.competences import Detail, read_detail
from cigref_kg.document.parts.prose import BULLET, SUB_BULLET, Prose, read_prose
from cigref_kg.document.parts.stars import Stars, read_stars
from cigref_kg.document.parts.statements import Item, Statements, read_statements, without_colon
from cigref_kg.document.parts.summary import Summary, read_summary
from cigref_kg.document.report import FindingKind, Notes

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
                prose += [line.words for line in part.section(section) if not _in_list(line)]
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
        introduction = self.activities.introduction
        return ProfileWords(
            code=self.code,
            title=title,
            hidden_labels=hidden_labels,
            mission=_prose_text(self.mission),
            introduction=introduction.text if introduction else None,
            groups=groups,
            group_introductions=introductions,
            activities=activities,
            deliverables_heading=_heading_text(self.deliverables),
            deliverables=_by_position(list(self.deliverables.items)),
            indicators_heading=_heading_text(self.indicators),
            indicators=_by_position(list(self.indicators.items)),
            indicator_note=_note(self.indicators),
            career_path=_prose_text(self.career_path),
            trends=_prose_text(self.trends),
        )

    def cover(self, coverage: Coverage) -> None:
        """Enter all lines of the profile into the coverage, but for the competences in detail."""
        coverage.cover(Role.PROFILE_TITLE, self.code, self.title)
        for prose, role in (
            (self.mission, Role.MISSION),
            (self.career_path, Role.CAREER_PATH),
            (self.trends, Role.TRENDS),
        ):
            if prose:
                coverage.cover(role, self.code, prose.passage)
        self._cover_activities(coverage)
        for statements, heading_role, role in (
            (self.deliverables, Role.DELIVERABLES_HEADING, Role.DELIVERABLE),
            (self.indicators, Role.INDICATORS_HEADING, Role.INDICATOR),
        ):
            heading = _heading(statements)
            if heading:
                coverage.cover(heading_role, self.code, heading)
            note = statements.introduction
            if note:
                coverage.cover(Role.INDICATOR_NOTE, self.code, note)
            _cover_items(coverage, role, self.code, list(statements.items))
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
            notes.failure(part.code, "no-section", line, section=_said(section))
    prose = {
        section: _read_prose(part, section, joiner, measures.prose, notes) for section in _PROSE
    }
    lists = {
        section: _read_list(part, section, joiner, measures.items, notes) for section in _LISTS
    }
    summary = read_summary(part.section(Section.SUMMARY), joiner)
    detail = read_detail(part.code, part.section(Section.DETAIL), flow, joiner)
    stars = read_stars(summary.grid, _header_follows(part, flow))
    _note_tables(part.code, summary, stars, detail, notes)
    return ReadProfile(
        part.code,
        joiner.passage(part.title, title),
        prose[Section.MISSION],
        lists[Section.ACTIVITIES],
        lists[Section.DELIVERABLES],
        lists[Section.INDICATORS],
        prose[Section.CAREER_PATH],
        prose[Section.TRENDS],
        summary,
        stars,
        detail,
    )


def _header_follows(part: ProfilePart, flow: Flow) -> bool:
    """Tell whether a running header stood between the stars and the competences."""
    grid = part.section(Section.SUMMARY)
    detail = part.section(Section.DETAIL)
    if not grid or not detail:
        return False
    return any(grid[-1].number < number <= detail[0].number for number in flow.after_header)


def _said(section: Section) -> Text:
    """Return the name of a section, for the report."""
    return message(f"document.section-{section.name.lower().replace('_', '-')}")


def _read_prose(
    part: ProfilePart, section: Section, joiner: Joiner, measure: Measure, notes: Notes
) -> Prose | None:
    prose = read_prose(part.section(section), joiner, measure)
    if prose is None:
        if section in part.sections:
            notes.failure(part.code, "section-without-text", section=_said(section))
        return None
    for number in prose.full_ends:
        notes.add(
            FindingKind.UNCERTAIN,
            part.code,
            "sentence-ends-line",
            number,
            section=_said(section),
        )
    return prose


def _read_list(
    part: ProfilePart, section: Section, joiner: Joiner, measure: Measure, notes: Notes
) -> Statements:
    statements = read_statements(part.section(section), joiner, measure)
    for line in statements.stray:
        notes.add(
            FindingKind.NOISE, part.code, "mark-left-out", line.number, section=_said(section)
        )
    for line in statements.doubtful:
        notes.add(
            FindingKind.UNCERTAIN,
            part.code,
            "perhaps-a-beginning",
            line.number,
            section=_said(section),
        )
    _note_repeated(part.code, section, statements, notes)
    if section in part.sections and not any(statements.items):
        kind = FindingKind.LACKING if statements.introduction else FindingKind.FAILURE
        notes.add(kind, part.code, "section-without-list", section=_said(section))
    if section is not Section.ACTIVITIES:
        headings = [group.heading for group in statements.groups if group.heading]
        misplaced = [group.introduction for group in statements.groups if group.introduction]
        if statements.introduction and any(statements.items):
            misplaced.append(statements.introduction)
        for passage in [*headings[1:], *misplaced]:
            line_number = passage.lines[0]
            notes.failure(part.code, "line-between-items", line_number, section=_said(section))
        if section is Section.DELIVERABLES and statements.introduction:
            line_number = statements.introduction.lines[0]
            notes.failure(part.code, "note-for-list", line_number, section=_said(section))
    return statements


def _note_repeated(code: str, section: Section, statements: Statements, notes: Notes) -> None:
    seen = set()
    for item in statements.items:
        if item.passage.text in seen:
            line = item.passage.lines[0]
            kind = FindingKind.UNCERTAIN
            notes.add(kind, code, "statement-twice", line, section=_said(section))
        seen.add(item.passage.text)


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
    coverage: Coverage, role: Role, profile: str, items: Sequence[Item], prefix: str = ""
) -> None:
    for number, item in enumerate(items, 1):
        coverage.cover(role, f"{profile} {prefix}{number}", item.passage)
        for sub, passage in enumerate(item.below, 1):
            coverage.cover(role, f"{profile} {prefix}{number}/{sub}", passage)


def _by_position(items: Sequence[Item], prefix: str = "") -> dict[str, str]:
    words: dict[str, str] = {}
    for number, item in enumerate(items, 1):
        words[f"{prefix}{number}"] = item.passage.text
        for sub, passage in enumerate(item.below, 1):
            words[f"{prefix}{number}/{sub}"] = passage.text
    return words


def _counts(items: Sequence[Item]) -> tuple[int, ...]:
    return tuple(len(item.below) for item in items)


def _shape(statements: Statements) -> ListShape:
    items = list(statements.items)
    return ListShape(heading=_heading(statements) is not None, items=_counts(items))


def _heading(statements: Statements) -> Passage | None:
    for group in statements.groups:
        if group.heading:
            return without_colon(group.heading)
    return None


def _heading_text(statements: Statements) -> str | None:
    heading = _heading(statements)
    return heading.text if heading else None


def _note(statements: Statements) -> str | None:
    """Return what stands in place of a list."""
    if any(statements.items) or statements.introduction is None:
        return None
    return statements.introduction.text


def _prose_text(prose: Prose | None) -> str | None:
    return prose.passage.text if prose else None


def _in_list(line: Line) -> bool:
    return bool(BULLET.match(line.words) or SUB_BULLET.match(line.words))
