"""An invented staff: its true levels, and the untidy export that an HR tool might make of them.

Everything is drawn by a seeded generator: nobody is meant. People are numbers.
"""

import datetime
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
        person = f"M{number * 7:06}" if number % 10 == 0 else f"{number * 7:06}"
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
        if draw.random() < 0.1:
            made.rows.append([""] * 9)
        if draw.random() < 0.1:
            made.rows.append(["Total", "", fixed[0], "", "", "", "", "", "2026"])
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
    return (
        *(_spelt(draw, person), "X", team, job, _day(draw, day), _competence(draw, whole, code)),
        *(_level(draw, level), draw.choice((assessor, assessor.upper())), "2026"),
    )


def _spelt(draw: random.Random, person: str) -> str:
    if person.startswith("M"):
        number = person[1:]
        return draw.choice(
            (person, person.lower(), f"M-{number}", f"M {number}", f"M{int(number)}")
        )
    bare = str(int(person))
    usual = (person, person, person, bare, f" {person}", f"{bare},0", f"{bare}.0", f"'{person}")
    grouped = [f"{person[:3]}{mark}{person[3:]}" for mark in ("\u00a0", " ", ".", "-")]
    return draw.choice((*usual, *grouped, f"n°{person}", f"Mat. {person}"))


def _day(draw: random.Random, day: str) -> str:
    date = datetime.date(*map(int, reversed(day.split("/"))))
    serial = (date - datetime.date(1899, 12, 30)).days
    month = ("janv.", "févr.", "mars")[date.month - 1] if date.month < 4 else "nov."
    return draw.choice(
        (
            *(day, day, date.isoformat(), f"{day} 08:30", f"{day} 08:30:00", day.replace("/", ".")),
            *(f"{date:%d/%m/%y}", f"{date.day}/{date.month}/{date.year}", str(serial)),
            *(
                f"{date.day} {month} {date.year}",
                f"{date:%d-%b-%y}",
                f"{date.isoformat()}T08:30:00Z",
            ),
        )
    )


def _competence(draw: random.Random, whole: Nomenclature, code: str) -> str:
    names = whole.framework.competence[code].names
    title, english = names.title.fr or code, names.title.en or code
    written = [
        code,
        code.lower(),
        code.replace(".", ""),
        title,
        title.upper().replace("’", "'"),
        english.lower(),
    ]
    written += [f"{code} - {title}", f"{code} : {title}", f"{title} ({code})", f"[{code}] {title}"]
    written += [f"  {title.replace(' ', chr(160))} ", '"' + title.replace(" ", "\n", 1) + '"']
    if len(title) > 12:  # a letter missing, one twice, two swapped
        at = draw.randrange(4, len(title) - 4)
        written.append(title[:at] + title[at + 1 :])
        written.append(title[:at] + title[at] + title[at:])
        written.append(title[:at] + title[at + 1] + title[at] + title[at + 2 :])
    if code in _ALIASES:
        written.append(_ALIASES[code])
    return draw.choice(written)


def _level(draw: random.Random, level: float | None) -> str:
    if level is None:
        return draw.choice(
            ("", "NE", "ne", " ", "N/A", "n.a.", "Non évalué", "-", "–", "?", "#N/A")
        )
    comma, point = f"{level:g}".replace(".", ","), f"{level:.1f}"
    written = [comma, point, f"niv. {comma}", f"Niveau {comma}", f"N{comma}", f"{comma}/5"]
    written += [f"e-{comma}", f"{comma} - à revoir", f" {comma}\u00a0", f"0{comma}"]
    written += [words[level] for words in (_LETTERS, _WORDS) if level in words]
    return draw.choice(written)
