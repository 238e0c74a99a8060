"""A company's own framework, as its files hold it: what it adds to the nomenclature or changes.

Everything is keyed by the company's own codes. A code begins with a letter and is none of the
nomenclature's or of the e-CF's, so that ``6.3`` and ``E.8`` keep their meaning everywhere.

The order of what has a code is that of the codes; lists of statements keep their own.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, model_validator

from cigref_kg.base.collation import natural_key
from cigref_kg.base.errors import WrongValueError
from cigref_kg.base.iris import Iris
from cigref_kg.base.layers import CompetenceCode, FamilyCode, Record, Year
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language, Names, Text

T = TypeVar("T")

MAX_CODE_LENGTH = 40  # characters: a code stands in addresses and file names
MAX_EXTENDED = 10  # profiles at once: far more than a job is made of
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*")
_TAKEN = re.compile(r"[A-E]|[A-E]\.\d+|T\d")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LEVEL = re.compile(r"[1-5]")
# What neither XML (spreadsheets, RDF/XML) nor YAML can hold, and ends of line other than "\n".
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


def _checked_words(words: Any) -> Any:
    if not isinstance(words, str):
        raise WrongValueError(message("company.no-text", value=words))
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        raise WrongValueError(message("company.empty-text"))
    if words != words.strip():
        raise WrongValueError(message("company.spaces-at-ends"))
    if found := _UNPRINTABLE.search(words):
        raise WrongValueError(message("company.unprintable", character=ord(found[0])))
    return words


def _checked_code(code: Any) -> Any:
    if not isinstance(code, str):
        raise WrongValueError(message("company.code-no-text", value=code))
    if len(code) > MAX_CODE_LENGTH or not _CODE.fullmatch(code):
        raise WrongValueError(message("company.no-own-code", code=code, most=MAX_CODE_LENGTH))
    if _TAKEN.fullmatch(code):
        raise WrongValueError(message("company.code-of-ecf", code=code))
    return code


def _checked_name(name: Any) -> Any:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise WrongValueError(message("company.no-name", name=name))
    return name


def _checked_base(base: Any) -> Any:
    if not isinstance(base, str):
        raise WrongValueError(message("company.no-text", value=base))
    return Iris(base).base


def _checked_level(level: Any) -> Any:
    text = str(level) if isinstance(level, int | str) and not isinstance(level, bool) else ""
    if not _LEVEL.fullmatch(text):
        raise WrongValueError(message("company.no-level", level=level))
    return int(text)


def _in_order(codes: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(codes)
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise WrongValueError(message("company.code-twice", codes=", ".join(sorted(twice))))
    return tuple(sorted(codes, key=natural_key))


def _sorted(mapping: Mapping[str, T]) -> dict[str, T]:
    return {key: mapping[key] for key in sorted(mapping, key=lambda key: (natural_key(key), key))}


def _checked_extended(extended: Any) -> Any:
    listed = extended if isinstance(extended, list | tuple) else [extended]
    for code in listed:
        if not isinstance(code, str):
            raise WrongValueError(message("company.no-text", value=code))
    return listed


def _one_or_more(codes: tuple[str, ...]) -> str | list[str]:
    return codes[0] if len(codes) == 1 else list(codes)


Words = Annotated[str, BeforeValidator(_checked_words)]
Code = Annotated[str, BeforeValidator(_checked_code)]
"""A code of the company's own."""
AnyCode = Annotated[str, Field(min_length=1, max_length=MAX_CODE_LENGTH, strict=True)]
"""A code of the company's own, of the nomenclature or of the e-CF: which, is checked later."""
Level = Annotated[int, BeforeValidator(_checked_level)]
LevelCode = Annotated[str, BeforeValidator(lambda level: str(_checked_level(level)))]
StatementPath = Annotated[
    str, Field(pattern=r"^(activity|deliverable|indicator)(/[1-9]\d{0,3}){1,3}$")
]
Extended = Annotated[
    tuple[AnyCode, ...],
    BeforeValidator(_checked_extended),
    Field(max_length=MAX_EXTENDED),
    AfterValidator(_in_order),
    PlainSerializer(_one_or_more),
]
"""One code as such, or a list of several."""
Labels = Annotated[tuple[Words, ...], AfterValidator(_in_order)]


