"""The query behind the page of a profile, for whoever wants its content as a table."""

import re
from textwrap import wrap

from rdflib import Literal, URIRef

from cigref_kg.base.model import JobProfile, Language
from cigref_kg.web.site import asked_edition
from cigref_kg.web.ui.messages import messages_in

_QUERY = """\
# %COMMENT%
PREFIX cig: <https://w3id.org/cigref-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sssom: <https://w3id.org/sssom/>

SELECT ?part ?code ?text ?level ?detail
WHERE {
  VALUES ?profile { %PROFILE% }
  {
    VALUES (?order ?part ?property) {
      (1 "name" skos:prefLabel) (2 "other name" skos:altLabel) (3 "mission" cig:mission)
      (4 "note" skos:editorialNote) (5 "activities" cig:introduction)
      (7 "indicators" cig:indicatorNote) (9 "career path" cig:careerPath) (10 "trends" cig:trends)
    }
    ?profile ?property ?text .
    FILTER(LANG(?text) = %LANGUAGE%)
  } UNION {
    VALUES (?order ?part ?has) {
      (5 "activities" cig:hasActivityGroup) (6 "deliverables" cig:hasDeliverable)
      (7 "indicators" cig:hasIndicator)
    }
    ?profile ?has ?first .
    ?first (cig:hasActivity|cig:hasDeliverable|cig:hasIndicator)* ?statement .
    ?statement rdfs:label|cig:introduction ?text .
    OPTIONAL { ?statement cig:underHeading ?detail FILTER(LANG(?detail) = %LANGUAGE%) }
    # The end of the IRI is the number: activity/2/3/1. Two digits put 10 after 9.
    BIND(STRAFTER(STR(?statement), CONCAT(STR(?profile), "/")) AS ?code)
    BIND(CONCAT("/", ?code, "/") AS ?number)
    BIND(REPLACE(REPLACE(?number, "/([0-9])/", "/0$1/"), "/([0-9])/", "/0$1/") AS ?place)
    FILTER(LANG(?text) = %LANGUAGE%)
  } UNION {
    {
      VALUES (?order ?part) { (8 "competences") }
      ?profile cig:hasRequirement ?need .
      ?need cig:competence ?thing ; cig:levelValue ?level ; cig:atLevel/skos:definition ?detail .
      FILTER(LANG(?detail) = %LANGUAGE%)
    } UNION {
      VALUES (?order ?part) { (11 "aspects") }
      ?profile cig:hasRating ?rating .
      ?rating cig:aspect ?thing ; cig:stars ?level .
    } UNION {
      VALUES (?order ?part ?here ?there) {
        (12 "comes from" cig:toProfile cig:fromProfile)
        (13 "leads to" cig:fromProfile cig:toProfile)
      }
      ?move ?here ?profile ; ?there ?thing ; cig:statedIn ?detail .
    } UNION {
      VALUES (?order ?part) { (20 "new or at another level") }
      ?change cig:ofProfile ?profile ; cig:addedOrRelevelledCompetence ?thing .
    }
    ?thing skos:notation ?code ; cig:sortKey ?place ; skos:prefLabel ?text .
    FILTER(LANG(?text) = %LANGUAGE%)
  } UNION {
    VALUES (?order ?part ?scheme) {
      (14 "ESCO" <http://data.europa.eu/esco/concept-scheme/occupations>)
      (15 "ISCO-08" <http://data.europa.eu/esco/concept-scheme/isco>)
      (16 "ROME" %ROME%) (17 "names in ROME" %APPELLATIONS%)
    }
    ?mapping sssom:subject_id ?profile ; sssom:predicate_id ?match ; sssom:object_id ?concept ;
      sssom:object_source ?scheme ; cig:position ?place .
    OPTIONAL { ?concept skos:notation ?code }
    ?profile ?match ?concept .
    ?concept skos:prefLabel ?text .
    BIND(STRAFTER(STR(?match), "#") AS ?detail)
    FILTER(LANG(?text) = %LANGUAGE% || NOT EXISTS {
      ?concept skos:prefLabel ?other
      FILTER(LANG(?other) = %LANGUAGE%)
    })
  } UNION {
    VALUES (?order ?part ?property) {
      (18 "changed" cig:changedPart) (19 "no longer required" cig:removedCompetenceCode)
    }
    ?change cig:ofProfile ?profile ; ?property ?text .
  }
}
ORDER BY ?order ?place ?text
"""
_COLUMNS = 96  # of a comment, as wide as the query below it


def page_query(code: str, language: Language) -> str:
    """Return the SPARQL query whose answer is what the page of a profile says.

    The profile is one of the edition that the request asks for; that of a code which it does not
    have is empty.
    """
    served = asked_edition()
    profile = served.published.content.profile.get(code)
    return (
        query_behind(served.iris.profile(served.year, code), profile, language) if profile else ""
    )


def query_behind(iri: str, profile: JobProfile, language: Language) -> str:
    """Return the query behind the page of a profile.

    Args:
        iri: of the profile.
        profile: what the page is about.
        language: of the page; where the dataset has no words in it, those of the other are asked.
    """
    said = dict(profile.mission.items())
    below = iri.rpartition("/id/")[0]
    told = messages_in(language)("sparql.page_query", code=profile.code)
    terms = {
        "%COMMENT%": "\n# ".join(wrap(told, _COLUMNS)),
        "%PROFILE%": URIRef(iri).n3(),
        "%ROME%": URIRef(f"{below}/id/rome").n3(),
        "%APPELLATIONS%": URIRef(f"{below}/id/rome/appellation").n3(),
        "%LANGUAGE%": Literal(language if language in said else next(iter(said), language)).n3(),
    }
    return re.sub("|".join(terms), lambda place: terms[place[0]], _QUERY)
