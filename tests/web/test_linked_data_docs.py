"""What docs/linked-data.md promises is so."""

import re

from flask.testing import FlaskClient

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "linked-data.md").read_text(encoding="utf-8")
EXAMPLES = {"VERSION": "0.1.0", "NAME": "nomenclature", "FILE": "cigref-kg.ttl"}


def test_every_address_that_is_told_answers(client: FlaskClient) -> None:
    addresses = re.findall(r"`(/[^`…]*)`", TEXT.partition("## Other addresses")[2])
    assert len(addresses) > 20
    version = client.get("/health").get_json()["version"]
    examples = {"/download/VERSION": f"/download/{version}", **EXAMPLES}
    for address in addresses:
        path = re.sub("|".join(examples), lambda name: examples[name[0]], address)
        response = client.get(path, follow_redirects=True)
        assert response.status_code == 200, address


def test_error_is_as_it_is_shown(client: FlaskClient) -> None:
    told = re.search(r"curl -s http://127\.0\.0\.1:8000(\S+)\n{\n(.+?)\n  …", TEXT, re.DOTALL)
    assert told
    assert client.get(told[1]).get_data(as_text=True).startswith(f"{{\n{told[2]}")
