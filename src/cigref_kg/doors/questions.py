"""The worked questions as functions: asked by name, with parameters in words and codes.

>>> from cigref_kg import load
>>> question = Questions(load().nomenclature).named("competence-at-level")
>>> question.parameters
('lang', 'edition', 'competence', 'level')
>>> "D.10" in question.filled({"competence": ["D.10"], "level": ["4"]})
True
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from rdflib import Literal

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Nomenclature, Text
from cigref_kg.base.text import joined
from cigref_kg.graph.serialization import natural_order
from cigref_kg.records.worked_queries import WorkedQuery, read_queries

if TYPE_CHECKING:
    from cigref_kg.doors.asking import Understanding, Understood
    from cigref_kg.doors.asking.mentions import Named

JOBS = ("profile", "from", "to", "covering", "covered")
"""The parameters whose values are jobs."""
MOST_VALUES = 20
"""Values that one parameter may have at once."""
MOST_SHOWN = 60
"""Codes that an error lists."""
LONGEST_WORDS = 100
"""Characters of words that are looked for."""
_BLOCK = re.compile(
    r'VALUES\s+(?P<head>\((?P<many>[^)]*)\)|(?P<one>\?\w+))\s*\{(?P<rows>(?:[^}"]|"[^"]*")*)\}'
)
_STARS = "cig:stars"
"""Of queries that have no answer where no aspect is rated."""
_VALUE = re.compile(r'"[^"]*"|[^\s()"]+')

Values = Mapping[str, Sequence[str]]
"""What is asked for: the values of each parameter, as people write them."""


class QuestionError(InputError):
    """A question, a parameter or a value that there is not; the message says which there are."""


@dataclass(frozen=True)
class Question:
    """A worked query with parameters."""

    query: WorkedQuery
    kinds: Mapping[str, "ParameterKind"]
    jobs: Mapping[str, Set[str]]
    """The codes of the jobs of each edition."""
    rated: Set[str]
    """The editions that rate aspects: nothing told of another says that nobody needs one."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters; all may be left out."""
        return tuple(self.query.parameters)

    def defaults(self) -> dict[str, list[str]]:
        """Return the values of each parameter where nothing else is asked for."""
        found = {}
        for block in _BLOCK.finditer(self.query.text):
            variables, rows = _read(block)
            for name, variable in self.query.parameters.items():
                if variable in variables:
                    place = variables.index(variable)
                    values = dict.fromkeys(row[place].strip('"') for row in rows)
                    found[name] = list(values)
        return found

    def dated(self, values: Values, year: str = "") -> Values:
        """Return the values with the edition that is meant where they do not say it.

        Args:
            values: of the parameters.
            year: the edition whose jobs are meant, the default one if it is empty. Another is if
                this one has not all jobs that are named: the latest that has them.
        """
        if "edition" not in self.query.parameters or values.get("edition"):
            return values
        shown, *_ = self.defaults()["edition"]
        named = {
            self.kinds[name].normal(each.strip())
            for name, given in values.items()
            if name in JOBS and name in self.kinds
            for each in given
        }
        asked = year or shown
        tried = (asked, *sorted(self.jobs, reverse=True))
        found = next((each for each in tried if named <= self.jobs[each]), asked)
        return values if found == shown and not year else {**values, "edition": [found]}

    def filled(self, values: Values) -> str:
        """Return the query with values in the place of the defaults.

        Where a parameter has several values, they stand with those of the others in their order:
        the first competence with the first level, and so on; a single one stands with all.

        Raises:
            QuestionError: if there is no such parameter or value, or the edition rates no aspect,
                which the question is about.
        """
        for name in values:
            if name not in self.query.parameters:
                raise QuestionError(_unknown("parameter", name, self.parameters))
        values = self.dated(values)
        terms = {
            self.query.parameters[name]: [self.kinds[name].term(name, each) for each in given]
            for name, given in values.items()
            if given
        }
        for name, given in values.items():
            if len(given) > MOST_VALUES:
                raise QuestionError(
                    message("doors.many-values", name=name, given=len(given), most=MOST_VALUES)
                )
        years = values.get("edition") or self.defaults().get("edition", [])
        if _STARS in self.query.text and not self.rated >= {*years}:
            shown = ", ".join(sorted(self.rated)) or "–"
            raise QuestionError(message("doors.no-ratings", years=", ".join(years), shown=shown))
        return _BLOCK.sub(lambda block: _refilled(block, terms), self.query.text)


@dataclass(frozen=True)
class Asked:
    """What a person asks."""

    question: Question
    values: Mapping[str, list[str]]
    """What their words say of its parameters, and what holds of those that they leave unsaid."""
    ignored: Sequence[str] = ()
    """Words of which the question takes no notice."""


def _read(block: "re.Match[str]") -> tuple[list[str], list[list[str]]]:
    """Return the variables of a VALUES block, without question marks, and its rows."""
    variables = re.findall(r"\?(\w+)", block["head"])
    values = _VALUE.findall(block["rows"])
    size = len(variables)
    return variables, [values[at : at + size] for at in range(0, len(values), size)]


def _refilled(block: "re.Match[str]", terms: Mapping[str, list[str]]) -> str:
    variables, rows = _read(block)
    asked = {each: terms[each] for each in variables if each in terms}
    if not asked:
        return block[0]
    length = max(map(len, asked.values()))
    columns = [
        _stretched(variable, asked.get(variable, [rows[0][place]]), length)
        for place, variable in enumerate(variables)
    ]
    written = " ".join(f"({' '.join(row)})" for row in zip(*columns, strict=True))
    return f"VALUES ({' '.join(f'?{each}' for each in variables)}) {{ {written} }}"


