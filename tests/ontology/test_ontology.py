"""The ontology has every term of the design, in both languages, and is OWL 2 DL and consistent."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import owlready2
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, RDF, RDFS, SKOS, VANN, XSD
from rdflib.term import Node

import cigref_kg
from cigref_kg.base.iris import ONTOLOGY, TERMS
from cigref_kg.base.locations import ALIGNMENTS
from cigref_kg.base.locations import ONTOLOGY as FILE
from cigref_kg.base.model import MoveSection, ProfilePart, RatingCompleteness
from cigref_kg.graph.namespaces import CIG, DCAT, ESCO, SCHEMA
from cigref_kg.records.worked_queries import read_queries
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

CONCEPTS = [
    "Family",
    "JobProfile",
    "CompetenceArea",
    "Competence",
    "CompetenceAtLevel",
    "ProficiencyLevel",
    "TransversalAspect",
]
OTHER_CLASSES = [
    "Edition",
    "Requirement",
    "AspectRating",
    "ActivityGroup",
    "Activity",
    "Deliverable",
    "Indicator",
    "CareerMove",
    "Change",
    "Rewording",
]
OBJECT_PROPERTIES = [
    "hasActivityGroup",
    "hasActivity",
    "hasDeliverable",
    "hasIndicator",
    "hasRequirement",
    "hasRating",
    "competence",
    "level",
    "atLevel",
    "requires",
    "requiresCompetence",
    "mayEvolveTo",
    "addedBy",
    "aspect",
    "fromProfile",
    "toProfile",
    "ofProfile",
    "fromEdition",
    "toEdition",
    "addedOrRelevelledCompetence",
    "extends",
    "overrides",
    "drops",
    "hasRewording",
    "rewords",
]
DATA_PROPERTIES = [
    "sortKey",
    "mission",
    "careerPath",
    "trends",
    "criticality",
    "ratingCompleteness",
    "page",
    "levelValue",
    "stars",
    "position",
    "introduction",
    "underHeading",
    "indicatorNote",
    "statedIn",
    "changedPart",
    "removedCompetenceCode",
    "revision",
    "year",
    "familyCount",
    "profileCount",
    "framework",
]
SEVERAL_DOMAINS = [
    "revision",
    "hasActivity",
    "hasDeliverable",
    "hasIndicator",
    "competence",
    "level",
    "levelValue",
    "position",
    "introduction",
    "underHeading",
    "sortKey",
]

DATA = Path(__file__).parent.parent / "data" / "validation" / "valid.ttl"
DOCUMENTATION = Path(__file__).parent.parent.parent / "docs" / "model.md"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FILE)


# --- The terms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OWL.Class, CONCEPTS + OTHER_CLASSES),
        (OWL.ObjectProperty, OBJECT_PROPERTIES),
        (OWL.DatatypeProperty, DATA_PROPERTIES),
        (OWL.AnnotationProperty, []),
    ],
)
def test_the_terms_are_those_of_the_design(ontology: Graph, kind: URIRef, names: list[str]) -> None:
    own = {str(term) for term in ontology.subjects(RDF.type, kind) if str(term).startswith(TERMS)}
    assert own == {f"{TERMS}{name}" for name in names}


def test_every_term_is_documented_in_both_languages(ontology: Graph) -> None:
    for term in {term for term in ontology.subjects() if str(term).startswith(TERMS)}:
        for predicate in (RDFS.label, RDFS.comment):
            words = list(ontology.objects(term, predicate))
            languages = sorted(str(w.language) for w in words if isinstance(w, Literal))
            assert languages == ["en", "fr"], f"{term} {predicate}"
        assert ontology.value(term, RDFS.isDefinedBy) == URIRef(ONTOLOGY)


def test_concepts_are_subclasses_of_skos_concept_and_nothing_else_is(ontology: Graph) -> None:
    for name in CONCEPTS:
        assert (CIG[name], RDFS.subClassOf, SKOS.Concept) in ontology
    for name in OTHER_CLASSES:
        assert (CIG[name], OWL.disjointWith, SKOS.Concept) in ontology


@pytest.mark.parametrize("names", [CONCEPTS, OTHER_CLASSES])
def test_classes_are_pairwise_disjoint(ontology: Graph, names: list[str]) -> None:
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            forward = (CIG[one], OWL.disjointWith, CIG[other]) in ontology
            assert forward != ((CIG[other], OWL.disjointWith, CIG[one]) in ontology), (one, other)


def test_properties_have_a_range_and_a_single_domain_or_none(ontology: Graph) -> None:
    for name in OBJECT_PROPERTIES + DATA_PROPERTIES:
        ranges = len(list(ontology.objects(CIG[name], RDFS.range)))
        assert ranges == (0 if name == "rewords" else 1), name  # statements of any kind
        domains = len(list(ontology.objects(CIG[name], RDFS.domain)))
        assert domains == (0 if name in SEVERAL_DOMAINS else 1), name


def test_links_to_other_vocabularies(ontology: Graph) -> None:
    assert (CIG.JobProfile, RDFS.subClassOf, SCHEMA.Occupation) in ontology
    assert (CIG.JobProfile, RDFS.subClassOf, ORG.Role) in ontology
    assert (CIG.JobProfile, RDFS.seeAlso, ESCO.Occupation) in ontology
    assert (CIG.Competence, RDFS.seeAlso, ESCO.Skill) in ontology
    for subject, value in ontology.subject_objects(RDFS.subPropertyOf):
        assert not str(subject).startswith(TERMS), f"{subject} is a sub-property of {value}"


def test_metadata(ontology: Graph) -> None:
    subject = URIRef(ONTOLOGY)
    assert (subject, RDF.type, OWL.Ontology) in ontology
    assert ontology.value(subject, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/0.1.0")
    assert ontology.value(subject, VANN.preferredNamespacePrefix) == Literal("cig")
    assert ontology.value(subject, VANN.preferredNamespaceUri) == Literal(TERMS)
    for predicate in (DCTERMS.title, DCTERMS.description):
        languages = {
            words.language
            for words in ontology.objects(subject, predicate)
            if isinstance(words, Literal)
        }
        assert languages == {"fr", "en"}
    for predicate in (
        *(DCTERMS.creator, DCTERMS.license),
        *(DCTERMS.created, DCTERMS.issued, DCTERMS.modified),
    ):
        assert (subject, predicate, None) in ontology


# --- The documentation --------------------------------------------------------------------------


def test_the_documentation_explains_every_term() -> None:
    text = DOCUMENTATION.read_text("utf-8")
    names = CONCEPTS + OTHER_CLASSES + OBJECT_PROPERTIES + DATA_PROPERTIES
    assert [name for name in names if f"cig:{name}" not in text] == []


def test_its_example_is_what_the_shipped_graph_says(dataset: cigref_kg.Dataset) -> None:
    example, company = re.findall(r"```turtle\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.S)
    shipped = set(dataset.union)
    assert [triple for triple in Graph().parse(data=example) if triple not in shipped] == []
    assert len(Graph().parse(data=company)) == 7


# --- OWL 2 DL -----------------------------------------------------------------------------------

KINDS = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    RDFS.Datatype,
)
CHARACTERISTICS = {
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.SymmetricProperty,
    OWL.AsymmetricProperty,
    OWL.TransitiveProperty,
    OWL.ReflexiveProperty,
    OWL.IrreflexiveProperty,
}
BUILT_IN_ANNOTATIONS = {
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.versionInfo,
    OWL.deprecated,
}
HEADER = {OWL.versionIRI, OWL.imports, OWL.priorVersion}
# For each axiom between two entities: the kinds that both sides may have.
AXIOMS: dict[Node, tuple[set[URIRef], set[URIRef]]] = {
    RDFS.subClassOf: ({OWL.Class}, {OWL.Class}),
    OWL.disjointWith: ({OWL.Class}, {OWL.Class}),
    OWL.equivalentClass: ({OWL.Class}, {OWL.Class}),
    OWL.inverseOf: ({OWL.ObjectProperty}, {OWL.ObjectProperty}),
    RDFS.domain: ({OWL.ObjectProperty, OWL.DatatypeProperty}, {OWL.Class}),
}
RESERVED = tuple(map(str, (OWL, RDF, RDFS, XSD)))
# The datatypes of OWL 2; SHACL and RDF 1.1 write those of text with a language differently.
DATATYPES = {RDF.PlainLiteral, RDF.langString, RDFS.Literal} | {
    XSD[name]
    for name in (
        *("string", "boolean", "decimal", "integer", "double", "float", "anyURI", "dateTime"),
        *("nonNegativeInteger", "positiveInteger", "int", "long", "token", "language"),
    )
}


def is_reserved(node: Node) -> bool:
    return str(node).startswith(RESERVED)


def owl_dl_problems(graph: Graph) -> Iterator[str]:
    """Yield what keeps a graph without blank nodes from being an OWL 2 DL ontology.

    Only axioms between named entities are known: that is all that this ontology uses.
    """
    if any(isinstance(node, BNode) for triple in graph for node in triple):
        yield "there is a blank node"
    if len(set(graph.subjects(RDF.type, OWL.Ontology))) != 1:
        yield "there is not one ontology header"
    kinds: dict[Node, set[URIRef]] = defaultdict(set)
    for kind in KINDS:
        for entity in graph.subjects(RDF.type, kind):
            kinds[entity].add(kind)
    for datatype in DATATYPES:
        kinds[datatype].add(RDFS.Datatype)
    for entity, found in kinds.items():
        if len(found) > 1:
            yield f"{entity} is of several kinds"
    for subject, predicate, value in graph:
        yield from _triple_problems(graph, kinds, subject, predicate, value)


def _triple_problems(
    graph: Graph, kinds: dict[Node, set[URIRef]], subject: Node, predicate: Node, value: Node
) -> Iterator[str]:
    if is_reserved(subject):
        yield f"{subject} is reserved and must not be described"
    if predicate == RDF.type:
        yield from _type_problems(graph, kinds, subject, value)
    elif predicate in HEADER:
        if (subject, RDF.type, OWL.Ontology) not in graph:
            yield f"{predicate} is used outside the header"
    elif predicate in AXIOMS or predicate in {RDFS.range, RDFS.subPropertyOf}:
        yield from _axiom_problems(kinds, subject, predicate, value)
    elif kinds.get(predicate, set()) & {OWL.ObjectProperty, OWL.DatatypeProperty}:
        yield from _assertion_problems(kinds, subject, predicate, value)
    elif str(predicate) in DCAT:
        return  # described by DCAT, where these are object and datatype properties
    elif OWL.AnnotationProperty not in kinds.get(predicate, ()) and (
        predicate not in BUILT_IN_ANNOTATIONS
    ):
        yield f"the property {predicate} is not declared"


def _assertion_problems(
    kinds: dict[Node, set[URIRef]], subject: Node, predicate: Node, value: Node
) -> Iterator[str]:
    for individual in (subject, value):
        if kinds.get(individual):
            yield f"{individual} is both an individual and a {kinds[individual]}"
    is_literal = isinstance(value, Literal)
    if is_literal != (OWL.DatatypeProperty in kinds[predicate]):
        kind = "an object" if is_literal else "a datatype"
        yield f"{predicate} is {kind} property and has the value {value!r}"
    if isinstance(value, Literal) and value.datatype not in {None, *DATATYPES}:
        yield f"{predicate} has a value of type {value.datatype}"


def _type_problems(
    graph: Graph, kinds: dict[Node, set[URIRef]], subject: Node, value: Node
) -> Iterator[str]:
    if value in KINDS or value in {OWL.Ontology, OWL.NamedIndividual}:
        return
    if value in CHARACTERISTICS:
        allowed = {OWL.ObjectProperty}
        if value == OWL.FunctionalProperty:
            allowed = {OWL.ObjectProperty, OWL.DatatypeProperty}
            if (subject, RDF.type, OWL.TransitiveProperty) in graph:
                yield f"{subject} is transitive and functional"
        if not kinds.get(subject, set()) & allowed:
            yield f"{subject} cannot be a {value}"
    elif is_reserved(value):
        yield f"{value} is reserved and must not be a type"
    else:
        if OWL.Class not in kinds.get(value, ()):
            yield f"the class {value} is not declared"
        if kinds.get(subject):
            yield f"{subject} is both an individual and a {kinds[subject]}"


def _axiom_problems(
    kinds: dict[Node, set[URIRef]], subject: Node, predicate: Node, value: Node
) -> Iterator[str]:
    left, right = kinds.get(subject, set()), kinds.get(value, set())
    if predicate == RDFS.range:
        wanted = RDFS.Datatype if OWL.DatatypeProperty in left else OWL.Class
        fits = bool(left - {OWL.Class}) and wanted in right
    elif predicate == RDFS.subPropertyOf:
        built_in = {OWL.AnnotationProperty} if value in BUILT_IN_ANNOTATIONS else set()
        fits = bool(left & (right | built_in)) and OWL.Class not in left
    else:
        lefts, rights = AXIOMS[predicate]
        fits = bool(left & lefts) and bool(right & rights)
    if not fits:
        yield f"{subject} {predicate} {value} is between the wrong kinds, or not declared"


def test_the_ontology_is_owl_2_dl(ontology: Graph) -> None:
    assert list(owl_dl_problems(ontology)) == []


def test_with_a_small_data_graph_it_is_owl_2_dl(ontology: Graph) -> None:
    nomenclature = Graph()
    for triple in Graph().parse(DATA):
        if triple[1] != SKOS.member:
            nomenclature.add(triple)
    assert list(owl_dl_problems(ontology + nomenclature)) == []


def test_the_shipped_graph_is_owl_2_dl(dataset: cigref_kg.Dataset) -> None:
    assert sorted(set(owl_dl_problems(dataset.union))) == []


PREFIXES = """
@prefix cig: <https://w3id.org/cigref-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.mark.parametrize(
    ("addition", "problem"),
    [
        ("[] a cig:JobProfile .", "blank node"),
        ("ex:a a owl:Ontology .", "not one ontology header"),
        ("ex:a a cig:Job .", "class https://w3id.org/cigref-kg/ontology#Job is not declared"),
        ("ex:a cig:colour ex:b .", "ontology#colour is not declared"),
        ("cig:page a owl:ObjectProperty .", "page is of several kinds"),
        ("cig:Family a owl:DatatypeProperty .", "Family is of several kinds"),
        ("cig:Family a skos:Concept .", "Family is both an individual"),
        ("ex:a cig:competence cig:Competence .", "Competence is both an individual"),
        ("cig:page cig:page 3 .", "page is both an individual"),
        ('ex:a cig:competence "E.8" .', "is an object property and has the value"),
        ("ex:a cig:page ex:b .", "is a datatype property and has the value"),
        ('ex:a cig:year "2022"^^xsd:gYear .', "has a value of type"),
        ('owl:Thing rdfs:label "all" .', "must not be described"),
        ("ex:a a rdf:Property .", "must not be a type"),
        ("cig:Family rdfs:subClassOf ex:Group .", "wrong kinds, or not declared"),
        ("cig:page rdfs:range cig:Family .", "wrong kinds, or not declared"),
        ("cig:page rdfs:subPropertyOf cig:level .", "wrong kinds, or not declared"),
        ("cig:page owl:inverseOf cig:level .", "wrong kinds, or not declared"),
        ("cig:page a owl:SymmetricProperty .", "cannot be a"),
        ("cig:level a owl:TransitiveProperty .", "is transitive and functional"),
        ("ex:a owl:versionIRI ex:b .", "outside the header"),
    ],
)
def test_the_check_of_owl_2_dl_can_fail(ontology: Graph, addition: str, problem: str) -> None:
    graph = ontology + Graph().parse(data=PREFIXES + addition, format="turtle")
    assert any(problem in found for found in owl_dl_problems(graph))


