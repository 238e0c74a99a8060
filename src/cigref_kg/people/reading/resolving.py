"""What people write for a competence or a job → its code: by code, by any of its names, by alias.

A company's own names come before those of Cigref and of the e-CF: it is the company that speaks.
"""

import re
from collections.abc import Iterable, Mapping

from cigref_kg.base.collation import fold
from cigref_kg.base.model import Competence, JobProfile, Names, Nomenclature
from cigref_kg.insight.names.spelling import normal_code
from cigref_kg.people.reading.values import plain

_NO_WORD = re.compile(r"[\W_]+")
_CODE_IN_IT = re.compile(r"[\[(]?([\w.-]*\w)[\])]?(?:\s|\s*[:–—]).*|.*[\[(]([^\])]+)[\])]")


class Resolver:
    """The codes of things by what people write for them.

    Args:
        things: competences or job profiles; of two with the same name the first has it.
        aliases: further names, each for a code or a name.
    """

    def __init__(
        self, things: Iterable[Competence | JobProfile], aliases: Mapping[str, str] | None = None
    ) -> None:
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._known: dict[str, str | None] = {}
        for thing in things:
            self._codes[thing.code.casefold()] = thing.code
            for name in (thing.code, *_all_names(thing.names)):
                self._names.setdefault(_words(name), thing.code)
        self.bad_aliases: list[tuple[str, str]] = []
        """Aliases for what does not exist: what is written, and what it should stand for."""
        for written, meant in (aliases or {}).items():
            code = self._resolved(meant)
            if code is None:
                self.bad_aliases.append((written, meant))
            else:
                self._names[_words(written)] = code
                self._codes[plain(written)] = code

    def __call__(self, written: str) -> str | None:
        """Return the code of what is meant; ``None`` if nothing is called so."""
        if written not in self._known:
            self._known[written] = self._resolved(written)
        return self._known[written]

    def _resolved(self, written: str) -> str | None:
        text = plain(written)
        found = self._code(text) or self._names.get(_words(written))
        if found or not text:
            return found
        # "E.8 Gestion de la sécurité", "Gestion de la sécurité (E.8)": the code says enough.
        found_code = _CODE_IN_IT.fullmatch(text)
        return self._code(found_code[1] or found_code[2]) if found_code else None

    def _code(self, text: str) -> str | None:
        return self._codes.get(text) or self._codes.get((normal_code(text) or "").casefold())


def competences(whole: Nomenclature, aliases: Mapping[str, str] | None = None) -> Resolver:
    """Return what finds the competences of the e-CF and of companies."""
    # A company's own stand last in the framework, and first here.
    return Resolver(reversed(whole.framework.competences), aliases)


def jobs(whole: Nomenclature) -> Resolver:
    """Return what finds the jobs of the nomenclature and of companies."""
    own = [profile for profile in whole.content.profiles if not profile.page]
    return Resolver([*own, *(p for p in whole.content.profiles if p.page)])


def _all_names(names: Names) -> Iterable[str]:
    yield from (words for _, words in names.title.items())
    for others in (names.alternative, names.hidden):
        for listed in others.values():
            yield from listed


def _words(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()
