"""What people write for a competence or a job → its code: by code, by any of its names, by alias.

A company's own names come before those of Cigref and of the e-CF: it is the company that speaks.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

from cigref_kg.base.collation import fold
from cigref_kg.base.model import Competence, JobProfile, Names, Nomenclature
from cigref_kg.insight.names.spelling import normal_code
from cigref_kg.people.reading.values import plain

_NUMBERS = re.compile(r"\d+")
_NO_WORD = re.compile(r"[\W_]+")
_CODES_IN_IT = (
    re.compile(r"[\[(]?([\w.-]*\w)[\])]?(?:\s|\s*[:–—]).*"),
    re.compile(r".*[\[(]([^\])]+)[\])]"),
)
_PERHAPS_CODE = re.compile(r"[\w.-]*\d(?:[\w.-]*\w)?")
_LIKE = 0.9
"""How alike a name with typing errors is to what is meant (:mod:`difflib`'s ratio)."""
_SURELY = 0.04
"""By how much it is less like any other."""
_LEAST, _MOST = 8, 200
"""Letters of a name in which errors are forgiven."""
_MOST_TRIED = 2_000
"""Unknown names that are compared with all names: it takes half a millisecond each."""


class Resolver:
    """The codes of things by what people write for them.

    Args:
        things: competences or job profiles; of two with the same name the first has it.
        aliases: further names, each for a code or a name.
        forgives: whether a name with typing errors stands for the one that it resembles.
    """

    def __init__(
        self,
        things: Iterable[Competence | JobProfile],
        aliases: Mapping[str, str] | None = None,
        *,
        forgives: bool = False,
    ) -> None:
        self._tries = _MOST_TRIED if forgives else 0
        self.guessed: set[str] = set()
        """What was written with errors, and understood."""
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
            self._known[written] = self._resolved(written) or self._nearest(written)
        return self._known[written]

    def _resolved(self, written: str) -> str | None:
        text = plain(written)
        found = self._code(text) or self._names.get(_words(written))
        if found or not text:
            return found
        # "E.8 Gestion de la sécurité", "Gestion de la sécurité (E.8)": the code says enough.
        codes = (self._code(m[1]) for form in _CODES_IN_IT if (m := form.fullmatch(text)))
        found = next(filter(None, codes), None)
        # "B.1 / B.3" means neither.
        others = {code for word in _PERHAPS_CODE.findall(text) if (code := self._code(word))}
        return found if others <= {found} else None

    def _nearest(self, written: str) -> str | None:
        """The code of the one name that is almost what is written, its numbers the same."""
        words = _words(written)
        if self._tries == 0 or not _LEAST <= len(words) <= _MOST:
            return None
        self._tries -= 1
        likeness: dict[str, float] = {}
        for name in get_close_matches(words, self._names, 5, _LIKE - _SURELY):
            code, ratio = self._names[name], SequenceMatcher(None, name, words).ratio()
            if _NUMBERS.findall(name) == _NUMBERS.findall(words):
                likeness[code] = max(ratio, likeness.get(code, 0))
        best, *others = sorted(likeness, key=lambda code: -likeness[code]) or [""]
        if likeness.get(best, 0) < max([_LIKE, *(likeness[code] + _SURELY for code in others)]):
            return None
        self.guessed.add(written)
        return best

    def _code(self, text: str) -> str | None:
        return self._codes.get(text) or self._codes.get((normal_code(text) or "").casefold())


def competences(whole: Nomenclature, aliases: Mapping[str, str] | None = None) -> Resolver:
    """Return what finds the competences of the e-CF and of companies."""
    # A company's own stand last in the framework, and first here.
    return Resolver(reversed(whole.framework.competences), aliases, forgives=True)


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