# --- The reasoner -------------------------------------------------------------------------------

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT needs Java, which is not on this machine"
)


def unsatisfiable(graph: Graph, folder: Path) -> list[str]:
    """The classes that cannot have an instance, after HermiT.

    Raises:
        owlready2.OwlReadyInconsistentOntologyError: if the whole is inconsistent.
    """
    file = folder / "graph.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0)
    nothing = str(OWL.Nothing)
    return [found.iri for found in world.inconsistent_classes() if found.iri != nothing]


@needs_java
def test_every_class_can_have_an_instance(ontology: Graph, tmp_path: Path) -> None:
    assert unsatisfiable(ontology, tmp_path) == []


@needs_java
def test_a_small_data_graph_is_consistent(ontology: Graph, tmp_path: Path) -> None:
    assert unsatisfiable(ontology + Graph().parse(DATA), tmp_path) == []


@needs_java
def test_the_shipped_graph_is_consistent(dataset: cigref_kg.Dataset, tmp_path: Path) -> None:
    assert unsatisfiable(dataset.union, tmp_path) == []


INCONSISTENT = {
    "an edition is no concept": "ex:e a cig:Edition , skos:Concept .",
    "a profile has one page": "ex:p cig:page 3 , 4 .",
    "a profile is no competence": "ex:p a cig:JobProfile . ex:r cig:competence ex:p .",
    "only a profile has ratings": "ex:f a cig:Family ; cig:hasRating ex:r .",
}


