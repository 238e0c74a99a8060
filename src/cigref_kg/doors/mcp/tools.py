"""The tools: what each is for, what it takes, and how it answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cigref_kg.base.errors import InputError
from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.text import LANGUAGES, Text, verbatim
from cigref_kg.doors.linter import lint
from cigref_kg.doors.linter.vocabulary import short
from cigref_kg.doors.mcp.answers import paged
from cigref_kg.doors.reader import Reader
from cigref_kg.engine import QueryError
from cigref_kg.graph.namespaces import PREFIXES

Arguments = Mapping[str, Any]
Schema = dict[str, Any]
Read = Callable[[int | None, str], Reader]
"""Gives the reader of an edition, ``None`` for the one that is shown by default, and language."""

_KINDS: Mapping[str, tuple[type, str]] = {
    "string": (str, "un texte"),
    "integer": (int, "un nombre entier"),
    "array": (list, "une liste"),
    "object": (dict, "un objet"),
}
"""The kinds of values of a schema: their types, and how French calls them."""


class ToolError(InputError):
    """A call that cannot be answered; the message teaches what to send instead."""


@dataclass(frozen=True)
class Tool:
    """A tool as a client is told of it, and what answers its calls."""

    name: str
    title: str
    description: str
    properties: Mapping[str, Schema]
    required: tuple[str, ...]
    answer: Callable[[Reader, Arguments], str]

    def told(self) -> dict[str, Any]:
        """Return the tool as ``tools/list`` tells it."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": {
                "type": "object",
                "properties": dict(self.properties),
                "required": list(self.required),
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "openWorldHint": False, "idempotentHint": True},
        }

    def check(self, arguments: Arguments) -> None:
        """Refuse arguments that do not fit the schema.

        Raises:
            ToolError: says which are wanted.
        """
        for name in self.required:
            if name not in arguments:
                raise _refusal("needs", tool=self.name, name=name, wanted=self._wanted(name))
        for name, value in arguments.items():
            if name not in self.properties:
                known = ", ".join(self.properties)
                raise _refusal("no-argument", tool=self.name, name=name[:40], known=known)
            schema = self.properties[name]
            wanted, _ = _KINDS[schema["type"]]
            if not isinstance(value, wanted) or isinstance(value, bool):
                raise _refusal("other-kind", name=name, wanted=self._wanted(name))
            most = schema.get("maxLength")
            if most and len(str(value)) > most:
                raise _refusal("long-argument", name=name, size=len(str(value)), most=most)
            if value not in schema.get("enum", (value,)):
                raise _refusal("one-of", name=name, known=", ".join(schema["enum"]))

    def _wanted(self, name: str) -> Text:
        schema = self.properties[name]
        english = f"{schema['type']}, {schema.get('description', '')}".rstrip(", ")
        return Text(fr=_KINDS[schema["type"]][1], en=english)


def _refusal(entry: str, /, **places: object) -> ToolError:
    return ToolError(message(f"doors.tool-{entry}", **places))


def _about(reader: Reader, of: Iterable[int] = ()) -> dict[str, Any]:
    """Say where an answer comes from, which editions it is of, and whose words it has."""
    official = reader.dataset.nomenclature.official_wording
    first, *others = sorted({*of}) or [reader.served.year]
    iris = reader.dataset.iris
    return {
        "edition": [first, *others] if others else first,
        "source": iris.dataset if others else iris.edition(first),
        "wording": "official (Cigref, AFNOR/CEN)" if official else "cigref-kg's own (CC BY 4.0)",
    }


def _page(arguments: Arguments) -> int:
    return int(arguments.get("page", 1))


def _search(reader: Reader, arguments: Arguments) -> str:
    found = reader.search(arguments["words"][:200], limit=20)
    return paged(found, _page(arguments), _about(reader), "hits")


def _profile(reader: Reader, arguments: Arguments) -> str:
    found = reader.profile(arguments["profile"])
    language = reader.language
    parts = [{name: _in_language(value, language)} for name, value in found.items()]
    return paged(parts, _page(arguments), _about(reader, [found["edition"]]), "parts")


def _in_language(value: Any, language: str) -> Any:
    """Return a value with its texts in one language only: half of the tokens."""
    if isinstance(value, dict):
        if value and value.keys() <= set(LANGUAGES):
            return value.get(language) or next(iter(value.values()))
        return {key: _in_language(each, language) for key, each in value.items()}
    if isinstance(value, list):
        return [_in_language(each, language) for each in value]
    return value


def _compare(reader: Reader, arguments: Arguments) -> str:
    found = reader.compare(*map(str, arguments["profiles"][:5]))
    named = {each["code"]: each["title"] for each in reader.things("competences")}
    rows = [{"title": named[row["code"]], **row} for row in found.pop("competences")]
    return paged(
        rows, _page(arguments), {**_about(reader, found["editions"]), **found}, "competences"
    )


