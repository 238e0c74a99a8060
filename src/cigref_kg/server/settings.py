"""What can be set, by environment variables, each with its default."""

import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from cigref_kg.base.operator import Operator
from cigref_kg.engine.limits import MEBIBYTE, Limits

PREFIX = "CIGREF_KG_"
_WEB = re.compile(r"https?://[^\s<>\"]+")
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")


_A_DAY = 86400.0


def _setting(
    default: object,
    meaning: str,
    *,
    least: float = 0,
    most: float = 1_000_000,
    one_of: tuple[str, ...] = (),
    is_secret: bool = False,
) -> Any:
    bounds = {"meaning": meaning, "least": least, "most": most, "one_of": one_of}
    return field(default=default, metadata=bounds, repr=not is_secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a service; ``deadline`` is set by ``CIGREF_KG_DEADLINE`` and so on."""

    deadline: float = _setting(
        10.0, "Seconds that a query may take, waiting included.", least=0.1, most=_A_DAY
    )
    short_time: float = _setting(
        0.25, "Seconds that a query may run before it needs a long place.", least=0.01, most=_A_DAY
    )
    memory_mib: int = _setting(
        512, "MiB of memory that a query in a long place may add to the loaded graph.", least=16
    )
    short_memory_mib: int = _setting(
        128, "MiB of memory that any other query may add to the loaded graph.", least=16
    )
    answer_mib: int = _setting(32, "MiB that an answer may have.", least=1, most=2048)
    answer_rows: int = _setting(
        200_000, "Rows or triples that an answer may have.", least=1, most=100_000_000
    )
    query_kib: int = _setting(256, "KiB that the text of a query may have.", least=1, most=65536)
    query_depth: int = _setting(
        128, "How deep brackets may be nested in a query.", least=8, most=1000
    )
    body_kib: int = _setting(1024, "KiB that the body of a request may have.", least=1, most=65536)
    short_places: int = _setting(
        4,
        "Queries that run at once for each web process, beside those in long places.",
        least=1,
        most=256,
    )
    long_places: int = _setting(
        1, "Queries that may run to the deadline at once, for each web process.", least=1, most=256
    )
    waiting: int = _setting(
        16, "Queries that may wait for a place, for each web process; more get 503.", most=1024
    )
    web_processes: int = _setting(
        2, "Web processes; as many as cores is a good number.", least=1, most=64
    )
    prepared_mib: int = _setting(
        64, "MiB of prepared answers that each web process keeps.", least=0
    )
    log: str = _setting(
        "problems",
        "What the log tells of requests: “problems” (those that failed and slow ones), "
        "“requests” (all) or “nothing”. Never the text of a query, never who asked.",
        one_of=("problems", "requests", "nothing"),
    )
    log_queries: bool = _setting(
        False, "Whether the log has the text of queries too (“yes” or “no”)."
    )
    metrics: bool = _setting(True, "Whether /metrics answers (“yes” or “no”).")
    portable: bool = _setting(
        False,
        "Whether to do without what only Linux has (“yes” or “no”), as on other POSIX systems; the "
        "start then says which bounds are missing.",
    )
    stop_time: float = _setting(
        15.0,
        "Seconds that requests under way get to finish when the service stops.",
        least=1,
        most=3600,
    )
    hosts: str = _setting(
        "",
        "Names that the service may have in links (“kg.example.org”), with a comma between; a "
        "request that names another host gets the first. Without any: the address it listens at, "
        "or what a proxy on the same machine says.",
    )
    store_user: str = _setting("", "User for the endpoint of --store URL (HTTP Basic).")
    store_password: str = _setting("", "Password of that user.", is_secret=True)
    store_password_file: str = _setting("", "File that has that password instead.")

    publisher: str = _setting("", "Who publishes the data: the name of an organisation.")
    publisher_url: str = _setting("", "Its web address.")
    contact: str = _setting("", "Whom to write to: an e-mail address, or a form’s web address.")
    legal_notice: str = _setting("", "The web address of the legal notice.")
    repository: str = _setting("", "The web address where code and data are kept.")
    versions: str = _setting(
        "", "Folder in which the files of each version are kept, for /download/VERSION/…"
    )

    @property
    def operator(self) -> Operator:
        """Who runs the service."""
        return Operator(
            publisher=self.publisher,
            publisher_url=self.publisher_url,
            contact=self.contact,
            legal_notice=self.legal_notice,
            repository=self.repository,
        )

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names in ``hosts``."""
        return tuple(name.strip() for name in self.hosts.split(",") if name.strip())

    @property
    def store_credentials(self) -> tuple[str, str] | None:
        """User and password for the endpoint of ``--store URL``, if they are set.

        Raises:
            OSError: if the password's file cannot be read.
        """
        if not self.store_user:
            return None
        password = self.store_password
        if self.store_password_file:
            password = Path(self.store_password_file).read_text(encoding="utf-8").strip()
        return self.store_user, password

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
    settings = Settings(**values)
    _check_addresses(settings)
    return settings


def _check_addresses(settings: Settings) -> None:
    for name in ("publisher_url", "legal_notice", "repository"):
        if (address := getattr(settings, name)) and not _WEB.fullmatch(address):
            raise ValueError(f"{PREFIX}{name.upper()} must begin with https:// or http://")
    contact = settings.contact
    if contact and not (_WEB.fullmatch(contact) or _MAIL.fullmatch(contact)):
        raise ValueError(f"{PREFIX}CONTACT must be an e-mail address or a web address")


def _value(name: str, item: Field[Any], text: str) -> object:
    if isinstance(item.default, bool):
        if text.lower() not in {"yes", "no"}:
            raise ValueError(f"{name} must be “yes” or “no”, not {text!r}")
        return text.lower() == "yes"
    bounds = item.metadata
    if isinstance(item.default, str):
        if bounds["one_of"] and text not in bounds["one_of"]:
            raise ValueError(f"{name} must be one of {', '.join(bounds['one_of'])}, not {text!r}")
        return text
    number: type[int] | type[float] = int if isinstance(item.default, int) else float
    try:
        value = number(text)
    except ValueError:
        raise ValueError(f"{name} must be a number, not {text!r}") from None
    if not value >= bounds["least"]:
        raise ValueError(f"{name} must be at least {bounds['least']}, not {text}")
    if value > bounds["most"]:
        raise ValueError(f"{name} must be at most {bounds['most']:g}, not {text}")
    return value
