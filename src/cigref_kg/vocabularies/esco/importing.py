"""The official CSV download → quads in the graph of ESCO, in one pass and bounded memory.

Of the whole classification only the URIs and the hierarchy (some 20,000 concepts) are held.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from cigref_kg.base.iris import DEFAULT_BASE, Iris
from cigref_kg.base.messages import message
from cigref_kg.vocabularies.archives import Member
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco.conversion import (
    CONCEPT_FILES,
    RELATIONS,
    ConceptFile,
    Converter,
    labels_of,
)
from cigref_kg.vocabularies.esco.download import Download, open_download
from cigref_kg.vocabularies.esco.summary import Summary
from cigref_kg.vocabularies.sinks import Sink
from cigref_kg.vocabularies.summary import Progress
from cigref_kg.vocabularies.tables import Row, read_rows
from cigref_kg.vocabularies.terms import SKOS

K = TypeVar("K")

_HIERARCHIES = ("broaderRelationsOccPillar", "broaderRelationsSkillPillar")
_RELATION_COLUMNS = {
    "occupationSkillRelations": ("occupationUri", "relationType", "skillUri"),
    "skillSkillRelations": ("originalSkillUri", "relationType", "relatedSkillUri"),
}
_SCHEMES = "conceptSchemes"
_WHOLE = 0.9
"""A file with fewer of the known concepts than this was cut short or is of another release."""


def import_esco(
    source: Path,
    languages: Sequence[str],
    sink: Sink,
    *,
    base: str = DEFAULT_BASE,
    release: str | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Import the official CSV download of ESCO, any release from 1.0 on.

    Args:
        source: the folder or zip file of the download; a folder may hold several languages.
        languages: which languages to read, such as ``("fr", "en")``.
        sink: where the quads go.
        base: the IRI under which the graph of ESCO (``graph/esco``) stands.
        release: the release of ESCO, such as ``"1.2.0"``; by default what the names of the source
            tell, if they do.
        progress: told of the bytes read.

    Returns:
        What was found, dropped and missed.

    Raises:
        DataError: if the download is wrong, partial or corrupt: the message names the file or the
            column. The sink then holds what it held before.
    """
    chosen = _checked(languages)
    with open_download(source) as download:
        summary = Summary(release or download.release(), languages=chosen)
        plan = _Plan(download, chosen)
        summary.absent = plan.absent
        run = _Import(plan, summary, Iris(base).graph("esco"), progress)
        summary.write(run.quads(), sink)
    return summary


def _checked(languages: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(languages))
    for language in chosen:
        if not re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", language):
            raise DataError(message("vocabularies.no-language-code", code=language))
    if not chosen:
        raise DataError(message("vocabularies.no-language"))
    return chosen


class _Plan:
    """Which file is read for what; complete before the first row is read."""

    def __init__(self, download: Download, languages: Sequence[str]) -> None:
        self.absent: list[str] = []
        missing: list[str] = []
        self.concepts = _present(
            (
                (
                    (kind.name, language),
                    f"{kind.stem}_{language}",
                    download.find(kind.stem, language),
                )
                for kind in CONCEPT_FILES
                for language in languages
            ),
            missing,
        )

        def shared(stems: Iterable[str]) -> Iterator[tuple[str, str, Member | None]]:
            return ((stem, stem, download.find_shared(stem, languages)) for stem in stems)

        self.hierarchies = _present(shared(_HIERARCHIES), missing)
        if missing:
            there, lacks = ", ".join(download.languages()) or "–", ", ".join(missing)
            places = {"source": download.source, "missing": lacks, "there": there}
            raise DataError(message("vocabularies.partial-esco", **places))
        self.relations = _present(shared(_RELATION_COLUMNS), self.absent)
        # A list of schemes came with release 1.1, in English only.
        found = {language: download.find(_SCHEMES, language) for language in languages}
        self.schemes = {language: member for language, member in found.items() if member}

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        groups = (self.concepts, self.hierarchies, self.relations, self.schemes)
        return sum(member.size for group in groups for member in group.values())


def _present(files: Iterable[tuple[K, str, Member | None]], absent: list[str]) -> dict[K, Member]:
    """Return the files that are there by their keys, and note the names of the others."""
    found = {}
    for key, stem, member in files:
        if member is None:
            absent.append(f"{stem}.csv")
        else:
            found[key] = member
    return found


