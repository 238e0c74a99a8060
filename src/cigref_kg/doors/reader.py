"""Everything that programs ask, as plain values with codes, names and IRIs.

The functions of ``import cigref_kg``, the verbs of the command line and the tools of agents are
methods of :class:`Reader`; each says what there is where something is not found.
"""

import csv
import io
import json
from collections.abc import Mapping
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile, Language, Names, Text
from cigref_kg.company.dataset import served_edition
from cigref_kg.doors.values import Record, Table
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.comparison import compare
from cigref_kg.insight.names.finding import Status
from cigref_kg.insight.names.spelling import normal_code
from cigref_kg.insight.served import Served
from cigref_kg.insight.things import Kind, things
from cigref_kg.publish.comparison import comparison_as_json

if TYPE_CHECKING:  # RDF and much else takes long to import: who only searches does without
    from cigref_kg.doors.linter import Vocabulary
    from cigref_kg.doors.questions import Questions
    from cigref_kg.engine import Engine
    from cigref_kg.graph.description import Descriptions
    from cigref_kg.publish.plain_json import PlainJson
    from cigref_kg.vocabularies.crosswalk.links import Crosswalk

KINDS = {
    "profiles": Kind.PROFILE,
    "families": Kind.FAMILY,
    "competences": Kind.COMPETENCE,
    "aspects": Kind.ASPECT,
}
"""What :meth:`Reader.things` lists."""
MOST_HITS = 50  # more is a list, not a search
MOST_WAYS = 10  # more than a person compares
_NUMBERS = frozenset({"level", "stars", "page", "position_number", "year", "profiles"})
"""Columns of tables that are numbers; everything else is text, codes above all."""


class NotFoundError(InputError):
    """What was asked for is not there; the message says what is."""


def _not_found(entry: str, /, **places: object) -> NotFoundError:
    return NotFoundError(message(entry, **places))


