"""Workbooks for Excel and LibreOffice: the dataset, a family, the matrix, a comparison."""

from cigref_kg.publish.spreadsheets.delimited import excel_csv
from cigref_kg.publish.spreadsheets.shape import MEDIA_TYPE
from cigref_kg.publish.spreadsheets.workbooks import (
    comparison_workbook,
    dataset_workbook,
    edition_workbooks,
    family_workbook,
    matrix_workbook,
    workbook_files,
)

__all__ = [
    "MEDIA_TYPE",
    "comparison_workbook",
    "dataset_workbook",
    "edition_workbooks",
    "excel_csv",
    "family_workbook",
    "matrix_workbook",
    "workbook_files",
]
