"""The two layers as they lie in the data folder.

::

    facts/editions.yaml                      what is told of each edition (by hand)
    facts/2022/edition.yaml                  families, and the edition compared with
    facts/2022/profiles/6.3.yaml             one profile
    facts/2022/changes.yaml                  the table of changes
    facts/2022/moves.yaml                    career moves (by hand)
    facts/2024/levels.yaml                   levels that only this edition requires (by hand)
    facts/2024/concordance.yaml              how its texts stand to those of 2022 (by hand)
    facts/ecf-2019/framework.yaml            areas, competences with their levels, aspects
    words/fr/editions.yaml                   and the same for words, one folder a language
    words/fr/2022/families.yaml
    words/fr/2022/profiles/6.3.yaml
    words/fr/2024/profiles/2.6.yaml          what 2024 does not share with 2022
    words/fr/2024/since.yaml                 what changed since 2022, in a sentence a profile
    words/fr/ecf-2019/{areas,aspects,competences,levels,stars}.yaml
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cigref_kg.base import layers
from cigref_kg.base.messages import message
from cigref_kg.records.errors import RecordError
from cigref_kg.records.yaml_files import read_yaml


class EditionHeader(layers.Record):
    """``edition.yaml``: the facts of an edition that do not belong to one profile."""

    year: layers.Year
    from_edition: layers.Year
    families: tuple[layers.FamilyCode, ...]


_OPTIONAL: Mapping[str, Any] = {
    "changes": tuple[layers.ChangeFacts, ...],
    "moves": tuple[layers.MoveFacts, ...],
    "levels": Mapping[layers.CompetenceCode, tuple[layers.Level, ...]],
    "concordance": Mapping[layers.ProfileCode, layers.ConcordanceFacts],
}
"""Files that an edition may do without, and what they hold."""


def read_facts(folder: Path) -> layers.Facts:
    """Read all facts below ``folder``.

    Raises:
        RecordError: if a file is absent or wrong; the message names the file and the key.
    """
    frameworks = sorted(folder.glob("ecf-*"))
    if len(frameworks) != 1:
        raise RecordError.at(folder, "ecf-*", message("records.one-folder", found=len(frameworks)))
    return layers.Facts(
        editions=read_yaml(folder / "editions.yaml", tuple[layers.EditionFacts, ...]),
        framework=read_yaml(frameworks[0] / "framework.yaml", layers.FrameworkFacts),
        contents=tuple(_read_content_facts(path) for path in _year_folders(folder)),
    )


def _read_content_facts(folder: Path) -> layers.EditionContentFacts:
    header: EditionHeader = read_yaml(folder / "edition.yaml", EditionHeader)
    if folder.name != str(header.year):
        raise RecordError.at(
            folder / "edition.yaml", "year", message("records.other-year", year=folder.name)
        )
    files = {name: folder / f"{name}.yaml" for name in _OPTIONAL}
    if files["concordance"].exists():  # tells what changed, where the source has no table of it
        del files["changes"]
    parts = {
        name: read_yaml(file, _OPTIONAL[name])
        for name, file in files.items()
        if file.exists() or name == "changes"
    }
    return layers.EditionContentFacts(
        **dict(header),
        profiles=tuple(_read_profiles(folder / "profiles", layers.ProfileFacts)),
        **parts,
    )


def read_words(folder: Path) -> layers.WordsLayer:
    """Read all words of one language below ``folder``. What is not there yet is left out.

    Raises:
        RecordError: if ``folder`` is absent or one of its files is wrong.
    """
    if not folder.is_dir():
        raise RecordError.at(folder, "", message("records.no-words"))
    known = layers.WordsLayer.model_fields["editions"].annotation
    editions = folder / "editions.yaml"
    return layers.WordsLayer(
        editions=read_yaml(editions, known) if editions.exists() else {},
        frameworks={
            int(path.name.removeprefix("ecf-")): _read_parts(path, layers.FrameworkWords)
            for path in sorted(folder.glob("ecf-*"))
        },
        contents={
            int(path.name): _read_parts(path, layers.EditionContentWords)
            for path in _year_folders(folder)
        },
    )


def _read_parts(folder: Path, kind: type[layers.Record]) -> Any:
    """Read a record each of whose fields is a file (or, for profiles, a folder) of its own."""
    parts: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        file = folder / f"{name}.yaml"
        if file.exists():
            parts[name] = read_yaml(file, field.annotation)
        elif (folder / name).is_dir():
            parts[name] = {
                profile.code: profile
                for profile in _read_profiles(folder / name, layers.ProfileWords)
            }
    return kind(**parts)


def _read_profiles(folder: Path, kind: Any) -> Iterator[Any]:
    for file in sorted(folder.glob("*.yaml"), key=_number_of):
        profile = read_yaml(file, kind)
        if profile.code != file.stem:
            words = message("records.other-code", code=profile.code)
            raise RecordError.at(file, "code", words)
        yield profile


def _number_of(file: Path) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in file.stem.split("."))


def _year_folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name.isdigit())
