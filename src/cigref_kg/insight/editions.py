"""Two editions side by side: what came, went, changed its name, its texts or its levels.

A profile keeps its code from one edition to the next, or is new, or is gone; one that goes while
another with its name comes has moved to another code. Texts are compared only where the later
edition comes with a concordance. Nothing here knows any particular edition: a new one is data only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

from cigref_kg.base.collation import fold, natural_key
from cigref_kg.base.concordance import SUBSTANTIVE, Concordance, ProfileConcordance, Relation
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Edition, EditionContent, JobProfile, Language, Text

T = TypeVar("T")


class ChangeKind(StrEnum):
    """What happened to a profile."""

    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    RECODED = "recoded"
    LEVELS = "levels"
    TEXTS = "texts"
    """Something in its texts changed in substance."""


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A competence whose required level is not the same in both editions."""

    competence: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What happened to one profile; it may be several things at once."""

    kinds: tuple[ChangeKind, ...]
    before: JobProfile | None
    after: JobProfile | None
    levels: tuple[LevelChange, ...]
    concordance: ProfileConcordance | None = None
    """What became of its texts, where that is known."""

    @property
    def profile(self) -> JobProfile:
        """The profile as it is now, or as it was if it is gone."""
        profile = self.after or self.before
        assert profile is not None  # noqa: S101  (what `compare_editions` makes has one)
        return profile


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Two editions side by side."""

    before: Edition
    after: Edition
    changes: tuple[ProfileChange, ...]
    """In the order of the codes; profiles that stayed the same are left out."""
    unchanged: tuple[str, ...]
    """Codes of the profiles with the same code, names and levels, and texts of one meaning."""
    concordance: Concordance | None = None
    """Text by text, if the later edition comes with one from the earlier."""

    @property
    def reworded(self) -> tuple[ProfileConcordance, ...]:
        """The profiles of which some texts are put otherwise, and nothing has changed."""
        profiles = self.concordance.profiles if self.concordance else ()
        return tuple(found for found in profiles if found.relation is Relation.REWORDED)

    @property
    def totals(self) -> Mapping[str, int]:
        """How many texts, levels among them, are the same, reworded, changed, new or gone."""
        profiles = self.concordance.profiles if self.concordance else ()
        found = Counter(link.relation for profile in profiles for link in profile.links)
        return {relation.value: found[relation] for relation in Relation}

    def of_kind(self, kind: ChangeKind) -> tuple[ProfileChange, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if kind in change.kinds)


def comparable(editions: Sequence[Edition]) -> list[tuple[Edition, Edition]]:
    """Return the pairs of editions of which something can be told, the latest first.

    The content of both is at hand, or the later one states what it changed from the earlier.
    """
    pairs = combinations(sorted(editions, key=lambda edition: edition.year), 2)
    told = [
        (before, after)
        for before, after in pairs
        if after.content
        and (before.content or before.year in {c.from_edition for c in after.content.changes})
    ]
    return sorted(told, key=lambda pair: (pair[1].year, pair[0].year), reverse=True)


def compare_editions(before: Edition, after: Edition) -> EditionComparison:
    """Compare two editions.

    Raises:
        InputError: if one has no content, or they are the same; says which.
    """
    if before.year == after.year:
        raise InputError(message("insight.edition-twice", year=before.year))
    old, new = _content(before), _content(after)
    concordance = new.concordance
    if concordance and concordance.before != before.year:
        concordance = None
    texts = concordance.profile if concordance else {}
    successors = dict(_successors(old, new))
    followed = {later: earlier for earlier, later in successors.items()}
    changes: list[ProfileChange] = []
    unchanged: list[str] = []
    for profile in new.profiles:
        earlier = followed.get(profile.code)
        found = texts.get(profile.code)
        change = _change(old.profile[earlier] if earlier else None, profile, found)
        if change.kinds:
            changes.append(change)
        else:
            unchanged.append(profile.code)
    changes += [_change(p, None) for p in old.profiles if p.code not in successors]
    changes.sort(key=lambda change: natural_key(change.profile.code))
    return EditionComparison(
        before,
        after,
        tuple(changes),
        tuple(unchanged),
        concordance=concordance,
    )


def _content(edition: Edition) -> EditionContent:
    if edition.content is None:
        raise InputError(message("insight.edition-without-content", year=edition.year))
    return edition.content


def _successors(old: EditionContent, new: EditionContent) -> Iterator[tuple[str, str]]:
    """Yield the codes of the profiles that are in both, before and after.

    A name goes before a code: a code may be given to another job when its own is moved.
    """
    by_name = {_key(profile): profile.code for profile in new.profiles}
    taken: set[str] = set()
    rest: list[JobProfile] = []
    for profile in old.profiles:
        namesake = by_name.get(_key(profile))
        if namesake is None or namesake in taken:
            rest.append(profile)
        else:
            taken.add(namesake)
            yield profile.code, namesake
    for profile in rest:
        if profile.code in new.profile and profile.code not in taken:
            yield profile.code, profile.code


def _key(profile: JobProfile) -> str:
    return fold(next((words for _, words in profile.names.title.items()), profile.code))


def _change(
    before: JobProfile | None, after: JobProfile | None, texts: ProfileConcordance | None = None
) -> ProfileChange:
    levels = (
        tuple(LevelChange(*e) for e in differing(before.required_levels, after.required_levels))
        if before and after
        else ()
    )
    kinds: list[ChangeKind] = []
    if before is None:
        kinds.append(ChangeKind.NEW)
    elif after is None:
        kinds.append(ChangeKind.GONE)
    else:
        if before.code != after.code:
            kinds.append(ChangeKind.RECODED)
        if not _same_name(before.names.title, after.names.title):
            kinds.append(ChangeKind.RENAMED)
        if levels:
            kinds.append(ChangeKind.LEVELS)
        if texts and any(not link.is_requirement for link in texts.having(*SUBSTANTIVE)):
            kinds.append(ChangeKind.TEXTS)
    return ProfileChange(tuple(kinds), before, after, levels, texts)


def _same_name(before: Text, after: Text) -> bool:
    """Whether two titles agree in every language that both have."""
    both = [lang for lang in LANGUAGES if before.get(lang) and after.get(lang)]
    return all(fold(before.get(lang) or "") == fold(after.get(lang) or "") for lang in both)


def differing(
    before: Mapping[str, T], after: Mapping[str, T]
) -> Iterator[tuple[str, T | None, T | None]]:
    """Yield each code with another value after than before, in the order of codes, with both."""
    for code in sorted({*before, *after}, key=natural_key):
        if before.get(code) != after.get(code):
            yield code, before.get(code), after.get(code)


def sentence(change: ProfileChange, language: Language) -> str:
    """Say in ``language`` what happened to a profile."""
    levels = ", ".join(
        f"{c.competence} {c.before or '–'} → {c.after or '–'}" for c in change.levels
    )
    before = change.before
    told = change.concordance.since.get(language) if change.concordance else None
    in_place_of = {ChangeKind.NEW, ChangeKind.TEXTS} if told else set()
    said = [
        message(
            f"insight.change-{kind}",
            title=before.names.title if before else "",
            code=before.code if before else "",
            levels=levels,
        ).localized(language)
        for kind in change.kinds
        if kind not in in_place_of
    ]
    return " ".join([*said, told] if told and in_place_of.intersection(change.kinds) else said)
