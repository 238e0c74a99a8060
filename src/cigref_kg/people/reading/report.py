"""What an import took, changed and left out, in French or English, without naming a person."""

from collections.abc import Iterable, Iterator, Sequence

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language
from cigref_kg.base.writing import csv_bytes
from cigref_kg.people.reading.assessments import ABOUT_PERSON, Assessments, Note, Outcome, Why
from cigref_kg.people.reading.values import plain, shown

_MOST_LINES = 60
"""Line numbers told of one reason; the dry run tells them all."""

_LEAVES_OUT = frozenset(list(Why)[: list(Why).index(Why.COMPETENCE_READ)])
_TO_SEE_TO = frozenset(
    (
        *(Why.NO_PERSON, Why.NO_COMPETENCE, Why.UNKNOWN_COMPETENCE, Why.COMPETENCE_CONTRADICTED),
        *(Why.UNKNOWN_LEVEL, Why.UNKNOWN_JOB, Why.UNKNOWN_DATE, Why.SAME_DAY),
    )
)
"""What no table should hold, whoever works with it: not understood, or in contradiction."""


class Report:
    """Says what became of every line of some tables.

    Args:
        found: what was read.
        language: in which it is said.
    """

    def __init__(self, found: Assessments, language: Language) -> None:
        self.found = found
        self.language: Language = language
        self._colon = ": " if language == "en" else " : "
        self._has_many = found.tables > 1

    def _say(self, entry: str, **places: object) -> str:
        return message(f"people.report-{entry}", **places).localized(self.language)

    def lines(self) -> Iterator[str]:
        """Yield a line for each assessment of the tables, in their order."""
        for outcome in self.found.outcomes():
            notes = [self._note(note) for note in outcome.notes]
            state = "left-out" if not outcome.is_taken else "changed" if notes else "taken"
            if outcome.code:
                notes.insert(0, self._cell(outcome))
            said = self._say(state), ("; " if self.language == "en" else " ; ").join(notes)
            yield self._colon.join([self._place(outcome), *filter(None, said)])

    def _cell(self, outcome: Outcome) -> str:
        if outcome.level is None:
            return self._say("none", code=outcome.code)
        return self._say("level", code=outcome.code, level=shown(outcome.level, self.language))

    def _place(self, outcome: Outcome) -> str:
        if self._has_many:
            return self._say("place", table=outcome.table + 1, line=outcome.line)
        return self._say("line", lines=outcome.line)

    def _note(self, note: Note) -> str:
        why, written, read = note
        if why is Why.LEVEL_READ and not read:
            read = self._say("not-assessed")
        if why is Why.LEVEL_READ and self.language == "fr":
            read = read.replace(".", ",")
        code = f"people.why-{why.value.replace(' ', '-')}"
        return message(code, written=written[:80], read=read).localized(self.language)

    def summary(self) -> Iterator[str]:
        """Yield which columns are read, what was taken and left out, and why, by line."""
        for heading, told in self.found.notices:
            yield self._say(heading, named=told)
        columns, assessors = self.found.columns, self.found.assessors
        absent = [name for name in columns.prefer if plain(name) not in assessors]
        if columns.rank_of and absent:
            yield self._say("absent", named=", ".join(absent))
        outcomes = list(self.found.outcomes())
        taken = [outcome for outcome in outcomes if outcome.is_taken]
        levels = [self.found.entries[place].level for place in self.found.counting.values()]
        blank = sum(level is None for level in levels)
        yield self._say(
            "summary",
            entries=len(outcomes),
            taken=len(taken),
            changed=sum(bool(outcome.notes) for outcome in taken),
            left=len(outcomes) - len(taken),
        )
        yield self._say(
            "people",
            people=len({key for key, _ in self.found.counting}),
            spellings=self.found.spellings,
            levels=len(levels) - blank,
            blank=blank,
        )
        yield from self._grouped("why", outcomes, _LEAVES_OUT)
        yield from self._grouped("how", taken, frozenset(Why) - _LEAVES_OUT)

    def lost(self) -> Iterator[str]:
        """Yield what was not read or contradicts itself, by sheet, column or line; else nothing."""
        for heading, told in self.found.notices:
            if heading != "read":
                yield self._say(heading, named=told)
        yield from self._grouped("seen", self.found.outcomes(), _TO_SEE_TO)

    def _grouped(
        self, heading: str, outcomes: Iterable[Outcome], reasons: frozenset[Why]
    ) -> Iterator[str]:
        groups: dict[str, list[str]] = {}
        for outcome in outcomes:
            for note in outcome.notes:
                if note[0] in reasons:
                    said = self._note(_without_line(note))
                    groups.setdefault(said, []).append(self._line(outcome))
        if groups:
            yield self._say(heading)
        for said, places in sorted(groups.items(), key=lambda group: -len(group[1])):
            yield f"  {said}{self._colon}{self._lines(places)}"

    def _line(self, outcome: Outcome) -> str:
        return f"{outcome.table + 1}/{outcome.line}" if self._has_many else str(outcome.line)

    def _lines(self, places: Sequence[str]) -> str:
        places = list(dict.fromkeys(places))
        shown_places = ", ".join(places[:_MOST_LINES])
        if len(places) > _MOST_LINES:
            more = len(places) - _MOST_LINES
            shown_places = self._say("more", named=shown_places, number=more)
        return self._say("line" if len(places) == 1 else "lines", lines=shown_places)


def _without_line(note: Note) -> Note:
    """A note as that of other lines: which line counts instead, the dry run says."""
    why, _, read = note
    in_place_of = {Why.DOUBLE, Why.NOT_ASSESSED, Why.LESS_PREFERRED, Why.EARLIER, Why.SAME_DAY}
    return (why, "…", read) if why in in_place_of else note


HEADINGS = ("person", "competence", "level", "assessed_on", "source", *ABOUT_PERSON)
"""Of the table that an import writes, before the columns that were kept."""


def people_csv(found: Assessments) -> bytes:
    """Write what counts as a table: a line a person and competence, in UTF-8 with commas."""
    return csv_bytes([(*HEADINGS, *found.columns.keep), *_rows(found)], line_end="\n")


def _rows(found: Assessments) -> Iterator[Sequence[str]]:
    for counts in found.assessments():
        level = "" if counts.level is None else shown(counts.level)
        yield [counts.person, counts.competence, level, *counts[3:-1], *counts.kept]