@needs_java
@pytest.mark.parametrize("addition", INCONSISTENT.values(), ids=INCONSISTENT)
def test_the_reasoner_can_fail(ontology: Graph, addition: str, tmp_path: Path) -> None:
    graph = ontology + Graph().parse(data=PREFIXES + addition, format="turtle")
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(graph, tmp_path)


@needs_java
def test_the_reasoner_sees_a_class_that_cannot_have_an_instance(
    ontology: Graph, tmp_path: Path
) -> None:
    addition = "ex:Both a owl:Class ; rdfs:subClassOf cig:Family , cig:Edition ."
    graph = ontology + Graph().parse(data=PREFIXES + addition, format="turtle")
    assert unsatisfiable(graph, tmp_path) == ["https://example.org/Both"]


# --- What the documentation says of it ------------------------------------------------------------

PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")


def test_competency_questions_name_worked_queries() -> None:
    table = PAGE.partition("## Competency questions")[2].partition("## Method")[0]
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", table.partition("| --- |")[2]))
    assert len(named) > 25
    assert named <= set(read_queries())


def test_lists_of_pitfalls_and_checks_are_kept_by_the_script() -> None:
    script = ROOT / "benchmarks" / "ontology.py"
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    kept = PAGE.partition("<!-- benchmarks/ontology.py -->")[2].partition("<!-- end -->")[0]
    assert kept.strip() == done.stdout.strip()


def test_values_of_code_lists_are_notations_of_concepts(ontology: Graph) -> None:
    for scheme, values in (
        (CIG.RatingCompletenessList, RatingCompleteness),
        (CIG.StatedInList, MoveSection),
        (CIG.ChangedPartList, ProfilePart),
    ):
        notations = {
            str(ontology.value(concept, SKOS.notation))
            for concept in ontology.subjects(SKOS.inScheme, scheme)
        }
        assert notations == {value.value for value in values}


def test_alignments_are_axioms_on_declared_terms(ontology: Graph) -> None:
    alignments = Graph().parse(ALIGNMENTS, format="turtle")
    ours = {
        term
        for triple in alignments
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(TERMS)
    }
    assert ours
    assert ours <= set(ontology.subjects(RDF.type))
