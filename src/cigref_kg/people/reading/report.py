"""What an import took, changed and left out, in French or English, without naming a person."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from cigref_kg.base.model import Language, Text
from cigref_kg.people.reading.assessments import ABOUT_PERSON, Assessments, Note, Outcome, Why
from cigref_kg.people.reading.values import plain, shown

_MOST_LINES = 60
"""Line numbers told of one reason; the dry run tells them all."""

_WHY = {
    Why.NO_PERSON: Text(fr="il n’y a pas de matricule", en="the person is missing"),
    Why.NO_COMPETENCE: Text(fr="il n’y a pas de compétence", en="the competence is missing"),
    Why.UNKNOWN_COMPETENCE: Text(
        fr="la compétence « {0} » est inconnue : lui donner un code sous aliases, ou --company",
        en="there is no competence “{0}”: give it a code under aliases, or --company",
    ),
    Why.UNKNOWN_LEVEL: Text(
        fr="{1} : le niveau « {0} » est inconnu : le donner sous levels ou not_assessed",
        en="{1}: there is no level “{0}”: give it under levels or not_assessed",
    ),
    Why.DOUBLE: Text(fr="elle répète la ligne {0}", en="it repeats line {0}"),
    Why.NOT_ASSESSED: Text(
        fr="elle n’évalue pas, la ligne {0} évalue", en="it does not assess, line {0} does"
    ),
    Why.LESS_PREFERRED: Text(
        fr="l’évaluateur de la ligne {0} passe avant", en="the assessor of line {0} comes first"
    ),
    Why.EARLIER: Text(fr="la ligne {0} est plus récente", en="line {0} is later"),
    Why.SAME_DAY: Text(
        fr="la ligne {0}, du même jour et d’un autre niveau, vient après",
        en="line {0}, of the same day and with another level, comes after",
    ),
    Why.COMPETENCE_READ: Text(fr="« {0} » est lu {1}", en="“{0}” is read as {1}"),
    Why.COMPETENCE_GUESSED: Text(
        fr="« {0} » est lu {1}, dont le nom est presque le même",
        en="“{0}” is read as {1}, whose name is almost the same",
    ),
    Why.LEVEL_READ: Text(fr="le niveau « {0} » est lu {1}", en="the level “{0}” is read as {1}"),
    Why.PERSON_SPELT: Text(
        fr="le matricule est écrit comme ailleurs, avec tous ses zéros",
        en="the person’s number is written as elsewhere, with all its zeros",
    ),
    Why.UNKNOWN_DATE: Text(
        fr="la date « {0} » n’est pas lue, elle reste vide : dire date_format",
        en="the date “{0}” is not read and left empty: say date_format",
    ),
    Why.UNKNOWN_JOB: Text(
        fr="l’emploi « {0} » est inconnu, il reste vide : donner --company",
        en="there is no job “{0}”, it is left empty: give --company",
    ),
}
_WORDS = {
    "line": Text(fr="ligne {0}", en="line {0}"),
    "lines": Text(fr="lignes {0}", en="lines {0}"),
    "table": Text(fr="fichier {0}, ", en="file {0}, "),
    "taken": Text(fr="prise", en="taken"),
    "changed": Text(fr="changée", en="changed"),
    "left_out": Text(fr="laissée de côté", en="left out"),
    "level": Text(fr="{0} au niveau {1}", en="{0} at level {1}"),
    "none": Text(fr="{0} non évaluée", en="{0} not assessed"),
    "not_assessed": Text(fr="non évalué", en="not assessed"),
    "more": Text(fr=" et {0} autres", en=" and {0} more"),
    "read": Text(fr="Colonnes lues : {0}", en="Columns that are read: {0}"),
    "unread": Text(fr="Colonnes qui ne sont pas lues : {0}", en="Columns that are not read: {0}"),
    "absent": Text(
        fr="prefer : personne n’a évalué comme {0}", en="prefer: nobody assessed as {0}"
    ),
    "summary": Text(
        fr="{entries} évaluations lues : {taken} prises, dont {changed} changées, {left} laissées"
        " de côté.",
        en="{entries} assessments read: {taken} taken, {changed} of them changed, {left} left out.",
    ),
    "people": Text(
        fr="{people} personnes (sous {spellings} écritures) : {levels} niveaux, {blank} compétences"
        " non évaluées.",
        en="{people} people (in {spellings} spellings): {levels} levels, {blank} competences not"
        " assessed.",
    ),
    "why": Text(fr="Laissées de côté :", en="Left out:"),
    "how": Text(fr="Changées :", en="Changed:"),
}
_LEAVES_OUT = frozenset(list(Why)[: list(Why).index(Why.COMPETENCE_READ)])
_NOT_UNDERSTOOD = frozenset(
    (Why.NO_PERSON, Why.NO_COMPETENCE, Why.UNKNOWN_COMPETENCE, Why.UNKNOWN_LEVEL, Why.UNKNOWN_JOB)
)


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

    def _say(self, words: Text, *values: object, **named: object) -> str:
        return (words.get(self.language) or "").format(*values, **named)

    def lines(self) -> Iterator[str]:
        """Yield a line for each assessment of the tables, in their order."""
        for outcome in self.found.outcomes():
            notes = [self._note(note) for note in outcome.notes]
            state = "left_out" if not outcome.is_taken else "changed" if notes else "taken"
            if outcome.code:
                notes.insert(0, self._cell(outcome))
            said = self._say(_WORDS[state]), ("; " if self.language == "en" else " ; ").join(notes)
            yield self._colon.join([self._place(outcome), *filter(None, said)])

    def _cell(self, outcome: Outcome) -> str:
        if outcome.level is None:
            return self._say(_WORDS["none"], outcome.code)
        return self._say(_WORDS["level"], outcome.code, shown(outcome.level, self.language))

    def _place(self, outcome: Outcome) -> str:
        line = self._say(_WORDS["line"], outcome.line)
        return self._say(_WORDS["table"], outcome.table + 1) + line if self._has_many else line

    def _note(self, note: Note) -> str:
        why, written, read = note
        if why is Why.LEVEL_READ and not read:
            read = self._say(_WORDS["not_assessed"])
        if why is Why.LEVEL_READ and self.language == "fr":
            read = read.replace(".", ",")
        return self._say(_WHY[why], written[:80], read)

    def summary(self) -> Iterator[str]:
        """Yield which columns are read, what was taken and left out, and why, by line."""
        for heading, told in self.found.notices:
            yield self._say(_WORDS[heading], told)
        columns, assessors = self.found.columns, self.found.assessors
        absent = [name for name in columns.prefer if plain(name) not in assessors]
        if columns.rank_of and absent:
            yield self._say(_WORDS["absent"], ", ".join(absent))
        outcomes = list(self.found.outcomes())
        taken = [outcome for outcome in outcomes if outcome.is_taken]
        levels = [self.found.entries[place].level for place in self.found.counting.values()]
        blank = sum(level is None for level in levels)
        yield self._say(
            _WORDS["summary"],
            entries=len(outcomes),
            taken=len(taken),
            changed=sum(bool(outcome.notes) for outcome in taken),
            left=len(outcomes) - len(taken),
        )
        yield self._say(
            _WORDS["people"],
            people=len({key for key, _ in self.found.counting}),
            spellings=self.found.spellings,
            levels=len(levels) - blank,
            blank=blank,
        )
        yield from self._grouped("why", outcomes, _LEAVES_OUT)
        yield from self._grouped("how", taken, frozenset(Why) - _LEAVES_OUT)

    def lost(self) -> Iterator[str]:
        """Yield what could not be used, by line; nothing if all was understood."""
        yield from self._grouped("why", self.found.outcomes(), _NOT_UNDERSTOOD)

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
            yield self._say(_WORDS[heading])
        for said, places in sorted(groups.items(), key=lambda group: -len(group[1])):
            yield f"  {said}{self._colon}{self._lines(places)}"

    def _line(self, outcome: Outcome) -> str:
        return f"{outcome.table + 1}/{outcome.line}" if self._has_many else str(outcome.line)

    def _lines(self, places: Sequence[str]) -> str:
        places = list(dict.fromkeys(places))
        shown_places = ", ".join(places[:_MOST_LINES])
        said = self._say(_WORDS["line" if len(places) == 1 else "lines"], shown_places)
        if len(places) > _MOST_LINES:
            said += self._say(_WORDS["more"], len(places) - _MOST_LINES)
        return said


def _without_line(note: Note) -> Note:
    """A note as that of other lines: which line counts instead, the dry run says."""
    why, _, read = note
    in_place_of = {Why.DOUBLE, Why.NOT_ASSESSED, Why.LESS_PREFERRED, Why.EARLIER, Why.SAME_DAY}
    return (why, "…", read) if why in in_place_of else note


HEADINGS = ("person", "competence", "level", "assessed_on", "source", *ABOUT_PERSON)
"""Of the table that an import writes, before the columns that were kept."""


def people_csv(found: Assessments) -> bytes:
    """Write what counts as a table: a line a person and competence, in UTF-8 with commas."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*HEADINGS, *found.columns.keep])
    writer.writerows(_rows(found))
    return written.getvalue().encode()


def _rows(found: Assessments) -> Iterator[Sequence[str]]:
    for counts in found.assessments():
        level = "" if counts.level is None else shown(counts.level)
        yield [counts.person, counts.competence, level, *counts[3:-1], *counts.kept]
