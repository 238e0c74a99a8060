"""The bounded cache of prepared bytes."""

from cigref_kg.web.http.cache import PreparedCache


def test_prepares_once() -> None:
    cache, calls = PreparedCache(100), []

    def prepare() -> bytes:
        calls.append(1)
        return b"page"

    assert [cache.get("key", prepare) for _ in range(3)] == [b"page"] * 3
    assert len(calls) == 1
    assert cache.size == 4


def test_least_recently_used_leaves_first() -> None:
    cache = PreparedCache(10)
    for key in "abc":
        cache.get(key, lambda: b"1234")
        cache.get("a", lambda: b"new!")
    assert len(cache) == 2
    assert cache.size <= 10
    assert cache.get("a", lambda: b"new!") == b"1234"
    assert cache.get("b", lambda: b"new!") == b"new!"


def test_what_is_larger_than_the_bound_is_not_kept() -> None:
    cache = PreparedCache(3)
    assert cache.get("key", lambda: b"1234") == b"1234"
    assert (len(cache), cache.size) == (0, 0)
