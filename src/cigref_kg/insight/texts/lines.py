"""What a line of a text is: a heading, an item of a list, a diploma, a post of today or of once."""

import re

from cigref_kg.base.collation import fold

DATES = re.compile(
    r"\b(?:depuis|since|de|from|à|to)?\s*(?:\d{2}/)?(?:19|20)\d\d\b(?:\s*[-–—à]+\s*"
    r"(?:(?:\d{2}/)?(?:19|20)\d\d|aujourd['’]hui|present|now|ce jour))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TODAY = re.compile(
    r"\b(?:aujourd['’]hui|ce jour|pr[ée]sent|now|to date|depuis|since)\b", re.IGNORECASE
)
_NEVER_PAST = 9999  # the last year of a post that is still held
_FORMERLY = re.compile(
    r"\b(?:auparavant|pr[ée]c[ée]demment|formerly|previously|ancien(?:ne)?)\b", re.IGNORECASE
)
_HELD = 0.75
"""What a dated line below the first counts: a post held counts less than a headline."""
_LEFT = 0.375
"""What a post counts that was left before the last one, or before what somebody does today."""
_ITEM = re.compile(
    r"\s*(?:[-–—*•·▪●◦○✓✔➢➤►→>]|\(?\d{1,2}[.)]\s|"
    r"(?:week|semaine|module|ue|unit|jour|day|part|partie|chapitre|chapter|bloc|semestre|session)"
    r"\s?\d)",
    re.IGNORECASE,
)
_DIPLOMA = re.compile(
    r"(?:dipl[ôo]m\w*|licence(?! (?:manager|management|and))|bachelor\w*|mast[eè]re|master(?! data)"
    r"|doctorat|phd|b\.?sc|m\.?sc|bts|dut|but|bac|[ée]cole|universit\w+|cap|degree)\b",
    re.IGNORECASE,
)
_LEARNT = re.compile(r"\b(?:de formation|by training)\b", re.IGNORECASE)
_COURSES = frozenset(
    "formation formations cours module stage certification atelier parcours seminaire training"
    " course workshop seminar bootcamp learn apprendre apprenez".split()
)
"""What the title of a syllabus begins with: it teaches, its reader is no trainer."""
_MISSIONS = frozenset(
    "pilotage gestion encadrement conduite animation suivi realisation redaction participation"
    " planification mise tenue".split()
)
"""What the line of a mission begins with."""
_SENTENCES = frozenset(
    "le la les notre nos nous on tu vous il elle je the our we you i this cette ce".split()
)
"""What a sentence begins with, and no name of a job."""
_SECTIONS = frozenset(
    "formation formations experience experiences competences profil missions mission langues poste"
    " contexte activites responsabilites diplomes education skills languages profile summary"
    " training objectifs programme contact outils entreprise description hobbies interets"
    " certification certifications responsibilities requirements about contenu evaluation duree"
    " content public prerequis tools stack environnement technologies projet projets realisations"
    " chapitres exercices".split()
) | {"travaux pratiques"}
"""Headings of sections, some of which are in names of jobs elsewhere."""
_ANYBODY = frozenset("personne personnes quelqu someone person people talents".split())
"""Words for whoever is looked for, some of which are in names of jobs elsewhere."""


def is_heading(line: str) -> bool:
    """Tell whether a line is a heading, a sentence, a course or a mission, and names no job.

    >>> is_heading("Compétences : SQL, Python"), is_heading("Comptable")
    (True, False)
    """
    before = fold(line.partition(":")[0].strip(" ."))
    first = before.partition(" ")[0]
    is_silent = before in _SECTIONS | _ANYBODY or first in _COURSES | _MISSIONS | _SENTENCES
    return is_silent or bool(_LEARNT.search(line))


def is_item(line: str) -> bool:
    """Tell whether a line is an item of a list: a mission, a tool, a part of a course."""
    return bool(_ITEM.match(line))


def is_diploma(line: str) -> bool:
    """Tell whether a line tells a diploma: what somebody has learnt is not what they do."""
    return bool(_DIPLOMA.match(line))


def last_year(line: str) -> int:
    """Return the last year that a line names, far ahead for what goes on; 0 if it has none."""
    years = [int(year) for year in _YEAR.findall(line)]
    return _NEVER_PAST if years and _TODAY.search(line) else max(years, default=0)


def worth_by_date(line: str, latest: int) -> float:
    """Return what a line counts, 0 to 1, by its date.

    Args:
        line: a line below the first of a text.
        latest: the last year of the text, by :func:`last_year`.
    """
    if _FORMERLY.search(line):
        return _LEFT
    year = last_year(line)
    if not year:
        return 1.0
    return _HELD if year == latest else _LEFT
