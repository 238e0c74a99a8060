"""What a query may hope to find: the terms there are, those that occur, and which occur together.

A subject is summed up by its *characteristic set*: its predicates, and its classes. A pattern whose
terms no such set holds together has no answer (Neumann and Moerkotte, "Characteristic sets",
ICDE 2011, use the same summary to estimate how many answers there are).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    VOID,
    DefinedNamespace,
)
from rdflib.term import Node

from cigref_kg.base.iris import TERMS
from cigref_kg.graph.namespaces import ESCO, PREFIXES
from cigref_kg.vocabularies.esco.terms import WRITTEN as OF_ESCO

Characteristics = frozenset[str]
"""The IRIs of a subject's predicates, and those of its classes after ``a ``."""

_CLOSED: tuple[type[DefinedNamespace], ...] = (
    DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, VOID,
)  # fmt: skip
_LIKE = 0.6
"""How alike two names must be for one to be meant by the other (:mod:`difflib`'s ratio)."""


@dataclass(frozen=True)
class Vocabulary:
    """The vocabulary of a dataset."""

    known: Mapping[str, frozenset[str]]
    """The local names that each namespace has: ours, and those of standards that are closed."""
    uses: Mapping[str, int]
    """How often each IRI is a predicate or a class."""
    languages: frozenset[str]
    """Of literals."""
    kinds: Mapping[str, frozenset[str]]
    """What the objects of each predicate are: ``iri``, ``text``, ``text in a language`` or a
    datatype's IRI."""
    characteristics: tuple[Characteristics, ...]
    links: frozenset[tuple[int, str, int]]
    """Which predicates lead from subjects of one characteristic set to those of another; both by
    their places in :attr:`characteristics`."""

    @classmethod
    def of(cls, graph: Graph) -> "Vocabulary":
        """Sum up a graph: the dataset with its ontology."""
        sets: defaultdict[Node, set[str]] = defaultdict(set)
        uses: defaultdict[str, int] = defaultdict(int)
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        languages = set()
        for subject, predicate, value in graph:
            sets[subject].add(str(predicate))
            uses[str(predicate)] += 1
            kinds[str(predicate)].add(kind_of(value))
            if predicate == RDF.type:
                sets[subject].add(f"a {value}")
                uses[str(value)] += 1
            if isinstance(value, Literal) and value.language:
                languages.add(value.language)
        numbers: dict[Characteristics, int] = {}
        place = {
            subject: numbers.setdefault(frozenset(found), len(numbers))
            for subject, found in sets.items()
        }
        links = {
            (place[subject], str(predicate), place[value])
            for subject, predicate, value in graph
            if value in place
        }
        return cls(
            _known(graph),
            uses,
            frozenset(languages),
            {predicate: frozenset(found) for predicate, found in kinds.items()},
            tuple(numbers),
            frozenset(links),
        )

    def possible(self, wanted: Characteristics) -> list[int]:
        """Return the characteristic sets that hold everything wanted, by their places."""
        return [place for place, found in enumerate(self.characteristics) if wanted <= found]

    def namespace_of(self, iri: str) -> str | None:
        """Return the namespace of an IRI, if all its names are known."""
        namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        return namespace if namespace in self.known else None

    def meant(self, iri: str) -> str | None:
        """Return the known term that was probably meant by one that is not."""
        namespace = self.namespace_of(iri)
        if namespace is None:
            return None
        name = iri.removeprefix(namespace)
        folded = {known.casefold(): known for known in sorted(self.known[namespace])}
        # What occurs was rather meant than what only exists.
        occurring = [each for each, known in folded.items() if namespace + known in self.uses]
        for names in (occurring, list(folded)):
            if found := get_close_matches(name.casefold(), names, 1, _LIKE):
                return namespace + folded[found[0]]
        return None


def kind_of(value: Node) -> str:
    """Return what a value is, as :attr:`Vocabulary.kinds` names it."""
    if not isinstance(value, Literal):
        return "iri"
    if value.language:
        return "text in a language"
    return str(value.datatype) if value.datatype else "text"


def short(iri: str) -> str:
    """Return an IRI as queries write it: ``cig:JobProfile``, or in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _known(graph: Graph) -> dict[str, frozenset[str]]:
    ours = {
        str(term).removeprefix(TERMS)
        for term in graph.subjects(RDFS.isDefinedBy, None)
        if isinstance(term, URIRef) and term.startswith(TERMS)
    }
    standards = {str(each._NS): frozenset(_names(each)) for each in _CLOSED}
    return {TERMS: frozenset(ours), str(ESCO): OF_ESCO, **standards}


def _names(namespace: type[DefinedNamespace]) -> Iterable[str]:
    return (str(term).removeprefix(str(namespace._NS)) for term in dir(namespace))
