"""What each kind of page weighs, and when it is painted, at running services side by side.

    cigref-kg serve --port 8001        # this version, and another one from its own checkout
    python benchmarks/page_weight.py then=http://127.0.0.1:8002 now=http://127.0.0.1:8001

Chromium opens each kind of page with nothing cached; counted are the bytes of bodies as they were
sent, compressed, of all that the page loads by itself: HTML, style sheets, scripts, data and
pictures. A kind of page that a service does not have is left out of its column. With `--paint N`
each page of `--only PATTERN` is painted N times on slow 4G by a processor four times slower, and
the least and the median of the largest contentful paint are told. Exits with 1 if a page of the
last service weighs more than at the first.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Response

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.web.browsing import launched
from tests.web.test_browser import PAGES

LOADED = {"document": "HTML", "stylesheet": "CSS", "script": "JS"}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""


def weighed(browser: Browser, address: str) -> Counter[str] | None:
    """Return the bytes that a page loads, by what they are; nothing if there is no such page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sent: list[Response] = []
    page.on("response", lambda response: sent.append(response))
    answer = page.goto(address, wait_until="networkidle")
    sizes: Counter[str] = Counter()
    for response in sent:
        kind = LOADED.get(response.request.resource_type, "other")
        sizes[kind] += response.request.sizes()["responseBodySize"]
    context.close()
    return sizes if answer is not None and answer.ok else None


def painted(browser: Browser, address: str) -> float:
    """Return when the largest content of a page was painted on a slow telephone, in ms."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_4G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    moment: float = page.evaluate(PAINTED)
    context.close()
    return moment


def _told(sizes: Counter[str] | None) -> str:
    if sizes is None:
        return "| | "
    parts = " + ".join(f"{sizes[kind]:,}" for kind in (*LOADED.values(), "other"))
    return f"| {parts} | {sizes.total():,} "


def main() -> int:
    """Print a table, and return the exit status."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("services", nargs="+", metavar="NAME=ADDRESS")
    options.add_argument("--language", default="fr")
    options.add_argument("--only", default="", metavar="PATTERN", help="of the kind of page")
    options.add_argument("--paint", type=int, metavar="N", help="times that a page is painted")
    chosen = options.parse_args()
    services = dict(service.split("=", 1) for service in chosen.services)
    pages = {kind: path for kind, path in PAGES.items() if re.search(chosen.only, kind)}
    heavier = 0
    with launched() as browser:
        if not chosen.paint:
            names = " | ".join(f"{name}: HTML + CSS + JS + other | {name}" for name in services)
            print(f"| bytes | {names} |\n| --- {'| ---: | ---: ' * len(services)}|")
        for kind, path in pages.items():
            mark = "&" if "?" in path else "?"
            addresses = [f"{at}{path}{mark}lang={chosen.language}" for at in services.values()]
            if chosen.paint:
                times = [[painted(browser, at) for at in addresses] for _ in range(chosen.paint)]
                columns = zip(*times, strict=True)
                told = "".join(f"| {min(those):.0f}, {median(those):.0f} " for those in columns)
            else:
                sizes = [weighed(browser, at) for at in addresses]
                told = "".join(map(_told, sizes))
                first, last = sizes[0], sizes[-1]
                if first is not None and last is not None and last.total() > first.total():
                    heavier += 1
                    told += f"(+{last.total() - first.total():,}) "
            print(f"| {kind} {told}|", flush=True)
    if not chosen.paint:
        print(f"{heavier} of {len(pages)} weigh more at the last than at the first")
    return 1 if heavier else 0


if __name__ == "__main__":
    sys.exit(main())
