"""The dataset with a company's referential beside the nomenclature, ready to be served."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID, XSD

from cigref_kg.company.effective import CompanyView
from cigref_kg.dataset import Dataset
from cigref_kg.graph.conversion import Triple
from cigref_kg.graph.namespaces import SD, empty_graph
from cigref_kg.graph.serialization import n_quads
from cigref_kg.iris import Iris
from cigref_kg.records import RecordError

if TYPE_CHECKING:
    from cigref_kg.company.checking import CheckedCompany


@dataclass(frozen=True)
class CompanyDataset(Dataset):
    """A dataset with the graphs of companies, ``company/NAME`` each, and what holds in them."""

    views: tuple[CompanyView, ...] = ()


def with_company(dataset: Dataset, path: Path) -> CompanyDataset:
    """Add the referential that lies at ``path``.

    Args:
        dataset: the nomenclature, with other companies' referentials or without.
        path: a folder of YAML files, a workbook or an RDF file.

    Raises:
        InputError: if the referential is wrong, does not fit or does not conform, or its name is
            taken; the message names every place.
        OSError: if there is nothing at ``path``.
    """
    # Workbooks and shapes take long to import: a service without a company does without them.
    from cigref_kg.company.checking import check
    from cigref_kg.company.sources import read_source

    source, given = read_source(path)
    checked = check(source, dataset, given)
    if not checked.report.conforms:
        raise RecordError([f"{path}: {line}" for line in checked.report.as_text("en").splitlines()])
    name = f"company/{source.company.name}"
    if name in dataset.graphs:
        raise RecordError.at(path, "name", f"{source.company.name} is served already: change it")
    graphs = {**dataset.graphs, name: checked.graph}
    described = empty_graph()
    for triple in (*dataset.graphs["nomenclature"], *_named_graph(checked, dataset.iris)):
        described.add(triple)
    graphs["nomenclature"] = described
    digest = hashlib.sha256(dataset.version.encode())
    digest.update(n_quads({dataset.iris.graph(name): checked.graph}))
    return CompanyDataset(
        dataset.nomenclature,
        dataset.mappings,
        dataset.iris,
        graphs,
        digest.hexdigest()[:12],
        (*views_of(dataset), checked.view),
    )


def views_of(dataset: Dataset) -> tuple[CompanyView, ...]:
    """Return the referentials that a dataset has beside the nomenclature."""
    return dataset.views if isinstance(dataset, CompanyDataset) else ()


def _named_graph(checked: "CheckedCompany", iris: Iris) -> Iterator[Triple]:
    """What the dataset says of a company's graph: that it is there, and how large."""
    company = checked.view.company
    subject = URIRef(iris.graph(f"company/{company.name}"))
    yield URIRef(iris.dataset), VOID.subset, subject
    yield subject, RDF.type, VOID.Dataset
    yield subject, RDF.type, SD.NamedGraph
    for language, words in company.title.text.items():
        yield subject, DCTERMS.title, Literal(words, lang=language)
    if company.licence:
        yield subject, DCTERMS.license, URIRef(company.licence)
    yield subject, VOID.triples, Literal(len(checked.graph), datatype=XSD.integer)
