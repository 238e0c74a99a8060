"""What the site serves, prepared once for a version of the dataset."""

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import current_app, request
from rdflib import OWL, Graph, URIRef
from rdflib.namespace import DCTERMS

from cigref_kg import __version__
from cigref_kg.base.errors import UnknownEditionError
from cigref_kg.base.iris import DEFAULT_BASE, ONTOLOGY
from cigref_kg.base.messages import message
from cigref_kg.base.operator import NOBODY, Operator
from cigref_kg.base.systems import CAN_FORK
from cigref_kg.company.dataset import is_open, served_edition, views_of
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.iris import CompanyIris
from cigref_kg.company.records import Company
from cigref_kg.doors.linter import Vocabulary
from cigref_kg.doors.questions import Questions
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.description import Descriptions
from cigref_kg.graph.validation import load_shapes
from cigref_kg.insight.served import Served
from cigref_kg.publish.files import publication_files
from cigref_kg.vocabularies.crosswalk.building import crosswalk_of
from cigref_kg.vocabularies.crosswalk.links import Crosswalk
from cigref_kg.vocabularies.esco.training import Trainings, trainings_of
from cigref_kg.web.http.cache import PreparedCache
from cigref_kg.web.http.negotiation import explicit_language
from cigref_kg.web.ui.assets import digests

_PREPARED_BYTES = 64_000_000  # of pages that each process keeps
_PAGES_BY_EDITION = frozenset(
    """aspects careers classify compare competences esco/skills match matrix plan profiles search
    titles""".split()
)
_BY_EDITION = (
    "ask/profile-page",
    "careers/",
    "fiche/",
    "doc/ecf/",
    "download/family-",
    "download/cigref-kg.xlsx",
)


