"""The layers as files of the data folder (see :mod:`cigref_kg.records.reading` for the places)."""

from collections.abc import Mapping, Sequence
from typing import Any

from cigref_kg.base.layers import EditionContentFacts, FrameworkFacts, Record, WordsLayer
from cigref_kg.records.yaml_files import yaml_bytes

_FACTS_COMMENT = "Written by `cigref-kg extract DOCUMENT --facts data/facts`: do not edit."


def facts_files(content: EditionContentFacts, framework: FrameworkFacts | None) -> dict[str, bytes]:
    """Return the files that hold the facts read from a document, by path below ``facts/``.

    The files that are kept by hand (``editions.yaml``, ``moves.yaml``…) are not among them.
    """
    year = content.year
    edition = {
        "year": year,
        "from_edition": content.from_edition,
        "families": list(content.families),
    }
    files = {f"{year}/edition.yaml": edition}
    if content.changes:
        files[f"{year}/changes.yaml"] = _plain(content.changes)
    if framework:
        files[f"ecf-{framework.year}/framework.yaml"] = _plain(framework)
    for profile in content.profiles:
        files[f"{year}/profiles/{profile.code}.yaml"] = _plain(profile)
    return {name: yaml_bytes(plain, _FACTS_COMMENT) for name, plain in files.items()}


def words_files(words: WordsLayer, comment: str) -> dict[str, bytes]:
    """Return the files that hold ``words``, by path below ``words/LANGUAGE/``.

    Args:
        words: the words of one language.
        comment: what each file says at its top, such as whose words they are.
    """
    files: dict[str, Any] = {}
    if words.editions:
        files["editions.yaml"] = _plain(words.editions)
    folders: dict[str, Record] = {f"{year}": each for year, each in words.contents.items()}
    folders |= {f"ecf-{year}": each for year, each in words.frameworks.items()}
    for folder, record in folders.items():
        for name in type(record).model_fields:
            part = getattr(record, name)
            if name == "profiles":
                files |= {f"{folder}/{name}/{code}.yaml": _plain(part[code]) for code in part}
            elif part:
                files[f"{folder}/{name}.yaml"] = _plain(part)
    return {name: yaml_bytes(plain, comment) for name, plain in files.items()}


def _plain(value: Any) -> Any:
    """Return records as plain maps and lists, without what is left at its default."""
    if isinstance(value, Record):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value
