"""A company's graph → the document that it was made from: the conversion the other way round."""

from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS
from rdflib.term import Node

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.company.io.plain import Document, Path, dotted
from cigref_kg.company.iris import CompanyIris
from cigref_kg.graph.namespaces import CIG
from cigref_kg.graph.reading import read_graph
from cigref_kg.records.errors import RecordError

_SHOWN = 20
"""Of triples that are about others, how many a message names."""


def read_rdf(file: FilePath) -> tuple[Document, Graph]:
    """Read a company's graph from an RDF file: the document, and the graph itself.

    Raises:
        InputError: if the file is no RDF, holds no framework or several, or speaks of resources
            that are not the company's; the message names the file and the resources.
    """
    graph = read_graph([file])
    schemes = sorted(
        scheme
        for scheme in graph.subjects(PROV.wasDerivedFrom)
        if (scheme, RDF.type, SKOS.ConceptScheme) in graph and isinstance(scheme, URIRef)
    )
    if len(schemes) != 1:
        raise RecordError.at(file, "", message("company.one-scheme", found=len(schemes)))
    base, separator, name = str(schemes[0]).rpartition("id/")
    if not separator:
        raise RecordError.at(file, f"<{schemes[0]}>", message("company.scheme-name"))
    problems = foreign_subjects(graph, base)
    if problems:
        raise RecordError([problem.after_each(f"{file}: ") for problem in problems])
    reader = _Reader(graph, CompanyIris(base, name))

    def place(path: Path) -> str:
        return f"{file}: <{reader.iri(path)}>: {dotted(path[2:]) or 'the whole'}"

    return Document(reader.document(), place), graph


def foreign_subjects(graph: Graph, base: str) -> list[Text]:
    """Return a line for each resource that a graph speaks of and that is not under ``base``."""
    foreign = sorted({str(s) for s in graph.subjects() if not str(s).startswith(base)})
    lines = [message("company.foreign-subject", subject=s, base=base) for s in foreign[:_SHOWN]]
    if len(foreign) > _SHOWN:
        lines.append(message("company.foreign-subjects-more", rest=len(foreign) - _SHOWN))
    return lines


