"""The copy is whole, its links lead to files, and real web servers negotiate as the site does."""

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from cigref_kg.base.errors import InputError
from cigref_kg.export import export_site
from cigref_kg.export.links import relinked, without_forms
from cigref_kg.export.naming import Address, page_file, read_address
from cigref_kg.export.preference import format_patterns, language_patterns
from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.worked_queries import read_queries
from cigref_kg.web.app import create_app
from cigref_kg.web.http.formats import DOCUMENT_TYPES, choose_format
from cigref_kg.web.http.negotiation import negotiate_language
from tests.machine import free_port

pytestmark = pytest.mark.system

COPIED = (
    "2022",
    "2022/profile/6.3",
    "2022/profile/6.3/requirement/E.8",
    "2022/family/6",
    "ecf/2019/competence/E.8",
    "ecf/2019/competence/E.8/4",
)
"""The documents that the tests copy: the whole takes a minute."""
PREFIXES = ("/", "/cigref-kg/")
APACHE_MODULES = Path("/usr/lib/apache2/modules")

ACCEPTS = (
    None,
    "*/*",
    "text/html",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "text/turtle",
    "TEXT/TURTLE",
    "application/ld+json",
    "application/json",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted";q=0.9, text/html;q=0.1',
    "application/n-triples",
    "application/rdf+xml",
    "application/rdf+xml;q=0.5, text/turtle;q=0.9",
    "text/turtle;q=0.2, text/html ;q=0.1",
    "text/html;q=0, text/turtle;q=0.01",
    "application/rdf+xml, text/turtle;q=.9, */*;q=0.1",
    "text/*;q=0.3, application/*;q=0.2",
    "text/*",
    "application/*",
    "image/png",
    "image/png, */*;q=0.1",
    "text/turtle;q=0",
    "text/turtle;charset=utf-8",
)
LANGUAGE_HEADERS = (
    None,
    "fr",
    "en",
    "en-GB,en;q=0.9",
    "fr-CA, en;q=0.8",
    "en;q=0.5, fr;q=0.7",
    "de, en;q=0.3",
    "de",
    "de, *;q=0.1",
    "fr;q=0.1, en;q=0.9",
)


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


def unheard(done: int, of: int) -> None:
    """Nobody listens to how far the copy is."""


def is_copied(path: str) -> bool:
    """Keep the copy of a test small."""
    if path.startswith(("/compare", "/search", "/graph/")):
        return False
    if not path.startswith("/doc/"):
        return True
    stem = re.sub(r"\.(html|ttl|jsonld|nt|rdf)$", "", path.removeprefix("/doc/"))
    return stem in COPIED


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> FlaskClient:
    """A client of the site itself."""
    return create_app(dataset).test_client()


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that a web server may read which gives up its rights: pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="cigref-kg-export-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module", params=PREFIXES)
def copy(request: pytest.FixtureRequest, dataset: Dataset, open_folder: Path) -> tuple[Path, str]:
    """A copy of a part of the site, and the path at which it is published."""
    above = Path(tempfile.mkdtemp(dir=open_folder))
    above.chmod(0o755)
    folder = above / "copy"
    root = f"http://copy.example{request.param}"
    export_site(dataset, folder, root, unheard, wanted=is_copied)
    return folder, str(request.param)


def served_folder(copy: tuple[Path, str]) -> Path:
    """The folder whose content is what the host publishes."""
    folder, prefix = copy
    if prefix == "/":
        return folder / "public"
    top = folder / "top"
    top.mkdir(exist_ok=True)
    link = top / prefix.strip("/")
    if not link.exists():
        link.symlink_to(folder / "public")
    return top


def internal_links(page: str, path: str) -> list[str]:
    """Return the paths, with their queries, that a page at ``path`` links to on its own site."""
    found: list[str] = []

    def note(target: str) -> None:
        found.append(target)

    relinked(page, path, note, str)
    return found


def broken_links(folder: Path, files: set[str]) -> list[str]:
    """Return the links of copied pages that lead to no file, as ``page: link``."""
    broken = []
    for name in sorted(each for each in files if each.endswith(".html")):
        page = (folder / name).read_text(encoding="utf-8")
        links = (urlsplit(link).path for link in internal_links(page, f"/{name}"))
        broken += [f"{name}: {link}" for link in links if link.removeprefix("/") not in files]
    return broken


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    told = log.read_text(errors="replace") if log.exists() else ""
    pytest.fail(f"the web server did not start: {told}")


