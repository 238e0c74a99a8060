"""The prefixes of a large graph, without a search for new ones."""

from rdflib import URIRef
from rdflib.namespace import NamespaceManager

from cigref_kg.graph.namespaces import PREFIXES


class KnownPrefixes(NamespaceManager):
    """Shortens IRIs with the project's prefixes only.

    rdflib's own notes the namespace of every IRI that it meets. Where each of a thousand profiles
    is the namespace of its requirements, writing Turtle then takes time by the square.
    """

    def compute_qname(self, uri: str, generate: bool = True) -> tuple[str, URIRef, str]:
        """Split an IRI into prefix, namespace and local name.

        Raises:
            KeyError: if none of the prefixes fits and none may be generated.
        """
        if generate or uri.startswith(_NAMESPACES):
            return super().compute_qname(uri, generate)
        raise KeyError(f"no prefix for {uri}")


_NAMESPACES = tuple(PREFIXES.values())
