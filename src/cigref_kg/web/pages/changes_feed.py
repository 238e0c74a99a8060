"""The feed of what changed: edition by edition where both are at hand, else as it is stated."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Change, JobProfile, Language
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.editions import EditionComparison, compare_editions, sentence
from cigref_kg.web.ui.messages import Messages, messages_in
from cigref_kg.web.ui.rendering import best_words

MEDIA_TYPE = "application/atom+xml"

_ATOM = "http://www.w3.org/2005/Atom"


class Entry(NamedTuple):
    """What changed in one profile."""

    iri: str
    """Which it keeps for ever."""
    profile: JobProfile
    link: str
    parts: Sequence[str]
    """What of it changed."""
    told: str


def changes_feed(dataset: Dataset, issued: date | None, language: Language) -> bytes:
    """Return the Atom feed of what changed.

    Editions whose content is at hand are compared; of the others the feed tells what the later one
    states of each profile. The same dataset gives the same bytes; an entry keeps its id.

    Args:
        dataset: with its editions.
        issued: when the dataset was; for want of it, the year of the served edition counts.
        language: of the feed.
    """
    nomenclature = dataset.nomenclature
    updated = issued or date(nomenclature.served.year, 1, 1)
    at_hand = [edition for edition in nomenclature.editions if edition.content]
    comparisons = [compare_editions(before, after) for before, after in pairwise(at_hand)]
    compared = {(found.before.year, found.after.year) for found in comparisons}
    stated = (
        _stated(change, nomenclature.content.profile[change.profile], dataset.iris, language)
        for change in nomenclature.content.changes
        if (change.from_edition, change.to_edition) not in compared
    )
    return feed(comparisons, stated, dataset.iris, f"{updated}T00:00:00Z", language)


def feed(
    comparisons: Sequence[EditionComparison],
    stated: Iterable[Entry],
    iris: Iris,
    updated: str,
    language: Language,
) -> bytes:
    """Return an Atom feed (RFC 4287), the latest edition first.

    Args:
        comparisons: of each edition with the one before it.
        stated: what editions say themselves, behind what is compared.
        iris: the IRIs under the dataset's base, which entries link to.
        updated: when the dataset was last changed, in RFC 3339: ``2026-11-24T00:00:00Z``.
        language: of the feed.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    address, t = f"{iris.base}changes.atom", messages_in(language)
    latest = max(comparisons, key=lambda each: each.after.year, default=None)
    title = (
        t("editions.feed_title", before=str(latest.before.year), after=str(latest.after.year))
        if latest
        else t("editions.feed")
    )
    _add(root, id=address, title=title, updated=updated)
    _add(_add(root, author=""), name="cigref-kg")
    _add(root, link={"rel": "self", "href": f"{address}?lang={language}"})
    _add(root, link={"rel": "alternate", "type": "text/html", "href": iris.base})
    for entry in chain(_compared(comparisons, iris, language), stated):
        element = _add(root, entry="")
        name = f"{entry.profile.code} {best_words(entry.profile.names, language)}"
        _add(element, id=entry.iri, title=name, updated=updated, summary=entry.told)
        _add(element, link={"rel": "alternate", "href": entry.link})
        for part in entry.parts:
            _add(element, category={"term": part})
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: ET.Element, **parts: str | dict[str, str]) -> ET.Element:
    """Add elements, each with a text or with attributes; return the last."""
    for name, said in parts.items():
        added = ET.SubElement(parent, f"{{{_ATOM}}}{name}", said if isinstance(said, dict) else {})
        if isinstance(said, str):
            added.text = said or None
    return added


def _compared(
    comparisons: Iterable[EditionComparison], iris: Iris, language: Language
) -> Iterator[Entry]:
    for found in sorted(comparisons, key=lambda each: -each.after.year):
        for change in found.changes:
            edition = found.after if change.after else found.before
            link = iris.profile(edition.year, change.profile.code)
            changed = f"{link}#changed-{found.before.year}-{found.after.year}"
            told = sentence(change, language)
            yield Entry(changed, change.profile, link, change.kinds, told)


def _stated(change: Change, profile: JobProfile, iris: Iris, language: Language) -> Entry:
    return Entry(
        iris.change(change.to_edition, change.profile),
        profile,
        iris.profile(change.to_edition, change.profile),
        change.parts,
        _told(change, messages_in(language)),
    )


def _told(change: Change, t: Messages) -> str:
    """Say what an edition states of a profile."""
    earlier, later = str(change.from_edition), str(change.to_edition)
    sentences = [f"{t('change.detail', from_year=earlier, to_year=later)}."]
    if change.parts:
        parts = [t(f"part.{part.value.replace(' ', '_')}") for part in change.parts]
        sentences.append(f"{t('change.parts')} {', '.join(parts)}.")
    if change.removed:
        sentences.append(f"{t('change.removed')} {', '.join(change.removed)}.")
    if change.added_or_relevelled:
        sentences.append(f"{t('change.added')} {', '.join(change.added_or_relevelled)}.")
    return " ".join(sentences)
