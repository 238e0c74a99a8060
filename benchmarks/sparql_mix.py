"""The queries of the mix: on the nomenclature, with places for what varies, and on ESCO."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PREFIXES = (
    "PREFIX cig: <https://w3id.org/cigref-kg/ontology#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX esco: <http://data.europa.eu/esco/model#> "
)
BASE = "https://w3id.org/cigref-kg/id/"


@dataclass(frozen=True)
class Kind:
    """A kind of query; ``{profile}`` and ``{competence}`` are filled with codes."""

    name: str
    text: str

    def filled(self, profile: str, competence: str) -> str:
        """Return the query about a profile and a competence."""
        text = self.text.replace("{profile}", f"<{BASE}2022/profile/{profile}>")
        return PREFIXES + text.replace("{competence}", f"<{BASE}ecf/2019/competence/{competence}>")


KINDS = (
    Kind("point", "SELECT ?label { {profile} skos:prefLabel ?label }"),
    Kind(
        "list",
        "SELECT ?profile ?family ?label { ?profile a cig:JobProfile ; skos:broader ?family ; "
        "skos:prefLabel ?label }",
    ),
    Kind(
        "join",
        "SELECT ?profile ?label ?level { ?r cig:competence {competence} ; cig:levelValue ?level . "
        "?profile cig:hasRequirement ?r ; skos:prefLabel ?label FILTER(?level >= 3) }",
    ),
    Kind(
        "aggregate",
        "SELECT ?c (COUNT(?r) AS ?n) (AVG(?level) AS ?mean) { ?r a cig:Requirement ; "
        "cig:competence ?c ; cig:levelValue ?level } GROUP BY ?c ORDER BY DESC(?n)",
    ),
    Kind(
        "similarity",
        "SELECT ?p ?q (COUNT(?c) AS ?n) { ?p cig:requiresCompetence ?c . "
        "?q cig:requiresCompetence ?c FILTER(STR(?p) < STR(?q)) } GROUP BY ?p ?q ORDER BY DESC(?n)",
    ),
    Kind("path", "SELECT ?above { {profile} skos:broader+ ?above }"),
    Kind("text", 'SELECT ?s ?text { ?s ?p ?text FILTER(CONTAINS(LCASE(STR(?text)), "audit")) }'),
    Kind("describe", "DESCRIBE {profile}"),
)

PROFILES = [f"{family}.{number}" for family in range(1, 10) for number in range(1, 4)]
COMPETENCES = [f"{area}.{number}" for area in "ABCDE" for number in range(1, 6)]


def zipf_mix(seed: int, size: int = 400, kinds: Sequence[Kind] = KINDS) -> Iterator[str]:
    """Yield queries of all kinds, a few of them often and most of them seldom."""
    chosen = random.Random(seed)
    distinct = [
        kind.filled(chosen.choice(PROFILES), chosen.choice(COMPETENCES))
        for _ in range(20)
        for kind in kinds
    ]
    distinct = list(dict.fromkeys(distinct))
    chosen.shuffle(distinct)
    weights = [1 / rank for rank in range(1, len(distinct) + 1)]
    yield from chosen.choices(distinct, weights, k=size)
