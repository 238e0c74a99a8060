"""What can be set, by environment variables, each with its default."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from cigref_kg.base.errors import InputError, WrongValueError, choices_of
from cigref_kg.base.messages import message
from cigref_kg.base.operator import Operator
from cigref_kg.base.text import Text, joined
from cigref_kg.engine.limits import MEBIBYTE, Limits

PREFIX = "CIGREF_KG_"
_ELSEWHERE = {"LANG"}
"""Variables with our prefix that are read elsewhere."""
_WEB = re.compile(r"https?://[^\s<>\"]+")
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_A_DAY = 86400.0  # seconds
_MANY = 1_000_000
"""A bound that only a slip of the finger passes."""


def _yes(text: object) -> object:
    if isinstance(text, str):
        if text.lower() not in {"yes", "no"}:
            raise WrongValueError(message("server.yes-or-no", value=text))
        return text.lower() == "yes"
    return text


def _web_address(text: str) -> str:
    if text and not _WEB.fullmatch(text):
        raise WrongValueError(message("server.web-address"))
    return text


def _contact(text: str) -> str:
    if text and not (_WEB.fullmatch(text) or _MAIL.fullmatch(text)):
        raise WrongValueError(message("server.contact"))
    return text


Switch = Annotated[bool, BeforeValidator(_yes)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


def _setting(default: object, meaning: str, *, least: float = 0, most: float = _MANY) -> Any:
    """Return a field for a number within bounds, both included."""
    return Field(default, description=meaning, ge=least, le=most)


class Settings(BaseModel):
    """The settings of a service; ``deadline`` is set by ``CIGREF_KG_DEADLINE`` and so on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    log: Literal["problems", "requests", "nothing"] = Field(
        "problems",
        description="What the log tells of requests: “problems” (those that failed and slow ones), "
        "“requests” (all) or “nothing”. Never the text of a query, never who asked.",
    )
    log_queries: Switch = Field(
        False, description="Whether the log has the text of queries too (“yes” or “no”)."
    )
    metrics: Switch = Field(True, description="Whether /metrics answers (“yes” or “no”).")
    portable: Switch = Field(
        False,
        description="Whether to do without what only Linux has (“yes” or “no”), as on other POSIX "
        "systems; the start then says which bounds are missing.",
    )
    stop_time: float = _setting(
        15.0,
        "Seconds that requests under way get to finish when the service stops.",
        least=1,
        most=3600,
    )
    hosts: str = Field(
        "",
        description="Names that the service may have in links (“kg.example.org”), with a comma "
        "between; a request that names another host gets the first. Without any: the address it "
        "listens at, or what a proxy on the same machine says.",
    )
    store_user: str = Field("", description="User for the endpoint of --store URL (HTTP Basic).")
    store_password: str = Field("", description="Password of that user.", repr=False)
    store_password_file: str = Field("", description="File that has that password instead.")

    publisher: str = Field("", description="Who publishes the data: the name of an organisation.")
    publisher_url: WebAddress = Field("", description="Its web address.")
    contact: Annotated[str, AfterValidator(_contact)] = Field(
        "", description="Whom to write to: an e-mail address, or a form’s web address."
    )
    legal_notice: WebAddress = Field("", description="The web address of the legal notice.")
    repository: WebAddress = Field("", description="The web address where code and data are kept.")
    versions: str = Field(
        "",
        description="Folder in which the files of each version are kept, for /download/VERSION/…",
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
        InputError: if a variable with our prefix is unknown or its value is wrong; names it.
    """
    ours = {
        name.removeprefix(PREFIX): text
        for name, text in environment.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _ELSEWHERE
    }
    # Variables have capitals: other spellings of their names are none.
    values = {name.lower() if name.isupper() else name: text for name, text in ours.items()}
    try:
        return Settings(**values)
    except ValidationError as error:
        told = sorted(error.errors(include_url=False), key=lambda detail: detail["loc"])
        raise InputError(joined(map(_told, told))) from None


_EXPLAINED = {
    "extra_forbidden": "no-setting",
    "greater_than_equal": "at-least",
    "less_than_equal": "at-most",
    "literal_error": "one-of",
}
"""What pydantic finds wrong, by its own name for it, as entries of the messages; else a number."""


def _told(detail: Any) -> Text:
    context = detail.get("ctx", {})
    raised = context.get("error")
    name = f"{PREFIX}{str(detail['loc'][0]).upper()}"
    if isinstance(raised, WrongValueError):
        return raised.words.after_each(f"{name} ")
    words = message(
        f"server.{_EXPLAINED.get(detail['type'], 'no-number')}",
        value=str(detail["input"])[:80],
        least=context.get("ge"),
        most=f"{context.get('le', 0):g}",
        known=", ".join(PREFIX + each.upper() for each in Settings.model_fields),
        choices=choices_of(detail),
    )
    return words.after_each(f"{name} ")