@dataclass(frozen=True)
class Site:
    """A dataset with everything that its pages and documents are made from."""

    dataset: Dataset
    store: str = "memory"
    """What the engine keeps its data in."""
    operator: Operator = NOBODY
    versions: Path | None = None
    """Where the files of earlier versions are kept, if they are."""
    assets: Mapping[str, str] = field(default_factory=digests)
    prepared: PreparedCache = field(default_factory=lambda: PreparedCache(_PREPARED_BYTES))

    @property
    def base(self) -> str:
        """The IRI below which the dataset's things stand."""
        return self.dataset.iris.base

    @property
    def base_path(self) -> str:
        """The path of the base, such as ``/cigref-kg``; empty at the root."""
        return urlsplit(self.base).path.rstrip("/")

    @cached_property
    def version(self) -> str:
        """What changes whenever an answer may: the dataset, this package, its templates."""
        digest = hashlib.sha256(f"{self.dataset.version} {__version__}".encode())
        for file in sorted(Path(__file__).parent.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
        return digest.hexdigest()[:16]

    @cached_property
    def is_open(self) -> bool:
        """Whether all that is served is open data."""
        return is_open(self.dataset)

    @cached_property
    def descriptions(self) -> Descriptions:
        """Which triples describe what."""
        return Descriptions(
            self.dataset.union,
            self.dataset.iris,
            official_wording=self.dataset.nomenclature.official_wording,
        )

    @cached_property
    def questions(self) -> Questions:
        """The worked questions with their parameters."""
        return Questions(self.dataset.nomenclature)

    @cached_property
    def modified(self) -> date:
        """When the dataset last changed, as it says itself."""
        said = self.dataset.union.value(URIRef(self.dataset.iris.dataset), DCTERMS.modified)
        return date.fromisoformat(str(said))

    @cached_property
    def issued(self) -> date | None:
        """When the dataset was issued, if it says so."""
        said = self.dataset.union.value(URIRef(self.dataset.iris.dataset), DCTERMS.issued)
        return None if said is None else date.fromisoformat(str(said))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a query may hope to find."""
        return Vocabulary.of(self.dataset.union)

    @cached_property
    def trainings(self) -> Trainings:
        """What a training for each profile should teach, by ESCO."""
        return trainings_of(self.dataset.nomenclature, self.dataset.mappings)

    @cached_property
    def crosswalk(self) -> Crosswalk:
        """What codes of other vocabularies correspond to."""
        return crosswalk_of(self.dataset)

    @cached_property
    def served(self) -> Served:
        """The edition that is shown where none is asked for."""
        return served_edition(self.dataset)

    @property
    def views(self) -> Sequence[CompanyView]:
        """The frameworks of companies that are served beside the nomenclature, as they hold."""
        return views_of(self.dataset)

    @cached_property
    def companies(self) -> Sequence[Company]:
        """These frameworks, as they are written."""
        return [view.company for view in self.views]

    @cached_property
    def ontology_versions(self) -> frozenset[str]:
        """The IRIs of the versions of the ontology that are served."""
        ontology = self.dataset.graphs["ontology"]
        return frozenset(str(iri) for iri in ontology.objects(URIRef(ONTOLOGY), OWL.versionIRI))

    @cached_property
    def shapes(self) -> Graph:
        """The SHACL shapes."""
        return load_shapes()

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The files of the dataset, by name; processes that are forked later share them."""
        if not CAN_FORK:
            return publication_files(self.dataset)
        from cigref_kg.web.http.shared_files import SharedFiles

        return SharedFiles(lambda: publication_files(self.dataset))

    def prepare_ahead(self) -> None:
        """Make what takes seconds, before somebody asks for it and waits."""
        for served in (self.served, *map(self.served.at, self.served.years)):
            _ = served.reconciler, served.search
        _ = self.descriptions, self.shapes

    def prepare(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what is prepared under ``key``, making it the first time."""
        return self.prepared.get(key, make)

    def local_path(self, target: str) -> str:
        """Return where this server shows an IRI: a path from the site's root.

        A thing under ``id/`` is shown by its HTML document, what is a company's own by that
        company's pages. An IRI of others is returned as it is, and so is a path of the site.
        """
        for company in self.companies:
            path = company_path(company, target)
            if path is not None:
                return path
        for base in (self.base, DEFAULT_BASE):
            if target.startswith(base):
                path = target.removeprefix(base)
                return f"doc/{path.removeprefix('id/')}.html" if path.startswith("id/") else path
        return target

    def document_path(self, iri: str) -> str:
        """Return where the document about an IRI stands, from the site's root, less extension."""
        if iri.startswith(f"{self.base}download/"):
            return f"doc/{iri.removeprefix(self.base)}"
        return self.local_path(iri).removesuffix(".html")


def company_path(company: Company, iri: str) -> str | None:
    """Return where the site shows something that is a company's own, from the site's root.

    A profile has a page; families and competences stand on the company's.

    Args:
        company: whose it may be.
        iri: of the thing, or of a part of it.

    Returns:
        ``None`` for what is not this company's.
    """
    scheme = CompanyIris.of(company).scheme
    page = f"company/{company.name}"
    if iri == scheme:
        return page
    if not iri.startswith(f"{scheme}/"):
        return None
    kind, code, *_ = *iri.removeprefix(f"{scheme}/").split("/"), ""
    return f"{page}/profile/{code}" if kind == "profile" else f"{page}#{kind}-{code}"


def asked_edition() -> Served:
    """Return the edition that ``?edition=`` asks for, or else the one that is shown by default.

    Raises:
        UnknownEditionError: if it is not served.
    """
    served, asked = current_site().served, request.args.get("edition")
    if not asked:
        return served
    if asked not in map(str, served.years):
        known = ", ".join(map(str, served.years))
        raise UnknownEditionError(message("base.unknown-edition", year=asked[:20], known=known))
    return served.at(int(asked))


def canonical_address(address: str, language: str | None) -> str:
    """Return the address under which search engines keep a page.

    They are to find each language that may be asked for by name, and each edition.

    Args:
        address: of the page, or the IRI of the thing that it is about.
        language: the value of ``?lang=``.
    """
    site, asked = current_site(), asked_edition().year
    named = explicit_language(language)
    pairs = [("lang", str(named))] if named else []
    if asked != site.served.year and is_by_edition(site.local_path(address)):
        pairs.append(("edition", str(asked)))
    return f"{address}?{urlencode(pairs)}" if pairs else address


def is_by_edition(path: str) -> bool:
    """Tell whether what stands at a path depends on the edition asked for: ``matrix.csv`` does."""
    return path.startswith(_BY_EDITION) or path.partition(".")[0] in {"", *_PAGES_BY_EDITION}


def current_site() -> Site:
    """Return the site of the running app."""
    site: Site = current_app.extensions["cigref_kg"]
    return site
