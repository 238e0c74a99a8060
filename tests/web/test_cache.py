"""The bounded cache of what is prepared."""

from cigref_kg.web.http.cache import PreparedCache


def test_prepares_once() -> None:
    cache, calls = PreparedCache(10_000), []

    def prepare() -> bytes:
        calls.append(1)
        return b"page"

    assert [cache.get("key", prepare) for _ in range(3)] == [b"page"] * 3
    assert len(calls) == 1
    assert 4 < cache.size < 1000


def test_least_recently_used_leaves_first_and_the_bound_holds() -> None:
    cache = PreparedCache(10_000)
    for number in range(10):
        cache.get(number, lambda: b"x" * 2000)
        cache.find(0)
    assert cache.size <= 10_000
    assert len(cache) == 4
    assert cache.find(0) is not None
    assert cache.find(1) is None
    assert cache.find(9) is not None


def test_what_is_kept_anew_counts_once() -> None:
    cache = PreparedCache(10_000)
    for _ in range(20):
        cache.keep("key", b"x" * 2000, 2000)
    assert len(cache) == 1
    assert cache.size < 3000


def test_what_would_drive_out_all_else_is_not_kept() -> None:
    cache = PreparedCache(10_000)
    assert cache.get("key", lambda: b"x" * 3000) == b"x" * 3000
    assert (len(cache), cache.size) == (0, 0)
