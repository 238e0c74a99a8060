"""The feed of what changed: edition by edition where both are at hand, else as it is stated."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from cigref_kg.base.model import Change, Language
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.editions import compare_editions, feed
from cigref_kg.web.ui.messages import Messages, messages_in
from cigref_kg.web.ui.rendering import best_words

MEDIA_TYPE = "application/atom+xml"

_ATOM = "http://www.w3.org/2005/Atom"


def changes_feed(
    dataset: Dataset, issued: tuple[int, int, int] | None, language: Language
) -> bytes:
    """Return the Atom feed of what changed.

    Editions whose content is at hand are compared; of the others the feed tells what the later one
    states of each profile. The same dataset gives the same bytes; an entry keeps its id.

    Args:
        dataset: with its editions.
        issued: the year, month and day of the dataset; for want of it, the served edition's year.
        language: of the feed.
    """
    nomenclature = dataset.nomenclature
    year, month, day = issued or (nomenclature.served.year, 1, 1)
    updated = f"{year:04}-{month:02}-{day:02}T00:00:00Z"
    at_hand = [edition for edition in nomenclature.editions if edition.content]
    comparisons = [compare_editions(before, after) for before, after in pairwise(at_hand)]
    compared = {(found.before.year, found.after.year) for found in comparisons}
    written = feed(comparisons, dataset.iris, updated, language)
    stated = [
        change
        for change in nomenclature.content.changes
        if (change.from_edition, change.to_edition) not in compared
    ]
    if not stated:
        return written
    ET.register_namespace("", _ATOM)
    root = ET.fromstring(written)  # noqa: S314  (written above, from the model)
    if not comparisons:
        title = root.find(f"{{{_ATOM}}}title")
        assert title is not None  # noqa: S101  (RFC 4287 wants one, and `feed` writes it)
        title.text = messages_in(language)("editions.feed")
    for change in stated:
        _entry(root, dataset, change, updated, language)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(
    root: ET.Element, dataset: Dataset, change: Change, updated: str, language: Language
) -> None:
    profile = dataset.nomenclature.content.profile[change.profile]
    name = best_words(profile.names, language)
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
    for tag, text in (
        ("id", dataset.iris.change(change.to_edition, change.profile)),
        ("title", f"{profile.code} {name}"),
        ("updated", updated),
        ("summary", _told(change, messages_in(language))),
    ):
        ET.SubElement(entry, f"{{{_ATOM}}}{tag}").text = text
    link = dataset.iris.profile(change.to_edition, change.profile)
    ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": link})
    for part in change.parts:
        ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": part.value})


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
