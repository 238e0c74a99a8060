"""Whether a framework fits the nomenclature that it builds on: checked before all else."""

from collections.abc import Iterator, Mapping, Sequence

from cigref_kg.base.collation import natural_key
from cigref_kg.base.errors import InputError, UnknownEditionError
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.messages import message
from cigref_kg.base.model import EditionContent, JobProfile, Nomenclature
from cigref_kg.base.text import Text
from cigref_kg.company.io.plain import Path, Source
from cigref_kg.company.records import Company, CompanyProfile
from cigref_kg.records import RecordError

Problem = tuple[Path, Text]
"""Where, and what is wrong with what to do about it."""
_MOST_SHOWN = 12
"""Codes that an error lists: more are looked up rather than read."""


def content_of(nomenclature: Nomenclature, company: Company) -> EditionContent:
    """Return the edition that a framework builds on.

    Raises:
        UnknownEditionError: if its content is not at hand; says which are.
    """
    contents = {e.year: e.content for e in nomenclature.editions if e.content is not None}
    if company.edition not in contents:
        known = ", ".join(map(str, contents))
        raise UnknownEditionError(
            message("company.edition-not-at-hand", edition=company.edition, known=known)
        )
    return contents[company.edition]


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
        for path, what in misfits(source.company, nomenclature, base)
    ]
    if problems:
        raise RecordError(problems)


def misfits(company: Company, nomenclature: Nomenclature, base: str) -> Iterator[Problem]:
    """Yield each place of a framework that does not fit the nomenclature."""
    for theirs in (base, DEFAULT_BASE):
        if company.base.startswith(theirs) or theirs.startswith(company.base):
            yield (
                ("base",),
                message("company.foreign-base", base=company.base, theirs=theirs),
            )
            break
    try:
        content = content_of(nomenclature, company)
    except UnknownEditionError as error:
        yield ("edition",), error.words
        return
    yield from _Fit(company, nomenclature, content).misfits()


def lineage(company: Company, code: str) -> tuple[tuple[str, ...], str | None]:
    """Return an own profile with the own ones that it extends, and the nomenclature's at the end.

    The last is ``None`` for a profile that is new.

    Raises:
        InputError: if the profile extends itself, directly or through others; names the way.
    """
    own = [code]
    while True:
        extended = company.profiles[own[-1]].extends
        if extended is None or extended not in company.profiles:
            return tuple(own), extended
        if extended in own:
            way = " → ".join([*own[own.index(extended) :], extended])
            raise InputError(message("company.extends-itself", way=way))
        own.append(extended)


def statement_paths(root: JobProfile | None, steps: Sequence[CompanyProfile]) -> set[str]:
    """Return what names each statement of a profile: ``activity/2/3``, ``deliverable/1``.

    Args:
        root: the profile of the nomenclature that it extends in the end, if any.
        steps: the own profiles from there on; what each adds follows all that was ever listed.
    """
    paths: set[str] = set()
    counted = {"activity": 0, "deliverable": 0, "indicator": 0}
    if root:
        listed = {"deliverable": root.deliverables.items, "indicator": root.indicators.items}
        counted = {"activity": len(root.groups), **{k: len(v) for k, v in listed.items()}}
        paths.update(f"activity/{group.position}" for group in root.groups)
        listed |= {f"activity/{group.position}": group.activities for group in root.groups}
        for above, statements in listed.items():
            paths.update(f"{above}/{place}" for s in statements for place, _ in s.walk())
    for step in steps:
        gone = tuple(f"{path}/" for path in step.statements.drop)
        paths = {path for path in paths if not f"{path}/".startswith(gone)}
        for kind, below in (
            *(("activity", len(group.activities)) for group in step.activities),
            *(("deliverable", 0) for _ in step.deliverables),
            *(("indicator", 0) for _ in step.indicators),
        ):
            counted[kind] += 1
            path = f"{kind}/{counted[kind]}"
            paths.update((path, *(f"{path}/{number}" for number in range(1, below + 1))))
    return paths


