"""What every answer carries, and where the application answers."""

import re

import pytest
from flask.testing import FlaskClient

PATHS = ["/", "/doc/2022/profile/6.3.ttl", "/nowhere", "/static/site.css", "/health", "/download/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Set-Cookie" not in headers


def test_pages_have_no_inline_script_or_style(client: FlaskClient) -> None:
    for path in ("/", "/doc/2022/profile/6.3.html", "/matrix", "/compare?p=2.5&p=2.4"):
        page = client.get(path).get_data(as_text=True)
        assert not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)|<style| style=| on\w+=", page)


def test_site_answers_below_the_path_of_its_base_too(client: FlaskClient) -> None:
    at_root = client.get("/doc/2022/profile/6.3.html")
    below = client.get("/cigref-kg/doc/2022/profile/6.3.html")
    assert at_root.data == below.data
    assert client.get("/cigref-kg").status_code == 200


def test_links_of_pages_stay_local_and_work(client: FlaskClient) -> None:
    page = client.get("/doc/2022/profile/6.3.html?lang=en").get_data(as_text=True)
    links = set(re.findall(r'<a [^>]*href="(\.\./[^"#]*)', page))
    assert len(links) > 40
    assert all(link.endswith("lang=en") or "?" in link for link in links)
    for link in links:
        path = "/" + link.replace("&amp;", "&").removeprefix("../../../")
        assert client.get(path, follow_redirects=True).status_code == 200, path


def test_static_file_may_be_kept_under_its_own_address_only(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    found = re.search(r'href="\./(static/site\.css\?v=\w+)"', page)
    assert found
    assert "immutable" in client.get(f"/{found[1]}").headers["Cache-Control"]
    assert "no-cache" in client.get("/static/site.css").headers["Cache-Control"]
    assert client.get("/static/none.css").status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_health_says_what_is_served(client: FlaskClient, app: object) -> None:
    health = client.get("/health").get_json()
    assert health["status"] == "ok"
    assert re.fullmatch(r"[0-9a-f]{12}", health["version"])
    assert health["triples"] > 16_000
    assert health["store"] == "memory"


def test_style_is_sent_without_what_only_its_authors_read(client: FlaskClient) -> None:
    style = client.get("/static/site.css").text
    assert "/*" not in style
    assert "\n " not in style
    assert style.count("{") == style.count("}") > 250