def _stretched(variable: str, values: list[str], length: int) -> list[str]:
    if len(values) not in {1, length}:
        raise QuestionError(
            message("doors.uneven-values", variable=variable, given=len(values), others=length)
        )
    return values * length if len(values) == 1 else values


@dataclass(frozen=True)
class ParameterKind:
    """What the values of a parameter are."""

    about: Text
    known: Mapping[str, str] | None
    """Each value as people may write it, folded, with the term of SPARQL; ``None`` for words."""
    normal: Callable[[str], str] = str.strip

    def term(self, name: str, value: str) -> str:
        """Return a value as a term of SPARQL.

        Raises:
            QuestionError: if there is no such value.
        """
        if self.known is None:
            if not 0 < len(value.strip()) <= LONGEST_WORDS:
                raise QuestionError(message("doors.long-words", name=name, most=LONGEST_WORDS))
            return Literal(value.strip()).n3()
        found = self.known.get(value.strip()) or self.known.get(self.normal(value))
        if found is None:
            known = sorted(self.known, key=natural_order)
            raise QuestionError(_unknown("value", value, known, name))
        return found


class Questions:
    """The questions that can be put to a nomenclature."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        self._nomenclature = nomenclature
        kinds = dict(_kinds(nomenclature))
        jobs = {
            str(year): {each.code for each in nomenclature.at(year).content.profiles}
            for year in nomenclature.edition
        }
        rated = {
            str(year)
            for year in nomenclature.edition
            if any(each.ratings for each in nomenclature.at(year).content.profiles)
        }
        self.all: Mapping[str, Question] = {
            name: Question(query, {each: kinds[each] for each in query.parameters}, jobs, rated)
            for name, query in read_queries().items()
        }

    def named(self, name: str) -> Question:
        """Return a question by its name.

        Raises:
            QuestionError: if there is none.
        """
        if name not in self.all:
            raise QuestionError(_unknown("question", name, list(self.all)))
        return self.all[name]

    @cached_property
    def _understanding(self) -> "Understanding":
        from cigref_kg.doors.asking import Understanding
        from cigref_kg.records.phrasings import read_phrasings

        return Understanding(self._nomenclature, read_phrasings())

    def understood(self, text: str) -> "list[Understood]":
        """Return the questions that a text may ask in people's own words, the likeliest first."""
        return self._understanding.find(text)

    def asked(self, text: str, given: Collection[str] = ()) -> Asked:
        """Return what a person asks: a question by its name, or the one that their words mean.

        Args:
            text: what they say.
            given: parameters whose values they say otherwise.

        Raises:
            QuestionError: if there is no such name, nothing is understood, or nothing is said of a
                parameter without which nobody asks this.
        """
        if text in self.all or " " not in text.strip():
            return Asked(self.named(text), {})
        found = self.understood(text)
        if not found:
            raise QuestionError(message("doors.not-understood", text=text[:60]))
        best = found[0]
        question = self.named(best.name)
        missing = [each for each in best.missing if each not in given]
        if missing:
            about = [question.kinds[each].about for each in missing]
            lacking = joined(about, ", ")
            words = message("doors.missing-values", name=best.name, lacking=lacking, text=text[:60])
            raise QuestionError(words)
        values = {**best.assumed, **best.values}
        if "lang" in question.parameters:
            values["lang"] = [best.language]
        return Asked(question, values, best.ignored)


def _kinds(nomenclature: Nomenclature) -> Iterator[tuple[str, ParameterKind]]:
    @cache
    def named() -> "Mapping[str, Named]":
        from cigref_kg.doors.asking.mentions import things_named

        return things_named(nomenclature)

    def called(kind: str) -> Callable[[str], str]:
        return lambda written: named()[kind].code(written) or written

    framework = nomenclature.framework
    editions = [nomenclature.at(year) for year in nomenclature.edition]
    families = _texts({each.code for one in editions for each in one.content.families})
    coded = {
        "profile": _texts({each.code for one in editions for each in one.content.profiles}),
        "competence": _texts({each.code for each in framework.competences}),
        "aspect": _texts({each.code for each in framework.aspects}),
        "family": families,
        "top": {**_texts({each.code for each in framework.areas}), **families},
    }
    for name, known in coded.items():
        yield name, ParameterKind(message(f"doors.about-{name}"), known, called(name))
    for name in JOBS[1:]:
        yield name, ParameterKind(message("doors.about-profile"), coded["profile"], called(name))
    levels = {str(each.rank): str(each.rank) for each in framework.levels}
    plain = {
        "level": levels,
        "stars": levels,
        "lang": _texts(set(LANGUAGES)),
        "edition": {str(year): str(year) for year in nomenclature.edition},
        "words": None,
    }
    for name, values in plain.items():
        yield name, ParameterKind(message(f"doors.about-{name}"), values)


def _texts(codes: set[str]) -> dict[str, str]:
    return {code: Literal(code).n3() for code in sorted(codes)}


def _unknown(what: str, value: str, known: Sequence[str], name: str = "") -> Text:
    shown = ", ".join(known[:MOST_SHOWN]) + (", …" if len(known) > MOST_SHOWN else "")
    return message(f"doors.unknown-{what}", name=name, value=value[:40], known=shown)
