"""The site in a real browser: every kind of page in both languages."""

import io
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.browsing import Watched, barriers, needs_chromium

PAGES = {
    "start": "/",
    "profile": "/doc/2022/profile/6.3.html",
    "profile without indicators": "/doc/2022/profile/2.5.html",
    "family": "/doc/2022/family/6.html",
    "competence": "/doc/ecf/2019/competence/E.8.html",
    "competence at level": "/doc/ecf/2019/competence/A.1/3.html",
    "area": "/doc/ecf/2019/area/E.html",
    "aspect": "/doc/ecf/2019/aspect/T5.html",
    "framework": "/doc/ecf/2019.html",
    "levels": "/doc/ecf/level.html",
    "level": "/doc/ecf/level/4.html",
    "edition": "/doc/2022.html",
    "past edition": "/doc/2011.html",
    "requirement": "/doc/2022/profile/6.3/requirement/E.8.html",
    "statement": "/doc/2022/profile/6.3/activity/2/3.html",
    "move": "/doc/2022/move/2.5-2.4.html",
    "dataset": "/dataset",
    "graph": "/graph/nomenclature",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "download": "/download/",
    "profiles": "/profiles",
    "competences": "/competences",
    "search": "/search?q=securite",
    "search without result": "/search?q=zzzz",
    "search for no job of ours": "/search?q=ux%20designer",
    "question": "/search?q=B.1%20niveau%205",
    "titles": "/titles",
    "classify": "/classify",
    "matrix": "/matrix",
    "aspects": "/aspects",
    "comparison": "/compare?p=2.5&p=2.4&p=6.3",
    "comparison form": "/compare",
    "careers": "/careers",
    "ways": "/careers?from=6.2&to=1.6",
    "stepping stones": "/careers?from=2.3&to=2.4",
    "reach": "/careers/6.3",
    "match": "/match?grid=6.3",
    "matches": "/match?example=1",
    "about": "/about",
    "glossary": "/glossary",
    "accessibility": "/accessibility",
    "esco": "/esco?uri=http://data.europa.eu/esco/occupation/f31f487b-4ce2-40f3-90e8-7d0011b4ef1d",
    "editions compared": "/editions/compare",
    "query": "/sparql",
}

pytestmark = [needs_chromium, pytest.mark.system]


