"""A catalogue of courses, as a training department keeps it: what each teaches, and its price."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cigref_kg.base.model import Nomenclature
from cigref_kg.base.reading.tables import FILES, Limits, TableError, read_table
from cigref_kg.base.text import Text
from cigref_kg.people.reading import values
from cigref_kg.people.reading.columns import COURSE_ROLES, MAX_LEVEL
from cigref_kg.people.reading.resolving import competences
from cigref_kg.people.reading.values import plain

_NEEDED = ("code", "competence", "aim", "cost")
_LINES_SEARCHED = 30  # for the line of headings


@dataclass(frozen=True, slots=True)
class Course:
    """A course, as one price buys it for one person."""

    code: str
    title: str
    cost: int
    """Of one person, in hundredths of the currency."""
    days: int
    """In hundredths of a day."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """A level of a competence that a course leads to."""

    course: Course
    aim: float


@dataclass(frozen=True)
class CourseCatalogue:
    """Courses by the competence that they teach."""

    courses: Mapping[str, Course]
    teachings: Mapping[str, Sequence[Teaching]]
    left_out: Sequence[tuple[int, str]]
    """Lines that name a competence that nobody knows, with what they name."""

    def best(self, competence: str, held: float, required: int) -> Teaching | None:
        """Return the course for a gap: the highest aim, then the lowest price, then by code.

        A course is of use if it leads above what is held and not beyond what is required.

        Args:
            competence: its code.
            held: the level that the person has.
            required: the level that the job asks.
        """
        useful = [t for t in self.teachings.get(competence, ()) if held < t.aim <= required]
        return min(useful, key=lambda t: (-t.aim, t.course.cost, t.course.code), default=None)


@dataclass
class _Making:
    """A course in the making: a course that teaches several competences has several lines."""

    line: int
    code: str
    title: str = ""
    cost: int | None = None
    days: int | None = None
    aims: list[tuple[str, float]] = field(default_factory=list)


def read_courses(content: bytes, whole: Nomenclature, limits: Limits = FILES) -> CourseCatalogue:
    """Read a catalogue from the bytes of a CSV, XLSX or ODS file.

    Args:
        content: the bytes of the file.
        whole: the nomenclature, with companies' frameworks.
        limits: the bounds.

    Raises:
        TableError: if it cannot be used; names line and column.
    """
    resolve = competences(whole)
    rows = read_table(content, limits=limits)
    head, places = _head(rows)
    making: dict[str, _Making] = {}
    left_out: list[tuple[int, str]] = []
    for line, cells in rows:
        if line <= head:
            continue
        told = {role: cells[at] if at < len(cells) else "" for role, at in places.items()}
        code = told["code"]
        if not code:
            raise TableError(
                Text(
                    fr=f"ligne {line} : la formation n’a pas de code",
                    en=f"line {line}: the course has no code",
                )
            )
        course = making.setdefault(code, _Making(line, code))
        course.title = course.title or told.get("title", "")
        _price(course, line, "cost", told["cost"])
        _price(course, line, "days", told.get("days", ""))
        competence = resolve(told["competence"])
        if competence is None:
            left_out.append((line, told["competence"]))
        else:
            course.aims.append((competence, _aim(line, told["aim"])))
    return _courses(making.values(), left_out)


def _head(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, Mapping[str, int]]:
    best: tuple[int, dict[str, int]] = (rows[0][0], {})
    for line, cells in rows[:_LINES_SEARCHED]:
        places = _places([plain(cell) for cell in cells])
        if all(role in places for role in _NEEDED):
            return line, places
        best = max(best, (line, places), key=lambda found: len(found[1]))
    absent = [
        f"{role} ({', '.join(COURSE_ROLES[role][:4])})" for role in _NEEDED if role not in best[1]
    ]
    raise TableError(
        Text(
            fr=f"ligne {best[0]} : il n’y a pas de colonne pour {', '.join(absent)}",
            en=f"line {best[0]}: there is no column for {', '.join(absent)}",
        )
    )


def _places(headings: Sequence[str]) -> dict[str, int]:
    """The column of each role: headings that are known, then those that begin with a known one."""
    places: dict[str, int] = {}
    for begins in (str.__eq__, lambda heading, name: heading.startswith(f"{name} ")):
        for role, names in COURSE_ROLES.items():
            free = (
                place
                for name in names
                for place, heading in enumerate(headings)
                if begins(heading, name) and place not in places.values()
            )
            found = places.get(role, next(free, None))
            if found is not None:
                places[role] = found
    return places


_AMOUNTS = {"cost": "le prix", "days": "le nombre de jours"}


def _price(course: _Making, line: int, what: str, written: str) -> None:
    """Note a price or a number of days: every line of a course says it alike, or not at all."""
    if not written:
        return
    read = values.cents(written)
    if read is None:
        raise TableError(
            Text(
                fr=f"ligne {line} : {_AMOUNTS[what]} est « {written[:20]} » : écrivez un "
                "nombre (1 250,00)",
                en=f"line {line}: the {what} is {written[:20]!r}: write a number (1 250,00)",
            )
        )
    before = getattr(course, what)
    if before is not None and before != read:
        raise TableError(
            Text(
                fr=f"ligne {line} : {_AMOUNTS[what]} de {course.code} n’est pas celui de "
                f"la ligne {course.line}",
                en=f"line {line}: {course.code} has another {what} than on line {course.line}",
            )
        )
    setattr(course, what, read)


def _aim(line: int, written: str) -> float:
    aim = values.number(written)
    if aim is None or not 0 < aim <= MAX_LEVEL:
        raise TableError(
            Text(
                fr=f"ligne {line} : le niveau visé est « {written[:20]} » : les niveaux "
                f"vont de 1 à {MAX_LEVEL}",
                en=f"line {line}: the level aimed at is {written[:20]!r}: levels go from "
                f"1 to {MAX_LEVEL}",
            )
        )
    return aim


def _courses(making: Iterable[_Making], left_out: Sequence[tuple[int, str]]) -> CourseCatalogue:
    courses: dict[str, Course] = {}
    teachings: dict[str, list[Teaching]] = {}
    for made in making:
        if made.cost is None:
            raise TableError(
                Text(
                    fr=f"ligne {made.line} : {made.code} n’a pas de prix : écrivez 0 si "
                    "c’est gratuit",
                    en=f"line {made.line}: {made.code} has no price: write 0 if it is free",
                )
            )
        course = courses[made.code] = Course(made.code, made.title, made.cost, made.days or 0)
        for competence, aim in made.aims:
            teachings.setdefault(competence, []).append(Teaching(course, aim))
    return CourseCatalogue(courses, teachings, left_out)
