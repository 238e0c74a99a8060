"""Whether a remote store is fit to answer for this service, asked once when the service starts.

A store that holds another version, or whose default graph is not the union of its graphs, answers
most questions with nothing at all and reports no error: nobody would notice. So that is refused,
with what to do. A store that does not answer yet is not: ``/ready`` tells of it.
"""

import json
from collections.abc import Iterator

from rdflib import URIRef
from rdflib.namespace import OWL, SKOS

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.engine.answers import AcceptedFormats, Engine, Query
from cigref_kg.engine.errors import EngineLostError, EvaluationError, QueryError
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import CIG, DCAT
from cigref_kg.server.logs import log

_VERSIONS = (
    "SELECT DISTINCT ?version WHERE {{ {{ {dataset} {version} ?version }}"
    " UNION {{ GRAPH ?graph {{ {dataset} {version} ?version }} }} }}"
)
_TOGETHER = "ASK {{ {kind} a {of} . {profile} a {kind} }}"
_PATH = "ASK {{ {profile} {broader}/{top} {edition} }}"
_ACCEPTED = AcceptedFormats("application/sparql-results+json", None)


class UnfitStoreError(InputError):
    """A remote store cannot answer for this service; the message says why and what to do."""


def refuse_unfit(engine: Engine, dataset: Dataset, shown: str) -> None:
    """Ask a remote store what this service relies on.

    Args:
        engine: over the store.
        dataset: what is served, and should be there.
        shown: the address of the store as may be shown.

    Raises:
        UnfitStoreError: if the store answers, and is unfit: it holds another version or none, its
            default graph is not the union of its graphs, or it follows no property paths.
    """
    try:
        problem = next(_problems(engine, dataset, shown), None)
    except EngineLostError as error:
        log("store silent", store=shown, reason=str(error), now="it starts; /ready tells of it")
        return
    except QueryError as error:
        problem = message("server.store-answers-not", why=error.words)
    if problem:
        raise UnfitStoreError(message("server.unfit-store", store=shown, why=problem))


def _problems(engine: Engine, dataset: Dataset, shown: str) -> Iterator[Text]:
    iris = dataset.iris
    year = dataset.nomenclature.served.year
    profile = dataset.nomenclature.content.profiles[0].code
    terms = {
        "dataset": URIRef(iris.dataset).n3(),
        "version": DCAT.version.n3(),
        "kind": CIG.JobProfile.n3(),
        "of": OWL.Class.n3(),
        "profile": URIRef(iris.profile(year, profile)).n3(),
        "edition": URIRef(iris.edition(year)).n3(),
        "broader": SKOS.broader.n3(),
        "top": SKOS.topConceptOf.n3(),
    }
    held = _values(engine, _VERSIONS.format(**terms))
    versions = ", ".join(sorted(held))
    if not held:
        yield message("server.store-without-dataset", dataset=iris.dataset, store=shown)
    if dataset.version not in held:
        yield message(
            "server.store-of-version", versions=versions, ours=dataset.version, store=shown
        )
    if len(held) > 1:
        yield message("server.store-of-versions", versions=versions, store=shown)
    # The class is told in one graph, and its instance in another.
    if not _asked(engine, _TOGETHER.format(**terms)):
        yield message("server.store-without-union")
    try:
        follows = _asked(engine, _PATH.format(**terms))
    except EvaluationError:
        follows = False
    if not follows:
        yield message("server.store-without-paths")


def _values(engine: Engine, query: str) -> set[str]:
    answer = json.loads(engine(Query(query), _ACCEPTED).body)
    return {row["version"]["value"] for row in answer["results"]["bindings"]}


def _asked(engine: Engine, query: str) -> bool:
    return bool(json.loads(engine(Query(query), _ACCEPTED).body)["boolean"])