@pytest.fixture(scope="module")
def wide(chromium: Browser) -> Iterator[BrowserContext]:
    """A desktop window in the dark; the script that checks pages may run in it."""
    # Playwright's own scripts are not the page's: the policy itself is checked elsewhere.
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="dark", bypass_csp=True
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def narrow(chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone, with nothing of the page's policy lifted."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def desktop(wide: BrowserContext, address: str) -> Iterator[Watched]:
    """A page in the desktop window."""
    watched = Watched(wide, address)
    yield watched
    watched.page.close()


@pytest.fixture
def telephone(narrow: BrowserContext, address: str) -> Iterator[Watched]:
    """A page on the telephone."""
    watched = Watched(narrow, address)
    yield watched
    watched.page.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", list(PAGES))
def test_page_has_no_barrier_that_axe_knows(desktop: Watched, kind: str, language: str) -> None:
    assert barriers(desktop.open(PAGES[kind], language)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", list(PAGES))
def test_page_fits_a_telephone_without_complaint_or_foreign_request(
    telephone: Watched, kind: str, language: str
) -> None:
    page = telephone.open(PAGES[kind], language)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert telephone.complaints == []
    assert telephone.elsewhere == []


def test_headings_descend_one_by_one(desktop: Watched) -> None:
    for path in PAGES.values():
        page = desktop.open(path, "fr")
        levels = page.eval_on_selector_all(
            "h1, h2, h3, h4", "nodes => nodes.map(node => Number(node.tagName[1]))"
        )
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_profile_is_whole_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/doc/2022/profile/6.3.html?lang=en")
    text = page.inner_text("main")
    for words in ("Chief Information Security Officer", "Mission", "Incident log", "E.8"):
        assert words in text
    page.fill("#search-header", "scrum master")
    page.press("#search-header", "Enter")
    page.click(".results a")
    assert page.inner_text("h1").endswith("Scrum Master")
    context.close()


def test_search_suggests_and_is_worked_by_keyboard(telephone: Watched) -> None:
    page = telephone.open("/", "en")
    field = page.locator("#search-start")
    field.press_sequentially("securty off")
    option = page.locator("[role=option]").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.fill("")
    field.press_sequentially("ciso")
    page.locator("[role=option]").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/doc/2022/profile/6.3.html?lang=en")
    assert telephone.complaints == []


def test_skip_link_is_first_and_leads_to_the_content(desktop: Watched) -> None:
    page = desktop.open("/", "fr")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_matrix_sorts_by_level(desktop: Watched) -> None:
    page = desktop.open("/matrix", "fr")
    column = page.locator("table.matrix thead th").nth(1)
    column.locator("button").press("Enter")
    assert column.get_attribute("aria-sort") == "descending"
    levels = page.eval_on_selector_all(
        "table.matrix tbody tr", "rows => rows.map(row => Number(row.cells[1].textContent))"
    )
    assert levels == sorted(levels, reverse=True)
    assert levels[0] == 5


def test_answer_about_people_is_found_again_by_going_back(telephone: Watched) -> None:
    page = telephone.open("/match", "en")
    page.fill("#people", "person,competence,level,job\nP-01,E.8,3,6.3\n")
    page.select_option("#profile", "held")
    page.click("#people-form button[type=submit]")
    page.click(".judgement a >> nth=0")
    page.wait_for_url("**/doc/2022/profile/6.3.html?lang=en")
    page.go_back()
    assert "6.3" in page.locator(".judgement").inner_text()
    page.go_back()
    page.locator(".judgement").wait_for(state="detached")
    assert telephone.complaints == []
    page.fill("#people", "person\n")
    page.click("#people-form button[type=submit]")
    page.locator("#people-error").wait_for()
    assert page.evaluate("document.activeElement.id") == "people"


def test_jobs_to_compare_follow_from_page_to_page(telephone: Watched) -> None:
    page = telephone.open("/doc/2022/family/2.html", "fr")
    page.check(".pick input[value='2.1']")
    page = telephone.open("/doc/2022/profile/6.3.html", "fr")
    page.check(".actions .pick input")
    assert page.locator("#basket li").all_inner_texts() == [
        "Directeur de projets ×",
        "Responsable sécurité des systèmes d’information (RSSI) ×",
    ]
    page.click("#basket button[type=submit]")
    page.wait_for_url("**/compare?p=6.3&lang=fr&p=2.1")
    assert page.context.cookies() == []
    page.evaluate("sessionStorage.clear()")
    assert telephone.complaints == []


def _tab_to(page: Page, selector: str) -> None:
    """Move the focus from the content to the first element that ``selector`` names."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def _skip_to_content(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_comparison_is_chosen_and_sent_by_keyboard(desktop: Watched) -> None:
    page = desktop.open("/compare", "en")
    _skip_to_content(page)
    for field, code in (("#p0", "2.5"), ("#p1", "2.4")):
        _tab_to(page, field)
        page.keyboard.type(code)
        assert page.input_value(field) == code
    _tab_to(page, ".filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?p=2.5&p=2.4&**")
    assert "D.3" in page.inner_text("table.comparison >> nth=0")
    assert desktop.complaints == []


def test_matrix_is_filtered_by_keyboard(desktop: Watched) -> None:
    page = desktop.open("/matrix", "fr")
    _skip_to_content(page)
    for field, code in (("#family", "6"), ("#area", "E")):
        _tab_to(page, field)
        page.keyboard.type(code)
        assert page.input_value(field) == code
    _tab_to(page, ".filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matrix?family=6&area=E&**")
    heads = page.eval_on_selector_all(
        "table.matrix tbody th .code", "codes => codes.map(code => code.textContent)"
    )
    assert heads == ["6.1", "6.2", "6.3"]
    # The table is wider than a telephone: whoever has no mouse scrolls it by its region.
    _skip_to_content(page)
    _tab_to(page, ".matrix-scroll")
    assert desktop.complaints == []


@pytest.mark.parametrize("code", ["6.1", "6.3"])
def test_longest_profiles_printed_take_two_sheets(desktop: Watched, code: str) -> None:
    page = desktop.open(f"/doc/2022/profile/{code}.html", "fr")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") in {1, 2}


def test_matrix_printed_keeps_all_its_columns(desktop: Watched) -> None:
    page = desktop.open("/matrix", "fr")
    file = io.BytesIO(page.pdf(prefer_css_page_size=True))
    printed = extract_text(file, page_numbers=[0])
    heads = page.eval_on_selector_all(
        "table.matrix thead .head-code", "codes => codes.map(code => code.textContent)"
    )
    assert len(heads) == 41
    assert set(heads) <= set(printed.split())


@pytest.mark.parametrize(("language", "word"), [("fr", "Télécharger"), ("en", "Download")])
def test_menu_of_a_telephone_unfolds_without_javascript(
    chromium: Browser, address: str, language: str, word: str
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"{address}/matrix?lang={language}")
    menu = page.get_by_role("navigation").filter(has=page.locator("summary"))
    assert menu.get_by_role("link").count() == 0
    menu.locator("summary").press("Enter")
    assert menu.locator("[aria-current=page]").count() == 1
    menu.get_by_role("link", name=word).click()
    page.wait_for_url("**/download/?lang=*")
    context.close()


def test_comparison_is_drawn_for_the_width_there_is(desktop: Watched, telephone: Watched) -> None:
    for watched, ident in ((desktop, "comparison"), (telephone, "comparison-narrow")):
        page = watched.open("/compare?p=2.5&p=2.4", "en")
        shown = page.locator(".picture-comparison:visible")
        assert shown.count() == 1
        assert shown.get_attribute("aria-labelledby") == f"{ident}-title"
        # Letters are as large as they were drawn, or nearly.
        assert (
            page.evaluate(
                "() => { const svg = [...document.querySelectorAll('.picture-comparison')]"
                ".find(one => one.checkVisibility());"
                " return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width }"
            )
            >= 0.95
        )
