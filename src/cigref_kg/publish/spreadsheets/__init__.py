"""Workbooks for Excel and LibreOffice: the dataset, a family, the matrix, a comparison."""

from cigref_kg.publish.spreadsheets.delimited import excel_csv
from cigref_kg.publish.spreadsheets.shape import MEDIA_TYPE
from cigref_kg.publish.spreadsheets.workbooks import (
    comparison_workbook,
    dataset_workbook,
    family_workbook,
    matrix_workbook,
)

__all__ = [
    "MEDIA_TYPE",
    "comparison_workbook",
    "dataset_workbook",
    "excel_csv",
    "family_workbook",
    "matrix_workbook",
]