class Both(Record):
    """The same words in French and English, or in one of them."""

    fr: Words | None = None
    en: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_said_in_a_language(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise WrongValueError(message("company.no-language"))
        if isinstance(value, Mapping) and not any(value.get(lang) for lang in LANGUAGES):
            raise WrongValueError(message("company.no-words"))
        return value

    @property
    def text(self) -> Text:
        """As the model has it."""
        return Text(fr=self.fr, en=self.en)


class OtherNames(Record):
    """The other names people use, in each language."""

    fr: Labels = ()
    en: Labels = ()

    def by_language(self) -> dict[Language, tuple[str, ...]]:
        """As the model has it."""
        return {"fr": self.fr, "en": self.en}


class CompanyNamed(Record):
    """A title and the other names people use."""

    title: Both
    alternative_labels: OtherNames = OtherNames()

    @model_validator(mode="after")
    def _names_differ(self) -> "CompanyNamed":
        for language, labels in self.alternative_labels.by_language().items():
            title = self.title.text.get(language)
            if title in labels:
                raise WrongValueError(
                    message("company.title-repeated", language=language, title=title)
                )
        return self


class CompanyFamily(CompanyNamed):
    """A family of the company's own."""

    description: Both | None = None
    close_to: FamilyCode | None = None
    """The family of the nomenclature that it resembles."""


class CompanyCompetence(CompanyNamed):
    """A competence of the company's own, beside the e-CF."""

    description: Both | None = None
    levels: Annotated[Mapping[LevelCode, Both], AfterValidator(_sorted)] = {}
    """What each level means; without any, all five levels may be required."""
    within: CompetenceCode | None = None
    """The competence of the e-CF that is broader than this one."""
    close_to: CompetenceCode | None = None
    """The competence of the e-CF that it resembles."""


class RequirementChanges(Record):
    """What a profile requires otherwise than the one that it extends."""

    add: Annotated[Mapping[AnyCode, Level], AfterValidator(_sorted)] = {}
    """Competences that the extended profile does not require."""
    override: Annotated[Mapping[AnyCode, Level], AfterValidator(_sorted)] = {}
    """Competences that it requires at another level."""
    drop: Annotated[tuple[AnyCode, ...], AfterValidator(_in_order)] = ()
    """Competences that are no longer required."""

    @model_validator(mode="after")
    def _says_one_thing_of_each(self) -> "RequirementChanges":
        for code in self.add:
            if code in self.override:
                added, overridden = self.add[code], self.override[code]
                raise WrongValueError(
                    message("company.two-levels", code=code, added=added, overridden=overridden)
                )
        for code in self.drop:
            for verb, levels in (("add", self.add), ("override", self.override)):
                if code in levels:
                    raise WrongValueError(message("company.dropped-too", code=code, verb=verb))
        return self


class CompanyGroup(Record):
    """Activities of the company's own, under a heading or without."""

    heading: Both | None = None
    activities: Annotated[tuple[Both, ...], Field(min_length=1)]


class StatementChanges(Record):
    """What a profile says otherwise of the statements that it has from the one that it extends.

    A statement is named as its IRI ends there: ``activity/2/3``, ``deliverable/1``; ``activity/2``
    is a whole group, whose heading is replaced.
    """

    replace: Annotated[Mapping[StatementPath, Both], AfterValidator(_sorted)] = {}
    """Own words for them."""
    drop: Annotated[tuple[StatementPath, ...], AfterValidator(_in_order)] = ()
    """Those that do not hold here, with what stands below them."""

    @model_validator(mode="after")
    def _says_one_thing_of_each(self) -> "StatementChanges":
        for path in self.drop:
            below = [other for other in self.replace if f"{other}/".startswith(f"{path}/")]
            if below:
                raise WrongValueError(message("company.dropped-above", below=below[0], path=path))
        return self


class CompanyProfile(CompanyNamed):
    """A job profile of the company's own: one or several changed, or new."""

    extends: Extended = ()
    """Profiles of the nomenclature, or of the company's own."""
    match: Literal["broad", "close"] = "broad"
    """How it stands to what it extends: a special case of it (broad), or much the same (close)."""
    family: AnyCode | None = None
    """A family of the nomenclature or of the company's own; by default that of what it extends."""
    criticality: Annotated[int, Field(ge=1, le=5)] | None = None
    """How much depends on the job, 1 (little) to 5 (all): a training plan serves it sooner."""
    mission: Both | None = None
    career_path: Both | None = None
    trends: Both | None = None
    requirements: RequirementChanges = RequirementChanges()
    statements: StatementChanges = StatementChanges()
    activities: tuple[CompanyGroup, ...] = ()
    deliverables: tuple[Both, ...] = ()
    indicators: tuple[Both, ...] = ()


class Company(Record):
    """The framework of one company."""

    name: Annotated[str, BeforeValidator(_checked_name)]
    """A short name for addresses: its graph is ``graph/company/NAME``."""
    base: Annotated[str, BeforeValidator(_checked_base)]
    """The IRI under which its own things stand; ends with a slash."""
    edition: Year
    """The edition of the nomenclature that it builds on."""
    title: Both
    description: Both | None = None
    licence: Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")] | None = None
    """The IRI of the licence, if the framework is published under one."""
    families: Annotated[Mapping[Code, CompanyFamily], AfterValidator(_sorted)] = {}
    competences: Annotated[Mapping[Code, CompanyCompetence], AfterValidator(_sorted)] = {}
    profiles: Annotated[Mapping[Code, CompanyProfile], AfterValidator(_sorted)] = {}


def names_of(record: CompanyNamed) -> Names:
    """Return the names of a record as the model has them."""
    return Names(record.title.text, record.alternative_labels.by_language())


def text_of(words: Both | None) -> Text:
    """Return words as the model has them, empty for none."""
    return words.text if words else Text()
