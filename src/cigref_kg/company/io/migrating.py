"""A framework rewritten where it lies, for another edition: only what has to change is touched."""

import io
import re
import warnings
from pathlib import Path

import openpyxl

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.company.io.folder import HEADER, folder_files
from cigref_kg.company.io.sheets import HEADING
from cigref_kg.company.io.sources import WORKBOOK
from cigref_kg.company.migration.rules import Migration
from cigref_kg.company.records import Company

_EDITION = re.compile(r"^(edition:[ \t]*)(['\"]?)\d{4}\2", re.MULTILINE)


def migrated_files(source: Path, migration: Migration) -> dict[Path, bytes]:
    """Return the files to rewrite, by path; comments and other sheets stay.

    Args:
        source: the folder of YAML files, or the workbook, that holds the framework.
        migration: of what it holds.

    Raises:
        InputError: if it is neither, or a workbook would have to change in more than its edition.
    """
    if source.is_dir():
        return _in_folder(source, migration)
    if source.suffix.casefold() != WORKBOOK:
        raise InputError(message("company.not-rewritable", source=source, workbook=WORKBOOK))
    if _profiles(migration.before) != _profiles(migration.after):
        raise InputError(message("company.requirements-change", source=source))
    return {source: _workbook(source, migration.after.edition)}


def _in_folder(folder: Path, migration: Migration) -> dict[Path, bytes]:
    header = folder / HEADER
    text, count = _EDITION.subn(
        rf"\g<1>\g<2>{migration.after.edition}\g<2>", header.read_text(encoding="utf-8"), count=1
    )
    written = folder_files(migration.after)
    files = {header: text.encode() if count else written[HEADER]}
    for code, profile in migration.after.profiles.items():
        if profile != migration.before.profiles[code]:
            name = f"profiles/{code}.yaml"
            files[folder / name] = written[name]
    return files


def _workbook(file: Path, edition: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that openpyxl leaves aside
        workbook = openpyxl.load_workbook(file)
    sheet = workbook[HEADING]
    for name, value in sheet.iter_rows(max_row=100, max_col=2):
        if name.value == "edition":
            value.value = edition
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _profiles(company: Company) -> object:
    return company.model_dump(exclude={"edition"})
