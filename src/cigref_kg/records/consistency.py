"""Whether words stand for what the facts know: the check before layers are joined."""

from collections.abc import Iterable, Iterator, Mapping

from cigref_kg.base.layers import (
    EditionContentFacts,
    EditionContentWords,
    Facts,
    FrameworkWords,
    ProfileFacts,
    ProfileWords,
    WordsLayer,
)
from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Text, joined


def words_inconsistencies(facts: Facts, words: WordsLayer, language: Language) -> Iterator[Text]:
    """Yield a line for each place where ``words`` do not fit ``facts``.

    Words may be absent. A list of statements is there with every position or not at all, so that
    statements of two sources are never mixed in one list.

    Args:
        facts: of all languages.
        words: those of one language.
        language: of the words.
    """
    years = [str(edition.year) for edition in facts.editions]
    yield from _unknown(f"words/{language}: editions", words.editions, years)
    contents = {content.year: content for content in facts.contents}
    for year, content_words in words.contents.items():
        place = f"words/{language}: {year}"
        if year in contents:
            yield from _content_inconsistencies(place, contents[year], content_words)
        else:
            yield message("records.no-content").after_each(f"{place}: ")
    for year, framework_words in words.frameworks.items():
        place = f"words/{language}: ecf-{year}"
        if year == facts.framework.year:
            yield from _framework_inconsistencies(place, facts, framework_words)
        else:
            yield message("records.other-framework", year=facts.framework.year).after_each(
                f"{place}: "
            )


def gaps(shipped: WordsLayer, official: WordsLayer) -> Iterator[str]:
    """Yield the files, and the keys in them, that official wording lacks of what ours says.

    Laid over ours with gaps, it would mix two wordings in silence.
    """
    if not official.contents:
        yield from (f"{year}/" for year in shipped.contents)
    for year, content in official.contents.items():
        ours = shipped.contents.get(year, EditionContentWords())
        yield from _absent(f"{year}/families.yaml", ours.families, content.families)
        for code, profile in ours.profiles.items():
            file = f"{year}/profiles/{code}.yaml"
            if code not in content.profiles:
                yield file
                continue
            for name in _SAID_OF_EVERY_PROFILE:
                if getattr(profile, name) and not getattr(content.profiles[code], name):
                    yield f"{file}: {name}"
    for year, framework in shipped.frameworks.items():
        theirs = official.frameworks.get(year, FrameworkWords())
        for name in ("areas", "competences", "aspects"):
            file = f"ecf-{year}/{name}.yaml"
            yield from _absent(file, getattr(framework, name), getattr(theirs, name))


_SAID_OF_EVERY_PROFILE = tuple(
    "mission activities deliverables indicators career_path trends".split()
)


def _absent(file: str, ours: Mapping[str, object], theirs: Mapping[str, object]) -> Iterator[str]:
    if ours and not theirs:
        yield file
    else:
        yield from (f"{file}: {code}" for code in ours if code not in theirs)


def inconsistencies(facts: Facts) -> Iterator[Text]:
    """Yield a line for each code that one fact uses and no other knows."""
    framework = facts.framework
    levels = levels_in_use(facts)
    years = {edition.year for edition in facts.editions}
    for content in facts.contents:
        place = f"facts: {content.year}"
        if content.year not in years:
            yield message("records.no-edition").after_each(f"{place}: ")
        codes = [profile.code for profile in content.profiles]
        for profile in content.profiles:
            if profile.family not in content.families:
                yield message("records.no-family").after_each(f"{place}: profile {profile.code}: ")
            for competence, level in profile.requirements.items():
                if level not in levels.get(competence, ()):
                    places = {"competence": competence, "level": level, "year": framework.year}
                    words = message("records.no-such-level", **places)
                    yield words.after_each(f"{place}: profile {profile.code}: ")
        named = [(change.profile, "changes.yaml") for change in content.changes]
        for move in content.moves:
            named += [(move.from_profile, "moves.yaml"), (move.to_profile, "moves.yaml")]
        for code, file in named:
            if code not in codes:
                yield message("records.no-profile", code=code).after_each(f"{place}: {file}: ")


def levels_in_use(facts: Facts) -> dict[str, tuple[int, ...]]:
    """Return the levels of each competence that any edition requires, in rising order."""
    levels = {competence.code: set(competence.levels) for competence in facts.framework.competences}
    for content in facts.contents:
        for code, added in content.levels.items():
            levels.setdefault(code, set()).update(added)
    return {code: tuple(sorted(found)) for code, found in levels.items()}


def _content_inconsistencies(
    place: str, facts: EditionContentFacts, words: EditionContentWords
) -> Iterator[Text]:
    yield from _unknown(f"{place}: families", words.families, facts.families)
    profiles = {profile.code: profile for profile in facts.profiles}
    yield from _unknown(f"{place}: profiles", words.profiles, profiles)
    for code, profile_words in words.profiles.items():
        if code in profiles:
            yield from _profile_inconsistencies(
                f"{place}: profile {code}", profiles[code], profile_words
            )


def _profile_inconsistencies(
    place: str, facts: ProfileFacts, words: ProfileWords
) -> Iterator[Text]:
    if not words.title:
        yield message("records.missing").after_each(f"{place}: title: ")
    expected = facts.positions
    for name in ("groups", "group_introductions", "activities", "deliverables", "indicators"):
        yield from _not_the_same(f"{place}: {name}", getattr(words, name), expected[name])
    for name in ("introduction", "deliverables_heading", "indicators_heading", "indicator_note"):
        if getattr(words, name) and name not in expected:
            yield message("records.none-in-facts").after_each(f"{place}: {name}: ")


def _framework_inconsistencies(place: str, facts: Facts, words: FrameworkWords) -> Iterator[Text]:
    in_use = levels_in_use(facts)
    yield from _unknown(f"{place}: areas", words.areas, facts.framework.areas)
    yield from _unknown(f"{place}: aspects", words.aspects, facts.framework.aspects)
    yield from _unknown(f"{place}: competences", words.competences, in_use)
    for code, competence_words in words.competences.items():
        if code in in_use:
            expected = [str(level) for level in in_use[code]]
            levels = competence_words.levels
            yield from _not_the_same(f"{place}: competence {code}: levels", levels, expected)


def _unknown(place: str, found: Iterable[str], known: Iterable[str]) -> Iterator[Text]:
    known = set(known)
    for code in found:
        if code not in known:
            yield message("records.not-in-facts").after_each(f"{place}: {code}: ")


def _not_the_same(place: str, found: Mapping[str, str], expected: list[str]) -> Iterator[Text]:
    """Yield a line if ``found`` has words, but not those of all expected positions."""
    missing = [position for position in expected if position not in found]
    extra = [position for position in found if position not in expected]
    if found and (missing or extra):
        differences = [message("records.position-missing", position=each) for each in missing]
        differences += [message("records.position-extra", position=each) for each in extra]
        yield message(
            "records.other-positions",
            found=len(found),
            expected=len(expected),
            differences=joined(differences, ", "),
        ).after_each(f"{place}: ")
