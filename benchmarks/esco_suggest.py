"""How often `cigref-kg esco suggest` ranks the hand-made target first, or among the first three.

    python benchmarks/esco_suggest.py [ESCO]        (some ten minutes: difflib takes its time)

ESCO is a folder with `v1.0-csv/` (the official layout, whole ESCO 1.0), `occupations.csv` and
`skills.csv` (a selection of later releases, for the concepts that 1.0 lacks); by default the one
beside the repository. Candidates are all occupations and all skills of both.

Compared with plain string similarity: the ratio of `difflib`, of our titles to the preferred
labels in the same language, and, more generously, of all our names to all labels in any language.

The reference are the mappings in data/mappings: "best" counts the one target that stands first,
"any" every target of the subject. What the person who mapped found nothing for is left out.
"""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import cigref_kg
from cigref_kg.base.collation import fold
from cigref_kg.records.mappings import Vocabulary, read_mappings
from cigref_kg.vocabularies.concepts import Concept, ConceptKind
from cigref_kg.vocabularies.esco.classification import Classification
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.sinks import StoreFolder, open_store
from cigref_kg.vocabularies.subjects import Subject, subject_of
from cigref_kg.vocabularies.suggesting import Suggester

DEFAULT = Path(__file__).parent.parent.parent / "shared" / "esco"
Ranker = Callable[[Subject], list[str]]
Pools = dict[ConceptKind, list[Concept]]


def read_pools(folder: Path) -> Pools:
    """Return every occupation and skill: of ESCO 1.0, and the later ones of the selection."""
    with tempfile.TemporaryDirectory() as work:
        store = Path(work) / "store"
        dataset_graph = cigref_kg.load().iris.graph("esco")
        import_esco(folder / "v1.0-csv", ("fr", "en"), StoreFolder(store, dataset_graph))
        classification = Classification(open_store(store), dataset_graph)
        pools = {kind: list(classification.concepts(kind)) for kind in ConceptKind}
    known = {concept.uri for pool in pools.values() for concept in pool}
    for kind, name in ((ConceptKind.OCCUPATION, "occupations"), (ConceptKind.SKILL, "skills")):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            later = [_later(row) for row in csv.DictReader(stream) if row["uri"] not in known]
        pools[kind] += later
        print(f"{len(pools[kind]):,} {name}, {len(later)} of them later than release 1.0")
    return pools


def _later(row: dict[str, str]) -> Concept:
    def by_language(column: str) -> dict[str, str]:
        values = {language: row.get(f"{column}_{language}", "") for language in ("fr", "en")}
        return {language: value for language, value in values.items() if value}

    types = ("skill",) if "skill" in row.get("type", "") else ("knowledge",)
    return Concept(
        row["uri"],
        by_language("preferred"),
        {language: tuple(cell.split("|")) for language, cell in by_language("alt").items()},
        by_language("description"),
        row.get("isco08"),
        None,
        types if "type" in row else (),
        row.get("reuse_level"),
    )


def reference() -> dict[str, list[str]]:
    """Return the URIs of the targets of each code, the best first."""
    targets: dict[str, list[str]] = {}
    for mapping in read_mappings():
        if mapping.vocabulary is not Vocabulary.ESCO or mapping.subject.year == 2024:
            continue
        uris = targets.setdefault(mapping.subject.code, [])
        if mapping.target is not None and mapping.target.uri not in uris:
            uris.append(mapping.target.uri)
    return {code: uris for code, uris in targets.items() if uris}


class _Closest:
    """The baseline: the concepts whose labels are closest to some names, by difflib."""

    def __init__(self, pools: Pools, *, generous: bool) -> None:
        self.generous = generous
        self.labels = {
            kind: [(concept.uri, label) for concept in pool for label in self._labels(concept)]
            for kind, pool in pools.items()
        }

    def _labels(self, concept: Concept) -> Iterable[str]:
        labels = concept.labels() if self.generous else concept.preferred.values()
        return {fold(label) for label in labels}

    def __call__(self, subject: Subject) -> list[str]:
        names = subject.titles + (subject.other_names if self.generous else ())
        best: dict[str, float] = {}
        floor = 0.0
        for name in map(fold, names):
            # difflib keeps what it learned of its second text, so that is the name.
            matcher = SequenceMatcher(None, "", name, autojunk=False)
            for uri, label in self.labels[subject.kind]:
                matcher.set_seq1(label)
                threshold = max(floor, best.get(uri, 0.0))
                if matcher.real_quick_ratio() < threshold or matcher.quick_ratio() < threshold:
                    continue
                ratio = matcher.ratio()
                if ratio > best.get(uri, 0.0):
                    best[uri] = ratio
                    floor = sorted(best.values(), reverse=True)[:3][-1] if len(best) > 3 else 0.0
        return sorted(best, key=lambda uri: (-best[uri], uri))[:3]


def measure(name: str, rank: Ranker, subjects: Sequence[tuple[Subject, list[str]]]) -> None:
    """Print how often the reference is met, for each kind of subject."""
    for kind in ConceptKind:
        cases = [(rank(subject), uris) for subject, uris in subjects if subject.kind is kind]
        best_1 = sum(ranked[:1] == uris[:1] for ranked, uris in cases)
        best_3 = sum(uris[0] in ranked[:3] for ranked, uris in cases)
        any_1 = sum(bool(set(uris) & set(ranked[:1])) for ranked, uris in cases)
        any_3 = sum(bool(set(uris) & set(ranked[:3])) for ranked, uris in cases)
        print(
            f"{name:32} {kind.value:10} of {len(cases)}: "
            f"best first {best_1} ({best_1 / len(cases):.0%}), in three {best_3} "
            f"({best_3 / len(cases):.0%}); any first {any_1}, in three {any_3}",
            flush=True,
        )


def main() -> None:
    """Measure the suggestions and the two baselines on the same candidates."""
    pools = read_pools(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    dataset = cigref_kg.load()
    subjects = [
        (subject_of(code, dataset.nomenclature), uris) for code, uris in reference().items()
    ]
    suggester = Suggester(pools[ConceptKind.OCCUPATION], pools[ConceptKind.SKILL])
    measure(
        "esco suggest",
        lambda subject: [found.concept.uri for found in suggester.suggest(subject, 3)],
        subjects,
    )
    measure("difflib, titles", _Closest(pools, generous=False), subjects)
    measure("difflib, all names and labels", _Closest(pools, generous=True), subjects)


if __name__ == "__main__":
    main()
