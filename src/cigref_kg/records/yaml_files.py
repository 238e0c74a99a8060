"""YAML files read into typed records, and records written as YAML that a person can edit."""

from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from cigref_kg.base.errors import parser_says
from cigref_kg.base.messages import message
from cigref_kg.records.errors import RecordError, words_of

T = TypeVar("T")


class _KeyTwiceError(yaml.constructor.ConstructorError):
    """A key stands twice in a map, of which plain YAML would keep the last in silence."""


class _Loader(yaml.CSafeLoader):
    """The safe loader, which refuses a key that stands twice in a map."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            seen: set[Hashable] = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                if key in seen:
                    raise _KeyTwiceError(problem=repr(key), problem_mark=key_node.start_mark)
                seen.add(key)
        return mapping


class _Dumper(yaml.SafeDumper):
    """The safe dumper, with paragraphs as blocks and lists indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _represent_str(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _represent_list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(item, int) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(str, _represent_str)
_Dumper.add_representer(list, _represent_list)


def read_yaml(file: Path, kind: type[T] | Any) -> T:
    """Read ``file`` and check that it holds a ``kind`` (any type that pydantic understands).

    Raises:
        RecordError: if the file is absent, is no YAML, or does not have that shape: the message
            names the file and every key that is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RecordError.at(file, "", message("records.no-file")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError.at(
            file, "", message("records.not-utf-8", problem=parser_says(error))
        ) from error
    try:
        # The loader is a safe one: it builds nothing but plain values.
        content = yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.YAMLError as error:
        if isinstance(error, _KeyTwiceError):
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            words = message("records.key-twice", problem=error.problem, line=line)
        else:
            words = message("records.no-yaml", problem=parser_says(error))
        raise RecordError.at(file, "", words) from error
    try:
        adapter: TypeAdapter[T] = _adapter(kind)  # type: ignore[arg-type]  # types are hashable
        return adapter.validate_python(content)
    except ValidationError as error:
        raise RecordError(
            [
                words_of(detail).after_each(f"{file}: {_key(detail['loc'])}")
                for detail in error.errors(include_url=False)
            ]
        ) from error


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what checks that a value is a ``kind``; it takes as long to make as to read a file."""
    return TypeAdapter(kind)


def _key(location: tuple[int | str, ...]) -> str:
    path = ".".join(str(part) for part in location if part != "[key]")
    return f"{path}: " if path else ""


def yaml_bytes(content: Mapping[str, Any] | list[Any], comment: str = "") -> bytes:
    """Return ``content`` as YAML, under an optional comment of one or more lines."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    body = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
    return (head + body).encode()
