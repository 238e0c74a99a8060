"""The reading of a whole document."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cigref_kg.base import layers
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.document.checking import check_parts, check_totals
from cigref_kg.document.copies import separate
from cigref_kg.document.counting import profile_report, totals_of
from cigref_kg.document.errors import DocumentError
from cigref_kg.document.gathered import Gathered
from cigref_kg.document.lines.coverage import Coverage
from cigref_kg.document.lines.outline import Outline, read_outline
from cigref_kg.document.lines.pages import read_pages
from cigref_kg.document.lines.text import Joiner, Line
from cigref_kg.document.lines.titles import clean, in_small_letters, in_words, most_frequent, others
from cigref_kg.document.parts.changes import read_changes
from cigref_kg.document.parts.family_openings import FamilyOpening, read_opening
from cigref_kg.document.parts.introduction import read_introduction
from cigref_kg.document.parts.profiles import Measures, ReadProfile, read_profile
from cigref_kg.document.report import TOTALS, Check, Notes, Report
from cigref_kg.document.source import read_lines

_YEAR = 2022  # of the edition that is read
_FROM_EDITION = 2018  # from which its table of changes starts
_FRAMEWORK_YEAR = 2019  # of the e-CF that it rests on (EN 16234-1:2019)


@dataclass(frozen=True)
class Extraction:
    """What a document says, and how well it could be read."""

    content: layers.EditionContentFacts
    """The facts of the edition; career moves are read by hand and not among them."""
    framework: layers.FrameworkFacts
    """The facts of the e-CF as far as the edition uses it."""
    words: layers.WordsLayer
    """The official French words, verbatim."""
    report: Report
    """What was found, what is lacking, what disagrees, and what failed."""
    coverage: Coverage
    """For every line that is not blank, what it became."""
    lines: tuple[Line, ...]
    """The lines as they were read."""
    operational: tuple[Line, ...]
    """The lines of families and profiles, without running headers and footnotes."""


def read_document(path: Path) -> Extraction:
    """Read the official document, text or PDF, to facts and words.

    Facts and words come from the document only; nothing is filled in. What the document lacks and
    where it contradicts itself is in the report, and so is, as a failure, what is there but could
    not be read: a reading without failures is whole.

    Raises:
        DocumentError: if the file cannot be read or is not such a document.
    """
    return read_text(path.name, read_lines(path))


def read_text(name: str, lines: Sequence[Line]) -> Extraction:
    """Read a document from its lines; ``name`` is what the report calls it.

    Raises:
        DocumentError: if it is not such a document.
    """
    coverage, notes = Coverage(), Notes()
    flow = read_pages(lines, coverage)
    outline = read_outline(flow, coverage)
    if not outline.profiles:
        raise DocumentError(_not_such_a_document(name, lines, outline))
    joiner = Joiner.of(lines)
    measures = Measures.of(outline.profiles)
    openings = tuple(read_opening(part, joiner, measures.prose) for part in outline.families)
    profiles = tuple(read_profile(part, flow, joiner, measures, notes) for part in outline.profiles)
    blocks = [block for profile in profiles for block in profile.detail.blocks]
    read = Gathered(
        outline,
        read_introduction(outline.front, joiner),
        read_changes(outline.front, joiner),
        openings,
        profiles,
        tuple(separate(blocks, joiner)),
        joiner,
    )
    read.cover(coverage)
    check_parts(read, coverage, notes)
    try:
        content = _content(read, flow.year or _YEAR)
        framework = _framework(read, content.year)
        words = _words(read, content.year, framework.year)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DocumentError(
            message("document.no-sense", name=name, place=place, problem=first["msg"])
        ) from error
    reports = tuple(profile_report(each, read.pages.get(each.code)) for each in profiles)
    totals = totals_of(content, reports, len(read.descriptions), len(read.descriptors))
    checks = tuple(
        Check(name=name, expected=expected, found=totals[name])
        for name, expected in TOTALS[_YEAR].items()
    )
    if (content.year, read.introduction.profile_count) == (_YEAR, TOTALS[_YEAR]["profiles"]):
        check_totals(checks, notes)
    report = Report(
        document=name,
        lines=len(lines),
        totals=totals,
        checks=checks,
        profiles=reports,
        findings=notes.findings(read.pages),
    )
    return Extraction(
        content, framework, words, report, coverage, tuple(lines), outline.operational
    )


def _not_such_a_document(name: str, lines: Sequence[Line], outline: Outline) -> Text:
    first = next((line.number for line in lines if not line.blank), 1)
    if outline.orphans:
        return message(
            "document.no-profile-titles",
            name=name,
            headings=len(outline.orphans),
            line=outline.orphans[0],
            first=first,
        )
    return message("document.no-profiles", name=name, lines=len(lines), first=first)


# --- Facts --------------------------------------------------------------------------------------


def _content(read: Gathered, year: int) -> layers.EditionContentFacts:
    return layers.EditionContentFacts(
        year=year,
        from_edition=read.changes.from_edition or _FROM_EDITION,
        families=tuple(dict.fromkeys(opening.code for opening in read.openings)),
        profiles=tuple(profile.facts(read.pages.get(profile.code, 1)) for profile in read.profiles),
        changes=tuple(
            layers.ChangeFacts(profile=row.profile, parts=row.parts, competences=row.codes)
            for row in read.changes.rows
        ),
    )


def _framework(read: Gathered, year: int) -> layers.FrameworkFacts:
    levels: dict[str, set[int]] = defaultdict(set)
    for profile in read.profiles:
        for cell in profile.summary.required:
            levels[cell.code].add(cell.level)
    for block in read.blocks:
        levels[block.code].add(block.level)
    added: dict[str, set[int]] = defaultdict(set)
    for level in read.introduction.added_levels:
        if level.level in levels.get(level.competence, ()):
            added[level.competence].add(level.level)
    aspects = {code for profile in read.profiles for code, _ in profile.summary.labels}
    return layers.FrameworkFacts(
        year=read.introduction.framework_year or _FRAMEWORK_YEAR,
        areas=tuple(sorted({code[0] for code in levels})),
        competences=tuple(
            layers.CompetenceFacts(
                code=code,
                levels=tuple(sorted(levels[code])),
                added_levels=tuple(sorted(added[code])) if code in added else (),
                added_by=year if code in added else None,
            )
            for code in sorted(levels, key=_competence_order)
        ),
        aspects=tuple(sorted(aspects)),
    )


def _competence_order(code: str) -> tuple[str, int]:
    return code[0], int(code[2:])


# --- Words --------------------------------------------------------------------------------------


def _words(read: Gathered, year: int, framework_year: int) -> layers.WordsLayer:
    return layers.WordsLayer(
        frameworks={framework_year: _framework_words(read)},
        contents={
            year: layers.EditionContentWords(
                families={opening.code: _family_words(opening, read) for opening in read.openings},
                profiles={
                    profile.code: profile.words(*_profile_title(profile, read))
                    for profile in read.profiles
                },
            )
        },
    )


def _profile_title(profile: ReadProfile, read: Gathered) -> tuple[str, tuple[str, ...]]:
    """Return the title of a profile in words, and its other spellings in the document."""
    heading = profile.title.text
    small = [row.title.text for row in read.changes.rows if row.profile == profile.code]
    listed = [
        entry.title.text
        for opening in read.openings
        for entry in opening.entries
        if entry.code == profile.code
    ]
    title = in_words(heading, small, read.joiner.small_words)
    spellings = [in_small_letters(name, read.joiner.small_words) for name in (heading, *listed)]
    return title, others(title, [*spellings, *small])


def _family_words(opening: FamilyOpening, read: Gathered) -> layers.Described:
    heading = opening.title.text
    names = read.introduction.names_of_family(opening.code, heading, len(read.openings))
    title = in_words(heading, names, read.joiner.small_words)
    return layers.Described(
        title=title,
        hidden_labels=others(title, [in_small_letters(heading, read.joiner.small_words), *names]),
        description=opening.description.text if opening.description else None,
    )


def _framework_words(read: Gathered) -> layers.FrameworkWords:
    return layers.FrameworkWords(
        areas={
            code: layers.Described(title=name.capitalize())
            for code, name in sorted(read.areas.items())
        },
        competences=_competence_words(read),
        aspects=_aspect_words(read.profiles),
    )


def _competence_words(read: Gathered) -> Mapping[str, layers.CompetenceWords]:
    titles: dict[str, list[str]] = defaultdict(list)
    tabled: dict[str, list[str]] = defaultdict(list)
    for block in read.blocks:
        titles[block.code].append(block.title.text)
    for profile in read.profiles:
        for cell in profile.summary.required:
            tabled[cell.code].append(cell.title)
    words = {}
    for code in sorted({*titles, *tabled}, key=_competence_order):
        title = clean(most_frequent([*titles[code], *tabled[code]]))
        description = read.descriptions.get(code)
        words[code] = layers.CompetenceWords(
            title=title,
            hidden_labels=others(title, [*titles[code], *tabled[code]]),
            description=description.text if description else None,
            levels={
                str(level): found.text
                for (other, level), found in sorted(read.descriptors.items())
                if other == code
            },
        )
    return words


def _aspect_words(profiles: Sequence[ReadProfile]) -> Mapping[str, layers.Described]:
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for profile in profiles:
        for code, label in profile.summary.labels:
            if label.text:
                labels[code][label.text] += 1
    return {
        code: layers.Described(title=labels[code].most_common(1)[0][0]) for code in sorted(labels)
    }
