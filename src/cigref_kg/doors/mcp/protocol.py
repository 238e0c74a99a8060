"""The protocol: JSON-RPC 2.0 messages, each answered by itself.

The specification: https://modelcontextprotocol.io/specification/2025-06-18
"""

import json
import logging
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from cigref_kg import __version__
from cigref_kg.base.deadline import LateError
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Language
from cigref_kg.doors.mcp import tools
from cigref_kg.doors.mcp.answers import MOST_CHARACTERS

VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
"""Of the protocol, the newest first; their messages are the same as far as we use them."""
MOST_BYTES = 256 * 1024
"""Of a message."""
_PARSE, _INVALID, _METHOD, _PARAMS, _INTERNAL = -32700, -32600, -32601, -32602, -32603

Json = dict[str, Any]
_LOGGER = logging.getLogger(__name__)

_INSTRUCTIONS = (
    "The Cigref nomenclature of digital jobs in France and the e-CF competences that each requires."
    " Begin with search or profile; cite the IRI and the edition; say whose wording it is."
)
PROMPTS: Mapping[str, tuple[str, Language, tuple[str, ...]]] = {
    "fiche-de-poste": ("sheet", "fr", ("job",)),
    "job-description": ("sheet", "en", ("job",)),
    "evolution": ("move", "fr", ("source", "target")),
    "career-move": ("move", "en", ("source", "target")),
}
"""By name: the message, the language in which it speaks, and what it is to be given."""


