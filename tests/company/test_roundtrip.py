"""A framework comes back the same from every form, and from all of them in a row."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cigref_kg import Dataset
from cigref_kg.base.files import write_files
from cigref_kg.company.conversion import company_graph
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.io.folder import folder_files, read_folder
from cigref_kg.company.io.plain import read_document
from cigref_kg.company.io.rdf_reading import read_rdf
from cigref_kg.company.io.workbook_reading import read_workbook
from cigref_kg.company.io.workbook_writing import workbook_bytes
from cigref_kg.company.records import Company
from cigref_kg.graph.serialization import serialize
from tests.company.conftest import EXAMPLES
from tests.company.inventing import companies


def through_folder(company: Company, at: Path) -> Company:
    write_files(at / "yaml", folder_files(company))
    return read_document(read_folder(at / "yaml")).company


def through_workbook(company: Company, at: Path, dataset: Dataset) -> Company:
    file = at / "company.xlsx"
    file.write_bytes(workbook_bytes(company, dataset.nomenclature))
    return read_document(read_workbook(file)).company


def through_rdf(company: Company, at: Path, dataset: Dataset) -> Company:
    view = CompanyView(company, dataset.nomenclature)
    file = at / "company.ttl"
    file.write_bytes(serialize(company_graph(view, dataset.iris), "ttl", company.base))
    return read_document(read_rdf(file)[0]).company


def test_the_example_survives_every_form(verger: Company, dataset: Dataset, tmp_path: Path) -> None:
    assert through_folder(verger, tmp_path) == verger
    assert through_workbook(verger, tmp_path, dataset) == verger
    assert through_rdf(verger, tmp_path, dataset) == verger


def test_the_workbook_of_the_examples_is_the_folder(verger: Company) -> None:
    assert read_document(read_workbook(EXAMPLES / "verger.xlsx")).company == verger


@pytest.mark.slow
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_workbook_to_rdf_to_workbook_loses_nothing(
    data: st.DataObject, dataset: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> None:
    company = data.draw(companies(dataset.nomenclature))
    at = tmp_path_factory.mktemp("roundtrip")
    held = through_workbook(company, at, dataset)
    assert held == company
    held = through_rdf(held, at, dataset)
    assert held == company
    held = through_folder(held, at)
    assert held == company
    assert through_workbook(held, at, dataset) == company


def test_the_same_framework_gives_the_same_bytes(verger: Company, dataset: Dataset) -> None:
    graphs = [
        company_graph(CompanyView(verger, dataset.nomenclature), dataset.iris) for _ in range(2)
    ]
    first, second = (serialize(graph, "ttl", verger.base) for graph in graphs)
    assert first == second


def test_an_empty_template_says_what_is_missing(dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "empty.xlsx"
    file.write_bytes(workbook_bytes(None, dataset.nomenclature))
    with pytest.raises(Exception, match=r"Company!B1: is missing") as caught:
        read_document(read_workbook(file))
    assert "Company!B2: is missing" in str(caught.value)
