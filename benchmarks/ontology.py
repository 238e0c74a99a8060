"""What checkers of ontologies look at, looked at here: pitfalls (OOPS!) and FAIRness (FOOPS!).

    python benchmarks/ontology.py            # prints both lists, as docs/ontology.md has them
    python benchmarks/ontology.py --write    # puts them there

The numbers of pitfalls are those of OOPS! (https://oops.linkeddata.es/catalogue.jsp), the names of
checks those of FOOPS! (https://foops.linkeddata.es/). What needs the network (does the address
resolve, is the ontology in a registry) is listed as not checked and counts for nothing.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, VANN

from cigref_kg.base.iris import ONTOLOGY, TERMS
from cigref_kg.base.locations import ONTOLOGY as FILE

PAGE = Path(__file__).parent.parent / "docs" / "ontology.md"
BEGIN, END = "<!-- benchmarks/ontology.py -->", "<!-- end -->"
BIBO = Namespace("http://purl.org/ontology/bibo/")
SEVERAL_DOMAINS = "used by several classes, on purpose without a domain"
ANY_STATEMENT = "a statement of any kind; a union of their classes would need a blank node"

Found = list[str]


def entities(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    """Return our own entities of some kinds, in order."""
    found = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(t for t in found if isinstance(t, URIRef) and str(t).startswith(TERMS))


def name(term: object) -> str:
    """Return a term as it is written in Turtle."""
    return f"`cig:{str(term).removeprefix(TERMS)}`"


def classes(graph: Graph) -> list[URIRef]:
    """Return our classes."""
    return entities(graph, OWL.Class)


def properties(graph: Graph) -> list[URIRef]:
    """Return our properties."""
    return entities(graph, OWL.ObjectProperty, OWL.DatatypeProperty)


def unconnected(graph: Graph) -> Found:
    """Find classes that no property or axiom reaches."""
    used = {
        *graph.objects(None, RDFS.domain),
        *graph.objects(None, RDFS.range),
        *graph.objects(None, RDFS.subClassOf),
    }
    used |= set(graph.subjects(RDFS.subClassOf))
    return [name(each) for each in classes(graph) if each not in used]


def undocumented(graph: Graph) -> Found:
    """Find terms without a label or a definition in French or in English."""
    return [
        name(term)
        for term in [*classes(graph), *properties(graph)]
        for predicate in (RDFS.label, RDFS.comment)
        if {word.language for word in graph.objects(term, predicate) if isinstance(word, Literal)}
        != {"fr", "en"}
    ]


def without_domain(graph: Graph) -> Found:
    """Find properties without a domain."""
    return [name(p) for p in properties(graph) if not graph.value(p, RDFS.domain)]


def without_range(graph: Graph) -> Found:
    """Find properties without a range."""
    return [name(p) for p in properties(graph) if not graph.value(p, RDFS.range)]


def several(predicate: URIRef) -> Callable[[Graph], Found]:
    """Find properties with more than one domain or range, which would be their intersection."""
    return lambda graph: [
        name(p) for p in properties(graph) if len(set(graph.objects(p, predicate))) > 1
    ]


def without_inverse(graph: Graph) -> Found:
    """Find object properties without an inverse."""
    inverse = {*graph.subjects(OWL.inverseOf), *graph.objects(None, OWL.inverseOf)}
    return [name(p) for p in entities(graph, OWL.ObjectProperty) if p not in inverse]


def cyclic(graph: Graph) -> Found:
    """Find classes that are below themselves."""
    return [name(c) for c in classes(graph) if c in graph.transitive_objects(None, RDFS.subClassOf)]


def badly_named(graph: Graph) -> Found:
    """Find classes and properties that break the usual way of writing names."""
    forms = ((classes, "([A-Z][a-z]+)+"), (properties, "[a-z]+([A-Z][a-z]+)*"))
    return [
        name(term)
        for listed, form in forms
        for term in listed(graph)
        if not re.fullmatch(form, str(term).removeprefix(TERMS))
    ]


def untyped(graph: Graph) -> Found:
    """Find terms of ours that are used and not declared."""
    used = {
        term
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(TERMS)
    }
    return [name(t) for t in sorted(used, key=str) if not graph.value(t, RDF.type)]


def hijacked(graph: Graph) -> Found:
    """Find axioms on terms of others, which may contradict what these say themselves."""
    predicates = (RDFS.domain, RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith)
    return [
        f"`{subject}`"
        for predicate in predicates
        for subject in graph.subjects(predicate)
        if not str(subject).startswith((TERMS, "http://www.w3.org/2004/02/skos/core#"))
    ]


PITFALLS: tuple[tuple[str, str, Callable[[Graph], Found], str], ...] = (
    ("P04", "unconnected elements", unconnected, ""),
    ("P06", "cycles in a hierarchy", cyclic, ""),
    ("P08", "missing annotations", undocumented, ""),
    ("P11", "missing domain", without_domain, SEVERAL_DOMAINS),
    ("P11", "missing range", without_range, ANY_STATEMENT),
    ("P13", "inverse not declared", without_inverse, "queries go the other way with `^`"),
    ("P19", "several domains", several(RDFS.domain), ""),
    ("P19", "several ranges", several(RDFS.range), ""),
    ("P22", "naming conventions", badly_named, ""),
    ("P34", "untyped elements", untyped, ""),
    ("P40", "axioms on terms of others", hijacked, ""),
)


def pitfalls(graph: Graph) -> Iterator[str]:
    """Yield the table of pitfalls, a row for each."""
    yield "| | pitfall | found |"
    yield "| --- | --- | --- |"
    for number, title, find, reason in PITFALLS:
        found = list(dict.fromkeys(find(graph)))
        told = f"{len(found)}, {reason}" if found and reason else str(len(found))
        shown = f": {', '.join(found)}" if found and len(found) <= 12 else ""
        yield f"| {number} | {title} | {told}{shown} |"


def _says(*predicates: URIRef) -> Callable[[Graph], bool]:
    """Whether the header has all of them."""
    return lambda graph: all(graph.value(URIRef(ONTOLOGY), each) for each in predicates)


_DATES = (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)
CHECKS: tuple[tuple[str, str, Callable[[Graph], bool] | None], ...] = (
    ("F", "persistent address (w3id)", lambda _: ONTOLOGY.startswith("https://w3id.org/")),
    ("F", "version IRI", _says(OWL.versionIRI)),
    ("F", "version information", _says(OWL.versionInfo)),
    ("F", "title and description", _says(DCTERMS.title, DCTERMS.description)),
    ("F", "prefix and namespace", _says(VANN.preferredNamespacePrefix)),
    ("F", "in a registry (LOV, prefix.cc)", None),
    ("A", "content negotiation for RDF and HTML", None),
    ("A", "open protocol (https)", lambda _: ONTOLOGY.startswith("https://")),
    ("A", "metadata that outlive the ontology", None),
    ("I", "RDF serialisation", lambda graph: len(graph) > 0),
    ("I", "reuse of other vocabularies", lambda graph: len(_reused(graph)) > 5),
    ("I", "metadata in vocabularies of others", _says(DCTERMS.creator)),
    ("R", "licence", _says(DCTERMS.license)),
    ("R", "creator", _says(DCTERMS.creator)),
    ("R", "publisher", _says(DCTERMS.publisher)),
    ("R", "citation", _says(DCTERMS.bibliographicCitation)),
    ("R", "created, issued and modified", _says(*_DATES)),
    ("R", "source", _says(DCTERMS.source)),
    ("R", "status", _says(BIBO.status)),
    ("R", "DOI, which a repository gives", None),
    ("R", "label and definition of every term", lambda graph: not undocumented(graph)),
    ("R", "documentation in HTML", None),
)  # fmt: skip


def _reused(graph: Graph) -> set[str]:
    return {str(s) for s in graph.objects(None, RDFS.isDefinedBy) if str(s) != ONTOLOGY}


def checks(graph: Graph) -> Iterator[str]:
    """Yield the table of checks, and the share of those that hold."""
    yield "| | check | |"
    yield "| --- | --- | --- |"
    held = [(letter, title, find and find(graph)) for letter, title, find in CHECKS]
    words = {True: "yes", False: "no", None: "not checked: needs others on the network"}
    for letter, title, holds in held:
        yield f"| {letter} | {title} | {words[holds]} |"
    counted = [holds for *_, holds in held if holds is not None]
    yield ""
    yield f"{sum(counted)} of {len(counted)} checks hold: {sum(counted) / len(counted):.2f}."


def lists() -> str:
    """Return both lists in Markdown."""
    graph = Graph().parse(FILE, format="turtle")
    return "\n".join(["### Pitfalls", "", *pitfalls(graph), "", "### FAIR", "", *checks(graph)])


def main() -> None:
    """Print the lists, or put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the lists into docs/ontology.md")
    if not parser.parse_args().write:
        sys.stdout.write(lists() + "\n")
        return
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    tail = rest.partition(END)[2]
    PAGE.write_text(f"{head}{BEGIN}\n{lists()}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
