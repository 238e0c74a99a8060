"""The edition of 2024, from its pieces → facts, official English words, and a report."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cigref_kg.base import layers
from cigref_kg.base.model import RatingCompleteness
from cigref_kg.document.pieces.competences import (
    Requirements,
    levels_by_descriptor,
    read_requirements,
)
from cigref_kg.document.pieces.outline import Segment, segments
from cigref_kg.document.pieces.report import PiecesReport, report
from cigref_kg.document.pieces.source import read_pieces
from cigref_kg.document.pieces.statements import (
    GroupsRead,
    StatementsRead,
    list_shape,
    read_groups,
    read_list,
)
from cigref_kg.document.sections import Section

YEAR = 2024  # of the edition that is read
_BEFORE = 2022  # the edition that it follows


@dataclass(frozen=True, slots=True)
class PiecesRead:
    """What one reading gives."""

    content: layers.EditionContentFacts
    words: layers.WordsLayer
    """The official English words."""
    report: PiecesReport
    framework: None = None
    """The source says nothing of the framework but the levels in use."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """One profile as it was read."""

    code: str
    segment: Segment
    requirements: Requirements
    groups: GroupsRead
    deliverables: StatementsRead
    indicators: StatementsRead

    @property
    def title(self) -> str:
        """The title by which the file calls it on its last page, in the document's capitals."""
        return self.segment.titles[-1]


def read_pieces_document(path: Path) -> PiecesRead:
    """Read the English edition of 2024 as parsed by others.

    Raises:
        DocumentError: if the file is not such a document.
    """
    found, left = segments(read_pieces(path))
    profiles = list(_profiles(found))
    titles = Counter(profile.title for profile in profiles)
    known = [_legible(profile, profiles) for profile in profiles]
    content = layers.EditionContentFacts(
        year=YEAR,
        from_edition=_BEFORE,
        families=tuple(dict.fromkeys(segment.family for segment in found)),
        profiles=tuple(
            _facts(profile, requirements, _has_own_title(number, profiles, titles))
            for number, (profile, requirements) in enumerate(zip(profiles, known, strict=True))
        ),
        changes=(),
    )
    words = layers.EditionContentWords(profiles={p.code: _words(p) for p in profiles})
    return PiecesRead(
        content=content,
        words=layers.WordsLayer(contents={YEAR: words}),
        report=report(path.name, content, words, known, [piece.section for piece in left]),
    )


def _profiles(found: Sequence[Segment]) -> Iterator[_Profile]:
    numbers: Counter[str] = Counter()
    for segment in found:
        numbers[segment.family] += 1
        yield _Profile(
            code=f"{segment.family}.{numbers[segment.family]}",
            segment=segment,
            requirements=read_requirements(
                segment.lines(Section.SUMMARY), segment.lines(Section.DETAIL)
            ),
            groups=read_groups(segment.of(Section.ACTIVITIES)),
            deliverables=read_list(segment.lines(Section.DELIVERABLES)),
            indicators=read_list(segment.lines(Section.INDICATORS)),
        )


def _has_own_title(number: int, profiles: Sequence[_Profile], titles: Counter[str]) -> bool:
    """Tell whether the title is the profile's own: the file goes on with that of the one before."""
    title = profiles[number].title
    return number == 0 or title != profiles[number - 1].title or titles[title] == 1


def _legible(profile: _Profile, profiles: Sequence[_Profile]) -> Requirements:
    """Add the levels that only the words of a descriptor tell."""
    read = profile.requirements
    if not read.illegible:
        return read
    others = [
        (other.requirements.levels, other.segment.lines(Section.DETAIL))
        for other in profiles
        if not other.requirements.illegible
    ]
    levels, readings = dict(read.levels), dict(read.readings)
    for code in read.illegible:
        told = levels_by_descriptor(code, profile.segment.lines(Section.DETAIL), others)
        if len(told) == 1:
            levels[code], readings[code] = told.pop(), layers.RequirementReading.DESCRIPTOR
    return Requirements(
        {code: levels[code] for code in read.codes if code in levels},
        {code: readings[code] for code in read.codes if code in readings},
        read.codes,
        read.disagreements,
    )


def _facts(profile: _Profile, requirements: Requirements, has_title: bool) -> layers.ProfileFacts:
    groups, note = profile.groups, _note(profile.indicators)
    return layers.ProfileFacts(
        code=profile.code,
        page=profile.segment.page,
        requirements=requirements.levels,
        rating_completeness=RatingCompleteness.ABSENT,
        introduction=bool(groups.introduction),
        groups=tuple(groups.shapes),
        deliverables=list_shape(profile.deliverables),
        indicators=layers.ListShape() if note else list_shape(profile.indicators),
        indicator_note=bool(note),
        reading=layers.ProfileReading(
            title="marked" if has_title else "absent",
            parts=profile.segment.readings,
            requirements=requirements.readings,
        ),
    )


def _note(indicators: StatementsRead) -> str:
    """Return what is said where no indicator is listed."""
    return "" if indicators.words else indicators.over


def _words(profile: _Profile) -> layers.ProfileWords:
    groups, note = profile.groups, _note(profile.indicators)

    def prose(part: Section) -> str | None:
        lines = profile.segment.lines(part)
        text = "\n".join(line if line.startswith("- ") else f"\n{line}" for line in lines)
        return text.strip("\n- ").replace("\n- ", "\n• ") or None

    return layers.ProfileWords(
        code=profile.code,
        title=profile.title,
        mission=prose(Section.MISSION),
        introduction=groups.introduction or None,
        groups=groups.headings,
        group_introductions=groups.introductions,
        activities=groups.activities,
        deliverables_heading=profile.deliverables.over or None,
        deliverables=profile.deliverables.words,
        indicators_heading=(not note and profile.indicators.over) or None,
        indicators=profile.indicators.words,
        indicator_note=note or None,
        career_path=prose(Section.CAREER_PATH),
        trends=prose(Section.TRENDS),
    )
