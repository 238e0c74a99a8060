"""SSSOM files → mappings, with errors that name the file, the line and the column."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from cigref_kg.base.errors import parser_says
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.locations import MAPPINGS
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original, Text
from cigref_kg.records.errors import RecordError
from cigref_kg.records.mappings.model import Mapping, Relation, Subject, Target
from cigref_kg.records.mappings.schemes import SCHEMES, Scheme, SubjectKind, Vocabulary

NO_TERM_FOUND = "https://w3id.org/sssom/NoTermFound"
"""What SSSOM writes in the place of a concept where none fits."""

SUFFIX = ".sssom.tsv"
"""How the names of SSSOM tables end."""
_IDS = f"{DEFAULT_BASE}id/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_JUSTIFICATIONS = "https://w3id.org/semapv/vocab/"


def read_mappings(folder: Path = MAPPINGS) -> tuple[Mapping, ...]:
    """Read every ``*.sssom.tsv`` of a folder: by default, the mappings that are shipped.

    Raises:
        RecordError: if there is none, or if any is wrong: a line for each problem, with the file,
            the line, the column and what to do.
    """
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise RecordError.at(folder, "", message("records.no-mappings", suffix=SUFFIX))
    problems: list[Text] = []
    mappings: list[Mapping] = []
    ranks: Counter[tuple[Subject, Vocabulary]] = Counter()
    for file in files:
        try:
            head, rows = read_table(file)
        except RecordError as error:
            problems += error.problems
            continue
        for line, cells in rows:
            try:
                mapping = _Row(head, cells).mapping(ranks)
            except _CellError as error:
                place = f"line {line}, column {error.column}"
                problems += RecordError.at(file, place, error.what).problems
                continue
            ranks[mapping.subject, mapping.vocabulary] = mapping.position
            mappings.append(mapping)
    problems += _contradictions(mappings)
    if problems:
        raise RecordError(problems)
    return tuple(mappings)


def read_table(file: Path) -> tuple[dict[str, Any], list[tuple[int, dict[str, str]]]]:
    """Split a file into its head and its rows, each with the number of its line.

    Raises:
        RecordError: if it is no SSSOM table.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    length = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        head = yaml.load("\n".join(line[1:] for line in lines[:length]), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = message("base.line", line=mark.line + 1 if mark else 1)
        words = message("records.head-no-yaml", problem=parser_says(error))
        raise RecordError.at(file, place, words) from error
    if not isinstance(head, dict) or not isinstance(head.get("curie_map"), dict):
        raise RecordError.at(file, "curie_map", message("records.no-curie-map"))
    reader = csv.DictReader(lines[length:], delimiter="\t", strict=True)
    missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        words = message("records.missing-columns", columns=", ".join(missing))
        raise RecordError.at(file, message("base.line", line=length + 1), words)
    rows = []
    try:
        for cells in reader:
            line = length + reader.line_num
            if None in cells or None in cells.values():
                place = message("base.line", line=line)
                raise RecordError.at(file, place, message("records.uneven-line"))
            rows.append((line, cells))
    except csv.Error as error:
        words = message("records.no-tsv", problem=Original(str(error)))
        place = message("base.line", line=length + reader.line_num)
        raise RecordError.at(file, place, words) from error
    return head, rows


_COLUMNS = tuple(
    "subject_id predicate_id object_id object_label mapping_justification author_label"
    " object_source_version confidence comment comment_fr".split()
)
_SUBJECTS = re.compile(
    r"(?P<year>\d{4})/(?P<profile>profile)/(?P<code>[1-9]\.[1-9]\d?)"
    r"|ecf/(?P<ecf_year>\d{4})"
    r"/(?P<ecf>competence|aspect)/(?P<ecf_code>(?<=competence/)[A-E]\.[1-9]\d?|(?<=aspect/)T[1-7])"
)
_VERSION = re.compile(r"\d+(\.\d+)*")


class _CellError(Exception):
    """A cell is wrong: its column and what to do."""

    def __init__(self, column: str, what: Text) -> None:
        super().__init__(column, what)
        self.column = column
        self.what = what


class _Row:
    """A row of a file, turned into a mapping."""

    def __init__(self, head: Map[str, Any], cells: Map[str, str]) -> None:
        self.head = head
        self.cells = cells

    def mapping(self, ranks: Map[tuple[Subject, Vocabulary], int]) -> Mapping:
        """Return the mapping, or raise what is wrong with a cell."""
        subject = self._subject()
        relation = self._relation()
        scheme = self._scheme(subject)
        return Mapping(
            subject=subject,
            position=ranks.get((subject, scheme.vocabulary), 0) + 1,
            relation=relation,
            target=self._target(scheme, relation),
            source=scheme.iri,
            version=self._version(),
            confidence=self._confidence(),
            justification=self._justification(),
            reason=Text(fr=self._cell("comment_fr"), en=self._cell("comment")),
            author=self._cell("author_label"),
            day=self._day(),
        )

    def _cell(self, column: str) -> str:
        """The value of a column, or of the head where SSSOM lets it hold for every row."""
        value = self.cells.get(column) or self.head.get(column)
        if not value:
            raise _CellError(column, message("records.cell-empty"))
        return str(value).strip()

    def _version(self) -> str:
        value = self._cell("object_source_version")
        if not _VERSION.fullmatch(value):
            words = message("records.cell-pattern", value=value, example="1.1.1")
            raise _CellError("object_source_version", words)
        return value

    def _iri(self, column: str) -> str:
        """The IRI of a CURIE; an IRI stays what it is."""
        value = self._cell(column)
        prefix, colon, rest = value.partition(":")
        if rest.startswith("//"):
            return value
        namespace = self.head["curie_map"].get(prefix)
        if not colon or namespace is None:
            raise _CellError(column, message("records.cell-prefix", value=value))
        return f"{namespace}{rest}"

    def _subject(self) -> Subject:
        iri = self._iri("subject_id")
        found = _SUBJECTS.fullmatch(iri.removeprefix(_IDS)) if iri.startswith(_IDS) else None
        if found is None:
            raise _CellError("subject_id", message("records.cell-subject", iri=iri))
        return Subject(
            kind=SubjectKind(found["profile"] or found["ecf"]),
            year=int(found["year"] or found["ecf_year"]),
            code=found["code"] or found["ecf_code"],
        )

    def _relation(self) -> Relation:
        iri = self._iri("predicate_id")
        name = iri.removeprefix(_SKOS)
        if name == iri or name not in list(Relation):
            raise _CellError("predicate_id", message("records.cell-relation", iri=iri))
        return Relation(name)

    def _scheme(self, subject: Subject) -> Scheme:
        iri = self._iri("object_source")
        scheme = SCHEMES.get(iri)
        if scheme is None or subject.kind not in scheme.subjects:
            fitting = " or ".join(s.iri for s in SCHEMES.values() if subject.kind in s.subjects)
            words = message("records.cell-scheme", kind=subject.kind, schemes=fitting, iri=iri)
            raise _CellError("object_source", words)
        return scheme

    def _target(self, scheme: Scheme, relation: Relation) -> Target | None:
        uri = self._iri("object_id")
        if (uri == NO_TERM_FOUND) != (relation is Relation.NONE):
            raise _CellError("object_id", message("records.cell-no-term", none=Relation.NONE))
        if relation is Relation.NONE:
            return None
        if not scheme.concept.fullmatch(uri):
            words = message("records.cell-target", uri=uri, noun=scheme.noun)
            raise _CellError("object_id", words)
        labels = {"fr": self.cells.get("object_label_fr") or None, "en": None}
        labels[scheme.language] = self._cell("object_label")
        return Target(
            uri=uri,
            labels=Text(**labels),
            notation=self.cells.get("object_notation") or None,
            isco_group=self.cells.get("object_isco_group") or None,
            fiche=self.cells.get("object_fiche") or None,
        )

    def _confidence(self) -> Decimal:
        value = self._cell("confidence")
        try:
            confidence = Decimal(value)
        except InvalidOperation:
            confidence = Decimal("NaN")
        if not (confidence.is_finite() and 0 <= confidence <= 1):
            raise _CellError("confidence", message("records.cell-confidence", value=value))
        return confidence

    def _justification(self) -> str:
        iri = self._iri("mapping_justification")
        if not iri.startswith(_JUSTIFICATIONS):
            words = message("records.cell-justification", iri=iri)
            raise _CellError("mapping_justification", words)
        return iri

    def _day(self) -> date:
        value = self._cell("mapping_date")
        try:
            return date.fromisoformat(value)
        except ValueError:
            words = message("records.cell-date", value=value)
            raise _CellError("mapping_date", words) from None


def _contradictions(mappings: Sequence[Mapping]) -> Iterator[Text]:
    """Yield what no single row shows: judgements that are repeated, deny each other or are old."""
    seen: set[tuple[Subject, str, str]] = set()
    mapped = {(m.subject, m.vocabulary) for m in mappings if m.target is not None}
    for mapping in mappings:
        code = mapping.subject.code
        if mapping.target is None:
            if (mapping.subject, mapping.vocabulary) in mapped:
                yield message("records.no-term-and-some", code=code)
            continue
        judged = mapping.subject, mapping.target.uri, mapping.version
        if judged in seen:
            target, version = mapping.target.uri, mapping.version
            yield message("records.judged-twice", code=code, target=target, version=version)
        seen.add(judged)
    for uri, version in _renamed(mappings).items():
        for subject in dict.fromkeys(subject for subject, target, _ in seen if target == uri):
            if (subject, uri, version) not in seen:
                code = subject.code
                yield message("records.renamed-target", code=code, target=uri, version=version)


def _renamed(mappings: Sequence[Mapping]) -> dict[str, str]:
    """Return the newest version of each target whose label is not the same in every version."""
    labels: dict[str, set[str | None]] = defaultdict(set)
    newest: dict[str, Mapping] = {}
    for mapping in sorted(mappings, key=lambda mapping: mapping.version_number):
        if mapping.target is not None:
            labels[mapping.target.uri].add(mapping.target.labels.en or mapping.target.labels.fr)
            newest[mapping.target.uri] = mapping
    return {uri: newest[uri].version for uri, words in labels.items() if len(words) > 1}
