"""Answers in the words of the Reconciliation Service API 0.2, as values for JSON.

The specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cigref_kg import __version__
from cigref_kg.base.collation import fold
from cigref_kg.base.deadline import check_deadline
from cigref_kg.base.iris import TERMS
from cigref_kg.base.model import Language, Text
from cigref_kg.insight.entity_properties import Property, Value, spelling
from cigref_kg.insight.reconciliation import Candidate, decide
from cigref_kg.insight.served import Served
from cigref_kg.insight.things import Kind, Thing
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.reconcile.request import (
    BATCH_SIZE,
    Extension,
    ReconciliationQuery,
)
from cigref_kg.web.ui.messages import bilingual, messages_in

Json = dict[str, Any]

TYPES = {
    Kind.PROFILE: "JobProfile",
    Kind.COMPETENCE: "Competence",
    Kind.ASPECT: "TransversalAspect",
    Kind.FAMILY: "Family",
}
"""What the service calls each kind: its class in the ontology."""
PREVIEW_SIZE = (430, 260)
PAGE_SIZE = 20
"""How many suggestions one answer holds."""
_ANY_TYPE = frozenset({"Concept", "Thing"})
"""Types by which clients mean anything there is."""
_CONSIDERED = 50
"""How many candidates by name the conditions of a query choose from."""


class ReconciliationService:
    """The service over one edition and what companies have beside it.

    Args:
        served: the edition.
        language: of names and descriptions.
    """

    def __init__(self, served: Served, language: Language) -> None:
        self._served = served
        self._language = language
        self.reconciler = served.reconciler
        self.properties = served.properties

    def of(self, identifier: str) -> "ReconciliationService":
        """Return the service over the edition that has what is identified, or else this one."""
        editions = (self._served.at(year) for year in reversed(self._served.years))
        found = (each for each in (self._served, *editions) if each.reconciler.entity(identifier))
        served = next(found, self._served)
        same = served is self._served
        return self if same else ReconciliationService(served, self._language)

    # What the service is

    def manifest(self, endpoint: str, logo: str) -> Json:
        """Return the service manifest.

        Args:
            endpoint: the absolute URL of the service in this language.
            logo: the absolute URL of a square image.
        """
        width, height = PREVIEW_SIZE

        def suggest(what: str) -> Json:
            path = f"/suggest/{what}"
            return {
                "service_url": endpoint,
                "service_path": path,
                "flyout_service_path": f"{path}/flyout?id=${{id}}",
            }

        return {
            "versions": ["0.2"],
            "name": messages_in(self._language)("reconcile.service"),
            "identifierSpace": f"{self._served.iris.base}id/",
            "schemaSpace": TERMS,
            "serviceVersion": __version__,
            "logo": logo,
            "batchSize": BATCH_SIZE,
            "defaultTypes": [self.type_of(kind) for kind in TYPES],
            "view": {"url": f"{endpoint}/view?id={{{{id}}}}"},
            "preview": {
                "url": f"{endpoint}/preview?id={{{{id}}}}",
                "width": width,
                "height": height,
            },
            "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
            "extend": {
                "propose_properties": {"service_url": endpoint, "service_path": "/properties"},
                "property_settings": [],
            },
        }

    def type_of(self, kind: Kind) -> Json:
        """Return a type with its name."""
        return {"id": TYPES[kind], "name": _type_name(kind).localized(self._language)}

    def describe(self, entity: Thing) -> str:
        """Return what tells an entity from its namesakes: its code, family or kind, company."""
        if entity.kind is Kind.PROFILE:
            content = self._served.content
            context = content.family[content.profile[entity.code].family].names.title
        else:
            context = _type_name(entity.kind)
        owner = self._served.owners.get(entity.code)
        whose = f" · {owner.title.localized(self._language)}" if owner else ""
        return f"{entity.code} · {context.localized(self._language)}{whose}"

    # Matching

    def match(self, queries: Mapping[str, ReconciliationQuery]) -> Json:
        """Answer a batch of queries.

        Raises:
            RefusedError: if a query names a property that does not exist.
        """
        return {
            key: {"result": [self._candidate(each) for each in self._matched(query)]}
            for key, query in queries.items()
        }

    def _matched(self, query: ReconciliationQuery) -> list[Candidate]:
        check_deadline()
        kinds = _kinds(query.types)
        if kinds is None:
            return []
        if query.title is not None:
            found = self.reconciler.candidates(query.title, kinds, _CONSIDERED)
        else:
            found = [
                Candidate(entity, 100.0, False, entity.code, None, 1.0, 1.0)
                for entity in self.reconciler.entities
                if not kinds or entity.kind in kinds
            ]
        if query.conditions:
            found = self._narrowed(found, query)
        return found[: query.limit]

    def _narrowed(self, found: Iterable[Candidate], query: ReconciliationQuery) -> list[Candidate]:
        """Weaken candidates by the share of the conditions that they do not meet."""
        conditions = [
            (self._property(each.identifier), frozenset(map(spelling, each.values)))
            for each in query.conditions
        ]
        narrowed = []
        for candidate in found:
            check_deadline()
            met = sum(each.matches(candidate.entity, values) for each, values in conditions) / len(
                conditions
            )
            share = met if query.title is None else (1 + met) / 2
            if share:
                narrowed.append(replace(candidate, score=round(candidate.score * share, 1)))
        return decide(narrowed, self.reconciler.finder)

    def _property(self, identifier: str) -> Property:
        found = self.properties.get(identifier)
        if found is None:
            raise RefusedError(400, "refusal.no_property", identifier=identifier)
        return found

    def _candidate(self, candidate: Candidate) -> Json:
        entity = candidate.entity
        description = self.describe(entity)
        name = self._name(entity)
        if candidate.language is not None and fold(candidate.name) != fold(name):
            quoted = "« {} »" if self._language == "fr" else "“{}”"
            description += f" · {quoted.format(candidate.name)}"
        return {
            "id": entity.path,
            "name": name,
            "description": description,
            "type": [self.type_of(entity.kind)],
            "score": candidate.score,
            "match": candidate.is_match,
            "features": [
                {"id": "title_covered", "value": round(candidate.asked, 3)},
                {"id": "name_covered", "value": round(candidate.named, 3)},
            ],
        }

    # Suggesting

    def suggest_entities(self, prefix: str, types: tuple[str, ...], cursor: int) -> Json:
        """Suggest entities of which a name begins with what was typed.

        Args:
            prefix: what was typed.
            types: to keep to; all if none.
            cursor: how many to pass over.
        """
        kinds = _kinds(types)
        found: list[Thing] = []
        if kinds is not None:
            named = self.reconciler.entity(prefix)
            hits = self._served.search.search(prefix, limit=_CONSIDERED * 4)
            entries = [named, *(self.reconciler.entity(hit.entry.iri) for hit in hits)]
            unique = {each.path: each for each in entries if each is not None}
            found = [each for each in unique.values() if not kinds or each.kind in kinds]
        return {
            "result": [
                {
                    "id": each.path,
                    "name": self._name(each),
                    "description": self.describe(each),
                    "notable": [self.type_of(each.kind)],
                }
                for each in found[cursor : cursor + PAGE_SIZE]
            ]
        }

    def suggest_properties(self, prefix: str, types: tuple[str, ...], cursor: int) -> Json:
        """Suggest properties whose name or identifier holds what was typed.

        Args:
            prefix: what was typed.
            types: to keep to; all if none.
            cursor: how many to pass over.
        """
        found = [
            each
            for each in self._properties_of(types)
            if fold(prefix) in fold(f"{each.identifier} {each.name.fr} {each.name.en}")
        ]
        return {"result": [self._named(each) for each in found[cursor : cursor + PAGE_SIZE]]}

    def suggest_types(self, prefix: str, cursor: int) -> Json:
        """Suggest types whose name or identifier holds what was typed, but the first ``cursor``."""
        found = [
            self.type_of(kind)
            for kind in TYPES
            if fold(prefix) in fold(f"{TYPES[kind]} {_type_name(kind).fr} {_type_name(kind).en}")
        ]
        return {"result": found[cursor : cursor + PAGE_SIZE]}

    # Extending

    def propose(self, type_name: str, limit: int | None) -> Json:
        """Propose the properties of a type as the service names it, ``limit`` at most."""
        found = self._properties_of((type_name,) if type_name else ())
        answer: Json = {"properties": [self._named(each) for each in found[:limit]]}
        if type_name:
            answer["type"] = type_name
        if limit is not None:
            answer["limit"] = limit
        return answer

    def extend(self, extension: Extension) -> Json:
        """Return the values of properties.

        An entity that does not exist has no values.

        Raises:
            RefusedError: if a property does not exist.
        """
        wanted = [self._property(identifier) for identifier in extension.properties]
        return {
            "meta": [self._meta(each) for each in wanted],
            "rows": {
                identifier: self.of(identifier)._row(identifier, extension.properties)
                for identifier in extension.identifiers
            },
        }

    def _meta(self, wanted: Property) -> Json:
        meta = self._named(wanted)
        if wanted.range is not None:
            meta["type"] = self.type_of(wanted.range)
        return meta

    def _row(self, identifier: str, properties: Iterable[str]) -> Json:
        check_deadline()
        entity = self.reconciler.entity(identifier)
        return {
            each.identifier: [self._cell(value) for value in each.values(entity)]
            if entity is not None and entity.kind in each.kinds
            else []
            for each in map(self._property, properties)
        }

    def _properties_of(self, types: tuple[str, ...]) -> list[Property]:
        """Return the properties that things of some types may have: all, of no type."""
        kinds = _kinds(types)
        if kinds is None:
            return []
        return [each for each in self.properties.all if not kinds or kinds & each.kinds]

    def _name(self, entity: Thing) -> str:
        return entity.names.title.localized(self._language)

    def _named(self, each: Property) -> Json:
        return {"id": each.identifier, "name": each.name.localized(self._language)}

    def _cell(self, value: Value) -> Json:
        if isinstance(value, Thing):
            return {"id": value.path, "name": self._name(value)}
        return {"int": value} if isinstance(value, int) else {"str": value}


def _type_name(kind: Kind) -> Text:
    return bilingual("reconcile.type." + TYPES[kind])


def _kinds(types: tuple[str, ...]) -> frozenset[Kind] | None:
    """Return the kinds that types name: empty for any, ``None`` if there are none such."""
    names = {name.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2] for name in types}
    if not names or names & _ANY_TYPE:
        return frozenset()
    return frozenset(kind for kind, name in TYPES.items() if name in names) or None
