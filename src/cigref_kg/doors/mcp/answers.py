"""Answers within a bound: an agent has to read them whole, so they are short, and paged."""

import json
import math
from collections.abc import Sequence
from typing import Any

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message

MOST_TOKENS = 4000
"""Of one answer."""
CHARACTERS_A_TOKEN = 3
"""How tokens are counted: no tokenizer is asked, and a text has rather fewer."""
MOST_CHARACTERS = MOST_TOKENS * CHARACTERS_A_TOKEN
_ROOM = 600
"""Characters for what stands around the items of a page."""


def paged(items: Sequence[Any], page: int, about: dict[str, Any], name: str = "items") -> str:
    """Return a page of items as JSON, with how many pages there are.

    Args:
        items: what is told.
        page: which page, from 1.
        about: what is said beside them: where they come from.
        name: of the list.

    Raises:
        InputError: if there is no such page.
    """
    pages: list[list[Any]] = [[]]
    size = 0
    for item in items:
        length = len(written(item)) + 2
        if pages[-1] and size + length > MOST_CHARACTERS - _ROOM - len(written(about)):
            pages.append([])
            size = 0
        pages[-1].append(shortened(item))
        size += length
    if not 1 <= page <= len(pages):
        raise InputError(message("doors.no-page", page=page, last=len(pages)))
    found = {name: pages[page - 1], "total": len(items), "page": page, "pages": len(pages), **about}
    return written(found)


def shortened(item: Any, most: int = MOST_CHARACTERS // 2) -> Any:
    """Return an item with its longest texts cut, if it is too long for a page by itself."""
    if len(written(item)) <= most:
        return item
    if isinstance(item, str):
        return f"{item[: most - 20]}… (cut)"
    if isinstance(item, list):
        kept: list[Any] = []
        for each in item:
            if len(written(kept)) + len(written(each)) > most - 40:
                return [*kept, f"… {len(item) - len(kept)} more"]
            kept.append(each)
        return kept
    if isinstance(item, dict):
        share = math.ceil(most / max(1, len(item)))
        return {key: shortened(value, max(share, 80)) for key, value in item.items()}
    return item


def written(value: Any) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
