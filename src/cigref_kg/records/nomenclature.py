"""The layers joined into the model."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cigref_kg.base import locations, model
from cigref_kg.base.concordance import Concordance
from cigref_kg.base.layers import (
    ChangeFacts,
    CompetenceFacts,
    EditionContentFacts,
    EditionContentWords,
    EditionFacts,
    Facts,
    ListShape,
    ProfileFacts,
    WordsLayer,
)
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language, Names, Text
from cigref_kg.base.text import verbatim
from cigref_kg.records.changes import changes_of
from cigref_kg.records.concordance import (
    concordance_inconsistencies,
    own_words_inconsistencies,
    profile_concordances,
    with_shared_words,
)
from cigref_kg.records.consistency import (
    gaps,
    inconsistencies,
    levels_in_use,
    words_inconsistencies,
)
from cigref_kg.records.errors import RecordError
from cigref_kg.records.overlay import lay_over
from cigref_kg.records.reading import read_facts, read_words

Layers = Mapping[Language, WordsLayer]
Words = Mapping[Language, Any]
"""The record of one thing in each language, or ``None``."""


def read_nomenclature(
    facts: Path = locations.FACTS, words: Path = locations.WORDS, official: Path | None = None
) -> model.Nomenclature:
    """Read the data folder and join its layers.

    Args:
        facts: the folder of facts.
        words: the folder of words, with one folder below it for each language.
        official: the folder that ``cigref-kg extract --out`` wrote; its wording is laid over ours:
            the French of 2022, the English of the profiles of 2024 (below ``en``), or both.

    Raises:
        RecordError: if a record is wrong, or words do not fit the facts.
    """
    known = read_facts(facts)
    own = {language: read_words(words / language) for language in LANGUAGES}
    problems = list(concordance_inconsistencies(known))
    problems += [
        line
        for language, layer in own.items()
        for line in own_words_inconsistencies(known, layer, f"words/{language}")
    ]
    if problems:
        raise RecordError(problems)
    layers = {language: with_shared_words(known, layer) for language, layer in own.items()}
    if official is not None:
        for language, theirs in _official(official, layers).items():
            layers[language] = lay_over(layers[language], theirs)
    return join(known, layers, official_wording=official is not None)


def join(facts: Facts, layers: Layers, *, official_wording: bool = False) -> model.Nomenclature:
    """Join facts with the words of each language; a text that a language lacks is left empty.

    Args:
        facts: of all languages.
        layers: the words of each language.
        official_wording: whether the French is Cigref's own.

    Returns:
        The model.

    Raises:
        RecordError: if words stand for something that the facts do not know, or facts contradict
            each other; all such places at once.
    """
    problems = list(inconsistencies(facts))
    for language, layer in layers.items():
        problems.extend(words_inconsistencies(facts, layer, language))
    if problems:
        raise RecordError(problems)
    contents = {content.year: _content(content, facts, layers) for content in facts.contents}
    editions = sorted(facts.editions, key=lambda edition: edition.year)
    return model.Nomenclature(
        editions=tuple(
            _edition(edition, contents.get(edition.year), layers) for edition in editions
        ),
        framework=_framework(facts, layers),
        official_wording=official_wording,
    )


def _official(folder: Path, shipped: Layers) -> Layers:
    """Read the official wording of each language that ``folder`` has."""
    found: dict[Language, WordsLayer] = {}
    if (folder / "en").is_dir():  # of which there are the profiles of one edition, and no more
        there = read_words(folder / "en").contents
        ours = {
            year: EditionContentWords(profiles=content.profiles)
            for year, content in shipped["en"].contents.items()
            if year in there
        }
        found["en"] = _whole(folder / "en", WordsLayer(contents=ours), folder)
    if not found or read_words(folder).contents:
        found["fr"] = _whole(folder, shipped["fr"], folder)
    return found


def _whole(folder: Path, shipped: WordsLayer, written: Path) -> WordsLayer:
    """Read the official wording of one language, of which nothing that ours says may be missing."""
    official = read_words(folder)
    missing = list(gaps(shipped, official))
    if missing:
        told = message("records.not-whole", folder=written).after_each(f"{folder}: ")
        raise RecordError([told, *(verbatim(f"  {place}") for place in missing)])
    return official


# --- Words of all languages at once -------------------------------------------------------------


def _each(layers: Layers, find: Callable[[WordsLayer], Any]) -> Words:
    return {language: find(layer) for language, layer in layers.items()}


def _text(words: Words, find: Callable[[Any], str | None]) -> Text:
    return Text(**{language: find(record) for language, record in words.items() if record})


def _names(words: Words) -> Names:
    named = {language: record for language, record in words.items() if record}
    return Names(
        title=_text(words, lambda record: record.title),
        alternative={language: record.alternative_labels for language, record in named.items()},
        hidden={language: record.hidden_labels for language, record in named.items()},
    )


def _described(words: Words) -> tuple[Names, Text]:
    return _names(words), _text(words, lambda record: record.description)


def _editorial_note(words: Words) -> Text:
    return _text(words, lambda record: record.editorial_note)


def _part_of(words: Words, part: str, code: str) -> Words:
    """The words of a thing, which stand under its code in a part of larger records."""
    return {each: record and getattr(record, part).get(code) for each, record in words.items()}


# --- The framework ------------------------------------------------------------------------------


def _framework(known: Facts, layers: Layers) -> model.Framework:
    facts, in_use = known.framework, levels_in_use(known)
    words = _each(layers, lambda layer: layer.frameworks.get(facts.year))

    def described(part: str, code: str) -> tuple[Names, Text]:
        return _described(_part_of(words, part, code))

    names, description = described("schemes", "framework")
    level_names, level_description = described("schemes", "level")
    ranks = range(1, 6)
    return model.Framework(
        facts.year,
        names,
        description,
        level_names,
        level_description,
        areas=tuple(model.CompetenceArea(code, *described("areas", code)) for code in facts.areas),
        competences=tuple(
            _competence(each, in_use[each.code], _part_of(words, "competences", each.code))
            for each in facts.competences
        ),
        levels=tuple(
            model.ProficiencyLevel(rank, *described("levels", str(rank))) for rank in ranks
        ),
        aspects=tuple(
            model.TransversalAspect(code, *described("aspects", code)) for code in facts.aspects
        ),
        stars={
            rank: _text(_part_of(words, "stars", str(rank)), lambda stars: stars) for rank in ranks
        },
    )


def _competence(facts: CompetenceFacts, levels: tuple[int, ...], words: Words) -> model.Competence:
    return model.Competence(
        facts.code,
        facts.area,
        *_described(words),
        levels=tuple(
            model.CompetenceAtLevel(
                competence=facts.code,
                level=level,
                description=_text(words, lambda record: record.levels.get(str(level))),  # noqa: B023
                added_by=facts.added_by if level in facts.added_levels else None,
            )
            for level in levels
        ),
        editorial_note=_editorial_note(words),
    )


# --- Editions -----------------------------------------------------------------------------------


def _edition(
    facts: EditionFacts, content: model.EditionContent | None, layers: Layers
) -> model.Edition:
    words = _each(layers, lambda layer: layer.editions.get(str(facts.year)))
    return model.Edition(
        facts.year,
        *_described(words),
        family_count=facts.family_count,
        profile_count=facts.profile_count,
        framework=facts.framework,
        content=content,
        whole=facts.whole,
    )


def _content(facts: EditionContentFacts, known: Facts, layers: Layers) -> model.EditionContent:
    words = _each(layers, lambda layer: layer.contents.get(facts.year))

    competences = {competence.code for competence in known.framework.competences}
    profiles = {profile.code: profile for profile in facts.profiles}
    concordance = _concordance(facts, known, words)
    return model.EditionContent(
        families=tuple(
            model.Family(code, *_described(_part_of(words, "families", code)))
            for code in facts.families
        ),
        profiles=tuple(
            _profile(each, facts.year, _part_of(words, "profiles", each.code))
            for each in facts.profiles
        ),
        moves=tuple(
            model.CareerMove(move.from_profile, move.to_profile, move.stated_in)
            for move in facts.moves
        ),
        changes=changes_of(concordance)
        if concordance
        else tuple(
            _change(change, facts, profiles[change.profile], competences)
            for change in facts.changes
        ),
        concordance=concordance,
    )


def _concordance(facts: EditionContentFacts, known: Facts, words: Words) -> Concordance | None:
    if facts.concordance is None:
        return None
    codes = {code for record in words.values() if record for code in record.since}
    since = {code: _text(words, lambda record: record.since.get(code)) for code in codes}  # noqa: B023
    return Concordance(
        facts.from_edition, facts.year, tuple(profile_concordances(known, facts, since))
    )


def _change(
    change: ChangeFacts, facts: EditionContentFacts, profile: ProfileFacts, known: set[str]
) -> model.Change:
    """Tell removed competences from the others: a code that is not in the profile was removed."""
    kept = [code for code in change.competences if code in profile.requirements and code in known]
    return model.Change(
        profile=change.profile,
        from_edition=facts.from_edition,
        to_edition=facts.year,
        parts=change.parts,
        removed=tuple(code for code in change.competences if code not in kept),
        added_or_relevelled=tuple(kept),
    )


# --- Profiles -----------------------------------------------------------------------------------


def _profile(facts: ProfileFacts, edition: int, words: Words) -> model.JobProfile:
    def prose(field: str) -> Text:
        return _text(words, lambda record: getattr(record, field))

    return model.JobProfile(
        code=facts.code,
        family=facts.family,
        edition=edition,
        names=_names(words),
        page=facts.page,
        requirements=tuple(
            model.Requirement(competence, level) for competence, level in facts.requirements.items()
        ),
        ratings=tuple(model.AspectRating(aspect, stars) for aspect, stars in facts.ratings.items()),
        rating_completeness=facts.rating_completeness,
        groups=_groups(facts, words),
        deliverables=_list(facts.deliverables, words, "deliverables"),
        indicators=_list(facts.indicators, words, "indicators"),
        mission=prose("mission"),
        career_path=prose("career_path"),
        trends=prose("trends"),
        introduction=prose("introduction"),
        indicator_note=prose("indicator_note"),
        editorial_note=_editorial_note(words),
    )


def _groups(facts: ProfileFacts, words: Words) -> tuple[model.ActivityGroup, ...]:
    def at(field: str, position: int) -> Text:
        return _text(words, lambda record: getattr(record, field).get(str(position)))

    return tuple(
        model.ActivityGroup(
            position=number,
            activities=_statements(group.activities, words, "activities", f"{number}/"),
            heading=at("groups", number),
            introduction=at("group_introductions", number),
        )
        for number, group in enumerate(facts.groups, 1)
    )


def _list(facts: ListShape, words: Words, field: str) -> model.StatementList:
    return model.StatementList(
        items=_statements(facts.items, words, field, ""),
        heading=_text(words, lambda record: getattr(record, f"{field}_heading")),
    )


def _statements(
    counts: Sequence[int], words: Words, field: str, prefix: str
) -> tuple[model.Statement, ...]:
    return tuple(
        model.Statement(
            position=number,
            text=_text(words, lambda record: getattr(record, field).get(f"{prefix}{number}")),  # noqa: B023
            below=_statements([0] * below, words, field, f"{prefix}{number}/"),
        )
        for number, below in enumerate(counts, 1)
    )
