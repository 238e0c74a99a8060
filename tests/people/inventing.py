"""An invented staff: its true levels, and the untidy export that an HR tool might make of them.

Everything is drawn by a seeded generator: nobody is meant. People are numbers.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from cigref_kg.base.model import Nomenclature

JOBS = (
    "VRG-CISO VRG-HARVEST VRG-SHOP-DATA VRG-SHOP-PO VRG-SITE-ADMIN VRG-SITE-LEAD VRG-SITE-TECH"
    " 1.1 1.6 2.3 2.4 2.5 3.2 3.4 4.3 5.2 6.1 6.2 6.3 7.2 8.1 8.2"
).split()
HEADINGS = (
    "Matricule;Nom;Équipe;Emploi;Date d’évaluation;Compétence;Niveau évalué;Évaluateur;Campagne"
)
TEAMS = ("Nord", "Sud", "Données", "Sécurité")
COLUMNS = """
person: Matricule
competence: Compétence
level: Niveau évalué
date: Date d'évaluation
assessor: Évaluateur
job: Emploi
team: Équipe
keep: [Campagne]
levels: {A: 1, B: 2, C: 3, D: 4, débutant: 1, confirmé: 3, expert: 5}
aliases: {Veille techno: A.7, Sécu: E.8}
not_assessed: ["", NE]
prefer: [Manager, N+1, Auto]
date_format: "%d/%m/%Y"
"""
_LETTERS: dict[float, str] = {1: "A", 2: "B", 3: "C", 4: "D"}
_WORDS: dict[float, str] = {1: "Débutant", 3: "CONFIRME", 5: "expert "}
_ALIASES = {"A.7": "veille  Techno", "E.8": "SECU"}


@dataclass
class Invented:
    """A staff and its export."""

    levels: dict[tuple[str, str], float | None] = field(default_factory=dict)
    """The true level of each person in each competence that the export tells of."""
    jobs: dict[str, str] = field(default_factory=dict)
    rows: list[Sequence[str]] = field(default_factory=list)

    @property
    def export(self) -> bytes:
        """The rows as the tool writes them: Windows-1252, semicolons."""
        return "\r\n".join(";".join(row) for row in self.rows).encode("cp1252")


def invented_staff(
    whole: Nomenclature, people: int = 200, seed: int = 1, jobs: Sequence[str] = JOBS
) -> Invented:
    """Invent a staff: true levels, and rows in which much is written otherwise or twice."""
    draw = random.Random(seed)
    made = Invented()
    made.rows.append(HEADINGS.split(";"))
    profiles = whole.content.profile
    for number in range(1, people + 1):
        person = f"{number * 7:06}"
        job = draw.choice(jobs)
        made.jobs[person] = job
        title = profiles[job].names.title.fr or ""
        fixed = (draw.choice(TEAMS), draw.choice((job, title, title.upper().replace("’", "'"))))
        for code in profiles[job].required_levels:
            level = draw.choice((None, 1, 2, 2.5, 3, 4, 5))
            made.levels[person, code] = level
            # What does not count stands before and after what does.
            rows = [_row(draw, whole, person, fixed, code, level, "Manager", "03/02/2026")]
            if draw.random() < 0.3:
                other = draw.choice((1, 2, 3))
                rows.append(_row(draw, whole, person, fixed, code, other, "Auto", "09/11/2026"))
                if level is None:
                    made.levels[person, code] = other
            if draw.random() < 0.2 and level is not None:
                rows.append(_row(draw, whole, person, fixed, code, None, "Manager", "09/11/2026"))
            if draw.random() < 0.2 and level is not None:
                older = draw.choice((1, 2, 3))
                rows.append(_row(draw, whole, person, fixed, code, older, "manager", "01/03/2024"))
            draw.shuffle(rows)
            made.rows += rows
    return made


def _row(
    draw: random.Random,
    whole: Nomenclature,
    person: str,
    fixed: tuple[str, str],
    code: str,
    level: float | None,
    assessor: str,
    day: str,
) -> Sequence[str]:
    team, job = fixed
    spelt = draw.choice((person, person, str(int(person)), f" {person}", f"{int(person)},0"))
    skill = _competence(draw, whole, code)
    return (spelt, "X", team, job, day, skill, _level(draw, level), assessor, "2026")


def _competence(draw: random.Random, whole: Nomenclature, code: str) -> str:
    title = whole.framework.competence[code].names.title.fr or code
    return draw.choice(
        (code, code.lower(), title, title.upper().replace("’", "'"), f"{code} - {title}")
        + ((_ALIASES[code],) if code in _ALIASES else ())
    )


def _level(draw: random.Random, level: float | None) -> str:
    if level is None:
        return draw.choice(("", "NE", "ne", " "))
    written = [f"{level:g}".replace(".", ","), f"{level:.1f}"]
    written += [words[level] for words in (_LETTERS, _WORDS) if level in words]
    return draw.choice(written)
