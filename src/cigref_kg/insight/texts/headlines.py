"""The names of jobs that a text gives: headlines, what adverts look for, the posts of CVs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cigref_kg.base.collation import fold
from cigref_kg.insight.names.finding import Finder, Finding, Status
from cigref_kg.insight.names.words import GENDERS

_MOST_LINES = 80  # of a text, in which its job is named
_MOST_WORDS = 14  # of a line that may be a headline
_MOST_WORDS_FIRST = 10  # of the first lines, which are often sentences
_LONGEST_NAME = 6  # words of the longest name of a job
_SHORTENED = 0.01  # weight lost for each word that is cut off
_NAMED_WEIGHT = 0.9  # of a line that says "poste:" or the like
_TO_THE_WORD = 97.0  # points of score of a name to the word
_LATER = 0.5  # weight of a line below the first ones
_EARLIER = 0.75
"""What a dated line below the first counts: a post held counts less than a headline."""
_FIRST_LINES = 4  # that may be the headline itself
_SEARCHED = 12_000  # characters of a text, from its beginning
_NAMED = (
    r"(?:intitul[ée](?: (?:du|de) poste)?|poste(?: (?:à pourvoir|actuel|recherché|visé))?|"
    r"fonction|titre|m[ée]tier|job title|position|role|rôle|title|formation|cursus|course|emploi)"
    r"\s*[:：]\s*",
    r"(?:recherch\w+|recrut\w+|embauch\w+|looking for|hiring|seeking|seeks?|recruiting|need)\s+"
    r"(?:pour [^.\n]{0,60}?,?\s)?(?:actuellement |activement |currently )?"
    r"(?:une?|son|sa|notre|nos|des|le|la|leur|an|a|our|its)(?:\(e\)|·e|/une|\.e)?\s+"
    r"(?:nouve(?:au|lle) |futur(?:e)? |new |experienced )?",
    r"(?:en tant qu(?:e |['’])|en qualité d(?:e |['’])|as (?:an?|our|the) |"
    r"(?:r[ôo]le|poste|fonctions?|m[ée]tier|profession) d(?:e |['’])|role of |position of |"
    r"serez (?:notre |le |la |un |une )?|suis (?:un |une )?|i am an? |i work as an? |devenir |"
    r"devenez |become an? |former des |futurs? )",
)
_PATTERN = re.compile("|".join(f"(?:{named})" for named in _NAMED), re.IGNORECASE)
_ENDS = re.compile(
    r"[,.;:\n\r!?(|•]|\s[-–—]\s|\b(?:qui|pour|au sein|afin|capable|who|whose|to|for|within|based|"
    r"basée?|sur|chez|at|dans|avec|with|depuis|since|je|vous|j|i|you|rattachée?|where|and you|"
    r"et vous|ayant|disposant|en cdi|en cdd|en alternance|in our|to join|motivée?|passionnée?|"
    r"expérimentée?)\b",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r"(?<=[\w)])\s?[.!?](?:\s|$)|\s:\s")
_COURSES = frozenset(
    "formation formations cours module stage certification atelier parcours seminaire training"
    " course workshop seminar bootcamp".split()
)
"""What the title of a syllabus begins with: it teaches, its reader is no trainer."""
_SECTIONS = frozenset(
    "formation formations experience experiences competences profil missions mission langues poste"
    " contexte activites responsabilites diplomes education skills languages profile summary"
    " training objectifs programme contact outils entreprise description hobbies interets"
    " certification certifications responsibilities requirements about".split()
)
"""Headings of sections, some of which are names of jobs elsewhere."""
_DATES = re.compile(
    r"\b(?:depuis|since|de|from|à|to)?\s*(?:\d{2}/)?(?:19|20)\d\d\b(?:\s*[-–—à]+\s*"
    r"(?:(?:\d{2}/)?(?:19|20)\d\d|aujourd['’]hui|present|now|ce jour))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """Words of a text that may name a job, what they mean, and how much that counts."""

    text: str
    finding: Finding
    weight: float
    """1 for a headline or what an advert looks for, less for what stands further down."""
    start: int


def headlines(text: str, finder: Finder) -> list[Headline]:
    """Return what in ``text`` names a job, the weightiest first.

    Args:
        text: an advert, a CV, a syllabus.
        finder: finds which job a name means.
    """
    found: dict[str, Headline] = {}
    for words, weight, start, is_part in (*_lines(text), *_named(text)):
        finding = finder.find(words)
        if is_part and not _is_whole_name(words, finding, finder):
            continue
        says = finding.status is not Status.NONE or finding.is_known_elsewhere
        if says and (words not in found or weight > found[words].weight):
            found[words] = Headline(words, finding, weight, start)
    return sorted(found.values(), key=lambda each: (-each.weight, each.start))


def _is_whole_name(words: str, finding: Finding, finder: Finder) -> bool:
    """Tell whether the first words of a line are the name of a digital job, to the word.

    Words that many trades use are not: there the rest of the line tells the job.
    """
    is_sure = finding.status is Status.AUTOMATIC and finding.candidates[0].score >= _TO_THE_WORD
    return is_sure and finder.says_digital(words)


_Named = tuple[str, float, int, bool]
"""Words, their weight, where they stand, and whether they are only the first of their line."""


def _lines(text: str) -> Iterator[_Named]:
    """Yield short lines: those at the beginning are headlines, later ones the posts of a CV."""
    start = number = 0
    for line in text.splitlines(keepends=True)[: 4 * _MOST_LINES]:
        words = _DATES.sub(" ", line).strip(" \t\r\n-–—*•·#|:")
        if words:
            number += 1
            if number > _MOST_LINES:
                return
            is_first = number <= _FIRST_LINES
            earlier = _EARLIER if number > 1 and _DATES.search(line) else 1.0
            for part, weight in _parts(words) if is_first else [(words, _LATER)]:
                if _may_name(part, is_first=is_first):
                    yield part.rstrip("."), weight * earlier, start, is_first and weight < 1
        start += len(line)


def _parts(line: str) -> Iterator[tuple[str, float]]:
    """Yield the first sentence of a line, and its first words, which may be the name alone."""
    first = _FIRST_SENTENCE.split(GENDERS.sub(" ", line), maxsplit=1)[0].strip()
    yield first, 1.0
    words = first.split()
    if len(words) > _MOST_WORDS_FIRST:
        return
    for count in range(min(len(words) - 1, _LONGEST_NAME), 1, -1):
        yield " ".join(words[:count]), 1.0 - _SHORTENED * (len(words) - count)


def _may_name(line: str, *, is_first: bool) -> bool:
    words = line.split()
    if not words or len(words) > (_MOST_WORDS_FIRST if is_first else _MOST_WORDS):
        return False
    if fold(words[0].strip(" :")) in _COURSES or fold(line.rstrip(" .:")) in _SECTIONS:
        return False
    return is_first or not line.endswith(".")


def _named(text: str) -> Iterator[_Named]:
    """Yield what an advert says it looks for, what a CV says its owner is."""
    for match in _PATTERN.finditer(text, 0, _SEARCHED):
        rest = text[match.end() : match.end() + 90]
        end = _ENDS.search(rest)
        words = rest[: end.start()] if end else rest
        if len(words.strip()) > 2 and len(words.split()) <= _MOST_WORDS:
            yield words.strip(), _NAMED_WEIGHT, match.end(), False
