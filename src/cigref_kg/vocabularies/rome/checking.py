"""Whether mappings to ROME still lead to what they were judged on: codes, names, filing."""

from collections.abc import Iterable, Iterator

from cigref_kg.base.collation import fold
from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text
from cigref_kg.records.mappings import Mapping, Target, Vocabulary
from cigref_kg.vocabularies.checking import CheckReport, Finding
from cigref_kg.vocabularies.rome.classification import Entry, Rome

_OF_ROME = frozenset({Vocabulary.ROME, Vocabulary.APPELLATION})


def check(mappings: Iterable[Mapping], rome: Rome, iris: Iris) -> CheckReport:
    """Compare the mappings to ROME with an imported one.

    Args:
        mappings: the hand-made mappings; those to other vocabularies are left out.
        rome: the ROME to compare them with.
        iris: the IRIs under the base that it was imported with.

    Returns:
        The release, how many mappings were compared, and what to look at.
    """
    checked = [m for m in mappings if m.vocabulary in _OF_ROME and m.target is not None]
    findings = [
        Finding(mapping, told)
        for mapping in checked
        if mapping.target is not None
        for told in _messages(mapping, mapping.target, rome.entry(mapping.target.iri(iris)))
    ]
    return CheckReport("ROME", rome.release, len(checked), tuple(findings))


def _messages(mapping: Mapping, target: Target, entry: Entry | None) -> Iterator[Text]:
    code, label = target.uri.rpartition("/")[2], target.labels.fr or ""
    if entry is None:
        yield message("vocabularies.rome-gone", code=code, label=label)
        return
    if fold(entry.label) != fold(label):
        places = {"code": code, "recorded": label, "version": mapping.version}
        yield message("vocabularies.rome-renamed", label=entry.label, **places)
    above = (entry.above or "").rpartition("/")[2]
    if target.fiche is not None and above != target.fiche:
        places = {"label": label, "above": above, "fiche": target.fiche}
        yield message("vocabularies.rome-moved", code=code, **places)
