"""A framework as a folder of YAML files.

::

    company.yaml             name, base, edition, title, description, licence
    families.yaml            CODE: {title, …}
    competences.yaml         CODE: {title, levels, …}
    profiles/CODE.yaml       one profile a file

Only ``company.yaml`` must be there.
"""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from cigref_kg.base.messages import message
from cigref_kg.company.io.plain import Document, Path, dotted
from cigref_kg.company.records import Company
from cigref_kg.records.errors import RecordError
from cigref_kg.records.yaml_files import read_yaml, yaml_bytes

HEADER = "company.yaml"
PROFILES = "profiles"
_LISTS = ("families", "competences")
_KNOWN_KEYS = tuple(name for name in Company.model_fields if name not in (*_LISTS, PROFILES))


def read_folder(folder: FilePath) -> Document:
    """Read the files of a framework.

    Raises:
        RecordError: if a file is absent, is no YAML, holds no map, or is not expected there.
    """
    content = dict(_map(folder / HEADER))
    homes = {name: f"{name}.yaml" for name in _LISTS} | {PROFILES: f"{PROFILES}/CODE.yaml"}
    problems = [
        message("company.belongs-in", file=homes[key]).after_each(f"{folder / HEADER}: {key}: ")
        for key in content
        if key in homes
    ]
    for name in _LISTS:
        if (folder / f"{name}.yaml").exists():
            content[name] = _map(folder / f"{name}.yaml")
    content[PROFILES] = {}
    for file in sorted((folder / PROFILES).glob("*.yaml")):
        content[PROFILES][file.stem] = _map(file)
    problems += [
        message("company.no-framework-file").after_each(f"{file}: ")
        for file in sorted(folder.rglob("*.y*ml"))
        if not _is_expected(file.relative_to(folder))
    ]
    if problems:
        raise RecordError(problems)

    def place(path: Path) -> str:
        file, key = _file_of(path)
        return f"{folder / file}: {dotted(key)}" if key else str(folder / file)

    return Document(content, place)


def folder_files(company: Company) -> dict[str, bytes]:
    """Return the files that hold a framework, by path below its folder."""
    plain = company.model_dump(mode="json", exclude_defaults=True)
    files = {HEADER: yaml_bytes({key: plain[key] for key in _KNOWN_KEYS if key in plain})}
    for name in _LISTS:
        if name in plain:
            files[f"{name}.yaml"] = yaml_bytes(plain[name])
    for code, profile in plain.get(PROFILES, {}).items():
        files[f"{PROFILES}/{code}.yaml"] = yaml_bytes(profile)
    return files


def _map(file: FilePath) -> dict[str, Any]:
    content: Any = read_yaml(file, Any)
    if content is None:
        return {}
    if not isinstance(content, Mapping):
        raise RecordError.at(file, "", message("records.map-type"))
    return dict(content)


def _is_expected(file: FilePath) -> bool:
    if len(file.parts) == 1:
        return file.name in {HEADER, *(f"{name}.yaml" for name in _LISTS)}
    return file.parts[:-1] == (PROFILES,) and file.suffix == ".yaml"


def _file_of(path: Path) -> tuple[str, Path]:
    """Return the file of a part, and the way to it from there."""
    if path and path[0] == PROFILES and len(path) > 1:
        return f"{PROFILES}/{path[1]}.yaml", path[2:]
    if path and path[0] in _LISTS:
        return f"{path[0]}.yaml", path[1:]
    return HEADER, path
