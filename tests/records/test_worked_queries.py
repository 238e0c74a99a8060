"""Reading the worked questions, and the page that lists them."""

from pathlib import Path

import pytest

from cigref_kg.base.model import LANGUAGES
from cigref_kg.records.errors import RecordError
from cigref_kg.records.worked_queries import WorkedQuery, read_queries, read_query

DOCS = Path(__file__).parent.parent.parent / "docs" / "queries.md"

HEAD = """\
# title@fr: Quels métiers ?
# title@en: Which jobs?
# description@fr: Une ligne,
#   puis une autre.
# description@en: One line,
#   then another.
"""


def written(tmp_path: Path, text: str, name: str = "jobs.rq") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_questions() -> None:
    queries = read_queries()
    assert len(queries) >= 24
    assert list(queries) == sorted(queries)
    for name, query in queries.items():
        assert query.name == name
        for language in LANGUAGES:
            title, description = query.title.get(language), query.description.get(language)
            assert title is not None
            assert title.endswith("\u00a0?" if language == "fr" else "?")
            assert description is not None
            assert description.endswith((".", "?"))
    for language in LANGUAGES:
        assert len({query.title.get(language) for query in queries.values()}) == len(queries)


def test_a_query_is_read_whole(tmp_path: Path) -> None:
    text = HEAD + "\n# How it works\nASK { }\n"
    query = read_query(written(tmp_path, text))
    assert (query.name, query.text) == ("jobs", text)
    assert (query.title.fr, query.title.en) == ("Quels métiers ?", "Which jobs?")
    assert query.description.fr == "Une ligne, puis une autre."
    assert query.description.en == "One line, then another."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the first comments lack “# title@fr: …”"),
        (HEAD.replace("# title@en: Which jobs?\n", ""), "line 1: the first comments lack"),
        (HEAD.replace("Which jobs?", ""), "line 2: title@en is empty"),
        (HEAD + "# title@fr: Encore\n", "line 7: title@fr stands already on line 1"),
        (HEAD + "# titre: Encore\n", "line 7: is neither an entry"),
        (HEAD + "# title@de: Welche?\n", "line 7: is neither an entry"),
        ("#   a continuation of nothing\n" + HEAD, "line 1: is neither an entry"),
    ],
)
def test_a_wrong_head_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(RecordError) as caught:
        read_query(file)
    assert str(caught.value).startswith(f"{file}: {said}")


def test_every_lacking_entry_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        read_query(written(tmp_path, "ASK { }\n"))
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize("name", ["Jobs.rq", "two words.rq", "a--b.rq", "métiers.rq"])
def test_a_name_that_no_command_would_like(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordError, match="small letters, digits and single hyphens"):
        read_query(written(tmp_path, HEAD, name))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "jobs.rq"
    file.write_bytes(b"# title@fr: \xff\n")
    with pytest.raises(RecordError, match="UTF-8"):
        read_query(file)


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, HEAD, "good.rq")
    written(tmp_path, HEAD + "# ?\n", "bad.rq")
    written(tmp_path, HEAD + "# ?\n", "worse.rq")
    with pytest.raises(RecordError) as caught:
        read_queries(tmp_path)
    assert len(caught.value.problems) == 2


def test_a_folder_without_queries(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no query"):
        read_queries(tmp_path)


def row(query: WorkedQuery) -> str:
    """What the page must say of a query."""
    link = f"[`{query.name}`](../data/queries/{query.name}.rq)"
    command = f"`cigref-kg query --example {query.name}`"
    return f"| {link} | {query.title.en}<br>{query.title.fr} | {command} |"


def test_the_page_lists_every_query() -> None:
    """To mend the page, put the rows that this test prints in the place of those that it has."""
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line.startswith("| [`")]
    expected = [row(query) for query in read_queries().values()]
    print("\n".join(expected))  # noqa: T201  (shown if the test fails)
    assert listed == expected
