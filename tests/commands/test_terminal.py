"""Bars stand on terminals, where there is much to do."""

import io

import pytest

from cigref_kg.commands.terminal import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "count", "is_shown"),
    [(Terminal(), 50, True), (Terminal(), 49, False), (io.StringIO(), 50, False)],
)
def test_a_bar_where_somebody_looks(
    stream: io.StringIO, count: int, is_shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    items = list(range(count))
    assert list(watched("reading", 50)(items)) == items
    assert ("Reading" in stream.getvalue()) == is_shown
