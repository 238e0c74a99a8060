"""Answers as Python programs like them: lists and dictionaries that show themselves briefly."""

import html
from typing import Any

_MOST_SHOWN = 20
"""Rows that a table shows of itself."""
_WIDEST = 60
"""Characters of a cell that are shown."""


class Record(dict[str, Any]):
    """A dictionary that tells its size instead of printing all that it holds."""

    def __repr__(self) -> str:
        named = ", ".join(f"{key}={self[key]!r}" for key in ("code", "edition") if key in self)
        return f"<Record {named or len(self)}: {', '.join(self)}>"

    def _repr_html_(self) -> str:
        return _table([[key, _shown(value)] for key, value in self.items()], ("", ""))


class Table(list[dict[str, Any]]):
    """Rows as dictionaries.

    >>> Table([{"code": "6.3", "level": 4}])
    <Table of 1 row: code, level>
    """

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(dict.fromkeys(name for row in self for name in row))

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self)} rows"
        return f"<Table of {rows}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        rows = [[_shown(row.get(name)) for name in self.columns] for row in self[:_MOST_SHOWN]]
        more = len(self) - _MOST_SHOWN
        return _table(rows, self.columns) + (f"<p>… {more} more</p>" if more > 0 else "")

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame``; codes stay text.

        Raises:
            ModuleNotFoundError: if pandas is not installed.
        """
        import pandas

        return pandas.DataFrame(list(self), columns=list(self.columns))

    def to_polars(self) -> Any:
        """Return a ``polars.DataFrame``; codes stay text.

        Raises:
            ModuleNotFoundError: if polars is not installed.
        """
        import polars

        columns = {name: [row.get(name) for row in self] for name in self.columns}
        return polars.DataFrame(columns, strict=False)


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def _table(rows: list[list[str]], columns: tuple[str, ...]) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
