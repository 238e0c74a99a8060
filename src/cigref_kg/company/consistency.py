"""Whether a framework fits the nomenclature that it builds on: checked before all else."""

from collections.abc import Iterator, Mapping, Sequence

from cigref_kg.base.collation import natural_key
from cigref_kg.base.errors import InputError, UnknownEditionError
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.messages import message
from cigref_kg.base.model import EditionContent, Nomenclature
from cigref_kg.base.text import Text
from cigref_kg.company.effective import content_of
from cigref_kg.company.inheritance.lines import Inheritance, lineage
from cigref_kg.company.inheritance.profiles import EffectiveProfile, named_statements
from cigref_kg.company.io.plain import Path, Source
from cigref_kg.company.records import Company, CompanyProfile
from cigref_kg.records.errors import RecordError

Problem = tuple[Path, Text]
"""Where, and what is wrong with what to do about it."""
_MOST_SHOWN = 12
"""Codes that an error lists: more are looked up rather than read."""


def check_fit(source: Source, nomenclature: Nomenclature, base: str = DEFAULT_BASE) -> None:
    """Refuse a framework that does not fit.

    Args:
        source: the framework and where its parts stand.
        nomenclature: what it builds on.
        base: the IRI under which the nomenclature stands.

    Raises:
        RecordError: names every place that does not fit.
    """
    problems = [
        what.after_each(f"{source.place(path)}: ")
        for path, what in inconsistencies(source.company, nomenclature, base)
    ]
    if problems:
        raise RecordError(problems)


def inconsistencies(company: Company, nomenclature: Nomenclature, base: str) -> Iterator[Problem]:
    """Yield each place of a framework that does not fit the nomenclature.

    Args:
        company: the framework.
        nomenclature: the model.
        base: the IRI that others stand under.
    """
    for theirs in (base, DEFAULT_BASE):
        if company.base.startswith(theirs) or theirs.startswith(company.base):
            yield ("base",), message("company.foreign-base", base=company.base, theirs=theirs)
            break
    try:
        content = content_of(nomenclature, company)
    except UnknownEditionError as error:
        yield ("edition",), error.words
        return
    yield from _Fit(company, nomenclature, content).inconsistencies()