def asking(port: int, prefix: str) -> Ask:
    def ask(path: str, accept: str | None = None, language: str | None = None) -> Answer:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Accept": accept, "Accept-Language": language}
        sent = {name: value for name, value in headers.items() if value is not None}
        connection.request("GET", f"{prefix}{path}", headers=sent)
        response: HTTPResponse = connection.getresponse()
        merged: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            merged[key] = f"{merged[key]}, {value}" if key in merged else value
        answer = Answer(response.status, merged, response.read())
        connection.close()
        return answer

    return ask


NGINX_CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  include {copy}/rules/nginx-http.conf;
  server {{ listen 127.0.0.1:{port}; root {root}; include {copy}/rules/nginx-server.conf; }}
}}
"""
APACHE_CONFIGURATION = """
ServerName copy.example
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
{modules}
DocumentRoot {root}
<Directory {root}>
  Options FollowSymLinks
  AllowOverride All
  Require all granted
</Directory>
"""


def start_nginx(copy: tuple[Path, str], folder: Path, port: int) -> subprocess.Popen[bytes]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    configuration = NGINX_CONFIGURATION.format(
        folder=folder, copy=copy[0], port=port, root=served_folder(copy)
    )
    (folder / "nginx.conf").write_text(configuration)
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def start_apache(copy: tuple[Path, str], folder: Path, port: int) -> subprocess.Popen[bytes]:
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    if program is None or not APACHE_MODULES.is_dir():
        pytest.skip("Apache is not installed (apache2)")
    names = ("mpm_event", "authz_core", "dir", "mime", "rewrite", "setenvif", "headers")
    modules = "\n".join(f"LoadModule {n}_module {APACHE_MODULES}/mod_{n}.so" for n in names)
    types = folder / "mime.types"
    types.write_text("")
    configuration = APACHE_CONFIGURATION.format(
        folder=folder, port=port, root=served_folder(copy), modules=modules
    )
    (folder / "apache.conf").write_text(f"{configuration}TypesConfig {types}\n")
    command = [program, "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module", params=["nginx", "apache"])
def ask(request: pytest.FixtureRequest, copy: tuple[Path, str], open_folder: Path) -> Iterator[Ask]:
    """Asks a real web server that publishes the copy, by the path below where it is published."""
    folder = Path(tempfile.mkdtemp(dir=open_folder))
    folder.chmod(0o755)
    port = free_port()
    start = {"nginx": start_nginx, "apache": start_apache}[request.param]
    process = start(copy, folder, port)
    try:
        wait_for(port, process, folder / "error.log")
        yield asking(port, copy[1])
    finally:
        process.terminate()
        process.wait(60)


# --- The rules of preference, against the site's own ---------------------------------------------


def first_match(patterns: list[tuple[str, str]], header: str) -> str | None:
    for pattern, chosen in patterns:
        if re.search(pattern, header, re.IGNORECASE):
            return chosen
    return None


@pytest.mark.parametrize("accept", [accept for accept in ACCEPTS if accept])
def test_patterns_choose_the_format_that_the_site_chooses(accept: str) -> None:
    assert first_match(format_patterns(), accept) == choose_format(accept)


@pytest.mark.parametrize("header", [header for header in LANGUAGE_HEADERS if header])
def test_patterns_choose_the_language_that_the_site_chooses(header: str) -> None:
    chosen = first_match(language_patterns(), header) or "fr"
    assert chosen == negotiate_language(None, header)


# --- The files ------------------------------------------------------------------------------------


def files_of(copy: tuple[Path, str]) -> set[str]:
    public = copy[0] / "public"
    return {str(file.relative_to(public)) for file in public.rglob("*") if file.is_file()}


def test_copy_has_every_format_and_language_of_a_document(copy: tuple[Path, str]) -> None:
    files = files_of(copy)
    for document in COPIED:
        for ending in ("html", "en.html", "ttl", "jsonld", "nt", "rdf"):
            assert f"doc/{document}.{ending}" in files


def test_copy_has_pages_downloads_and_what_search_engines_read(copy: tuple[Path, str]) -> None:
    files = files_of(copy)
    expected = "index.html matrix.en.html careers.html ontology.ttl shapes.html robots.txt"
    expected += " download/cigref-kg.ttl download/index.html matrix.csv sitemap.xml .htaccess"
    expected += " catalog.ttl .well-known/void.jsonld matrix.en.xlsx download/cigref-kg.xlsx"
    assert set(expected.split()) <= files
    assert f"Sitemap: http://copy.example{copy[1]}" in (copy[0] / "public/robots.txt").read_text()


def test_links_between_copied_pages_lead_to_files(copy: tuple[Path, str]) -> None:
    public, files = copy[0] / "public", files_of(copy)
    broken = broken_links(public, files - {"404.html", "404.en.html"})
    # A test copies a part: what is left out by the test is no broken link of the copy.
    left = [link for link in broken if is_copied(f"/{target_of(link)}")]
    assert left == []


def target_of(broken: str) -> str:
    """The path that a broken link leads to, as the site has it."""
    return broken.partition(": ")[2].removeprefix("/")


def test_pages_keep_to_their_language_and_need_no_server(copy: tuple[Path, str]) -> None:
    public = copy[0] / "public" / "doc/2022/profile"
    french, english = ((public / f"6.3{end}.html").read_text() for end in ("", ".en"))
    assert '<html lang="fr">' in french
    assert '<html lang="en">' in english
    assert 'href="../family/6.html?lang=fr"' in french
    assert 'href="../family/6.en.html"' in english
    assert 'href="6.3.en.html"' in french
    assert 'href="6.3.html?lang=fr"' in english
    assert "<form" not in french + english


def test_a_form_becomes_a_word_on_what_it_needs() -> None:
    page = (
        '<form class="search"><input id="search-header"></form>'
        '<form action="c">x<a href="y">z</a></form>'
        '<form class="search"><input id="search-page"></form>'
    )
    copied = without_forms(page, "en")
    assert "<form" not in copied
    # The search in the head of each page goes without a word.
    assert copied.startswith("<p")
    assert copied.count("needs a server") == 2
    assert '<a href="y">z</a>' in copied


@pytest.mark.parametrize("name", ["esco", "match", "sparql"])
def test_page_of_a_form_says_that_it_needs_a_server(copy: tuple[Path, str], name: str) -> None:
    page = (copy[0] / "public" / f"{name}.html").read_text()
    assert page.count("demande un serveur") == 1


def test_query_behind_a_page_is_a_file(copy: tuple[Path, str]) -> None:
    page = (copy[0] / "public/doc/2022/profile/6.3.html").read_text()
    link = re.search(r'href="../../../(queries/page-2022-6.3-fr.rq)"', page)
    assert link
    assert "2022/profile/6.3>" in (copy[0] / "public" / link[1]).read_text()


def test_counterparts_lead_to_what_else_is_mapped_to_them(copy: tuple[Path, str]) -> None:
    page = (copy[0] / "public/doc/2022/profile/6.3.html").read_text()
    links = re.findall(r'href="../../../(esco,uri=[^"?]+)', page)
    assert links
    assert all("6.3" in (copy[0] / "public" / link).read_text() for link in links)


def test_worked_queries_are_files(copy: tuple[Path, str]) -> None:
    page = (copy[0] / "public/sparql.html").read_text()
    for name, query in read_queries().items():
        assert f'href="queries/{name}.rq"' in page
        assert (copy[0] / f"public/queries/{name}.rq").read_text() == query.text


def test_boxes_and_small_forms_beside_lists_go_without_a_word() -> None:
    listed = '<li><label class="pick no-print"><input form="basket"></label>RSSI</li>'
    small = '<form id="basket" class="basket" action="compare"></form><form class="ask"></form>'
    assert without_forms(f"{listed}{small}", "fr") == "<li>RSSI</li>"


def test_internal_links_are_those_of_the_site() -> None:
    page = '<a href="../x?a=1&amp;b=2#f"><a href="https://other.example/"><a href="#here">'
    assert internal_links(page, "/doc/y.html") == ["/x?a=1&b=2"]


def test_different_queries_have_different_file_names() -> None:
    names = {page_file(Address("/search", (("q", q),)), "fr") for q in ("é", "è", "a/b", "a_b")}
    assert len(names) == 4
    assert all(re.fullmatch(r"[\w.,=-]+", name, re.ASCII) for name in names)
    assert read_address("/static/site.css?v=abc") == (Address("/static/site.css"), None)


def test_export_refuses_a_folder_that_holds_something(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("old")
    with pytest.raises(InputError, match="not empty"):
        export_site(dataset, tmp_path, "http://copy.example/", unheard)


def test_export_refuses_an_address_that_is_none(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="absolute"):
        export_site(dataset, tmp_path / "copy", "copy.example/", unheard)


def test_w3id_rules_lead_to_where_the_copy_is(copy: tuple[Path, str]) -> None:
    rules = (copy[0] / "rules/w3id.htaccess").read_text()
    assert f"^id/(.+)$ http://copy.example{copy[1]}id/$1 [R=303,L]" in rules


# --- Real web servers -----------------------------------------------------------------------------


def location_path(answer: Answer) -> str:
    return re.sub(r"^https?://[^/]+", "", answer.headers["location"])


@pytest.mark.parametrize("accept", ACCEPTS)
def test_iri_leads_to_the_document_in_the_preferred_format(
    ask: Ask, copy: tuple[Path, str], accept: str | None
) -> None:
    answer = ask("id/2022/profile/6.3", accept)
    chosen = choose_format(accept)
    if chosen is None:
        assert answer.status == 406
        assert b"text/turtle" in answer.body
        return
    assert answer.status == 303
    assert "Accept" in answer.headers["vary"]
    path = location_path(answer)
    assert path == f"{copy[1]}doc/2022/profile/6.3.{chosen}"
    document = ask(path.removeprefix(copy[1]))
    assert document.status == 200
    assert document.headers["content-type"] == f"{DOCUMENT_TYPES[chosen]}; charset=utf-8"


@pytest.mark.parametrize("document", COPIED)
def test_every_format_says_what_the_graph_says(ask: Ask, dataset: Dataset, document: str) -> None:
    subject = URIRef(f"{dataset.iris.base}id/{document}")
    expected = set(dataset.union.predicate_objects(subject))
    for extension, name in (("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt"), ("rdf", "xml")):
        answer = ask(location_of(ask, document, DOCUMENT_TYPES[extension]))
        graph = Graph().parse(data=answer.body, format=name)
        assert expected <= set(graph.predicate_objects(subject)), extension


def location_of(ask: Ask, document: str, accept: str) -> str:
    answer = ask(f"id/{document}", accept)
    assert answer.status == 303
    return location_path(answer).partition("doc/")[2].join(["doc/", ""])


@pytest.mark.parametrize("header", LANGUAGE_HEADERS)
@pytest.mark.parametrize("path", ["doc/2022/profile/6.3.html", "", "matrix", "download/"])
def test_page_comes_in_the_preferred_language(ask: Ask, path: str, header: str | None) -> None:
    answer = ask(path, "text/html", header)
    assert answer.status == 200
    assert "Accept-Language" in answer.headers["vary"]
    language = negotiate_language(None, header)
    assert f'<html lang="{language}">' in answer.body.decode()


def test_language_asked_for_by_name_comes_first(ask: Ask) -> None:
    assert b'<html lang="en">' in ask("matrix?lang=en", "text/html", "fr").body
    assert b'<html lang="fr">' in ask("doc/2022/profile/6.3.html?lang=fr", None, "en").body
    assert b'<html lang="en">' in ask("doc/2022/profile/6.3.en.html", None, "fr").body
    answer = ask("id/2022/profile/6.3?lang=en", "text/html", "fr")
    assert location_path(answer).endswith("doc/2022/profile/6.3.html?lang=en")


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("path", ["doc/2022/profile/6.3", "ontology", "dataset"])
def test_document_without_extension_negotiates(ask: Ask, path: str, accept: str | None) -> None:
    answer = ask(path, accept)
    chosen = choose_format(accept)
    if chosen is None:
        assert answer.status == 406
        return
    assert answer.status == 200
    assert answer.headers["content-type"] == f"{DOCUMENT_TYPES[chosen]}; charset=utf-8"
    assert {"Accept", "Accept-Language"} <= set(re.split(r",\s*", answer.headers["vary"]))


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("path", ["catalog", ".well-known/void"])
def test_description_negotiates_as_the_site_does(
    ask: Ask, client: FlaskClient, path: str, accept: str | None
) -> None:
    answer = ask(path, accept)
    expected = client.get(f"/{path}", headers={} if accept is None else {"Accept": accept})
    assert answer.status == expected.status_code
    if answer.status == 303:
        assert location_path(answer).endswith("/dataset")
    if answer.status == 200:
        assert answer.headers["content-type"] == f"{expected.mimetype}; charset=utf-8"
    if answer.status != 406:
        assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("profile/6.3", "doc/2024/profile/6.3.html"),
        ("family/6", "doc/2024/family/6.html"),
        ("competence/E.8", "doc/ecf/2019/competence/E.8.html"),
        ("edition/2018", "doc/2018.html"),
        ("id/profile/6.3", "id/2024/profile/6.3"),
    ],
)
def test_short_address_redirects(ask: Ask, copy: tuple[Path, str], short: str, long: str) -> None:
    answer = ask(short)
    assert (answer.status, location_path(answer)) == (302, f"{copy[1]}{long}")


@pytest.mark.parametrize("accept", [None, "text/html", "text/turtle", "image/png"])
@pytest.mark.parametrize(
    "path", ["id/2022/profile/12.1", "doc/2022/profile/6.3.xyz", "doc/nothing", "nothing/at/all"]
)
def test_what_is_unknown_is_not_found(ask: Ask, path: str, accept: str | None) -> None:
    answer = ask(path, accept, "en")
    assert answer.status == 404
    assert b'<html lang="en">' in answer.body


def test_page_of_an_error_finds_its_style_from_anywhere(ask: Ask, copy: tuple[Path, str]) -> None:
    page = ask("no/such/page").body.decode()
    match = re.search(r'rel="stylesheet" href="([^"]+)"', page)
    assert match is not None
    assert match[1].startswith(copy[1])
    style = ask(match[1].removeprefix(copy[1]))
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in style.headers["cache-control"]


def test_download_is_a_file_to_keep(ask: Ask) -> None:
    answer = ask("download/cigref-kg.ttl", "text/turtle")
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"].startswith("text/turtle")


def test_answers_carry_the_headers_of_the_site(ask: Ask) -> None:
    for path in ("", "doc/2022/profile/6.3.ttl", "doc/2022/profile/6.3", "nothing"):
        headers = ask(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("changes.atom", "application/atom+xml; charset=utf-8"),
        ("matrix.csv", "text/csv; charset=utf-8"),
        ("static/icon.svg", "image/svg+xml; charset=utf-8"),
        ("static/social.png", "image/png"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("context.jsonld", "application/ld+json; charset=utf-8"),
        ("queries/families.rq", "application/sparql-query; charset=utf-8"),
        (
            "download/cigref-kg.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_file_has_its_media_type(ask: Ask, path: str, media_type: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)


@pytest.mark.parametrize("ending", ["", ".html", ".en.html", ".ttl", ".rdf"])
@pytest.mark.parametrize("document", ["2022/profile/6.3", "ecf/2019/competence/E.8/4"])
def test_document_says_what_it_is_about(
    ask: Ask, dataset: Dataset, document: str, ending: str
) -> None:
    links = ask(f"doc/{document}{ending}", "text/html").headers["link"]
    thing = f"<{dataset.iris.base}id/{document}>"
    for relation in ("canonical", "describes", "cite-as"):
        assert f'{thing}; rel="{relation}"' in links
    assert 'rel="license"' in links


@pytest.mark.parametrize("path", ["", "matrix", "doc/nothing", "static/icon.svg"])
def test_what_is_about_no_thing_does_not_say_so(ask: Ask, path: str) -> None:
    assert "link" not in ask(path, "text/html").headers


def test_answer_is_revalidated_by_its_tag(ask: Ask) -> None:
    headers = ask("doc/2022/profile/6.3.ttl").headers
    assert headers["etag"]
    assert "no-cache" in headers["cache-control"]


@pytest.mark.parametrize("path", ["id/x%0d%0aSet-Cookie:%20a=b", "profile/x%0d%0aX-Bad:%201"])
def test_no_header_can_be_smuggled_in(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status in {400, 403, 404}
    assert not {"set-cookie", "x-bad"} & set(answer.headers)


def test_label_reads_in_its_own_letters(ask: Ask, dataset: Dataset) -> None:
    subject = URIRef(f"{dataset.iris.base}id/2022/profile/6.3")
    graph = Graph().parse(data=ask("doc/2022/profile/6.3.ttl").body, format="turtle")
    assert set(graph.objects(subject, SKOS.prefLabel)) == set(
        dataset.union.objects(subject, SKOS.prefLabel)
    )
