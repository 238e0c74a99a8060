"""What can be set, by environment variables, each with its default."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from cigref_kg.engine.limits import MEBIBYTE, Limits

PREFIX = "CIGREF_KG_"


def _setting(default: object, meaning: str, *, least: float = 0) -> Any:
    return field(default=default, metadata={"meaning": meaning, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a service; ``deadline`` is set by ``CIGREF_KG_DEADLINE`` and so on."""

    deadline: float = _setting(10.0, "Seconds that a query may take, waiting included.", least=0.1)
    short_time: float = _setting(
        0.25, "Seconds that a query may run before it needs a long place.", least=0.01
    )
    memory_mib: int = _setting(
        512, "MiB of memory that a query in a long place may add to the loaded graph.", least=16
    )
    short_memory_mib: int = _setting(
        128, "MiB of memory that any other query may add to the loaded graph.", least=16
    )
    answer_mib: int = _setting(32, "MiB that an answer may have.", least=1)
    answer_rows: int = _setting(200_000, "Rows or triples that an answer may have.", least=1)
    query_kib: int = _setting(256, "KiB that the text of a query may have.", least=1)
    query_depth: int = _setting(128, "How deep brackets may be nested in a query.", least=8)
    body_kib: int = _setting(1024, "KiB that the body of a request may have.", least=1)
    short_places: int = _setting(
        4, "Queries that run at once for each web process, beside those in long places.", least=1
    )
    long_places: int = _setting(
        1, "Queries that may run to the deadline at once, for each web process.", least=1
    )
    waiting: int = _setting(
        16, "Queries that may wait for a place, for each web process; more get 503.", least=0
    )
    web_processes: int = _setting(2, "Web processes; as many as cores is a good number.", least=1)
    prepared_mib: int = _setting(
        64, "MiB of prepared answers that each web process keeps.", least=0
    )
    log: str = _setting(
        "problems",
        "What the log tells of requests: “problems” (those that failed and slow ones), "
        "“requests” (all) or “nothing”. Never the text of a query, never who asked.",
    )
    log_queries: bool = _setting(
        False, "Whether the log has the text of queries too (“yes” or “no”)."
    )
    metrics: bool = _setting(True, "Whether /metrics answers (“yes” or “no”).")
    stop_time: float = _setting(
        15.0, "Seconds that requests under way get to finish when the service stops.", least=1
    )

    @property
    def limits(self) -> Limits:
        """The engine's share of them."""
        return Limits(
            seconds=self.deadline,
            short_seconds=min(self.short_time, self.deadline),
            memory=self.memory_mib * MEBIBYTE,
            short_memory=min(self.short_memory_mib, self.memory_mib) * MEBIBYTE,
            answer_bytes=self.answer_mib * MEBIBYTE,
            answer_rows=self.answer_rows,
            query_bytes=self.query_kib * 1024,
            depth=self.query_depth,
            short_places=self.short_places,
            long_places=self.long_places,
            waiting=self.waiting,
        )


LOGS = ("problems", "requests", "nothing")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from environment variables.

    Raises:
        ValueError: if a variable with our prefix is unknown or its value is wrong; names it.
    """
    known = {PREFIX + item.name.upper(): item for item in fields(Settings)}
    ours = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    unknown = sorted(set(ours) - set(known))
    if unknown:
        raise ValueError(f"{unknown[0]} is no setting; there is: {', '.join(known)}")
    values: dict[str, Any] = {
        known[name].name: _value(name, known[name], text) for name, text in ours.items()
    }
    return Settings(**values)


def _value(name: str, item: Field[Any], text: str) -> object:
    if isinstance(item.default, bool):
        if text.lower() not in {"yes", "no"}:
            raise ValueError(f"{name} must be “yes” or “no”, not {text!r}")
        return text.lower() == "yes"
    if isinstance(item.default, str):
        if text not in LOGS:
            raise ValueError(f"{name} must be one of {', '.join(LOGS)}, not {text!r}")
        return text
    number: type[int] | type[float] = int if isinstance(item.default, int) else float
    try:
        value = number(text)
    except ValueError:
        raise ValueError(f"{name} must be a number, not {text!r}") from None
    if not value >= item.metadata["least"]:
        raise ValueError(f"{name} must be at least {item.metadata['least']}, not {text}")
    return value
