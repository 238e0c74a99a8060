"""The IRIs and terms of ROME as RDF: SKOS throughout, schema.org for the skills of a job.

France Travail gives its codes no IRI. Ours stand under ``id/rome`` and hold the code as it is; a
version is not part of them, as codes stay from one version to the next.
"""

from typing import Final

from pyoxigraph import NamedNode

from cigref_kg.base.iris import Iris

LICENCE_OUVERTE: Final = NamedNode("https://www.etalab.gouv.fr/licence-ouverte-open-licence")
FRANCE_TRAVAIL: Final = NamedNode("https://www.francetravail.fr/")


class RomeIris:
    """The IRIs of ROME's concepts under a base.

    >>> rome = RomeIris(Iris())
    >>> rome.fiche("M1812"), rome.appellation("404296")
    ('https://w3id.org/cigref-kg/id/rome/M1812', 'https://w3id.org/cigref-kg/id/rome/appellation/404296')
    """

    def __init__(self, iris: Iris) -> None:
        self.graph = iris.graph("rome")
        self.scheme = f"{iris.base}id/rome"
        self.names = f"{self.scheme}/appellation"
        """The scheme of its appellations: two names of one job are no two jobs."""
        self.skills = f"{self.scheme}/skill"
        """The scheme of its skills and knowledge."""

    def fiche(self, code: str) -> str:
        """A fiche (``M1812``), and the two levels above it: ``M18``, ``M``."""
        return f"{self.scheme}/{code}"

    def appellation(self, code: str) -> str:
        """A name of a job, by its OGR code."""
        return f"{self.names}/{code}"

    def skill(self, code: str) -> str:
        """A competence or an item of knowledge, by its OGR code."""
        return f"{self.skills}/{code}"

    def collection(self, kind: str, code: str) -> str:
        """A theme or a sector of activity: what groups fiches across the domains."""
        return f"{self.scheme}/{kind}/{code}"
