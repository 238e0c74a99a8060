"""The files that the dataset is published as."""

from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.metadata import FILE_STEM
from cigref_kg.graph.serialization import MEDIA_TYPES, serialize
from cigref_kg.publish.csvw import METADATA_FILE, csvw
from cigref_kg.publish.tables import csv_files


def publication_files(dataset: Dataset) -> dict[str, bytes]:
    """Return every file of the dataset by name: RDF in five formats, described CSV tables.

    The same dataset gives the same bytes.
    """
    files = {
        f"{FILE_STEM}.{extension}": serialize(dataset.union, extension, dataset.iris.base)
        for extension in MEDIA_TYPES
    }
    files[f"{FILE_STEM}.nq"] = dataset.n_quads
    files |= csv_files(dataset.nomenclature, dataset.iris)
    files[METADATA_FILE] = csvw(dataset.iris)
    return files