class _Import:
    """One run: reads the files of the plan in order and fills the summary."""

    def __init__(
        self, plan: _Plan, summary: Summary, graph: str, progress: Progress | None
    ) -> None:
        self.plan = plan
        self.summary = summary
        self.converter = Converter(graph, summary.unknown_values)
        self.kinds: dict[str, ConceptFile] = {}
        """The kind of each concept, by URI."""
        self.listed: Counter[tuple[str, str]] = Counter()
        """How many concepts of each kind the file of each language lists, labelled or not."""
        self.parents: dict[str, set[str]] = {}
        self.labelled: dict[str, set[str]] = {language: set() for language in summary.languages}
        total = plan.size
        self.advance: Callable[[int], object] = (
            (lambda count: progress(count, total)) if progress else (lambda _: None)
        )

    def quads(self) -> Iterator[Quad]:
        """Yield everything; the summary is complete at the end."""
        yield from self.converter.provenance(self.summary.release)
        yield from self.converter.schemes()
        for language, member in self.plan.schemes.items():
            for row in read_rows(member, ("conceptSchemeUri", "preferredLabel"), self.advance):
                yield from self.converter.scheme_texts(row, language)
        for kind in CONCEPT_FILES:
            for language in self.summary.languages:
                yield from self._concepts(kind, language)
            self._check_whole(kind)
        self._note_missing_labels()
        for stem, member in self.plan.hierarchies.items():
            yield from self._hierarchy(stem, member)
        self._note_cycle()
        for uri, kind in self.kinds.items():
            if uri not in self.parents:
                yield from self.converter.top_concept(NamedNode(uri), kind)
        for stem, member in self.plan.relations.items():
            yield from self._relations(stem, member)

    def _concepts(self, kind: ConceptFile, language: str) -> Iterator[Quad]:
        summary, converter = self.summary, self.converter
        read: set[str] = set()
        member = self.plan.concepts[kind.name, language]
        for row in read_rows(member, kind.columns, self.advance):
            subject = converter.subject(row)
            uri = subject.value
            if uri in read or self.kinds.get(uri, kind) is not kind:
                summary.repeated_rows += 1
                continue
            read.add(uri)
            if uri not in self.kinds:
                self.kinds[uri] = kind
                summary.concepts[kind.name] += 1
                yield from converter.facts(kind, subject, row)
            labels = labels_of(row)
            summary.repeated_labels += labels.repeated
            summary.repeated_when_tidy += labels.repeated_when_tidy
            if labels.preferred:
                self.labelled[language].add(uri)
                summary.labelled[kind.name, language] += 1
            yield from converter.texts(subject, row, labels, language)
        self.listed[kind.name, language] = len(read)

    def _check_whole(self, kind: ConceptFile) -> None:
        """Refuse a file that lacks many concepts which another language has."""
        known = self.summary.concepts[kind.name]
        for language in self.summary.languages:
            member = self.plan.concepts[kind.name, language]
            listed = self.listed[kind.name, language]
            if not known:
                raise DataError(message("vocabularies.no-concept", place=member.place))
            if listed < _WHOLE * known:
                places = {"place": member.place, "listed": listed, "kind": kind.name}
                raise DataError(message("vocabularies.few-concepts", known=known, **places))

    def _note_missing_labels(self) -> None:
        for language, labelled in self.labelled.items():
            missing = [uri for uri in self.kinds if uri not in labelled]
            if missing:
                self.summary.without_label[language] = missing

    def _hierarchy(self, stem: str, member: Member) -> Iterator[Quad]:
        for narrower, broader, _ in self._links(
            stem, member, "conceptUri", "broaderUri", ("conceptUri", "broaderUri")
        ):
            parents = self.parents.setdefault(narrower.value, set())
            # Version 1.0 repeats some lines.
            if broader.value not in parents:
                parents.add(broader.value)
                self.summary.broader += 1
                yield self.converter.quad(narrower, SKOS.broader, broader)

    def _note_cycle(self) -> None:
        try:
            TopologicalSorter(self.parents).prepare()
        except CycleError as error:
            self.summary.cycle = tuple(error.args[1])

    def _relations(self, stem: str, member: Member) -> Iterator[Quad]:
        columns = _RELATION_COLUMNS[stem]
        source, _, target = columns
        for subject, skill, row in self._links(stem, member, source, target, columns):
            written = row.get("relationType").strip()
            predicate = RELATIONS.get(written)
            if predicate is None:
                self.converter.unknown[f"relationType: {written}"] += 1
                continue
            self.summary.relations[written] += 1
            yield self.converter.quad(subject, predicate, skill)

    def _links(
        self, stem: str, member: Member, source: str, target: str, columns: Sequence[str]
    ) -> Iterator[tuple[NamedNode, NamedNode, Row]]:
        """Yield both ends of each row, where both are concepts of the download."""
        for row in read_rows(member, columns, self.advance):
            ends = self.converter.subject(row, source), self.converter.subject(row, target)
            if ends[0].value in self.kinds and ends[1].value in self.kinds:
                yield *ends, row
            else:
                self.summary.dangling[f"{stem}.csv"] += 1
