"""What an import found, dropped and missed, told to the person who ran it."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Quad

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Text, joined
from cigref_kg.vocabularies.sinks import Sink

Progress = Callable[[int, int], object]
"""Told the bytes read since it was last called, and the bytes of all files."""


@dataclass
class ImportSummary:
    """Counts of one import, of any vocabulary. It fills while the import runs."""

    release: str | None
    dangling: Counter[str] = field(default_factory=Counter)
    """By file, rows dropped since one end is no concept of the download."""
    quads: int = 0
    seconds: float = 0.0

    def write(self, quads: Iterable[Quad], sink: Sink) -> None:
        """Write what is imported, counting it and the time that it takes."""
        started = time.perf_counter()
        sink.write(self._counted(quads))
        self.seconds = time.perf_counter() - started

    def _counted(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        for quad in quads:
            self.quads += 1
            yield quad

    def as_text(self, language: Language = "en") -> str:
        """Return the summary for people."""
        told = message(
            "vocabularies.imported", release=self._title(), quads=self.quads, seconds=self.seconds
        )
        return joined([told, *self._told()]).localized(language)

    def _title(self) -> Text:
        """What was imported, and of which release."""
        raise NotImplementedError

    def _told(self) -> Iterator[Text]:
        """Yield what was counted and found."""
        raise NotImplementedError


def counted(what: str) -> Text:
    """Return what people call a thing that an import counts."""
    return message(f"vocabularies.counted-{what.replace(' ', '-')}")
