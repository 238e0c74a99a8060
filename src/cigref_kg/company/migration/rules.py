"""A company's framework taken from one edition of the nomenclature to the next: what changes.

What the company says itself keeps its effect: a requirement that it added, and that the later
edition now requires at the same level, is no longer its own; one that it overrode, and that is no
longer required, becomes an addition; and so on. What it says nothing of follows the edition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.collation import fold
from cigref_kg.base.concordance import SUBSTANTIVE, Concordance, Link, ProfileConcordance
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import EditionContent, JobProfile, Names, Nomenclature
from cigref_kg.base.text import Text, joined
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.inheritance.lines import Inheritance, lineage
from cigref_kg.company.inheritance.profiles import LISTED, EffectiveProfile
from cigref_kg.company.records import (
    Company,
    CompanyProfile,
    RequirementChanges,
    StatementChanges,
)
from cigref_kg.insight.editions import LevelChange, differing


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What a framework says of a requirement, before and after: ``"override 4"``, or nothing."""

    competence: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class JobMigration:
    """What the change of edition means for one own profile."""

    code: str
    roots: tuple[ProfileConcordance, ...]
    """What became of the profiles of the nomenclature that it extends in the end."""
    levels: tuple[LevelChange, ...]
    adjusted: tuple[Adjusted, ...]
    resembles: tuple[str, ...]
    """Profiles that are new in the later edition and share a name with it."""

    @property
    def extends(self) -> str | None:
        """The codes of those profiles in the later edition."""
        return ", ".join(root.code for root in self.roots) or None

    @property
    def inherited(self) -> tuple[tuple[str, Link], ...]:
        """The texts that changed in substance in what it extends, with the profile's code."""
        return tuple(
            (root.code, link)
            for root in self.roots
            for link in root.having(*SUBSTANTIVE)
            if not link.is_requirement
        )


@dataclass(frozen=True)
class Migration:
    """A framework in the later edition, and what that means."""

    before: Company
    after: Company
    jobs: tuple[JobMigration, ...]
    new: tuple[JobProfile, ...]
    """The profiles that the edition before does not have."""


def migrate(company: Company, nomenclature: Nomenclature, year: int) -> Migration:
    """Take a framework to a later edition.

    Args:
        company: one that fits the edition that it builds on.
        nomenclature: with both editions.
        year: of the later edition.

    Returns:
        The framework on that edition, and what became of each job.

    Raises:
        InputError: if that edition has no concordance from the one the framework builds on, or
            profiles or families that it builds on are gone; says which.
    """
    edition = nomenclature.edition.get(year)
    content = edition.content if edition else None
    if content is None:
        known = ", ".join(map(str, nomenclature.edition))
        raise InputError(message("company.no-edition", year=year, known=known))
    concordance = content.concordance
    if concordance is None or concordance.before != company.edition:
        words = message("company.no-way-to-edition", edition=company.edition, year=year)
        raise InputError(words)
    return _Step(company, nomenclature, content, concordance).migration()