class _RpcError(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class McpServer:
    """Answers messages.

    Args:
        make: gives the reader of an edition (``None`` for the one that is shown by default) and
            language; raises ``UnknownEditionError`` if there is no such edition.
    """

    def __init__(self, make: tools.Read) -> None:
        self._reader = cache(make)
        self._methods: Mapping[str, Callable[[Json], Json]] = {
            "initialize": self._initialize,
            "ping": lambda _: {},
            "tools/list": lambda _: {"tools": [tool.told() for tool in tools.TOOLS]},
            "tools/call": self._call,
            "resources/list": self._resources,
            "resources/templates/list": self._templates,
            "resources/read": self._read,
            "prompts/list": lambda _: {"prompts": [_prompt(name) for name in PROMPTS]},
            "prompts/get": self._prompt,
        }

    def answer(self, body: bytes) -> bytes | None:
        """Answer one message; ``None`` if it wants no answer. Nothing is raised.

        Args:
            body: JSON in UTF-8, at most :data:`MOST_BYTES`.
        """
        identifier: Any = None
        try:
            message = _read_message(body)
            identifier = message.get("id")
            if "method" not in message or identifier is None:
                return None  # a notification, or an answer to a question that we never ask
            result = self._result(message)
            answer: Json = {"jsonrpc": "2.0", "id": identifier, "result": result}
        except _RpcError as error:
            answer = _failed(identifier, error.code, str(error))
        except Exception:
            _LOGGER.exception("failed to answer a message")
            answer = _failed(identifier, _INTERNAL, "the service failed to answer this message")
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()

    def _result(self, message: Json) -> Json:
        method, parameters = message["method"], message.get("params", {})
        if not isinstance(method, str) or method not in self._methods:
            raise _RpcError(_METHOD, f"there is no method {str(method)[:60]!r}")
        if not isinstance(parameters, dict):
            raise _RpcError(_PARAMS, "params must be an object")
        return self._methods[method](parameters)

    def _initialize(self, parameters: Json) -> Json:
        asked = parameters.get("protocolVersion")
        return {
            "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
            "capabilities": {"tools": {}, "resources": {}, "prompts": {}},
            "serverInfo": {"name": "cigref-kg", "title": "cigref-kg", "version": __version__},
            "instructions": _INSTRUCTIONS,
        }

    def _call(self, parameters: Json) -> Json:
        arguments = parameters.get("arguments") or {}
        if not isinstance(arguments, dict):
            raise _RpcError(_PARAMS, "arguments must be an object")
        language: Language = "fr" if arguments.get("lang") == "fr" else "en"
        is_error = True
        try:
            text = tools.call(str(parameters.get("name")), arguments, self._reader)
            is_error = False
        except InputError as error:
            text = error.localized(language)[:MOST_CHARACTERS]
        except LateError:
            text = message("doors.late").localized(language)
        return {"content": [{"type": "text", "text": text}], "isError": is_error}

    def _resources(self, _: Json) -> Json:
        """Tell the families: the way in; every other IRI is read by its template."""
        reader = self._reader(None, "en")
        found = [
            {
                "uri": reader.served.iris.family(reader.served.year, each.code),
                "name": each.names.title.en or each.names.title.fr,
                "mimeType": "text/turtle",
            }
            for each in reader.served.published.content.families
        ]
        return {"resources": found}

    def _templates(self, _: Json) -> Json:
        base = self._reader(None, "en").dataset.iris.base
        template = {
            "uriTemplate": f"{base}id/{{+path}}",
            "name": "anything with an IRI",
            "description": "such as id/2022/profile/6.3 or id/ecf/2019/competence/E.8",
            "mimeType": "text/turtle",
        }
        return {"resourceTemplates": [template]}

    def _read(self, parameters: Json) -> Json:
        uri = str(parameters.get("uri"))[:500]
        turtle = self._reader(None, "en").describe(uri)
        if turtle is None:
            raise _RpcError(_PARAMS, f"nothing here has the IRI {uri}; the tool search finds IRIs")
        if len(turtle) > MOST_CHARACTERS:
            turtle = f"{turtle[: MOST_CHARACTERS - 100]}\n# … cut: ask the tool sparql for the rest"
        return {"contents": [{"uri": uri, "mimeType": "text/turtle", "text": turtle}]}

    def _prompt(self, parameters: Json) -> Json:
        name = str(parameters.get("name"))
        if name not in PROMPTS:
            raise _RpcError(_PARAMS, f"there is no prompt {name[:40]!r}: {', '.join(PROMPTS)}")
        entry, language, wanted = PROMPTS[name]
        given = parameters.get("arguments") or {}
        if not isinstance(given, dict):
            raise _RpcError(_PARAMS, "arguments must be an object")
        missing = [each for each in wanted if not isinstance(given.get(each), str)]
        if missing:
            raise _RpcError(_PARAMS, f"the prompt {name} needs {', '.join(missing)}")
        places = {each: given[each][:200] for each in wanted}
        text = message(f"doors.prompt-{entry}-text", **places).localized(language)
        content = {"type": "text", "text": text}
        title = message(f"doors.prompt-{entry}").localized(language)
        return {"description": title, "messages": [{"role": "user", "content": content}]}


def _failed(identifier: Any, code: int, message: str) -> Json:
    return {"jsonrpc": "2.0", "id": identifier, "error": {"code": code, "message": message}}


def _prompt(name: str) -> Json:
    entry, language, wanted = PROMPTS[name]
    title = message(f"doors.prompt-{entry}").localized(language)
    arguments = [{"name": each, "required": True} for each in wanted]
    return {"name": name, "title": title, "description": title, "arguments": arguments}


def _read_message(body: bytes) -> Json:
    if len(body) > MOST_BYTES:
        raise _RpcError(_INVALID, f"a message has {MOST_BYTES} bytes at most")
    try:
        message = json.loads(body)
        json.dumps(message, ensure_ascii=False).encode()  # no half of a surrogate pair
    except (ValueError, RecursionError) as error:
        raise _RpcError(_PARSE, f"the message is no JSON: {error}") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise _RpcError(_INVALID, 'send one JSON-RPC message: {"jsonrpc": "2.0", …}')
    identifier = message.get("id")
    if identifier is not None and not isinstance(identifier, str | int):
        raise _RpcError(_INVALID, "id must be a text or a whole number")
    return message
