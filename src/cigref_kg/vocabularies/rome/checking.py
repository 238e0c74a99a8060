"""Whether mappings to ROME still lead to what they were judged on: codes, names, filing."""

from collections.abc import Iterable, Iterator

from cigref_kg.base.collation import fold
from cigref_kg.base.iris import Iris
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
        Finding(mapping, message)
        for mapping in checked
        if mapping.target is not None
        for message in _messages(mapping, mapping.target, rome.entry(mapping.target.iri(iris)))
    ]
    return CheckReport("ROME", rome.release, len(checked), tuple(findings))


def _messages(mapping: Mapping, target: Target, entry: Entry | None) -> Iterator[Text]:
    code, label = target.uri.rpartition("/")[2], target.labels.fr or ""
    if entry is None:
        yield Text(
            fr=f"{code} ({label}) n’est plus dans ce ROME : cherchez ce qui le remplace et rejugez "
            "la correspondance.",
            en=f"{code} ({label}) is not in this ROME: look for what replaces it and judge the "
            "mapping again.",
        )
        return
    if fold(entry.label) != fold(label):
        yield Text(
            fr=f"{code} s’appelle ici « {entry.label} », et non « {label} » comme dans la version "
            f"{mapping.version} : relisez la fiche, puis notez le nouveau nom.",
            en=f"{code} is called “{entry.label}” here, not “{label}” as in version "
            f"{mapping.version}: read the fiche again, then record the new name.",
        )
    above = (entry.above or "").rpartition("/")[2]
    if target.fiche is not None and above != target.fiche:
        yield Text(
            fr=f"« {label} » ({code}) est rangée ici sous {above}, et non sous {target.fiche} : "
            "notez-le (object_fiche).",
            en=f"“{label}” ({code}) is filed under {above} here, not under {target.fiche}: record "
            "it (object_fiche).",
        )