@dataclass(frozen=True)
class _Step:
    company: Company
    nomenclature: Nomenclature
    content: EditionContent
    concordance: Concordance

    def migration(self) -> Migration:
        gone = list(self.gone())
        if gone:
            raise InputError(joined(gone))
        after = self.company.model_copy(
            update={"edition": self.concordance.after, "profiles": self.profiles}
        )
        view = CompanyView(after, self.nomenclature)
        new = tuple(self.content.profile[p.code] for p in self.concordance.profiles if not p.before)
        jobs = tuple(self.job(code, view, new) for code in after.profiles)
        return Migration(self.company, after, jobs, new)

    @cached_property
    def before(self) -> CompanyView:
        """The framework in the edition before."""
        return CompanyView(self.company, self.nomenclature)

    @cached_property
    def successors(self) -> Mapping[str, str]:
        """The code of each profile of the nomenclature in the later edition."""
        return {p.before: p.after for p in self.concordance.profiles if p.before and p.after}

    @cached_property
    def profiles(self) -> dict[str, CompanyProfile]:
        migrated = {
            code: own.model_copy(
                update={"extends": tuple(self.successors.get(e, e) for e in own.extends)}
            )
            for code, own in self.company.profiles.items()
        }
        # From the top down: what an own profile requires depends on those that it extends.
        order = dict.fromkeys(
            step for code in migrated for step in reversed(lineage(self.company, code))
        )
        for code in order:
            after = self.company.model_copy(update={"profiles": migrated})
            base, own = Inheritance(after, self.content).inherited(code), migrated[code]
            before = self.before.inheritance.inherited(code)
            changes = {
                "requirements": _rebased(own.requirements, base.levels),
                "statements": _moved(own.statements, before, base, self.concordance),
            }
            migrated[code] = own.model_copy(update=changes)
        return {code: migrated[code] for code in self.company.profiles}

    def gone(self) -> Iterator[Text]:
        """Yield a line for each profile or family that the framework builds on and that is gone."""
        year = self.concordance.after
        for code, profile in self.company.profiles.items():
            for extended in profile.extends:
                if extended not in {*self.company.profiles, *self.successors}:
                    yield message("company.extended-gone", code=code, extended=extended, year=year)
            family = profile.family
            if family and family not in {*self.company.families, *self.content.family}:
                yield message("company.family-gone", code=code, family=family, year=year)
        for code, own in self.company.families.items():
            if own.close_to and own.close_to not in self.content.family:
                family = own.close_to
                yield message("company.close-family-gone", code=code, family=family, year=year)

    def job(self, code: str, new: CompanyView, added: tuple[JobProfile, ...]) -> JobMigration:
        roots = [root.code for root in new.profiles[code].roots]
        needs = (view.profiles[code].requirements for view in (self.before, new))
        levels = ({need.competence: need.level for need in each} for each in needs)
        said = (_said(each.profiles[code].requirements) for each in (self.company, new.company))
        names = _folded(new.profiles[code].profile.names)
        resembling = (p.code for p in added if names & _folded(p.names) and p.code not in roots)
        return JobMigration(
            code,
            tuple(self.concordance.profile[root] for root in roots),
            levels=tuple(LevelChange(*each) for each in differing(*levels)),
            adjusted=tuple(Adjusted(*each) for each in differing(*said)),
            resembles=tuple(resembling),
        )


def _rebased(changes: RequirementChanges, base: Mapping[str, int]) -> RequirementChanges:
    """Say the same of requirements over other levels of what is extended."""
    wanted = {**changes.add, **changes.override}
    return RequirementChanges(
        add={code: level for code, level in wanted.items() if code not in base},
        override={code: level for code, level in wanted.items() if base.get(code, level) != level},
        drop=tuple(code for code in changes.drop if code in base),
    )


def _said(changes: RequirementChanges) -> dict[str, str]:
    return {
        **{code: f"add {level}" for code, level in changes.add.items()},
        **{code: f"override {level}" for code, level in changes.override.items()},
        **dict.fromkeys(changes.drop, "drop"),
    }


def _folded(names: Names) -> set[str]:
    titles = [words for _, words in names.title.items()]
    others = [words for labels in names.alternative.values() for words in labels]
    return {fold(words) for words in (*titles, *others)}


def _moved(
    changes: StatementChanges,
    before: EffectiveProfile,
    after: EffectiveProfile,
    concordance: Concordance,
) -> StatementChanges:
    """Return the same changes of statements, by the names that these have later.

    What the later edition no longer has needs neither own words nor to be dropped.
    """
    later = {
        profile.before: (
            profile.after,
            {link.before: link.after for link in profile.links if link.before},
        )
        for profile in concordance.profiles
        if profile.before and profile.after
    }

    def moved(name: str) -> str | None:
        origin, listed = before.origin(name)
        path: str | None = listed
        if origin in later:
            origin, paths = later[origin]
            path = _path(paths, listed)
        if path is None:
            return None
        kind, place, *below = path.split("/")
        position = after.origins[LISTED[kind]].index((origin, int(place))) + 1
        return "/".join((kind, str(position), *below))

    return StatementChanges(
        replace={name: words for old, words in changes.replace.items() if (name := moved(old))},
        drop=tuple(name for old in changes.drop if (name := moved(old))),
    )


def _path(paths: Mapping[str, str | None], path: str) -> str | None:
    """The later path; of a group without a heading, where the first of its statements went."""
    if path in paths:
        return paths[path]
    within = (new for old, new in paths.items() if old.startswith(f"{path}/") and new)
    first = next(within, None)
    return first and "/".join(first.split("/")[:2])
