"""The checks of a framework: what it says, whether it fits, and its graph against the shapes."""

from dataclasses import dataclass

from rdflib import Graph
from rdflib.term import Node

from cigref_kg.base import locations
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.company.consistency import check_fit
from cigref_kg.company.conversion import company_graph
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.io.plain import Source
from cigref_kg.company.io.rdf_reading import foreign_subjects
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.graph.validation import ValidationReport, validate
from cigref_kg.records.errors import RecordError

SHAPES = ("shapes.ttl", "companies.ttl", "requirements.ttl")
"""The files of shapes that hold for a company's graph.

The others are about the nomenclature: its profiles have pages, its titles are in both languages.
"""

_MOST_LINES = 20
"""Of what a graph says otherwise than its records: the rest shows when these are mended."""


@dataclass(frozen=True)
class CheckedCompany:
    """A framework that fits, its graph, and what the shapes say of it."""

    view: CompanyView
    graph: Graph
    report: ValidationReport

    def notices(self) -> list[Text]:
        """Return a line for each requirement at a level that nothing describes."""
        framework = self.view.nomenclature.framework
        return [
            message("company.undescribed-level", code=code, competence=competence, level=level)
            for code, profile in self.view.company.profiles.items()
            for levels in (profile.requirements.add, profile.requirements.override)
            for competence, level in levels.items()
            if competence in framework.competence and (competence, level) not in framework.at_level
        ]

    def summary(self) -> Text:
        """Say in a line what there is."""
        company = self.view.company
        return message(
            "company.summary",
            name=company.name,
            profiles=len(company.profiles),
            families=len(company.families),
            competences=len(company.competences),
            changed=sum(bool(profile.changed) for profile in self.view.profiles.values()),
            triples=len(self.graph),
        )


def check(source: Source, dataset: Dataset, given: Graph | None = None) -> CheckedCompany:
    """Check a framework and make its graph.

    Args:
        source: the framework and where its parts stand.
        dataset: the nomenclature that it builds on.
        given: its graph as it was read, if it came as RDF: it is checked as it is, too.

    Returns:
        What holds in the company, its graph, and the report of the shapes.

    Raises:
        RecordError: if the framework does not fit, or its graph speaks of what is not its own.
    """
    check_fit(source, dataset.nomenclature, dataset.iris.base)
    view = CompanyView(source.company, dataset.nomenclature)
    graph = company_graph(view, dataset.iris)
    problems = foreign_subjects(graph, source.company.base)
    if given is not None:
        problems += [line.after_each(f"{source.place(())}: ") for line in _unheld(given, graph)]
    if problems:
        raise RecordError(problems)
    return CheckedCompany(view, graph, shapes_report(graph if given is None else given, dataset))


def shapes_report(graph: Graph, dataset: Dataset) -> ValidationReport:
    """Check a company's graph, beside the nomenclature's, against the shapes for companies."""
    shapes = empty_graph()
    for name in SHAPES:
        shapes.parse(locations.SHAPES / name, format="turtle")
    both = Graph(bind_namespaces="none")
    both += dataset.graphs["nomenclature"]
    both += graph
    return validate(both, shapes)


def _unheld(given: Graph, made: Graph) -> list[Text]:
    """Return a line for each resource of which a graph says more or less than its records hold."""
    held, found = set(made), set(given)
    # One line a subject: what it says too much counts before what it lacks.
    told: dict[Node, Text] = {}
    for entry, triples in (
        ("company.graph-says-more", found - held),
        ("company.graph-says-less", held - found),
    ):
        for subject, predicate, value in sorted(triples, key=lambda triple: str(triple)):
            if subject not in told:
                said = f"{_said(predicate, made)} {_said(value, made)}"
                told[subject] = message(entry, subject=subject, said=said)
    return [told[subject] for subject in sorted(told, key=str)[:_MOST_LINES]]


def _said(node: Node, graph: Graph) -> str:
    return node.n3(graph.namespace_manager)