class _Reader:
    """The parts of a document, read from a graph."""

    def __init__(self, graph: Graph, iris: CompanyIris) -> None:
        self.graph = graph
        self.iris = iris
        self.scheme = URIRef(iris.scheme)

    def iri(self, path: Path) -> str:
        """The resource that a part of the document describes."""
        iris = self.iris
        kinds = {"families": iris.family, "competences": iris.competence, "profiles": iris.profile}
        if len(path) > 1 and path[0] in kinds:
            return kinds[str(path[0])](str(path[1]))
        return iris.scheme

    def document(self) -> dict[str, Any]:
        graph, scheme = self.graph, self.scheme
        edition = graph.value(scheme, PROV.wasDerivedFrom)
        year = _tail(edition)
        return _without_nothing(
            {
                "name": self.iris.name,
                "base": self.iris.base,
                "edition": int(year) if year.isdecimal() else year,
                "title": self.both(scheme, DCTERMS.title),
                "description": self.both(scheme, DCTERMS.description),
                "licence": str(graph.value(scheme, DCTERMS.license) or ""),
                "families": self.each(CIG.Family, self.family),
                "competences": self.each(CIG.Competence, self.competence),
                "profiles": self.each(CIG.JobProfile, self.profile),
            }
        )

    def each(self, kind: URIRef, read: Callable[[Node], dict[str, Any]]) -> dict[str, Any]:
        """What is said of each thing of a kind, by its code."""
        found = {}
        for node in sorted(self.graph.subjects(RDF.type, kind), key=str):
            notation = self.graph.value(node, SKOS.notation)
            found[_tail(node) if notation is None else str(notation)] = read(node)
        return found

    def both(self, node: Node, predicate: URIRef) -> dict[str, str] | None:
        words = {
            literal.language: str(literal)
            for literal in self.graph.objects(node, predicate)
            if isinstance(literal, Literal) and literal.language
        }
        return words or None

    def named(self, node: Node) -> dict[str, Any]:
        labels: dict[str, list[str]] = {}
        for literal in self.graph.objects(node, SKOS.altLabel):
            if isinstance(literal, Literal) and literal.language:
                labels.setdefault(literal.language, []).append(str(literal))
        return {"title": self.both(node, SKOS.prefLabel), "alternative_labels": labels}

    def family(self, node: Node) -> dict[str, Any]:
        return _without_nothing(
            {
                **self.named(node),
                "description": self.both(node, SKOS.definition),
                "close_to": self.target(node, SKOS.closeMatch, "/family/"),
            }
        )

    def competence(self, node: Node) -> dict[str, Any]:
        levels = {
            str(self.graph.value(at_level, CIG.levelValue)): self.both(at_level, SKOS.definition)
            for at_level in self.graph.objects(node, SKOS.narrower)
        }
        return _without_nothing(
            {
                **self.named(node),
                "description": self.both(node, SKOS.definition),
                "levels": levels,
                "within": self.target(node, SKOS.broadMatch, "/competence/"),
                "close_to": self.target(node, SKOS.closeMatch, "/competence/"),
            }
        )

    def profile(self, node: Node) -> dict[str, Any]:
        own_family = self.graph.value(node, SKOS.broader)
        extended = {_tail(target) for target in self.graph.objects(node, CIG.extends)}
        close = self.target(node, SKOS.closeMatch, "/profile/")
        family = self.target(node, SKOS.broadMatch, "/family/")
        return _without_nothing(
            {
                **self.named(node),
                "extends": sorted(extended),
                "match": "close" if close else None,
                "family": family if own_family is None else _tail(own_family),
                "statements": self.rewordings(node),
                "criticality": self.number(node, CIG.criticality),
                "mission": self.both(node, CIG.mission),
                "career_path": self.both(node, CIG.careerPath),
                "trends": self.both(node, CIG.trends),
                "requirements": self.requirements(node),
                "activities": [
                    _without_nothing(
                        {
                            "heading": self.both(group, RDFS.label),
                            "activities": self.statements(group, CIG.hasActivity),
                        }
                    )
                    for group in self.listed(node, CIG.hasActivityGroup)
                ],
                "deliverables": self.statements(node, CIG.hasDeliverable),
                "indicators": self.statements(node, CIG.hasIndicator),
            }
        )

    def target(self, node: Node, predicate: URIRef, kind: str) -> str | None:
        """The code of what a mapping points to, if it is of that kind."""
        targets = (each for each in self.graph.objects(node, predicate) if kind in str(each))
        return min(map(_tail, targets), default=None)

    def rewordings(self, node: Node) -> dict[str, Any]:
        changes: dict[str, Any] = {"replace": {}, "drop": []}
        for item in self.graph.objects(node, CIG.hasRewording):
            path = str(self.graph.value(item, SKOS.notation))
            words = self.both(item, RDFS.label)
            if words:
                changes["replace"][path] = words
            else:
                changes["drop"].append(path)
        return _without_nothing({**changes, "drop": sorted(changes["drop"])})

    def number(self, node: Node, predicate: URIRef) -> Any:
        value = self.graph.value(node, predicate)
        return value.toPython() if isinstance(value, Literal) else None

    def requirements(self, node: Node) -> dict[str, Any]:
        changes: dict[str, dict[str, Any]] = {"add": {}, "override": {}}
        for need in self.graph.objects(node, CIG.hasRequirement):
            verb = "add" if self.graph.value(need, CIG.overrides) is None else "override"
            code = _tail(self.graph.value(need, CIG.competence))
            changes[verb][code] = self.number(need, CIG.levelValue)
        dropped = sorted({_tail(need) for need in self.graph.objects(node, CIG.drops)})
        return _without_nothing({**changes, "drop": dropped})

    def statements(self, node: Node, predicate: URIRef) -> list[Any]:
        return [self.both(item, RDFS.label) for item in self.listed(node, predicate)]

    def listed(self, node: Node, predicate: URIRef) -> list[Node]:
        def position(item: Node) -> tuple[int, str]:
            value = self.graph.value(item, CIG.position)
            number = value.toPython() if isinstance(value, Literal) else 0
            return (number if isinstance(number, int) else 0), str(item)

        return sorted(self.graph.objects(node, predicate), key=position)


def _tail(node: Node | None) -> str:
    return str(node or "").rpartition("/")[2]


def _without_nothing(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is absent; a list's own empty items stay, to be found wrong."""
    return {key: value for key, value in record.items() if value not in (None, {}, [], "")}