def _paths(reader: Reader, arguments: Arguments) -> str:
    found = reader.paths(arguments["from"], arguments["to"])
    about = _about(reader, [way["edition"] for way in found])
    return paged(found, _page(arguments), about, "ways")


def _who_needs(reader: Reader, arguments: Arguments) -> str:
    found = reader.who_needs(arguments["competence"], arguments.get("level", 1))
    return paged(found, _page(arguments), _about(reader), "profiles")


def _crosswalk(reader: Reader, arguments: Arguments) -> str:
    found = reader.crosswalk(arguments["code"])
    links = found.pop("links")
    met = [found["from"], *(link["to"] for link in links)]
    mapped = reader.served.at(reader.dataset.nomenclature.served.year)  # mappings are of it
    jobs = (mapped.find(each.removeprefix("cigref:")) for each in met)
    about = _about(reader, [job.edition for job in jobs if job])
    return paged(links, _page(arguments), {**found, **about}, "links")


def _classify(reader: Reader, arguments: Arguments) -> str:
    found = reader.classify(arguments["text"])
    parts = [
        {name: each} for name in ("profiles", "competences", "missing") for each in found[name]
    ]
    about = {"none": found["none"], **_about(reader), "note": "It decides nothing about a person."}
    return paged(parts, _page(arguments), about, "parts")


def _schema(reader: Reader, arguments: Arguments) -> str:
    terms = sorted(reader.vocabulary.uses.items(), key=lambda each: -each[1])
    rows = [{"term": short(iri), "uses": count} for iri, count in terms]
    about = {**_about(reader), "prefixes": PREFIXES, "hint": "prefixes need no declaration"}
    return paged(rows, _page(arguments), about, "terms")


def _questions(reader: Reader, arguments: Arguments) -> str:
    if "name" not in arguments:
        rows = [
            {
                "name": name,
                "question": each.query.title.get(reader.language),
                "parameters": each.defaults(),
            }
            for name, each in reader.questions.all.items()
        ]
        return paged(rows, _page(arguments), _about(reader), "questions")
    values = {
        str(name): [str(each) for each in (value if isinstance(value, list) else [value])]
        for name, value in arguments.get("parameters", {}).items()
    }
    asked = reader.questions.asked(arguments["name"], values)
    found = reader.ask(arguments["name"], **values)
    said = asked.question.dated({**asked.values, **values}, str(reader.served.year))
    of = map(int, said.get("edition", []))
    about = {"question": asked.question.query.name, "parameters": said, **_about(reader, of)}
    if asked.ignored:
        about["ignored"] = asked.ignored
    return paged(found, _page(arguments), about, "rows")


def _sparql(reader: Reader, arguments: Arguments) -> str:
    query = arguments["query"]
    notes = [
        {"found": each.found, "meant": each.meant, "message": each.message.en}
        for each in lint(query, reader.vocabulary)
    ]
    try:
        found = reader.query(query)
    except QueryError as error:
        raise _refusal("query", error=error) from error
    about = {**_about(reader, reader.served.years), "rest": "the same query with the next page"}
    return paged(found, _page(arguments), about | ({"notes": notes} if notes else {}), "rows")


_ANSWERS: Mapping[str, Callable[[Reader, Arguments], str]] = {
    "search": _search,
    "profile": _profile,
    "compare": _compare,
    "paths": _paths,
    "who_needs": _who_needs,
    "crosswalk": _crosswalk,
    "classify": _classify,
    "schema": _schema,
    "questions": _questions,
    "sparql": _sparql,
}


def _tools() -> Iterator[Tool]:
    told = data_beside(__file__)
    for name, tool in told["tools"].items():
        properties = {
            **tool["takes"],
            **{each: told["shared"][each] for each in tool["shared"]},
        }
        yield Tool(
            name,
            tool["title"],
            tool["description"],
            properties,
            tuple(tool.get("required", ())),
            _ANSWERS[name],
        )


TOOLS = tuple(_tools())
"""All tools; ten at most, for a client reads them all before it starts."""


def call(name: str, arguments: Arguments, read: Read) -> str:
    """Answer a call.

    Args:
        name: of what is asked for.
        arguments: as the client sent them.
        read: gives the reader of an edition and a language.

    Raises:
        InputError: if there is no such tool, or it has no answer; says what to send instead.
    """
    tool = next((each for each in TOOLS if each.name == name), None)
    if tool is None:
        raise _refusal("unknown", name=name[:40], known=", ".join(t.name for t in TOOLS))
    tool.check(arguments)
    try:
        reader = read(arguments.get("edition"), arguments.get("lang", "en"))
        return tool.answer(reader, arguments)
    except ValueError as error:
        raise ToolError(verbatim(str(error))) from error
