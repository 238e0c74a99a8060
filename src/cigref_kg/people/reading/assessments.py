"""Lines of people's levels → one level a person and competence, and what became of each line.

Of several assessments of a person in a competence one counts: an assessed one before one that is
not, then by assessor if an order was given, then the latest, then the last in the table.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import Nomenclature
from cigref_kg.base.reading.tables import FILES, Limits, Row, TableError, read_table
from cigref_kg.base.text import joined
from cigref_kg.people.reading import values
from cigref_kg.people.reading.columns import Columns, is_total
from cigref_kg.people.reading.headings import Head, find_head
from cigref_kg.people.reading.resolving import competences, jobs
from cigref_kg.people.reading.values import person_key, plain, shown, spelling

ABOUT_PERSON = ("job", "team", "manager", "site")
"""What is said of a person, not of an assessment: the latest said holds."""


class Why(StrEnum):
    """Why a line is left out, or what was changed in it."""

    NO_PERSON = "no person"
    TOTAL = "total"
    NO_COMPETENCE = "no competence"
    UNKNOWN_COMPETENCE = "unknown competence"
    UNKNOWN_LEVEL = "unknown level"
    DOUBLE = "double"
    NOT_ASSESSED = "not assessed"
    LESS_PREFERRED = "less preferred"
    EARLIER = "earlier"
    SAME_DAY = "same day"
    COMPETENCE_READ = "competence read"
    COMPETENCE_CONTRADICTED = "competence contradicted"
    COMPETENCE_GUESSED = "competence guessed"
    LEVEL_READ = "level read"
    PERSON_SPELT = "person spelt"
    UNKNOWN_DATE = "unknown date"
    UNKNOWN_JOB = "unknown job"


Note = tuple[Why, str, str]
"""What was noted of a line: why, what was written, and what it was read as."""


class Entry(NamedTuple):
    """A level of a person in a competence as a line of a table says it."""

    table: int
    line: int
    person: str
    """The key of the person, whatever the spelling."""
    spelt: str
    code: str
    level: float | None
    date: str
    assessor: str
    kept: tuple[str, ...]
    notes: tuple[Note, ...]
    """What was changed; what begins with a reason to leave the line out has no code."""


class Assessment(NamedTuple):
    """What counts in the end for a person and a competence."""

    person: str
    competence: str
    level: float | None
    """``None``: not assessed, which is not zero."""
    assessed_on: str
    source: str
    job: str
    team: str
    manager: str
    site: str
    kept: tuple[str, ...]


class Outcome(NamedTuple):
    """What became of a line, or of a cell of it in a table with a row a person."""

    table: int
    line: int
    code: str
    level: float | None
    is_taken: bool
    notes: tuple[Note, ...]


@dataclass
class _Facts:
    """What is known of a person, each fact with the date and the order in which it was said."""

    spelt: str
    said: dict[str, tuple[str, int, str]] = field(default_factory=dict)


@dataclass
class Assessments:
    """Everything that tables say of people."""

    columns: Columns
    whole: Nomenclature
    entries: list[Entry] = field(default_factory=list)
    people: dict[str, _Facts] = field(default_factory=dict)
    counting: dict[tuple[str, str], int] = field(default_factory=dict)
    """The place of the entry that counts, for a person and a competence."""
    notices: list[tuple[str, str]] = field(default_factory=list)
    """For each table the columns that are ``read``, and those that are left ``unread``."""
    assessors: set[str] = field(default_factory=set)
    """Who assessed, as they are compared."""
    tables: int = 0

    def __post_init__(self) -> None:
        self._competence = competences(self.whole, self.columns.aliases)
        self._job = jobs(self.whole)
        self._dates: dict[str, str | None] = {}
        self._is_month_first = False
        self._people: dict[str, tuple[str, str]] = {}
        if self._competence.bad_aliases:
            raise InputError(
                joined(
                    message("people.no-alias", written=written, meant=meant)
                    for written, meant in self._competence.bad_aliases
                )
            )

    # --- Reading

    def read(
        self,
        content: bytes,
        limits: Limits = FILES,
        watch: Callable[[Sequence[Row]], Iterable[Row]] = iter,
    ) -> None:
        """Add what a table says.

        Args:
            content: the bytes of the file.
            limits: how large it may be.
            watch: passes the rows on, to show how far the reading is.

        Raises:
            TableError: if it cannot be used; names line and column, never a person.
        """
        unread: list[str] = []
        rows = read_table(content, self.columns.form, limits, unread)
        head = find_head(rows, self.columns, self._competence)
        table, self.tables = self.tables, self.tables + 1
        self.notices.append(("read", ", ".join(head.read)))
        if head.unread:
            self.notices.append(("unread", ", ".join(head.unread)))
        if unread:
            self.notices.append(("sheets", ", ".join(unread)))
        body = [row for row in rows if row[0] > head.line]
        if not body:
            raise TableError(message("people.nobody", line=head.line))
        self._learn_dates(head, body)
        for row in watch(body):
            for entry in self._entries(table, row, head):
                self.assessors.add(plain(entry.assessor))
                self._weigh(len(self.entries), entry)
                self.entries.append(entry)

    def _entries(self, table: int, row: Row, head: Head) -> Iterator[Entry]:
        line, cells = row

        def cell(place: int) -> str:
            return cells[place] if place < len(cells) else ""

        def said(role: str) -> str:
            places = head.places.get(role)
            return cell(places[0]) if places else head.constants.get(role, "")

        spelt, key = self._person(said("person"))
        if not key or is_total(spelt):
            why = Why.TOTAL if key else Why.NO_PERSON
            yield Entry(table, line, "", "", "", None, "", "", (), ((why, "", ""),))
            return
        notes: list[Note] = []
        date = self._date(said("date"), notes)
        self._note_person(key, spelt, date, said, notes)
        kept = tuple(cell(place) for place in head.kept.values())
        common = (table, line, key, spelt)
        if head.competences:
            for place, code in head.competences.items():
                yield self._entry(common, code, cell(place), date, said("assessor"), kept, notes)
                notes = []
            return
        written = [cell(place) for place in head.places["competence"]]
        codes = [(found, each) for each in written if (found := self._competence(each))]
        code, _ = codes[0] if codes else ("", "")
        text = next(filter(None, written), "")
        notes += (
            (Why.COMPETENCE_CONTRADICTED, each, code) for found, each in codes if found != code
        )
        if not code:
            why = Why.UNKNOWN_COMPETENCE if text else Why.NO_COMPETENCE
            yield Entry(*common, "", None, date, "", kept, ((why, text, ""), *notes))
            return
        if not self._competence.guessed.isdisjoint(written):
            notes.append((Why.COMPETENCE_GUESSED, text, code))
        elif plain(code) not in {plain(words) for words in written}:
            notes.append((Why.COMPETENCE_READ, text, code))
        yield self._entry(common, code, said("level"), date, said("assessor"), kept, notes)

    def _entry(
        self,
        common: tuple[int, int, str, str],
        code: str,
        written: str,
        date: str,
        assessor: str,
        kept: tuple[str, ...],
        notes: list[Note],
    ) -> Entry:
        try:
            level = self.columns.read_level(written)
        except ValueError:
            bad = (Why.UNKNOWN_LEVEL, written, code)
            return Entry(*common, "", None, date, assessor, kept, (bad, *notes))
        if level is not None and values.number(written) != level:
            notes = [*notes, (Why.LEVEL_READ, written, shown(level))]
        elif level is None and written:
            notes = [*notes, (Why.LEVEL_READ, written, "")]
        return Entry(*common, code, level, date, assessor, kept, tuple(notes))

    def _person(self, written: str) -> tuple[str, str]:
        if written not in self._people:
            spelt = spelling(written)
            width = self.columns.person_width
            if width and spelt.isdecimal():
                spelt = spelt.zfill(width)
            self._people[written] = spelt, person_key(spelt)
        return self._people[written]

    def _learn_dates(self, head: Head, body: Sequence[Row]) -> None:
        """See what the dates of a table have first, which none of them may tell by itself."""
        self._dates.clear()
        place = head.places.get("date", (-1,))[0]
        written = {cells[place] for _, cells in body if 0 <= place < len(cells)}
        self._is_month_first = not self.columns.date_format and values.are_months_first(written)
        if self._is_month_first:
            self.notices.append(("month-first", ""))

    def _date(self, written: str, notes: list[Note]) -> str:
        if written not in self._dates:
            form, is_month_first = self.columns.date_format, self._is_month_first
            self._dates[written] = (
                values.date(written, form, is_month_first=is_month_first) if written else ""
            )
        found = self._dates[written]
        if found is None:
            notes.append((Why.UNKNOWN_DATE, written, ""))
        return found or ""

    def _note_person(
        self, key: str, spelt: str, date: str, said: Callable[[str], str], notes: list[Note]
    ) -> None:
        facts = self.people.get(key)
        if facts is None:
            facts = self.people[key] = _Facts(spelt)
        if _digits(spelt) > _digits(facts.spelt):
            facts.spelt = spelt
        for role in ABOUT_PERSON:
            value = said(role)
            if role == "job" and value:
                code = self._job(value)
                if code is None:
                    notes.append((Why.UNKNOWN_JOB, value, ""))
                value = code or ""
            if value:
                facts.said[role] = max(
                    facts.said.get(role, ("", -1, "")), (date, len(self.entries), value)
                )

    # --- Choosing

    def _weigh(self, place: int, entry: Entry) -> None:
        if not entry.code:
            return
        cell = (entry.person, entry.code)
        best = self.counting.get(cell)
        if best is None or self._weight(entry) >= self._weight(self.entries[best]):
            self.counting[cell] = place

    def _weight(self, entry: Entry) -> tuple[bool, int, str]:
        ranks = self.columns.rank_of
        rank = ranks.get(plain(entry.assessor), len(ranks)) if ranks else 0
        return entry.level is not None, -rank, entry.date

    @property
    def spellings(self) -> int:
        """In how many ways the persons are written of whom something counts."""
        counted = {key for key, _ in self.counting}
        return sum(key in counted for _, key in self._people.values())

    # --- What comes of it

    def assessments(self) -> Iterator[Assessment]:
        """Yield what counts, in the order in which persons and competences first appear."""
        for (key, code), place in self.counting.items():
            entry, facts = self.entries[place], self.people[key]
            yield Assessment(
                facts.spelt,
                code,
                entry.level,
                entry.date,
                entry.assessor,
                kept=entry.kept,
                **{role: facts.said.get(role, ("", 0, ""))[2] for role in ABOUT_PERSON},
            )

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what became of every line, in the order of the tables."""
        for place, entry in enumerate(self.entries):
            notes = entry.notes
            if entry.person and self.people[entry.person].spelt != entry.spelt:
                notes = (*notes, (Why.PERSON_SPELT, "", ""))
            if not entry.code:
                yield Outcome(entry.table, entry.line, "", None, False, notes)
                continue
            best = self.counting[entry.person, entry.code]
            if best != place:
                notes = (self._why_not(entry, self.entries[best]), *notes)
            yield Outcome(entry.table, entry.line, entry.code, entry.level, best == place, notes)

    def _why_not(self, entry: Entry, best: Entry) -> Note:
        line = str(best.line)
        mine, other = self._weight(entry), self._weight(best)
        if mine[0] != other[0]:
            return Why.NOT_ASSESSED, line, ""
        if mine[1] != other[1]:
            return Why.LESS_PREFERRED, line, ""
        if mine[2] != other[2]:
            return Why.EARLIER, line, ""
        return (Why.DOUBLE if entry.level == best.level else Why.SAME_DAY), line, ""


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))
