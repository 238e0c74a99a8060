"""Words that an edition shares with the one before, and how each of its texts stands to it.

What says the same has its words in one place of the data, in the earlier edition: here the later
one gets them by reference.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cigref_kg.base.concordance import Link, ProfileConcordance, Relation
from cigref_kg.base.layers import (
    ConcordanceFacts,
    EditionContentFacts,
    EditionContentWords,
    Facts,
    ProfileFacts,
    ProfileWords,
    WordsLayer,
    place_of,
)
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text

_SHARED_NAMES = ("title", "alternative_labels", "hidden_labels")


def with_shared_words(facts: Facts, layer: WordsLayer) -> WordsLayer:
    """Return ``layer`` with the words of later editions completed from those before."""
    contents = dict(layer.contents)
    for content in sorted(facts.contents, key=lambda content: content.year):
        before = contents.get(content.from_edition)
        if content.concordance is not None and before is not None:
            own = contents.get(content.year, EditionContentWords())
            contents[content.year] = _completed(content, own, before)
    return layer.model_copy(update={"contents": contents})


def own_words_inconsistencies(facts: Facts, layer: WordsLayer, place: str) -> Iterator[Text]:
    """Yield a line for each text that has words of its own although it says the same as before.

    Args:
        facts: of all languages.
        layer: the words of one language.
        place: how the layer is named in a line.
    """
    for content in facts.contents:
        own = layer.contents.get(content.year)
        if content.concordance is None or own is None:
            continue
        earlier = _profiles(facts, content.from_edition)
        for code, words in own.profiles.items():
            if code in earlier:
                judged = content.judged(code)
                said = message("records.same-before", year=content.from_edition)
                for path in sorted(_paths_with_words(words) - {*judged.changed, *judged.new}):
                    yield said.after_each(f"{place}: {content.year}: profile {code}: {path}: ")


def concordance_inconsistencies(facts: Facts) -> Iterator[Text]:
    """Yield a line for each path of a concordance that one of both editions does not have."""
    for content in facts.contents:
        if content.concordance is None:
            continue
        earlier = _profiles(facts, content.from_edition)
        later = _profiles(facts, content.year)
        in_both = [code for code in later if code in earlier]
        place = f"facts: {content.year}: concordance.yaml"
        for code in content.concordance:
            if code not in in_both:
                yield message("records.not-in-both").after_each(f"{place}: {code}: ")
        for code in in_both:
            judged = content.judged(code)
            for problem in _inconsistencies(earlier[code], later[code], judged):
                yield problem.after_each(f"{place}: {code}: ")


def _inconsistencies(
    before: ProfileFacts, after: ProfileFacts, judged: ConcordanceFacts
) -> Iterator[Text]:
    old, new = set(before.text_paths()), set(after.text_paths())
    pairs = list(_pairs(after, judged))
    followed = Counter(path for _, path in pairs)
    later = {*judged.reworded, *judged.changed, *judged.new, *judged.moved}
    wrong = {
        "records.not-later": sorted(later - new),
        "records.not-before": sorted({*judged.gone, *judged.moved.values()} - old),
        "records.not-listed-new": [path for path, was in pairs if was not in old],
        "records.not-listed-gone": sorted(old - set(followed) - {*judged.gone}),
        "records.followed-or-gone": [
            path for path, count in followed.items() if count > 1 or path in judged.gone
        ],
    }
    for entry, paths in wrong.items():
        yield from (message(entry).after_each(f"{path}: ") for path in paths)


def profile_concordances(
    facts: Facts, content: EditionContentFacts, since: Mapping[str, Text]
) -> Iterator[ProfileConcordance]:
    """Yield what became of each profile, in the order of the later edition, then those gone.

    Args:
        facts: of both editions.
        content: the later edition, which has a concordance.
        since: what changed in a profile in one sentence, by code; ``same`` for all others.
    """
    earlier, later = _profiles(facts, content.from_edition), _profiles(facts, content.year)
    for code in dict.fromkeys((*later, *earlier)):
        before, after = earlier.get(code), later.get(code)
        judged = content.judged(code)
        yield ProfileConcordance(
            before=code if before else None,
            after=code if after else None,
            links=tuple(_links(before, after, judged)),
            since=since.get(code) or since.get("same", Text()),
        )


def _profiles(facts: Facts, year: int) -> dict[str, ProfileFacts]:
    return {
        profile.code: profile
        for content in facts.contents
        if content.year == year
        for profile in content.profiles
    }


def _pairs(after: ProfileFacts, judged: ConcordanceFacts) -> Iterator[tuple[str, str]]:
    """Yield each path of the later edition that has a counterpart, with the counterpart's."""
    for path in after.text_paths():
        if path not in judged.new:
            yield path, judged.moved.get(path, path)


