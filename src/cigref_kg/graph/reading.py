"""RDF files of the user's read into one graph."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import Dataset, Graph
from rdflib.util import guess_format

from cigref_kg.base.errors import InputError
from cigref_kg.graph.namespaces import empty_graph


def read_graph(files: Iterable[Path]) -> Graph:
    """Read RDF files, in the formats that their extensions name, into one graph.

    Named graphs (TriG, N-Quads) are merged.

    Raises:
        InputError: if an extension names no RDF format, or a file is not in its format; the
            message names the file.
        OSError: if a file cannot be read.
    """
    merged = empty_graph()
    for file in files:
        syntax = guess_format(file.name)
        if syntax is None:
            raise InputError(f"{file}: the extension names no RDF format (.ttl, .nt, .rdf, …)")
        content = Dataset(default_union=True)
        try:
            content.parse(source=str(file), format=syntax)
        except OSError:
            raise
        except Exception as error:  # each of rdflib's parsers has exceptions of its own
            raise InputError(f"{file}: is not valid {syntax}: {error}") from error
        for subject, predicate, value, _ in content.quads():
            merged.add((subject, predicate, value))
    return merged
