"""What changed between two versions of a framework: what holds now against what held before.

What is compared is what holds in the end, so a job changes too when the one that it extends does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import LANGUAGES, Names, Text
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.records import text_of

Value = str | int | None
Values = dict[tuple[str, str], Value]
"""What may change of a thing: by the part, and what of it."""
Statements = dict[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed."""

    kind: str
    """``company``, ``family``, ``competence`` or ``profile``."""
    code: str
    title: Text
    part: str
    """What of it changed: ``self`` for the whole, ``requirement``, ``title``, ``activities``…"""
    of: str
    """The code of the competence or level, the language of a text; empty for the rest."""
    before: Value
    """``None`` if it is new."""
    after: Value
    """``None`` if it is gone."""

    @property
    def change(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(old: CompanyView, new: CompanyView) -> list[Difference]:
    """Return what changed: the company, then families, competences and jobs, by code."""
    parts = (_company, _families, _competences, _profiles)
    return [each for part in parts for each in _compared(part(old), part(new))]


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something with all that may change of it."""

    kind: str
    code: str
    title: Text
    values: Values
    statements: Statements


def _compared(old: Iterable[_Thing], new: Iterable[_Thing]) -> Iterator[Difference]:
    before, after = ({thing.code: thing for thing in things} for things in (old, new))
    for code in sorted(before.keys() | after.keys(), key=natural_key):
        was, now = before.get(code), after.get(code)
        if was and now:
            yield from _changes(was, now)
        elif was:
            yield Difference(was.kind, code, was.title, "self", "", code, None)
        elif now:
            yield Difference(now.kind, code, now.title, "self", "", None, code)


def _changes(was: _Thing, now: _Thing) -> Iterator[Difference]:
    for key in {**was.values, **now.values}:
        one, other = was.values.get(key), now.values.get(key)
        if one != other:
            yield Difference(now.kind, now.code, now.title, *key, one, other)
    for key in {**was.statements, **now.statements}:
        old, new = was.statements.get(key, ()), now.statements.get(key, ())
        for verb, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if verb == "equal":
                continue
            for one, other in zip_longest(old[i:j], new[k:m]):
                yield Difference(now.kind, now.code, now.title, *key, one, other)


def _company(view: CompanyView) -> Iterator[_Thing]:
    company = view.company
    title = company.title.text
    values: Values = {
        ("edition", ""): company.edition,
        ("base", ""): company.base,
        ("licence", ""): company.licence,
        ("name", ""): company.name,
    }
    values |= _of_text("title", title) | _of_text("description", text_of(company.description))
    yield _Thing("company", "", title, values, {})


def _families(view: CompanyView) -> Iterator[_Thing]:
    for code, family in view.families.items():
        close_to = view.company.families[code].close_to
        values = _of_text("description", family.description) | {("close_to", ""): close_to}
        yield _named("family", code, family.names, values)


def _competences(view: CompanyView) -> Iterator[_Thing]:
    for code, competence in view.competences.items():
        record = view.company.competences[code]
        values: Values = {("within", ""): record.within, ("close_to", ""): record.close_to}
        values |= _of_text("description", competence.description)
        for level in competence.levels:
            for language, words in level.description.items():
                values["level", f"{level.level} {language}"] = words
        yield _named("competence", code, competence.names, values)


def _profiles(view: CompanyView) -> Iterator[_Thing]:
    for code, effective in view.profiles.items():
        profile, record = effective.profile, view.company.profiles[code]
        values: Values = {
            ("extends", ""): ", ".join(record.extends) or None,
            ("family", ""): profile.family,
            ("criticality", ""): record.criticality,
        }
        for competence, level in profile.required_levels.items():
            values["requirement", competence] = level
        for part in ("mission", "career_path", "trends"):
            values |= _of_text(part, getattr(profile, part))
        statements: Statements = {}
        for language in LANGUAGES:
            for part, listed in (
                ("activities", [a for group in profile.groups for a in group.activities]),
                ("deliverables", profile.deliverables.items),
                ("indicators", profile.indicators.items),
            ):
                words = [text for item in listed for _, text in item.walk()]
                statements[part, language] = [said for w in words if (said := w.get(language))]
        yield _named("profile", code, profile.names, values, statements)


def _named(
    kind: str, code: str, names: Names, values: Values, statements: Statements | None = None
) -> _Thing:
    told = _of_text("title", names.title)
    for language, listed in names.alternative.items():
        told["other names", language] = ", ".join(listed) or None
    return _Thing(kind, code, names.title, told | values, statements or {})


def _of_text(part: str, text: Text) -> Values:
    return {(part, language): words for language, words in text.items()}
