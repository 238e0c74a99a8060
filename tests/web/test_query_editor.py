"""The editor of the query page in a real browser, and the plain form where there is no script."""

from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.browsing import Watched, barriers, needs_chromium

pytestmark = [needs_chromium, pytest.mark.system]

LONG = "SELECT (1 AS ?one) {}\n" + f"# {'é' * 400}\n" * 25
WRONG = "SELECT * WHERE {\n  ?é a <b> ; nope:prefLabel ?label .\n}\n"
UNHEEDED = 120
"""The milliseconds after which a list of suggestions heeds keys: before, they meant the text."""
VIOLATIONS = """
  addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def window(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A window in which the page's policy holds, and says when it is broken."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    context.add_init_script(VIOLATIONS)
    yield context
    context.close()


@pytest.fixture
def watched(window: BrowserContext, address: str) -> Iterator[Watched]:
    """A page that must neither complain nor ask elsewhere."""
    found = Watched(window, address)
    yield found
    found.page.close()
    assert found.complaints == []
    assert found.elsewhere == []


def editor(page: Page) -> str:
    """Return what the editor holds, as the form would send it."""
    return page.eval_on_selector("#query", "field => field.value")  # type: ignore[no-any-return]


def write(page: Page, text: str) -> None:
    """Put a text into the editor by keyboard, in the place of what is there."""
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def choose(page: Page, option: str) -> None:
    """Choose a suggestion by keyboard."""
    listed = page.get_by_role("option", name=option).first
    listed.wait_for()
    page.wait_for_timeout(UNHEEDED)
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        if listed.get_attribute("aria-selected") == "true":
            break
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "name"), [("fr", "Requête"), ("en", "Query")])
def test_field_becomes_an_editor_under_the_same_label(
    watched: Watched, language: str, name: str
) -> None:
    page = watched.open("/sparql?example=families", language)
    field = page.get_by_role("textbox", name=name, exact=True)
    assert field.count() == 1
    assert "SELECT" in field.inner_text()
    assert not page.is_visible("#query")
    page.click("#query-label")
    assert page.evaluate("document.activeElement.matches('.cm-content')")


def test_tokens_have_their_colours(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, 'SELECT ?x { ?x a cig:Y, <z>; b:c "d"@en, 1 } # e')
    colours = page.eval_on_selector_all(
        ".cm-line span",
        "spans => Object.fromEntries(spans.map(s => [s.textContent, getComputedStyle(s).color]))",
    )
    assert {"SELECT", "?x", "a", "cig:Y", "<z>", '"d"', "@en", "1", "# e"} <= colours.keys()
    kinds = ("SELECT", "?x", "<z>", '"d"', "1", "# e")
    assert len({colours[token] for token in kinds}) == len(kinds)
    assert colours["SELECT"] == colours["a"]


def test_label_is_completed_to_the_iri(watched: Watched) -> None:
    page = watched.open("/sparql", "fr")
    for typed, option, iri in (
        ("EXPÉRT cybers", "6.1 Expert en cybersécurité", "id/2022/profile/6.1"),
        ("ciso", "6.3 Responsable", "id/2022/profile/6.3"),
        ("6.3", "6.3 Responsable", "id/2022/profile/6.3"),
        ("chef de projet maitrise d'oe", "2.3 Chef de projet", "id/2022/profile/2.3"),
        ("E.8/4", "E.8/4", "id/ecf/2019/competence/E.8/4"),
    ):
        write(page, f"DESCRIBE {typed}")
        choose(page, option)
        assert editor(page) == f"DESCRIBE <https://w3id.org/cigref-kg/{iri}>"


def test_term_brings_the_declaration_of_its_prefix(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, "# jobs\nSELECT * { ?p a job pro")
    choose(page, "cig:JobProfile")
    page.keyboard.type(" ; skos:pref")
    choose(page, "skos:prefLabel")
    page.keyboard.type(" ?t . ?p cig:extends ?")
    choose(page, "?p")
    assert editor(page) == (
        "# jobs\n"
        "PREFIX cig: <https://w3id.org/cigref-kg/ontology#>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT * { ?p a cig:JobProfile ; skos:prefLabel ?t . ?p cig:extends ?p"
    )


def test_prefixes_of_the_query_are_respected(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    ours = "PREFIX c: <https://w3id.org/cigref-kg/ontology#> "
    other = "PREFIX cig: <https://other.example/> "
    for declared, written in (
        (ours, "c:JobProfile"),
        (other, "<https://w3id.org/cigref-kg/ontology#JobProfile>"),
    ):
        write(page, f"{declared}\nASK {{ ?p a jobprofile")
        choose(page, written)
        assert editor(page) == f"{declared}\nASK {{ ?p a {written}"


def test_nothing_is_suggested_in_strings_and_for_numbers_unasked(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, "SELECT")
    suggestions = page.get_by_role("listbox", name="Suggestions", exact=True)
    suggestions.wait_for()
    for text in ('ASK { ?p skos:notation "secu', "ASK { FILTER(?year = 2022", "# cybers"):
        write(page, text)
        page.wait_for_timeout(300)
        assert suggestions.count() == 0, text
    write(page, 'ASK { ?p skos:notation "cybers')
    page.keyboard.press("Control+Space")
    choose(page, "6.1 Cybersecurity Expert")
    assert editor(page) == 'ASK { ?p skos:notation "6.1'


def test_enter_chooses_nothing_by_itself(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, "SELECT ?profile ?p")
    page.get_by_role("option", name="?profile").wait_for()
    page.wait_for_timeout(UNHEEDED)
    page.keyboard.press("Enter")
    assert editor(page) == "SELECT ?profile ?p\n"


def test_lines_are_indented_by_their_blocks(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, "ASK {\n?a ?b ?c ;\n?d ?e .\n?f ?g ?h .\n}\n")
    assert editor(page) == "ASK {\n  ?a ?b ?c ;\n    ?d ?e .\n  ?f ?g ?h .\n}\n"


def test_keyboard_leaves_the_editor_and_runs_the_query(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, "ASK {}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.matches('.cm-content')")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?query=ASK*lang=en#answer")
    assert page.inner_text("#answer ~ .lead") == "Yes"
    assert editor(page) == "ASK {}"


def test_error_is_marked_where_it_is_until_it_changes(watched: Watched) -> None:
    page = watched.open(f"/sparql?query={quote(WRONG)}", "en")
    assert page.inner_text(".cm-wrong") == "nope:prefLabel"
    assert page.inner_text(".cm-wrong-number") == "2"
    said = page.inner_text("#failure")
    assert said.startswith("Line 2, column 14: the prefix of “nope:prefLabel” is not declared")
    assert said in page.inner_text(".cm-wrong-message")
    field = page.get_by_role("textbox", name="Query")
    assert field.get_attribute("aria-invalid") == "true"
    assert "failure" in (field.get_attribute("aria-describedby") or "").split()
    # The cursor waits at the place.
    field.focus()
    page.keyboard.type("cig:x ")
    assert "; cig:x nope:prefLabel" in editor(page)
    assert page.locator(".cm-wrong, .cm-wrong-number, .cm-wrong-message").count() == 0
    # The browser itself tells of a page that came with a status of 400.
    watched.complaints[:] = [text for text in watched.complaints if "status of 400" not in text]


def test_link_holds_the_query_as_it_stands(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    for query in ('ASK { ?s ?p "é&+#" }', LONG):
        write(page, "")
        page.keyboard.insert_text(query)
        page.get_by_role("button", name="Copy the link").click()
        page.get_by_role("status").get_by_text("Link copied").wait_for()
        link = page.evaluate("navigator.clipboard.readText()")
        assert ("#query=" in link) == (query is LONG)
        page.goto("about:blank")
        page.goto(link)
        assert editor(page) == query
    watched.elsewhere[:] = [url for url in watched.elsewhere if url != "about:blank"]


def test_link_to_a_long_query_holds_each_of_its_graphs(watched: Watched) -> None:
    graphs = "&default-graph-uri=urn:a&default-graph-uri=urn:b"
    page = watched.open(f"/sparql?query=ASK%20%7B%7D{graphs}", "en")
    write(page, "")
    page.keyboard.insert_text(LONG)
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("status").get_by_text("Link copied").wait_for()
    link = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    assert parse_qs(link.query) == {"default-graph-uri": ["urn:a", "urn:b"], "lang": ["en"]}
    assert link.fragment == f"query={quote(LONG, safe='()')}"


def test_long_query_is_answered(watched: Watched) -> None:
    page = watched.open("/sparql", "fr")
    write(page, "")
    page.keyboard.insert_text(LONG)
    page.get_by_role("button", name="Exécuter").click()
    page.wait_for_url("**/sparql?lang=fr#answer")
    assert page.inner_text("table.sparql-rows td") == "1"
    assert editor(page) == LONG
    with page.expect_download() as download:
        page.locator(".query-formats").get_by_role("button", name="CSV").click()
    assert download.value.path().read_bytes() == b"one\r\n1\r\n"


def test_what_was_typed_is_there_after_going_back(watched: Watched) -> None:
    page = watched.open("/sparql", "en")
    write(page, "ASK { ?typed ?by ?hand }")
    page.click("#question-list summary >> nth=0")
    page.click("#question-list a >> nth=0")
    page.wait_for_url("**example=**")
    page.go_back()
    page.locator(".cm-content").wait_for()
    assert "?typed ?by ?hand" in page.inner_text(".cm-content")


def test_questions_are_narrowed_down(watched: Watched) -> None:
    page = watched.open("/sparql", "fr")
    page.get_by_label("Filtrer les questions").fill("ecart PROFILS")
    shown = page.locator("#question-list li:visible")
    assert 0 < shown.count() < 5
    assert "profils" in shown.first.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editor_has_no_barrier_that_axe_knows(chromium: Browser, address: str, scheme: str) -> None:
    # The script that checks is not the page's: the policy is checked by the other tests.
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()

    page.goto(f"{address}/sparql?lang=fr&query={quote(WRONG)}")
    assert page.locator(".cm-wrong").count() == 1
    assert barriers(page) == []
    write(
        page, "PREFIX x: <y> SELECT ?x (COUNT(*) AS ?n) { VALUES ?c { 'd'@en 1 true } } # e\nsecu"
    )
    page.get_by_role("listbox", name="Suggestions", exact=True).wait_for()
    assert barriers(page) == []
    page.wait_for_timeout(UNHEEDED)
    page.keyboard.press("ArrowDown")
    field = page.get_by_role("textbox", name="Requête")
    active = page.locator(f"[id='{field.get_attribute('aria-activedescendant')}']")
    assert active.get_attribute("aria-selected") == "true"
    context.close()


def test_editor_fits_a_telephone(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/sparql?lang=fr&query={quote(WRONG)}")
    write(page, f"SELECT * {{ {'?variable ' * 30} }}\nsecurite")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.eval_on_selector(".cm-scroller", "node => node.scrollWidth <= node.clientWidth")
    context.close()


def test_without_script_it_is_a_form(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql?lang=en")
    assert page.locator(".cm-editor").count() == 0
    for label in ("Filter the questions", "Copy the link to the query"):
        assert not page.get_by_text(label).is_visible()
    page.fill("#query", WRONG)
    page.get_by_role("button", name="Run").click()
    assert page.inner_text("mark") == "nope:prefLabel"
    assert page.input_value("#query") == WRONG
    page.fill("#query", "ASK {}")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("link", name="Link to this query").click()
    assert page.inner_text("#answer ~ .lead") == "Yes"
    assert page.input_value("#query") == "ASK {}"
    context.close()
