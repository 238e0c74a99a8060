"""The files that the dataset is published as."""

from cigref_kg.base import locations
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.metadata import FILE_STEM
from cigref_kg.graph.serialization import MEDIA_TYPES, serialize
from cigref_kg.graph.validation import load_shapes
from cigref_kg.publish.csvw import METADATA_FILE, csvw
from cigref_kg.publish.exchange.datapackage import DATA_PACKAGE, datapackage
from cigref_kg.publish.exchange.open_badges import alignments_file, learning_outcomes_file
from cigref_kg.publish.exchange.shapes import core_and_sparql
from cigref_kg.publish.exchange.skos import scheme_graphs
from cigref_kg.publish.exchange.sssom import sssom_files
from cigref_kg.publish.exchange.xkos import levels_graph
from cigref_kg.publish.tables import csv_files, edition_files, other_years


def publication_files(dataset: Dataset) -> dict[str, bytes]:
    """Return every file of the dataset by name.

    RDF in five formats, described CSV tables, each concept scheme in SKOS, the mappings in SSSOM,
    the shapes for engines of others; :mod:`cigref_kg.graph.file_kinds` tells what each is.

    The same dataset gives the same bytes.
    """
    files = {
        f"{FILE_STEM}.{extension}": serialize(dataset.union, extension, dataset.iris.base)
        for extension in MEDIA_TYPES
    }
    files[f"{FILE_STEM}.nq"] = dataset.n_quads
    files |= csv_files(dataset.nomenclature, dataset.iris, dataset.mappings.mappings)
    files |= edition_files(dataset.nomenclature, dataset.iris)
    files[METADATA_FILE] = csvw(dataset.iris, other_years(dataset.nomenclature))
    files[DATA_PACKAGE] = datapackage(files[METADATA_FILE], dataset.iris, files)
    base = dataset.iris.base
    for name, graph in scheme_graphs(dataset.union, dataset.iris).items():
        files[f"{name}.skos.ttl"] = serialize(graph, "ttl", base)
    files["levels.xkos.ttl"] = serialize(levels_graph(dataset.union, dataset.iris), "ttl", base)
    files |= sssom_files(dataset.iris) if dataset.mappings.mappings else {}
    framework = dataset.nomenclature.framework
    files["open-badges-alignments.json"] = alignments_file(framework, dataset.iris)
    files["elm-learning-outcomes.jsonld"] = learning_outcomes_file(
        framework, dataset.mappings, dataset.iris
    )
    core, sparql = core_and_sparql(load_shapes())
    files["ontology-alignments.ttl"] = locations.ALIGNMENTS.read_bytes()
    files["shapes-core.ttl"] = serialize(core, "ttl", base)
    files["shapes-sparql.ttl"] = serialize(sparql, "ttl", base)
    return files
