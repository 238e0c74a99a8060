"""Questions in words of codes, and the page that answers each.

« B.1 niveau 4 », "E.8/4", "T5", « compétences du RSSI », « qui a besoin de D.10 au niveau 4 »:
such a question is no name to look up, and has one answer.
"""

import re
from dataclasses import dataclass

from cigref_kg.base.collation import fold
from cigref_kg.base.model import Nomenclature
from cigref_kg.insight.names.finding import Finder, Status
from cigref_kg.insight.names.spelling import normal_code

_LEVEL = re.compile(
    r"^(?P<before>.*?)\b(?P<code>[a-e]\s?[.\-]?\s?\d{1,2})"
    r"(?:\s*/\s*|[\s,]+(?:(?:au|de|at|a|of|with)\s+)?(?:niveaux?|levels?|niv\.?|n\s?=?)\s*)(?P<level>\d)\b"
)
_NEEDS = re.compile(
    r"\b(qui|quels?|quelles?|who|which|whose|metiers?|jobs?|profils?|profiles?)\b.*"
    r"\b(?P<code>[a-e]\s?[.\-]\s?\d{1,2}|t[1-7])\b"
)
_COMPETENCES_OF = re.compile(
    r"^(?:(?:quelles?\s+sont\s+)?(?:les\s+)?(?:competences?|skills?|competenc(?:e|ies))\s+"
    r"(?:(?:required|needed|requises?|necessaires?)\s+)?(?:du|de\s+la|de\s+l'|d'un[e]?|des|de|d'|pour\s+(?:le|la|l'|un|une)?|of(?:\s+an?|\s+the)?|for(?:\s+an?|\s+the)?)\s*)"
    r"(?P<title>.+?)\s*\??$"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: about a competence (at a level), an aspect, or what a job requires."""

    code: str
    """Of a competence, an aspect or a profile."""
    level: int | None = None
    """Of a competence; one that the nomenclature uses."""
    missing_level: int | None = None
    """The level that was asked for and that no profile requires."""
    levels: tuple[int, ...] = ()
    """The levels of the competence that exist, if the one asked for does not."""
    about_competences: bool = False
    """Whether the competences of a profile were asked for."""


def question(text: str, nomenclature: Nomenclature, finder: Finder) -> Question | None:
    """Return what ``text`` asks in words of codes, or ``None`` if it is no such question.

    Args:
        text: what a person typed; only the first 200 characters count.
        nomenclature: which codes and levels exist.
        finder: finds the job whose competences are asked for.
    """
    asked = " ".join(fold(text[:200]).split())
    framework = nomenclature.framework
    if found := _LEVEL.match(asked):
        code = normal_code(found["code"]) or ""
        if code in framework.competence:
            return _at_level(code, int(found["level"]), nomenclature)
    if found := _NEEDS.search(asked):
        code = normal_code(found["code"]) or ""
        if code in framework.competence or code in framework.aspect:
            return Question(code)
    if found := _COMPETENCES_OF.match(asked):
        finding = finder.find(found["title"])
        if finding.status is not Status.NONE and finding.candidates:
            return Question(finding.candidates[0].profile.code, about_competences=True)
    return None


def _at_level(code: str, level: int, nomenclature: Nomenclature) -> Question:
    levels = tuple(each.level for each in nomenclature.framework.competence[code].levels)
    if level in levels:
        return Question(code, level)
    return Question(code, missing_level=level, levels=levels)
