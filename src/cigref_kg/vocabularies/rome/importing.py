"""The official tables of ROME → quads in the graph of ROME, in one pass and bounded memory."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cigref_kg.base.iris import DEFAULT_BASE, Iris
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text, verbatim
from cigref_kg.vocabularies.labels import tidy
from cigref_kg.vocabularies.rome import terms
from cigref_kg.vocabularies.rome.download import Tables, open_rome
from cigref_kg.vocabularies.sinks import Sink
from cigref_kg.vocabularies.summary import ImportSummary, Progress, counted
from cigref_kg.vocabularies.tables import Row
from cigref_kg.vocabularies.terms import DCTERMS, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

_FICHE = re.compile(r"[A-N]\d{4}")
_OGR = re.compile(r"\d{1,7}")
_CORE = "Principale"
"""How the table marks the skills at the core of a job."""
_COLLECTIONS = (
    ("arborescence_thematique", "theme", "code_theme", "libelle_theme"),
    (
        "arborescence_secteur_activite",
        "sector",
        "code_ss_sect_activite",
        "libelle_ss_sect_activite",
    ),
)


@dataclass
class Summary(ImportSummary):
    """What an import found and dropped."""

    counts: Counter[str] = field(default_factory=Counter)

    def _title(self) -> Text:
        return verbatim(f"ROME 4.0, version {self.release}")

    def _told(self) -> Iterator[Text]:
        for what, count in self.counts.items():
            yield message("vocabularies.imported-count", count=count, what=counted(what))
        for table, count in self.dangling.items():
            yield message("vocabularies.rome-rows-dropped", count=count, table=table)


def import_rome(
    source: Path, sink: Sink, *, base: str = DEFAULT_BASE, progress: Progress | None = None
) -> Summary:
    """Import the official tables of ROME 4.0, any version.

    Args:
        source: the folder or zip file with the tables.
        sink: where the quads go.
        base: the IRI under which the concepts (``id/rome/...``) and the graph (``graph/rome``)
            stand.
        progress: told of the bytes read.

    Returns:
        What was found and dropped.

    Raises:
        DataError: if a table is missing, partial or corrupt: the message names the file, the line
            or the column. The sink then holds what it held before.
    """
    with open_rome(source) as tables:
        run = _Import(tables, Iris(base), progress)
        run.summary.write(run.quads(), sink)
    return run.summary


class _Import:
    """One run over the tables."""

    def __init__(self, tables: Tables, iris: Iris, progress: Progress | None) -> None:
        self.summary = Summary(tables.version)
        self._tables = tables
        self._iris = terms.RomeIris(iris)
        self._graph = NamedNode(self._iris.graph)
        self._scheme = NamedNode(self._iris.scheme)
        self._names = NamedNode(self._iris.names)
        self._skills = NamedNode(self._iris.skills)
        self._progress = progress
        self._fiche: dict[str, NamedNode] = {}
        self._skill: dict[str, NamedNode] = {}

    def quads(self) -> Iterator[Quad]:
        """Yield everything."""
        parts = (
            self._provenance,
            self._fiches,
            self._domains,
            self._texts,
            self._appellations,
            self._all_skills,
            self._links_to_skills,
            self._mobilities,
            self._collections,
        )
        return chain.from_iterable(part() for part in parts)

    def _rows(self, table: str) -> Iterator[Row]:
        def advance(count: int) -> None:
            if self._progress is not None:
                self._progress(count, self._tables.size)

        return self._tables.rows(table, advance)

    def _quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, self._graph)

    def _concept(self, concept: NamedNode, label: str, code: str) -> Iterator[Quad]:
        yield self._quad(concept, RDF.type, SKOS.Concept)
        yield self._quad(concept, SKOS.prefLabel, Literal(tidy(label), language="fr"))
        yield self._quad(concept, SKOS.notation, Literal(code))

    def _provenance(self) -> Iterator[Quad]:
        version = self._tables.version
        for node in (self._graph, self._scheme):
            yield self._quad(node, DCTERMS.publisher, terms.FRANCE_TRAVAIL)
            yield self._quad(node, DCTERMS.license, terms.LICENCE_OUVERTE)
            yield self._quad(node, DCTERMS.title, Literal("ROME 4.0"))
            yield self._quad(node, OWL.versionInfo, Literal(version))
            for language, said in message("vocabularies.rome-attribution", version=version).items():
                yield self._quad(node, DCTERMS.rights, Literal(said, language=language))
        schemes = {"jobs": self._scheme, "names": self._names, "skills": self._skills}
        for name, scheme in schemes.items():
            yield self._quad(scheme, RDF.type, SKOS.ConceptScheme)
            for language, said in message(f"vocabularies.rome-scheme-{name}").items():
                yield self._quad(scheme, RDFS.label, Literal(said, language=language))

    def _fiches(self) -> Iterator[Quad]:
        parents: dict[str, str] = {}
        for row in self._rows("referentiel_code_rome"):
            code = _written(row, "code_rome", _FICHE)
            fiche = self._fiche[code] = NamedNode(self._iris.fiche(code))
            parents[code] = row.get("code_rome_parent").strip()
            yield from self._concept(fiche, row.get("libelle_rome"), code)
            yield self._quad(fiche, RDF.type, SCHEMA.Occupation)
            yield self._quad(fiche, SKOS.inScheme, self._scheme)
        self.summary.counts["fiches"] = len(self._fiche)
        for code, parent in parents.items():
            if parent != code and parent in self._fiche:
                yield self._quad(self._fiche[code], PROV.wasDerivedFrom, self._fiche[parent])

    def _domains(self) -> Iterator[Quad]:
        seen: set[str] = set()
        for row in self._rows("cr_gd_dp"):
            fiche = self._known_fiche(row, "cr_gd_dp")
            if fiche is None:
                continue
            above = NamedNode(self._iris.fiche(row.get("code_domaine_professionel")))
            top = NamedNode(self._iris.fiche(row.get("code_grand_domaine")))
            yield self._quad(fiche, SKOS.broader, above)
            for domain, kind in ((above, "domaine_professionel"), (top, "grand_domaine")):
                if domain.value in seen:
                    continue
                seen.add(domain.value)
                label, code = row.get(f"libelle_{kind}"), row.get(f"code_{kind}")
                yield from self._concept(domain, label, code)
                yield self._quad(domain, SKOS.inScheme, self._scheme)
                if domain is above:
                    yield self._quad(above, SKOS.broader, top)
                else:
                    yield self._quad(top, SKOS.topConceptOf, self._scheme)
                    yield self._quad(self._scheme, SKOS.hasTopConcept, top)
        self.summary.counts["domains"] = len(seen)

    def _texts(self) -> Iterator[Quad]:
        kinds = {"definition": SKOS.definition, "acces_metier": SCHEMA.qualifications}
        sentences: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for row in self._rows("texte"):
            position = row.get("position_phrase").strip()
            if not position.isdecimal():
                raise row.error(f"position_phrase is {position!r}, not a number")
            # The tables double the apostrophe, as SQL does.
            said = tidy(row.get("libelle_texte").replace("''", "'"))
            place = row.get("code_rome").strip(), row.get("libelle_type_texte").strip()
            sentences[place].append((int(position), said))
        for (code, kind), found in sentences.items():
            if code in self._fiche and kind in kinds:
                text = "\n".join(said for _, said in sorted(found))
                yield self._quad(self._fiche[code], kinds[kind], Literal(text, language="fr"))

    def _appellations(self) -> Iterator[Quad]:
        for row in self._rows("referentiel_appellation"):
            fiche = self._known_fiche(row, "referentiel_appellation")
            if fiche is None:
                continue
            code = _written(row, "code_ogr", _OGR)
            name = NamedNode(self._iris.appellation(code))
            label = tidy(row.get("libelle_appellation_long"))
            short = tidy(row.get("libelle_appellation_court"))
            yield from self._concept(name, label, code)
            yield self._quad(name, SKOS.inScheme, self._names)
            yield self._quad(name, SKOS.broader, fiche)
            if short and short != label:
                yield self._quad(name, SKOS.altLabel, Literal(short, language="fr"))
            self.summary.counts["appellations"] += 1

    def _all_skills(self) -> Iterator[Quad]:
        for table, code, label, what in (
            ("referentiel_competence", "code_ogr", "libelle_competence", "competences"),
            ("referentiel_savoir", "code_ogr_savoir", "libelle_savoir", "knowledge"),
        ):
            for row in self._rows(table):
                written = _written(row, code, _OGR)
                skill = self._skill[written] = NamedNode(self._iris.skill(written))
                yield from self._concept(skill, row.get(label), written)
                yield self._quad(skill, SKOS.inScheme, self._skills)
                self.summary.counts[what] += 1

    def _links_to_skills(self) -> Iterator[Quad]:
        """Yield what a job asks for: all of it as related, its core as the skills of the job."""
        for row in self._rows("coherence_item"):
            fiche = self._known_fiche(row, "coherence_item")
            skill = self._skill.get(row.get("code_ogr"))
            # The other items are conditions of work, which are no concepts here.
            if fiche is None or skill is None:
                continue
            yield self._quad(fiche, SKOS.related, skill)
            self.summary.counts["links"] += 1
            if row.get("coeur_metier") == _CORE:
                yield self._quad(fiche, SCHEMA.skills, skill)
                self.summary.counts["core"] += 1

    def _mobilities(self) -> Iterator[Quad]:
        for row in self._rows("rubrique_mobilite"):
            fiche = self._known_fiche(row, "rubrique_mobilite")
            target = self._known_fiche(row, "rubrique_mobilite", "code_rome_cible")
            if fiche is not None and target is not None and fiche != target:
                yield self._quad(fiche, SKOS.related, target)
                self.summary.counts["mobilities"] += 1

    def _collections(self) -> Iterator[Quad]:
        for table, kind, code, label in _COLLECTIONS:
            seen: set[str] = set()
            for row in self._rows(table):
                fiche, written = self._known_fiche(row, table), row.get(code).strip()
                if fiche is None or not _OGR.fullmatch(written):
                    continue
                collection = NamedNode(self._iris.collection(kind, written))
                if written not in seen:
                    seen.add(written)
                    yield self._quad(collection, RDF.type, SKOS.Collection)
                    name = Literal(tidy(row.get(label)), language="fr")
                    yield self._quad(collection, SKOS.prefLabel, name)
                yield self._quad(collection, SKOS.member, fiche)
            self.summary.counts[f"{kind}s"] = len(seen)

    def _known_fiche(self, row: Row, table: str, column: str = "code_rome") -> NamedNode | None:
        fiche = self._fiche.get(row.get(column).strip())
        if fiche is None:
            self.summary.dangling[table] += 1
        return fiche


def _written(row: Row, column: str, pattern: re.Pattern[str]) -> str:
    code = row.get(column).strip()
    if not pattern.fullmatch(code):
        raise row.error(f"{column} is {code!r}, which is no such code")
    return code
