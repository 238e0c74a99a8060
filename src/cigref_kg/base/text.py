"""Words in each language: the texts and names of the domain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in each language; ``None`` where a language does not have them yet.

    >>> Text(fr="Sécurité", en="Security").get("en")
    'Security'
    >>> bool(Text())
    False
    """

    fr: str | None = None
    en: str | None = None

    def get(self, language: Language) -> str | None:
        """Return the words in ``language``, or ``None``."""
        return self.fr if language == "fr" else self.en

    def items(self) -> Iterator[tuple[Language, str]]:
        """Yield the languages that have words, with them."""
        for language in LANGUAGES:
            words = self.get(language)
            if words:
                yield language, words

    def localized(self, language: Language) -> str:
        """Return the words in ``language``, or in the other one; nothing if neither has any.

        >>> Text(en="Security").localized("fr")
        'Security'
        """
        return self.get(language) or self.fr or self.en or ""

    def after_each(self, start: "str | Text") -> "Text":
        """Return the words with ``start`` before each of their lines.

        French has a space before the colon that such a start may end with.
        """
        starts = start if isinstance(start, Text) else verbatim(start)
        said: dict[Language, str] = {}
        for each, words in self.items():
            before = starts.localized(each)
            if each == "fr" and before.endswith(": ") and before[-3:-2] != " ":
                before = f"{before[:-2]} : "
            said[each] = "\n".join(f"{before}{line}" for line in words.split("\n"))
        return Text(**said)

    def __bool__(self) -> bool:
        return bool(self.fr or self.en)


class Original(str):
    """What a program of others says, in its own language: told apart from our words."""

    __slots__ = ()


def verbatim(words: str) -> Text:
    """Return what is the same in each language: a name, a path, a message of others."""
    return Text(fr=words, en=words)


def joined(texts: Iterable[Text], between: str = "\n") -> Text:
    """Return several texts as one.

    >>> joined([Text(fr="un", en="one"), verbatim("2")], ", ").en
    'one, 2'
    """
    told = list(texts)
    return Text(**{each: between.join(text.localized(each) for text in told) for each in LANGUAGES})


@dataclass(frozen=True, slots=True)
class Names:
    """How a concept is called: one title a language, and the other names people use for it."""

    title: Text
    alternative: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    hidden: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Spellings found in the source, for search only (``skos:hiddenLabel``)."""

    def localized(self, language: Language) -> str:
        """Return the title as :meth:`Text.localized` does."""
        return self.title.localized(language)


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: str) -> str:
    """Return a cell of CSV that no program takes for a formula.

    >>> as_text("=1+1"), as_text("DSI")
    ("'=1+1", 'DSI')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
