"""The names of jobs that a text gives: headlines, what adverts look for, the posts of CVs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cigref_kg.insight.names.finding import Finder, Finding, Status
from cigref_kg.insight.names.ranking import OWN_FIELD
from cigref_kg.insight.names.words import GENDERS
from cigref_kg.insight.texts.lines import (
    DATES,
    is_diploma,
    is_heading,
    is_item,
    last_year,
    worth_by_date,
)

_MOST_LINES = 80  # of a text, in which its job is named
_MOST_WORDS = 14  # of a line that may be a headline
_MOST_WORDS_FIRST = 10  # of the first lines, which are often sentences
_LONGEST_NAME = 6  # words of the longest name of a job
_SHORTENED = 0.01  # weight lost for each word that is cut off
_NAMED_WEIGHT = 0.9  # of a line that says "poste:" or the like
_WHOLE = 0.85  # share of the name of another trade's job that a line without a kind of job needs
_TO_THE_WORD = 97.0  # points of score of a name to the word
_LATER = 0.5  # weight of a line below the first ones
_FIRST_LINES = 4  # that may be the headline itself
_SEARCHED = 12_000  # characters of a text, from its beginning
_NAMED = (
    r"(?:intitul[ée](?: (?:du|de) poste)?|poste(?: (?:à pourvoir|actuel|recherché|visé))?|"
    r"fonction|titre|m[ée]tier|job title|position|role|rôle|title|formation|cursus|course|emploi)"
    r"\s*[:：]\s*",
    r"(?:recherch\w+|cherch\w+|recrut\w+|embauch\w+|looking for|hiring|seeking|seeks?|recruiting"
    r"|want|need)\s+(?:actuellement |activement |currently )?"
    r"(?:pour [^.\n]{0,90}?,?\s(?:une?|son|sa)|une?|son|sa|notre|nos|des|le|la|leur|an|a|our|its)"
    r"(?:\(e\)|·e|/une|\.e)?\s+"
    r"(?:nouve(?:au|lle) |futur(?:e)? |new |experienced )?",
    r"(?:en tant qu(?:e |['’])|en qualité d(?:e |['’])|as (?:an?|our|the) |"
    r"(?:r[ôo]le|poste|fonctions?|m[ée]tier|profession) d(?:e |['’])|role of |position of |"
    r"serez (?:notre |le |la |un |une )?|suis (?:un |une )?|i am an? |i work as an? |devenir |"
    r"devenez |become an? |former des |futurs? |titre professionnel (?:de |d['’])?)",
)
_PATTERN = re.compile("|".join(f"(?:{named})" for named in _NAMED), re.IGNORECASE)
_ENDS = re.compile(
    r"[,.;:\n\r!?(|•]|\s[-–—]\s|\b(?:qui|pour|au sein|afin|capable|who|whose|to|for|within|based|"
    r"basée?|sur|chez|at|dans|avec|with|depuis|since|je|vous|j|i|you|rattachée?|where|and you|"
    r"et vous|ayant|disposant|en cdi|en cdd|en alternance|in our|to join|motivée?|passionnée?|"
    r"expérimentée?|d['’]une?|of an?)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\((?:e|ne|se|euse|trice|rice|ère|ière|ve)\)")
"""The feminine in brackets, which is no end of a name: « un(e) ingénieur(e) réseau »."""
_FIRST_SENTENCE = re.compile(r"(?<=[\w)])\s?[.!?](?:\s|$)|\s:\s")


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
        told = finder.lexicon.title_words(words)
        if all(map(finder.lexicon.is_technology, told)):
            continue  # a list of tools
        has_role = any(map(finder.lexicon.is_role, told))
        least = 0.0 if has_role else _WHOLE
        says = finding.status is not Status.NONE or finding.elsewhere > least
        if says and (words not in found or weight > found[words].weight):
            found[words] = Headline(words, finding, weight, start)
    return sorted(found.values(), key=lambda each: (-each.weight, each.start))


def _is_whole_name(words: str, finding: Finding, finder: Finder) -> bool:
    """Tell whether the first words of a line are the name of a digital job, to the word.

    Words that many trades use are not: there the rest of the line tells the job.
    """
    if finding.choice is not None:
        return OWN_FIELD in finder.lexicon.title_words(words)
    is_sure = finding.status is Status.AUTOMATIC and finding.candidates[0].score >= _TO_THE_WORD
    return is_sure and finder.says_digital(words)


_Named = tuple[str, float, int, bool]
"""Words, their weight, where they stand, and whether they are only the first of their line."""


def _lines(text: str) -> Iterator[_Named]:
    """Yield short lines: those at the beginning are headlines, later ones the posts of a CV."""
    start = number = 0
    latest = max(map(last_year, text[:_SEARCHED].splitlines()), default=0)
    for line in text.splitlines(keepends=True)[: 4 * _MOST_LINES]:
        words = DATES.sub(" ", line).strip(" \t\r\n-–—*•·#|:")
        if words:
            number += 1
            if number > _MOST_LINES:
                return
            is_top = number == 1
            is_first = is_top or (number <= _FIRST_LINES and not is_item(line))
            worth = 1.0 if is_top else worth_by_date(line, latest)
            for part, weight in _parts(words) if is_first else [(words, _LATER)]:
                if _may_name(part, is_first=is_first) and (is_top or not is_diploma(part)):
                    yield part.rstrip("."), weight * worth, start, is_first and weight < 1
        start += len(line)


def _parts(line: str) -> Iterator[tuple[str, float]]:
    """Yield what may be a name: what stands before « H/F », the first sentence, its beginnings."""
    before = GENDERS.split(line, maxsplit=1)
    if len(before) > 1 and before[0].strip():
        yield before[0].strip(" ,;:-–—"), 1.0
    first = _FIRST_SENTENCE.split(" ".join(before), maxsplit=1)[0].strip()
    yield first, 1.0
    if (end := _ENDS.search(first)) and end.start() > 0:
        yield first[: end.start()].strip(), 1.0 - _SHORTENED
    words = first.split()
    if len(words) > _MOST_WORDS_FIRST:
        words = words[: _LONGEST_NAME + 1]
    for count in range(min(len(words) - 1, _LONGEST_NAME), 1, -1):
        yield " ".join(words[:count]), 1.0 - _SHORTENED * (len(first.split()) - count)


def _may_name(line: str, *, is_first: bool) -> bool:
    words = line.split()
    if not words or len(words) > (_MOST_WORDS_FIRST if is_first else _MOST_WORDS):
        return False
    return not is_heading(line) and (is_first or not line.endswith("."))


def _named(text: str) -> Iterator[_Named]:
    """Yield what an advert says it looks for, what a CV says its owner is."""
    for match in _PATTERN.finditer(text, 0, _SEARCHED):
        rest = _BRACKETED.sub("", text[match.end() : match.end() + 90])
        end = _ENDS.search(rest)
        words = rest[: end.start()] if end else rest
        says = len(words.strip()) > 2 and not is_heading(words) and not is_diploma(words)
        if says and len(words.split()) <= _MOST_WORDS:
            yield words.strip(), _NAMED_WEIGHT, match.end(), False
