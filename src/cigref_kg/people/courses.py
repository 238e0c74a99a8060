"""A catalogue of courses, as a training department keeps it: what each teaches, and its price."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cigref_kg.base.messages import message
from cigref_kg.base.model import Nomenclature
from cigref_kg.base.reading.tables import FILES, Limits, TableError, read_table
from cigref_kg.people.reading import values
from cigref_kg.people.reading.columns import COURSE_ROLES, MAX_LEVEL, is_total
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
        if is_total(code) and not told["competence"]:
            continue
        if not code:
            raise TableError(message("people.course-no-code", line=line))
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
    best: tuple[int, dict[str, int], Sequence[str]] = (rows[0][0], {}, rows[0][1])
    for line, cells in rows[:_LINES_SEARCHED]:
        places = _places([plain(cell) for cell in cells])
        if all(role in places for role in _NEEDED):
            return line, places
        best = max(best, (line, places, cells), key=lambda found: len(found[1]))
    absent = [
        f"{role} ({', '.join(COURSE_ROLES[role][:4])})" for role in _NEEDED if role not in best[1]
    ]
    # Headings are told only where they are surely some: a wrong file may name people.
    there = ", ".join(filter(None, best[2]))[:400] if best[1] else "–"
    lacking = ", ".join(absent)
    raise TableError(message("people.course-no-column", line=best[0], absent=lacking, there=there))


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


def _price(course: _Making, line: int, what: str, written: str) -> None:
    """Note a price or a number of days: every line of a course says it alike, or not at all."""
    if not written:
        return
    read, named = values.cents(written), message(f"people.course-{what}")
    if read is None:
        cut = written[:20]
        raise TableError(message("people.course-no-amount", line=line, what=named, written=cut))
    before = getattr(course, what)
    if before is not None and before != read:
        places = {"line": line, "what": named, "course": course.code, "before": course.line}
        raise TableError(message("people.course-two-amounts", **places))
    setattr(course, what, read)


def _aim(line: int, written: str) -> float:
    aim = values.grade(written)
    if aim is None or not 0 < aim <= MAX_LEVEL:
        cut = written[:20]
        raise TableError(message("people.course-no-aim", line=line, written=cut, most=MAX_LEVEL))
    return aim


def _courses(making: Iterable[_Making], left_out: Sequence[tuple[int, str]]) -> CourseCatalogue:
    courses: dict[str, Course] = {}
    teachings: dict[str, list[Teaching]] = {}
    for made in making:
        if made.cost is None:
            raise TableError(message("people.course-no-price", line=made.line, course=made.code))
        course = courses[made.code] = Course(made.code, made.title, made.cost, made.days or 0)
        for competence, aim in made.aims:
            teachings.setdefault(competence, []).append(Teaching(course, aim))
    return CourseCatalogue(courses, teachings, left_out)
