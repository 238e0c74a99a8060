"""Titles compared with labels, and MELO's measure on a set that fits on a page."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from cigref_kg.vocabularies.title_matching import LabelIndex, LabelledConcept, genders
from tests.conftest import ROOT

CONCEPTS = [
    LabelledConcept(("monteur en meubles/monteuse en meubles", "assembleur de meubles")),
    LabelledConcept(("Monteurs et assembleurs",), is_group=True),
    LabelledConcept(("infirmier/infirmière",)),
]
SET = {
    "queries.tsv": "Q1\tMonteur / Monteuse de meubles\nQ2\tInfirmière\n",
    "corpus_elements.tsv": "C1\tmonteur en meubles\nC2\tassembleur de meubles\nC3\tinfirmier\n",
    "concept_mapping.tsv": "C1\thttp://x/o/1\nC2\thttp://x/o/1\nC3\thttp://x/o/2\n",
    "annotations.tsv": "Q1\t0\tC1\t1\nQ1\t0\tC2\t1\nQ2\t0\tC3\t1\n",
}


def test_both_genders_are_forms_of_one_title() -> None:
    assert genders("Maître / Maîtresse d'école") == ["maitre d'ecole", "maitresse d'ecole"]
    assert genders("Coiffeur(se)") == ["coiffeur"]
    assert genders("Vente / achat") == ["vente   achat"]


def test_closest_label_comes_first_and_an_occupation_before_a_group() -> None:
    index = LabelIndex(CONCEPTS)
    found = index.closest("Monteur / Monteuse de meubles")
    assert [concept for concept, _, _ in found][:2] == [0, 1]
    assert index.closest("Infirmières")[0][:2] == (2, 0)
    assert index.closest("") == []
    assert LabelIndex([]).closest("x") == []


def test_titles_of_any_alphabet_find_their_labels() -> None:
    index = LabelIndex([LabelledConcept(("готвач",)), LabelledConcept(("κηπουρός", "ανθοκόμος"))])
    assert index.closest("Главен готвач")[0][0] == 0
    assert index.closest("Κηπουρός")[0][:2] == (1, 0)


def test_what_stands_beside_labels_decides_between_like_ones() -> None:
    index = LabelIndex(
        [
            LabelledConcept(("agent alpha",), group="4110"),
            LabelledConcept(("agent gamma",), skills=("collecter les ordures",)),
            LabelledConcept(("agent delta",), description="sorts letters"),
            LabelledConcept(("agent omega",), group="4110"),
        ]
    )
    assert index.closest("agent ordures")[0][0] == 1
    assert index.closest("agent letters")[0][0] == 2
    assert {concept for concept, _, _ in index.closest("agent")[:2]} == {0, 3}  # neighbours


def test_label_that_is_the_title_comes_before_all_that_stands_beside_others() -> None:
    index = LabelIndex(
        [
            LabelledConcept(("livreur de repas",), skills=("livreur", "courses", "colis")),
            LabelledConcept(("livreur",)),
            LabelledConcept(("coursier",), other_labels=("parcel courier",)),
        ]
    )
    assert [concept for concept, _, _ in index.closest("livreur")][:2] == [1, 0]
    assert index.closest("parcelles")[0][:2] == (2, 0)  # by letters in another language alone
    assert index.closest("colis")[0][:2] == (0, 0)  # by a skill alone


ABSENT = """
import runpy, sys
def hook(event, arguments):
    path = str(arguments[0]).replace("\\\\", "/") if event in ("open", "os.scandir") else ""
    if "/shared/rome" in path or "/shared/crosswalks" in path:
        raise FileNotFoundError(path)
sys.addaudithook(hook)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a program as if neither ROME nor the crosswalks were there."""


def _figures(*command: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, *command, "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@pytest.fixture
def labelled_set(tmp_path: Path) -> Path:
    for name, content in SET.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_benchmark_measures_any_set_the_same_without_what_has_the_answers(
    labelled_set: Path,
) -> None:
    program = ("benchmarks/titles.py", "--melo", str(labelled_set))
    figures = _figures(*program)
    assert figures["mrr"] == figures["success_10"] == 1.0
    absent = _figures("-c", ABSENT, *program)
    del figures["ms_per_query"], absent["ms_per_query"]
    assert absent == figures


def test_weights_can_be_set_on_labels_held_out(labelled_set: Path) -> None:
    labels = "C1\tmonteur en meubles\nC2\tmonteur de mobilier\nC3\tinfirmier\n"
    (labelled_set / "corpus_elements.tsv").write_text(labels, encoding="utf-8")
    (labelled_set / "annotations.tsv").write_text("", encoding="utf-8")
    figures = _figures("benchmarks/titles.py", "--held-out", str(labelled_set))
    assert figures["mrr"] == 1.0


def test_every_other_label_is_held_out_with_those_of_its_roots(labelled_set: Path) -> None:
    labels = (
        "C1\tparqueteur\nC2\tposeur de sols\nC3\tposeuse de sols\n"
        "C4\tvannier\nC5\ttresseur de paille\nC6\ttresseuse de paille\n"
    )
    concepts = "".join(f"C{place}\thttp://x/o/{(place + 2) // 3}\n" for place in range(1, 7))
    (labelled_set / "corpus_elements.tsv").write_text(labels, encoding="utf-8")
    (labelled_set / "concept_mapping.tsv").write_text(concepts, encoding="utf-8")
    (labelled_set / "annotations.tsv").write_text("", encoding="utf-8")
    program = runpy.run_path(str(ROOT / "benchmarks" / "titles.py"))
    held = program["hold_out"](program["Melo"](labelled_set))
    assert sorted(map(len, held.labels.values())) == [1, 2]