class _Fit:
    """The inconsistencies of one framework with one edition."""

    def __init__(
        self, company: Company, nomenclature: Nomenclature, content: EditionContent
    ) -> None:
        self.company = company
        self.content = content
        self.framework = nomenclature.framework
        self.inheritance = Inheritance(company, content)

    def inconsistencies(self) -> Iterator[Problem]:
        yield from self.codes()
        yield from self.families()
        yield from self.competences()
        for code, profile in self.company.profiles.items():
            yield from self.profile(("profiles", code), code, profile)

    def codes(self) -> Iterator[Problem]:
        """A code names one thing, whatever its capitals: addresses and files may not tell them."""
        seen: dict[str, tuple[str, str]] = {}
        for part in ("families", "competences", "profiles"):
            for code in getattr(self.company, part):
                other, there = seen.setdefault(code.casefold(), (code, part))
                if (other, there) != (code, part):
                    yield (part, code), message("company.same-code", other=other, part=there)

    def families(self) -> Iterator[Problem]:
        for code, family in self.company.families.items():
            if family.close_to and family.close_to not in self.content.family:
                choice = _choose(list(self.content.family))
                words = message("company.no-such-family", code=family.close_to, choice=choice)
                yield ("families", code, "close_to"), words

    def competences(self) -> Iterator[Problem]:
        for code, competence in self.company.competences.items():
            for key in ("within", "close_to"):
                target = getattr(competence, key)
                if target and target not in self.framework.competence:
                    words = message("company.no-such-competence", code=target)
                    yield ("competences", code, key), words
            if competence.within and competence.within == competence.close_to:
                words = message("company.broader-and-alike", code=competence.within)
                yield ("competences", code, "close_to"), words

    def profile(self, path: Path, code: str, profile: CompanyProfile) -> Iterator[Problem]:
        unknown = set(profile.extends) - self.company.profiles.keys() - self.content.profile.keys()
        if unknown:
            codes, edition = ", ".join(sorted(unknown)), self.company.edition
            words = message("company.nothing-extended", code=codes, edition=edition)
            yield (*path, "extends"), words
            return
        try:
            lineage(self.company, code)
            inherited = self.inheritance.inherited(code)
        except InputError as error:
            yield (*path, "extends"), error.words
            return
        except KeyError:
            return  # told where it stands
        yield from self.extended(path, profile)
        yield from self.family_of(path, profile, inherited)
        if profile.match != "broad" and not inherited.roots:
            yield (*path, "match"), message("company.useless-match")
        yield from self.statements((*path, "statements"), profile, inherited)
        yield from self.requirements((*path, "requirements"), profile, inherited.levels)
        if not self.inheritance.of(code).levels:
            yield (*path, "requirements"), message("company.nothing-required")

    def extended(self, path: Path, profile: CompanyProfile) -> Iterator[Problem]:
        """What a profile extends through another is not named beside it too."""
        for code in profile.extends:
            for other in profile.extends:
                known = self.inheritance.of(other)
                reached = {*known.lineage, *(root.code for root in known.roots)}
                if other != code and code in reached:
                    words = message("company.extended-already", other=other, code=code)
                    yield (*path, "extends"), words

    def family_of(
        self, path: Path, profile: CompanyProfile, inherited: EffectiveProfile
    ) -> Iterator[Problem]:
        family, place = profile.family, (*path, "family")
        known = [*self.company.families, *self.content.family]
        if family is None and profile.extends and not inherited.profile.family:
            yield place, message("company.several-families", codes=", ".join(profile.extends))
        elif family is None and not profile.extends:
            yield place, message("company.family-missing")
        elif family is not None and family not in known:
            yield place, message("company.no-family", code=family, choice=_choose(known))

    def requirements(
        self, path: Path, profile: CompanyProfile, inherited: Mapping[str, int]
    ) -> Iterator[Problem]:
        changes = profile.requirements
        extended = ", ".join(profile.extends)
        for verb, levels in (("add", changes.add), ("override", changes.override)):
            for code, level in levels.items():
                yield from self.competence((*path, verb, code), code, level)
        for code in changes.add:
            if there := inherited.get(code):
                places = {"extended": extended, "code": code, "level": there}
                yield (*path, "add", code), message("company.required-already", **places)
        for code, level in changes.override.items():
            if code not in inherited:
                yield (*path, "override", code), _absent(extended, code, inherited, "override")
            elif inherited[code] == level:
                words = message("company.required-so", extended=extended, code=code, level=level)
                yield (*path, "override", code), words
        for number, code in enumerate(changes.drop):
            if code not in inherited:
                yield (*path, "drop", number), _absent(extended, code, inherited, "drop")

    def statements(
        self, path: Path, profile: CompanyProfile, inherited: EffectiveProfile
    ) -> Iterator[Problem]:
        """What is replaced or dropped is there to be so."""
        changes = profile.statements
        named: list[tuple[Path, str]] = [(("replace", key), key) for key in changes.replace]
        named += [(("drop", number), key) for number, key in enumerate(changes.drop)]
        known = {key for key, _ in named_statements(inherited.profile)} if named else set()
        for where, key in named:
            if key not in known:
                kind = key.partition("/")[0]
                there = sorted((k for k in known if k.startswith(kind)), key=natural_key)
                extended = ", ".join(profile.extends) or message("company.nothing")
                choice = _choose(there) if there else message("company.remove")
                words = message("company.no-statement", extended=extended, key=key, choice=choice)
                yield (*path, *where), words

    def competence(self, path: Path, code: str, level: int) -> Iterator[Problem]:
        own = self.company.competences.get(code)
        if own is None and code not in self.framework.competence:
            yield path, message("company.no-competence", code=code)
        elif own is not None and own.levels and str(level) not in own.levels:
            choice = _choose(list(own.levels))
            yield path, message("company.no-own-level", code=code, level=level, choice=choice)


def _absent(extended: str, code: str, inherited: Mapping[str, int], verb: str) -> Text:
    entry = "company.not-inherited" if inherited else "company.nothing-inherited"
    known = ", ".join(inherited)
    return message(entry, extended=extended, code=code, verb=verb, known=known)


def _choose(codes: Sequence[str]) -> Text:
    entry = "company.choose" if len(codes) <= _MOST_SHOWN else "company.choose-of-many"
    return message(entry, codes=", ".join(codes[:_MOST_SHOWN]))
