"""The query behind the page of a profile, for whoever wants its content as a table."""

import re
from pathlib import Path
from textwrap import wrap

from rdflib import Literal, URIRef

from cigref_kg.base.model import JobProfile, Language
from cigref_kg.web.site import asked_edition
from cigref_kg.web.ui.messages import messages_in

_QUERY = Path(__file__).with_suffix(".rq").read_text(encoding="utf-8")
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