class Reader:
    """Answers from a dataset.

    >>> import cigref_kg
    >>> reader = Reader(cigref_kg.load())
    >>> reader.profile("RSSI")["code"]
    '6.3'

    Args:
        dataset: what is read.
        edition: the year of the edition; by default the one that is shown where none is asked for.
        language: of names and reasons.
        engine: answers SPARQL; without one, Oxigraph in this process, without bounds.

    Raises:
        UnknownEditionError: if that edition is not there.
    """

    def __init__(
        self,
        dataset: Dataset,
        edition: int | None = None,
        language: Language = "fr",
        engine: "Engine | None" = None,
    ) -> None:
        self.dataset = dataset
        self.served: Served = served_edition(dataset, edition)
        self.language: Language = language
        self._engine = engine

    def search(self, words: str, limit: int = 10) -> Table:
        """Find profiles, competences, families and aspects by any of their names.

        Args:
            words: a title, an acronym, a code, a name of ROME.
            limit: how many hits at most, 1 to 50.
        """
        found = self.served.search.find(words, max(1, min(limit, MOST_HITS)))
        return Table(
            {
                "kind": hit.entry.kind.value,
                "code": hit.entry.code,
                "title": self._said(hit.entry.title),
                "score": round(hit.score, 3),
                "edition": self.served.year,
                "iri": hit.entry.iri,
            }
            for hit in found.hits
        )

    def resolve(self, reference: str) -> JobProfile:
        """Return the profile that a code or a title means.

        Raises:
            NotFoundError: if it means none, or several alike; says which come near.
        """
        profile = self.served.find(reference.strip())
        if profile is not None:
            return profile
        finding = self.served.finder.find(reference)
        if finding.status is Status.AUTOMATIC:
            return finding.candidates[0].profile
        near = ", ".join(
            f"{each.profile.code} {self._title(each.profile.names)}"
            for each in finding.candidates[:5]
        )
        entry = "doors.near-profiles" if near else "doors.no-profile"
        raise _not_found(entry, reference=reference[:60], near=near)

    def profile(self, reference: str) -> Record:
        """Return a profile with everything that its page says.

        Args:
            reference: its code, ``2024/6.3`` for another edition's, or a title.

        Raises:
            NotFoundError: if there is no such profile; says which come near.
        """
        profile = self.resolve(reference)
        at = next(
            at
            for at in map(self.served.at, (self.served.year, *self.served.years))
            if at.content.profile.get(profile.code) is profile
        )
        return Record(self._plain(at).profile(profile))

    def show(self, code: str) -> Record:
        """Return what has a code such as ``E.8``, ``E.8/4``, ``6`` or ``T5``, or a profile by name.

        Raises:
            NotFoundError: if nothing has it.
        """
        plain = self._plain(self.served)
        spelt = dict.fromkeys((code.strip(), normal_code(code) or code))
        for kind, each in product(("profile", "family", "competence", "aspect"), spelt):
            found = plain.thing(kind, each)
            if found is not None:
                return Record(found)
        framework = self.served.framework
        competence = framework.competence.get(code.partition("/")[0].strip())
        if competence:
            levels = ", ".join(str(each.level) for each in competence.levels)
            raise _not_found("doors.no-such-level", competence=competence.code, levels=levels)
        try:
            return self.profile(code)
        except NotFoundError as error:
            codes = message(
                "doors.codes",
                error=error.words,
                first=framework.competences[0].code,
                last=framework.competences[-1].code,
                first_aspect=framework.aspects[0].code,
                last_aspect=framework.aspects[-1].code,
            )
            raise NotFoundError(codes) from error

    def things(self, kind: str) -> Table:
        """List all profiles, families, competences or aspects.

        Raises:
            NotFoundError: if there is no such kind; says which there are.
        """
        if kind not in KINDS:
            raise _not_found("doors.no-kind", kind=kind[:40], known=", ".join(KINDS))
        listed = things(self.served.nomenclature, self.served.iris, KINDS[kind])
        return Table({"code": each.code, "title": self._said(each.title)} for each in listed)

    def compare(self, *references: str) -> Record:
        """Put two to four profiles side by side: every competence that one requires, and the gap.

        Args:
            references: codes, ``2024/6.3`` for another edition's, or titles.

        Raises:
            NotFoundError: if one is unknown, or they are too few, too many or the same.
        """
        try:
            return Record(comparison_as_json(compare([self.resolve(each) for each in references])))
        except InputError as error:
            raise NotFoundError(error.words) from error

    def paths(self, source: str, target: str, limit: int = 3) -> Table:
        """Return ways from one profile to another, each with what its steps ask one to learn.

        They are of one edition, the later one if the profiles are of two.

        Args:
            source: the code or title of the profile that one has.
            target: the one that one wants.
            limit: how many ways at most, 1 to 10.

        Raises:
            NotFoundError: if one of them is unknown, or both are the same.
        """
        start, end = self.resolve(source), self.resolve(target)
        year = max(start.edition, end.edition)
        pathways = self.served.at(year).pathways
        try:
            ways = pathways.between(start.code, end.code, max(1, min(limit, MOST_WAYS)))
        except InputError as error:
            raise NotFoundError(error.words) from error
        return Table(
            {
                "edition": year,
                "profiles": list(way.codes),
                "steps": [
                    {
                        "to": step.to_profile.code,
                        "title": self._title(step.to_profile.names),
                        "stated": step.move is not None,
                        "learn": [
                            {
                                "competence": gap.competence,
                                "title": self._competence(gap.competence),
                                "from": gap.has,
                                "to": gap.required,
                            }
                            for gap in step.to_learn
                        ],
                    }
                    for step in way.steps
                ],
            }
            for way in ways
        )

    def who_needs(self, competence: str, level: int = 1) -> Table:
        """Return the profiles that require a competence at a level or above, the highest first.

        Args:
            competence: its code, or one of its names.
            level: 1 to 5.

        Raises:
            NotFoundError: if there is no such competence, or no such level.
        """
        framework = self.served.framework
        # What finds names takes a moment to import.
        from cigref_kg.doors.asking.mentions import competences_named

        written = competence.strip()
        named = competences_named(self.served.nomenclature).code(written)
        code = written if written in framework.competence else named
        if code is None:
            known = ", ".join(framework.competence)
            raise _not_found("doors.no-competence", competence=competence[:40], known=known)
        if level not in {each.rank for each in framework.levels}:
            raise _not_found("doors.no-level", level=level)
        found = [
            (profile.required_levels[code], profile)
            for profile in self.served.content.profiles
            if profile.required_levels.get(code, 0) >= level
        ]
        return Table(
            {
                "code": profile.code,
                "title": self._title(profile.names),
                "level": required,
                "iri": self.served.iris.profile(self.served.year, profile.code),
            }
            for required, profile in sorted(found, key=lambda each: -each[0])
        )

    def classify(self, text: str) -> Record:
        """Tell which profiles a text (an advert, a CV, a syllabus) is about, with its own words.

        Nothing of it is kept; the answer decides nothing about a person.
        """
        from cigref_kg.publish.finding.classification import classification_record

        found = self.served.classifier.classify(text, self.language)
        return Record(classification_record(found, self.served.nomenclature, self.language))

    def crosswalk(self, code: str) -> Record:
        """Tell what a code of Cigref, the e-CF, ESCO, ISCO, ROME or O*NET corresponds to elsewhere.

        Raises:
            InputError: if the code is unknown; says what there is.
        """
        from cigref_kg.publish.crosswalk import as_json

        self._crosswalk.concept(code)
        return Record(as_json(self._crosswalk.cross(code), self.language))

    def query(self, text: str) -> Table:
        """Answer a SPARQL query: rows as dictionaries, a boolean as one row ``{"boolean": …}``.

        Raises:
            QueryError: if it is refused or has no answer.
        """
        from cigref_kg.engine import AcceptedFormats, Query, embedded_engine

        if self._engine is None:
            self._engine = embedded_engine(self.dataset)
        accepted = AcceptedFormats("application/sparql-results+json", "application/n-triples")
        result = self._engine(Query(text), accepted)
        if result.media_type != accepted.results:
            lines = result.body.decode().splitlines()
            return Table({"triple": line} for line in lines)
        found = json.loads(result.body)
        if "boolean" in found:
            return Table([{"boolean": found["boolean"]}])
        return Table(
            {name: _value(row[name]) if name in row else None for name in found["head"]["vars"]}
            for row in found["results"]["bindings"]
        )

    def ask(self, question: str, **values: object) -> Table:
        """Answer a worked question by its name, or the one that people's own words mean.

        Args:
            question: such as ``"competence-at-level"``, or ``"who needs E.8 at level 4"``.
            values: its parameters, such as ``competence="E.8"``; a list for several values. The
                parameter ``from`` is written ``from_``.

        Raises:
            QuestionError: if there is no such question, parameter or value, or none is understood.
        """
        asked = {
            name.rstrip("_"): [
                str(each) for each in (value if isinstance(value, list) else [value])
            ]
            for name, value in values.items()
        }
        found = self.questions.asked(question, asked)
        asked = {**found.values, **asked}
        if "lang" in found.question.parameters:
            asked.setdefault("lang", [self.language])
        held = found.question.dated(asked, str(self.served.year))
        return self.query(found.question.filled(held))

    def table(self, name: str) -> Table:
        """Return one of the tables that are published as CSV; codes are text.

        Args:
            name: such as ``"requirements"``.

        Raises:
            NotFoundError: if there is no such table; says which there are.
        """
        from cigref_kg.publish.tables import csv_files

        files = csv_files(self.served.published, self.dataset.iris, self.dataset.mappings.mappings)
        if f"{name}.csv" not in files:
            known = ", ".join(each.removesuffix(".csv") for each in files)
            raise _not_found("doors.no-table", name=name[:40], known=known)
        rows = csv.DictReader(io.StringIO(files[f"{name}.csv"].decode()))
        return Table(
            {
                column: (int(cell) if column in _NUMBERS and cell.isdigit() else cell or None)
                for column, cell in row.items()
            }
            for row in rows
        )

    def describe(self, iri: str) -> str | None:
        """Return what the document of an IRI says, in Turtle; ``None`` if nothing here has it."""
        if iri not in self._descriptions:
            return None
        from cigref_kg.graph.serialization import serialize

        described = self._descriptions.describe(iri)
        return serialize(described, "ttl", self.dataset.iris.base).decode()

    @cached_property
    def _descriptions(self) -> "Descriptions":
        from cigref_kg.graph.description import Descriptions

        return Descriptions(self.dataset.union, self.dataset.iris)

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """What a query may hope to find."""
        from cigref_kg.doors.linter import Vocabulary

        return Vocabulary.of(self.dataset.union)

    @cached_property
    def questions(self) -> "Questions":
        """The worked questions with their parameters."""
        from cigref_kg.doors.questions import Questions

        return Questions(self.dataset.nomenclature)

    @cached_property
    def _crosswalk(self) -> "Crosswalk":
        from cigref_kg.vocabularies.crosswalk.building import crosswalk_of

        return crosswalk_of(self.dataset)

    def _plain(self, served: Served) -> "PlainJson":
        from cigref_kg.publish.plain_json import PlainJson

        return PlainJson(served.nomenclature, self.dataset.mappings, served.iris)

    def _title(self, names: Names) -> str:
        return self._said(names.title)

    def _said(self, text: Text) -> str:
        return next((words for words in (text.get(self.language), text.fr, text.en) if words), "")

    def _competence(self, code: str) -> str:
        return self._title(self.served.framework.competence[code].names)


def _value(term: Mapping[str, str]) -> object:
    """Return a term of an answer: numbers and booleans as such, everything else as text."""
    kind = term.get("datatype", "").rpartition("#")[2]
    if kind in {"integer", "int", "long"}:
        return int(term["value"])
    if kind in {"decimal", "double", "float"}:
        return float(term["value"])
    if kind == "boolean":
        return term["value"] == "true"
    return term["value"]
