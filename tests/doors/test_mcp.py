"""The door for agents: every tool, its bounds, and what hostile calls are told."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from cigref_kg.doors.mcp import McpServer
from cigref_kg.doors.mcp.answers import MOST_CHARACTERS, paged
from cigref_kg.doors.mcp.protocol import MOST_BYTES
from cigref_kg.doors.mcp.tools import TOOLS
from cigref_kg.doors.reader import Reader
from cigref_kg.engine import embedded_engine
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.app import create_app
from tests.leaks import english_in

Json = dict[str, Any]
Call = Callable[..., Json]

CALLS: dict[str, Json] = {
    "search": {"words": "RSSI"},
    "profile": {"profile": "6.3", "lang": "fr"},
    "compare": {"profiles": ["2.5", "chef de projet MOE", "2024/2.8"]},
    "paths": {"from": "2.5", "to": "2.4"},
    "who_needs": {"competence": "E.8", "level": 4},
    "crosswalk": {"code": "isco:2529"},
    "classify": {"text": "Nous cherchons un développeur Java pour nos applications web."},
    "schema": {},
    "questions": {"name": "competence-at-level", "parameters": {"competence": "D.10"}},
    "sparql": {"query": "SELECT ?p WHERE { ?p a cig:JobProfile }"},
}


@pytest.fixture(scope="module")
def server(dataset: Dataset) -> McpServer:
    """A server over the shipped dataset."""
    engine = embedded_engine(dataset)
    return McpServer(
        lambda edition, lang: Reader(dataset, edition, "fr" if lang == "fr" else "en", engine)
    )


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> FlaskClient:
    """A client of the site."""
    return create_app(dataset).test_client()


def asked(server: McpServer, method: str, **parameters: Any) -> Json:
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    answer = server.answer(json.dumps(message).encode())
    assert answer is not None
    found: Json = json.loads(answer)
    return found


def called(server: McpServer, name: str, /, **arguments: Any) -> tuple[str, bool]:
    result = asked(server, "tools/call", name=name, arguments=arguments)["result"]
    (content,) = result["content"]
    return content["text"], result["isError"]


def test_there_are_ten_tools_at_most_and_each_is_tried() -> None:
    assert len(TOOLS) <= 10
    assert CALLS.keys() == {tool.name for tool in TOOLS}


@pytest.mark.parametrize("name", CALLS)
def test_answers_are_grounded_and_short(name: str, server: McpServer) -> None:
    text, is_error = called(server, name, **CALLS[name])
    assert not is_error, text
    assert len(text) <= MOST_CHARACTERS
    answer = json.loads(text)
    assert answer["source"].startswith("https://w3id.org/cigref-kg/")
    assert answer["edition"] in (2022, 2024, [2022, 2024])
    assert "cigref-kg" in answer["wording"]
    assert answer["total"] > 0


@pytest.mark.parametrize(
    ("name", "arguments", "edition", "source"),
    [
        ("profile", {"profile": "6.3"}, 2022, "id/2022"),
        ("profile", {"profile": "2024/6.3"}, 2024, "id/2024"),
        ("compare", {"profiles": ["2022/2.6", "2024/2.6"]}, [2022, 2024], "dataset"),
        ("compare", {"profiles": ["2024/2.6", "2.8"]}, 2024, "id/2024"),
        ("paths", {"from": "2.6", "to": "2.8"}, 2024, "id/2024"),
        ("questions", {"name": "families", "parameters": {"edition": "2024"}}, 2024, "id/2024"),
        ("sparql", {"query": "ASK {}"}, [2022, 2024], "dataset"),
        ("crosswalk", {"code": "2.8"}, 2024, "id/2024"),
        ("crosswalk", {"code": "6.3"}, 2022, "id/2022"),
        ("crosswalk", {"code": "isco:1330"}, [2022, 2024], "dataset"),
    ],
)
def test_an_answer_says_which_edition_it_is_of(
    name: str, arguments: dict[str, object], edition: object, source: str, server: McpServer
) -> None:
    text, is_error = called(server, name, **arguments)
    assert not is_error, text
    answer = json.loads(text)
    assert (answer["edition"], answer["source"]) == (
        edition,
        f"https://w3id.org/cigref-kg/{source}",
    )


def test_long_answers_have_pages_that_hold_all(server: McpServer) -> None:
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 400"
    found, page, pages = [], 1, 1
    while page <= pages:
        text, is_error = called(server, "sparql", query=query, page=page)
        assert not is_error
        answer = json.loads(text)
        pages, page = answer["pages"], page + 1
        found += answer["rows"]
    assert pages > 1
    assert len(found) == answer["total"] == 400
    text, is_error = called(server, "sparql", query=query, page=pages + 1)
    assert is_error
    assert f"pages run from 1 to {pages}" in text


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("nothing", {}, "there is no tool 'nothing': search, profile"),
        ("profile", {}, "needs 'profile'"),
        ("profile", {"profile": "6.3", "code": "6.3"}, "it takes profile,"),
        ("profile", {"profile": 6.3}, "must be string"),
        ("profile", {"profile": "boulanger"}, "is the name of no profile"),
        ("profile", {"profile": "6.3", "lang": "de"}, "must be one of fr, en"),
        ("profile", {"profile": "6.3", "edition": 1990}, "2022"),
        ("who_needs", {"competence": "Z.9"}, "there is no competence 'Z.9': A.1"),
        (
            "questions",
            {"name": "competence-at-level", "parameters": {"competence": "Z.9"}},
            "A.9, A.10",
        ),
        ("who_needs", {"competence": "E.8", "level": 9}, "levels run from 1 to 5"),
        ("compare", {"profiles": ["6.3"]}, "2 to 4 profiles"),
        ("crosswalk", {"code": "foo:1"}, "rome"),
        ("questions", {"name": "nothing"}, "there is no question"),
        ("sparql", {"query": "SELECT {"}, "the tool “schema” lists the terms"),
        (
            "sparql",
            {"query": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"},
            "SERVICE is refused",
        ),
        ("sparql", {"query": "PREFIX SERVICE: <x> DELETE { } WHERE { }"}, "Send one SPARQL"),
        ("sparql", {"query": "DROP ALL"}, "Send one SPARQL"),
        ("classify", {"text": "x" * 20_001}, "20,000 at most"),
    ],
)
def test_errors_teach_what_to_send(
    name: str, arguments: Json, said: str, server: McpServer
) -> None:
    text, is_error = called(server, name, **arguments)
    assert is_error
    assert said in text


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("profile", {}),
        ("profile", {"profile": "6.3", "code": "6.3"}),
        ("profile", {"profile": 6.3}),
        ("profile", {"profile": "boulanger"}),
        ("profile", {"profile": "6.3", "edition": 1990}),
        ("profile", {"profile": "6.3", "page": 9}),
        ("who_needs", {"competence": "Z.9"}),
        ("who_needs", {"competence": "E.8", "level": 9}),
        ("compare", {"profiles": ["6.3"]}),
        ("paths", {"from": "6.3", "to": "6.3"}),
        ("crosswalk", {"code": "foo:1"}),
        ("questions", {"name": "nothing"}),
        ("classify", {"text": "x" * 20_001}),
    ],
)
def test_errors_are_in_the_language_of_the_call(
    name: str, arguments: Json, server: McpServer
) -> None:
    text, is_error = called(server, name, **arguments, lang="fr")
    assert is_error
    assert english_in(text) == []


def test_a_broken_term_is_noted(server: McpServer) -> None:
    text, _ = called(server, "sparql", query="SELECT * { ?p a cig:JobProfil }")
    (note,) = json.loads(text)["notes"]
    assert note["meant"] == "cig:JobProfile"


def test_resources_are_every_iri(server: McpServer, dataset: Dataset) -> None:
    for resource in asked(server, "resources/list")["result"]["resources"]:
        (read,) = asked(server, "resources/read", uri=resource["uri"])["result"]["contents"]
        assert "cig:Family" in read["text"]
        assert len(read["text"]) <= MOST_CHARACTERS
    assert asked(server, "resources/templates/list")["result"]["resourceTemplates"]
    assert asked(server, "resources/read", uri="file:///etc/passwd")["error"]["code"] == -32602


def test_prompts_are_in_both_languages(server: McpServer) -> None:
    prompts = asked(server, "prompts/list")["result"]["prompts"]
    assert len(prompts) == 4
    for prompt in prompts:
        values = {each["name"]: "RSSI {0}" for each in prompt["arguments"]}
        found = asked(server, "prompts/get", name=prompt["name"], arguments=values)["result"]
        assert "RSSI {0}" in found["messages"][0]["content"]["text"]
        for wrong in (None, [1], "RSSI"):
            told = asked(server, "prompts/get", name=prompt["name"], arguments=wrong)
            assert told["error"]["code"] == -32602


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff", -32700),
        (b"[" * 100_000, -32700),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "\\ud800"}', -32700),
        (b"[]", -32600),
        (b'{"id": 1, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "ping"}', -32600),
        (b" " * (MOST_BYTES + 1), -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "drop"}', -32601),
        (b'{"jsonrpc": "2.0", "id": 1, "method": []}', -32601),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}', -32602),
    ],
)
def test_what_is_no_message_is_told_so(body: bytes, code: int, server: McpServer) -> None:
    answer = server.answer(body)
    assert answer is not None
    assert json.loads(answer)["error"]["code"] == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
ARGUMENTS = st.dictionaries(
    st.sampled_from(["words", "profile", "profiles", "from", "to", "competence", "level", "code",
                     "text", "name", "parameters", "query", "page", "lang", "edition", "x"]),
    JSON | st.sampled_from(["6.3", "E.8", "fr", 2022, 1, ["6.3", "2.5"]]),
    max_size=4,
)  # fmt: skip


@settings(max_examples=200)
@given(name=st.sampled_from([*CALLS, "x"]), arguments=ARGUMENTS)
def test_whatever_is_sent_is_answered_within_the_bound(
    name: str, arguments: Json, server: McpServer
) -> None:
    answer = asked(server, "tools/call", name=name, arguments=arguments)
    assert "error" not in answer or answer["error"]["code"] != -32603
    if "result" in answer:
        assert len(answer["result"]["content"][0]["text"]) <= MOST_CHARACTERS


@given(items=st.lists(JSON, max_size=30), size=st.integers(0, 20_000))
def test_no_page_is_longer_than_the_bound(items: list[Any], size: int) -> None:
    assert len(paged([*items, {"text": "é" * size}], 1, {})) <= MOST_CHARACTERS


def test_over_http(client: FlaskClient) -> None:
    message = {"jsonrpc": "2.0", "id": 7, "method": "ping"}
    assert client.post("/mcp", json=message).get_json() == {
        "jsonrpc": "2.0",
        "id": 7,
        "result": {},
    }
    notice = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert client.post("/mcp", json=notice).status_code == 202
    assert client.get("/mcp").status_code == 405
    assert client.post("/mcp", data="x").status_code == 415
    foreign = client.post("/mcp", json=message, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    own = client.post("/mcp", json=message, headers={"Origin": "http://localhost"})
    assert own.status_code == 200


HOSTILE: tuple[Any, ...] = (
    "", " ", "6.3", "2024/2.8", "E.8", "RSSI", "é" * 300, "\0", "\ud7ff", "<script>", "../../etc",
    "SELECT * { ?s ?p ?o }", "DROP ALL", "ASK {", "rome:M1812", "who needs E.8", "{0}", "%s",
    "x" * 30_000,
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "DESCRIBE <https://w3id.org/cigref-kg/id/2022>",
    -1, 0, 1, 5, 2022, 2024, 10**30, 1.5, True, None, [], ["6.3", "2.5"], ["6.3"] * 50, {},
    {"competence": "E.8"},
    {"from": "rssi"}, {"level": ["1"] * 99}, [[]], "fr", "en",
)  # fmt: skip
"""What agents may send by mistake or to do harm."""


@pytest.mark.slow
def test_five_thousand_calls_do_no_harm(server: McpServer) -> None:
    """Calls drawn at random, seeds fixed: nothing fails within, no answer is over the bound."""
    draw = random.Random(5_000)
    takes = sorted({name for tool in TOOLS for name in tool.properties})
    for number in range(5_000):
        tool = draw.choice([*CALLS, "x"])
        asked_for = dict(CALLS.get(tool, {})) if draw.random() < 0.5 else {}
        for _ in range(draw.randrange(4)):
            asked_for[draw.choice(takes)] = draw.choice(HOSTILE)
        answer = asked(server, "tools/call", name=tool, arguments=asked_for)
        assert answer.get("error", {}).get("code") != -32603, (number, tool, asked_for)
        if "result" in answer:
            assert len(answer["result"]["content"][0]["text"]) <= MOST_CHARACTERS
