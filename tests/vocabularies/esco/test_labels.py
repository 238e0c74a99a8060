"""Labels of one concept and language meet SKOS S13 and S14."""

from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.vocabularies.labels import read_labels, tidy

CELLS = st.text(alphabet="ab \n\t\u00a0\u200b", max_size=20)


@given(preferred=CELLS, alternative=CELLS, hidden=CELLS)
def test_no_label_has_two_roles_or_stands_twice(
    preferred: str, alternative: str, hidden: str
) -> None:
    labels = read_labels(preferred, alternative, hidden)
    everything = [labels.preferred, *labels.alternative, *labels.hidden]
    written = [label for label in everything if label]
    assert len(written) == len(set(written))
    assert all(label == tidy(label) for label in everything)
    sources = {tidy(line) for cell in (preferred.replace("\n", " "),) for line in [cell]}
    sources |= {tidy(line) for line in (alternative + "\n" + hidden).split("\n")}
    assert set(written) == sources - {""}


def test_an_exact_repetition_is_told_from_one_of_spacing() -> None:
    labels = read_labels("a b", "a b\na  b\nc", "c")
    assert labels.alternative == ("c",)
    assert (labels.repeated, labels.repeated_when_tidy) == (1, 2)
