"""A company beside the nomenclature in a real browser: every page on which it shows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from cigref_kg import Dataset
from cigref_kg.company.adding import with_company
from cigref_kg.web.app import create_app
from tests.company.conftest import VERGER
from tests.web.browsing import Watched, barriers, needs_chromium, served

PAGES = {
    "company": "/company/verger",
    "own profile": "/company/verger/profile/VRG-CISO",
    "new profile": "/company/verger/profile/VRG-HARVEST",
    "search": "/search?q=boutique",
    "comparison": "/compare?p=6.3&p=VRG-CISO&p=VRG-SITE-LEAD",
    "matrix": "/matrix",
    "matrix of the company": "/matrix?company=verger&area=verger",
    "aspects": "/aspects",
    "ways": "/careers?from=4.4&to=VRG-SITE-LEAD",
    "match": "/match",
    "plan": "/plan",
    "download": "/download/",
    "extended profile": "/doc/2022/profile/6.3.html",
    "family": "/doc/2022/family/6.html",
    "competence": "/doc/ecf/2019/competence/E.8.html",
}

pytestmark = [needs_chromium, pytest.mark.system]


@pytest.fixture(scope="module")
def address(dataset: Dataset) -> Iterator[str]:
    """The address of a site that serves the invented company."""
    with served(create_app(with_company(dataset, VERGER))) as found:
        yield found


@pytest.fixture(scope="module")
def desktop(chromium: Browser, address: str) -> Iterator[Watched]:
    """A page in a desktop window in the dark, in which the script that checks pages may run."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="dark", bypass_csp=True
    )
    yield Watched(context, address)
    context.close()


@pytest.fixture(scope="module")
def telephone(chromium: Browser, address: str) -> Iterator[Watched]:
    """A page on a telephone, with nothing of the page's policy lifted."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    yield Watched(context, address)
    context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", list(PAGES))
def test_page_has_no_barrier_that_axe_knows(desktop: Watched, kind: str, language: str) -> None:
    page = desktop.open(PAGES[kind], language)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert barriers(page) == []


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


def test_pages_are_whole_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/company/verger?lang=en")
    page.fill("#search-header", "sorting machines")
    page.press("#search-header", "Enter")
    assert "verger" in page.inner_text(".results li >> nth=0")
    page.click(".results a")
    assert page.url.endswith("/company/verger?lang=en#competence-VRG-C2")
    assert "Tunes a line" in page.inner_text("main")
    page.goto(f"{address}/compare?lang=en")
    page.select_option("#p0", "6.3")
    page.select_option("#p1", "VRG-CISO")
    page.click(".filters button")
    assert "What each asks beyond" in page.inner_text("main")
    page.click("#missions ~ .side-by-side >> text=Stations CISO")
    assert page.inner_text("h1").endswith("Stations CISO")
    context.close()


def test_search_suggests_what_is_own_and_says_whose_it_is(telephone: Watched) -> None:
    page = telephone.open("/match", "en")
    page.locator("#search-header").press_sequentially("stations ciso")
    option = page.locator("[role=option]").first
    option.wait_for()
    assert option.inner_text().split() == ["VRG-CISO", "Stations", "CISO", "verger"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company/verger/profile/VRG-CISO?lang=en")
    assert telephone.complaints == []
