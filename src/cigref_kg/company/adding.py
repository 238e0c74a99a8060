"""A company's framework beside the nomenclature: its graph added to the dataset, its files."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID, XSD

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.text import LANGUAGES, Text
from cigref_kg.company import known
from cigref_kg.company.combined import CombinedIris
from cigref_kg.company.consistency import check_fit
from cigref_kg.company.conversion import company_graph
from cigref_kg.company.dataset import views_of
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.io.plain import Source
from cigref_kg.company.io.sources import read_source
from cigref_kg.company.records import Company
from cigref_kg.graph.building import Built
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import DCAT, SD
from cigref_kg.graph.serialization import n_quads, serialize
from cigref_kg.graph.terms import Triples, texts
from cigref_kg.records.errors import RecordError

if TYPE_CHECKING:
    from cigref_kg.company.checking import CheckedCompany


@dataclass(frozen=True, eq=False, repr=False)
class CompanyDataset(Dataset):
    """A dataset with a company's graph, ``company/NAME``, beside those of another dataset."""

    beneath: Dataset
    """Without this company, with others or none."""
    views: tuple[CompanyView, ...]
    """What holds in each company, this one last."""

    @cached_property
    def built(self) -> Built:
        """What the dataset beneath says and the company's graph, under a version of its own."""
        own, beneath = company_graph(self.views[-1], self.beneath.iris), self.beneath.built.triples
        company = self.views[-1].company
        name = f"company/{company.name}"
        digest = hashlib.sha256(self.beneath.version.encode())
        digest.update(n_quads({self.iris.graph(name): own}))
        version = digest.hexdigest()[:12]
        versioned = URIRef(self.iris.dataset), DCAT.version
        described = dict.fromkeys(
            (*versioned, Literal(version)) if triple[:2] == versioned else triple
            for triple in chain(beneath["nomenclature"], _named_graph(company, len(own), self.iris))
        )
        triples = {**beneath, name: own, "nomenclature": described}
        lines = n_quads({self.iris.graph(each): said for each, said in triples.items()})
        return Built(triples, version, lines)


def with_company(dataset: Dataset, path: Path, *, check: bool = False) -> CompanyDataset:
    """Add the framework that lies at ``path``.

    What was found to conform is known again by its content (:mod:`cigref_kg.company.known`), and
    not checked against the shapes each time.

    Args:
        dataset: the nomenclature, with other companies' frameworks or without.
        path: a folder of YAML files, a workbook or an RDF file.
        check: check it even so.

    Returns:
        The dataset with its graph, served as those before it.

    Raises:
        InputError: if the framework is wrong, does not fit or does not conform, or its name is
            or one of its codes is taken; the message names every place.
        OSError: if there is nothing at ``path``.
    """
    source, given = read_source(path)
    company = source.company
    check_fit(source, dataset.nomenclature, dataset.iris.base)
    if any(view.company.name == company.name for view in views_of(dataset)):
        raise RecordError.at(path, "name", message("company.served-already", name=company.name))
    views = (*views_of(dataset), CompanyView(company, dataset.nomenclature))
    _refuse_codes_taken(source, views)
    digest = known.digest(path, dataset)
    if check or not known.is_known(digest):
        _check(path, source, dataset, given)
        known.remember(digest)
    iris = CombinedIris(dataset.iris.base, views)
    return CompanyDataset(dataset.nomenclature, dataset.mappings, iris, dataset, views)


def _check(path: Path, source: Source, dataset: Dataset, given: Graph | None) -> None:
    # The engine of the shapes takes long to import: who knows the framework does without.
    from cigref_kg.company.checking import check

    report = check(source, dataset, given).report
    if not report.conforms:
        told = Text(**{each: report.as_text(each).rstrip("\n") for each in LANGUAGES})
        raise RecordError([told.after_each(f"{path}: ")])


def _refuse_codes_taken(source: Source, views: Sequence[CompanyView]) -> None:
    """Refuse a code that another company has: addresses such as ``/compare?p=`` could not tell."""
    *others, own = views
    taken = {code.casefold(): view.company.name for view in others for code in view.codes}
    problems = [
        message("company.code-taken", other=taken[code.casefold()], code=code).after_each(
            f"{source.place((part, code))}: "
        )
        for part in ("families", "competences", "profiles")
        for code in getattr(own.company, part)
        if code.casefold() in taken
    ]
    if problems:
        raise RecordError(problems)


def _named_graph(company: Company, triples: int, iris: Iris) -> Triples:
    """What the dataset says of a company's graph: that it is there, and how large."""
    subject = URIRef(iris.graph(f"company/{company.name}"))
    yield URIRef(iris.dataset), VOID.subset, subject
    yield subject, RDF.type, VOID.Dataset
    yield subject, RDF.type, SD.NamedGraph
    yield from texts(subject, DCTERMS.title, company.title.text)
    if company.licence:
        yield subject, DCTERMS.license, URIRef(company.licence)
    yield subject, VOID.triples, Literal(triples, datatype=XSD.integer)


def company_files(checked: "CheckedCompany", iris: Iris) -> dict[str, bytes]:
    """Return the company's graph as Turtle, and as N-Quads in its named graph, by file name.

    The same framework gives the same bytes.
    """
    company = checked.view.company
    return {
        f"{company.name}.ttl": serialize(checked.graph, "ttl", company.base),
        f"{company.name}.nq": n_quads({iris.graph(f"company/{company.name}"): checked.graph}),
    }