def _links(
    before: ProfileFacts | None, after: ProfileFacts | None, judged: ConcordanceFacts
) -> Iterator[Link]:
    if before is None or after is None:
        known, relation = after or before, Relation.GONE if after is None else Relation.NEW
        assert known is not None  # noqa: S101  (a code comes from one edition at least)
        paths = (*known.text_paths(), *(f"requirement/{code}" for code in known.requirements))
        yield from (_one_sided(relation, path) for path in paths)
        return
    pairs = dict(_pairs(after, judged))
    for path in after.text_paths():
        if path not in pairs:
            yield _one_sided(Relation.NEW, path)
            continue
        relation = Relation.SAME
        if path in judged.changed:
            relation = Relation.CHANGED
        elif path in judged.reworded:
            relation = Relation.REWORDED
        yield Link(relation, pairs[path], path)
    yield from (_one_sided(Relation.GONE, path) for path in judged.gone)
    yield from _requirement_links(before, after)


def _requirement_links(before: ProfileFacts, after: ProfileFacts) -> Iterator[Link]:
    old, new = before.requirements, after.requirements
    for code in dict.fromkeys((*new, *old)):
        path = f"requirement/{code}"
        if code in old and code in new:
            relation = Relation.SAME if old[code] == new[code] else Relation.CHANGED
            yield Link(relation, path, path)
        else:
            yield _one_sided(Relation.NEW if code in new else Relation.GONE, path)


def _one_sided(relation: Relation, path: str) -> Link:
    return Link(relation, path, None) if relation is Relation.GONE else Link(relation, None, path)


# --- Words by path ------------------------------------------------------------------------------


def _completed(
    content: EditionContentFacts, own: EditionContentWords, before: EditionContentWords
) -> EditionContentWords:
    profiles = {}
    for facts in content.profiles:
        words, earlier = own.profiles.get(facts.code), before.profiles.get(facts.code)
        if earlier is not None:
            judged = content.judged(facts.code)
            words = _with_words_of(facts, judged, words, earlier)
        if words is not None:
            profiles[facts.code] = words
    families = dict(before.families)
    for code, family in own.families.items():
        shared = families.get(code)
        told = family.description or (shared and shared.description)
        families[code] = family.model_copy(update={"description": told})
    return own.model_copy(update={"profiles": profiles, "families": families})


def _with_words_of(
    facts: ProfileFacts,
    judged: ConcordanceFacts,
    own: ProfileWords | None,
    earlier: ProfileWords,
) -> ProfileWords:
    """Return the words of a profile: its own, and those of ``earlier`` for what says the same."""
    parts: dict[str, Any] = {name: getattr(earlier, name) for name in _SHARED_NAMES}
    said = _paths_with_words(own) if own else set()
    shared = {new: old for new, old in _pairs(facts, judged) if new not in judged.changed}
    for path in dict.fromkeys((*facts.text_paths(), *sorted(said))):  # in the document's order
        if own and path in said:
            _set(parts, path, _get(own, path))
        elif path in shared:
            _set(parts, path, _get(earlier, shared[path]))
    if own:
        parts["editorial_note"] = own.editorial_note
    return ProfileWords.model_construct(
        code=facts.code, **{name: value for name, value in parts.items() if value is not None}
    )


def _get(words: ProfileWords, path: str) -> str | None:
    field, key = place_of(path)
    value = getattr(words, field)
    found: str | None = value.get(key) if key else value
    return found


def _set(parts: dict[str, Any], path: str, text: str | None) -> None:
    field, key = place_of(path)
    if not key:
        parts[field] = text
    elif text is not None:
        parts.setdefault(field, {})[key] = text


def _paths_with_words(words: ProfileWords) -> set[str]:
    """Return the paths of all texts that have words, the title apart where it is only a label."""
    paths = {f"activity/{position}" for position in (*words.groups, *words.activities)}
    paths |= {f"activity/{position}/introduction" for position in words.group_introductions}
    paths |= {f"deliverable/{position}" for position in words.deliverables}
    paths |= {f"indicator/{position}" for position in words.indicators}
    single = ("mission", "introduction", "indicator_note", "career_path", "trends")
    paths |= {name for name in single if getattr(words, name)}
    headings = {"deliverable/heading": words.deliverables_heading}
    headings["indicator/heading"] = words.indicators_heading
    return paths | {path for path, text in headings.items() if text}