class _Fit:
    """The misfits of one framework with one edition."""

    def __init__(
        self, company: Company, nomenclature: Nomenclature, content: EditionContent
    ) -> None:
        self.company = company
        self.content = content
        self.framework = nomenclature.framework

    def misfits(self) -> Iterator[Problem]:
        yield from self.codes()
        yield from self.families()
        yield from self.competences()
        levels: dict[str, Mapping[str, int]] = {}
        for code, profile in self.company.profiles.items():
            yield from self.profile(("profiles", code), code, profile, levels)

    def codes(self) -> Iterator[Problem]:
        """A code names one thing, whatever its capitals: addresses and files may not tell them."""
        seen: dict[str, tuple[str, str]] = {}
        for part in ("families", "competences", "profiles"):
            for code in getattr(self.company, part):
                other = seen.setdefault(code.casefold(), (code, part))
                if other != (code, part):
                    words = message("company.same-code", other=other[0], part=other[1])
                    yield (part, code), words

    def families(self) -> Iterator[Problem]:
        for code, family in self.company.families.items():
            if family.close_to and family.close_to not in self.content.family:
                yield (
                    ("families", code, "close_to"),
                    message(
                        "company.no-such-family",
                        code=family.close_to,
                        choice=_choose(list(self.content.family)),
                    ),
                )

    def competences(self) -> Iterator[Problem]:
        for code, competence in self.company.competences.items():
            for key in ("within", "close_to"):
                target = getattr(competence, key)
                if target and target not in self.framework.competence:
                    yield (
                        ("competences", code, key),
                        message("company.no-such-competence", code=target),
                    )
            if competence.within and competence.within == competence.close_to:
                yield (
                    ("competences", code, "close_to"),
                    message("company.broader-and-alike", code=competence.within),
                )

    def profile(
        self, path: Path, code: str, profile: CompanyProfile, levels: dict[str, Mapping[str, int]]
    ) -> Iterator[Problem]:
        yield from self.family_of(path, profile)
        yield from self.match_of(path, code, profile)
        extended = profile.extends
        if extended and extended not in {**self.company.profiles, **self.content.profile}:
            yield (
                (*path, "extends"),
                message("company.nothing-extended", code=extended, edition=self.company.edition),
            )
            return
        try:
            own, root = lineage(self.company, code)
        except InputError as error:
            yield (*path, "extends"), error.words
            return
        if root and root not in self.content.profile:
            return  # told where it stands
        inherited = self.inherited(own[1:], root, levels)
        yield from self.statements((*path, "statements"), profile, own[1:], root)
        yield from self.requirements((*path, "requirements"), profile, inherited)
        if not self.after(profile, inherited):
            yield (
                (*path, "requirements"),
                message("company.nothing-required"),
            )

    def family_of(self, path: Path, profile: CompanyProfile) -> Iterator[Problem]:
        family = profile.family
        known = {*self.company.families, *self.content.family}
        if family is None and profile.extends is None:
            yield (
                (*path, "family"),
                message("company.family-missing"),
            )
        elif family is not None and family not in known:
            yield (
                (*path, "family"),
                message(
                    "company.no-family",
                    code=family,
                    choice=_choose([*self.company.families, *self.content.family]),
                ),
            )

    def match_of(self, path: Path, code: str, profile: CompanyProfile) -> Iterator[Problem]:
        """How a profile matches is only said of one of the nomenclature."""
        try:
            _, root = lineage(self.company, code)
        except InputError:
            return  # told where the cycle is
        if profile.match != "broad" and root is None:
            yield (
                (*path, "match"),
                message("company.useless-match"),
            )

    def requirements(
        self, path: Path, profile: CompanyProfile, inherited: Mapping[str, int]
    ) -> Iterator[Problem]:
        changes = profile.requirements
        extended = profile.extends or message("company.nothing")
        for verb, levels in (("add", changes.add), ("override", changes.override)):
            for code, level in levels.items():
                yield from self.competence((*path, verb, code), code, level)
        for code in changes.add:
            if code in inherited:
                yield (
                    (*path, "add", code),
                    message(
                        "company.required-already",
                        extended=extended,
                        code=code,
                        level=inherited[code],
                    ),
                )
        for code, level in changes.override.items():
            if code not in inherited:
                yield (*path, "override", code), self.absent(extended, code, inherited, "override")
            elif inherited[code] == level:
                yield (
                    (*path, "override", code),
                    message("company.required-so", extended=extended, code=code, level=level),
                )
        for number, code in enumerate(changes.drop):
            if code not in inherited:
                yield (*path, "drop", number), self.absent(extended, code, inherited, "drop")

    def statements(
        self, path: Path, profile: CompanyProfile, own: Sequence[str], root: str | None
    ) -> Iterator[Problem]:
        """What is replaced or dropped is there to be so."""
        known = statement_paths(
            self.content.profile[root] if root else None,
            [self.company.profiles[code] for code in reversed(own)],
        )
        changes = profile.statements
        named: list[tuple[Path, str]] = [(("replace", key), key) for key in changes.replace]
        named += [(("drop", number), key) for number, key in enumerate(changes.drop)]
        for where, key in named:
            if key not in known:
                kind = key.partition("/")[0]
                there = sorted((k for k in known if k.startswith(kind)), key=natural_key)
                yield (
                    (*path, *where),
                    message(
                        "company.no-statement",
                        extended=profile.extends or message("company.nothing"),
                        key=key,
                        choice=_choose(there) if there else message("company.remove"),
                    ),
                )

    def competence(self, path: Path, code: str, level: int) -> Iterator[Problem]:
        own = self.company.competences.get(code)
        if own is None and code not in self.framework.competence:
            yield (
                path,
                message("company.no-competence", code=code),
            )
        elif own is not None and own.levels and str(level) not in own.levels:
            yield (
                path,
                message(
                    "company.no-own-level",
                    code=code,
                    level=level,
                    choice=_choose(list(own.levels)),
                ),
            )

    @staticmethod
    def absent(extended: str | Text, code: str, inherited: Mapping[str, int], verb: str) -> Text:
        return message(
            "company.not-inherited" if inherited else "company.nothing-inherited",
            extended=extended,
            code=code,
            verb=verb,
            known=", ".join(inherited),
        )

    def inherited(
        self, own: Sequence[str], root: str | None, levels: dict[str, Mapping[str, int]]
    ) -> Mapping[str, int]:
        """What is required before a profile's own changes; ``levels`` keeps what was worked out."""
        have: Mapping[str, int] = self.content.profile[root].required_levels if root else {}
        for code in reversed(own):
            if code not in levels:
                levels[code] = self.after(self.company.profiles[code], have)
            have = levels[code]
        return have

    @staticmethod
    def after(profile: CompanyProfile, inherited: Mapping[str, int]) -> Mapping[str, int]:
        changes = profile.requirements
        kept = {code: level for code, level in inherited.items() if code not in changes.drop}
        return {**kept, **changes.override, **changes.add}


def _choose(codes: Sequence[str]) -> Text:
    shown = ", ".join(codes[:_MOST_SHOWN])
    return message(
        "company.choose" if len(codes) <= _MOST_SHOWN else "company.choose-of-many", codes=shown
    )
