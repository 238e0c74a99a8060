"""Titles compared with labels, and MELO's measure on a set that fits on a page."""

import subprocess
import sys
from pathlib import Path

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


def test_benchmark_measures_any_set_in_the_layout(tmp_path: Path) -> None:
    for name, content in SET.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    command = [sys.executable, "benchmarks/titles.py", "--melo", str(tmp_path), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert '"mrr": 1.0' in done.stdout
    assert '"success_10": 1.0' in done.stdout
    assert '"ms_per_query"' in done.stdout
