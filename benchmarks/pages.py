"""Every kind of page in a real browser: barriers that axe knows, overflow, shifts, weight, calls.

    python benchmarks/pages.py --widths 360,1280 --schemes light,dark --languages fr,en --only WORD

Pages of the nomenclature, of a company, answers to forms and errors are opened in French and in
English, light and dark, at each width, with what is folded unfolded. Prints the size of each,
compressed with gzip, and what is wrong with it. Exits with 1 if any page has a barrier, is wider
than the window, shifts while it loads, or calls elsewhere.
"""

import argparse
import gzip
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.company.conftest import VERGER
from tests.company.test_browser import PAGES as OF_COMPANY
from tests.web.browsing import Watched, barriers, launched, served
from tests.web.test_browser import PAGES

from cigref_kg import load
from cigref_kg.company.adding import with_company
from cigref_kg.web.app import create_app

PEOPLE = "person,competence,level,job\nP-01,E.8,3,6.3\nP-02,E.8,2,6.1\n"
COURSES = "code;title;competence;level;days;cost\nF1;A;E.8;4;2;1250\n"
SHIFT = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) shift += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shift), 200);
})"""
ERRORS = {
    "no such page": "/doc/2022/profile/99.9.html",
    "no such edition": "/matrix?edition=1999",
    "wrong filter": "/matrix?family=x",
    "comparison with itself": "/compare?p=6.3&p=6.3",
    "way to nowhere": "/careers?from=6.3&to=9.99",
    "code of nothing": "/crosswalk?from=zzzz",
    "codes": "/crosswalk?from=RSSI",
    "names of ESCO": "/esco?uri=security",
    "edition of 2024": "/doc/2024/profile/2.8.html",
    "editions stated": "/editions/compare?from=2018&to=2022",
    "skills": "/esco/skills?p=6.3",
    "query answered": "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%205",
    "query refused": "/sparql?query=SELECT%20*%20WHERE",
}


def _send(**fields: str) -> Callable[[Page], None]:
    """Fill the form of a page and send it."""

    def act(page: Page) -> None:
        for name, value in fields.items():
            field = page.locator(f"main [name='{name}']").last
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_timeout(600)

    return act


FORMS: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "matches": ("/match", _send(people=PEOPLE, profile="held")),
    "people that cannot be read": ("/match", _send(people="x")),
    "plan": ("/plan", _send(people=PEOPLE, catalogue=COURSES)),
    "plan that cannot be made": ("/plan", _send(people="x", budget="much")),
    "titles found": ("/titles", _send(pasted="RSSI\nUX designer\nchef de projet")),
    "no titles": ("/titles", _send(pasted="")),
    "text": (
        "/classify",
        _send(pasted="RSSI : politique de sécurité, audits, risques."),
    ),
    "no text": ("/classify", _send(pasted="")),
}


def _opened(
    browser: Browser, address: str, width: int, scheme: str, language: str, word: str
) -> Iterator[tuple[str, Watched]]:
    """Yield every page whose kind has a word, opened, with its kind."""
    plain = {**PAGES, **{f"company: {name}": path for name, path in OF_COMPANY.items()}, **ERRORS}
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    watched = Watched(context, address)
    for kind, path in plain.items():
        if word in kind:
            watched.open(path, language)
            yield kind, watched
    for kind, (path, act) in FORMS.items():
        if word in kind:
            act(watched.open(path, language))
            yield f"sent: {kind}", watched
    context.close()


def main() -> int:
    """Open every page, print what is wrong, and return the exit status."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--widths", default="360,1280")
    options.add_argument("--schemes", default="light,dark")
    options.add_argument("--languages", default="fr,en")
    options.add_argument("--only", default="", help="a word of the kind of page")
    chosen = options.parse_args()
    wrong = runs = 0
    windows = product(
        map(int, chosen.widths.split(",")), chosen.schemes.split(","), chosen.languages.split(",")
    )
    with launched() as browser, served(create_app(with_company(load(), VERGER))) as address:
        for width, scheme, language in windows:
            for kind, watched in _opened(browser, address, width, scheme, language, chosen.only):
                told, size = _looked_at(watched, width)
                runs += 1
                wrong += bool(told)
                place = f"{width} {scheme} {language} {kind}"
                print(f"{place}: {size} bytes compressed", *told, sep="\n  ", flush=True)
    print(f"{runs} pages opened, {wrong} with something wrong")
    return 1 if wrong else 0


def _looked_at(watched: Watched, width: int) -> tuple[list[str], int]:
    """Return what is wrong with an open page, and its size."""
    page = watched.page
    over = page.evaluate("document.documentElement.scrollWidth") - width
    # The answer to a form comes into the page that asked: that is no shift of what was read.
    shift = page.evaluate(SHIFT) if page.locator("form[data-stays]").count() == 0 else 0
    size = len(gzip.compress(page.content().encode()))
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    told = [*(f"{rule}: {node[:150]}" for rule, node in barriers(page)), *watched.elsewhere]
    told += [f"{over} px too wide"] if over > 0 else []
    told += [f"layout shift {shift:.3f}"] if shift >= 0.005 else []
    watched.elsewhere.clear()
    return told, size


if __name__ == "__main__":
    sys.exit(main())
