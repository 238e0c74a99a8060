"""A framework from wherever it lies: a folder of YAML, a workbook, or RDF."""

from pathlib import Path

from rdflib import Graph

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.company.io.folder import read_folder
from cigref_kg.company.io.plain import Source, read_document
from cigref_kg.company.io.rdf_reading import read_rdf
from cigref_kg.graph.reading import EXTENSIONS

WORKBOOK = ".xlsx"


def read_source(path: Path) -> tuple[Source, Graph | None]:
    """Read a framework, and its graph if it comes as RDF.

    Args:
        path: a folder of YAML files, an ``.xlsx`` workbook, or an RDF file.

    Raises:
        InputError: if it cannot be read; the message names every place that is wrong.
        OSError: if there is no such file.
    """
    if path.is_dir():
        return read_document(read_folder(path)), None
    if path.suffix.casefold() == WORKBOOK:
        # What reads workbooks takes long to import: folders and RDF do without.
        from cigref_kg.company.io.workbook_reading import read_workbook

        return read_document(read_workbook(path)), None
    if path.suffix.casefold() not in EXTENSIONS:
        known = " ".join((WORKBOOK, *EXTENSIONS))
        raise InputError(message("company.no-source", path=path, known=known))
    document, graph = read_rdf(path)
    return read_document(document), graph
